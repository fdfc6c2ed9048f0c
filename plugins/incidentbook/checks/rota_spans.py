"""What the rules about a rota share: the time they look at, and how they speak of it."""

from datetime import UTC, datetime, time, timedelta

from incidentbook.analysis.rota import Span
from incidentbook.analysis.rota_words import wall_words
from incidentbook.reading.wall_clock import instant
from incidentbook.records.rota import Line, Rota, Rotation

from .context import Context
from .registry import Setting

AHEAD = {"days": Setting(91, "so many days from today are looked at")}
"""The setting of rules that look ahead."""


def time_ahead(id: str, rotation: Rotation, rota: Rota, context: Context) -> tuple[datetime, datetime]:
    """From today, or from the first turn on, so many days as the rule looks at."""
    since = datetime.combine(context.as_of, time(), UTC)
    starts = [
        instant(shift.begins, shift.zone)
        for line in rotation.lines
        for shift in line.shifts
        if shift.begins is not None
    ]
    if starts and len(starts) == sum(len(line.shifts) for line in rotation.lines):
        since = max(since, min(starts))
    return since, since + timedelta(days=context.number(id, "days", rota))


def own_lines(rotation: Rotation) -> tuple[Line, ...]:
    """The lines that have shifts of their own: not a secondary that is made of the primary's people."""
    first, *others = rotation.lines
    return (first, *(line for line in others if line.at != first.at))


def from_to(span: Span, rotation: Rotation) -> str:
    """A stretch on the clock of its rotation: “from Fri 3 Apr 2026, 10:00 to …”."""
    first, last = (wall_words(moment, rotation.zone) for moment in (span.start, span.end))
    return f"from {first} to {last} ({rotation.zone})"
