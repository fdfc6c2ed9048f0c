from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidentbook.analysis.periods import KINDS, after, before, period_of, periods_between, read_period


@pytest.mark.parametrize(
    ("text", "first", "last", "title"),
    [
        ("2025-Q1", "2025-01-01", "2025-03-31", "First quarter of 2025"),
        ("2025-q4", "2025-10-01", "2025-12-31", "Fourth quarter of 2025"),
        ("2024-02", "2024-02-01", "2024-02-29", "February 2024"),
        ("2025-W01", "2024-12-30", "2025-01-05", "Week 1 of 2025"),
        ("2020-w53", "2020-12-28", "2021-01-03", "Week 53 of 2020"),
        (" 2025 ", "2025-01-01", "2025-12-31", "2025"),
    ],
)
def test_periods_are_read(text: str, first: str, last: str, title: str) -> None:
    found = read_period(text)
    assert found is not None
    assert (found.first.isoformat(), found.last.isoformat(), found.title) == (first, last, title)


@pytest.mark.parametrize(
    "text", ["", "2025-Q5", "2025-13", "2025-00", "2025-W54", "2021-W53", "last week", "0000", "2025-Q"]
)
def test_what_is_no_period_is_refused(text: str) -> None:
    assert read_period(text) is None


days = st.dates()


@given(days, st.sampled_from(KINDS))
def test_every_day_lies_in_one_period_of_each_kind(day: date, kind: str) -> None:
    found = period_of(day, kind)
    assert found.holds(day)
    assert read_period(found.id) == found
    earlier, later = before(found), after(found)
    assert earlier is None or earlier.last + timedelta(1) == found.first
    assert later is None or later.first - timedelta(1) == found.last
    assert found.days == (found.last - found.first).days + 1


def test_periods_stand_without_a_gap() -> None:
    found = [one.id for one in periods_between(date(2024, 11, 5), date(2025, 2, 1), "month")]
    assert found == ["2024-11", "2024-12", "2025-01", "2025-02"]
