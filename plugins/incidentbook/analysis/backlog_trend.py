"""The backlog through the months, and the first due dates of its items, as Git saw them."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import pairwise

from incidentbook.records import ItemHistory, StatusChange, Trend, TrendPoint
from incidentbook.records.history import REMOVED

from .backlog import Punctuality, month_ends

_BEGINNING = date.min
_STEP = {"opened": 1, "returned": 1, "closed": -1, "removed": -1}

Turn = tuple[date, str]
"""A day and what happened to an item on it: opened, returned, closed or removed."""


def trend(items: Iterable[ItemHistory], as_of: date, months: int, cut: date | None = None) -> Trend:
    """The backlog month by month until `as_of`, from the first month in which anything happened.

    `cut` is the day at which a shallow clone ends: the trend begins with the month after it. What is not yet
    committed counts as of `as_of`; where a done item states its day, that day counts.
    """
    read = [_turns(item, as_of) for item in items]
    known = [found for found in read if found]
    turns = sorted(turn for found in known for turn in found if turn[0] <= as_of)
    first = next((day for day, _ in turns if day != _BEGINNING), as_of)
    ends = [day for day in month_ends(as_of, months) if _month(day) >= _month(first)] if turns else []
    if cut:
        ends = [day for day in ends if _month(day) > _month(cut)]
    note = f"The clone is shallow: Git shows nothing before {cut.isoformat()}." if cut else ""
    return Trend(tuple(_points(turns, ends)), len(known), sum(found is None for found in read), note)


def _month(day: date) -> tuple[int, int]:
    return day.year, day.month


def _points(turns: Sequence[Turn], ends: Sequence[date]) -> Iterator[TrendPoint]:
    """The turns counted by month; those before the first month only add to what is open."""
    if not ends:
        return
    at, still_open = 0, 0
    start = ends[0].replace(day=1)
    while at < len(turns) and turns[at][0] < start:
        still_open += _STEP[turns[at][1]]
        at += 1
    for end in ends:
        counts = Counter[str]()
        while at < len(turns) and turns[at][0] <= end:
            counts[turns[at][1]] += 1
            at += 1
        still_open += sum(_STEP[kind] * number for kind, number in counts.items())
        opened, returned, closed, removed = (counts[kind] for kind in _STEP)
        yield TrendPoint(end, opened, returned, closed, removed, still_open)


def _turns(history: ItemHistory, as_of: date) -> list[Turn] | None:
    """The days on which an item became open or ceased to be, or None where they are unknown or contradictory.

    Empty for an item that was never open.
    """
    if not history.statuses:
        return None
    turns: list[tuple[date | None, str]] = []
    was_open = False
    for number, change in enumerate(history.statuses):
        if change.is_open != was_open:
            turns.append((_day(change, number, history, as_of), _kind(change, is_first=not turns)))
            was_open = change.is_open
    if turns and turns[-1][1] == "closed" and history.done_basis == "stated":
        turns[-1] = (history.done_on, "closed")
    known = [(day, kind) for day, kind in turns if day is not None]
    in_order = all(before[0] <= after[0] for before, after in pairwise(known))
    return known if len(known) == len(turns) and in_order else None


def _kind(change: StatusChange, *, is_first: bool) -> str:
    if change.is_open:
        return "opened" if is_first else "returned"
    return "removed" if change.status == REMOVED else "closed"


def _day(change: StatusChange, number: int, history: ItemHistory, as_of: date) -> date | None:
    """The day of a change; before all time for what a shallow clone begins with."""
    if not change.commit:
        return as_of
    is_beginning = number == 0 and change.day is None and not history.is_complete
    return _BEGINNING if is_beginning else change.day


def first_dates_kept(items: Iterable[ItemHistory], as_of: date) -> Punctuality:
    """How many items were done by the first due date they ever had, of those done or past it.

    Left out are done items of which the first due date, or the day they were done, is not known.
    """
    in_time = judged = left_out = 0
    for history in items:
        if history.is_removed or history.item.status in {"declined", "proposed"}:
            continue
        due, is_done = history.first_due, history.item.status == "done"
        if due is None or (is_done and history.done_on is None):
            left_out += is_done
        elif is_done or due < as_of:
            judged += 1
            in_time += is_done and history.done_on is not None and history.done_on <= due
    return Punctuality(in_time, judged, left_out)
