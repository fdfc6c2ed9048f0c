"""Rule files between two runs of the checks: nothing is read twice, and nothing said is out of date."""

import os
from dataclasses import replace
from pathlib import Path

import pytest

from incidentbook.commands.examination import Examination, examine_all
from incidentbook.commands.options import place
from tests.unit.commands.test_counted_work import Counted

RULES = """groups:
  - name: parcels
    rules:
      - alert: LabelsLate
        expr: queue_age_seconds > 600
        annotations:
          runbook_url: https://book.example.com/runbooks/labels/#late
      - alert: PrinterSilent
        expr: printed_total == 0
"""
RUNBOOK = """---
title: Labels
alerts: [LabelsLate]
---
# Labels

## Late

Look at the queue.
"""
POSTMORTEM = """---
title: No labels
alerts: [PrinterSilent]
---
# No labels
"""
POLICY = 'alert_rules: ["rules/*.yml"]\nrunbook_urls: {"https://book.example.com/": "."}\n'


@pytest.fixture(autouse=True)
def settled_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Trust the times of files that were written just now: nobody writes them behind the tests' back."""
    monkeypatch.setattr("incidentbook.commands.kept._SETTLED", -1)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "root"
    write(folder, "incidentbook.yml", POLICY)
    write(folder, "rules/parcels.yml", RULES)
    write(folder, "runbooks/labels.md", RUNBOOK)
    write(folder, "postmortems/no-labels.md", POSTMORTEM)
    return folder


def write(root: Path, path: str, text: str) -> None:
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_text(text, encoding="utf-8")


def examined(root: Path, wanted: str = "") -> tuple[Examination, list[str]]:
    """An examination of all files or of one, and the entries of the store that it read."""
    counted = Counted(root.parent / "kept")
    return examine_all(place(root), lambda path: not wanted or path == wanted, counted), counted.read


def fresh(root: Path) -> Examination:
    """An examination that remembers nothing."""
    return examine_all(place(root), store=Counted(root.parent / "nothing" / os.urandom(4).hex()))


def found(examination: Examination, path: str = "rules/parcels.yml") -> list[tuple[int, str]]:
    """Lines and rules of what was found in the rule file about its alerts."""
    return [(one.at.line, one.name) for one in examination.findings if one.at.path == path]


def test_an_unchanged_rule_file_is_not_read_again_and_its_findings_stay(root: Path) -> None:
    first, _ = examined(root)
    assert found(first) == [(8, "alert-rule-without-runbook")]
    again, read = examined(root)
    assert (again.parsed, read) == (frozenset(), ["code", "check"])
    assert (again.findings, again.waivers, again.kinds) == (first.findings, first.waivers, first.kinds)
    alone, read = examined(root, "rules/parcels.yml")
    assert (alone.parsed, read, found(alone)) == (frozenset(), ["code", "check"], found(first))


def test_a_changed_rule_file_is_read_alone_and_changes_what_others_are_told(root: Path) -> None:
    first, _ = examined(root)
    assert not any(one.name == "alert-without-rule" for one in first.findings)
    write(root, "rules/parcels.yml", RULES.replace("PrinterSilent", "PrinterQuiet"))
    changed, _ = examined(root)
    assert changed.parsed == {"rules/parcels.yml"}
    assert "alert-without-rule" in {name for _, name in found(changed, "postmortems/no-labels.md")}
    assert changed.findings == fresh(root).findings


def test_another_expression_asks_no_rule_about_other_documents_again(root: Path) -> None:
    first, _ = examined(root)
    write(root, "rules/parcels.yml", RULES.replace("600", "900"))
    changed, read = examined(root)
    assert changed.parsed == {"rules/parcels.yml"}
    assert changed.findings == first.findings
    again, read = examined(root)
    assert (again.parsed, read) == (frozenset(), ["code", "check"])


def test_a_heading_that_goes_is_missed_by_the_unchanged_rule_file(root: Path) -> None:
    examined(root)
    write(root, "runbooks/labels.md", RUNBOOK.replace("## Late", "## Slow"))
    changed, _ = examined(root)
    assert changed.parsed == {"runbooks/labels.md"}
    assert found(changed) == [(7, "runbook-url-broken"), (8, "alert-rule-without-runbook")]
    assert changed.findings == fresh(root).findings


def test_a_rule_file_that_goes_leaves_an_idle_glob_and_nothing_else(root: Path) -> None:
    examined(root)
    (root / "rules/parcels.yml").unlink()
    changed, _ = examined(root)
    assert "rules/parcels.yml" not in changed.kinds
    assert not found(changed)
    assert found(changed, "incidentbook.yml") == [(1, "no-rule-file")]
    assert changed.findings == fresh(root).findings
    write(root, "rules/parcels.yml", RULES)
    assert found(examined(root)[0]) == [(8, "alert-rule-without-runbook")]


def test_without_globs_a_rule_file_is_nothing_to_the_checks(root: Path) -> None:
    here = place(root)
    bare = replace(here, policy=replace(here.policy, alert_rules=()))
    kept = Counted(root.parent / "kept")
    assert "rules/parcels.yml" in examine_all(here, store=kept).kinds
    assert "rules/parcels.yml" not in examine_all(bare, store=kept).kinds
    assert found(examine_all(here, store=kept)) == [(8, "alert-rule-without-runbook")]


def test_what_is_kept_of_a_rule_is_its_name_its_place_and_its_address(root: Path) -> None:
    (file,) = fresh(root).library.alert_files
    late, silent = file.rules
    assert (late.name, late.at.line, late.runbook_url) == (
        "LabelsLate",
        4,
        "https://book.example.com/runbooks/labels/#late",
    )
    assert (late.expression, late.annotations, silent.url_at) == ("", (), None)


def test_a_broken_rule_file_is_reported_in_a_warm_run_too(root: Path) -> None:
    write(root, "rules/parcels.yml", RULES.replace("  - name: parcels", "  - name: [parcels"))
    first, _ = examined(root)
    assert "alert-rules-unreadable" in {name for _, name in found(first)}
    again, _ = examined(root)
    assert (again.parsed, again.findings) == (frozenset(), first.findings)
