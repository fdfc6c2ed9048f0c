"""`incidentbook new`: skeletons that are prefilled and pass their own checks."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from incidentbook.commands import cli
from incidentbook.reading.library import read_library
from incidentbook.reading.policy import default_policy


def call(*words: str | Path) -> Result:
    return CliRunner().invoke(cli, [str(word) for word in words])


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
