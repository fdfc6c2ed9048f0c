"""How long an incident took to be detected, acknowledged, mitigated and recovered from.

Detect, mitigate and recover count from the beginning of the incident, acknowledge from its detection.
Times that the author states in the front matter or the header come first, then durations that the text
states, then times that the words of the timeline propose.
"""

from math import isfinite

from incidentbook.records import Milestone, Postmortem, StatedDuration
from incidentbook.records.plain import dataclass

MEASURES = ("detect", "acknowledge", "mitigate", "recover")
"""The measures, in the order in which they are shown."""

SPANS = {
    "detect": ("started", "detected"),
    "acknowledge": ("detected", "acknowledged"),
    "mitigate": ("started", "mitigated"),
    "recover": ("started", "resolved"),
}
"""The milestones between which each measure lies."""


@dataclass(frozen=True, slots=True)
class Timing:
    """One measure of one incident in minutes.

    `low == high` unless a range was stated; both are None where it is not known. `basis` is
    "front-matter", "header", "stated" or "timeline" (derived from the words of events), or empty;
    `reason` says why it is not known.
    """

    measure: str
    low: float | None = None
    high: float | None = None
    basis: str = ""
    is_approximate: bool = False
    reason: str = ""

    @property
    def minutes(self) -> float | None:
        """The middle of the range in minutes, or None where it is not known."""
        return None if self.low is None or self.high is None else (self.low + self.high) / 2


def timings(postmortem: Postmortem) -> tuple[Timing, ...]:
    """The four measures of an incident, in the order of `MEASURES`."""
    return tuple(_timing(postmortem, measure) for measure in MEASURES)


def between(measure: str, first: Milestone, last: Milestone) -> Timing:
    """The time from one milestone to another; unknown where they are out of order or only days."""
    if "day" in (first.moment.precision, last.moment.precision):
        return Timing(measure, reason=f"only the day of “{first.name}” or “{last.name}” is known")
    start, end = first.moment, last.moment
    high = ((end.end or end.start) - start.start).total_seconds() / 60
    low = (end.start - (start.end or start.start)).total_seconds() / 60
    if high < 0:
        return Timing(measure, reason=f"“{last.name}” lies before “{first.name}”")
    basis = "timeline" if "timeline" in (first.source, last.source) else first.source
    return Timing(measure, max(low, 0), high, basis, start.approximate or end.approximate)


def _timing(postmortem: Postmortem, measure: str) -> Timing:
    timed = _from_milestones(postmortem, measure)
    if timed.minutes is not None and timed.basis != "timeline":
        return timed
    return _from_text(postmortem, measure) or timed


def _from_milestones(postmortem: Postmortem, measure: str) -> Timing:
    names = SPANS[measure]
    first, last = (postmortem.milestone(name) for name in names)
    if first is None or last is None:
        missing = [f"“{name}”" for name in names if not postmortem.milestone(name)]
        return Timing(measure, reason=f"no time for {' and '.join(missing)}")
    return between(measure, first, last)


def _from_text(postmortem: Postmortem, measure: str) -> Timing | None:
    wanted = (measure, "total") if measure == "recover" else (measure,)
    stated = (_stated(postmortem.stated, name, measure) for name in wanted)
    return next((timing for timing in stated if timing), None)


def _stated(stated: tuple[StatedDuration, ...], name: str, measure: str) -> Timing | None:
    for one in stated:
        low, high = one.duration.low, one.duration.high
        if one.measure == name and low is not None and isfinite(low):
            high = high if high is not None and isfinite(high) else low
            return Timing(measure, low, high, "stated", one.duration.approximate)
    return None
