"""Where a document says two things about how long something took.

Compared are what its fields state, what the words of its timeline propose and what its text states. Two
durations contradict each other where they differ by more than a tenth of the larger one, and by more than
the minute to which times are given; ranges that come that close to each other agree.
"""

from collections.abc import Callable, Sequence
from functools import cache

from incidentbook.reading.milestones import propose_milestones
from incidentbook.records import Milestone, Policy, Postmortem
from incidentbook.records.plain import replace

from .timings import MEASURES, Timing, claims, span, timed_by

SHARE = 0.1
"""More than this part of the larger one, …"""

LEEWAY = 1.0
"""… and more than so many minutes."""

_READINGS = {
    "acknowledge": (("started", "acknowledged"),),
    "mitigate": (("detected", "mitigated"),),
    "recover": (("started", "resolved"), ("detected", "resolved")),
}
"""What else an author may have meant by a stated duration: where that fits, nothing is contradicted."""


def agree(one: Timing, other: Timing) -> bool:
    """Whether two durations are the same within `SHARE`; an unknown one agrees with everything."""
    if one.low is None or one.high is None or other.low is None or other.high is None:
        return True
    gap = max(one.low - other.high, other.low - one.high, 0.0)
    return gap <= max(SHARE * max(one.high, other.high), LEEWAY)


def contradictions(postmortem: Postmortem, measure: str, policy: Policy) -> tuple[Timing, ...]:
    """What the document says about a measure beside what counts, and that does not agree with it."""
    return all_contradictions(postmortem, policy).get(measure, ())


def _contradictions(
    postmortem: Postmortem, measure: str, policy: Policy, told: Callable[[], Sequence[Milestone]]
) -> tuple[Timing, ...]:
    known = claims(postmortem, measure, policy)
    if not known:
        return ()
    counted = known[0]
    others = list(known[1:])
    if not any(one.basis == "timeline" for one in known):
        others.append(_retold(postmortem, measure, counted, policy, told()))
    return tuple(
        one
        for one in dict.fromkeys(others)
        if not agree(counted, one) and not _is_meant_otherwise(postmortem, measure, policy, (one, counted))
    )


def all_contradictions(postmortem: Postmortem, policy: Policy) -> dict[str, tuple[Timing, ...]]:
    """The contradictions of a document by measure, those measures left out that have none."""
    told = cache(lambda: _told(postmortem))
    found = {measure: _contradictions(postmortem, measure, policy, told) for measure in MEASURES}
    return {measure: others for measure, others in found.items() if others}


def _told(postmortem: Postmortem) -> tuple[Milestone, ...]:
    """The milestones as the timeline tells them.

    A milestone that a field states at the time of an event is that event, whatever its words say.
    """
    told = {one.name: one for one in propose_milestones(postmortem.timeline, postmortem.path)}
    times = {entry.moment.start.replace(second=0) for entry in postmortem.timeline if entry.moment}
    for one in postmortem.milestones:
        if one.moment.start.replace(second=0) in times or one.moment.end is not None:
            told[one.name] = one
    return tuple(told.values())


def _retold(
    postmortem: Postmortem, measure: str, counted: Timing, policy: Policy, told: Sequence[Milestone]
) -> Timing:
    """The measure by the milestones that the timeline tells.

    Where it does not tell when the incident began, its recovery is the stated time to detect and what passed
    from there.
    """
    found = timed_by(told, span(measure, policy), measure, policy)
    if found.minutes is None and counted.basis == "stated" and measure == "recover":
        return _after_detection(postmortem, policy, "resolved")
    return replace(found, basis="timeline")


def _after_detection(postmortem: Postmortem, policy: Policy, name: str) -> Timing:
    """The stated time to detect, and what passed from the detection until a milestone."""
    rest = timed_by(postmortem.milestones, ("detected", name), "recover", policy)
    detect = next(iter(claims(postmortem, "detect", policy)), None)
    if policy.metrics.recover_from == "detected" or rest.low is None or rest.high is None:
        return rest
    if detect is None or detect.low is None or detect.high is None:
        return Timing("recover")
    return replace(rest, low=rest.low + detect.low, high=rest.high + detect.high, basis="timeline")


def _is_meant_otherwise(
    postmortem: Postmortem, measure: str, policy: Policy, both: tuple[Timing, Timing]
) -> bool:
    """Whether one of the two is a stated duration that fits another pair of milestones."""
    stated = next((one for one in both if one.text), None)
    if stated is None:
        return False
    meant = [timed_by(postmortem.milestones, names, measure) for names in _READINGS.get(measure, ())]
    if measure == "recover":
        meant.append(_after_detection(postmortem, policy, "mitigated"))
    return any(one.minutes is not None and agree(one, stated) for one in meant)
