"""A week, a month or a quarter in review: what happened, what came back, what was done, what to talk about.

What stood open or overdue at the end of a period is told from the days that are known: an item closed on an
unknown day is in neither number.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import TypeVar

from incidentbook.records import Runbook

from .catalogue import Catalogue, Incident
from .dues import Dues, dues
from .follow_up import FollowUp
from .freshness import review as freshness
from .goals import Judgement
from .metrics import Comparison, Metrics, VolumeComparison, compare, compare_volume
from .names import Name
from .periods import KINDS, Period, before, period_of
from .repeats import Repetition, Return
from .uses import RunbookUse, Uses

T = TypeVar("T")

REVIEWED = KINDS[:3]
"""The kinds of periods that have a page: weeks, months and quarters."""


@dataclass(frozen=True)
class Book:
    """What reviews are made of; what happened on a day is looked up once for all periods that hold it."""

    metrics: Metrics
    follow_ups: tuple[FollowUp, ...]
    repetitions: tuple[Repetition, ...]
    returns: tuple[Return, ...]
    uses: Uses

    @property
    def catalogue(self) -> Catalogue:
        """The catalogue that was measured."""
        return self.metrics.catalogue

    @property
    def as_of(self) -> date:
        """The day that counts as today."""
        return self.metrics.as_of

    @cached_property
    def first_day(self) -> date:
        """The day of the first incident of all; the end of time where none has a day."""
        return min((one.day for one in self.metrics.happened if one.day), default=date.max)

    @cached_property
    def incidents(self) -> Mapping[date, tuple[Incident, ...]]:
        """The incidents by their day."""
        return _by_day((one.day, one) for one in self.catalogue.incidents)

    @cached_property
    def opened(self) -> Mapping[date, tuple[FollowUp, ...]]:
        """The action items by the day on which they were opened; without those that nobody is to do."""
        return _by_day((one.opened, one) for one in self.follow_ups if _is_wanted(one))

    @cached_property
    def closed(self) -> Mapping[date, tuple[FollowUp, ...]]:
        """The action items by the day on which they were done."""
        return _by_day((one.closed, one) for one in self.follow_ups)

    @cached_property
    def repeats_of(self) -> Mapping[str, tuple[tuple[int, Repetition], ...]]:
        """The repetitions by the path of the later incident, with their places among all."""
        return _by_path((one.incident.path, one) for one in self.repetitions)

    @cached_property
    def returns_of(self) -> Mapping[str, tuple[tuple[int, Return], ...]]:
        """The returns by the path of the incident that showed them, with their places among all."""
        return _by_path((one.incident.path, one) for one in self.returns)

    @cached_property
    def judged(self) -> Mapping[str, Mapping[str, Judgement]]:
        """How each incident stands to each goal: by the goal's name, then by the path."""
        return {goal.name: {one.incident.path: one for one in goal.judged} for goal in self.metrics.goals}

    @cached_property
    def dues(self) -> Dues:
        """What became of the action items by the day on which they were due."""
        return dues(self.follow_ups)


@dataclass(frozen=True, slots=True)
class TeamActions:
    """The action items of a team (None: nobody's) in a period: opened, closed, and overdue at its end."""

    team: Name | None
    opened: int
    closed: int
    overdue: int


@dataclass(frozen=True, slots=True)
class Review:
    """One period in review, oldest things first; `until` is its last day, or today where it is not over.

    `happened` are incidents, `apart` drills and near-misses. `firsts` are causes that no earlier incident
    named. `volume` and `compared` look back at the period before; None and empty where this one is not over
    or there is nothing before it. `unanswered` are alerts that fired and have no runbook, with an incident.
    """

    period: Period
    until: date
    happened: tuple[Incident, ...]
    apart: tuple[Incident, ...]
    longest: tuple[Incident, ...]
    firsts: tuple[Name, ...]
    repeats: tuple[Repetition, ...]
    returns: tuple[Return, ...]
    opened: tuple[FollowUp, ...]
    closed: tuple[FollowUp, ...]
    overdue: tuple[FollowUp, ...]
    teams: tuple[TeamActions, ...]
    used: tuple[RunbookUse, ...]
    stale: tuple[Runbook, ...]
    unanswered: tuple[tuple[str, Incident], ...]
    volume: VolumeComparison | None
    compared: tuple[Comparison, ...]

    @property
    def is_over(self) -> bool:
        """Whether the period had ended by the day of the review."""
        return self.until == self.period.last


LONGEST = 3


def reviewed_periods(book: Book) -> tuple[Period, ...]:
    """All weeks, months and quarters with anything in them up to today, newest first of each kind."""
    days = {one.day for one in book.catalogue.incidents if one.day and one.day <= book.as_of}
    days |= {one.closed for one in book.follow_ups if one.closed and one.closed <= book.as_of}
    return tuple(
        period
        for kind in reversed(REVIEWED)
        for period in sorted({period_of(day, kind) for day in days}, reverse=True)
    )


def review(book: Book, period: Period) -> Review:
    """One period in review."""
    until = min(period.last, book.as_of)
    those = sorted(_during(period, until, book.incidents), key=lambda one: (one.moment, one.path))
    happened = tuple(one for one in those if one.is_counted)
    paths = {one.path for one in happened}
    opened = tuple(_during(period, until, book.opened))
    closed = tuple(_during(period, until, book.closed))
    overdue = book.dues.overdue(until)
    used = tuple(use for one in those for use in book.uses.by_incident.get(one.path, ()))
    earlier = before(period) if until == period.last and _reaches_back(book, period) else None
    return Review(
        period=period,
        until=until,
        happened=happened,
        apart=tuple(one for one in those if not one.is_counted),
        longest=_longest(book.metrics, happened),
        firsts=_firsts(book.catalogue, happened),
        repeats=_last_first(book.repeats_of, paths),
        returns=_last_first(book.returns_of, paths),
        opened=opened,
        closed=closed,
        overdue=overdue,
        teams=_teams(opened, closed, overdue),
        used=used,
        stale=_stale(book, used, until),
        unanswered=_unanswered(book.catalogue, those),
        volume=compare_volume(book.metrics, earlier, period) if earlier else None,
        compared=compare(book.metrics, earlier, period) if earlier else (),
    )


def days_overdue(one: FollowUp, day: date) -> int:
    """By how many days an item was overdue on a day."""
    due = one.tracked.item.due
    return max((day - due).days, 0) if due else 0


def _by_day(pairs: Iterable[tuple[date | None, T]]) -> dict[date, tuple[T, ...]]:
    found: dict[date, list[T]] = {}
    for day, thing in pairs:
        if day is not None:
            found.setdefault(day, []).append(thing)
    return {day: tuple(things) for day, things in found.items()}


def _by_path(pairs: Iterable[tuple[str, T]]) -> dict[str, tuple[tuple[int, T], ...]]:
    found: dict[str, list[tuple[int, T]]] = {}
    for place, (path, thing) in enumerate(pairs):
        found.setdefault(path, []).append((place, thing))
    return {path: tuple(things) for path, things in found.items()}


def _last_first(by_path: Mapping[str, tuple[tuple[int, T], ...]], paths: Iterable[str]) -> tuple[T, ...]:
    """What stands under some paths, the last of all first."""
    found = [pair for path in paths for pair in by_path.get(path, ())]
    return tuple(thing for _, thing in sorted(found, key=lambda pair: -pair[0]))


def _during(period: Period, until: date, by_day: Mapping[date, tuple[T, ...]]) -> Iterator[T]:
    """What happened from the first day of a period until a day, day by day."""
    for number in range((until - period.first).days + 1):
        yield from by_day.get(period.first + timedelta(number), ())


def _reaches_back(book: Book, period: Period) -> bool:
    """Whether anything was written down before a period: else there is nothing to compare it with."""
    return book.first_day < period.first


def _is_wanted(one: FollowUp) -> bool:
    return one.tracked.item.status not in {"declined", "proposed"}


def _longest(metrics: Metrics, happened: Iterable[Incident]) -> tuple[Incident, ...]:
    """The incidents of known recovery that took longest, at most `LONGEST`, the longest first."""
    timed = []
    for one in happened:
        interval = metrics.by_path[one.path]["recover"].interval
        if interval:
            timed.append((-interval.high, one.order, one))
    return tuple(one for *_, one in sorted(timed, key=lambda entry: entry[:2])[:LONGEST])


def _firsts(catalogue: Catalogue, happened: Sequence[Incident]) -> tuple[Name, ...]:
    named = dict.fromkeys(cause for one in happened for cause in one.causes)
    paths = {one.path for one in happened}
    firsts = ((cause, _first(catalogue, cause)) for cause in named)
    return tuple(cause for cause, first in firsts if first and first.path in paths)


def _first(catalogue: Catalogue, cause: Name) -> Incident | None:
    """The first incident that names a cause."""
    oldest_first = reversed(catalogue.by_cause.get(cause.id, ()))
    return next((one for one in oldest_first if one.is_counted and one.day), None)


def _teams(
    opened: Iterable[FollowUp], closed: Iterable[FollowUp], overdue: Iterable[FollowUp]
) -> tuple[TeamActions, ...]:
    numbers: dict[Name | None, list[int]] = {}
    for place, those in enumerate((opened, closed, overdue)):
        for one in those:
            numbers.setdefault(one.tracked.team, [0, 0, 0])[place] += 1
    ordered = sorted(numbers, key=lambda team: (team is None, team.title.casefold() if team else ""))
    return tuple(TeamActions(team, *numbers[team]) for team in ordered)


def _stale(book: Book, used: Iterable[RunbookUse], until: date) -> tuple[Runbook, ...]:
    """The runbooks that were used although nobody had reviewed them in time, each once."""
    policy = book.catalogue.library.policy
    runbooks = {use.runbook.path: use.runbook for use in used}
    return tuple(
        one
        for one in runbooks.values()
        if (one.last_reviewed is None or one.last_reviewed <= until)
        and freshness(one, policy, until).state != "fresh"
    )


def _unanswered(catalogue: Catalogue, those: Iterable[Incident]) -> tuple[tuple[str, Incident], ...]:
    found: dict[str, tuple[str, Incident]] = {}
    for one in those:
        for alert in one.postmortem.alerts:
            if alert.casefold() not in catalogue.runbooks_by_alert:
                found.setdefault(alert.casefold(), (alert, one))
    return tuple(found.values())
