"""How days are carried from entry to entry, and what contradicts."""

from datetime import date
from textwrap import dedent

import pytest

from incidentbook.reading.blocks import parse
from incidentbook.reading.timeline import TimelineReading, read_timeline

DAY = date(2025, 3, 15)


def read(text: str, day: date | None = DAY, heading: str = "Timeline") -> TimelineReading:
    return read_timeline(parse(dedent(text).strip("\n")), heading, "pm.md", "UTC", day)


def moments(reading: TimelineReading) -> list[str]:
    return [entry.moment.start.strftime("%d %H:%M") if entry.moment else "?" for entry in reading.entries]


def faults(reading: TimelineReading) -> list[tuple[str, int]]:
    return [(problem.rule, problem.at.line) for problem in reading.problems]


def test_midnight_is_passed_where_that_is_the_smaller_contradiction() -> None:
    reading = read("- 23:50 a\n- 00:10 b\n- 00:30 c")
    assert moments(reading) == ["15 23:50", "16 00:10", "16 00:30"]
    assert faults(reading) == []


def test_work_goes_on_the_next_morning() -> None:
    reading = read("- 18:00 a\n- 19:00 gave up\n- 08:30 b\n- 09:00 c")
    assert moments(reading) == ["15 18:00", "15 19:00", "16 08:30", "16 09:00"]
    assert faults(reading) == []


def test_a_small_step_back_is_out_of_order() -> None:
    reading = read("- 14:49 a\n- 14:43 b\n- 14:55 c")
    assert moments(reading) == ["15 14:49", "15 14:43", "15 14:55"]
    assert faults(reading) == [("timeline-order", 2)]


def test_a_step_back_from_which_the_timeline_returns_is_out_of_order() -> None:
    reading = read("- 14:00 a\n- 10:00 the release that did it\n- 14:10 b")
    assert moments(reading) == ["15 14:00", "15 10:00", "15 14:10"]
    assert faults(reading) == [("timeline-order", 2)]


def test_a_stated_day_that_comes_next_forbids_another_one() -> None:
    reading = read("- 14:00 a\n- 10:00 b\n- 2025-03-15 10:30 c")
    assert moments(reading)[1] == "15 10:00"


def test_stated_days_are_carried_on() -> None:
    reading = read("- 2025-03-14 23:00 a\n- 23:30 b\n- 16 March, 08:00 c\n- 08:10 d")
    assert moments(reading) == ["14 23:00", "14 23:30", "16 08:00", "16 08:10"]


def test_stated_times_that_step_back_are_reported_and_kept() -> None:
    reading = read("- 2025-03-15 15:50 a\n- 2025-03-15 14:30 b\n- 2025-03-15 16:29 c")
    assert moments(reading) == ["15 15:50", "15 14:30", "15 16:29"]
    assert faults(reading) == [("timeline-order", 2)]


def test_equal_and_approximate_times_are_in_order() -> None:
    assert faults(read("- 14:00 a\n- 14:00 b\n- ~13:58 c\n- 14:05 d")) == []


def test_the_next_day_may_be_said() -> None:
    reading = read("- 22:00 a\n- 09:00 (next day) b\n- 09:30 c\n- 10:00 +1d d")
    assert moments(reading) == ["15 22:00", "16 09:00", "16 09:30", "17 10:00"]


def test_days_as_headings_and_items_apply_to_what_follows() -> None:
    reading = read("""
        ### 14 March 2025

        - 23:00 a

        ### Sunday, 16 March

        - 08:00 b

        **2025-03-17**

        08:30 - c
        """)
    assert moments(reading) == ["14 23:00", "16 08:00", "17 08:30"]


def test_a_heading_that_is_only_a_day_and_tells_something_is_an_entry() -> None:
    reading = read("""
        ### 2025-03-13

        Something odd was seen.

        ### 2025-03-14

        ### 2025-03-15 10:00

        It broke.
        """)
    assert [(entry.text, entry.moment.precision) for entry in reading.entries if entry.moment] == [
        ("Something odd was seen.", "day"),
        ("It broke.", "minute"),
    ]


def test_the_heading_of_the_section_may_name_the_day() -> None:
    assert moments(read("- 10:00 a", heading="Timeline of 16 March 2025")) == ["16 10:00"]


def test_a_year_that_is_not_written_is_the_nearest() -> None:
    reading = read("- Dec 31, 23:50 a\n- Jan 1, 00:10 b", day=date(2024, 12, 31))
    assert [entry.moment.start.year for entry in reading.entries if entry.moment] == [2024, 2025]


def test_without_any_day_times_have_no_moment() -> None:
    reading = read("- 14:00 a\n- 13:00 b", day=None)
    assert moments(reading) == ["?", "?"]
    assert faults(reading) == []


@pytest.mark.parametrize(
    "times", [("15:00", "14:40", "14:20", "14:00"), ("00:30", "00:10", "23:40", "23:20")]
)
def test_the_newest_first_is_reported_once_and_read_backwards(times: tuple[str, ...]) -> None:
    reading = read("\n".join(f"- {when} event" for when in times))
    starts = [entry.moment.start for entry in reading.entries if entry.moment]
    assert starts == sorted(starts, reverse=True)
    assert (starts[0] - starts[-1]).total_seconds() < 5000
    assert faults(reading) == [("timeline-order", 1)]


def test_a_zone_between_two_times_decides_their_order() -> None:
    assert faults(read("- 14:00 UTC a\n- 15:30 CET b\n- 10:45 EDT c")) == []
