"""`incidentbook severity`: asked in the terminal, answered by flags, and one table with the portal's form."""

import json
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from incidentbook.analysis.classification import verdict
from incidentbook.commands import cli
from incidentbook.pages.models import SeverityGuide
from incidentbook.reading.policy import default_policy
from tests.unit.pages.book import BOOK, page, portal


def run(root: Path, *words: str, said: str = "") -> Result:
    return CliRunner().invoke(cli, ["severity", "--root", str(root), *words], input=said)


def test_flags_give_a_level_its_reasons_and_what_it_asks_for(tmp_path: Path) -> None:
    result = run(tmp_path, "--yes", "data-loss", "--yes", "money", "--scope", "limited", "--impact", "low")
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert lines[0] == "SEV1 Critical"
    assert lines[1] == "because: Is data lost, or is it being damaged? Yes."
    assert "also SEV2: Do payments fail, or is money booked wrongly? Yes." in result.stdout
    assert "also SEV4: Scope: Limited. Impact: Low." in result.stdout
    assert "Respond within    5 min" in result.stdout
    assert "finance" in result.stdout


def test_none_beside_a_yes_is_refused(tmp_path: Path) -> None:
    result = run(tmp_path, "--yes", "money", "--none")
    assert result.exit_code == 2
    assert "leave out --none or --yes" in result.stderr


def test_it_asks_only_what_can_make_it_worse(tmp_path: Path) -> None:
    first = run(tmp_path, said="y\n")
    assert first.stdout.startswith("SEV1 Critical")
    assert "How many?" not in first.stderr
    second = run(tmp_path, said="n\nn\nn\ny\nwide\nlow\n")
    assert second.stdout.startswith("SEV2 Major")
    assert "payments" not in second.stderr
    assert second.exit_code == 0


def test_nothing_true_is_the_mildest_level_unless_the_matrix_says_worse(tmp_path: Path) -> None:
    no = "n\n" * 7
    assert run(tmp_path, said=f"{no}limited\nlow\n").stdout.startswith("SEV4")
    assert run(tmp_path, said=f"{no}wide\nhigh\n").stdout.startswith("SEV1")
    assert run(tmp_path, "--none").stdout.startswith("SEV4")


def test_the_policys_own_words_are_asked(tmp_path: Path) -> None:
    policy = "classification: {questions: [{id: fire, ask: Is there a fire?, severity: SEV1}]}"
    (tmp_path / "incidentbook.yml").write_text(policy)
    result = run(tmp_path, "--yes", "fire", "--format", "json")
    assert json.loads(result.stdout)["reasons"] == ["Is there a fire? Yes."]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--scope", "wide"), "add --impact"),
        (("--impact", "low"), "add --scope"),
        (("--scope", "wyde", "--impact", "low"), "“wyde” is none of wide, medium, limited"),
        (("--yes", "x"), "“x” is none of outage"),
    ],
)
def test_an_unknown_answer_is_refused(tmp_path: Path, words: tuple[str, ...], said: str) -> None:
    result = run(tmp_path, *words)
    assert result.exit_code == 2
    assert said in result.stderr


def test_the_list_names_every_answer(tmp_path: Path) -> None:
    listed = run(tmp_path, "--list").stdout
    rules = default_policy().classification
    assert [one.id for one in rules.questions if f"  {one.id} " not in listed] == []
    assert [one.id for one in (*rules.scopes, *rules.impacts) if f"  {one.id} " not in listed] == []


def test_form_and_command_answer_alike(tmp_path: Path) -> None:
    policy = default_policy()
    book = portal(replace(BOOK, policy=policy))
    data = page(SeverityGuide, "handbook/severity.md", book).data
    questions, cells = data["questions"], data["cells"]
    assert isinstance(questions, list)
    assert isinstance(cells, dict)
    for id_, severity, words, tell in questions:
        found = verdict(policy, (id_,))
        assert found is not None
        assert (found.severity.id, found.reasons[0].words) == (severity, words)
        assert set(tell) <= set(found.tell)
    for name, (severity, words, _) in cells.items():
        scope, impact = name.split(" ")
        result = run(tmp_path, "--scope", scope, "--impact", impact, "--format", "json")
        assert json.loads(result.stdout)["severity"] == severity
        assert json.loads(result.stdout)["reasons"] == [words]
    for one, other in combinations(policy.classification.questions, 2):
        result = run(tmp_path, "--yes", one.id, "--yes", other.id, "--format", "json")
        assert json.loads(result.stdout)["severity"] == min(one.severity, other.severity)
