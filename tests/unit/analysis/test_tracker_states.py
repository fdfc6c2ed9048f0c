"""Documents and trackers beside each other."""

from datetime import UTC, date, datetime

import pytest

from incidentbook.analysis.tracker_states import VERDICTS, ticket_index, ticket_states, verdict
from incidentbook.pages.tracker_notes import disagreement, standing
from incidentbook.records import Ticket
from incidentbook.records.tracker import Tracker, TrackerSource, TrackerTicket

from .library_of import item

DAY = date(2026, 3, 31)
URL = "https://github.com/acme/shop/issues/1"


def tracker(*tickets: TrackerTicket) -> Tracker:
    return Tracker((TrackerSource("github", "https://github.com", DAY, tickets),))


@pytest.mark.parametrize(
    ("here", "there", "expected"),
    [
        ("open", "open", "agrees"),
        ("open", "in-progress", "agrees"),
        ("in-progress", "open", "agrees"),
        ("blocked", "in-progress", "agrees"),
        ("open", "done", "closed-there"),
        ("blocked", "declined", "closed-there"),
        ("unknown", "done", "closed-there"),
        ("unknown", "open", "agrees"),
        ("done", "open", "open-there"),
        ("done", "in-progress", "open-there"),
        ("declined", "open", "open-there"),
        ("done", "done", "agrees"),
        ("declined", "declined", "agrees"),
        ("done", "declined", "declined-there"),
        ("declined", "done", "done-there"),
        ("proposed", "open", "agrees"),
        ("proposed", "done", "agrees"),
        ("done", "missing", "missing-there"),
        ("open", "unknown", "unknown-there"),
    ],
)
def test_how_a_ticket_stands_to_its_item(here: str, there: str, expected: str) -> None:
    assert verdict(item(status=here), TrackerTicket("x", there)) == expected
    assert expected in VERDICTS


def test_an_item_finds_its_ticket_by_address_or_else_by_name() -> None:
    found = ticket_index(
        tracker(
            TrackerTicket(
                "acme/shop#1", "open", URL, names=("#1", "https://old.example.com/acme/shop/issues/1")
            ),
            TrackerTicket("OPS-2", "done"),
        )
    )
    refs = {
        (text, url): found.find(Ticket(text, url))
        for text, url in [
            ("#1", ""),
            ("acme/shop#1", ""),
            ("here", f"{URL}/#issuecomment-5"),
            ("here", "https://old.example.com/acme/shop/issues/1"),
            ("OPS-2", ""),
            ("#1", "https://github.com/acme/other/issues/1"),
            ("OPS-3", ""),
        ]
    }
    assert [one.ref if one else "" for one in refs.values()] == [*["acme/shop#1"] * 4, "OPS-2", "", ""]


def test_two_tickets_on_one_board_are_two() -> None:
    board = "https://acme.atlassian.net/jira/boards/1?selectedIssue={}"
    tickets = [TrackerTicket(key, "open", names=(board.format(key),)) for key in ("OPS-1", "OPS-2")]
    found = [
        ticket_index(tracker(*tickets)).find(Ticket("x", board.format(key))) for key in ("OPS-1", "OPS-2")
    ]
    assert found == tickets


def test_a_name_of_two_tickets_is_neithers() -> None:
    one, other = TrackerTicket("a/x#1", "open", names=("#1",)), TrackerTicket("b/x#1", "done", names=("#1",))
    found = ticket_index(tracker(one, other))
    assert found.find(Ticket("#1")) is None
    assert found.find(Ticket("a/x#1")) == one


def test_items_without_a_known_ticket_have_no_state() -> None:
    items = [item(), item("Named", ticket=Ticket("#1")), item("Strange", ticket=Ticket("#9"))]
    (state,) = ticket_states(items, tracker(TrackerTicket("acme/shop#1", "done", names=("#1",))))
    assert (state.item.title, state.ticket.ref, state.disagrees) == ("Named", "acme/shop#1", True)
    assert ticket_states(items, Tracker()) == ()


CLOSED = datetime(2026, 3, 3, 23, 59, tzinfo=UTC)


@pytest.mark.parametrize(
    ("here", "ticket", "words"),
    [
        (
            "open",
            TrackerTicket("x", "done", closed_at=CLOSED, state_text="merged"),
            "unfinished here, but its ticket was closed on 3 Mar 2026 (merged)",
        ),
        (
            "open",
            TrackerTicket("x", "done", state_text="Closed"),
            "unfinished here, but its ticket was closed",
        ),
        ("done", TrackerTicket("x", "open", state_text="open"), "done here, but its ticket is still open"),
        (
            "done",
            TrackerTicket("x", "declined", state_text="Won't Do"),
            "done here, but its ticket was closed (Won't Do)",
        ),
        (
            "declined",
            TrackerTicket("x", "done", state_text="{0}"),
            "declined here, but its ticket was closed ({0})",
        ),
        ("open", TrackerTicket("x", "open"), ""),
        ("done", TrackerTicket("x", "missing"), ""),
    ],
)
def test_a_disagreement_is_said_in_words(here: str, ticket: TrackerTicket, words: str) -> None:
    (state,) = ticket_states([item(status=here, ticket=Ticket("x"))], tracker(ticket))
    assert disagreement(state) == words


@pytest.mark.parametrize(
    ("ticket", "words"),
    [
        (TrackerTicket("x", "in-progress", state_text="In Review"), "In Review"),
        (TrackerTicket("x", "open"), "open"),
        (TrackerTicket("x", "done", closed_at=CLOSED, state_text="Done"), "closed on 3 Mar 2026 (Done)"),
        (
            TrackerTicket("x", "open", state_text="open", fetched_on=DAY, is_stale=True),
            "open, as of 31 Mar 2026",
        ),
        (TrackerTicket("x", "missing"), "not found in the tracker"),
    ],
)
def test_a_ticket_stands_in_words(ticket: TrackerTicket, words: str) -> None:
    assert standing(ticket) == words
