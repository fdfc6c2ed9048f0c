"""Calendars and files of a rota: valid, the same from day to day, and read back as they were."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from incidentbook.analysis.rota import spans
from incidentbook.exports.rota_calendar import rota_ics
from incidentbook.exports.rota_yaml import rota_yaml
from incidentbook.reading.policy import default_policy
from incidentbook.reading.rota import read_rota
from incidentbook.records.plain import replace
from incidentbook.records.rota import Line, Person, Rota, Rotation
from tests.unit.analysis.test_rota import AT, rotations

TEXT = """
time_zone: Europe/Copenhagen
people:
  - {id: ana, name: "Ana, of the shop; \\"the first\\""}
rotations:
  - id: shop
    title: Shop
    people: [ana, bo, cy]
    handoff: mon 10:00
    begins: 2026-01-05
    secondary: next
    overrides:
      - {person: bo, from: 2026-04-03 10:00, to: 2026-04-05 10:00, reason: "Easter,\\nof course"}
"""
ROTA = read_rota("oncall.yml", TEXT, default_policy())


def calendar(as_of: date, rota: Rota = ROTA, url: str = "") -> str:
    return rota_ics(rota, rota.rotations, as_of, "Book", url)


def events(text: str) -> Iterator[dict[str, str]]:
    unfolded = text.replace("\r\n ", "")
    for body in re.findall(r"BEGIN:VEVENT\r\n(.*?)END:VEVENT\r\n", unfolded, re.DOTALL):
        yield dict(line.split(":", 1) for line in body.strip().split("\r\n"))


def test_a_calendar_is_as_rfc_5545_wants_it() -> None:
    text = calendar(date(2026, 3, 31), url="https://book.example.com/rota/")
    lines = text.split("\r\n")
    assert (lines[0], lines[1], lines[-2:]) == ("BEGIN:VCALENDAR", "VERSION:2.0", ["END:VCALENDAR", ""])
    assert "\n" not in text.replace("\r\n", "")
    assert all(len(line.encode()) <= 75 for line in lines)
    found = list(events(text))
    assert len({one["UID"] for one in found}) == len(found)
    for one in found:
        assert {"UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY"} <= set(one)
        assert all(re.fullmatch(r"\d{8}T\d{6}Z", one[key]) for key in ("DTSTAMP", "DTSTART", "DTEND"))
        assert one["DTSTART"] < one["DTEND"]
    assert any(one["SUMMARY"] == 'Ana\\, of the shop\\; "the first" (primary): Shop' for one in found)
    assert [one["DESCRIPTION"] for one in found if "DESCRIPTION" in one] == [
        "Exchanged turn: Easter\\,\\nof course"
    ]


def test_ten_o_clock_stays_ten_o_clock_when_the_clocks_change() -> None:
    starts = {one["DTSTART"] for one in events(calendar(date(2026, 3, 31)))}
    assert {"20260323T090000Z", "20260330T080000Z"} <= starts


def test_a_turn_keeps_its_uid_from_day_to_day_and_whoever_takes_it() -> None:
    before = {(one["UID"], one["DTSTART"]) for one in events(calendar(date(2026, 3, 31)))}
    for as_of in (date(2026, 4, 1), date(2026, 4, 4), date(2026, 4, 20)):
        after = {(one["UID"], one["DTSTART"]) for one in events(calendar(as_of))}
        first = min(start for _, start in after)
        assert {one for one in before if one[1] >= first} <= after
    other = read_rota("oncall.yml", TEXT.replace("person: bo", "person: cy"), default_policy())
    assert {one["UID"] for one in events(calendar(date(2026, 3, 31), other))} == {uid for uid, _ in before}


def test_an_empty_calendar_is_a_calendar() -> None:
    text = rota_ics(Rota("oncall.yml"), (), date(2026, 3, 31), "Book")
    assert "BEGIN:VTIMEZONE" in text
    assert "VEVENT" not in text


def test_the_same_day_gives_the_same_bytes() -> None:
    assert calendar(date(2026, 3, 31)) == calendar(date(2026, 3, 31))


@settings(max_examples=60, deadline=None)
@given(
    rotation=rotations(),
    title=st.text(min_size=1, max_size=12).filter(lambda text: text.strip()),
)
def test_a_rota_that_was_written_is_read_back(rotation: Rotation, title: str) -> None:
    named = tuple(
        replace(shift, name=f"shift {number}", home=shift.zone, begins=shift.begins or shift.first)
        for number, shift in enumerate(rotation.lines[0].shifts)
        if not shift.ends or shift.ends > (shift.begins or shift.first)
    )
    if not named:
        return
    whole = replace(rotation, title=title, lines=(Line("primary", AT, named),))
    text = rota_yaml(Rota("oncall.yml", (whole,), (Person("ana", title, AT),)))
    back = read_rota("oncall.yml", text, default_policy())
    assert [problem.message for problem in back.problems] == []
    since = datetime(2026, 3, 20, tzinfo=UTC)
    until = datetime(2026, 4, 10, tzinfo=UTC)
    assert spans(back.rotations[0], "primary", since, until) == spans(whole, "primary", since, until)
    assert (back.rotations[0].title, back.people[0].name) == (title, title)
