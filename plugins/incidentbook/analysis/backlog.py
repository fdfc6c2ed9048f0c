"""Action items as they stand on a day: counts, and the backlog over time."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from incidentbook.records import ActionItem, Library
from incidentbook.records.plain import dataclass

from .catalogue import Incident, catalogue
from .names import Name
from .roster import Roster, roster


@dataclass(frozen=True, slots=True)
class TrackedItem:
    """An action item with the incident that asked for it and the teams that answer for it."""

    item: ActionItem
    incident: Incident
    teams: tuple[Name, ...] = ()

    @property
    def team(self) -> Name | None:
        """The first of the teams: that of the first owner who has one."""
        return next(iter(self.teams), None)


@dataclass(frozen=True, slots=True)
class Backlog:
    """How a set of action items stands on the day `as_of`: numbers by status, and what is overdue.

    `upcoming` counts open items by the day on which they are due, for days not before `as_of`.
    """

    as_of: date
    by_status: Counter[str]
    open: int
    overdue: int
    oldest_overdue_days: int
    upcoming: tuple[tuple[date, int], ...]

    @property
    def total(self) -> int:
        """All items of the set."""
        return self.by_status.total()


@dataclass(frozen=True, slots=True)
class Punctuality:
    """How many items were done by their due date, of those done or overdue; `left_out` cannot be judged."""

    in_time: int
    judged: int
    left_out: int


@dataclass(frozen=True, slots=True)
class History:
    """The number of open items at the ends of months (the last is the day itself).

    An item counts from the day of its incident until the day it was done; `left_out` are those closed on
    an unknown day or of an incident without a day.
    """

    points: tuple[tuple[date, int], ...]
    counted: int
    left_out: int


def tracked_items(incidents: Iterable[Incident], roster: Roster) -> tuple[TrackedItem, ...]:
    """All action items of all incidents, in their order."""
    return tuple(
        TrackedItem(item, incident, roster.teams_for(item, incident))
        for incident in incidents
        for item in incident.postmortem.action_items
    )


def items_of(library: Library) -> tuple[TrackedItem, ...]:
    """All action items of a library, newest incident first."""
    found = catalogue(library)
    return tracked_items(found.incidents, roster(library.policy, found.teams))


def backlog(items: Iterable[ActionItem], as_of: date) -> Backlog:
    """Count action items as they stand on the day `as_of`."""
    items = list(items)
    overdue = [(as_of - item.due).days for item in items if item.is_overdue(as_of) and item.due]
    upcoming = Counter(item.due for item in items if item.is_open and item.due and item.due >= as_of)
    return Backlog(
        as_of=as_of,
        by_status=Counter(item.status for item in items),
        open=sum(item.is_open for item in items),
        overdue=len(overdue),
        oldest_overdue_days=max(overdue, default=0),
        upcoming=tuple(sorted(upcoming.items())),
    )


def history(items: Sequence[TrackedItem], as_of: date, months: int = 12) -> History:
    """The backlog at the ends of the last months."""
    spans = [span for tracked in items if (span := _span(tracked))]
    wanted = sum(tracked.item.status not in {"declined", "proposed"} for tracked in items)
    days = month_ends(as_of, months)
    points = ((day, sum(start <= day < end for start, end in spans)) for day in days)
    return History(tuple(points), len(spans), wanted - len(spans))


def month_ends(as_of: date, months: int) -> tuple[date, ...]:
    """The last days of the months before the day `as_of`, and that day itself, oldest first."""
    days = [as_of]
    for _ in range(months - 1):
        if days[-1].replace(day=1) == date.min:
            break
        days.append(days[-1].replace(day=1) - timedelta(1))
    return tuple(reversed(days))


def _span(tracked: TrackedItem) -> tuple[date, date] | None:
    item, start = tracked.item, tracked.incident.day
    if start is None or item.status in {"declined", "proposed"}:
        return None
    if item.is_open:
        return start, date.max
    return (start, max(item.done_on, start)) if item.done_on else None
