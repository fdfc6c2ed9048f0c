"""`incidentbook actions`, as somebody who wants to know what is left to do calls it."""

import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from incidentbook.commands import cli
from incidentbook.commands.action_table import columns, wrapped
from incidentbook.commands.printing import paint
from tests.unit.analysis.repository_of import repository

POLICY = """
as_of: 2026-03-31
action_targets: [{days: 28, severities: [SEV1], types: [prevent, mitigate]}]
severities: [{id: SEV1, aliases: [critical]}, {id: SEV2}]
causes: [{id: full-queue, title: Full queue}, {id: dns}]
services: [{id: printer, title: Label printer, team: press, aliases: [labels]}, {id: mail, team: post}]
teams:
  - {id: press, title: Press room, members: [ana, eve]}
  - {id: post, title: Post room, members: [bo]}
"""
LABELS = """---
id: PM-7
severity: SEV1
date: 2026-01-10
services: [printer]
causes: [full-queue]
---

# Labels late

## Action items

| Action | Owner | Due | Priority | Type | Status | Ticket |
|---|---|---|---|---|---|---|
| Give the queue a limit | @ana | 2026-02-01 | P1 | prevent | in progress | OPS-1 |
| Warn when it is half full | @ana, @bo | 2026-04-30 | P2 | detect | open | |
| Empty it by hand | @bo | 2026-01-12 | P1 | mitigate | done 2026-01-11 | |
| Buy a second printer | | | P3 | prevent | won't do: too dear | |
"""
MAIL = """---
id: PM-8
severity: SEV2
date: 2026-03-01
services: [mail]
causes: [dns]
---

# Mail lost

## Action items

- [ ] Ask two servers — @bo, due 2026-03-30
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "postmortems").mkdir()
    (tmp_path / "incidentbook.yml").write_text(POLICY, encoding="utf-8")
    (tmp_path / "postmortems" / "labels.md").write_text(LABELS, encoding="utf-8")
    (tmp_path / "postmortems" / "mail.md").write_text(MAIL, encoding="utf-8")
    return tmp_path


def actions(root: Path, *words: str) -> Result:
    return CliRunner().invoke(cli, ["actions", "--root", str(root), *words])


def titles(root: Path, *words: str) -> list[str]:
    result = actions(root, "--format", "json", *words)
    assert result.exit_code == 0, result.output
    return [one["title"] for one in json.loads(result.stdout)["action_items"]]


LIMIT, WARN, EMPTY, BUY, ASK = (
    "Give the queue a limit",
    "Warn when it is half full",
    "Empty it by hand",
    "Buy a second printer",
    "Ask two servers",
)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ([], [LIMIT, ASK, WARN]),
        (["--all"], [LIMIT, ASK, WARN, EMPTY, BUY]),
        (["--overdue"], [LIMIT, ASK]),
        (["--owner", "ana"], [LIMIT, WARN]),
        (["--owner", "@Ana"], [LIMIT, WARN]),
        (["--owner", "ana", "--owner", "bo", "--overdue"], [LIMIT, ASK]),
        (["--owner", "ana", "--overdue"], [LIMIT]),
        (["--owner", "eve"], []),
        (["--owner", "nobody", "--all"], [BUY]),
        (["--team", "press"], [LIMIT, WARN]),
        (["--team", "Post Room"], [ASK, WARN]),
        (["--status", "in-progress"], [LIMIT]),
        (["--status", "wip"], [LIMIT]),
        (["--status", "done"], [EMPTY]),
        (["--status", "overdue"], [LIMIT, ASK]),
        (["--status", "declined", "--status", "done"], [EMPTY, BUY]),
        (["--type", "prevention"], [LIMIT]),
        (["--type", "none"], [ASK]),
        (["--priority", "p2"], [WARN]),
        (["--priority", "P4"], []),
        (["--service", "labels"], [LIMIT, WARN]),
        (["--service", "Label Printer", "--cause", "dns"], []),
        (["--cause", "Full queue", "--type", "detect"], [WARN]),
        (["--severity", "critical", "--severity", "sev2"], [LIMIT, ASK, WARN]),
        (["--due-after", "2026-03-30"], [ASK, WARN]),
        (["--due-before", "2026-03-30"], [LIMIT, ASK]),
        (["--older-than", "29"], [LIMIT, ASK, WARN]),
        (["--older-than", "30"], [LIMIT, WARN]),
        (["--older-than", "80", "--all"], []),
        (["--over-target"], [LIMIT]),
        (["--over-target", "--all"], [LIMIT]),
        (["--sort", "age", "--all"], [LIMIT, WARN, ASK, EMPTY, BUY]),
        (["--since", "2026-03-30"], [ASK, WARN]),
        (["--until", "2026-03-30"], [LIMIT, ASK]),
        (["--since", "2026-02-02", "--until", "2026-04-29"], [ASK]),
        (["QUEUE", "ops-1"], [LIMIT]),
        (["mail lost"], [ASK]),
        (["queue", "servers"], []),
        (["--sort", "overdue"], [LIMIT, ASK, WARN]),
        (["--sort", "date"], [ASK, LIMIT, WARN]),
        (["--sort", "priority", "--all"], [LIMIT, EMPTY, WARN, BUY, ASK]),
        (["--group", "owner"], [LIMIT, WARN, ASK]),
        (["--group", "incident", "--sort", "date"], [ASK, LIMIT, WARN]),
    ],
)
def test_filters_sorts_and_groups(root: Path, words: list[str], expected: list[str]) -> None:
    assert titles(root, *words) == expected


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--owner", "anna"], "no owner “anna”; did you mean “ana”?"),
        (["--team", "pres"], "no team “pres”; did you mean “press”?"),
        (["--owner", "zebediah"], "no owner “zebediah”; there are: ana, bo, eve, nobody"),
        (["--status", "dunno"], "no status “dunno”"),
        (["--cause", "fullqueue"], "did you mean “full-queue”?"),
        (["--since", "soon"], "--since"),
        (["--sort", "luck"], "--sort"),
    ],
)
def test_a_name_that_nobody_knows_is_wrong_usage(root: Path, words: list[str], message: str) -> None:
    result = actions(root, *words)
    assert result.exit_code == 2
    assert message in result.output


def test_the_table_fits_eighty_columns_and_counts_all(root: Path) -> None:
    output = actions(root).output
    assert output.splitlines() == [
        "Status       Due          Owner      Prio  Action item",
        "▲ 58 d late  1 Feb 2026   @ana       P1    Give the queue a limit",
        "  PM-7/1 · SEV1 · prevent · OPS-1 · 52 days over the target of 28 days ·",
        "  postmortems/labels.md:15",
        "▲ 1 d late   30 Mar 2026  @bo              Ask two servers",
        "  PM-8/1 · SEV2 · postmortems/mail.md:13",
        "○ Open       30 Apr 2026  @ana, @bo  P2    Warn when it is half full",
        "  PM-7/2 · SEV1 · detect · postmortems/labels.md:16",
        "",
        "3 action items · 2 overdue; in all: 3 open · 2 overdue · 2 closed",
    ]


def test_a_table_in_groups_has_headings_with_counts(root: Path) -> None:
    lines = actions(root, "--group", "severity", "--all").output.splitlines()
    assert [line for line in lines if line.endswith(")") and line.startswith("SEV")] == [
        "SEV1 (4)",
        "SEV2 (1)",
    ]


def test_nothing_that_fits_is_said_and_is_no_failure(root: Path) -> None:
    result = actions(root, "--owner", "eve")
    assert result.exit_code == 0
    assert result.output == "no action item fits; in all: 3 open · 2 overdue · 2 closed\n"


def test_no_action_items_at_all_is_said_and_is_no_failure(root: Path) -> None:
    for name, text in {"labels.md": LABELS, "mail.md": MAIL}.items():
        (root / "postmortems" / name).write_text(text.partition("## Action")[0], encoding="utf-8")
    result = actions(root)
    assert result.exit_code == 0
    assert result.output.startswith("no action items yet; ")
    assert titles(root) == []


def test_no_documents_are_wrong_usage(tmp_path: Path) -> None:
    assert actions(tmp_path).exit_code == 2


def test_a_document_cannot_steer_the_terminal(root: Path) -> None:
    text = MAIL.replace("Ask two servers", "Ask \x1b[31mtwo\x07 \u202eservers")
    (root / "postmortems" / "mail.md").write_text(text, encoding="utf-8")
    output = actions(root).output
    assert "\x1b" not in output
    assert "\x07" not in output
    assert "\u202e" not in output


def test_csv_has_the_rows_that_fit(root: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(actions(root, "--format", "csv", "--overdue").output)))
    assert [(row["action"], row["overdue_days"], row["owners"]) for row in rows] == [
        (LIMIT, "58", "ana"),
        (ASK, "1", "bo"),
    ]


def test_the_checklist_can_be_read_again(root: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    written = actions(root, "--format", "markdown", "--all").output
    assert "- [ ] Give the queue a limit — @ana, due 2026-02-01, P1, prevent, in progress, OPS-1\n" in written
    assert "- [x] Empty it by hand — @bo, due 2026-01-12, P1, mitigate, done 2026-01-11\n" in written
    assert "\n  - PM-7/3: Labels late, SEV1\n" in written
    again = tmp_path_factory.mktemp("again")
    (again / "postmortems").mkdir()
    (again / "incidentbook.yml").write_text(POLICY, encoding="utf-8")
    (again / "postmortems" / "both.md").write_text(
        f"# Both\n\n## Action items\n\n{written}", encoding="utf-8"
    )
    result = actions(again, "--format", "json", "--all")
    fields = ("title", "status", "owners", "due", "done_on", "priority", "type")
    before = json.loads(actions(root, "--format", "json", "--all").output)["action_items"]
    after = json.loads(result.output)["action_items"]
    told = [[one[field] for field in fields] for one in before]
    assert sorted([[one[field] for field in fields] for one in after], key=str) == sorted(told, key=str)


def test_a_checklist_in_groups_has_headings(root: Path) -> None:
    lines = actions(root, "--format", "markdown", "--group", "team").output.splitlines()
    assert [line for line in lines if line.startswith("#")] == ["## Press room", "## Post room"]


def test_colours_follow_no_color(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert paint("late", "error") == "\x1b[31mlate\x1b[0m"
    monkeypatch.setenv("NO_COLOR", "1")
    assert paint("late", "error") == "late"


@pytest.mark.parametrize("text", ["a" * 50, "日本語の長い題名です", "one two three four five", "é" * 7])
def test_lines_are_never_wider_than_asked(text: str) -> None:
    lines = wrapped(text, 8)
    assert all(columns(line) <= 8 for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


@pytest.mark.parametrize(
    ("form", "first"),
    [("csv", "id,action,"), ("ics", "BEGIN:VCALENDAR\r\n"), ("atom", "<?xml "), ("json", "{\n")],
)
def test_export_prints_action_items_for_other_programs(root: Path, form: str, first: str) -> None:
    result = CliRunner().invoke(cli, ["export", "--root", str(root), "--format", form])
    assert result.exit_code == 0
    text = result.stdout_bytes.decode()
    assert text.startswith(first)
    assert LIMIT in text.replace("\r\n ", "")


@pytest.mark.parametrize(("form", "output"), [("markdown", ""), ("csv", None), ("json", None)])
def test_nothing_that_fits_is_said_beside_what_programs_read(
    root: Path, form: str, output: str | None
) -> None:
    result = actions(root, "--owner", "eve", "--format", form)
    assert result.exit_code == 0
    assert result.stderr == "no action item fits; in all: 3 open · 2 overdue · 2 closed\n"
    assert "no action item fits" not in result.stdout
    assert output is None or result.stdout == output


def test_ages_and_closing_days_are_those_that_git_tells(tmp_path: Path) -> None:
    checkout = repository(tmp_path / "book")
    text = "---\nid: PM-9\ndate: 2026-01-01\n---\n\n# Slow\n\n## Action items\n\n"
    checkout.write("incidentbook.yml", "as_of: 2026-03-31\n")
    checkout.commit("2026-01-05", slow=f"{text}- [ ] Measure it\n")
    checkout.commit("2026-03-01", slow=f"{text}- [ ] Measure it\n- [ ] Look at it — @ana\n")
    assert titles(checkout.root, "--older-than", "30") == ["Measure it"]
    assert titles(checkout.root, "--older-than", "85") == []
    assert titles(checkout.root, "--sort", "age") == ["Measure it", "Look at it"]
    checkout.commit("2026-03-20", slow=f"{text}- [x] Measure it\n- [ ] Look at it — @ana\n")
    assert (
        "  PM-9/2 · written 1 Mar 2026 · postmortems/slow.md"
        in actions(checkout.root, "--sort", "age").stdout
    )
    assert "  PM-9/1 · done 20 Mar 2026 · postmortems/slow.md" in actions(checkout.root, "--all").stdout
    feed = CliRunner().invoke(cli, ["export", "--root", str(checkout.root), "--format", "atom"]).stdout
    assert "<title>Done: Measure it</title>\n    <updated>2026-03-20T00:00:00Z</updated>" in feed
