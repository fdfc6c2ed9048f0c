"""Incidents over time in one line."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from incidentbook.analysis.catalogue import Incident

from . import chips, dates
from .ground import Ground
from .models import Bar, Mark, Strip, Target, Tick
from .words import count, joined

MOST_MARKS = 30
"""A strip with more incidents shows bars, each for a stretch of time."""

BARS = 40
"""The stretches of a strip of bars."""

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
    is_dense = len(dated) > MOST_MARKS
    marks = tuple(
        _mark(ground, on, incident, is_repeat=incident.path in repeats)
        for incident in reversed(() if is_dense else dated)
    )
    return Strip(
        marks=marks,
        bars=_bars(on, dated, repeats) if is_dense else (),
        ticks=_ticks(on),
        start=dates.day(on.start),
        end=dates.day(on.end),
        sentence=_sentence(dated, sum(incident.path in repeats for incident in dated)),
    )


def _bars(on: Scale, dated: Sequence[Incident], repeats: Collection[str]) -> tuple[Bar, ...]:
    """How many incidents lie in each of `BARS` equal stretches of time."""
    whole, again = Counter[int](), Counter[int]()
    for incident in dated:
        if incident.day:
            place = min(int(on.position(incident.day) * BARS), BARS - 1)
            whole[place] += 1
            again[place] += incident.path in repeats
    most = max(whole.values())
    return tuple(Bar(round(whole[place] / most, 3), round(again[place] / most, 3)) for place in range(BARS))


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
    repeated = count(repeats, "repeat") if repeats else ""
    return joined((f"{count(len(dated), 'incident')} {span}", repeated))
