"""Incidents as rows, and how the register filters them."""

from collections.abc import Iterator

from incidentbook.analysis.catalogue import Incident
from incidentbook.records.postmortem import PUBLICATION_STATUSES

from . import chips, dates, facets, links, named
from .action_rows import action_counts
from .facets import Dimension, Value
from .ground import Ground
from .incident_values import services, severities, teams
from .measures import BASES, duration
from .models import Choice, Data, IncidentRow
from .slugs import slug
from .words import lead

SORTS = (
    Choice("-date", "Newest"),
    Choice("severity", "Severity"),
    Choice("-duration", "Longest"),
    Choice("-open", "Most open actions"),
    Choice("title", "Title"),
)


def incident_row(ground: Ground, incident: Incident) -> IncidentRow:
    """One incident in a list."""
    postmortem = incident.postmortem
    recover = incident.timing("recover")
    items = [tracked.item for tracked in ground.items[incident.path]]
    return IncidentRow(
        link=links.document(postmortem),
        id=postmortem.id,
        severity=chips.severity(ground, postmortem),
        date=dates.day(incident.day, ground.as_of) if incident.day else None,
        kind=chips.kind(postmortem),
        publication=None if postmortem.status == "published" else chips.publication(postmortem),
        services=named.services(ground, incident.services),
        teams=named.teams(ground, incident.teams),
        causes=named.causes(ground, incident.causes),
        duration=duration(recover),
        duration_note=BASES.get(recover.basis, ""),
        actions=action_counts(items, ground.as_of) if items else None,
        summary=lead(postmortem.summary),
        data=_data(ground, incident),
    )


def _data(ground: Ground, incident: Incident) -> Data:
    postmortem = incident.postmortem
    minutes = incident.timing("recover").minutes
    rank = ground.severity_rank(postmortem.severity)
    return (
        *facets.data(ground, incident, DIMENSIONS),
        ("sort-date", dates.iso(incident.moment) if incident.day else ""),
        ("sort-severity", str(rank)),
        ("sort-duration", "" if minutes is None else f"{minutes:.0f}"),
        ("sort-open", str(sum(item.is_open for item in postmortem.action_items))),
        ("sort-title", postmortem.title.casefold()),
        ("text", _text(incident)),
    )


def _text(incident: Incident) -> str:
    postmortem = incident.postmortem
    names = (*incident.services, *incident.causes, *incident.teams)
    words = (postmortem.id, *postmortem.alerts, *(word for name in names for word in (name.title, name.id)))
    return " ".join(" ".join(dict.fromkeys(words)).casefold().split())


def _causes(ground: Ground, incident: Incident) -> Iterator[Value]:
    for name in incident.causes:
        yield Value(ground.cause_slugs[name.id], name.title)


def _years(_: Ground, incident: Incident) -> Iterator[Value]:
    if incident.day:
        yield Value(str(incident.day.year), str(incident.day.year), -incident.day.year)


def _publication(_: Ground, incident: Incident) -> Iterator[Value]:
    status = incident.postmortem.status
    if status in PUBLICATION_STATUSES:
        yield Value(status, chips.PUBLICATION[status], PUBLICATION_STATUSES.index(status))


def _kinds(_: Ground, incident: Incident) -> Iterator[Value]:
    kind = incident.postmortem.kind
    yield Value(slug(kind), chips.KINDS.get(kind, kind))


DIMENSIONS: tuple[Dimension[Incident], ...] = (
    Dimension("severity", "Severity", severities, "No severity"),
    Dimension("service", "Service", services, "No service"),
    Dimension("team", "Team", teams, "No team"),
    Dimension("cause", "Cause", _causes, "No cause"),
    Dimension("year", "Year", _years, "No date"),
    Dimension("status", "Status", _publication),
    Dimension("kind", "Kind", _kinds),
)
"""How the register can be filtered."""
