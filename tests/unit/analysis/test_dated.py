"""Things by their days."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from incidentbook.analysis.dated import Dated

DAY = date(2026, 1, 1)
DAYS = st.one_of(st.none(), st.integers(0, 30).map(lambda days: DAY + timedelta(days)))


@given(st.lists(DAYS), st.integers(-2, 32), st.integers(-2, 32))
def test_what_lies_within_is_found_in_the_order_of_all(days: list[date | None], begin: int, end: int) -> None:
    things = list(enumerate(days))
    first, last = DAY + timedelta(begin), DAY + timedelta(end)
    found = Dated(things, lambda thing: thing[1]).within(first, last)
    assert found == [one for one in things if one[1] is not None and first <= one[1] <= last]
