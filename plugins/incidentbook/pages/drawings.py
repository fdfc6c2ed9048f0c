"""The timeline of one incident, ready to be drawn to scale."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import pairwise

from incidentbook.analysis.catalogue import Incident
from incidentbook.records import Milestone, Postmortem, TimelineEntry

from . import dates
from .durations import spell
from .models import Day, Drawing, Event, Segment, Target
from .words import clipped, count, joined

MARGIN = 0.25
"""Events up to this part of the incident's length before and after it are drawn too …"""

WIDE_MARGIN = 2.0
"""… and up to this many times its length where its start or end is only derived from the events."""

NAMES = {
    "started": "Started",
    "detected": "Detected",
    "acknowledged": "Acknowledged",
    "declared": "Declared",
    "mitigated": "Mitigated",
    "resolved": "Resolved",
}
STRETCHES = {
    "started": "before it started",
    "detected": "to detect",
    "acknowledged": "to acknowledge",
    "declared": "to declare",
    "mitigated": "to mitigate",
    "resolved": "to recover",
}


@dataclass(slots=True)
class _Point:
    """An event in the making: several milestones may be reached by it."""

    at: datetime
    label: str
    anchor: str = ""
    is_approximate: bool = False
    milestones: list[str] = field(default_factory=list)


def drawing(incident: Incident) -> Drawing | None:
    """The drawing of an incident, or None where its document gives fewer than two different times."""
    postmortem = incident.postmortem
    milestones = _milestones(postmortem)
    points = _points(postmortem, milestones)
    window = _window(milestones, points)
    if window is None:
        return None
    shown = [point for point in points if window[0] <= point.at <= window[1]]
    start, end = shown[0].at, shown[-1].at
    if start == end:
        return None
    days = start.date() != end.date()
    return Drawing(
        length=_minutes(start, end),
        start=_clock(start, with_day=days),
        end=_clock(end, with_day=days),
        segments=tuple(_segments(milestones, start)),
        events=tuple(_event(point, start, postmortem, with_day=days) for point in shown),
        sentence=_sentence(milestones, shown),
        note=_note(postmortem, len(points) - len(shown)),
    )


def _milestones(postmortem: Postmortem) -> list[Milestone]:
    timed = [one for one in postmortem.milestones if one.moment.precision != "day" and one.name in NAMES]
    return sorted(timed, key=lambda one: (one.moment.start, list(NAMES).index(one.name)))


def _points(postmortem: Postmortem, milestones: Iterable[Milestone]) -> list[_Point]:
    points = [
        _Point(entry.moment.start, clipped(entry.text, 160), entry.anchor, entry.moment.approximate)
        for entry in postmortem.timeline
        if entry.moment and entry.moment.precision != "day"
    ]
    by_time = {point.at.replace(second=0): point for point in reversed(points)}
    by_name = _proposed(postmortem.timeline)
    for milestone in milestones:
        at = milestone.moment.start
        point = _marked(by_name.get(milestone.name), at, points) or by_time.get(at.replace(second=0))
        if point is None:
            point = _Point(at, NAMES[milestone.name], is_approximate=milestone.moment.approximate)
            points.append(point)
            by_time[at.replace(second=0)] = point
        point.milestones.append(NAMES[milestone.name])
    return sorted(points, key=lambda point: point.at)


def _proposed(timeline: Iterable[TimelineEntry]) -> dict[str, str]:
    return {entry.milestone: entry.anchor for entry in timeline if entry.milestone and entry.anchor}


def _marked(anchor: str | None, at: datetime, points: Iterable[_Point]) -> _Point | None:
    if not anchor:
        return None
    return next((point for point in points if point.anchor == anchor and point.at == at), None)


def _window(milestones: Sequence[Milestone], points: Sequence[_Point]) -> tuple[datetime, datetime] | None:
    if not points:
        return None
    named = {one.name: one for one in milestones}
    start, end = named.get("started"), named.get("resolved")
    if start is None or end is None or end.moment.start <= start.moment.start:
        return points[0].at, points[-1].at
    first, last = milestones[0].moment.start, milestones[-1].moment.start
    is_derived = "timeline" in {start.source, end.source}
    try:
        margin = (last - first) * (WIDE_MARGIN if is_derived else MARGIN)
        return first - margin, last + margin
    except OverflowError:
        return first, last


def _segments(milestones: Sequence[Milestone], start: datetime) -> Iterable[Segment]:
    for first, last in pairwise(milestones):
        minutes = _minutes(first.moment.start, last.moment.start)
        if minutes > 0:
            length = spell(minutes)
            yield Segment(
                start=_minutes(start, first.moment.start),
                end=_minutes(start, last.moment.start),
                name=STRETCHES[last.name],
                text=length,
                sentence=f"{NAMES[first.name]} to {last.name}: {length}",
            )


def _event(point: _Point, start: datetime, postmortem: Postmortem, *, with_day: bool) -> Event:
    return Event(
        minutes=_minutes(start, point.at),
        clock=_clock(point.at, with_day=with_day),
        label=point.label,
        target=Target("document", postmortem.path, point.anchor) if point.anchor else None,
        milestones=tuple(point.milestones),
        is_approximate=point.is_approximate,
    )


def _clock(value: datetime, *, with_day: bool) -> Day:
    if not with_day:
        return dates.clock(value)
    at = dates.clock(value)
    return Day(f"{dates.day_and_month(value.date())}, {at.text}", at.iso)


def _sentence(milestones: Sequence[Milestone], shown: Sequence[_Point]) -> str:
    span = spell(_minutes(shown[0].at, shown[-1].at))
    reached = [f"{one.name} at {dates.clock(one.moment.start).text}" for one in milestones]
    return f"{count(len(shown), 'event')} over {span}" + (f": {', '.join(reached)} (UTC)" if reached else "")


def _note(postmortem: Postmortem, outside: int) -> str:
    unreadable = sum(entry.moment is None or entry.moment.precision == "day" for entry in postmortem.timeline)
    return joined(
        (
            f"{count(outside, 'event')} long before or after not drawn" if outside else "",
            f"{count(unreadable, 'event')} without a readable time not drawn" if unreadable else "",
        )
    )


def _minutes(start: datetime, end: datetime) -> float:
    return round((end - start) / timedelta(minutes=1), 2)
