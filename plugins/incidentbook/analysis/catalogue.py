"""The library with its names resolved, and indexes by service, cause, team and alert."""

from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import TypeVar

from incidentbook.records import Library, Policy, Postmortem, Runbook
from incidentbook.records.plain import dataclass

from .alert_matching import Matching, alert_matching
from .dated import Dated
from .names import Name, Names, names
from .timings import Timing, timings

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Incident:
    """A postmortem with its services, causes and teams resolved; `teams` fall back on the services' owners.

    `day` is the day of the incident, or None; `moment` orders incidents, and is the beginning of time where
    nothing is known.
    """

    postmortem: Postmortem
    services: tuple[Name, ...]
    causes: tuple[Name, ...]
    teams: tuple[Name, ...]
    timings: tuple[Timing, ...]
    day: date | None
    moment: datetime

    @property
    def path(self) -> str:
        """The path of the postmortem."""
        return self.postmortem.path

    @property
    def order(self) -> tuple[float, str]:
        """What sorts incidents newest first, those without a day last."""
        return -self.moment.timestamp(), self.path

    @property
    def is_counted(self) -> bool:
        """Whether it happened to customers or systems: drills and near-misses stay out of the numbers."""
        return self.postmortem.kind in {"incident", "security"}

    def timing(self, measure: str) -> Timing:
        """The measure of this name ("detect" …)."""
        return next(timing for timing in self.timings if timing.measure == measure)


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Everything that can be looked up, by the ids of names and the paths of documents.

    Incidents are in their `order`, everywhere. `runbooks_by_alert` goes by the alert's name in lower case:
    the runbooks that list it, else those to which its rules lead (see `matching`). `by_id` knows incidents
    by id and by file stem, the first by path where two share one. `owners` are services' teams by the
    service's id. `dated` are the incidents by their days.
    """

    library: Library
    services: Names
    causes: Names
    teams: Names
    incidents: tuple[Incident, ...]
    by_path: Mapping[str, Incident]
    by_id: Mapping[str, Incident]
    by_service: Mapping[str, tuple[Incident, ...]]
    by_cause: Mapping[str, tuple[Incident, ...]]
    by_team: Mapping[str, tuple[Incident, ...]]
    owners: Mapping[str, Name]
    runbooks: Mapping[str, Runbook]
    runbooks_by_service: Mapping[str, tuple[Runbook, ...]]
    runbooks_by_alert: Mapping[str, tuple[Runbook, ...]]
    matching: Matching
    dated: Dated[Incident]

    @property
    def documents(self) -> tuple[Postmortem | Runbook, ...]:
        """All documents: postmortems, then runbooks, each in the order of their paths."""
        return (*self.library.postmortems, *self.library.runbooks)

    def alerts_of(self, runbook: Runbook) -> tuple[str, ...]:
        """The alerts of a runbook: those that it lists, then those whose rules lead to it."""
        listed = {alert.casefold() for alert in runbook.alerts}
        led = (
            name for name in self.matching.by_runbook.get(runbook.path, ()) if name.casefold() not in listed
        )
        return (*runbook.alerts, *led)

    def incident(self, reference: str) -> Incident | None:
        """The incident that this id, file name or path means, or None."""
        return self.by_id.get(_reference(reference)) or self.by_path.get(reference)


def catalogue(library: Library) -> Catalogue:
    """Resolve all names of the library and index its documents."""
    services, causes, teams = _services(library), _causes(library), _teams(library)
    owners = _owners(library.policy, services, teams)
    matching = alert_matching(library)
    incidents = tuple(
        sorted(
            (
                _incident(one, timings(one, library.policy), services, causes, teams, owners)
                for one in library.postmortems
            ),
            key=lambda incident: incident.order,
        )
    )
    return Catalogue(
        library=library,
        services=services,
        causes=causes,
        teams=teams,
        incidents=incidents,
        by_path={incident.path: incident for incident in incidents},
        by_id=_by_id(incidents),
        by_service=_grouped(incidents, lambda incident: (name.id for name in incident.services)),
        by_cause=_grouped(incidents, lambda incident: (name.id for name in incident.causes)),
        by_team=_grouped(incidents, lambda incident: (name.id for name in incident.teams)),
        owners=owners,
        runbooks={runbook.path: runbook for runbook in library.runbooks},
        runbooks_by_service=_grouped(
            library.runbooks, lambda runbook: (name.id for name in services.resolve(runbook.services))
        ),
        runbooks_by_alert=_runbooks_by_alert(library, matching),
        matching=matching,
        dated=Dated(incidents, lambda incident: incident.day),
    )


def _runbooks_by_alert(library: Library, matching: Matching) -> dict[str, tuple[Runbook, ...]]:
    found = {name: tuple(one.runbook for one in leads) for name, leads in matching.leads.items() if leads}
    listed = _grouped(
        library.runbooks, lambda runbook: dict.fromkeys(alert.casefold() for alert in runbook.alerts)
    )
    return found | listed


def _incident(  # noqa: PLR0913, PLR0917 - a postmortem and all that resolves it
    postmortem: Postmortem,
    its_timings: tuple[Timing, ...],
    services: Names,
    causes: Names,
    teams: Names,
    owners: Mapping[str, Name],
) -> Incident:
    its_services = services.resolve(postmortem.services)
    its_teams = teams.resolve(postmortem.teams) or tuple(
        dict.fromkeys(owners[service.id] for service in its_services if service.id in owners)
    )
    started = postmortem.milestone("started")
    day = postmortem.date or (started.moment.start.date() if started else None)
    return Incident(
        postmortem=postmortem,
        services=its_services,
        causes=causes.resolve(postmortem.causes),
        teams=its_teams,
        timings=its_timings,
        day=day,
        moment=_moment(day, started.moment.start if started else None),
    )


def _moment(day: date | None, started: datetime | None) -> datetime:
    if started and (day is None or abs(started.date() - day) <= timedelta(1)):
        return started.astimezone(UTC)
    return datetime.combine(day or date.min, time(), UTC)


def _services(library: Library) -> Names:
    known = [(Name(one.id, one.title or one.id), one.aliases) for one in library.policy.services]
    return names(known, (name for document in _documents(library) for name in document.services))


def _causes(library: Library) -> Names:
    known = [(Name(one.id, one.title or one.id), ()) for one in library.policy.causes]
    return names(known, (name for postmortem in library.postmortems for name in postmortem.causes))


def _teams(library: Library) -> Names:
    policy = library.policy
    known = [(Name(one.id, one.title or one.id), one.aliases) for one in policy.teams]
    used = [service.team for service in policy.services]
    return names(known, (*used, *(name for one in library.postmortems for name in one.teams)))


def _owners(policy: Policy, services: Names, teams: Names) -> dict[str, Name]:
    found = ((services.find(service.id), teams.find(service.team)) for service in policy.services)
    return {service.id: team for service, team in found if service and team}


def _documents(library: Library) -> Iterable[Postmortem | Runbook]:
    yield from library.postmortems
    yield from library.runbooks


def _by_id(incidents: tuple[Incident, ...]) -> dict[str, Incident]:
    found: dict[str, Incident] = {}
    in_order = sorted(incidents, key=lambda incident: incident.path)
    for incident in in_order:
        found.setdefault(_reference(incident.postmortem.id), incident)
    for incident in in_order:
        found.setdefault(_reference(incident.path), incident)
    found.pop("", None)
    return found


def _reference(text: str) -> str:
    stem = text.strip().casefold().rpartition("/")[2]
    return stem.removesuffix(".md").removesuffix(".markdown")


def _grouped(things: Iterable[T], keys: Callable[[T], Iterable[str]]) -> dict[str, tuple[T, ...]]:
    groups: dict[str, list[T]] = {}
    for thing in things:
        for key in keys(thing):
            groups.setdefault(key, []).append(thing)
    return {key: tuple(group) for key, group in groups.items()}
