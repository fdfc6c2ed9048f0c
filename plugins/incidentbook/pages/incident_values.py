"""What incidents can be filtered by wherever they are listed: severity, services, teams."""

from collections.abc import Iterator

from incidentbook.analysis.catalogue import Incident

from .facets import Value
from .ground import Ground
from .slugs import slug


def severities(ground: Ground, incident: Incident) -> Iterator[Value]:
    """The severity of an incident as a value to filter by."""
    if level := incident.postmortem.severity:
        yield Value(slug(level), level, ground.severity_rank(level))


def services(ground: Ground, incident: Incident) -> Iterator[Value]:
    """The services of an incident as values to filter by."""
    for name in incident.services:
        yield Value(ground.service_slugs[name.id], name.title)


def teams(ground: Ground, incident: Incident) -> Iterator[Value]:
    """The teams of an incident as values to filter by."""
    for name in incident.teams:
        yield Value(ground.team_slugs[name.id], name.title)
