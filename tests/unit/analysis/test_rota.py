"""Who is on call: a table of cases that the browser answers too, and what holds for every rota."""

import json
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from incidentbook.analysis.rota import (
    Span,
    natural,
    now_and_next,
    on_call,
    pieces,
    spans,
    turn_at,
    turn_start,
    window_spans,
)
from incidentbook.reading.policy import default_policy
from incidentbook.reading.rota import read_rota
from incidentbook.reading.rota_times import window, window_text
from incidentbook.reading.wall_clock import instant, wall_time
from incidentbook.records import Location
from incidentbook.records.plain import replace
from incidentbook.records.rota import Line, Named, Rotation, Shift, Substitution, Window

CASES = json.loads((Path(__file__).parents[2] / "rota.json").read_text(encoding="utf-8"))
ZONES = (
    "UTC",
    "Europe/Copenhagen",
    "America/New_York",
    "Australia/Lord_Howe",
    "Asia/Kolkata",
    "Africa/Casablanca",
)
AT = Location("oncall.yml")
MINUTE = timedelta(minutes=1)


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["title"])
def test_a_rota_answers_as_the_table_says(case: dict[str, Any]) -> None:
    rota = read_rota("oncall.yml", case["rota"], default_policy())
    assert rota.problems == ()
    for ask in case["asks"]:
        rotation = rota.rotation(ask["rotation"])
        assert rotation is not None
        now, following = now_and_next(rotation, ask["line"], moment(ask["at"]))
        until = following.start if following else None
        then = following.person if following else None
        assert (now.person, until, then) == (
            ask["person"],
            moment(ask["until"]) if ask["until"] else None,
            ask["then"],
        ), ask["at"]


zones = st.sampled_from(ZONES)
walls = st.datetimes(datetime(2025, 1, 1), datetime(2027, 12, 31)).map(  # noqa: DTZ001 - on a wall's clock
    lambda wall: wall.replace(second=0, microsecond=0)
)
moments = walls.map(lambda wall: wall.replace(tzinfo=UTC))
windows = st.builds(
    Window,
    st.sets(st.integers(0, 6), min_size=1).map(lambda days: tuple(sorted(days))),
    st.integers(0, 1439),
    st.integers(1, 1440),
) | st.builds(
    Window, st.integers(0, 6).map(lambda day: (day,)), st.integers(0, 1439), st.integers(1, 7 * 1440)
)
names = st.lists(st.sampled_from(["ana", "bo", "cy", "dee", "eli"]), min_size=1, max_size=5)
turns = st.sampled_from([60, 90, 720, 1440, 2 * 1440, 7 * 1440, 14 * 1440, 10 * 1440])


@st.composite
def shifts(draw: st.DrawFn) -> Shift:
    first = draw(walls)
    begins = draw(st.none() | walls)
    ends = draw(st.none() | walls)
    zone = draw(zones)
    return Shift(
        name="",
        at=AT,
        people=tuple(Named(name, AT) for name in draw(names)),
        zone=zone,
        first=first,
        turn=draw(turns),
        windows=tuple(draw(st.lists(windows, max_size=3))),
        begins=begins,
        ends=ends if not begins or not ends or ends > begins else None,
        home=zone,
    )


@st.composite
def substitutions(draw: st.DrawFn) -> Substitution:
    start = draw(moments)
    length = timedelta(minutes=draw(st.integers(1, 20_000)))
    return Substitution(
        Named(draw(st.sampled_from(["fay", "ana"])), AT), start, start + length, "primary", AT
    )


@st.composite
def rotations(draw: st.DrawFn) -> Rotation:
    line = Line("primary", AT, tuple(draw(st.lists(shifts(), min_size=1, max_size=3))))
    overrides = tuple(draw(st.lists(substitutions(), max_size=3)))
    return Rotation("shop", "Shop", AT, draw(zones), (line,), overrides=overrides)


@settings(max_examples=60, deadline=None)
@given(rotation=rotations(), since=moments, days=st.integers(1, 20))
def test_spans_fill_any_time_exactly_and_neighbours_differ(
    rotation: Rotation, since: datetime, days: int
) -> None:
    until = since + timedelta(days=days)
    found = spans(rotation, "primary", since, until)
    assert (found[0].start, found[-1].end) == (since, until)
    for one, other in pairwise(found):
        assert one.end == other.start
        assert one.person != other.person
    assert all(one.start < one.end for one in found)


@settings(max_examples=60, deadline=None)
@given(rotation=rotations(), since=moments, minutes=st.integers(0, 10 * 1440 - 1))
def test_every_minute_of_a_span_has_its_person(rotation: Rotation, since: datetime, minutes: int) -> None:
    until = since + timedelta(days=10)
    inside = since + minutes * MINUTE
    span = next(one for one in spans(rotation, "primary", since, until) if one.start <= inside < one.end)
    assert on_call(rotation, "primary", inside).person == span.person
    assert on_call(rotation, "primary", span.end - MINUTE).person == span.person


@settings(max_examples=40, deadline=None)
@given(rotation=rotations(), since=moments, cut=st.integers(1, 10 * 1440 - 1))
def test_two_halves_are_the_whole(rotation: Rotation, since: datetime, cut: int) -> None:
    middle, until = since + cut * MINUTE, since + timedelta(days=10)
    halves = (*pieces(rotation, "primary", since, middle), *pieces(rotation, "primary", middle, until))
    assert _by_minute(halves, since, until) == _by_minute(
        pieces(rotation, "primary", since, until), since, until
    )


def _by_minute(found: tuple[Span, ...], since: datetime, until: datetime) -> list[tuple[datetime, str]]:
    """The changes of person, with the first one."""
    changes: list[tuple[datetime, str]] = []
    for one in found:
        if not changes or changes[-1][1] != one.person:
            changes.append((one.start, one.person))
    assert changes[0][0] == since
    assert found[-1].end == until
    return changes


@settings(max_examples=40, deadline=None)
@given(rotation=rotations(), since=moments, later=st.integers(1, 5))
def test_a_turn_keeps_its_ends_whatever_is_asked(rotation: Rotation, since: datetime, later: int) -> None:
    until = since + timedelta(days=30)
    first = {(one.start, one.end) for one in natural(rotation, "primary", since, until)}
    again = natural(rotation, "primary", since + timedelta(days=later), until)
    assert {(one.start, one.end) for one in again} <= first


@given(wall=walls, zone=zones)
def test_a_time_on_the_wall_comes_back_unless_the_clocks_skip_it(wall: datetime, zone: str) -> None:
    found = instant(wall, zone)
    shown = wall_time(found, zone)
    if shown != wall:
        assert wall_time(found - MINUTE, zone) < wall < shown  # it is the moment of the change


@given(walls=st.tuples(walls, walls), zone=zones)
def test_the_order_of_times_on_the_wall_is_kept(walls: tuple[datetime, datetime], zone: str) -> None:
    one, other = sorted(walls)
    assert instant(one, zone) <= instant(other, zone)


@pytest.mark.parametrize(
    ("wall", "zone", "utc"),
    [
        ("2026-03-29T02:30", "Europe/Copenhagen", "2026-03-29T01:00Z"),
        ("2026-03-29T03:00", "Europe/Copenhagen", "2026-03-29T01:00Z"),
        ("2026-10-25T02:30", "Europe/Copenhagen", "2026-10-25T00:30Z"),
        ("2026-03-08T02:01", "America/New_York", "2026-03-08T07:00Z"),
        ("2026-10-04T02:10", "Australia/Lord_Howe", "2026-10-03T15:30Z"),
        ("2011-12-30T12:00", "Pacific/Apia", "2011-12-30T10:00Z"),
    ],
)
def test_skipped_and_doubled_times(wall: str, zone: str, utc: str) -> None:
    assert instant(datetime.fromisoformat(wall), zone) == datetime.fromisoformat(utc)


@settings(max_examples=60, deadline=None)
@given(shift=shifts(), at=moments)
def test_a_moment_lies_in_its_turn(shift: Shift, at: datetime) -> None:
    number = turn_at(shift, at)
    assert turn_start(shift, number) <= at < turn_start(shift, number + 1)


@settings(max_examples=40, deadline=None)
@given(shift=shifts(), at=moments)
def test_turns_go_round(shift: Shift, at: datetime) -> None:
    shift = replace(shift, windows=(), begins=None, ends=None)
    rotation = Rotation("shop", "Shop", AT, shift.zone, (Line("primary", AT, (shift,)),))
    number = turn_at(shift, at)
    assert on_call(rotation, "primary", at).person == shift.people[number % len(shift.people)].name


@settings(max_examples=80, deadline=None)
@given(one=windows, zone=zones, since=moments)
def test_windows_begin_on_their_days_and_last_as_long_as_they_say(
    one: Window, zone: str, since: datetime
) -> None:
    for start, end in window_spans((one,), zone, since, since + timedelta(days=14)):
        wall = wall_time(start, zone)
        real = (wall_time(end, zone) - wall) // MINUTE
        assert wall.weekday() in one.days or wall.hour * 60 + wall.minute < one.start
        assert abs(real - one.length) <= 60  # but for what the clocks skip or show twice
        assert start < end


@given(one=windows)
def test_hours_are_read_as_they_are_written(one: Window) -> None:
    if one.length > 1440 and len(one.days) > 1:
        return
    assert window(window_text(one)) == one
