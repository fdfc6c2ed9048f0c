"""The action items as CSV and calendar, opened by parsers that others wrote."""

import csv
import io
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import icalendar
import pytest
import vobject
from hypothesis import given
from hypothesis import strategies as st

from incidentbook.analysis.backlog import items_of
from incidentbook.checks import Outcome
from incidentbook.exports.csv_table import COLUMNS, action_items_csv, cell
from incidentbook.exports.due_calendar import action_items_ics, escaped, event_uid, folded
from incidentbook.exports.json import dump
from incidentbook.pages.ground import ground
from incidentbook.records import (
    ActionItem,
    DueChange,
    Histories,
    ItemHistory,
    Library,
    StatusChange,
    Ticket,
)
from tests.unit.analysis.library_of import AS_OF, item, library, postmortem
from tests.unit.pages.book import BOOK

HOSTILE = 'Öl; a, b \\ "c" <d>&e\r\nBEGIN:VEVENT\r\nX:\x00\x07 \ud800 \u2028日本語' + " lang" * 40


def book(*items: ActionItem, **fields: object) -> Library:
    return library(postmortem("a", "2026-01-15", action_items=items, **fields))


def table(of: Library) -> str:
    return action_items_csv(ground(of, Outcome(()), AS_OF).all_follow_ups(), AS_OF)


def rows(of: Library) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(table(of), newline="")))


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


def test_table_and_data_file_tell_the_history_alike() -> None:
    todo = item("Add a stage", id="PM-1/1", due=date(2026, 2, 1))
    of = book(todo, item("Write it down", id="PM-1/2"))
    history = ItemHistory(
        "postmortems/a.md",
        todo,
        first_written=date(2026, 1, 17),
        statuses=(StatusChange("open", date(2026, 1, 17)),),
        dues=(DueChange(date(2026, 2, 8), date(2026, 1, 17)), DueChange(date(2026, 2, 1), date(2026, 1, 19))),
        is_complete=True,
    )
    found = ground(of, Outcome(()), AS_OF, Histories({("postmortems/a.md", "PM-1/1"): history}))
    text = action_items_csv(found.all_follow_ups(), AS_OF)
    first, second = csv.DictReader(io.StringIO(text, newline=""))
    names = ("opened", "age_days", "due_moves", "slip_days", "target")
    assert [first[name] for name in names] == ["2026-01-17", "73", "1", "-7", ""]
    assert [second[name] for name in names] == ["2026-01-15", "75", "", "", ""]
    one, other = json.loads(dump("action-items", found))["action_items"]
    assert [one[name] for name in names] == ["2026-01-17", 73, 1, -7, None]
    assert [other[name] for name in names] == ["2026-01-15", 75, None, None, None]
    assert (one["opened_basis"], other["opened_basis"]) == ("written", "incident")


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
        "\ufeff\u200b=1+1",
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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Pay;=1+1", "Pay;'=1+1"),
        ('Pay; "=1+1;@x', "Pay;' \"=1+1;'@x"),
        ("Pay; then wait; a - b", "Pay; then wait; a - b"),
    ],
)
def test_a_semicolon_splits_no_formula_off(text: str, expected: str) -> None:
    (row,) = rows(book(item(text)))
    assert row["action"] == expected


def test_an_address_that_a_semicolon_would_split_into_a_formula_is_encoded() -> None:
    (row,) = rows(book(item(ticket=Ticket("x", "https://example.com/a;b?c;=1+1"))))
    assert row["ticket_url"] == "https://example.com/a;b?c%3B=1+1"


@given(st.text(st.sampled_from(";=+-@ \t\"',a\ufeff"), max_size=30))
def test_no_way_of_splitting_a_table_makes_a_formula(text: str) -> None:
    text_of_table = table(book(item(text, owners=(text,), reason=text), title=text))
    for delimiter in ",;":
        for cells in csv.reader(io.StringIO(text_of_table, newline=""), delimiter=delimiter):
            assert not any(
                re.match(r"[\s\"'\ufeff]*[=+@-]", one) and not one.startswith("'") for one in cells
            )


@given(st.text())
def test_a_cell_is_one_line_and_never_begins_a_formula(text: str) -> None:
    found = cell(text)
    assert not found.startswith(("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"))
    assert len(found.splitlines()) <= 1


def test_plain_words_stay_as_they_are() -> None:
    assert cell("Add a canary - now, “please” (50 %)") == "Add a canary - now, “please” (50 %)"


def test_csv_is_of_rfc_4180() -> None:
    text = table(book(item('Say "no", twice')))
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
    assert [str(event["UID"]) for event in one] == [event_uid("Book; of, words", "PM-1/1")]
    assert event_uid("Book", "PM-1/1") == "21d0f12d-461c-5bdd-a230-5d3b8a10cc19"
    assert event_uid("Another book", "PM-1/1") != event_uid("Book", "PM-1/1")


def test_no_two_events_share_an_uid_even_where_ids_are_shared() -> None:
    found = events(book(item(due=date(2026, 5, 1)), item("Other", due=date(2026, 5, 1))))
    assert len({str(event["UID"]) for event in found}) == 2


def test_an_uid_does_not_depend_on_other_documents_that_claim_the_same_id() -> None:
    one = postmortem("a", "2026-01-15", id="PM-1", action_items=(item(due=date(2026, 5, 1)),))
    two, three = (replace(one, path=f"postmortems/{name}.md", date=date(2026, 2, 1)) for name in "bc")
    found = {str(event["UID"]) for event in events(library(one, two))}
    assert len(found) == 2
    assert found < {str(event["UID"]) for event in events(library(one, two, three))}


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


def test_an_event_ends_the_day_after_where_the_calendar_has_one() -> None:
    short, last = events(
        book(item(due=date(2026, 12, 31), id="PM-1/1"), item(due=date(9999, 12, 31), id="PM-1/2"))
    )
    assert short.decoded("DTEND") == date(2027, 1, 1)
    assert short["DTEND"].params["VALUE"] == "DATE"
    assert "DTEND" not in last
    assert short.duration == timedelta(1)


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
    calendar = icalendar.Calendar.from_ical(ics(library()))
    assert [part.name for part in calendar.subcomponents] == ["VTIMEZONE"]
    assert "BEGIN:VTIMEZONE" not in ics(BOOK)
    assert vobject.readOne(ics(library())).prodid.value == "-//incidentbook//action items//EN"


# All


def texts(of: Library) -> Iterator[str]:
    yield table(of)
    yield ics(of)


def test_the_same_input_gives_the_same_bytes() -> None:
    assert list(texts(BOOK)) == list(texts(BOOK))
    assert all(text.encode() for text in texts(book(item(HOSTILE, due=date(2020, 1, 1)))))
