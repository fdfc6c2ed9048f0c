"""Time between incidents: how long a service ran from the end of one incident to the beginning of the next.

Source: the operating time between failures of IEC 60050-192:2015, for each service.

Counted are all incidents that happened, drafts and those without a review too: leaving one out would make
two short times into a long one. An incident that begins before those before it are over leaves no time
between; one whose end is not known leaves an unknown one.
"""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta

from incidentbook.records import Policy
from incidentbook.records.plain import dataclass

from .catalogue import Catalogue, Incident
from .names import Name
from .summaries import Interval, Summary, summary
from .timings import claims


@dataclass(frozen=True, slots=True)
class QuietTime:
    """The time between two incidents of a service in minutes; None, with a reason, where it is not known."""

    service: Name
    earlier: Incident
    later: Incident
    interval: Interval | None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ServiceQuiet:
    """The quiet times of one service, newest first; `overlaps` are incidents that began during others."""

    service: Name
    incidents: int
    summary: Summary
    counted: tuple[QuietTime, ...]
    missing: tuple[QuietTime, ...]
    overlaps: tuple[QuietTime, ...]


def quiet_times(catalogue: Catalogue, as_of: date) -> tuple[ServiceQuiet, ...]:
    """The quiet times of each service that had an incident, in the order of the services."""
    found = (
        _of_service(name, catalogue.by_service.get(name.id, ()), as_of) for name in catalogue.services.all
    )
    return tuple(one for one in found if one.incidents)


def _of_service(service: Name, incidents: Iterable[Incident], as_of: date) -> ServiceQuiet:
    happened = [one for one in incidents if one.is_counted and one.day and one.day <= as_of]
    happened.sort(key=lambda one: (one.moment, one.path))
    every = list(_between(service, happened))[::-1]
    counted = tuple(one for one in every if one.interval)
    return ServiceQuiet(
        service=service,
        incidents=len(happened),
        summary=summary(one.interval for one in counted if one.interval),
        counted=counted,
        missing=tuple(one for one in every if one.interval is None and one.reason != OVERLAP),
        overlaps=tuple(one for one in every if one.reason == OVERLAP),
    )


_FROM_START = Policy()
"""The end of an incident is told by what it took from its beginning, wherever recovery counts from."""

OVERLAP = "it began before the other was over"
"""The reason of a time between that there was none of."""


def _between(service: Name, happened: list[Incident]) -> Iterator[QuietTime]:
    """Each incident with the one before it that was over last."""
    over: tuple[Incident, Interval | None] | None = None
    for incident in happened:
        begun, end = _beginning(incident), _end(incident)
        if over is not None:
            yield _time(service, over, incident, begun)
        if over is None or over[1] is None or end is None or end.high >= over[1].high:
            over = (incident, end)


def _time(
    service: Name, over: tuple[Incident, Interval | None], incident: Incident, begun: Interval | None
) -> QuietTime:
    earlier, end = over
    if end is None:
        return QuietTime(service, earlier, incident, None, f"no end of “{earlier.postmortem.title}” is known")
    if begun is None:
        return QuietTime(
            service, earlier, incident, None, f"no beginning of “{incident.postmortem.title}” is known"
        )
    if begun.high < end.low:
        return QuietTime(service, earlier, incident, None, OVERLAP)
    return QuietTime(
        service, earlier, incident, Interval(max(begun.low - end.high, 0.0), begun.high - end.low)
    )


def _beginning(incident: Incident) -> Interval | None:
    """When an incident began, in minutes of the epoch; the time of its detection is none."""
    started = incident.postmortem.milestone("started")
    if started is None or started.moment.precision == "day":
        return None
    return Interval(_minutes(started.moment.start), _minutes(started.moment.end or started.moment.start))


def _end(incident: Incident) -> Interval | None:
    """When an incident was over: stated, or its beginning and the time that it took to recover."""
    resolved = incident.postmortem.milestone("resolved")
    if resolved is not None and resolved.moment.precision != "day":
        return Interval(
            _minutes(resolved.moment.start), _minutes(resolved.moment.end or resolved.moment.start)
        )
    begun = _beginning(incident)
    took = next(iter(claims(incident.postmortem, "recover", _FROM_START)), None)
    if begun is None or took is None or took.low is None or took.high is None:
        return None
    return Interval(begun.low + took.low, begun.high + took.high)


def _minutes(value: datetime) -> float:
    return value.timestamp() / timedelta(minutes=1).total_seconds()
