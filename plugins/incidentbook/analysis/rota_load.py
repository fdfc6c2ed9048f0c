"""What a rota asked of each person over some time: hours, hours outside of work, incidents.

It is what the rota says today, overrides included: turns exchanged without an override are not known.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from incidentbook.records import Policy
from incidentbook.records.plain import dataclass
from incidentbook.records.rota import Rota, Window

from .catalogue import Incident
from .rota import Span, on_call, pieces, window_spans
from .rota_people import rotations_of

WORK = Window((0, 1, 2, 3, 4), 8 * 60, 10 * 60)
"""Hours that do not count as outside of work: Monday to Friday, 08:00 to 18:00 where the person lives."""


@dataclass(frozen=True, slots=True)
class Load:
    """The hours of one person as primary and as secondary, those as primary outside of work, and incidents.

    `incidents` is the number of those that began while the person was primary for one of their services.
    """

    person: str
    primary: float
    secondary: float
    off_hours: float
    incidents: int


@dataclass(frozen=True, slots=True)
class Loads:
    """The load of everybody, by name; `counted` incidents had a primary, `unknown` no time or no rotation."""

    rows: tuple[Load, ...]
    counted: int
    unknown: int


def loads(
    rota: Rota, policy: Policy, incidents: Sequence[Incident], since: datetime, until: datetime
) -> Loads:
    """What the rota asked of everybody from `since` to `until`."""
    hours: dict[str, Counter[str]] = defaultdict(Counter)
    for rotation in rota.rotations:
        for line in rotation.lines:
            for one in pieces(rotation, line.name, since, until):
                if one.person:
                    hours[one.person][line.name] += _minutes(one.start, one.end)
                    if line.name == "primary":
                        hours[one.person]["off"] += _off_minutes(one)
    called, unknown = _called(rota, policy, incidents, since, until)
    rows = tuple(
        Load(
            person,
            hours[person]["primary"] / 60,
            hours[person]["secondary"] / 60,
            hours[person]["off"] / 60,
            called[person],
        )
        for person in sorted(hours)
    )
    return Loads(rows, sum(called.values()), unknown)


def _minutes(start: datetime, end: datetime) -> int:
    return round((end - start) / timedelta(minutes=1))


def _off_minutes(span: Span) -> int:
    at_work = (
        _minutes(max(start, span.start), min(end, span.end))
        for start, end in window_spans((WORK,), span.home, span.start, span.end)
    )
    return _minutes(span.start, span.end) - sum(at_work)


def _called(
    rota: Rota, policy: Policy, incidents: Sequence[Incident], since: datetime, until: datetime
) -> tuple[Counter[str], int]:
    """How many incidents began in whose time as primary, and how many nobody can be found for."""
    called: Counter[str] = Counter()
    unknown = 0
    for incident in incidents:
        if not incident.is_counted or incident.day is None:
            continue
        started = incident.postmortem.milestone("started") or incident.postmortem.milestone("detected")
        if started is None or started.moment.precision == "day":
            unknown += since <= incident.moment < until
            continue
        if since <= started.moment.start < until:
            people = set(_primaries(rota, policy, incident, started.moment.start))
            called.update(people)
            unknown += not people
    return called, unknown


def _primaries(rota: Rota, policy: Policy, incident: Incident, moment: datetime) -> Iterator[str]:
    services = frozenset(name.id for name in incident.services)
    teams = frozenset(name.id for name in incident.teams)
    for rotation in rotations_of(rota, policy, services, teams):
        if person := on_call(rotation, "primary", moment).person:
            yield person
