"""`incidentbook redact` and `--audience`."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from incidentbook.commands import cli
from tests.planted import PUBLIC, SECRETS, plant

DOCUMENT = "docs/postmortems/labels-late.md"


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The planted corpus, whose marks all have their end."""
    folder = tmp_path_factory.mktemp("planted")
    plant(folder)
    path = folder / DOCUMENT
    path.write_text(f"{path.read_text(encoding='utf-8')}\n<!-- incidentbook: end -->\n", encoding="utf-8")
    return folder


def run(root: Path, *words: str) -> Result:
    """The command in a root."""
    return CliRunner().invoke(cli, [*words, "--root", str(root)])


def test_prints_the_public_text(root: Path) -> None:
    result = run(root, "redact", str(root / DOCUMENT))
    assert result.exit_code == 0
    assert [one for one in SECRETS if one.casefold() in result.stdout.casefold()] == []
    assert PUBLIC[0] in result.stdout


def test_the_difference_says_what_goes_and_why(root: Path) -> None:
    result = run(root, "redact", DOCUMENT, "--diff")
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert "-- 10:05 — timeline-row-feverfew { .internal }" in lines
    assert f"{DOCUMENT}:33: comment: <!-- hidden-comment-juniper -->" in lines
    assert f"{DOCUMENT}:40: addresses: 10.44.17.203" in lines
    assert "\x1b" not in result.stdout


def test_json_has_each_removal_with_its_line(root: Path) -> None:
    found = json.loads(run(root, "redact", DOCUMENT, "--format", "json").stdout)
    assert (found["public"], found["reason"], found["problems"]) == (True, "", [])
    assert {"line": 14, "class": "field", "text": "Kestrelmoor Freight"} in found["removed"]


@pytest.mark.parametrize(
    ("file", "reason"),
    [
        ("docs/postmortems/blackwater-merger-outage.md", "it does not say `audience: public`"),
        ("docs/postmortems/draft.md", "it is a draft or still in review"),
        ("docs/about.md", "it does not say `audience: public`"),
    ],
)
def test_what_stays_inside_is_said_with_its_reason(root: Path, file: str, reason: str) -> None:
    result = run(root, "redact", file)
    assert result.exit_code == 1
    assert result.stdout == ""
    assert result.stderr == f"{file} stays inside: {reason}.\n"


def test_a_mark_without_an_end_is_a_fault(tmp_path: Path) -> None:
    plant(tmp_path)
    result = run(tmp_path, "redact", DOCUMENT)
    assert result.exit_code == 1
    assert "has no end" in result.stderr
    assert "unclosed-part-eyebright" not in result.stdout


@pytest.mark.parametrize("file", ["incidentbook.yml", "gone.md", "../x.md"])
def test_what_is_no_document_is_refused(root: Path, file: str) -> None:
    assert run(root, "redact", file).exit_code == 2


def test_the_policy_makes_commands_public_and_the_option_internal_again(tmp_path: Path) -> None:
    plant(tmp_path)
    policy = tmp_path / "incidentbook.yml"
    policy.write_text(f"audience: public\n{policy.read_text(encoding='utf-8')}", encoding="utf-8")
    assert "perpetua" not in run(tmp_path, "actions").stdout.casefold()
    assert "perpetua" in run(tmp_path, "actions", "--audience", "internal").stdout.casefold()


def test_without_a_public_document_there_is_nothing_to_export(tmp_path: Path) -> None:
    (tmp_path / "postmortems").mkdir()
    (tmp_path / "postmortems" / "a.md").write_text("# A\n", encoding="utf-8")
    result = run(tmp_path, "export", "--audience", "public")
    assert result.exit_code == 2
    assert "Write `audience: public`" in result.stderr
