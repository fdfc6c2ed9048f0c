"""The action items as CSV, calendar and feed, opened by parsers that others wrote."""

import csv
import io
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any
from xml.etree import ElementTree as ET

import feedparser
import icalendar
import pytest
import vobject
from hypothesis import given
from hypothesis import strategies as st

from incidentbook.analysis.backlog import items_of
from incidentbook.exports.csv_table import COLUMNS, action_items_csv, cell
from incidentbook.exports.due_calendar import action_items_ics, escaped, event_uid, folded
from incidentbook.exports.feed import Addresses, action_items_feed
from incidentbook.records import ActionItem, Library, Ticket
from tests.unit.analysis.library_of import AS_OF, item, library, postmortem
from tests.unit.pages.book import BOOK

HOSTILE = 'Öl; a, b \\ "c" <d>&e\r\nBEGIN:VEVENT\r\nX:\x00\x07 \ud800 \u2028日本語' + " lang" * 40
ATOM = "{http://www.w3.org/2005/Atom}"


def book(*items: ActionItem, **fields: object) -> Library:
    return library(postmortem("a", "2026-01-15", action_items=items, **fields))


def rows(of: Library) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(action_items_csv(items_of(of), AS_OF), newline="")))


def ics(of: Library) -> str:
    return action_items_ics(
        items_of(of), AS_OF, "Book; of, words", lambda one: f"https://x.example/{one.item.anchor}"
    )


def events(of: Library) -> list[icalendar.Event]:
    calendar = icalendar.Calendar.from_ical(ics(of))
    assert isinstance(calendar, icalendar.Calendar)
    assert calendar.errors == []
    found = [part for part in calendar.walk("VEVENT") if isinstance(part, icalendar.Event)]
    assert all(event.errors == [] for event in found)
    return found


def feed(of: Library, addresses: Addresses | None = None) -> Any:  # noqa: ANN401 - feedparser has no types
    parsed = feedparser.parse(action_items_feed(items_of(of), AS_OF, "Book <1>", addresses).encode())
    assert parsed.bozo == 0
    assert parsed.version == "atom10"
    return parsed


# CSV


def test_csv_has_a_row_an_item_with_all_that_is_known() -> None:
    late = next(row for row in rows(BOOK) if row["action"] == "Add a canary stage")
    assert tuple(late) == COLUMNS
    assert (late["id"], late["status"], late["overdue_days"], late["owners"], late["team"], late["due"]) == (
        "PM-1/1",
        "in-progress",
        "142",
        "bo",
        "Shop",
        "2025-11-09",
    )
    assert (late["ticket"], late["ticket_url"]) == ("OPS-1", "https://example.com/OPS-1")
    assert (late["postmortem"], late["services"], late["causes"], late["line"]) == (
        "PM-1",
        "Checkout",
        "Bad configuration",
        "30",
    )


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        "\t=1+1",
        "\r=1+1",
        "\n=1+1",
        '"=1+1',
        "'=1+1",
        ' " =1+1',
        "＝1+1",
        "\x00=1+1",
    ],
)
def test_no_cell_of_a_table_is_a_formula(text: str) -> None:
    of = book(
        item(text, id=text, owners=(text,), priority=text, reason=text, ticket=Ticket(text, text)), title=text
    )
    (row,) = rows(of)
    for name in ("id", "action", "priority", "reason", "ticket", "postmortem_title"):
        assert row[name].startswith("'"), name
    assert row["ticket_url"] == ""
    assert not row["owners"].lstrip().startswith(("=", "+", "-", "@"))


@given(st.text())
def test_a_cell_is_one_line_and_never_begins_a_formula(text: str) -> None:
    found = cell(text)
    assert not found.startswith(("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"))
    assert len(found.splitlines()) <= 1


def test_plain_words_stay_as_they_are() -> None:
    assert cell("Add a canary - now, “please” (50 %)") == "Add a canary - now, “please” (50 %)"


def test_csv_is_of_rfc_4180() -> None:
    text = action_items_csv(items_of(book(item('Say "no", twice'))), AS_OF)
    assert text.count("\r\n") == 2
    assert text.replace("\r\n", "").count("\n") == 0
    assert ',"Say ""no"", twice",' in text
    assert not text.startswith("\ufeff")


# Calendar


def test_a_calendar_has_the_due_dates_of_what_is_unfinished() -> None:
    found = events(BOOK)
    assert {(str(event["SUMMARY"]), event.decoded("DTSTART")) for event in found} == {
        ("Try values before use", date(2025, 12, 1)),
        ("Add a canary stage", date(2025, 11, 9)),
    }
    canary = next(event for event in found if event["SUMMARY"] == "Add a canary stage")
    assert canary["DTSTART"].params["VALUE"] == "DATE"
    assert canary.decoded("DTSTAMP").isoformat() == "2026-03-31T00:00:00+00:00"
    assert canary["TRANSP"] == "TRANSPARENT"
    assert str(canary["URL"]) == "https://x.example/action-1"
    assert str(canary["DESCRIPTION"]).splitlines() == [
        "Owner: bo",
        "Team: Shop",
        "Status: In progress",
        "Incident: Labels refused · PM-1 · SEV2",
        "Ticket: OPS-1 https://example.com/OPS-1",
        "Written in: postmortems/a.md:30",
    ]


def test_a_calendar_says_the_same_to_another_parser() -> None:
    of = book(
        item(HOSTILE, due=date(2026, 5, 1), id="PM-1/1"), item("Second", due=date(2026, 5, 2), id="PM-1/2")
    )
    calendar = vobject.readOne(ics(of))
    assert [event.dtstart.value for event in calendar.vevent_list] == [date(2026, 5, 1), date(2026, 5, 2)]
    first, second = calendar.vevent_list
    assert first.summary.value.startswith('Öl; a, b \\ "c" <d>&e BEGIN:VEVENT X:')
    assert first.summary.value.endswith("lang lang")
    assert second.summary.value == "Second"
    assert calendar.x_wr_calname.value == "Book; of, words"
    assert [str(event["SUMMARY"]) for event in events(of)] == [first.summary.value, "Second"]


def test_an_uid_stays_when_words_dates_and_places_move() -> None:
    one = events(book(item("Do it", due=date(2026, 5, 1))))
    other = events(book(item("Do it soon", due=date(2026, 6, 1), owners=("bo",)), title="Other"))
    assert [str(event["UID"]) for event in one] == [str(event["UID"]) for event in other]
    assert [str(event["UID"]) for event in one] == [event_uid("PM-1/1")] == ["3c7f10df-4632-5e3d-82b0-3f7a72f65164"]


def test_no_two_events_share_an_uid_even_where_ids_are_shared() -> None:
    found = events(book(item(due=date(2026, 5, 1)), item("Other", due=date(2026, 5, 1))))
    assert len({str(event["UID"]) for event in found}) == 2


@pytest.mark.parametrize(
    ("priority", "rank"),
    [("P0", 1), ("p1", 3), ("P4", 9), ("high", 3), ("Low", 7), ("soon", None), ("", None)],
)
def test_priorities_are_counted_as_calendars_do(priority: str, rank: int | None) -> None:
    (event,) = events(book(item(due=date(2026, 5, 1), priority=priority)))
    assert event.get("PRIORITY") == rank


@pytest.mark.parametrize("day", [date(1, 1, 1), date(9999, 12, 31)])
def test_any_day_can_be_due(day: date) -> None:
    (event,) = events(book(item(due=day)))
    assert event.decoded("DTSTART") == day


@given(st.text())
def test_lines_are_folded_at_75_octets_and_hold_their_text(text: str) -> None:
    line = f"SUMMARY:{escaped(text)}"
    pieces = folded(line).split("\r\n")
    assert all(len(piece.encode()) <= 75 for piece in pieces)
    assert pieces[0] + "".join(piece[1:] for piece in pieces[1:]) == line
    assert all(piece.startswith(" ") for piece in pieces[1:])
    assert len(folded(line).splitlines()) == len(pieces)


def test_an_empty_calendar_is_one() -> None:
    assert events(library()) == []
    assert vobject.readOne(ics(library())).prodid.value == "-//incidentbook//action items//EN"


# Feed

DONE = item("Done late", "done", id="PM-1/2", due=date(2026, 3, 1), done_on=date(2026, 3, 11))
LATE = item("Late", id="PM-1/3", due=date(2026, 3, 29), owners=("ana",))


def test_a_feed_tells_what_became_overdue_and_what_was_closed() -> None:
    parsed = feed(
        book(
            DONE,
            LATE,
            item("Declined", "declined", id="PM-1/4", done_on=date(2026, 2, 1), reason="too dear"),
            item("Due today", id="PM-1/5", due=AS_OF),
            item("Closed some day", "done", id="PM-1/6"),
            item("Done tomorrow", "done", id="PM-1/7", done_on=date(2026, 4, 1)),
        )
    )
    assert [(entry.title, entry.updated) for entry in parsed.entries] == [
        ("Overdue: Late", "2026-03-30T00:00:00Z"),
        ("Done: Done late", "2026-03-11T00:00:00Z"),
        ("Declined: Declined", "2026-02-01T00:00:00Z"),
    ]
    assert [entry.content[0].value for entry in parsed.entries] == [
        "It was due on 2026-03-29. Owner: ana. Incident: A (a, SEV2).",
        "Done on 2026-03-11, 10 days after its due date 2026-03-01. Nobody owns it. Incident: A (a, SEV2).",
        "Closed on 2026-02-01. Nobody owns it. Incident: A (a, SEV2). Reason: too dear.",
    ]
    assert parsed.feed.updated == "2026-03-30T00:00:00Z"
    assert parsed.feed.title == "Book <1>: action items"


def test_an_entry_keeps_its_id_until_its_news_is_another() -> None:
    ids = [entry.id for entry in feed(book(DONE, LATE)).entries]
    assert len(set(ids)) == 2
    assert [entry.id for entry in feed(book(DONE, replace(LATE, title="Later"))).entries] == ids
    assert feed(book(DONE, replace(LATE, due=date(2026, 3, 30)))).entries[0].id not in ids
    assert all(one.startswith("urn:uuid:") for one in ids)


def test_a_feed_links_to_where_it_is_told() -> None:
    where = Addresses(
        "https://x.example/data/feed.xml",
        "https://x.example/a/",
        lambda one: f"https://x.example/#{one.item.id}",
    )
    parsed = feed(book(LATE), where)
    assert {(link.rel, link.href) for link in parsed.feed.links} == {
        ("self", "https://x.example/data/feed.xml"),
        ("alternate", "https://x.example/a/"),
    }
    assert parsed.entries[0].link == "https://x.example/#PM-1/3"
    assert feed(book(LATE)).feed.get("links", []) == []


def test_a_feed_holds_the_hundred_newest() -> None:
    many = [item(f"Item {number}", id=f"PM-1/{number}", due=date(2020, 1, 1)) for number in range(150)]
    parsed = feed(book(*many, LATE))
    assert len(parsed.entries) == 100
    assert parsed.entries[0].title == "Overdue: Late"


def test_a_feed_has_what_rfc_4287_demands() -> None:
    text = action_items_feed(items_of(book(DONE, LATE, item(HOSTILE, due=date(2020, 1, 1)))), AS_OF, HOSTILE)
    root = ET.fromstring(text.encode("utf-8", "replace"))  # noqa: S314 - text of our own making
    assert root.tag == f"{ATOM}feed"
    for element in (root, *root.iter(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            assert len(element.findall(f"{ATOM}{name}")) == 1
        updated = element.findtext(f"{ATOM}updated")
        assert updated
        assert time.strptime(updated, "%Y-%m-%dT%H:%M:%SZ")
    assert root.findtext(f"{ATOM}author/{ATOM}name")
    assert {child.tag.removeprefix(ATOM) for child in root} <= {
        "id",
        "title",
        "subtitle",
        "updated",
        "author",
        "link",
        "entry",
    }


def test_an_empty_feed_is_one() -> None:
    parsed = feed(library())
    assert parsed.entries == []
    assert parsed.feed.updated == "2026-03-31T00:00:00Z"


# All


def texts(of: Library) -> Iterator[str]:
    yield action_items_csv(items_of(of), AS_OF)
    yield ics(of)
    yield action_items_feed(items_of(of), AS_OF, "Book")


def test_the_same_input_gives_the_same_bytes() -> None:
    assert list(texts(BOOK)) == list(texts(BOOK))
    assert all(text.encode() for text in texts(book(item(HOSTILE, due=date(2020, 1, 1)))))
