"""`incidentbook new`: skeletons that are prefilled, and say through the checks what to write next."""

import json
import re
import shlex
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from incidentbook.commands import cli
from incidentbook.reading.library import read_library
from incidentbook.reading.policy import default_policy


def call(*words: str | Path) -> Result:
    return CliRunner().invoke(cli, [str(word) for word in words])


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(datetime(2026, 1, 15, tzinfo=UTC).timestamp())))


@pytest.mark.parametrize("severity", ["SEV1", "SEV3", "SEV4", ""])
def test_a_new_postmortem_is_prefilled_and_read(tmp_path: Path, severity: str) -> None:
    options = ["--severity", severity] if severity else []
    options += ["-S", "checkout", "--date", "2026-01-15"]
    result = call("new", "postmortem", 'Checkout: "all" is <down>', *options, "--root", tmp_path)
    assert result.exit_code == 0, result.output
    assert "wrote postmortems/2026-01-15-checkout-all-is-down.md" in result.output
    (postmortem,) = read_library(tmp_path, default_policy()).postmortems
    assert postmortem.title == 'Checkout: "all" is <down>'
    assert postmortem.severity == severity
    assert postmortem.services == ("checkout",)
    assert str(postmortem.date) == "2026-01-15"
    assert postmortem.status == "draft"
    assert not [problem for problem in postmortem.problems if problem.rule in {"wrong-type", "unknown-field"}]
    assert call("check", "--root", tmp_path).exit_code == 0


def test_a_new_postmortem_never_overwrites(tmp_path: Path) -> None:
    words = ("new", "postmortem", "Labels late", "--date", "2026-01-15", "--root", tmp_path)
    assert call(*words).exit_code == 0
    target = tmp_path / "postmortems" / "2026-01-15-labels-late.md"
    target.write_text("mine", encoding="utf-8")
    result = call(*words)
    assert result.exit_code == 2
    assert "exists already" in result.output
    assert target.read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("form", [(), ("--yaml",)])
def test_a_new_runbook_is_prefilled_and_read(tmp_path: Path, form: tuple[str, ...]) -> None:
    result = call("new", "runbook", "Checkout: high error rate", "-S", "checkout", "-a", "HighErrorRate",
                  "--owner", "storefront", *form, "--root", tmp_path)  # fmt: skip
    assert result.exit_code == 0, result.output
    (runbook,) = read_library(tmp_path, default_policy()).runbooks
    assert runbook.title == "Checkout: high error rate"
    assert runbook.alerts == ("HighErrorRate",)
    assert runbook.owner == "storefront"
    assert runbook.services == ("checkout",)
    assert call("check", "--root", tmp_path).exit_code == 0


def findings(root: Path, path: str) -> set[tuple[str, str]]:
    """The findings in a document: the rule's id with the source line that it points at, "" for the first."""
    result = call("check", root / path, "--root", root, "--format", "json")
    lines = (root / path).read_text(encoding="utf-8").split("\n")
    found = json.loads(result.output)["findings"]
    return {
        (one["id"], lines[one["line"] - 1].strip().split("  ")[0] if one["line"] > 1 else "") for one in found
    }


def empty(*headings: str, rule: str = "SEC102") -> set[tuple[str, str]]:
    return {(rule, f"## {heading}") for heading in headings}


FULL = ("Summary", "Impact", "Timeline", "Root cause", "Contributing factors", "What went well",
        "What went poorly", "Lessons learned")  # fmt: skip
ROW = ("DOC110", "| | | | | | | | |")


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (("-s", "SEV1"), empty("Summary")),
        (("-s", "SEV3"), empty("Summary")),
        ((), {*empty("Summary"), ("INC102", "severity:")}),
        (("--near-miss", "-s", "SEV2"), empty("Summary")),
    ],
)
def test_an_untouched_draft_is_told_what_to_write(
    tmp_path: Path, options: tuple[str, ...], expected: set[tuple[str, str]]
) -> None:
    call("new", "postmortem", "Labels late", "--date", "2026-01-15", *options, "--root", tmp_path)
    assert findings(tmp_path, "postmortems/2026-01-15-labels-late.md") == expected


def test_an_untouched_postmortem_cannot_be_handed_in(tmp_path: Path) -> None:
    call("new", "postmortem", "Labels late", "-s", "SEV1", "--date", "2026-01-15", "--root", tmp_path)
    path = tmp_path / "postmortems" / "2026-01-15-labels-late.md"
    path.write_text(path.read_text(encoding="utf-8").replace("status: draft", "status: in-review"), "utf-8")
    assert call("check", "--root", tmp_path).exit_code == 1
    assert findings(tmp_path, "postmortems/2026-01-15-labels-late.md") == {
        *empty(*FULL, "Action items", rule="SEC101"),
        *empty("Where we got lucky"),
        ROW,
        ("INC106", "started_at:"),
        ("INC114", "roles: {}"),
        ("CAU101", "causes: []"),
    }


def test_an_untouched_runbook_is_told_what_to_write(tmp_path: Path) -> None:
    call("new", "runbook", "Labels late", "--root", tmp_path)
    assert findings(tmp_path, "runbooks/labels-late.md") == {
        *empty("Overview", "Impact", "Investigation steps", "Mitigation steps", "Rollback procedure"),
        *empty("Escalation", "Contacts", "Related links"),
        ("RUN101", 'owner: ""'),
        ("RUN102", "alerts: []"),
        ("RUN104", ""),
        ("RUN115", ""),
        ("REF107", ""),
    }


def test_an_untouched_yaml_runbook_is_told_what_to_write(tmp_path: Path) -> None:
    call("new", "runbook", "Labels late", "-a", "LabelsLate", "--owner", "ops", "--yaml", "--root", tmp_path)
    lists = ("diagnosis", "mitigation", "rollback", "recovery", "escalation")
    assert findings(tmp_path, "runbooks/labels-late.yml") == {
        *(("SEC102", f"{name}: []") for name in lists),
        ("RUN104", ""),
        ("RUN115", ""),
    }


@pytest.mark.parametrize("form", [(), ("--yaml",)])
def test_nobody_has_reviewed_or_tested_a_new_runbook(tmp_path: Path, form: tuple[str, ...]) -> None:
    call("new", "runbook", "Labels late", *form, "--root", tmp_path)
    (runbook,) = read_library(tmp_path, default_policy()).runbooks
    assert runbook.last_reviewed is None
    assert runbook.last_tested is None
    assert not {"last_reviewed", "last_tested"} & {field.key for field in runbook.fields}


def test_the_next_command_can_be_pasted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    below, beside = tmp_path / "our book", tmp_path / "beside"
    below.mkdir()
    beside.mkdir()
    for folder in (below, tmp_path, beside):
        monkeypatch.chdir(folder)
        root = [] if folder == below else ["--root", str(below)]
        said = call("new", "runbook", folder.name, *root).output
        (line,) = re.findall("`incidentbook (.*)`", said)
        checked = call(*shlex.split(line))
        assert checked.exit_code == 0, checked.output
        assert "1 document," in checked.output


def test_a_near_miss_has_its_own_skeleton(tmp_path: Path) -> None:
    assert call("new", "postmortem", "Nearly", "--near-miss", "--root", tmp_path).exit_code == 0
    (postmortem,) = read_library(tmp_path, default_policy()).postmortems
    assert postmortem.kind == "near-miss"


def test_templates_of_the_team_win(tmp_path: Path) -> None:
    own = tmp_path / "templates" / "documents"
    own.mkdir(parents=True)
    (own / "postmortem-full.md").write_text("# {{ title }}\n\nOurs, {{ date }}\n", encoding="utf-8")
    assert call("new", "postmortem", "Late", "--date", "2026-01-15", "--root", tmp_path).exit_code == 0
    text = (tmp_path / "postmortems" / "2026-01-15-late.md").read_text(encoding="utf-8")
    assert text == "# Late\n\nOurs, 2026-01-15\n"


def test_a_broken_template_is_named(tmp_path: Path) -> None:
    own = tmp_path / "templates" / "documents"
    own.mkdir(parents=True)
    (own / "postmortem-full.md").write_text("# {{ titel }}\n", encoding="utf-8")
    result = call("new", "postmortem", "Late", "--root", tmp_path)
    assert result.exit_code == 1
    assert "postmortem-full.md" in result.output
    assert "titel" in result.output


def test_an_unknown_severity_names_the_levels(tmp_path: Path) -> None:
    result = call("new", "postmortem", "Late", "-s", "spicy", "--root", tmp_path)
    assert result.exit_code == 2
    assert "SEV1, SEV2, SEV3, SEV4" in result.output


def test_new_documents_lie_where_the_others_lie(tmp_path: Path) -> None:
    (tmp_path / "book" / "incidents").mkdir(parents=True)
    (tmp_path / "book" / "incidents" / "old.md").write_text("# Old\n\nText.\n", encoding="utf-8")
    result = call("new", "postmortem", "Late", "--date", "2026-01-15", "--root", tmp_path)
    assert "wrote book/incidents/2026-01-15-late.md" in result.output
