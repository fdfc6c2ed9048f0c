"""Who is on call when, as one file says it: rotations of shifts, overrides, holidays and escalation."""

from collections.abc import Iterator
from datetime import date, datetime

from .location import Location, Problem
from .plain import dataclass
from .waiver import Waiver

LINES = ("primary", "secondary")
"""Who is called first, and who stands behind them."""


@dataclass(frozen=True, slots=True)
class Named:
    """A name in the file, and where it stands."""

    name: str
    at: Location


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of time that comes back: the weekdays on which it begins (0 is Monday), from when, how long.

    `start` and `length` are minutes on the wall's clock; `length` may lead into later days, up to a week.
    """

    days: tuple[int, ...]
    start: int
    length: int


@dataclass(frozen=True, slots=True)
class Shift:
    """People who take turns on one clock.

    `first` is when the first person's turn begins and `turn` how many minutes a turn lasts, both on the
    wall's clock in `zone`: a week is a week also when the clocks change. `windows` are the hours in which
    the shift counts, all where it is empty; it counts from `begins` up to `ends`, where they are stated.
    `is_over` says that it is meant to lie over the shifts before it; `home` is the zone in which its people
    live, by which nights are told.
    """

    name: str
    at: Location
    people: tuple[Named, ...]
    zone: str
    first: datetime
    turn: int
    windows: tuple[Window, ...] = ()
    begins: datetime | None = None
    ends: datetime | None = None
    is_over: bool = False
    home: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a rotation, "primary" or "secondary"; of shifts that meet, the last one counts.

    `is_partial` says that something of it could not be read, so that gaps and overlaps prove nothing.
    """

    name: str
    at: Location
    shifts: tuple[Shift, ...]
    is_partial: bool = False


@dataclass(frozen=True, slots=True)
class Substitution:
    """Somebody is on call in place of whoever's turn it is; `start` and `end` are in UTC."""

    person: Named
    start: datetime
    end: datetime
    line: str
    at: Location
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Level:
    """Who is told when nobody has answered for so many minutes since the alert."""

    minutes: float
    targets: tuple[Named, ...]
    at: Location


@dataclass(frozen=True, slots=True)
class Rotation:
    """Who is on call for some teams and services.

    `covers` are the hours in which somebody must be on call, all where it is empty. `repeats` says how often
    the levels begin anew when nobody answers, `repeat_minutes` after how many minutes (None: not stated);
    `is_ladder_unread` says that a part of the levels could not be read.
    """

    id: str
    title: str
    at: Location
    zone: str
    lines: tuple[Line, ...]
    teams: tuple[Named, ...] = ()
    services: tuple[Named, ...] = ()
    covers: tuple[Window, ...] = ()
    overrides: tuple[Substitution, ...] = ()
    levels: tuple[Level, ...] = ()
    repeats: int = 0
    repeat_minutes: float | None = None
    is_ladder_unread: bool = False

    def line(self, name: str) -> Line | None:
        """The line of this name, or None."""
        return next((line for line in self.lines if line.name == name), None)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody whom the rota names: `aliases` are other programs' names, `contact` says how to reach them."""

    id: str
    name: str
    at: Location
    aliases: tuple[str, ...] = ()
    contact: str = ""


@dataclass(frozen=True, slots=True)
class Holiday:
    """Days on which somebody is away, both included."""

    person: Named
    first: date
    last: date
    at: Location


@dataclass(frozen=True, slots=True)
class Rota:
    """All rotations of one file, and what could not be read; `shows_load` asks for the page of loads."""

    path: str
    rotations: tuple[Rotation, ...] = ()
    people: tuple[Person, ...] = ()
    holidays: tuple[Holiday, ...] = ()
    shows_load: bool = False
    waivers: tuple[Waiver, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def at(self) -> Location:
        """The beginning of the file."""
        return Location(self.path)

    def rotation(self, id: str) -> Rotation | None:
        """The rotation with this id, or None."""
        return next((one for one in self.rotations if one.id == id), None)

    def shifts(self) -> Iterator[tuple[Rotation, Line, Shift]]:
        """Every shift with its line and rotation."""
        for rotation in self.rotations:
            for line in rotation.lines:
                for shift in line.shifts:
                    yield rotation, line, shift
