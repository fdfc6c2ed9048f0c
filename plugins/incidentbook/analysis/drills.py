"""Drills: what was rehearsed, with which runbooks, when each service and team last was, and what never."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from incidentbook.records import Runbook
from incidentbook.records.plain import dataclass

from .catalogue import Catalogue, Incident
from .held import is_held
from .names import Name
from .uses import Uses


@dataclass(frozen=True, slots=True)
class Drill:
    """A drill, the past incidents that it names as `related` or `repeat_of`, and the runbooks it used."""

    incident: Incident
    rehearsed: tuple[Incident, ...]
    runbooks: tuple[Runbook, ...]


@dataclass(frozen=True, slots=True)
class LastDrill:
    """A service or a team with its latest drill, or None where it never had one."""

    name: Name
    last: Incident | None


@dataclass(frozen=True, slots=True)
class Drills:
    """All drills newest first; `planned` are those whose documents do not prove that they were held.

    `services` and `teams` stand with those that were never drilled first, then the longest ago; `untested`
    are runbooks that no drill used. `rehearsals` are the past drills of an incident, by its path.
    """

    past: tuple[Drill, ...]
    planned: tuple[Drill, ...]
    services: tuple[LastDrill, ...]
    teams: tuple[LastDrill, ...]
    untested: tuple[Runbook, ...]
    rehearsals: Mapping[str, tuple[Incident, ...]]


def drills(catalogue: Catalogue, uses: Uses, as_of: date) -> Drills:
    """The drills of a library as they stand on the day `as_of` (see `held`)."""
    every = [
        _drill(incident, catalogue, uses)
        for incident in catalogue.incidents
        if incident.postmortem.kind == "drill"
    ]
    past = tuple(one for one in every if is_held(one.incident, as_of))
    tested = {runbook.path for one in past for runbook in one.runbooks}
    return Drills(
        past=past,
        planned=tuple(one for one in every if one not in past),
        services=_last(catalogue.services.all, ((one.incident, one.incident.services) for one in past)),
        teams=_last(catalogue.teams.all, ((one.incident, one.incident.teams) for one in past)),
        untested=tuple(one for one in catalogue.library.runbooks if one.path not in tested),
        rehearsals=_rehearsals(past),
    )


def _drill(incident: Incident, catalogue: Catalogue, uses: Uses) -> Drill:
    named = (*incident.postmortem.related, *incident.postmortem.repeat_of)
    found = (catalogue.incident(reference) for reference in named)
    rehearsed = dict.fromkeys(one for one in found if one is not None and one.path != incident.path)
    used = uses.by_incident.get(incident.path, ())
    return Drill(incident, tuple(rehearsed), tuple(use.runbook for use in used))


def _last(
    names: Iterable[Name], drilled: Iterable[tuple[Incident, tuple[Name, ...]]]
) -> tuple[LastDrill, ...]:
    newest: dict[str, Incident] = {}
    for incident, its_names in drilled:
        for name in its_names:
            newest.setdefault(name.id, incident)
    return tuple(sorted((LastDrill(name, newest.get(name.id)) for name in names), key=_never_first))


def _never_first(one: LastDrill) -> tuple[bool, float, str]:
    moment = one.last.moment.timestamp() if one.last else 0.0
    return one.last is not None, moment, one.name.title.casefold()


def _rehearsals(past: Iterable[Drill]) -> dict[str, tuple[Incident, ...]]:
    found: dict[str, list[Incident]] = {}
    for path, incident in _pairs(past):
        found.setdefault(path, []).append(incident)
    return {path: tuple(incidents) for path, incidents in found.items()}


def _pairs(past: Iterable[Drill]) -> Iterator[tuple[str, Incident]]:
    for drill in past:
        for incident in drill.rehearsed:
            yield incident.path, drill.incident
