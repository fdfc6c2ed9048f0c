"""Incidents that belong together: what an author names, and what shares a cause or a service."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping

from incidentbook.records.plain import dataclass

from .catalogue import Catalogue, Incident
from .names import Name

NEAR = 3
"""How many incidents before and after are looked at for each cause and service."""


@dataclass(frozen=True, slots=True)
class Relation:
    """Another incident and why it is related.

    `kind` is repeat-of, repeated-by, related, both, cause or service; `cause` and `service` are what the
    two share, where they do.
    """

    incident: Incident
    kind: str
    cause: Name | None = None
    service: Name | None = None


Backward = Mapping[str, tuple[tuple[Incident, str], ...]]

_RANK = {"repeat-of": 0, "repeated-by": 0, "related": 1, "both": 2, "cause": 3, "service": 4}


def backward(catalogue: Catalogue) -> Backward:
    """For each path the incidents that name it in `repeat_of` ("repeated-by") or `related` ("related")."""
    found: dict[str, list[tuple[Incident, str]]] = {}
    for incident in catalogue.incidents:
        for references, kind in (
            (incident.postmortem.repeat_of, "repeated-by"),
            (incident.postmortem.related, "related"),
        ):
            for named in map(catalogue.incident, references):
                if named:
                    found.setdefault(named.path, []).append((incident, kind))
    return {path: tuple(pairs) for path, pairs in found.items()}


def relations(incident: Incident, catalogue: Catalogue, named_by: Backward) -> tuple[Relation, ...]:
    """What is related to an incident: declared first, then by cause and service, then by one of them.

    The nearest in time come first. Looks at the `NEAR` neighbours for each cause and service, so that a
    large library takes linear time.
    """
    found: dict[str, Relation] = {}
    for other, kind in (*_named(incident, catalogue), *named_by.get(incident.path, ())):
        if other.path != incident.path:
            found.setdefault(other.path, _relation(incident, other, kind))
    for other in _neighbours(incident, catalogue):
        found.setdefault(other.path, _relation(incident, other, ""))
    return tuple(sorted(found.values(), key=lambda one: _order(incident, one)))


def _named(incident: Incident, catalogue: Catalogue) -> Iterator[tuple[Incident, str]]:
    for references, kind in (
        (incident.postmortem.repeat_of, "repeat-of"),
        (incident.postmortem.related, "related"),
    ):
        for other in map(catalogue.incident, references):
            if other:
                yield other, kind


def _neighbours(incident: Incident, catalogue: Catalogue) -> Iterator[Incident]:
    for cause in incident.causes:
        yield from _around(incident, catalogue.by_cause.get(cause.id, ()))
    for service in incident.services:
        yield from _around(incident, catalogue.by_service.get(service.id, ()))


def _around(incident: Incident, newest_first: tuple[Incident, ...]) -> Iterator[Incident]:
    position = position_in(incident, newest_first)
    for other in newest_first[max(position - NEAR, 0) : position + NEAR + 1]:
        if other.path != incident.path:
            yield other


def position_in(incident: Incident, newest_first: tuple[Incident, ...]) -> int:
    """Where an incident stands in a list that is ordered newest first."""
    return bisect_left(newest_first, incident.order, key=lambda one: one.order)


def _relation(incident: Incident, other: Incident, kind: str) -> Relation:
    cause = _shared(incident.causes, other.causes)
    service = _shared(incident.services, other.services)
    shared = "both" if cause and service else "cause" if cause else "service"
    return Relation(other, kind or shared, cause, service)


def _shared(names: Iterable[Name], others: tuple[Name, ...]) -> Name | None:
    return next((name for name in names if name in others), None)


def _order(incident: Incident, relation: Relation) -> tuple[int, float, str]:
    gap = abs((incident.moment - relation.incident.moment).total_seconds())
    return _RANK[relation.kind], gap, relation.incident.path
