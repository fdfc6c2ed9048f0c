"""The four measures of an incident in words, each with its target; and medians over many incidents."""

from collections.abc import Sequence

from incidentbook.analysis.catalogue import Incident
from incidentbook.analysis.spread import ENOUGH, spread
from incidentbook.analysis.timings import MEASURES, Timing
from incidentbook.records import Policy, Postmortem

from .durations import spell, spell_range
from .models import Chip, Figure, Measure
from .words import count, joined, listed

BASES = {
    "front-matter": "from the times in the front matter",
    "header": "from the times in the header",
    "stated": "as the text states",
    "timeline": "derived from the timeline",
}


def measures(incident: Incident, policy: Policy) -> tuple[Measure, ...]:
    """Time to detect, acknowledge, mitigate and recover, each with its target's verdict in words."""
    return tuple(
        _measure(timing, target(timing.measure, incident.postmortem, policy)) for timing in incident.timings
    )


def target(measure: str, postmortem: Postmortem, policy: Policy) -> float | None:
    """The target of a measure in minutes: the severity's, else the policy's, or None where there is none."""
    severity = policy.severity(postmortem.severity)
    if measure == "detect":
        return policy.targets.detect_minutes
    if measure == "acknowledge":
        own = severity.response_minutes if severity else None
        return policy.targets.acknowledge_minutes if own is None else own
    if severity is None:
        return None
    return severity.mitigate_minutes if measure == "mitigate" else severity.resolve_minutes


def duration(timing: Timing) -> str:
    """The length of a measure in words, or an empty text where it is not known."""
    if timing.low is None or timing.high is None:
        return ""
    return spell_range(timing.low, timing.high, is_approximate=timing.is_approximate)


def medians(incidents: Sequence[Incident]) -> tuple[Figure, ...]:
    """For each measure that any incident has: the median with its ground, or the few values themselves."""
    figures = (_median(measure, incidents) for measure in MEASURES)
    return tuple(figure for figure in figures if figure)


def _measure(timing: Timing, aim: float | None) -> Measure:
    return Measure(
        name=timing.measure,
        label=timing.measure.capitalize(),
        value=duration(timing) or "not known",
        minutes=timing.minutes,
        basis=BASES.get(timing.basis, timing.reason),
        is_derived=timing.basis == "timeline",
        target=f"target {spell(aim)}" if aim is not None else "",
        verdict=_verdict(timing, aim),
    )


def _verdict(timing: Timing, aim: float | None) -> Chip | None:
    if aim is None or timing.low is None or timing.high is None:
        return None
    if timing.high <= aim:
        return Chip("on target", "verdict", "met", "✓")
    if timing.low <= aim:
        return Chip("perhaps on target", "verdict", "none")
    return Chip(f"missed by {spell(timing.low - aim)}", "verdict", "missed", "✗")


def _median(measure: str, incidents: Sequence[Incident]) -> Figure | None:
    timings = [incident.timing(measure) for incident in incidents]
    found = spread([timing.minutes for timing in timings])
    if not found.values:
        return None
    derived = sum(timing.basis == "timeline" for timing in timings)
    missing = f"{found.left_out:,} without times" if found.left_out else ""
    of_it = f"{derived:,} derived from the timeline" if derived else ""
    number = count(len(found.values), "incident")
    label = f"Time to {measure}"
    if found.median is None:
        few = listed([spell(value) for value in found.values])
        return Figure(label, few, joined((number, missing, of_it, f"no median below {ENOUGH}")))
    return Figure(label, spell(found.median), joined(("median", number, missing, of_it)))
