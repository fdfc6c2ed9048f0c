"""Who is on call: now, next, and what is asked of each."""

from dataclasses import dataclass

from .values import Day, Empty, Link


@dataclass(frozen=True, slots=True, kw_only=True)
class OnCallLine:
    """One line of a rotation at the moment of the page: `key` ("shop/primary") is what the browser fills.

    `until` and `then` are None and "" where nobody else comes; `contact` says how to reach the person.
    """

    key: str
    name: str
    person: str
    contact: Link | None = None
    shift: str = ""
    until: Day | None = None
    then: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """Whom a level tells; `key` names the line whose person the browser fills in, "" where it is none.

    `link` leads to another rotation; `contact` says how to reach the person.
    """

    name: str
    key: str = ""
    person: str = ""
    link: Link | None = None
    contact: Link | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rung:
    """One level of an escalation: “after 5 min” and whom it tells."""

    after: str
    told: tuple[Told, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """One turn to come: from, to, and whoever has it in which line."""

    start: Day
    end: Day
    line: str
    person: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RotaCard:
    """One rotation; `turns` are those from the day of the build, `repeats` says what follows the levels."""

    title: str
    anchor: str
    zone: str
    lines: tuple[OnCallLine, ...]
    teams: tuple[Link, ...] = ()
    services: tuple[Link, ...] = ()
    rungs: tuple[Rung, ...] = ()
    repeats: str = ""
    turns: tuple[Turn, ...] = ()
    turn_count: str = ""
    calendar: Link | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rota:
    """rota/index.md: `moment` is when the lines hold, `data` what the browser computes them from anew."""

    headline: str
    moment: Day
    cards: tuple[RotaCard, ...]
    data: dict[str, object]
    note: str = ""
    load: Link | None = None
    empty: Empty | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadRow:
    """What the rota asked of one person, in hours; `incidents` began while they were primary."""

    person: str
    primary: str
    secondary: str
    off_hours: str
    incidents: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """rota/load.md: the load of each person over the last quarter, by name."""

    headline: str
    notes: tuple[str, ...]
    rows: tuple[LoadRow, ...]
    index: Link
    empty: Empty | None = None
