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
"""Height of one row of flags, in CSS pixels."""

BAR = 26
"""Height of the bar, in CSS pixels."""

_STEPS = (1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720, 1440, 2880, 10080, 40320, 161280, 525600)
_MOST_TICKS = 6
_NEAR_END = 0.95
_LONGEST_AFTER = 120
_DAY = 1440
_HOUR = 60


@dataclass(frozen=True, slots=True)
class Flag:
    """A milestone above the bar: a pole at `x` that rises to `y`, its words to the right or the left.

    `after` is the length of the segment that ends here, where that is too narrow to hold it itself.
    """

    x: float
    y: int
    name: str
    clock: str
    after: str
    is_left: bool
    target: Target | None
    title: str


@dataclass(frozen=True, slots=True)
class Stretch:
    """A segment of the bar; `text` is the length of time it stands for, or empty where it is too narrow."""

    x: float
    width: float
    middle: float
    text: str
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
    length, places = _places(reached, drawing.segments, drawing.length if drawing.length > 0 else 1.0)
    bar = (max((place.row for place in places), default=-1) + 1) * LEVEL + 6
    axis = bar + BAR + 16
    return Layout(
        flags=tuple(
            Flag(
                x=event.minutes / length,
                y=bar - 6 - place.row * LEVEL,
                name=_milestone_names(event),
                clock=event.clock.text,
                after=_after(event, drawing.segments, length),
                is_left=place.is_left,
                target=event.target,
                title=event.label,
            )
            for event, place in zip(reached, places, strict=True)
        ),
        stretches=_stretches(drawing.segments, length),
        dots=tuple(_dot(event, length) for event in drawing.events),
        marks=_marks(reached[0].minutes if reached else 0, drawing.length, length),
        stages=_stages(reached, drawing.segments, length),
        end=drawing.length / length,
        bar=bar,
        axis=axis,
        height=axis + 30,
    )


def _places(
    reached: Sequence[Event], segments: Sequence[Segment], length: float
) -> tuple[float, tuple[Place, ...]]:
    """The minutes that the whole width stands for, and the place of each flag.

    Where the flags stand too close, the width stands for more, which leaves room for words at the end.
    """
    words = [_words(event, segments, length) for event in reached]
    places = arrange(words, NARROWEST)
    if places is None:
        length *= NARROWEST / max(NARROWEST - max(one.width for one in words) - _LONGEST_AFTER, NARROWEST / 4)
        places = arrange([_words(event, segments, length) for event in reached], NARROWEST)
    return length, places or tuple(Place(row, is_left=False) for row in range(len(reached))[::-1])


def _milestone_names(event: Event) -> str:
    first, *others = event.milestones
    return ", ".join([first, *(name.lower() for name in others)])


def _words(event: Event, segments: Sequence[Segment], length: float) -> Words:
    texts = (_milestone_names(event), event.clock.text, _after(event, segments, length))
    return Words(event.minutes / length * NARROWEST, len(" ".join(texts).strip()) * LETTER + 10)


def _after(event: Event, segments: Sequence[Segment], length: float) -> str:
    """How long it took to come here, where the segment that ends here has no room to say so."""
    ending = next((one for one in segments if abs(one.end - event.minutes) < 1), None)
    return f"after {ending.text}" if ending and not _is_roomy(ending, length) else ""


def _is_roomy(segment: Segment, length: float) -> bool:
    """Whether a segment has room for its own length in words."""
    return (segment.end - segment.start) / length * NARROWEST >= len(segment.text) * LETTER + 8


def _stretches(segments: Sequence[Segment], length: float) -> tuple[Stretch, ...]:
    return tuple(
        Stretch(
            x=segment.start / length,
            width=(segment.end - segment.start) / length,
            middle=(segment.start + segment.end) / 2 / length,
            text=segment.text if _is_roomy(segment, length) else "",
            is_even=number % 2 == 0,
            title=segment.sentence,
        )
        for number, segment in enumerate(segments)
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
