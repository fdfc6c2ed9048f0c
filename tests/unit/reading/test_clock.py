from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidentbook.reading.clock import find_zone, read_moment
from incidentbook.reading.zones import zone_info
from incidentbook.records import Moment

DAY = date(2025, 3, 15)


def moment(text: str, day: date | None = DAY, zone: str = "UTC") -> Moment:
    found = read_moment(text, zone=zone, zone_stated=False, day=day)
    assert found is not None, text
    return found


def at(hour: int, minute: int = 0, second: int = 0, day: int = 15) -> datetime:
    return datetime(2025, 3, day, hour, minute, second, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        "14:32",
        "14.32",
        "1432",
        "1432 UTC",
        "2:32 PM",
        "2:32pm",
        "02:32 p.m.",
        "14:32pm",
        "14h32",
        "14:32 UTC",
        "14:32Z",
        "14:32 (UTC)",
        "UTC 14:32",
        "[14:32]",
        "`14:32`",
        "**14:32 UTC**",
        "🔥 14:32",
        ":fire: 14:32",
        "15:32 CET",
        "15:32 UTC+1",
        "15:32 GMT+1",
        "15:32+01:00",
        "15:32 +0100",
        "20:02 IST",
        "06:32 PST",
        "07:32 Pacific",
        "10:32 EDT",
        "15:32 Europe/Berlin",
        "14:32 UTC / 10:32 EDT",
        "14:32 UTC (10:32 EDT)",
        "2025-03-15 14:32",
        "2025-03-15T14:32Z",
        "2025-03-15T15:32+01:00",
        "2025-03-15, 14:32",
        "2025-03-15 at 14:32",
        "2025-03-15 - 14:32",
        "2025-03-15   14:32",
        "2025/03/15 14:32",
        "15 Mar 2025 14:32",
        "15.03.2025 14:32",
        "15 March, 14:32",
        "Mar 15, 14:32 UTC",
        "03/15 14:32",
        "15.03. 14:32",
        "Sat, 15 Mar 2025, 14:32",
        "14:32 UTC on 15 March 2025",
        "14:32, 15 March",
        "at 14:32 UTC",
        "14:32 (noticed by the on-call)",
    ],
)
def test_one_moment_has_many_spellings(text: str) -> None:
    found = moment(text)
    assert (found.start, found.end, found.precision, found.approximate) == (at(14, 32), None, "minute", False)
    assert found.text == text


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("4pm", at(16)),
        ("4 PM", at(16)),
        ("12:15am", at(0, 15)),
        ("12 pm", at(12)),
        ("noon", at(12)),
        ("midnight", at(0)),
        ("8:20", at(8, 20)),
        ("24:00", at(0, day=16)),
        ("00:10 (+1)", at(0, 10, day=16)),
        ("next day, 09:00", at(9, day=16)),
        ("23:30 PST", at(7, 30, day=16)),
    ],
)
def test_times_of_day(text: str, start: datetime) -> None:
    assert moment(text).start == start


def test_seconds_are_kept_and_said_to_be_there() -> None:
    found = moment("2025-03-15T14:32:05.123Z")
    assert (found.start, found.precision) == (at(14, 32, 5), "second")


def test_an_offset_behind_seconds_is_no_range() -> None:
    assert moment("2025-03-15 14:32:05 -0500").start == at(19, 32, 5)
    assert moment("2025-03-15T14:32-05:00").start == at(19, 32)


@pytest.mark.parametrize(
    "text",
    [
        "~14:30",
        "14:30~",
        "ca. 14:30",
        "around 14:30",
        "14:30?",
        "14:30 (approx.)",
        "14:30ish",
        "about 2:30 PM",
    ],
)
def test_an_approximate_time_is_marked(text: str) -> None:
    found = moment(text)
    assert (found.start, found.approximate) == (at(14, 30), True)


@pytest.mark.parametrize(
    "text",
    [
        "14:00/14:30",
        "14:00 - 14:30",
        "14:00–14:30",
        "14:00 to 14:30 UTC",
        "between 14:00 and 14:30",
        "2:00-2:30 PM",
        "2025-03-15 14:00 - 14:30",
        "2025-03-15 14:00 - 2025-03-15 14:30",
        "2025-03-15 14:00 UTC → 14:30 UTC",
    ],
)
def test_a_range_keeps_both_ends(text: str) -> None:
    found = moment(text)
    assert (found.start, found.end) == (at(14), at(14, 30))


def test_a_range_may_cross_midnight() -> None:
    found = moment("23:50 - 00:10")
    assert (found.start, found.end) == (at(23, 50), at(0, 10, day=16))


def test_a_range_may_cross_noon() -> None:
    found = moment("11:30-1:30 PM")
    assert (found.start, found.end) == (at(11, 30), at(13, 30))


def test_a_day_alone_is_a_moment_of_a_day() -> None:
    found = moment("2025-03-15", day=None)
    assert (found.start, found.precision) == (at(0), "day")
    assert moment("2025-03-15 --:--", day=None).precision == "day"


@pytest.mark.parametrize(
    "text", ["2025-03-15/17", "2025-03-15 – 2025-03-17", "15 March 2025 to 17 March 2025"]
)
def test_a_range_of_days(text: str) -> None:
    found = moment(text, day=None)
    assert (found.start, found.end, found.precision) == (at(0), at(0, day=17), "day")


def test_a_zone_from_elsewhere_applies_only_where_none_is_named() -> None:
    assert moment("14:32", zone="Europe/Berlin").start == at(13, 32)
    assert not moment("14:32", zone="Europe/Berlin").zone_stated
    stated = moment("14:32 UTC", zone="Europe/Berlin")
    assert (stated.start, stated.zone, stated.zone_stated) == (at(14, 32), "UTC", True)


def test_a_region_follows_its_own_clock() -> None:
    winter = moment("2025-01-15 12:00", zone="Europe/Berlin")
    summer = moment("2025-07-15 12:00", zone="Europe/Berlin")
    assert (winter.start.hour, summer.start.hour) == (11, 10)


def test_the_nearest_reading_of_a_day_in_figures_is_taken() -> None:
    assert moment("04/03/2025 10:00").start == datetime(2025, 3, 4, 10, tzinfo=UTC)
    assert read_moment("04/03/2025 10:00", zone="UTC", zone_stated=True, day=None) is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "??:??",
        "--:--",
        "14:??",
        "HH:MM",
        "unknown",
        "20202-01-16 12:00",
        "2025-13-01 12:00",
        "25:61",
        "14:75",
        "16:9",
        "404",
        "10:30:45:50",
        "127.0.0.1:8080",
        "14:32 the alert fired",
        "T+5m",
        "soon",
        "2025",
        "2030",
    ],
)
def test_what_is_no_known_moment_is_none(text: str) -> None:
    found = read_moment(text, zone="UTC", zone_stated=True, day=DAY)
    assert found is None


def test_a_time_without_any_day_is_none() -> None:
    assert read_moment("14:32 UTC", zone="UTC", zone_stated=True, day=None) is None


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("All times in UTC.", "UTC"),
        ("all times utc", "UTC"),
        ("All times are in GMT", "UTC"),
        ("All times in Central European Time (CET)", "+01:00"),
        ("All times in PST (UTC-7)", "-07:00"),
        ("Times are CEST", "+02:00"),
        ("All times US/Pacific", "US/Pacific"),
        ("all times Pacific", "America/Los_Angeles"),
        ("Timeline (Europe/Berlin)", "Europe/Berlin"),
        ("All times in UTC+5:30", "+05:30"),
        ("All times in GMT+2", "+02:00"),
        ("Zurich time", "Europe/Zurich"),
        ("Time (AEST)", "+10:00"),
        ("ET", "America/New_York"),
        ("Z", "UTC"),
        ("", ""),
        ("All times are local", ""),
        ("Latest estimated time", ""),
        ("America/Nowhere", ""),
        ("../../etc/passwd", ""),
        ("2025-03-15 10:30", ""),
    ],
)
def test_zones_are_found_by_their_names(text: str, zone: str) -> None:
    assert find_zone(text) == zone


def test_an_unknown_zone_has_the_clock_of_utc() -> None:
    assert zone_info("Nowhere/Land") is UTC


@given(
    st.datetimes(min_value=datetime(1971, 1, 2), max_value=datetime(2098, 1, 1)),  # noqa: DTZ001 - made aware below
    st.sampled_from(
        ["%Y-%m-%d %H:%M", "%d %b %Y, %I:%M %p", "%B %d, %Y %H:%M", "%Y-%m-%dT%H:%MZ", "%H:%M on %d.%m.%Y"]
    ),
)
def test_every_minute_survives_its_usual_spellings(when: datetime, form: str) -> None:
    when = when.replace(second=0, microsecond=0, tzinfo=UTC)
    assert moment(when.strftime(form), day=None).start == when


_CLOCKISH = st.text(alphabet="0123456789:-/. apmTZ~?+()[]UC", max_size=40)


@given(st.text() | _CLOCKISH, st.none() | st.dates())
def test_nothing_raises_and_ranges_are_in_order(text: str, day: date | None) -> None:
    find_zone(text)
    found = read_moment(text, zone="Europe/Berlin", zone_stated=False, day=day)
    if found is not None:
        assert found.start.tzinfo is UTC
        assert found.end is None or found.start <= found.end


@pytest.mark.parametrize("text", ["09:14 EST", "9:14 AM EST", "09:14 (EST)", "2025-03-15 09:14 EST"])
def test_est_is_a_zone_and_no_estimate(text: str) -> None:
    found = moment(text)
    assert found.start == at(14, 14)
    assert not found.approximate
