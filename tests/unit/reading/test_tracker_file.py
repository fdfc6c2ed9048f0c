"""The tracker's file: what is written is read again, and nothing that is in it breaks anything."""

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidentbook.reading.tracker_file import TRACKER_NAME, dump, load, read_tracker
from incidentbook.reading.tracker_values import moment_of, normal_url
from incidentbook.records.tracker import Tracker, TrackerSource, TrackerTicket

DAY = date(2026, 3, 31)
FULL = Tracker(
    (
        TrackerSource(
            "github",
            "https://github.com",
            DAY,
            (
                TrackerTicket("a/b#9", "open", fetched_on=DAY),
                TrackerTicket(
                    "a/b#10",
                    "declined",
                    "https://github.com/a/b/issues/10",
                    "Zweiter Drucker „laut“",
                    "closed as not_planned",
                    datetime(2026, 3, 1, 12, 30, tzinfo=UTC),
                    ("ana", "bo"),
                    ("#10", "b#10"),
                    date(2026, 3, 1),
                    is_stale=True,
                ),
            ),
        ),
        TrackerSource("jira", "https://acme.atlassian.net", date(2026, 1, 1)),
    )
)


def test_what_is_written_is_read_again() -> None:
    assert load(dump(FULL)) == FULL


def test_the_order_does_not_depend_on_that_of_the_answers() -> None:
    github, jira = FULL.sources
    turned = TrackerSource(github.kind, github.url, github.fetched_on, github.tickets[::-1])
    assert dump(Tracker((jira, turned))) == dump(FULL)
    assert dump(FULL).index("a/b#9") < dump(FULL).index("a/b#10")


def test_a_day_that_passes_changes_one_line() -> None:
    tickets = tuple(TrackerTicket(f"a#{number}", "open", fetched_on=DAY) for number in range(9))
    later = tuple(TrackerTicket(one.ref, one.state, fetched_on=date(2026, 4, 1)) for one in tickets)
    before = dump(Tracker((TrackerSource("github", "x", DAY, tickets),))).splitlines()
    after = dump(Tracker((TrackerSource("github", "x", date(2026, 4, 1), later),))).splitlines()
    assert len(before) == len(after)
    assert sum(one != other for one, other in zip(before, after, strict=True)) == 1


def test_without_a_file_nothing_is_known(tmp_path: Path) -> None:
    assert read_tracker(tmp_path) == Tracker()


def test_a_file_is_read_from_its_folder(tmp_path: Path) -> None:
    (tmp_path / TRACKER_NAME).write_bytes(b"\xef\xbb\xbf" + dump(FULL).encode())
    assert read_tracker(tmp_path) == FULL


def test_a_folder_of_that_name_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / TRACKER_NAME).mkdir()
    (problem,) = read_tracker(tmp_path).problems
    assert problem.message.startswith("the file cannot be read")


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        ("{\n  x", f"{TRACKER_NAME}:2:3", "the file is not JSON"),
        ("", f"{TRACKER_NAME}:1:1", "the file is not JSON"),
        ("[]", f"{TRACKER_NAME}:1:1", "the file is none of version 1"),
        ('{"version": 2}', f"{TRACKER_NAME}:1:1", "the file is none of version 1"),
        ("[" * 100_000, f"{TRACKER_NAME}:1:1", "the file is nested too deeply"),
        (
            '{"version": 1, "sources": [{}, 3]}',
            f"{TRACKER_NAME}:1:1",
            "2 of its sources cannot be understood",
        ),
        ('{"version": 1}', f"{TRACKER_NAME}:1:1", "the file has no list of sources"),
        (
            '{"version": 1, "sources": [{"from": "jira", "fetched_on": "2026-03-31", "tickets": {}}]}',
            f"{TRACKER_NAME}:1:1",
            "1 of its sources cannot be understood",
        ),
    ],
)
def test_what_cannot_be_used_is_a_problem_with_its_place(text: str, place: str, message: str) -> None:
    found = load(text)
    assert found.sources == ()
    (problem,) = found.problems
    assert (str(problem.at), problem.message) == (place, message)


def test_tickets_that_cannot_be_understood_are_counted_and_the_others_read() -> None:
    entries = [{"ref": 5}, 7, {"ref": "OPS-1", "state": "open"}, {"state": "open"}]
    source = {"from": "jira", "fetched_on": "2026-03-31", "tickets": entries}
    found = load(json.dumps({"version": 1, "sources": [source]}))
    assert [ticket.ref for ticket in found.sources[0].tickets] == ["OPS-1"]
    assert [problem.message for problem in found.problems] == ["3 of its tickets cannot be understood"]


def test_a_file_steers_neither_browser_nor_terminal() -> None:
    ticket = {"ref": "OPS-1", "url": "javascript:alert(1)", "title": "a\x1b[1m\ud800\nb", "state": "odd"}
    source = {"from": "jira", "fetched_on": "2026-03-31", "tickets": [ticket]}
    (read,) = load(json.dumps({"version": 1, "sources": [source]})).sources[0].tickets
    assert (read.url, read.title, read.state) == ("", "a [1m b", "unknown")


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.text(max_size=12)
    | st.sampled_from(["2026-03-31", "open"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                [
                    "from",
                    "url",
                    "fetched_on",
                    "tickets",
                    "ref",
                    "state",
                    "closed_at",
                    "assignees",
                    "names",
                    "title",
                ]
            ),
            inner,
            max_size=8,
        )
    ),
    max_leaves=20,
)


@given(st.lists(JSON, max_size=3))
def test_no_content_breaks_the_reader(sources: list[object]) -> None:
    found = load(json.dumps({"version": 1, "sources": sources}))
    assert load(dump(found)).sources == found.sources


@pytest.mark.parametrize(
    ("url", "normal"),
    [
        ("https://GitHub.com/a/b/issues/1/", "github.com/a/b/issues/1"),
        ("http://github.com/a/b/issues/1?x=1#y", "github.com/a/b/issues/1"),
        ("https://j.example/boards/1?view=x&selectedIssue=OPS-1", "j.example/boards/1?selectedIssue=OPS-1"),
        ("https://j.example/boards/1?notselectedIssue=OPS-1", "j.example/boards/1"),
        ("javascript:alert(1)", ""),
        ("https://[x", ""),
        ("OPS-1", ""),
        ("", ""),
    ],
)
def test_addresses_of_one_ticket_are_the_same(url: str, normal: str) -> None:
    assert normal_url(url) == normal


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2026-03-01T13:30:00.000+0100", "2026-03-01T12:30:00+00:00"),
        ("2026-03-01T12:30:00Z", "2026-03-01T12:30:00+00:00"),
        ("2026-03-01T12:30:00", "2026-03-01T12:30:00+00:00"),
        ("0001-01-01T00:00:00+14:00", ""),
        ("yesterday", ""),
        ("", ""),
    ],
)
def test_times_of_trackers_are_read(text: str, iso: str) -> None:
    found = moment_of(text)
    assert (found.isoformat() if found else "") == iso
