"""Metrics as OpenMetrics text (version 1.0.0), for Prometheus to scrape a static site.

https://github.com/prometheus/OpenMetrics/blob/main/specification/OpenMetrics.md: metric families stand
together, names of counters end in `_total`, durations are seconds, the last line is `# EOF`.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from incidentbook.analysis.backlog import TrackedItem
from incidentbook.analysis.catalogue import Incident
from incidentbook.analysis.inert import inert
from incidentbook.analysis.metrics import Metrics
from incidentbook.analysis.timings import MEASURES
from incidentbook.records.action_item import STATUSES

PREFIX = "incidentbook"

Labels = tuple[tuple[str, str], ...]
Sample = tuple[Labels, float]


@dataclass(frozen=True, slots=True)
class _Family:
    """A metric family: `kind` is "counter" or "gauge", `unit` is the end of its name, or empty."""

    name: str
    kind: str
    help: str
    samples: tuple[Sample, ...]
    unit: str = ""


def openmetrics(found: Metrics, items: Iterable[TrackedItem]) -> str:
    """Incidents, durations and action items as they stand on the day of the metrics."""
    families = (*_incidents(found), *_durations(found), *_actions(found, list(items)))
    lines = [line for family in families for line in _lines(family)]
    return "\n".join([*lines, "# EOF", ""])


def _incidents(found: Metrics) -> Iterator[_Family]:
    by_severity = _by_severity(found, found.happened)
    yield _Family(
        "as_of_timestamp_seconds",
        "gauge",
        "The day on which all of this was counted.",
        (((), _seconds(found.as_of)),),
        "seconds",
    )
    yield _Family(
        "incidents",
        "counter",
        "Incidents that happened, without drills and near-misses.",
        tuple(((("severity", level),), float(len(those))) for level, those in by_severity.items()),
    )
    yield _Family(
        "last_incident_timestamp_seconds",
        "gauge",
        "The beginning of the newest incident; midnight where only its day is known.",
        tuple(
            ((("severity", level),), those[0].moment.timestamp())
            for level, those in by_severity.items()
            if those and those[0].day
        ),
        "seconds",
    )


def _durations(found: Metrics) -> Iterator[_Family]:
    tallies = {measure: found.tally(measure) for measure in MEASURES}
    yield _Family(
        "last_duration_seconds",
        "gauge",
        "How long the newest incident of a severity took; the two bounds differ where a range was stated.",
        tuple(sample for measure in MEASURES for sample in _last(found, measure)),
        "seconds",
    )
    yield _Family(
        "median_duration_seconds",
        "gauge",
        "The median over all incidents that are counted; absent where there are fewer than five.",
        tuple(
            ((("measure", measure), ("bound", bound)), minutes * 60)
            for measure, tally in tallies.items()
            if tally.summary.median
            for bound, minutes in (("lower", tally.summary.median.low), ("upper", tally.summary.median.high))
        ),
        "seconds",
    )
    yield _Family(
        "measured_incidents",
        "gauge",
        "Incidents by measure: counted, missing (without times), excluded, and contradictory ones.",
        tuple(
            ((("measure", measure), ("state", state)), float(number))
            for measure, tally in tallies.items()
            for state, number in (
                ("counted", len(tally.counted)),
                ("missing", len(tally.missing)),
                ("excluded", len(tally.excluded)),
                ("contradictory", len(tally.contradictory)),
            )
        ),
    )


def _last(found: Metrics, measure: str) -> Iterator[Sample]:
    oldest_first = reversed(found.by_measure[measure])
    newest = {one.incident.postmortem.severity: one.interval for one in oldest_first if one.interval}
    for level in _levels(found):
        interval = newest.get(level)
        if interval:
            for bound, minutes in (("lower", interval.low), ("upper", interval.high)):
                yield (("measure", measure), ("severity", level), ("bound", bound)), minutes * 60


def _actions(found: Metrics, items: list[TrackedItem]) -> Iterator[_Family]:
    statuses = [tracked.item.status for tracked in items]
    overdue = [tracked for tracked in items if tracked.item.is_overdue(found.as_of)]
    yield _Family(
        "action_items",
        "gauge",
        "Action items by status.",
        tuple(((("status", status),), float(statuses.count(status))) for status in STATUSES),
    )
    yield _Family(
        "action_items_open",
        "gauge",
        "Action items that are unfinished.",
        (((), float(sum(tracked.item.is_open for tracked in items))),),
    )
    yield _Family(
        "action_items_overdue",
        "gauge",
        "Unfinished action items past their due date.",
        (((), float(len(overdue))),),
    )
    teams = sorted({tracked.team.id if tracked.team else "" for tracked in items})
    yield _Family(
        "action_items_overdue_by_team",
        "gauge",
        "Overdue action items by the team that answers for them.",
        tuple(
            (
                (("team", team),),
                float(sum((tracked.team.id if tracked.team else "") == team for tracked in overdue)),
            )
            for team in teams
        ),
    )


def _by_severity(found: Metrics, incidents: Iterable[Incident]) -> dict[str, list[Incident]]:
    groups: dict[str, list[Incident]] = {level: [] for level in _levels(found)}
    for incident in incidents:
        groups.setdefault(incident.postmortem.severity, []).append(incident)
    return groups


def _levels(found: Metrics) -> list[str]:
    known = [level.id for level in found.catalogue.library.policy.severities]
    return [*known, *sorted({one.postmortem.severity for one in found.happened} - set(known))]


def _seconds(day: date) -> float:
    return datetime.combine(day, time(), UTC).timestamp()


def _lines(family: _Family) -> Iterator[str]:
    name = f"{PREFIX}_{family.name}"
    yield f"# TYPE {name} {family.kind}"
    if family.unit:
        yield f"# UNIT {name} {family.unit}"
    yield f"# HELP {name} {_escaped(family.help)}"
    suffix = "_total" if family.kind == "counter" else ""
    for labels, value in family.samples:
        inside = ",".join(f'{key}="{_escaped(text)}"' for key, text in labels)
        yield f"{name}{suffix}{{{inside}}} {value:.15g}" if inside else f"{name}{suffix} {value:.15g}"


def _escaped(text: str) -> str:
    return "\\n".join(inert(line).replace("\\", "\\\\").replace('"', '\\"') for line in text.split("\n"))
