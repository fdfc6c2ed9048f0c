"""The drawn timeline of an incident: where its flags, segments, events and ticks stand.

Positions across are shares of the width, so that the drawing stretches with the page while its text
keeps its size; what would collide at the narrowest width at which it is shown is moved apart.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from incidentbook.pages.models import Drawing, Event, Segment, Target

from .flags import Place, Words, arrange

NARROWEST = 560
"""The width in CSS pixels below which a list takes the drawing's place."""

LETTER = 7.0
"""A cautious average width of a letter, in CSS pixels."""

LEVEL = 20
"""Height of one row of flags or of lengths, in CSS pixels."""

BAR = 26
"""Height of the bar, in CSS pixels."""

_STEPS = (1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720, 1440, 2880, 10080, 40320, 161280, 525600)
_MOST_TICKS = 6
_NEAR_END = 0.95
_DAY = 1440
_HOUR = 60


@dataclass(frozen=True, slots=True)
class Flag:
    """A milestone above the bar: a pole at `x` that rises to `y`, its words to the right or the left."""

    x: float
    y: int
    name: str
    clock: str
    is_left: bool
    target: Target | None
    title: str


@dataclass(frozen=True, slots=True)
class Stretch:
    """A segment of the bar and the length of time it stands for, written inside or, if too narrow, below."""

    x: float
    width: float
    text_x: float
    text_y: int
    text: str
    is_inside: bool
    is_even: bool
    title: str


@dataclass(frozen=True, slots=True)
class Dot:
    """An event below the bar."""

    x: float
    title: str
    target: Target | None
    is_milestone: bool
    is_approximate: bool


@dataclass(frozen=True, slots=True)
class Mark:
    """A tick of the scale: time since the start."""

    x: float
    text: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Stage:
    """The same in words, for narrow pages: a milestone, and the way to the next one (empty at the end)."""

    name: str
    clock: str
    iso: str
    target: Target | None
    length: str
    offset: float
    share: float


@dataclass(frozen=True, slots=True)
class Layout:
    """Everything placed; `bar`, `axis` and `height` are distances from the top in CSS pixels.

    `end` is where the incident ends, as a share of the width.
    """

    flags: tuple[Flag, ...]
    stretches: tuple[Stretch, ...]
    dots: tuple[Dot, ...]
    marks: tuple[Mark, ...]
    stages: tuple[Stage, ...]
    end: float
    bar: int
    axis: int
    height: int


def lay_out(drawing: Drawing) -> Layout:
    """Where everything stands. An incident without length stands at the left edge."""
    reached = [event for event in drawing.events if event.milestones]
    length, places = _places(reached, drawing.length if drawing.length > 0 else 1.0)
    bar = (max((place.row for place in places), default=-1) + 1) * LEVEL + 6
    rows = _length_rows(drawing.segments, length)
    axis = bar + BAR + (max(rows, default=0)) * LEVEL + 16
    return Layout(
        flags=tuple(
            Flag(
                x=event.minutes / length,
                y=bar - 6 - place.row * LEVEL,
                name=_milestone_names(event),
                clock=event.clock.text,
                is_left=place.is_left,
                target=event.target,
                title=event.label,
            )
            for event, place in zip(reached, places, strict=True)
        ),
        stretches=_stretches(drawing.segments, rows, length, bar),
        dots=tuple(_dot(event, length) for event in drawing.events),
        marks=_marks(reached[0].minutes if reached else 0, drawing.length, length),
        stages=_stages(reached, drawing.segments, length),
        end=drawing.length / length,
        bar=bar,
        axis=axis,
        height=axis + 30,
    )


def _places(reached: Sequence[Event], length: float) -> tuple[float, tuple[Place, ...]]:
    """The minutes that the whole width stands for, and the place of each flag.

    Where the flags stand too close, the width stands for more, which leaves room for words at the end.
    """
    places = arrange([_words(event, length) for event in reached], NARROWEST)
    if places is None:
        widest = max(_words(event, length).width for event in reached)
        length *= NARROWEST / max(NARROWEST - widest, 1)
        places = arrange([_words(event, length) for event in reached], NARROWEST)
    return length, places or tuple(Place(row, is_left=False) for row in range(len(reached))[::-1])


def _milestone_names(event: Event) -> str:
    first, *others = event.milestones
    return ", ".join([first, *(name.lower() for name in others)])


def _words(event: Event, length: float) -> Words:
    letters = len(_milestone_names(event)) + len(event.clock.text) + 1
    return Words(event.minutes / length * NARROWEST, letters * LETTER + 10)


def _length_rows(segments: Sequence[Segment], length: float) -> list[int]:
    """0 where a segment's length of time fits into its bar, else its row below the bar, from 1."""
    ends: list[float] = []
    rows = []
    for segment in segments:
        width = len(segment.text) * LETTER + 8
        if (segment.end - segment.start) / length * NARROWEST >= width:
            rows.append(0)
            continue
        left = _below(segment, length) - width / 2
        row = next((number for number, end in enumerate(ends) if end <= left), len(ends))
        ends[row : row + 1] = [left + width]
        rows.append(row + 1)
    return rows


def _below(segment: Segment, length: float) -> float:
    """Where the middle of a text below the bar stands: under its segment, kept inside the drawing."""
    half = (len(segment.text) * LETTER + 8) / 2
    middle = (segment.start + segment.end) / 2 / length * NARROWEST
    return min(max(middle, half), NARROWEST - half)


def _stretches(
    segments: Sequence[Segment], rows: Sequence[int], length: float, bar: int
) -> tuple[Stretch, ...]:
    return tuple(
        Stretch(
            x=segment.start / length,
            width=(segment.end - segment.start) / length,
            text_x=_below(segment, length) / NARROWEST if row else (segment.start + segment.end) / 2 / length,
            text_y=bar + BAR + row * LEVEL - 4 if row else bar + BAR // 2 + 5,
            text=segment.text,
            is_inside=row == 0,
            is_even=number % 2 == 0,
            title=segment.sentence,
        )
        for number, (segment, row) in enumerate(zip(segments, rows, strict=True))
    )


def _dot(event: Event, length: float) -> Dot:
    about = "about " if event.is_approximate else ""
    return Dot(
        x=event.minutes / length,
        title=f"{about}{event.clock.text} {event.label}",
        target=event.target,
        is_milestone=bool(event.milestones),
        is_approximate=event.is_approximate,
    )


def _marks(start: float, end: float, width: float) -> tuple[Mark, ...]:
    """Ticks at round times since `start`, few enough to read; `width` minutes fill the width."""
    length = end - start
    step = next((step for step in _STEPS if length / step < _MOST_TICKS), None)
    if length <= 0 or step is None:
        return ()
    return tuple(
        Mark(
            x=(start + minutes) / width,
            text=f"+{_since(minutes)}" if minutes else "0",
            anchor=_anchor((start + minutes) / width),
        )
        for minutes in range(0, int(length) + 1, step)
    )


def _anchor(x: float) -> str:
    """The side on which a tick's text keeps inside the drawing."""
    if x < 1 - _NEAR_END:
        return "start"
    return "end" if x > _NEAR_END else "middle"


def _since(minutes: int) -> str:
    """A round stretch of time in its largest unit that needs no fraction."""
    if minutes % _DAY == 0:
        return f"{minutes // _DAY} d"
    if minutes % _HOUR == 0:
        return f"{minutes // _HOUR} h"
    if minutes > _HOUR:
        return f"{minutes // _HOUR} h {minutes % _HOUR} min"
    return f"{minutes} min"


def _stages(reached: Sequence[Event], segments: Sequence[Segment], length: float) -> tuple[Stage, ...]:
    """Each milestone with the segment that begins there, to the minute."""
    stages = []
    for event in reached:
        segment = next((one for one in segments if abs(one.start - event.minutes) < 1), None)
        stages.append(
            Stage(
                name=_milestone_names(event),
                clock=event.clock.text,
                iso=event.clock.iso,
                target=event.target,
                length=segment.text if segment else "",
                offset=event.minutes / length,
                share=(segment.end - segment.start) / length if segment else 0.0,
            )
        )
    return tuple(stages)
