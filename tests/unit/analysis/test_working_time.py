from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidentbook.analysis.working_time import business_days, end_of_work, is_working_day, working_minutes
from incidentbook.records import WorkingTime

OSLO = WorkingTime(time_zone="Europe/Oslo")


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("start", "end", "minutes"),
    [
        ("2025-03-14T12:00", "2025-03-14T13:30", 90),
        ("2025-03-14T15:00", "2025-03-17T09:00", 120),  # from Friday 16:00 to Monday 10:00 in Oslo
        ("2025-03-28T15:00", "2025-03-31T08:00", 120),  # the clocks change in between
        ("2025-03-15T00:00", "2025-03-16T23:00", 0),  # a weekend
        ("2025-03-14T12:00", "2025-03-14T12:00", 0),
    ],
)
def test_minutes_of_work(start: str, end: str, minutes: float) -> None:
    assert working_minutes(at(start), at(end), OSLO) == minutes


def test_free_days_are_no_working_days() -> None:
    free = WorkingTime(free_days=(date(2025, 3, 17),))
    assert not is_working_day(date(2025, 3, 17), free)
    assert business_days(date(2025, 3, 14), date(2025, 3, 18), free) == 1
    assert business_days(date(2025, 3, 14), date(2025, 3, 18), WorkingTime()) == 2
    assert business_days(date(2025, 3, 18), date(2025, 3, 14), WorkingTime()) == 0


def test_holidays_of_a_country_come_from_their_package() -> None:
    norway = WorkingTime(holidays="NO")
    assert not is_working_day(date(2025, 5, 1), norway)
    assert is_working_day(date(2025, 5, 2), norway)


times = st.integers(0, 10 * 525_600).map(lambda number: at("2020-01-01T00:00") + timedelta(minutes=number))


@given(times, st.integers(0, 10_000))
def test_work_ends_when_its_minutes_are_over(start: datetime, minutes: int) -> None:
    end = end_of_work(start, minutes, OSLO)
    assert end is not None
    assert working_minutes(start, end, OSLO) == pytest.approx(minutes)


@given(times, st.integers(0, 20_000), st.integers(0, 20_000))
def test_working_time_adds_up(start: datetime, first: int, second: int) -> None:
    middle = start + timedelta(minutes=first)
    end = middle + timedelta(minutes=second)
    parts = (working_minutes(start, middle, OSLO) or 0) + (working_minutes(middle, end, OSLO) or 0)
    assert parts == pytest.approx(working_minutes(start, end, OSLO))
    assert parts <= first + second


def test_what_is_too_long_to_be_counted_is_not_counted() -> None:
    assert working_minutes(at("1925-01-01"), at("2025-01-01"), OSLO) is None
    assert end_of_work(at("2025-01-01"), 1e12, OSLO) is None
    assert end_of_work(at("9999-12-30"), 1e6, WorkingTime()) is None
