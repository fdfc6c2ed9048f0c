"""A PagerDuty schedule → rotations: what its JSON and its Terraform blocks have in common.

Sources: the schedule object of PagerDuty's REST API (v2) and the resources `pagerduty_schedule` and
`pagerduty_escalation_policy` of its Terraform provider. Of layers that meet, the one that stands higher on
PagerDuty's page gives way to the one below it: the last layer counts.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta

from incidentbook.records import Location
from incidentbook.records.plain import dataclass, field
from incidentbook.records.rota import (
    LINES,
    Level,
    Line,
    Named,
    Person,
    Rota,
    Rotation,
    Shift,
    Substitution,
    Window,
)

from .rota_times import DAY, LONGEST_TURN, SHORTEST_TURN, WEEK, YEARS
from .wall_clock import instant, wall_time, zone_of

_MINUTE = 60
_CLOCK = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)(?::([0-5]\d))?")
_OTHERS = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Restriction:
    """The hours of a layer: `day` is 1 for Monday to 7, None where they come back daily."""

    day: int | None
    start: str
    seconds: float


@dataclass(frozen=True, slots=True)
class Layer:
    """A layer as PagerDuty describes it; times are ISO texts, `end` is empty where it has none."""

    name: str
    at: Location
    start: str
    virtual_start: str
    end: str
    turn_seconds: float
    users: tuple[str, ...]
    restrictions: tuple[Restriction, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """A stretch that PagerDuty worked out itself; times are ISO texts, `user` is an id."""

    start: str
    end: str
    user: str


@dataclass(frozen=True, slots=True)
class Schedule:
    """A schedule: `key` is what escalation policies call it, `layers` stand in order, the last one counts."""

    key: str
    name: str
    at: Location
    zone: str
    layers: tuple[Layer, ...]
    overrides: tuple[Entry, ...] = ()
    rendered: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True)
class EscalationPolicy:
    """An escalation policy: rules as (minutes until the next one, targets as (kind, key))."""

    name: str
    at: Location
    loops: int
    rules: tuple[tuple[float, tuple[tuple[str, str], ...]], ...]


@dataclass(slots=True)
class Source:
    """What files of another program hold: `users` are the names in words by id, `notes` what was not read."""

    schedules: list[Schedule] = field(default_factory=list)
    policies: list[EscalationPolicy] = field(default_factory=list)
    users: dict[str, tuple[str, ...]] = field(default_factory=dict)
    notes: list[tuple[Location, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Span:
    """Who was on call from when to when, as PagerDuty worked it out; in UTC."""

    start: datetime
    end: datetime
    person: str


@dataclass(frozen=True, slots=True)
class Imported:
    """A rota made of another program's schedules, its own spans by rotation, and what was not read."""

    rota: Rota
    rendered: Mapping[str, tuple[Span, ...]]
    notes: tuple[tuple[Location, str], ...]


def imported(source: Source, path: str, known: Mapping[str, str], today: datetime) -> Imported:
    """The rotations of a source; `known` are handles by spellings in lower case, such as PagerDuty's ids."""
    return _Import(source, path, known, today).result()


class _Import:
    def __init__(self, source: Source, path: str, known: Mapping[str, str], today: datetime) -> None:
        self.source = source
        self.path = path
        self.known = known
        self.today = today
        self.notes = list(source.notes)
        self.people: dict[str, Person] = {}
        self.ids = self._ids()

    def result(self) -> Imported:
        """Everything that was understood."""
        rotations = tuple(self._rotation(one) for one in self.source.schedules)
        rendered = {
            self.ids[one.key]: spans
            for one in self.source.schedules
            if (spans := tuple(self._spans(one.rendered)))
        }
        rota = Rota(self.path, rotations, tuple(self.people.values()))
        return Imported(rota, rendered, tuple(sorted(self.notes, key=lambda note: note[0])))

    def _ids(self) -> dict[str, str]:
        """The id of each schedule's rotation, which no other one has."""
        found: dict[str, str] = {}
        for one in self.source.schedules:
            name = plain_id(one.name) or plain_id(one.key) or "rotation"
            number = 2
            while name in found.values():
                name, number = f"{plain_id(one.name)}-{number}", number + 1
            found[one.key] = name
        return found

    def _person(self, user: str) -> str:
        """The handle of a user: a known one, else one made of the name."""
        names = (user, *self.source.users.get(user, ()))
        for name in names:
            if handle := self.known.get(_spelling(name)):
                return handle
        made = next((plain_id(name) for name in names[1:] if plain_id(name)), plain_id(user) or user)
        words = next((name for name in names[1:] if " " in name), next(iter(names[1:]), user))
        at = Location(self.path)
        before = self.people.get(made)
        aliases = tuple(dict.fromkeys((*(before.aliases if before else ()), *names)))
        others = tuple(name for name in aliases if name not in {made, words})
        self.people[made] = Person(made, words, at, others)
        return made

    def _rotation(self, schedule: Schedule) -> Rotation:
        zone = schedule.zone
        try:
            zone_of(zone)
        except (KeyError, ValueError, OSError):
            self._note(schedule.at, f"the zone “{zone}” of “{schedule.name}” is not known; UTC was taken")
            zone = "UTC"
        shifts = tuple(self._shifts(schedule, zone))
        levels, repeats, again = self._escalation(schedule)
        return Rotation(
            id=self.ids[schedule.key],
            title=schedule.name or self.ids[schedule.key],
            at=schedule.at,
            zone=zone,
            lines=(Line(LINES[0], schedule.at, shifts),),
            overrides=tuple(
                Substitution(Named(one.person, schedule.at), one.start, one.end, LINES[0], schedule.at)
                for one in self._spans(schedule.overrides)
            ),
            levels=levels,
            repeats=repeats,
            repeat_minutes=again,
        )

    def _shifts(self, schedule: Schedule, zone: str) -> Iterator[Shift]:
        number = 0
        for layer in schedule.layers:
            end = _time(layer.end)
            if end is not None and end <= self.today:
                self._note(layer.at, f"the layer “{layer.name}” ended on {end:%Y-%m-%d}, and was left out")
            elif shift := self._shift(layer, zone, is_over=number > 0):
                number += 1
                yield shift

    def _shift(self, layer: Layer, zone: str, *, is_over: bool) -> Shift | None:
        start, virtual = _time(layer.start), _time(layer.virtual_start or layer.start)
        turn = round(layer.turn_seconds / _MINUTE)
        if virtual is None or not SHORTEST_TURN <= turn <= LONGEST_TURN or not layer.users:
            what = "users" if not layer.users else "length of a turn" if virtual else "start"
            self._note(layer.at, f"the layer “{layer.name}” has no {what} that can be read; it was left out")
            return None
        if layer.turn_seconds % _MINUTE:
            self._note(layer.at, f"turns of {layer.turn_seconds:g} seconds were rounded to minutes")
        first, begins = wall_time(virtual, zone), wall_time(start or virtual, zone)
        end = _time(layer.end)
        at = layer.at
        return Shift(
            name=layer.name,
            at=at,
            people=tuple(Named(self._person(user), at) for user in layer.users),
            zone=zone,
            first=first.replace(second=0, microsecond=0),
            turn=turn,
            windows=tuple(self._windows(layer)),
            begins=begins.replace(second=0, microsecond=0),
            ends=wall_time(end, zone) if end else None,
            is_over=is_over,
            home=zone,
        )

    def _windows(self, layer: Layer) -> Iterator[Window]:
        for one in layer.restrictions:
            clock = _CLOCK.fullmatch(one.start.strip())
            length = round(one.seconds / _MINUTE)
            if (
                clock is None
                or not 0 < length <= (WEEK if one.day else DAY)
                or one.day not in {None, *range(1, 8)}
            ):
                self._note(layer.at, f"a restriction of the layer “{layer.name}” cannot be read")
                continue
            if one.seconds % _MINUTE or int(clock[3] or 0):
                self._note(layer.at, f"a restriction of the layer “{layer.name}” was rounded to minutes")
            days = tuple(range(7)) if one.day is None else (one.day - 1,)
            yield Window(days, int(clock[1]) * 60 + int(clock[2]), length)

    def _escalation(self, schedule: Schedule) -> tuple[tuple[Level, ...], int, float | None]:
        """The levels of the first policy that begins with a schedule, how often they repeat, and when."""
        mine = [
            one
            for one in self.source.policies
            if one.rules and one.rules[0][1] and one.rules[0][1][0] == ("schedule", schedule.key)
        ]
        for other in mine[1:]:
            self._note(other.at, f"“{other.name}” begins with “{schedule.name}” too, and was left out")
        if not mine:
            return (), 0, None
        minutes, levels = 0.0, []
        for delay, targets in mine[0].rules:
            named = (self._target(kind, key, schedule, mine[0]) for kind, key in targets)
            told = tuple(Named(name, mine[0].at) for name in named if name)
            levels.append(Level(minutes, told, mine[0].at))
            minutes += delay
        return tuple(levels), mine[0].loops, minutes if mine[0].loops else None

    def _target(self, kind: str, key: str, schedule: Schedule, policy: EscalationPolicy) -> str:
        if kind == "user":
            return self._person(key)
        if key == schedule.key:
            return LINES[0]
        if key in self.ids:
            return self.ids[key]
        self._note(policy.at, f"“{policy.name}” tells the schedule “{key}”, which is not in this file")
        return plain_id(key) or key

    def _spans(self, entries: Sequence[Entry]) -> Iterator[Span]:
        for one in entries:
            start, end = _time(one.start), _time(one.end)
            if start and end and start < end and one.user:
                yield Span(start, end, self._person(one.user))

    def _note(self, at: Location, words: str) -> None:
        self.notes.append((at, words))


def plain_id(text: str) -> str:
    """A name in a-z, 0-9 and hyphens: “Regina Phalange” gives “regina-phalange”."""
    bare = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().casefold()
    return _OTHERS.sub("-", bare).strip("-")


def _spelling(name: str) -> str:
    return re.sub(r"[\s_-]+", "-", name.strip().casefold()).strip("-").lstrip("@")


def _time(text: str) -> datetime | None:
    """The moment of an ISO text in UTC; one without an offset is taken as UTC, which PagerDuty stores."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    if found.year not in YEARS:
        return None
    if found.tzinfo is None:
        return instant(found, "UTC")
    return (found - (found.utcoffset() or timedelta())).replace(tzinfo=zone_of("UTC"))
