"""`incidentbook oncall`, as somebody calls it who was paged."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from incidentbook.commands import cli

FILES = {
    "incidentbook.yml": "as_of: 2026-03-31\nservices: [{id: printer, aliases: [labels]}]\n",
    "runbooks/queue.md": """---
alerts: [LabelQueueFull]
services: [printer]
last_reviewed: 2026-03-01
---

# Labels are late

## Mitigation

1. See how long the queue is

    ```sh
    $ queuectl show <queue>  # all of it
    ```

    Expected: under ten

2. Tell support
3. Empty it

    ```sh
    kubectl delete pvc queue-0
    ```

## Escalation

Page the press room after 15 minutes.
""",
    "postmortems/PM-7.md": """---
date: 2026-01-10
severity: SEV1
alerts: [LabelQueueFull, PrinterJammed]
---

# Labels stood still

## Timeline

| Time | Event |
|---|---|
| 10:00 | Mitigated: the queue was emptied by hand |
""",
}


def written(root: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return written(tmp_path, FILES)


def oncall(root: Path, *words: str, stdin: str = "") -> Result:
    return CliRunner().invoke(cli, ["oncall", *words, "--root", str(root)], input=stdin)


def test_a_part_of_an_alert_leads_to_the_first_commands(root: Path) -> None:
    result = oncall(root, "queuefull")
    assert result.exit_code == 0, result.output
    lines = [line.strip() for line in result.output.splitlines()]
    assert lines[0] == "Labels are late"
    assert "queuectl show <queue>" in lines
    assert "Expect: under ten" in lines
    assert "▲ Careful: this deletes a volume, and possibly its data." in lines
    assert "Last time (10 Jan 2026): Mitigated: the queue was emptied by hand" in lines
    assert "Escalate: Page the press room after 15 minutes." in lines
    assert "Tell support" not in result.output
    assert "2. Tell support" in oncall(root, "queuefull", "--all-steps").output


def test_an_alert_without_a_runbook_says_what_helped(root: Path) -> None:
    result = oncall(root, "PrinterJammed")
    assert "No runbook names this alert yet. It fired in 1 incident." in result.output
    assert "the queue was emptied by hand" in result.output


def test_a_notification_is_read_from_standard_input(root: Path) -> None:
    payload = json.dumps({"receiver": "x", "alerts": [{"labels": {"alertname": "LabelQueueFull"}}]})
    assert oncall(root, "-", stdin=payload).output.startswith("Labels are late\n")


def test_json_has_the_commands_to_type(root: Path) -> None:
    (first,) = json.loads(oncall(root, "labels", "--format", "json", "--top", "1").output)
    assert first["path"] == "runbooks/queue.md"
    assert first["commands"] == ["queuectl show <queue>", "kubectl delete pvc queue-0"]


def test_nothing_fits(root: Path) -> None:
    result = oncall(root, "zzzz")
    assert result.exit_code == 1
    assert "nothing fits among 1 runbook; try a part of the alert's name" in result.output
    assert json.loads(oncall(root, "zzzz", "--format", "json").output) == []


def test_controls_of_a_terminal_never_reach_it(tmp_path: Path) -> None:
    hostile = "# A \x1b[31mred\n\n## Mitigation\n\n1. Do `kubectl get \x1b]0;x\x07 pods`\n"
    assert "\x1b" not in oncall(written(tmp_path, {"runbooks/red.md": hostile}), "red").output


SHARED = """# Search

## SearchLagging

1. Pause the crawler: `kubectl scale deploy/crawler --replicas=0`

## SearchRed

### Look

1. List the shards: `curl -s localhost:9200/_cat/shards`

## Escalation

Page the search team.
"""
RULES = """groups:
  - name: search
    rules:
      - {alert: SearchLagging, expr: lag > 9}
      - alert: SearchRed
        expr: red > 0
      - alert: SearchGone
        expr: absent(up)
        labels: {team: find}
        annotations: {summary: Nobody can search., runbook_url: "https://wiki.example.com/gone"}
"""
ALERTS = {
    "incidentbook.yml": 'as_of: 2026-03-31\nalert_rules: ["rules/*.yml"]\n',
    "runbooks/search.md": SHARED,
    "rules/search.yml": RULES,
}


def test_one_page_for_many_alerts_answers_with_the_steps_of_the_one_asked_for(tmp_path: Path) -> None:
    root = written(tmp_path, ALERTS)
    payload = json.dumps({"receiver": "x", "alerts": [{"labels": {"alertname": "SearchRed"}}]})
    answer = oncall(root, "-", stdin=payload).output.partition("Also")[0]
    assert answer.startswith("Search: SearchRed\n")
    assert "_cat/shards" in answer
    assert "crawler" not in answer
    assert "Escalate: Page the search team." in answer


def test_the_whole_page_is_found_by_its_own_name(tmp_path: Path) -> None:
    (whole, *_) = json.loads(oncall(written(tmp_path, ALERTS), "crawler shards", "--format", "json").output)
    assert whole["title"] == "Search"
    assert len(whole["commands"]) == 2


def test_an_alert_with_a_rule_alone_says_what_the_rule_does(tmp_path: Path) -> None:
    answer = " ".join(oncall(written(tmp_path, ALERTS), "SearchGone").output.split())
    assert "No runbook names this alert yet. Nobody can search. Team: find." in answer
    assert (
        "Its address: https://wiki.example.com/gone. It fires where absent(up) (rules/search.yml:7)" in answer
    )
