"""`incidentbook runbooks`, on a repository with a past."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from incidentbook.commands import cli
from tests.unit.analysis.repository_of import repository
from tests.unit.analysis.runbooks_of import Shelf, runbook_text

POLICY = """as_of: 2026-03-31
services: [{id: printer, team: press}]
teams: [{id: press, title: Press room, members: [ana]}]
"""
POSTMORTEM = """---
date: 2026-03-10
severity: SEV1
runbooks: [queue]
---

# Labels stood still

## What went poorly

- The runbook was out of date.
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    shelf = Shelf(repository(tmp_path / "book"))
    shelf.checkout.write("incidentbook.yml", POLICY)
    owned = "owner: press\ntitle: Queue"
    text = runbook_text("ls", reviewed="2026-01-05", tested="2026-01-05").replace("title: Queue", owned)
    shelf.commit("2026-01-05", text)
    changed = runbook_text("ls", "kubectl delete pod q-0", reviewed="2026-02-05", tested="2026-01-05")
    shelf.commit("2026-02-05", changed.replace("title: Queue", owned))
    shelf.commit("2026-03-12", POSTMORTEM, "postmortems/labels.md")
    fine = runbook_text("ps", reviewed="2026-03-12", tested="2026-03-12").replace("Queue", "Press")
    shelf.commit("2026-03-12", fine, "runbooks/fine.md")
    return shelf.checkout.root


def runbooks(root: Path, *arguments: str) -> Result:
    return CliRunner().invoke(cli, ["runbooks", "--root", str(root), *arguments])


def test_it_says_what_to_look_at_and_why(root: Path) -> None:
    shown = runbooks(root)
    assert shown.exit_code == 0, shown.output
    words = " ".join(shown.output.split())
    assert words.startswith("Press room (1) Queue runbooks/queue.md used in 1 incident, last 10 Mar 2026")
    assert "changed 5 Feb 2026" in words
    assert "says that this runbook was wrong or out of date; nothing has answered that since." in words
    assert "Last reviewed on 5 Feb 2026, before the incident of 10 Mar 2026 that used it" in words
    assert "since then 1 command is new or different. kubectl delete pod q-0" in words
    assert "1 of 2 runbooks to look at" in words
    assert "fine.md" not in words
    assert all(len(line) <= 80 for line in shown.output.splitlines())


def test_all_of_them_with_all_evidence(root: Path) -> None:
    words = " ".join(runbooks(root, "--all").output.split())
    assert "No owner (1)" in words
    assert "Written on 12 Mar 2026, and unchanged in substance since." in words


def test_the_json_holds_the_evidence(root: Path) -> None:
    found = json.loads(runbooks(root, "--all", "--format", "json").output)
    queue, fine = found["runbooks"]
    assert (found["as_of"], found["history_note"]) == ("2026-03-31", "")
    assert queue["concerns"] == ["said-wrong", "used-since-review", "commands-changed"]
    assert (queue["past"]["changed"], queue["past"]["new_commands"]) == (
        "2026-02-05",
        ["kubectl delete pod q-0"],
    )
    assert (fine["owner"], fine["concerns"], fine["past"]["written"]) == ("No owner", [], "2026-03-12")


@pytest.mark.parametrize(
    ("arguments", "number"),
    [
        (("--owner", "press"), 1),
        (("--owner", "PRESS ROOM"), 1),
        (("--owner", "no owner", "--all"), 1),
        (("--concern", "said-wrong"), 1),
        (("--concern", "overdue"), 0),
        (("queue",), 1),
        (("nothing",), 0),
    ],
)
def test_it_can_be_narrowed(root: Path, arguments: tuple[str, ...], number: int) -> None:
    shown = runbooks(root, *arguments, "--format", "json")
    assert shown.exit_code == 0, shown.output
    assert len(json.loads(shown.output)["runbooks"]) == number


def test_an_owner_that_nobody_knows_is_wrong_usage(root: Path) -> None:
    shown = runbooks(root, "--owner", "nobody")
    assert shown.exit_code == 2
    assert "no runbook has the owner “nobody”; there are: Press room, No owner" in shown.output


def test_somebody_on_call_is_warned(root: Path) -> None:
    shown = CliRunner().invoke(cli, ["oncall", "queue", "--root", str(root)])
    words = " ".join(shown.output.split())
    assert "▲ An incident found it wanting (10 Mar 2026): “The runbook was out of date.”" in words
    assert "▲ Since its test on 5 Jan 2026, 1 command is new or different." in words
