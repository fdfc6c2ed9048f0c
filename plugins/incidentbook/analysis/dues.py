"""Which action items stood open past their due dates at the end of a day."""

from bisect import bisect_left
from collections.abc import Iterable
from datetime import date, timedelta

from incidentbook.records.plain import dataclass

from .follow_up import FollowUp

Due = tuple[date, int, FollowUp]
"""An item's due date, its place among all items, and what became of it."""


@dataclass(frozen=True, slots=True)
class Dues:
    """The items that are or were overdue, by their due dates: those still `open`, and those done `late`."""

    open: tuple[Due, ...]
    late: tuple[Due, ...]

    def overdue(self, day: date) -> tuple[FollowUp, ...]:
        """Those that stood open past their due dates at the end of a day, the longest overdue first."""
        still = [one for one in _before(self.open, day) if _was_opened(one[2], day)]
        then = [
            one
            for one in _before(self.late, day)
            if _was_opened(one[2], day) and one[2].closed and one[2].closed > day
        ]
        return tuple(one for *_, one in sorted((*still, *then)))


def dues(follow_ups: Iterable[FollowUp]) -> Dues:
    """The items by their due dates; items of one day stay in their order."""
    found = sorted(
        (one.tracked.item.due, place, one)
        for place, one in enumerate(follow_ups)
        if one.tracked.item.due and one.opened
    )
    return Dues(
        open=tuple(one for one in found if one[2].tracked.item.is_open),
        late=tuple(one for one in found if _was_late(one[2], one[0])),
    )


def _was_late(one: FollowUp, due: date) -> bool:
    """Whether an item was done so late that it was overdue at the end of a day."""
    return one.tracked.item.status == "done" and one.closed is not None and one.closed - due > timedelta(1)


def _was_opened(one: FollowUp, day: date) -> bool:
    return one.opened is not None and one.opened <= day


def _before(every: tuple[Due, ...], day: date) -> tuple[Due, ...]:
    """Those that were due before a day."""
    return every[: bisect_left(every, day, key=lambda one: one[0])]
