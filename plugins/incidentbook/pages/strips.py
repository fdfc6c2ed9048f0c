"""Incidents over time in one line."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from incidentbook.analysis.catalogue import Incident

from . import chips, dates
from .ground import Ground
from .models import Mark, Strip, Target, Tick
from .words import count, joined

MOST_MARKS = 150
"""A strip with more incidents shows the newest of them, and says so."""

MOST_TICKS = 8
SHORTEST = 365
"""The fewest days that a strip spans, so that two incidents of one week stand close together."""


@dataclass(frozen=True, slots=True)
class Scale:
    """The stretch of time that all strips of a portal share."""

    start: date
    end: date

    def position(self, day: date) -> float:
        """Where a day lies between the start (0) and the end (1)."""
        part = (day - self.start).days / max((self.end - self.start).days, 1)
        return round(min(max(part, 0.0), 1.0), 4)


def scale(ground: Ground) -> Scale:
    """From the oldest incident to the day of the build (or the newest incident, where that is later)."""
    days = [incident.day for incident in ground.catalogue.incidents if incident.day]
    end = max([ground.as_of, *days])
    latest_start = date.fromordinal(max(end.toordinal() - SHORTEST, 1))
    return Scale(min([latest_start, *days]), end)


def strip(
    ground: Ground, on: Scale, incidents: Sequence[Incident], repeats: Collection[str] = ()
) -> Strip | None:
    """The strip of some incidents (newest first), or None where none has a day; `repeats` are paths."""
    dated = [incident for incident in incidents if incident.day]
    if not dated:
        return None
    marks = tuple(
        _mark(ground, on, incident, is_repeat=incident.path in repeats)
        for incident in reversed(dated[:MOST_MARKS])
    )
    return Strip(
        marks=marks,
        ticks=_ticks(on),
        start=dates.day(on.start),
        end=dates.day(on.end),
        sentence=_sentence(dated, sum(incident.path in repeats for incident in dated)),
    )


def _mark(ground: Ground, on: Scale, incident: Incident, *, is_repeat: bool) -> Mark:
    postmortem, day = incident.postmortem, incident.day or on.start
    words = (
        postmortem.severity,
        postmortem.title,
        dates.day(day).text,
        "repeat" if is_repeat else "",
    )
    key = chips.severity_key(ground, postmortem.severity)
    return Mark(on.position(day), joined(words), Target("document", incident.path), key, is_repeat)


def _ticks(on: Scale) -> tuple[Tick, ...]:
    years = range(on.start.year + 1, on.end.year + 1)
    step = len(years) // MOST_TICKS + 1
    return tuple(Tick(on.position(date(year, 1, 1)), str(year)) for year in years[::step])


def _sentence(dated: Sequence[Incident], repeats: int) -> str:
    newest, oldest = dated[0].day, dated[-1].day
    if newest is None or oldest is None:
        return ""
    span = f"from {dates.month(oldest)} to {dates.month(newest)}"
    if dates.month(oldest) == dates.month(newest):
        span = f"in {dates.month(newest)}"
    drawn = f"the newest {MOST_MARKS} are drawn" if len(dated) > MOST_MARKS else ""
    repeated = count(repeats, "repeat") if repeats else ""
    return joined((f"{count(len(dated), 'incident')} {span}", repeated, drawn))
