"""`incidentbook alerts`, `new runbook --from alert`, and a baseline with an end."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from incidentbook.checks.baseline import BASELINE_NAME
from incidentbook.commands import cli
from incidentbook.reading.library import read_library
from incidentbook.reading.policy import load_policy
from tests.unit.analysis.repository_of import Checkout

RULES = b"""groups:\r
  - name: labels  # the printers\r
    rules:\r
      - alert: QueueLong\r
        expr: |\r
          queue_length\r
            > 100\r
        for: 5m\r
        labels: {severity: major, service: labels, team: logistics}\r
        annotations:\r
          summary: "{{ $value }} labels wait"\r
      - alert: QueueDead\r
        expr: up == 0\r
        annotations: {runbook_url: 'https://book.example.com/runbooks/dead/'}\r
      - alert: PrinterHot\r
        expr: temperature > 60\r
"""
RUNBOOK = "---\nalerts: [{}]\n---\n\n# {}\n\n## Diagnosis\n\nLook.\n\n## Mitigation\n\nRestart it.\n"
POLICY = 'as_of: 2026-01-15\nalert_rules: ["rules/*.yml"]\nrunbook_urls: {https://book.example.com/: ""}\n'


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for name, text in {
        "incidentbook.yml": POLICY,
        "runbooks/queue.md": RUNBOOK.format("QueueLong", "When the queue is long"),
        "runbooks/stopped.md": RUNBOOK.format("QueueDead", "When the queue stands still"),
    }.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules/a.yml").write_bytes(RULES)
    return tmp_path


def call(root: Path, *words: str) -> Result:
    return CliRunner().invoke(cli, [*words, "--root", str(root)], env={"COLUMNS": "100", "NO_COLOR": "1"})


def test_the_table_names_what_each_alert_lacks(root: Path) -> None:
    said = call(root, "alerts")
    assert said.exit_code == 0
    lines = said.output.splitlines()
    assert "No runbook      PrinterHot" in lines
    assert "Leads nowhere   QueueDead" in lines
    assert "No runbook_url  QueueLong" in lines
    assert "  → runbooks/queue.md" in lines
    assert "3 alerts with 3 rules · 2 with a runbook · 1 without" in said.output


def test_the_table_can_be_narrowed(root: Path) -> None:
    missing = call(root, "alerts", "--state", "missing").output
    assert "PrinterHot" in missing
    assert "QueueLong" not in missing
    assert "1 shown · 3 alerts" in missing
    assert "QueueDead" not in call(root, "alerts", "queue", "LONG").output
    assert "no alert fits" in call(root, "alerts", "nothing").output


def test_json_is_the_data_file(root: Path) -> None:
    found = json.loads(call(root, "alerts", "--format", "json").stdout)
    assert [one["name"] for one in found["alerts"]] == ["PrinterHot", "QueueDead", "QueueLong"]


def test_without_rule_files_it_says_how_to_name_them(root: Path) -> None:
    (root / "incidentbook.yml").write_text("{}")
    said = call(root, "alerts")
    assert said.exit_code == 2
    assert "--alert-rules GLOB" in said.output
    named = call(root, "alerts", "--alert-rules", "rules/*.yml")
    assert "3 alerts" in named.output


def test_annotations_are_shown_and_written_only_when_confirmed(root: Path) -> None:
    shown = call(root, "alerts", "--write-annotations")
    assert shown.exit_code == 0
    assert "+          runbook_url: https://book.example.com/runbooks/queue/" in shown.output
    assert "-        annotations: {runbook_url: 'https://book.example.com/runbooks/dead/'}" in shown.output
    assert "2 rules in 1 file would change; nothing was written" in shown.output
    assert (root / "rules/a.yml").read_bytes() == RULES
    written = call(root, "alerts", "--write-annotations", "--yes")
    assert "wrote the runbook_url of 2 rules in 1 file" in written.output
    wanted = RULES.replace(b"runbooks/dead/", b"runbooks/stopped/").replace(
        b"          summary:",
        b"          runbook_url: https://book.example.com/runbooks/queue/\r\n          summary:",
    )
    assert (root / "rules/a.yml").read_bytes() == wanted
    again = call(root, "alerts", "--write-annotations", "--yes")
    assert "no runbook_url to add or to correct" in again.output
    assert (root / "rules/a.yml").read_bytes() == wanted


def test_nothing_is_written_where_nobody_knows_the_address(root: Path) -> None:
    (root / "incidentbook.yml").write_text('alert_rules: "rules/*.yml"\n')
    said = call(root, "alerts", "--write-annotations", "--yes")
    assert said.exit_code == 2
    assert "runbook_urls:" in said.output
    assert (root / "rules/a.yml").read_bytes() == RULES


def test_what_is_left_alone_is_said_with_its_place(root: Path) -> None:
    shared = "x: &n {a: b}\ngroups: [{rules: [{alert: QueueLong, expr: up, annotations: *n}]}]\n"
    (root / "rules/a.yml").write_text(shared)
    said = call(root, "alerts", "--write-annotations", "--yes")
    assert "rules/a.yml:2:27: QueueLong was left alone" in said.output
    assert (root / "rules/a.yml").read_text() == shared


@pytest.mark.parametrize("form", [(), ("--yaml",)])
def test_a_runbook_is_drafted_from_a_rule(root: Path, form: tuple[str, ...]) -> None:
    said = call(root, "new", "runbook", "--from", "alert", "printerhot", *form)
    assert said.exit_code == 0, said.output
    (root / "runbooks/queue.md").unlink()
    said = call(root, "new", "runbook", "--from", "alert", "QueueLong", *form)
    assert said.exit_code == 0, said.output
    library = read_library(root, load_policy(root))
    drafted = next(one for one in library.runbooks if one.alerts == ("QueueLong",))
    assert (drafted.services, drafted.owner, drafted.severities) == (("labels",), "logistics", ("SEV2",))
    text = (root / drafted.path).read_text(encoding="utf-8")
    assert "queue_length" in text
    assert "{{ $value }} labels wait" in text
    assert "rules/a.yml:4" in text
    assert "runbook" not in call(root, "alerts", "--state", "missing").output.partition("\n\n")[0]


def test_a_draft_wants_an_alert_that_has_a_rule_and_no_runbook(root: Path) -> None:
    wrong = call(root, "new", "runbook", "--from", "alert", "PrinterHo")
    assert wrong.exit_code == 2
    assert "did you mean “PrinterHot”?" in wrong.output
    known = call(root, "new", "runbook", "--from", "alert", "QueueLong")
    assert known.exit_code == 2
    assert "runbooks/queue.md" in known.output


def test_an_estate_without_runbooks_starts_today_and_has_until_a_day(root: Path) -> None:
    assert call(root, "check", "--fail-on", "info").exit_code == 1
    said = call(root, "check", "--write-baseline", "--until", "2026-06-30")
    assert said.exit_code == 0, said.output
    assert "until 2026-06-30 only new findings" in said.output
    assert json.loads((root / BASELINE_NAME).read_text())["until"] == "2026-06-30"
    assert call(root, "check", "--fail-on", "info").exit_code == 0
    (root / "rules/b.yml").write_text("groups: [{rules: [{alert: New, expr: up}]}]\n")
    fresh = call(root, "check", "--fail-on", "info")
    assert fresh.exit_code == 1
    assert "“New”" in fresh.output
    assert "PrinterHot" not in fresh.output
    (root / "rules/b.yml").unlink()
    (root / "incidentbook.yml").write_text(POLICY.replace("2026-01-15", "2026-07-01"))
    over = call(root, "check")
    assert over.exit_code == 1
    assert "META108" in over.output
    assert "PrinterHot" in over.output
    for words in (("--prune-baseline",), ("--write-baseline", "--until", "2027-01-01")):
        refused = call(root, "check", *words)
        assert refused.exit_code == 2
        assert "ended on 2026-06-30" in refused.output


def test_the_end_of_a_baseline_may_only_come_nearer(root: Path) -> None:
    call(root, "check", "--write-baseline", "--until", "2026-06-30")
    assert call(root, "check", "--write-baseline", "--until", "2026-09-30").exit_code == 2
    assert call(root, "check", "--write-baseline", "--until", "2026-03-31").exit_code == 0
    assert json.loads((root / BASELINE_NAME).read_text())["until"] == "2026-03-31"
    assert call(root, "check", "--prune-baseline").exit_code == 0
    assert json.loads((root / BASELINE_NAME).read_text())["until"] == "2026-03-31"
    assert call(root, "check", "--until", "2026-03-31").exit_code == 2


def test_a_baseline_with_a_wrong_day_is_refused(root: Path) -> None:
    (root / BASELINE_NAME).write_text('{"version": 1, "until": "soon", "documents": {}}')
    said = call(root, "check")
    assert said.exit_code == 2
    assert "“soon”" in said.output


def test_a_path_from_which_git_says_a_runbook_was_renamed_is_a_former_one(root: Path) -> None:
    """Also where the check before the commit kept what it found."""
    git = Checkout(root).git

    def rules_found() -> list[str]:
        said = CliRunner().invoke(cli, ["check", "--root", str(root), "--format", "json"]).output
        found = [one["id"] for one in json.loads(said)["findings"]]
        return [one for one in found if one in {"REF108", "REF112"}]

    (root / "runbooks/stopped.md").rename(root / "runbooks/dead.md")
    git("init", "-q")
    git("add", "-A")
    git("commit", "-qm", "Begin")
    assert rules_found() == []
    git("mv", "runbooks/dead.md", "runbooks/stopped.md")
    assert rules_found() == ["REF108"]
    git("commit", "-qm", "Rename")
    assert rules_found() == ["REF112"]
    assert "To a former path" in CliRunner().invoke(cli, ["alerts", "--root", str(root)]).output


def test_what_a_template_leaves_open_is_said_below_the_table(root: Path) -> None:
    (root / "rules/b.yml").write_text("groups:\n- rules:\n  - alert: {{ .name }}Gone\n    expr: up == 0\n")
    said = " ".join(call(root, "alerts").output.split())
    assert "not read: rules/b.yml:3 the alert's name is made by a template: {{ .name }}Gone" in said
    assert "not read" not in call(root, "alerts", "queue").output


def test_a_draft_in_yaml_leaves_out_what_its_rule_does_not_say(root: Path) -> None:
    said = call(root, "new", "runbook", "--from", "alert", "PrinterHot", "--yaml")
    text = (root / said.output.split()[1]).read_text(encoding="utf-8")
    assert "  # rules/a.yml:15:\n" in text
