"""What is drawn: strips of incidents over time, charts of counts, the timeline of one incident."""

from dataclasses import dataclass

from .values import Day, Link, Target


@dataclass(frozen=True, slots=True)
class Mark:
    """An incident on a strip: `position` from 0 (left) to 1 (right); `key` is the severity chip's key.

    `label` says what it is ("SEV1 Checkout down, 15 Mar 2025, repeat"); `is_repeat` fills the mark in.
    """

    position: float
    label: str
    target: Target
    key: str = "none"
    is_repeat: bool = False


@dataclass(frozen=True, slots=True)
class Tick:
    """A hairline of a strip or chart with its label ("2025"), at a `position` from 0 to 1."""

    position: float
    label: str


@dataclass(frozen=True, slots=True)
class Bar:
    """The incidents of one stretch of a strip: `height` is 1 where most are, `part` that of the repeats."""

    height: float = 0
    part: float = 0


@dataclass(frozen=True, slots=True)
class Strip:
    """Incidents over time in one line, all of a page on the same scale; `sentence` says what it shows.

    Where there are too many for marks, `bars` count them instead, one for each of equal stretches of time.
    """

    marks: tuple[Mark, ...]
    ticks: tuple[Tick, ...]
    start: Day
    end: Day
    sentence: str
    bars: tuple[Bar, ...] = ()


@dataclass(frozen=True, slots=True)
class Point:
    """One value of a chart: the `label` of its column ("Mar 2025"), its `value`, the `text` printed.

    `more` are further numbers of its row in the table, one for each of the chart's `columns`. `part` is what
    is drawn darker of the value, and counted in the first of them.
    """

    label: str
    value: float
    text: str
    more: tuple[str, ...] = ()
    part: float = 0


@dataclass(frozen=True, slots=True)
class Chart:
    """Counts in equal steps of time, drawn from a zero baseline; the table below it shows the same points.

    `title` heads it, `sentence` says what it shows, `unit` names what is counted ("open action items"),
    `ground` what was left out and why. `columns` head the further numbers of each point. `step` names what
    each column is; `part` what is drawn darker of it, or is empty where nothing is.
    """

    title: str
    sentence: str
    unit: str
    points: tuple[Point, ...]
    ground: str = ""
    columns: tuple[str, ...] = ()
    step: str = "Month"
    part: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """The numbers behind a drawing: `heads` of all columns, and rows of a name and its numbers."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Link, tuple[str, ...]], ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """A square of a grid: `text` is its number, "" for nothing; `level` from 0 (nothing) to 4 is its shade.

    `label` says what it counts ("3 incidents, 2 of them repeats"), `is_marked` sets it off.
    """

    text: str = ""
    level: int = 0
    label: str = ""
    target: Target | None = None
    is_marked: bool = False


@dataclass(frozen=True, slots=True)
class GridRow:
    """A row of a grid; `group` and what there is to say of it are set on the first row of each group."""

    link: Link
    cells: tuple[Cell, ...]
    total: str
    group: Link | None = None
    group_note: str = ""


@dataclass(frozen=True, slots=True)
class Grid:
    """What meets what, as a square for each pair: `size` is "few", "some" or "many" columns.

    `sentence` says what it shows, `key` how to read it, `note` what was left out.
    """

    corner: str
    columns: tuple[Link, ...]
    rows: tuple[GridRow, ...]
    totals: tuple[str, ...]
    sentence: str
    key: str
    size: str = "few"
    note: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """An event of the drawn timeline: `minutes` from its start, the clock time, and its row in the document.

    `milestones` names those reached at this time ("Detected"), empty for an ordinary event;
    `is_approximate` where the document said "about".
    """

    minutes: float
    clock: Day
    label: str
    target: Target | None = None
    milestones: tuple[str, ...] = ()
    is_approximate: bool = False


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch between two milestones: from and to in minutes from the start, its name and length in words.

    `name` is "to detect", `text` "7 min", `sentence` "Started to detected: 7 min".
    """

    start: float
    end: float
    name: str
    text: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """The timeline of one incident, to scale: `length` minutes from `start` to `end`.

    Segments join the known milestones without a gap; events are in the order of their times.
    `note` says what could not be drawn ("3 events without a readable time").
    """

    length: float
    start: Day
    end: Day
    segments: tuple[Segment, ...]
    events: tuple[Event, ...]
    sentence: str
    note: str = ""
