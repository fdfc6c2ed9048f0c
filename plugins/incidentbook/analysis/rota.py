"""Who is on call at a moment, and from when to when: pure functions of a rota.

All stretches begin and end at boundaries (turns, hours, overrides) and nowhere else, so that they meet and
together fill the time asked about. Of several shifts the last one counts, of several overrides too.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, time, timedelta
from functools import lru_cache
from itertools import pairwise

from incidentbook.reading.wall_clock import instant, wall_time
from incidentbook.records.plain import dataclass, replace
from incidentbook.records.rota import Line, Rotation, Shift, Substitution, Window

_DAY = timedelta(days=1)
_MARGIN = timedelta(days=9)
_FAR = timedelta(days=800)
"""How far ahead somebody else is looked for: twice the longest turn."""


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of time in UTC with whoever is on call in it, "" where nobody is.

    `shift` is the name of the shift; `reason` is the override's where `is_override`. `home` is the zone by
    which nights are told.
    """

    start: datetime
    end: datetime
    person: str
    shift: str = ""
    is_override: bool = False
    reason: str = ""
    home: str = ""

    @property
    def hours(self) -> float:
        """How long it is, in hours."""
        return (self.end - self.start).total_seconds() / 3600


def turn_start(shift: Shift, number: int) -> datetime:
    """The moment at which a turn begins; the first person's first one has the number 0."""
    return instant(shift.first + timedelta(minutes=shift.turn * number), shift.zone)


def turn_at(shift: Shift, moment: datetime) -> int:
    """The number of the turn in which a moment lies; it may be negative."""
    passed = wall_time(moment, shift.zone) - shift.first
    number = passed // timedelta(minutes=shift.turn)
    while turn_start(shift, number + 1) <= moment:
        number += 1
    while turn_start(shift, number) > moment:
        number -= 1
    return number


def window_spans(
    windows: Iterable[Window], zone: str, since: datetime, until: datetime
) -> Iterator[tuple[datetime, datetime]]:
    """The stretches of windows that touch the time from `since` to `until`, as (start, end)."""
    first, last = wall_time(since, zone).date(), wall_time(until, zone).date()
    for window in windows:
        day = first - timedelta(days=window.length // (24 * 60) + 1)
        while day <= last:
            if day.weekday() in window.days:
                wall = datetime.combine(day, time()) + timedelta(minutes=window.start)
                start, end = instant(wall, zone), instant(wall + timedelta(minutes=window.length), zone)
                if start < until and end > since and start < end:
                    yield start, end
            day += _DAY


def is_inside(windows: tuple[Window, ...], zone: str, moment: datetime) -> bool:
    """Whether a moment lies in one of the windows; everywhere where there are none."""
    after = moment + timedelta(minutes=1)
    return not windows or any(s <= moment < e for s, e in window_spans(windows, zone, moment, after))


def is_active(shift: Shift, moment: datetime) -> bool:
    """Whether a shift counts at a moment."""
    if shift.begins and moment < instant(shift.begins, shift.zone):
        return False
    if shift.ends and moment >= instant(shift.ends, shift.zone):
        return False
    return is_inside(shift.windows, shift.zone, moment)


def person_of(shift: Shift, moment: datetime) -> str:
    """Whose turn of a shift a moment lies in, whether the shift counts then or not."""
    return shift.people[turn_at(shift, moment) % len(shift.people)].name


def overrides_of(rotation: Rotation, line: str) -> tuple[Substitution, ...]:
    """The overrides of one line, the last one first, which counts."""
    return tuple(one for one in reversed(rotation.overrides) if one.line == line)


def on_call(rotation: Rotation, line: str, moment: datetime) -> Span:
    """Whoever is on call at a moment; the span is that moment alone."""
    for one in overrides_of(rotation, line):
        if one.start <= moment < one.end:
            return Span(
                moment, moment, one.person.name, "", is_override=True, reason=one.reason, home=rotation.zone
            )
    found = rotation.line(line)
    for shift in reversed(found.shifts if found else ()):
        if is_active(shift, moment):
            return Span(moment, moment, person_of(shift, moment), shift.name, home=shift.home)
    return Span(moment, moment, "")


def boundaries(rotation: Rotation, line: str, since: datetime, until: datetime) -> list[datetime]:
    """Every moment from `since` to `until`, both included, at which the answer may change."""
    found = {since, until}
    for one in overrides_of(rotation, line):
        found |= {one.start, one.end}
    own = rotation.line(line)
    for shift in own.shifts if own else ():
        found.update(_edges(shift, since, until))
    return sorted(moment for moment in found if since <= moment <= until)


def _edges(shift: Shift, since: datetime, until: datetime) -> Iterator[datetime]:
    yield from (instant(wall, shift.zone) for wall in (shift.begins, shift.ends) if wall)
    for start, end in window_spans(shift.windows, shift.zone, since, until):
        yield start
        yield end
    if len(shift.people) > 1 or not shift.windows:
        number = turn_at(shift, since)
        while (start := turn_start(shift, number)) < until:
            yield start
            number += 1


@lru_cache(maxsize=64)
def pieces(rotation: Rotation, line: str, since: datetime, until: datetime) -> tuple[Span, ...]:
    """The time from `since` to `until` cut at every boundary; turns of one person stay apart."""
    edges = boundaries(rotation, line, since, until)
    found = []
    for start, end in pairwise(edges):
        found.append(replace(on_call(rotation, line, start), start=start, end=end))
    return tuple(found)


def spans(rotation: Rotation, line: str, since: datetime, until: datetime) -> tuple[Span, ...]:
    """The time from `since` to `until` in stretches of one person each; they fill it without a rest."""
    return tuple(merged(pieces(rotation, line, since, until)))


def merged(found: Iterable[Span]) -> Iterator[Span]:
    """Stretches that meet and have the same person as one, with the words of the first."""
    return joined(found, lambda last, one: last.person == one.person and last.end == one.start)


def joined(found: Iterable[Span], are_one: Callable[[Span, Span], bool]) -> Iterator[Span]:
    """Stretches, in their order, each with those that follow it and are one with it; words of the first."""
    last: Span | None = None
    for one in found:
        if last and are_one(last, one):
            last = replace(last, end=one.end)
        else:
            if last:
                yield last
            last = one
    if last:
        yield last


def now_and_next(rotation: Rotation, line: str, moment: datetime) -> tuple[Span, Span | None]:
    """Whoever is on call at a moment, up to when, and whoever comes then (None where nobody ever does).

    Both may be "": then nobody is on call. The first one begins at `moment`.
    """
    for days in (15, 120, _FAR.days):
        first, *others = spans(rotation, line, moment, moment + timedelta(days=days))
        if len(others) > 1 or (others and days == _FAR.days):  # one that is not cut off at the end
            return first, others[0]
    return first, None


def natural(rotation: Rotation, line: str, since: datetime, until: datetime) -> tuple[Span, ...]:
    """The turns that touch the time from `since` to `until`, each whole: from its own start to its own end.

    A turn keeps its start whatever the time asked about, so that calendars know it again; an override is one
    turn, also where others begin behind it.
    """
    own = rotation.line(line)
    longest = max((timedelta(minutes=shift.turn) for shift in own.shifts), default=_DAY) if own else _DAY
    longest = max((longest, *(one.end - one.start for one in rotation.overrides)))
    found = pieces(rotation, line, since - longest - _MARGIN, until + longest + _MARGIN)
    return tuple(one for one in _whole(found) if one.person and one.end > since and one.start < until)


def _whole(found: Iterable[Span]) -> Iterator[Span]:
    """The pieces, where those of one override are one."""
    return joined(
        found, lambda last, one: last.is_override and one == replace(last, start=one.start, end=one.end)
    )


def people_of(line: Line | None) -> tuple[str, ...]:
    """Everybody who takes turns in a line, each once."""
    return tuple(dict.fromkeys(one.name for shift in (line.shifts if line else ()) for one in shift.people))
