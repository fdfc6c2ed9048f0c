"""How long an incident took to be detected, acknowledged, mitigated and recovered from.

Detect and mitigate count from the beginning of the incident, acknowledge from its detection, recover from
the beginning or, where the policy says so, from the detection. Times and durations that the author states
in fields (front matter, header) come first, then times that the words of the timeline propose, then
durations that the text states; the policy may turn these two round.

Sources: detect and mitigate as in Š. Davidovič, *Incident Metrics in SRE* (Google, 2021); acknowledge as in
Atlassian's *Common incident management metrics*; recover as the time to restoration of IEC 60050-192:2015,
which counts from the failure, and from its detection where the failure's own time is not known.
"""

from collections.abc import Container, Iterable
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from math import isfinite

from incidentbook.reading.patterns import expression
from incidentbook.records import Milestone, Moment, Policy, Postmortem, StatedDuration, WorkingTime
from incidentbook.records.plain import dataclass, replace

from .working_time import day_minutes, end_of_work, working_minutes

MEASURES = ("detect", "acknowledge", "mitigate", "recover")
"""The measures, in the order in which they are shown."""

FIELDS = frozenset({"front-matter", "header"})
"""Where an author states times and durations as data."""

_SPANS = {
    "detect": ("started", "detected"),
    "acknowledge": ("detected", "acknowledged"),
    "mitigate": ("started", "mitigated"),
}
_DEFAULT = Policy()
_A_DAY = 24 * 60
_IN_DAYS = expression(r"\b(?:d|days?|w|wks?|weeks?)\b")


@dataclass(frozen=True, slots=True)
class Timing:
    """One measure of one incident in minutes.

    `low == high` unless a range was stated; both are None where it is not known. `basis` is
    "front-matter", "header", "timeline" (derived from the words of events) or "stated", or empty;
    `reason` says why it is not known, `text` is a stated duration in the author's words. `working_low` and
    `working_high` are the same stretch in working time, where the policy says when people work.
    """

    measure: str
    low: float | None = None
    high: float | None = None
    basis: str = ""
    is_approximate: bool = False
    reason: str = ""
    text: str = ""
    working_low: float | None = None
    working_high: float | None = None

    @property
    def minutes(self) -> float | None:
        """The middle of the range in minutes, or None where it is not known."""
        return None if self.low is None or self.high is None else (self.low + self.high) / 2


def span(measure: str, policy: Policy = _DEFAULT) -> tuple[str, str]:
    """The milestones between which a measure lies."""
    return _SPANS.get(measure) or (policy.metrics.recover_from, "resolved")


def timings(postmortem: Postmortem, policy: Policy = _DEFAULT) -> tuple[Timing, ...]:
    """The four measures of an incident, in the order of `MEASURES`."""
    if not postmortem.stated and len(postmortem.milestones) < 2:  # noqa: PLR2004 - no span to measure
        return _untimed(tuple(one.name for one in postmortem.milestones), span("recover", policy))
    return tuple(_timing(postmortem, measure, policy) for measure in MEASURES)


@lru_cache(maxsize=32)
def _untimed(known: tuple[str, ...], recovery: tuple[str, str]) -> tuple[Timing, ...]:
    """The measures of incidents of which one moment is known at most."""
    return tuple(_missing(measure, _SPANS.get(measure, recovery), known) for measure in MEASURES)


def between(measure: str, first: Milestone, last: Milestone, working: WorkingTime | None = None) -> Timing:
    """The time from one milestone to another; unknown where they are out of order or only days."""
    if "day" in (first.moment.precision, last.moment.precision):
        return Timing(measure, reason=f"only the day of “{first.name}” or “{last.name}” is known")
    start, end = first.moment, last.moment
    high = _minutes(start.start, end.end or end.start)
    low = _minutes(start.end or start.start, end.start)
    if high < 0:
        return Timing(measure, reason=f"“{last.name}” lies before “{first.name}”")
    basis = "timeline" if "timeline" in (first.source, last.source) else first.source
    found = Timing(measure, max(low, 0), high, basis, start.approximate or end.approximate)
    return _with_working_time(found, start, end, working) if working else found


def _minutes(start: datetime, end: datetime) -> float:
    """The minutes between two times, counted in UTC: times of one zone differ by the clock otherwise."""
    return (end.astimezone(UTC) - start.astimezone(UTC)) / timedelta(minutes=1)


def claims(postmortem: Postmortem, measure: str, policy: Policy = _DEFAULT) -> tuple[Timing, ...]:
    """All that a document says of a measure and that gives a number: what counts first, then the others."""
    timed = timed_by(postmortem.milestones, span(measure, policy), measure, policy)
    stated = list(stated_timings(postmortem, measure, policy))
    in_fields = [one for one in stated if one.basis in FIELDS]
    in_text = [one for one in stated if one.basis not in FIELDS]
    if timed.basis in FIELDS:
        order = [timed, *in_fields, *in_text]
    elif policy.metrics.prefer == "stated":
        order = [*in_fields, *in_text, timed]
    else:
        order = [*in_fields, timed, *in_text]
    return tuple(one for one in order if one.minutes is not None)


def timed_by(
    milestones: Iterable[Milestone], names: tuple[str, str], measure: str, policy: Policy = _DEFAULT
) -> Timing:
    """The time between two milestones of these names."""
    by_name = {milestone.name: milestone for milestone in milestones}
    first, last = (by_name.get(name) for name in names)
    if first is None or last is None:
        return _missing(measure, names, by_name)
    return between(measure, first, last, policy.working_time)


def _missing(measure: str, names: tuple[str, str], known: Container[str]) -> Timing:
    missing = [f"“{name}”" for name in names if name not in known]
    return Timing(measure, reason=f"no time for {' and '.join(missing)}")


def stated_timings(postmortem: Postmortem, measure: str, policy: Policy = _DEFAULT) -> Iterable[Timing]:
    """The durations that a document states for a measure; the incident's whole length is its recovery."""
    wanted = [measure]
    if measure == "recover" and policy.metrics.recover_from == "started":
        wanted.append("total")
    sources = {field.at: field.source for field in postmortem.fields}
    for name in wanted:
        for one in postmortem.stated:
            if one.measure == name:
                yield _stated(postmortem, one, measure, sources.get(one.at, "stated"), policy)


def _timing(postmortem: Postmortem, measure: str, policy: Policy) -> Timing:
    known = claims(postmortem, measure, policy)
    if known:
        return known[0]
    unknown = [one for one in stated_timings(postmortem, measure, policy) if one.reason]
    return unknown[0] if unknown else timed_by(postmortem.milestones, span(measure, policy), measure, policy)


def _stated(postmortem: Postmortem, one: StatedDuration, measure: str, basis: str, policy: Policy) -> Timing:
    low, high, text = one.duration.low, one.duration.high, one.duration.text
    if low is None or not isfinite(low):
        return Timing(measure, text=text, reason=f"stated as “{text}”" if text else "")
    high = high if high is not None and isfinite(high) else low
    found = Timing(measure, low, high, basis, one.duration.approximate, text=text)
    if policy.metrics.stated_durations != "working" or policy.working_time is None:
        return found
    return _elapsed(found, postmortem.milestone(span(measure, policy)[0]), policy.working_time)


def _elapsed(stated: Timing, first: Milestone | None, working: WorkingTime) -> Timing:
    """A duration stated in working time as elapsed time, which only a known beginning can tell."""
    low, high = (_in_working_minutes(value or 0, stated.text, working) for value in (stated.low, stated.high))
    found = replace(stated, low=None, high=None, working_low=low, working_high=high)
    if first is None or first.moment.precision == "day":
        reason = f"stated as “{stated.text}” of working time, and no time is known from which it ran"
        return replace(found, reason=reason)
    start = first.moment.start
    ends = [end_of_work(start, minutes, working) for minutes in (low, high)]
    if None in ends:
        return replace(found, reason=f"stated as “{stated.text}” of working time, which never ends")
    first_end, last_end = ((end - start) / timedelta(minutes=1) for end in ends if end)
    return replace(found, low=first_end, high=last_end)


def _in_working_minutes(minutes: float, text: str, working: WorkingTime) -> float:
    """Minutes that the text states, where a day is a working day."""
    if not _IN_DAYS.search(text.lower()):
        return minutes
    days, rest = divmod(minutes, _A_DAY)
    return days * day_minutes(working) + rest


def _with_working_time(found: Timing, start: Moment, end: Moment, working: WorkingTime) -> Timing:
    low = working_minutes(start.end or start.start, end.start, working)
    high = working_minutes(start.start, end.end or end.start, working)
    return replace(found, working_low=low, working_high=high)
