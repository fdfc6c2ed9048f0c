"""What became of an action item in time: its age, its slips, when it was closed, and the policy's target.

An item's age counts from the day on which it was first written, as Git tells it, else from the day of its
incident. Days that lie after the day in question are not known to it.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta

from incidentbook.records import ActionItem, ActionTarget, ItemHistory, Policy
from incidentbook.records.plain import dataclass

from .backlog import Punctuality, TrackedItem
from .spread import ENOUGH

ENOUGH_FOR_TENTHS = 10
"""A 90th percentile is given from this many values up."""

_CLOSED = frozenset({"done", "declined"})

AGES = (30, 90, 180, 365)
"""The days at which an open item grows into the next class of ages."""


@dataclass(frozen=True, slots=True)
class FollowUp:
    """One item in time, as known on one day.

    `closed` is the day on which it was done or declined. `opened_basis` is "written" (Git) or "incident",
    `closed_basis` "stated" or "commit"; both are empty where the day is not known. `due_moves`,
    `slip_days` and `came_back` are None where older versions are not known. `target` is the last day on
    which the policy's target is met, and `target_days` its days from the incident.
    """

    tracked: TrackedItem
    opened: date | None = None
    opened_basis: str = ""
    closed: date | None = None
    closed_basis: str = ""
    due_moves: int | None = None
    slip_days: int | None = None
    came_back: int | None = None
    target: date | None = None
    target_days: float | None = None

    def age_days(self, as_of: date) -> int | None:
        """How old an unfinished item is, or None where it is finished or its beginning is not known."""
        return (as_of - self.opened).days if self.tracked.item.is_open and self.opened else None

    @property
    def days_to_close(self) -> int | None:
        """The days from its beginning until it was done, or None where either is not known."""
        if self.tracked.item.status != "done" or self.opened is None or self.closed is None:
            return None
        return (self.closed - self.opened).days if self.closed >= self.opened else None

    def over_target_days(self, as_of: date) -> int:
        """The days by which an item is, or was, later than the policy's target; 0 where it is not."""
        if self.target is None:
            return 0
        end = (
            as_of
            if self.tracked.item.is_open
            else self.closed
            if self.tracked.item.status == "done"
            else None
        )
        return max((end - self.target).days, 0) if end else 0


def follow_up(tracked: TrackedItem, history: ItemHistory | None, policy: Policy, as_of: date) -> FollowUp:
    """What is known on the day `as_of` of an item and its history in Git (None where there is none)."""
    item, incident = tracked.item, tracked.incident
    written = history.first_written if history else None
    opened, basis = _first(((written, "written"), (incident.day, "incident")), as_of)
    closed, closed_basis = _first(_closings(item, history), as_of)
    wanted = target(tracked, policy)
    return FollowUp(
        tracked,
        opened,
        basis,
        closed,
        closed_basis,
        due_moves=history.due_moves if history else None,
        slip_days=history.slip_days if history else None,
        came_back=_returns(history, as_of) if history else None,
        target=_end(incident.day, wanted),
        target_days=wanted.days if wanted else None,
    )


def target(tracked: TrackedItem, policy: Policy) -> ActionTarget | None:
    """The policy's target for an item: of those that fit, the one with the fewest days."""
    item, severity = tracked.item, tracked.incident.postmortem.severity
    fitting = [
        one
        for one in policy.action_targets
        if (not one.severities or severity in one.severities)
        and (not one.priorities or item.priority.casefold() in {name.casefold() for name in one.priorities})
        and (not one.types or item.type in one.types)
    ]
    return min(fitting, key=lambda one: one.days, default=None)


def _returns(history: ItemHistory, as_of: date) -> int | None:
    """How often an item came back, or None where older versions are not known."""
    if not history.is_complete:
        return None
    return sum(change.day is None or change.day <= as_of for change in history.came_back)


def _closings(item: ActionItem, history: ItemHistory | None) -> Sequence[tuple[date | None, str]]:
    """The days on which an item may have been closed, the most certain first, and on what each rests."""
    committed = history.closed_on if history else None
    return ((item.done_on, "stated"), (committed, "commit")) if item.status in _CLOSED else ()


def _end(day: date | None, wanted: ActionTarget | None) -> date | None:
    if day is None or wanted is None:
        return None
    try:
        return day + timedelta(wanted.days)
    except OverflowError:
        return None


def _first(known: Sequence[tuple[date | None, str]], as_of: date) -> tuple[date | None, str]:
    return next(((day, basis) for day, basis in known if day is not None and day <= as_of), (None, ""))


@dataclass(frozen=True, slots=True)
class Lengths:
    """Numbers of days in order, with what can be said of them; `left_out` are not known."""

    values: tuple[int, ...]
    left_out: int

    @property
    def median(self) -> float | None:
        """The middle value, from `ENOUGH` of them on."""
        return self._quantile(0.5) if len(self.values) >= ENOUGH else None

    @property
    def ninetieth(self) -> float | None:
        """The 90th percentile, from `ENOUGH_FOR_TENTHS` of them on: Hyndman and Fan's type 7."""
        return self._quantile(0.9) if len(self.values) >= ENOUGH_FOR_TENTHS else None

    def _quantile(self, share: float) -> float:
        place = share * (len(self.values) - 1)
        low = int(place)
        high = min(low + 1, len(self.values) - 1)
        return self.values[low] + (self.values[high] - self.values[low]) * (place - low)


def lengths(values: Iterable[int | None]) -> Lengths:
    """The lengths that are known, in order."""
    every = list(values)
    known = tuple(sorted(value for value in every if value is not None))
    return Lengths(known, len(every) - len(known))


def open_ages(items: Iterable[FollowUp], as_of: date) -> Lengths:
    """The ages of the items that are not finished."""
    return lengths(one.age_days(as_of) for one in items if one.tracked.item.is_open)


def punctuality(items: Iterable[FollowUp], as_of: date) -> Punctuality:
    """How many items were done in time, of those with a due date that are done or overdue."""
    in_time = judged = left_out = 0
    for one in items:
        item = one.tracked.item
        if item.status == "done":
            known = item.due is not None and one.closed is not None
            judged += known
            left_out += not known
            in_time += bool(item.due and one.closed and one.closed <= item.due)
        elif item.is_overdue(as_of):
            judged += 1
    return Punctuality(in_time, judged, left_out)


def times_to_close(items: Iterable[FollowUp], group: Callable[[FollowUp], str]) -> dict[str, Lengths]:
    """The days from beginning to end of the items that were done, by what `group` says of each."""
    groups: dict[str, list[int | None]] = {}
    for one in items:
        if one.tracked.item.status == "done":
            groups.setdefault(group(one), []).append(one.days_to_close)
    return {name: lengths(values) for name, values in groups.items()}


@dataclass(frozen=True, slots=True)
class Completion:
    """How many items were done, of those that were to be done: neither declined nor merely proposed."""

    done: int
    wanted: int
    declined: int
    proposed: int


def completion(items: Iterable[FollowUp]) -> Completion:
    """The completion of a set of items."""
    statuses = [one.tracked.item.status for one in items]
    declined, proposed = statuses.count("declined"), statuses.count("proposed")
    return Completion(statuses.count("done"), len(statuses) - declined - proposed, declined, proposed)
