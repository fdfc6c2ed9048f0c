"""Who met the targets of the policy: durations by severity, the write-up, the review.

What is known within bounds is judged within bounds: a range that holds the target may have met it. A day
without a time is a range of a whole day.
"""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta

from incidentbook.reading.sheet import day_in, plain_text
from incidentbook.records import Policy, Postmortem
from incidentbook.records.plain import dataclass

from .catalogue import Incident
from .measurement import exclusion
from .summaries import Interval
from .timings import MEASURES
from .working_time import USUAL, business_days

VERDICTS = ("met", "perhaps", "missed", "unknown")


@dataclass(frozen=True, slots=True)
class Judgement:
    """One incident and one target: how long it took, how long it may take, and which of `VERDICTS`."""

    incident: Incident
    taken: Interval | None
    aim: float
    verdict: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Goal:
    """A target and how the incidents stand to it, newest first; `unit` is "minutes", "hours" or "days".

    `excluded` counts the incidents that are left out of durations altogether, `without` those whose severity
    has no such target.
    """

    name: str
    unit: str
    judged: tuple[Judgement, ...]
    excluded: int
    without: int

    def of(self, verdict: str) -> tuple[Judgement, ...]:
        """The judgements with this verdict."""
        return tuple(one for one in self.judged if one.verdict == verdict)


def aim(measure: str, postmortem: Postmortem, policy: Policy) -> float | None:
    """The target of a measure in minutes: the severity's, else the policy's, or None where there is none."""
    if not policy.shows_targets:
        return None
    severity = policy.severity(postmortem.severity)
    if measure == "detect":
        return policy.targets.detect_minutes
    if measure == "acknowledge":
        own = severity.response_minutes if severity else None
        return policy.targets.acknowledge_minutes if own is None else own
    if severity is None:
        return None
    return severity.mitigate_minutes if measure == "mitigate" else severity.resolve_minutes


def verdict(taken: Interval | None, target: float) -> str:
    """Whether what was taken lies within a target: one of `VERDICTS`."""
    if taken is None:
        return "unknown"
    return "met" if taken.high <= target else "perhaps" if taken.low <= target else "missed"


def goals(incidents: Iterable[Incident], policy: Policy, as_of: date) -> tuple[Goal, ...]:
    """The targets for durations, then those for the write-up and for the review."""
    every = list(incidents)
    counted = [incident for incident in every if not exclusion(incident, as_of)]
    left_out = len(every) - len(counted)
    return (
        *(_duration(measure, counted, policy, left_out) for measure in MEASURES),
        _goal("writeup", "hours", [_writeup(one, policy) for one in counted], left_out),
        _goal("review", "days", [_review(one, policy) for one in counted], left_out),
    )


def _duration(measure: str, counted: Iterable[Incident], policy: Policy, left_out: int) -> Goal:
    judged: list[Judgement | None] = []
    for incident in counted:
        target, timing = aim(measure, incident.postmortem, policy), incident.timing(measure)
        known = timing.low is not None and timing.high is not None
        taken = Interval(timing.low or 0, timing.high or 0) if known else None
        judged.append(
            None
            if target is None
            else Judgement(incident, taken, target, verdict(taken, target), timing.reason)
        )
    return _goal(measure, "minutes", judged, left_out)


def _goal(name: str, unit: str, judged: Iterable[Judgement | None], left_out: int) -> Goal:
    every = list(judged)
    known = tuple(one for one in every if one)
    return Goal(name, unit, known, left_out, len(every) - len(known))


def _writeup(incident: Incident, policy: Policy) -> Judgement | None:
    """Hours from the end of the incident until its postmortem was published."""
    if not _is_reviewed(incident, policy):
        return None
    target = policy.targets.writeup_hours
    over, published = _over(incident.postmortem), _stated_day(incident.postmortem, "published_on")
    if over is None or published is None:
        reason = "no `published_on`" if over else "no end of the incident is known"
        return Judgement(incident, None, target, "unknown", reason)
    first = datetime.combine(published, time(), UTC)
    low, high = ((first + timedelta(days) - over) / timedelta(hours=1) for days in (0, 1))
    taken = Interval(max(low, 0.0), max(high, 0.0))
    return Judgement(incident, taken, target, verdict(taken, target))


def _review(incident: Incident, policy: Policy) -> Judgement | None:
    """Working days from the end of the incident until its review was held."""
    if not _is_reviewed(incident, policy):
        return None
    target = policy.targets.review_business_days
    over, held = _over(incident.postmortem), _stated_day(incident.postmortem, "reviewed_on")
    if over is None or held is None:
        reason = "no `reviewed_on`" if over else "no end of the incident is known"
        return Judgement(incident, None, target, "unknown", reason)
    days = float(business_days(over.date(), held, policy.working_time or USUAL))
    return Judgement(incident, Interval(days, days), target, verdict(Interval(days, days), target))


def _is_reviewed(incident: Incident, policy: Policy) -> bool:
    """Whether a review is asked for, and may be judged here."""
    severity = policy.severity(incident.postmortem.severity)
    return policy.shows_targets and (severity is None or severity.postmortem != "none")


def _over(postmortem: Postmortem) -> datetime | None:
    resolved = postmortem.milestone("resolved")
    return resolved.moment.start if resolved else None


def _stated_day(postmortem: Postmortem, key: str) -> date | None:
    field = postmortem.field(key)
    return day_in(plain_text(field.value)) if field else None
