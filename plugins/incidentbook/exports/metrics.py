"""Metrics as plain data: what `data/metrics.json` holds and `incidentbook metrics --format json` prints.

Durations are minutes, each as {"low", "high"}, which are equal unless a range was stated; what is not known,
or stands on too few values, is null.
"""

from collections.abc import Iterable, Sequence

from incidentbook.analysis.catalogue import Incident
from incidentbook.analysis.goals import VERDICTS, Goal
from incidentbook.analysis.groups import BY, Group, groups, source
from incidentbook.analysis.measurement import Measurement, Tally
from incidentbook.analysis.metrics import Metrics, compare, compare_volume, last_years
from incidentbook.analysis.quiet_times import ServiceQuiet
from incidentbook.analysis.summaries import Interval, Summary
from incidentbook.analysis.timings import MEASURES, Timing, span
from incidentbook.analysis.updates import Cadence

from .records import Record, day, number


def metrics_record(found: Metrics) -> Record:
    """All metrics of one day."""
    policy = found.catalogue.library.policy
    return {
        "settings": {
            "recover_from": policy.metrics.recover_from,
            "prefer": policy.metrics.prefer,
            "stated_durations": policy.metrics.stated_durations,
        },
        "measures": {measure: _measure(found, measure) for measure in MEASURES},
        "volume": _volume(found),
        "targets": [_goal(goal) for goal in found.goals],
        "between": [_quiet(one) for one in found.quiet],
        "updates": [_cadence(one) for one in found.cadences],
        "compared": _compared(found),
    }


def groups_record(found: Metrics, every: Iterable[Group], measures: Sequence[str] = MEASURES) -> list[Record]:
    """Some groups of incidents with the tally of each measure."""
    return [
        {
            "key": group.key,
            "title": group.title,
            "incidents": len(group.incidents),
            "measures": {
                measure: tally_record(found.tally(measure, group.incidents)) for measure in measures
            },
        }
        for group in every
    ]


def tally_record(of: Tally) -> Record:
    """The figures of a tally, and how many incidents it does not count."""
    return {
        **summary_record(of.summary),
        "missing": len(of.missing),
        "excluded": len(of.excluded),
        "contradictory": len(of.contradictory),
    }


def summary_record(of: Summary) -> Record:
    """The figures of some durations; the durations themselves where there are too few for figures."""
    return {
        "n": of.number,
        "median": interval(of.median),
        "lower_quartile": interval(of.lower),
        "upper_quartile": interval(of.upper),
        "ninetieth": interval(of.ninetieth),
        "mean": interval(of.mean),
        "values": [] if of.median else [interval(value) for value in of.values],
    }


def interval(value: Interval | None) -> Record | None:
    """A duration in minutes."""
    return None if value is None else {"low": number(_short(value.low)), "high": number(_short(value.high))}


def _short(minutes: float) -> float:
    return round(minutes, 3)


def _measure(found: Metrics, measure: str) -> Record:
    first, last = span(measure, found.catalogue.library.policy)
    return {
        "from": first,
        "to": last,
        "all": tally_record(found.tally(measure)),
        "by": {
            by: [
                {
                    "key": group.key,
                    "title": group.title,
                    **tally_record(found.tally(measure, group.incidents)),
                }
                for group in found.grouped(by)
            ]
            for by in BY
        },
        "incidents": [_measurement(one) for one in found.by_measure[measure]],
    }


def _measurement(one: Measurement) -> Record:
    timing = one.timing
    return {
        **_reference(one.incident),
        "state": one.state,
        "reason": one.reason,
        **_timing(timing),
        "working": _working(timing),
        "contradictions": [_timing(other) for other in one.others],
    }


def _timing(timing: Timing) -> Record:
    known = timing.low is not None and timing.high is not None
    return {
        "minutes": interval(Interval(timing.low or 0, timing.high or 0)) if known else None,
        "basis": timing.basis,
        "approximate": timing.is_approximate,
        "text": timing.text,
    }


def _working(timing: Timing) -> Record | None:
    if timing.working_low is None or timing.working_high is None:
        return None
    return interval(Interval(timing.working_low, timing.working_high))


def _reference(incident: Incident) -> Record:
    return {
        "id": incident.postmortem.id,
        "path": incident.path,
        "date": day(incident.day),
        "severity": incident.postmortem.severity,
    }


def _volume(found: Metrics) -> Record:
    policy = found.catalogue.library.policy
    return {
        "incidents": len(found.happened),
        "apart": len(found.apart),
        "customers_told_first": sum(source(one) == "customer" for one in found.happened),
        "by": {
            by: [
                {"key": group.key, "title": group.title, "incidents": len(group.incidents)}
                for group in groups(found.happened, by, policy)
            ]
            for by in BY
        },
    }


def _goal(goal: Goal) -> Record:
    return {
        "name": goal.name,
        "unit": goal.unit,
        **{verdict: len(goal.of(verdict)) for verdict in VERDICTS},
        "excluded": goal.excluded,
        "without_target": goal.without,
        "incidents": [
            {
                **_reference(one.incident),
                "taken": interval(one.taken),
                "target": number(one.aim),
                "verdict": one.verdict,
                "reason": one.reason,
            }
            for one in goal.judged
        ],
    }


def _quiet(of: ServiceQuiet) -> Record:
    return {
        "service": of.service.id,
        "incidents": of.incidents,
        **summary_record(of.summary),
        "missing": len(of.missing),
        "overlaps": len(of.overlaps),
        "times": [
            {
                "earlier": one.earlier.path,
                "later": one.later.path,
                "minutes": interval(one.interval),
                "reason": one.reason,
            }
            for one in (*of.counted, *of.missing, *of.overlaps)
        ],
    }


def _cadence(of: Cadence) -> Record:
    return {
        "severity": of.severity,
        "target_minutes": number(of.target),
        **summary_record(of.summary),
        "within_target": of.kept,
        "incidents": [
            {
                **_reference(one.incident),
                "updates": len(one.events),
                "gaps": [interval(gap) for gap in one.gaps],
                "longest_silence": number(one.silence),
            }
            for one in (*of.measured, *of.silent)
        ],
    }


def _compared(found: Metrics) -> Record | None:
    years = last_years(found.as_of)
    if years is None:
        return None
    volume = compare_volume(found, *years)
    earlier, later = years
    return {
        "earlier": {"first": day(earlier.first), "last": day(earlier.last)},
        "later": {"first": day(later.first), "last": day(later.last)},
        "incidents": {"earlier": volume.earlier, "later": volume.later, "chance": number(volume.chance)},
        "measures": {
            one.measure: {
                "earlier": tally_record(one.earlier),
                "later": tally_record(one.later),
                "chance": number(one.chance),
            }
            for one in compare(found, *years)
        },
    }
