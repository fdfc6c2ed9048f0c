"""Durations as single beads along a scale, so that nothing hides behind an average.

The scale is logarithmic, from a minute up: between five minutes and fifty there is as much to see as between
fifty and five hundred. All spreads of a page share it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import log10

from incidentbook.analysis.catalogue import Incident
from incidentbook.analysis.summaries import Interval, Summary

from . import chips, dates
from .durations import spell, spell_range
from .ground import Ground
from .models import Bead, Spread, Target
from .words import count, joined

MOST_BEADS = 150
"""A spread of more durations draws the newest of them, and says so."""

MOST_IN_ROW = 40
"""The same for one row of a table of groups, of which a page has a hundred."""

APART = 0.032
"""How far apart two beads of one row stand, as a share of the width: their own size on a narrow page."""

EDGE = 0.02
"""What stays free at both ends, so that no bead lies half outside on a narrow page."""

_TICKS = (
    *((1, "1 min"), (5, "5 min"), (15, "15 min"), (60, "1 h"), (240, "4 h")),
    *((1440, "1 d"), (10080, "1 w"), (43200, "30 d"), (525600, "1 y"), (5256000, "10 y")),
)
_NEAR = 0.13


@dataclass(frozen=True, slots=True)
class Along:
    """A scale from `least` to `most` minutes."""

    least: float
    most: float

    def position(self, minutes: float) -> float:
        """Where a duration lies, as a share of the width; what is under `least` lies at the beginning."""
        part = log10(max(minutes, self.least) / self.least) / log10(self.most / self.least)
        return round(EDGE + (1 - 2 * EDGE) * min(max(part, 0.0), 1.0), 4)


@dataclass(frozen=True, slots=True)
class Drawn:
    """A duration to draw: of which incident, where its bead leads, what is said beside its length."""

    incident: Incident
    interval: Interval
    target: Target
    words: str = ""
    is_disputed: bool = False


def along(intervals: Iterable[Interval]) -> Along:
    """A scale on which all of these find room, and that spans at least a factor of sixty."""
    every = list(intervals)
    longest = max((interval.high for interval in every), default=0)
    shortest = min((interval.low for interval in every), default=0)
    most = max(longest, 60.0) * 1.15
    return Along(max(min(shortest / 1.3, most / 70), 1.0), most)


def spread(  # noqa: PLR0913 - of what, along which scale, and how much of it
    ground: Ground,
    on: Along,
    drawn: Sequence[Drawn],
    found: Summary,
    aim: float | None = None,
    *,
    most: int = MOST_BEADS,
) -> Spread | None:
    """The drawing of some durations (newest first) with their middle half; None where there is none."""
    if not drawn:
        return None
    shown = sorted(drawn[:most], key=lambda one: (on.position(one.interval.low), one.incident.order))
    beads = _beads(ground, on, shown)
    return Spread(
        beads=beads,
        ticks=_ticks(on),
        rows=max(bead.row for bead in beads) + 1,
        sentence=_sentence(drawn, found, most),
        lower=on.position(found.lower.middle) if found.lower else None,
        median=on.position(found.median.middle) if found.median else None,
        upper=on.position(found.upper.middle) if found.upper else None,
        aim=on.position(aim) if aim is not None else None,
    )


def spelled(interval: Interval) -> str:
    """A duration in words: "30 min", "30 min to 1 h"."""
    return spell_range(interval.low, interval.high)


def _beads(ground: Ground, on: Along, drawn: Iterable[Drawn]) -> tuple[Bead, ...]:
    """Each bead in the lowest row in which nothing lies where it has to be."""
    ends: list[float] = []
    beads = []
    for one in drawn:
        start, end = on.position(one.interval.low), on.position(one.interval.high)
        row = next((row for row, last in enumerate(ends) if start - last >= APART), len(ends))
        ends[row:] = [end, *ends[row + 1 :]]
        beads.append(
            Bead(
                start=start,
                end=end,
                row=row,
                label=_label(one),
                target=one.target,
                key=chips.severity_key(ground, one.incident.postmortem.severity),
                is_disputed=one.is_disputed,
            )
        )
    return tuple(beads)


def _label(one: Drawn) -> str:
    postmortem, day = one.incident.postmortem, one.incident.day
    return joined(
        (
            spelled(one.interval),
            postmortem.severity,
            postmortem.title,
            dates.day(day).text if day else "",
            one.words,
        )
    )


def _ticks(on: Along) -> tuple[tuple[float, str], ...]:
    """Round durations within the scale, far enough from each other to be read."""
    kept: list[tuple[float, str]] = []
    for minutes, label in _TICKS:
        if on.least <= minutes <= on.most:
            position = on.position(minutes)
            if not kept or position - kept[-1][0] >= _NEAR:
                kept.append((position, label))
    return tuple(kept)


def _sentence(drawn: Sequence[Drawn], found: Summary, most: int) -> str:
    shortest = min(one.interval.low for one in drawn)
    longest = max(one.interval.high for one in drawn)
    bounds = f"of {spell(shortest)}" if shortest == longest else f"from {spell(shortest)} to {spell(longest)}"
    newest = f"the newest {most} are drawn" if len(drawn) > most else ""
    middle = f"median {spelled(found.median)}" if found.median else ""
    return joined((f"{count(len(drawn), 'duration')} {bounds}", middle, newest))
