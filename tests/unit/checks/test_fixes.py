"""Fixes: only what has one right answer, nothing else in the file, and nothing left for a second run."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from incidentbook.checks import RULES, run
from incidentbook.checks.edits import Edit, Text
from incidentbook.checks.fixes import FIXABLE, Fixed, fix, fix_all
from incidentbook.reading.files import decode
from incidentbook.reading.policy import default_policy
from incidentbook.reading.postmortem import read_postmortem
from incidentbook.reading.runbook import read_runbook
from incidentbook.records import Finding, Library, Postmortem, RuleSetting, Runbook

AS_OF = date(2026, 1, 15)
ON = {rule: RuleSetting(level="info") for rule in FIXABLE if RULES[rule].level == "off"}
POLICY = replace(default_policy(), rules=ON)
LINE_END = re.compile(r"\r\n|\r|\n")


def read(text: str, kind: str = "postmortem") -> Postmortem | Runbook:
    plain, _ = decode(text.encode(), "a.md")
    return (read_runbook if kind == "runbook" else read_postmortem)("a.md", plain, POLICY)


def findings(document: Postmortem | Runbook) -> tuple[Finding, ...]:
    if isinstance(document, Runbook):
        return run(Library(POLICY, runbooks=(document,)), AS_OF).findings
    return run(Library(POLICY, (document,)), AS_OF).findings


def look(text: str, kind: str = "postmortem") -> tuple[Postmortem | Runbook, tuple[Finding, ...]]:
    document = read(text, kind)
    return document, findings(document)


def fixed(text: str, kind: str = "postmortem") -> Fixed:
    return fix_all(text, *look(text, kind), lambda text: look(text, kind))


def mended(text: str, kind: str = "postmortem") -> str:
    return fixed(text, kind).text


def with_front(fields: str) -> str:
    return f"---\n{fields}\n---\n\n# Labels late\n\nText.\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("severity: sev-2", "severity: SEV2"),
        ("severity: 2", "severity: SEV2"),
        ("sev: 'Sev 2'  # as paged", "sev: 'SEV2'  # as paged"),
        ("severity: critical", "severity: SEV1"),
        ("status: Complete", "status: published"),
        ("status: in_review", "status: in-review"),
        ("date: March 15, 2025", "date: 2025-03-15"),
        ("date: 03/15/2025", "date: 2025-03-15"),
        ("date: 2025-3-5 # a Wednesday", "date: 2025-03-05 # a Wednesday"),
        ("started_at: 10:30", 'started_at: "10:30"'),
        ("id: 1.10", 'id: "1.10"'),
        ("severity: SEV2\nseverity: SEV2\nid: a", "severity: SEV2\nid: a"),
    ],
)
def test_front_matter_is_mended(before: str, after: str) -> None:
    assert mended(with_front(before)) == with_front(after)


@pytest.mark.parametrize(
    "fields",
    [
        "severity: SEV-2 (payments only)",
        "severity: High – payments",
        "severity: SEV1/SEV2",
        "severity: spicy",
        "status: resolved",
        "status: Complete, actions in progress",
        "date: 03/04/2025",
        "date: 03.04.2025",
        "date: 15/03/25",
        "date: March 15, 2025 14:00",
        "date: spring of 2025",
        "id: a\nid: b\nid: a",
        "id: a\nid: b",
        "tags:\n  - a\ntags:\n  - a\nid: b",
        "summary: one\n  two\nsummary: one\n  three\nid: b",
    ],
)
def test_front_matter_that_says_more_or_less_is_left(fields: str) -> None:
    assert mended(with_front(fields)) == with_front(fields)


def actions(rows: str) -> str:
    return f"# Labels late\n\nText.\n\n## Action items\n\n{rows}\n"


def test_a_status_is_mended_and_its_table_stays_in_line() -> None:
    before = "| Action   | Status | Due        |\n| -------- | :----: | ---------- |\n"
    after = "| Action   |   Status    | Due        |\n| -------- | :---------: | ---------- |\n"
    rows = "| Empty it | WIP    | 2026-03-01 |\n| Watch it | open   | 2026-03-02 |"
    found = mended(actions(before + rows))
    lines = found.split("\n")[6:10]
    assert len({tuple(i for i, sign in enumerate(line) if sign == "|") for line in lines}) == 1
    assert [re.sub(r"\s+", " ", line) for line in lines] == [
        re.sub(r"\s+", " ", line) for line in (after + rows.replace("WIP", "in-progress")).split("\n")
    ]


def test_a_status_in_a_table_out_of_line_changes_its_own_cell_alone() -> None:
    rows = "| Action | Status |\n|---|---|\n| Empty it | Completed |\n| Watch it | open |"
    document = read(actions(rows))
    only = [finding for finding in findings(document) if finding.id == "ACT115"]
    assert fix(actions(rows), document, only).text == actions(rows.replace("Completed", "done     "))


@pytest.mark.parametrize(
    "cell", ["done 2025-04-01", "Declined: too dear", "Done (see #12)", "blocked by OPS-1", "soon"]
)
def test_a_status_that_says_more_is_left(cell: str) -> None:
    rows = f"| Action   | Status {' ' * max(len(cell) - 6, 0)}|\n| -------- | {'-' * max(len(cell), 6)} |\n"
    rows += f"| Empty it | {cell.ljust(6)} |"
    assert mended(actions(rows)) == actions(rows)


def table(*rows: tuple[str, str]) -> str:
    """A table in line, as wide as its cells need."""
    first, second = (max(len(row[index]) for row in rows) for index in (0, 1))
    lines = [f"| {one:{first}} | {two:{second}} |" for one, two in rows]
    return "\n".join([lines[0], f"| {'-' * first} | {'-' * second} |", *lines[1:]])


def test_a_missing_id_is_the_next_of_its_pattern_and_its_table_stays_in_line() -> None:
    rows = [("ID", "Action"), ("AI-8", "Empty it"), ("", "Watch it"), ("AI-9", "Limit it")]
    once = mended(actions(table(*rows)))
    assert once == actions(table(*rows[:2], ("AI-10", "Watch it"), rows[3]))
    assert mended(once) == once


def test_an_id_that_another_table_has_is_not_given_again() -> None:
    rows = table(("ID", "Action"), ("AI-1", "Empty it"), ("", "Watch it"), ("AI-2", "Limit it"))
    text = actions(f"{rows}\n\n{table(('ID', 'Action'), ('AI-3', 'Drop it'))}")
    assert mended(text) == text


def test_several_missing_ids_are_counted_on_with_as_many_figures() -> None:
    rows = "|#|Action|\n|---|---|\n|P-001|Empty it|\n||Watch it|\n|P-002|Limit it|\n||Drop it|"
    document = read(actions(rows))
    only = [finding for finding in findings(document) if finding.id == "ACT116"]
    assert fix(actions(rows), document, only).text == actions(
        rows.replace("||Watch", "| P-003 |Watch").replace("||Drop", "| P-004 |Drop")
    )


@pytest.mark.parametrize(
    "ids",
    [("1", "2", ""), ("AI-1", "", ""), ("AI-1", "OPS-2", ""), ("AI-1", "AI-1", ""), ("AI-1", "soon", "")],
)
def test_ids_without_a_pattern_are_left(ids: tuple[str, ...]) -> None:
    rows = "".join(f"\n| {name:5} | Do {number:5} |" for number, name in enumerate(ids))
    text = actions(f"| ID    | Action   |\n| ----- | -------- |{rows}")
    assert mended(text) == text


def test_a_table_is_brought_in_line_by_what_is_seen() -> None:
    rows = "| Action | Who |\n|:--|--:|\n| 標籤 `a|b` | ana |\n| A long one | b\\|o |"
    assert mended(actions(rows)) == actions(
        "| Action     | Who  |\n| :--------- | ---: |\n| 標籤 `a|b` | ana  |\n| A long one | b\\|o |"
    )


def test_a_ragged_table_is_left() -> None:
    rows = "| Action | Owner |\n|---|---|\n| Empty it |\n| Watch it | bo |"
    assert mended(actions(rows)) == actions(rows)


def timeline(lines: str, date_line: str = "date: 2025-03-15") -> str:
    return f"---\n{date_line}\n---\n\n# Labels late\n\n## Timeline\n\n{lines}\n\n## Impact\n\nFew.\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("- 14:00 One\n- 14:30 Three\n- 14:10 Two", "- 14:00 One\n- 14:10 Two\n- 14:30 Three"),
        (
            "- 2025-03-16 00:10 Two\n- 2025-03-15 23:50 One\n- 2025-03-16 00:20 Three",
            "- 2025-03-15 23:50 One\n- 2025-03-16 00:10 Two\n- 2025-03-16 00:20 Three",
        ),
        (
            "| Time | Event |\n| ---- | ----- |\n| 14:30 | Two |\n| 14:10 | One |\n| 14:30 | Three |",
            "| Time | Event |\n| ---- | ----- |\n| 14:10 | One |\n| 14:30 | Two |\n| 14:30 | Three |",
        ),
        (
            "- 15:00 Four\n- 14:30 Three\n- 14:30 Two\n- 14:00 One",
            "- 14:00 One\n- 14:30 Two\n- 14:30 Three\n- 15:00 Four",
        ),
    ],
)
def test_events_are_put_in_order(before: str, after: str) -> None:
    document = read(timeline(before))
    only = [finding for finding in findings(document) if finding.id == "TML101"]
    assert fix(timeline(before), document, only).text == timeline(after)


@pytest.mark.parametrize(
    "lines",
    [
        "- 14:00 One\n- 14:30 Three\n  and more\n- 14:10 Two",
        "- 14:00 One\n  - 14:30 Three\n- 14:10 Two",
        "- 14:00 One\n- 14:30 Three\n- 14:10 Two\ngoes on",
        "- 14:00 One\n- ~14:30 Three\n- 14:10 Two",
        "- 14:00 One\n- ??:?? Lost\n- 14:30 Three\n- 14:10 Two",
        "1. 14:00 One\n2. 14:30 Three\n3. 14:10 Two",
        "- 23:50 One\n- 23:40 Two\n- 00:10 Three",
        "- 2025-03-15 14:00 One\n- 14:30 Three\n- 14:10 Two",
    ],
)
def test_events_in_doubt_are_left(lines: str) -> None:
    assert mended(timeline(lines)) == timeline(lines)


def test_prompts_are_taken_away_in_one_block_alone() -> None:
    block = "   ```sh\n   $ kubectl get pods\n   $ kubectl top pods\n   ```\n"
    before = f"# Labels\n\n## Steps\n\n1. Look:\n\n{block}\n$ 5 is cheap\n"
    assert mended(before, "runbook") == before.replace("   $ kubectl", "   kubectl")


def test_prompts_beside_output_are_left() -> None:
    output = "NAME   READY   STATUS\nlabel  0/1     Pending\n"
    text = f"# Labels\n\n## Steps\n\n```\n$ kubectl get pods\n{output}```\n"
    assert mended(text, "runbook") == text


def test_marks_and_line_ends_stay() -> None:
    before = "\ufeff---\r\nseverity: sev-2  \rstatus: Complete\n---\r\n\r\n# Labels late   \r\rText."
    after = before.replace("sev-2", "SEV2").replace("Complete", "published")
    assert mended(before) == after


def test_lines_change_places_and_line_ends_do_not() -> None:
    text = Text("a\r\nb\nc")
    assert text.applied([[Edit(1, 1, "a\nb\nc", "c\nb\na")]]) == ("c\r\nb\na", [True])


def test_no_line_end_is_made_of_two() -> None:
    assert Text("a\rb\n\nc").applied([[Edit(2, 1, "b\n", "")]]) == ("a\rb\n\nc", [False])


def test_an_edit_that_does_not_fit_changes_nothing() -> None:
    text = Text("severity: sev1\nid: a\n")
    groups = [
        [Edit(1, 11, "sev2", "SEV2")],
        [Edit(9, 1, "a", "b")],
        [Edit(1, 99, "", "b")],
        [Edit(1, 11, "sev1", "SEV1"), Edit(2, 5, "b", "c")],
    ]
    assert text.applied(groups) == (text.raw, [False] * 4)


def test_of_two_edits_at_one_place_the_first_counts() -> None:
    text = Text("severity: sev1\n")
    assert text.applied([[Edit(1, 11, "sev1", "SEV1")], [Edit(1, 13, "v1", "V2")]]) == (
        "severity: SEV1\n",
        [True, False],
    )


NEIGHBOURS = (
    "---\nid: a\nid: a\nid: a\nstatus: Complete\n---\n\n# Labels late\n\n## Action items\n\n"
    "| Action   | Status |\n| -------- | ------ |\n| Empty it | WIP    |\n| Watch it | WIP    |\n"
)


def test_fixes_beside_each_other_are_all_made_at_once() -> None:
    assert mended(NEIGHBOURS) == (
        "---\nid: a\nstatus: published\n---\n\n# Labels late\n\n## Action items\n\n"
        "| Action   | Status      |\n| -------- | ----------- |\n"
        "| Empty it | in-progress |\n| Watch it | in-progress |\n"
    )


def test_nothing_but_the_given_findings_is_mended() -> None:
    document, found = look(NEIGHBOURS)
    given = [one for one in found if one.id == "DOC104"]
    result = fix_all(NEIGHBOURS, document, given, look)
    assert result.text == NEIGHBOURS.replace("id: a\nid: a\nid: a\n", "id: a\n")
    assert set(result.done) == set(given)
    one_of_two = fix_all(NEIGHBOURS, document, given[:1], look)
    assert one_of_two.text == NEIGHBOURS.replace("id: a\nid: a\nid: a\n", "id: a\nid: a\n")


def test_which_key_goes_is_told_by_the_finding_and_not_by_its_words() -> None:
    document, found = look(NEIGHBOURS)
    given = [replace(one, message="stands twice") for one in found if one.id == "DOC104"]
    assert [one.other and one.other.line for one in given] == [2, 3]
    assert fix_all(NEIGHBOURS, document, given, look).text.count("id: a\n") == 1


def test_what_is_done_already_counts_as_done() -> None:
    groups = [[Edit(1, 1, "b\na", "a\nb")], [Edit(1, 1, "b\na", "a\nb")]]
    assert Text("b\na\n").applied(groups) == ("a\nb\n", [True, True])


FRONT = st.sampled_from(
    [
        "severity: sev-2",
        "severity: SEV2 (few)",
        "status: Complete",
        "date: March 15, 2025",
        "date: 03/04/2025",
        "duration: 10:30",
        "  more",
        "",
    ]
)
EVENTS = st.sampled_from(
    [
        "- 2025-03-15 14:30 Printer “stops” é",
        "- 2025-03-15 14:10 Queue fills",
        "- 2025-03-14 14:10 Queue fills  ",
        "- 2025-03-16 09:10 `$ cat` says more",
        "  - detail",
    ]
)
ROWS = st.sampled_from(
    [
        "| Empty it | Completed | ana |",
        "| Watch it | Done      | bo  |",
        "| 標籤 | WIP | b\\|o |",
        "| Drop it | declined: too dear | |",
        "| `a|b`    | open      |     |",
    ]
)
HEADINGS = st.sampled_from(
    [
        ("| Action | Status | Owner |", "|---|:---|--:|"),
        ("| Action   | Status    | Owner |", "| -------- | :-------: | ----: |"),
    ]
)
COMMANDS = st.sampled_from(["$ kubectl get pods", "kubectl get nodes", "", "$ docker ps # now", "% top"])
OTHERS = st.sampled_from(
    ["", "Words  ", "$ 5 is cheap", "- 14:00 One", "| a | b |", "```", "# Labels", "---"]
)
ENDS = st.sampled_from(["\n", "\n", "\r\n", "\r"])


@st.composite
def files(draw: st.DrawFn) -> str:
    """A document with something to mend in most of its parts, and line ends of all kinds."""
    front = draw(st.lists(FRONT, max_size=5))
    events = draw(st.lists(EVENTS, max_size=4))
    table = [*draw(HEADINGS), *draw(st.lists(ROWS, max_size=4))]
    commands = ["```sh", *draw(st.lists(COMMANDS, max_size=3)), "```"]
    lines = ["---", *front, "---", *draw(st.lists(OTHERS, max_size=2)), "# Labels late", ""]
    lines += ["## Timeline", "", *events, *draw(st.lists(OTHERS, max_size=2))]
    lines += ["## Action items", "", *table, *draw(st.lists(OTHERS, max_size=2)), "## Steps", "", *commands]
    ends = draw(st.one_of(ENDS.map(lambda end: [end] * len(lines)), st.lists(ENDS, min_size=len(lines))))
    text = "".join(line + end for line, end in zip(lines, ends, strict=False))
    return draw(st.sampled_from(["", "\ufeff"])) + text + draw(st.sampled_from(["", "last"]))


@settings(max_examples=150, deadline=None)
@given(files(), st.sampled_from(["postmortem", "runbook"]))
def test_fixes_come_to_rest_and_touch_nothing_else(text: str, kind: str) -> None:
    result = fixed(text, kind)
    assert bool(result.done) == (result.text != text)
    assert not fixed(result.text, kind).done
    assert result.text.startswith("\ufeff") == text.startswith("\ufeff")
    assert _words(result.text) == _words(text)
    assert len(LINE_END.findall(result.text)) <= len(LINE_END.findall(text))


@settings(max_examples=150, deadline=None)
@given(files(), st.sampled_from(["postmortem", "runbook"]))
def test_what_was_mended_is_no_longer_found_and_everything_else_still_is(text: str, kind: str) -> None:
    result = fixed(text, kind)
    before, after = (look(one, kind)[1] for one in (text, result.text))
    gone = {finding.at.line for finding in result.done if finding.id == "DOC104"}
    beside = [one for one in before if one.at.line in gone and one not in result.done]
    expected = _known(before) - _known(result.done)
    assert expected - _known(beside) <= _known(after) <= expected


def _known(found: Iterable[Finding]) -> Counter[tuple[str, str]]:
    return Counter((finding.id, finding.key) for finding in found)


def _words(text: str) -> set[str]:
    """What the lines say, whatever their order, without what fixes may change."""
    lines = (re.sub(r"[\s|:-]+", " ", line) for line in LINE_END.split(text.removeprefix("\ufeff")))
    return {_unfixed(line).strip() for line in lines} - {""}


def _unfixed(line: str) -> str:
    for pattern, word in (
        (r"(severity) (?:sev 2|SEV2)\s*$", r"\1 X"),
        (r"(status) (?:Complete|published)\s*$", r"\1 X"),
        (r"(date) (?:March 15, 2025|2025 03 15)\s*$", r"\1 X"),
        (r"\"?10 30\"?", "10 30"),
        (r"Completed|Done|done", "X"),
        (r"WIP|in progress", "X"),
        (r"^ ?[$%] ", " "),
    ):
        line = re.sub(pattern, word, line)
    return line


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet="ab|\r\n\ufeff é", max_size=30), st.data())
def test_a_text_without_edits_is_itself_and_lines_are_those_of_the_reader(
    text: str, data: st.DataObject
) -> None:
    source = Text(text)
    assert source.applied([]) == (text, [])
    assert "\n".join(source.lines) == decode(text.encode(), "a.md")[0]
    number = data.draw(st.integers(1, len(source.lines)))
    line = source.lines[number - 1]
    changed, fits = source.applied([[Edit(number, 1, line, f"{line}x")]])
    assert fits == [True]
    assert len(changed) == len(text) + 1
    assert list(Text(changed).lines) == [*source.lines[: number - 1], f"{line}x", *source.lines[number:]]


@st.composite
def edited(draw: st.DrawFn) -> tuple[str, list[Edit], str]:
    """A text, edits of pieces of its lines, and what must come of them."""
    pieces = draw(
        st.lists(st.tuples(st.text(alphabet="ab| é標", min_size=1, max_size=6), ENDS), min_size=1, max_size=6)
    )
    before, after, edits = "", "", []
    for number, (line, end) in enumerate(pieces, 1):
        start = draw(st.integers(1, len(line)))  # no line is emptied: `\r` and `\n` must not meet
        stop = draw(st.integers(start, len(line)))
        new = draw(st.text(alphabet="xy標", max_size=3))
        if draw(st.booleans()) and new != line[start:stop]:
            edits.append(Edit(number, start + 1, line[start:stop], new))
            after += line[:start] + new + line[stop:] + end
        else:
            after += line + end
        before += line + end
    return before, edits, after


@given(edited(), st.randoms())
def test_edits_change_their_own_pieces_alone_in_any_order(
    case: tuple[str, list[Edit], str], order: Random
) -> None:
    before, edits, after = case
    order.shuffle(edits)
    assert Text(before).applied([[edit] for edit in edits]) == (after, [True] * len(edits))
    assert Text(before).applied([edits] if edits else []) == (after, [True] if edits else [])
