"""The four measures of an incident in words, each with its target; and medians over many incidents."""

from collections.abc import Sequence

from incidentbook.analysis.catalogue import Incident
from incidentbook.analysis.goals import aim, verdict
from incidentbook.analysis.spread import ENOUGH, spread
from incidentbook.analysis.summaries import Interval
from incidentbook.analysis.timings import MEASURES, Timing
from incidentbook.records import Policy

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
        _measure(timing, aim(timing.measure, incident.postmortem, policy)) for timing in incident.timings
    )


def duration(timing: Timing) -> str:
    """The length of a measure in words, or an empty text where it is not known."""
    if timing.low is None or timing.high is None:
        return ""
    return spell_range(timing.low, timing.high, is_approximate=timing.is_approximate)


def medians(incidents: Sequence[Incident]) -> tuple[Figure, ...]:
    """For each measure that any incident has: the median with its ground, or the few values themselves."""
    figures = (_median(measure, incidents) for measure in MEASURES)
    return tuple(figure for figure in figures if figure)


def _measure(timing: Timing, target: float | None) -> Measure:
    return Measure(
        name=timing.measure,
        label=timing.measure.capitalize(),
        value=duration(timing) or "not known",
        minutes=timing.minutes,
        basis=BASES.get(timing.basis, timing.reason),
        is_derived=timing.basis == "timeline",
        target=f"target {spell(target)}" if target is not None else "",
        verdict=_verdict(timing, target),
    )


def _verdict(timing: Timing, target: float | None) -> Chip | None:
    if target is None or timing.low is None or timing.high is None:
        return None
    return verdict_chip(Interval(timing.low, timing.high), target)


def verdict_chip(taken: Interval, target: float) -> Chip:
    """Whether a target in minutes was met, perhaps met, or missed, and by how much."""
    found = verdict(taken, target)
    if found == "met":
        return Chip("on target", "verdict", "met", "✓")
    if found == "perhaps":
        return Chip("perhaps on target", "verdict", "none")
    return Chip(f"missed by {spell(taken.low - target)}", "verdict", "missed", "✗")


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
