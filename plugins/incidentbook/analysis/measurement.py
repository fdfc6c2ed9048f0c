"""Each measure of each incident: counted, missing or excluded, and where its document contradicts itself.

Left out are drills and near-misses, which nobody suffered from, drafts, whose times are not settled yet,
incidents that need no review, and those dated after the day of the build. No incident is counted until
today because its end is missing: it is missing then.
"""

from collections.abc import Iterable, Mapping
from datetime import date

from incidentbook.records import Policy
from incidentbook.records.plain import dataclass

from .catalogue import Incident
from .contradictions import all_contradictions
from .summaries import Interval, Summary, summary
from .timings import MEASURES, Timing

STATES = ("counted", "missing", "excluded")

_KINDS = {"drill": "a drill", "near-miss": "a near-miss"}
_STATUSES = {"draft": "a draft", "not-required": "no review required"}


@dataclass(frozen=True, slots=True)
class Measurement:
    """One measure of one incident: `state` is one of `STATES`, `reason` says why not.

    `others` are what the document says beside `timing`, and that does not agree with it.
    """

    incident: Incident
    timing: Timing
    state: str
    reason: str = ""
    others: tuple[Timing, ...] = ()

    @property
    def interval(self) -> Interval | None:
        """How long it took, in minutes, or None where it is not counted."""
        if self.state != "counted" or self.timing.low is None or self.timing.high is None:
            return None
        return Interval(self.timing.low, self.timing.high)


@dataclass(frozen=True, slots=True)
class Tally:
    """Some measurements, newest incident first: those that count, with their summary, and the others."""

    summary: Summary
    counted: tuple[Measurement, ...]
    missing: tuple[Measurement, ...]
    excluded: tuple[Measurement, ...]
    contradictory: tuple[Measurement, ...]


def exclusion(incident: Incident, as_of: date) -> str:
    """Why the times of an incident are not counted, or nothing."""
    postmortem = incident.postmortem
    if not incident.is_counted:
        return _KINDS.get(postmortem.kind, f"of kind {postmortem.kind}")
    if incident.day and incident.day > as_of:
        return "dated after the day of the build"
    return _STATUSES.get(postmortem.status, "")


def measurements(
    incidents: Iterable[Incident], policy: Policy, as_of: date
) -> Mapping[str, tuple[Measurement, ...]]:
    """The measurements of some incidents by measure, in their order."""
    found: dict[str, list[Measurement]] = {measure: [] for measure in MEASURES}
    for incident in incidents:
        others = all_contradictions(incident.postmortem, policy)
        excluded = exclusion(incident, as_of)
        for timing in incident.timings:
            found[timing.measure].append(
                _measurement(incident, timing, excluded, others.get(timing.measure, ()))
            )
    return {measure: tuple(every) for measure, every in found.items()}


def tally(every: Iterable[Measurement]) -> Tally:
    """Count, sum up and set apart."""
    every = tuple(every)
    counted = tuple(one for one in every if one.state == "counted")
    return Tally(
        summary=summary(interval for one in counted if (interval := one.interval)),
        counted=counted,
        missing=tuple(one for one in every if one.state == "missing"),
        excluded=tuple(one for one in every if one.state == "excluded"),
        contradictory=tuple(one for one in every if one.others and one.state != "excluded"),
    )


def _measurement(
    incident: Incident, timing: Timing, excluded: str, others: tuple[Timing, ...]
) -> Measurement:
    if excluded:
        return Measurement(incident, timing, "excluded", excluded, others)
    if timing.minutes is None:
        return Measurement(incident, timing, "missing", timing.reason, others)
    return Measurement(incident, timing, "counted", "", others)
