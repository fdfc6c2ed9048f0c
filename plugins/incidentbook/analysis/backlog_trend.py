"""The backlog through the months, and how long its items stay and take, as Git saw them."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from math import ceil
from statistics import median

from incidentbook.records import ItemHistory, StatusChange, Trend, TrendPoint
from incidentbook.records.history import REMOVED

from .backlog import month_ends
from .spread import ENOUGH, Spread, spread

ENOUGH_FOR_TENTHS = 10
"""A 90th percentile is given from this many values up."""

_BEGINNING = date.min
_STEP = {"opened": 1, "returned": 1, "closed": -1, "removed": -1}
_IN_TIME, _LATE = "in time", "late"

Turn = tuple[date, str]
"""A day and what happened to an item on it: opened, returned, closed or removed."""


@dataclass(frozen=True, slots=True)
class Ages:
    """The ages in days of open items, in order, their median and their 90th percentile (nearest rank).

    Both are None below `ENOUGH` and `ENOUGH_FOR_TENTHS` values; `left_out` items are of unknown age.
    """

    values: tuple[int, ...]
    median: float | None
    percentile_90: int | None
    left_out: int


@dataclass(frozen=True, slots=True)
class Completion:
    """How many items were done by their due date, of those done or overdue.

    `left_out` says why others cannot be judged, each reason with its number of items.
    """

    in_time: int
    judged: int
    left_out: tuple[tuple[str, int], ...]


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


def ages(items: Iterable[ItemHistory], as_of: date) -> Ages:
    """How old the open items are on the day `as_of`, from the day they were first written."""
    days = [_age(item, as_of) for item in items if item.item.is_open and not item.is_removed]
    known = sorted(day for day in days if day is not None)
    return Ages(
        tuple(known),
        float(median(known)) if len(known) >= ENOUGH else None,
        known[ceil(0.9 * len(known)) - 1] if len(known) >= ENOUGH_FOR_TENTHS else None,
        len(days) - len(known),
    )


def _age(history: ItemHistory, as_of: date) -> int | None:
    if history.first_written is None or history.first_written > as_of:
        return None
    return (as_of - history.first_written).days


def days_to_close(history: ItemHistory) -> int | None:
    """The days from the first writing of an item until it was done, or None where they cannot be known.

    An item that was done before it was written tells nothing about how long it took.
    """
    if history.first_written is None or history.done_on is None:
        return None
    days = (history.done_on - history.first_written).days
    return days if days >= 0 else None


def times_to_close(items: Iterable[ItemHistory], group: Callable[[ItemHistory], str]) -> Mapping[str, Spread]:
    """The days that done items took, by what `group` says of each (their type, their priority)."""
    found: dict[str, list[float | None]] = {}
    for history in items:
        if history.item.status == "done":
            found.setdefault(group(history), []).append(days_to_close(history))
    return {name: spread(found[name]) for name in sorted(found)}


def completion(items: Iterable[ItemHistory], as_of: date, *, by_first_due: bool = False) -> Completion:
    """How many items were done in time, by the due date they have, or by the first one they had."""
    verdicts = Counter(_verdict(item, as_of, by_first_due=by_first_due) for item in items)
    in_time, late = verdicts.pop(_IN_TIME, 0), verdicts.pop(_LATE, 0)
    return Completion(in_time, in_time + late, tuple(sorted(verdicts.items())))


def _verdict(history: ItemHistory, as_of: date, *, by_first_due: bool) -> str:
    """Whether an item was done in time or is late, or else why it cannot be judged."""
    if history.is_removed:
        return "removed"
    if history.item.status in {"declined", "proposed"}:
        return history.item.status
    if by_first_due and not history.is_complete:
        return "first due date not known"
    due = history.first_due if by_first_due else history.item.due
    return _punctual(history, due, as_of) if due else "no due date"


def _punctual(history: ItemHistory, due: date, as_of: date) -> str:
    if history.item.is_open:
        return _LATE if due < as_of else "not due yet"
    if history.done_on is None:
        return "done on an unknown day"
    return _IN_TIME if history.done_on <= due else _LATE
