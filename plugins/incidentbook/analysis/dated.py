"""Things by their days, so that those of a stretch of days are found without going through all."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from datetime import date
from typing import Generic, TypeVar

T = TypeVar("T")


class Dated(Generic[T]):
    """Some things in their order, found by the days on which they happened; without a day they never are."""

    __slots__ = ("_days", "_places", "_things")

    def __init__(self, things: Sequence[T], day_of: Callable[[T], date | None]) -> None:
        found = sorted((day, place) for place, one in enumerate(things) if (day := day_of(one)))
        self._things = things
        self._days = [day for day, _ in found]
        self._places = [place for _, place in found]

    def within(self, first: date, last: date) -> list[T]:
        """What happened from one day to another, both included, in the order of all things."""
        begin, end = bisect_left(self._days, first), bisect_right(self._days, last)
        return [self._things[place] for place in sorted(self._places[begin:end])]
