"""What the rules about a rota share: the time they look at, and how they speak of it."""

from collections.abc import Iterable
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
    since = day_start(context)
    if first := first_turn(rotation.lines):
        since = max(since, first)
    return since, since + timedelta(days=context.number(id, "days", rota))


def day_start(context: Context) -> datetime:
    """The beginning of the day of the check, in UTC."""
    return datetime.combine(context.as_of, time(), UTC)


def first_turn(lines: Iterable[Line]) -> datetime | None:
    """When the first shift of some lines begins; None where one of them has always been."""
    shifts = [shift for line in lines for shift in line.shifts]
    starts = [instant(shift.begins, shift.zone) for shift in shifts if shift.begins is not None]
    return min(starts) if starts and len(starts) == len(shifts) else None


def own_lines(rotation: Rotation) -> tuple[Line, ...]:
    """The lines that have shifts of their own: not a secondary that is made of the primary's people."""
    first, *others = rotation.lines
    return (first, *(line for line in others if line.at != first.at))


def from_to(span: Span, rotation: Rotation) -> str:
    """A stretch on the clock of its rotation: “from Fri 3 Apr 2026, 10:00 to …”."""
    first, last = (wall_words(moment, rotation.zone) for moment in (span.start, span.end))
    return f"from {first} to {last} ({rotation.zone})"
