"""services/index.md, and one page for each service."""

from collections.abc import Iterator
from functools import partial

from incidentbook.analysis.catalogue import Incident
from incidentbook.analysis.names import Name
from incidentbook.records import Service

from . import dates, links, named, places
from .action_rows import action_counts
from .edition import Edition
from .measures import medians
from .models import ActionCounts, Empty, Fact, Link, Page, PlaceIndex, PlacePage, PlaceRow
from .strips import strip
from .words import count, joined

EMPTY = Empty(
    "No services yet. They come from the policy (“services:”) and from the documents' front matter.",
    "incidentbook init",
)


def service_pages(edition: Edition) -> Iterator[Page]:
    """The list of services, and the page of every service that the policy or a document names."""
    names = edition.ground.catalogue.services.all
    yield Page(
        links.SERVICES,
        "Services",
        "pages/places.html",
        partial(_index, edition),
        search=False,
        description="Every service with its incidents, runbooks and open action items.",
    )
    for name in names:
        yield Page(
            named.service_path(edition.ground, name),
            name.title,
            "pages/place.html",
            partial(_page, edition, name),
            description=f"Incidents, runbooks and action items of {name.title}.",
        )


def _index(edition: Edition) -> PlaceIndex:
    names = edition.ground.catalogue.services.all
    return PlaceIndex(
        kind="service",
        headline=_headline(edition),
        rows=tuple(_row(edition, name) for name in names),
        empty=None if names else EMPTY,
    )


def _headline(edition: Edition) -> str:
    names = edition.ground.catalogue.services.all
    unknown = sum(not name.is_known for name in names)
    return joined((count(len(names), "service"), f"{unknown:,} not in the policy" if unknown else ""))


def _incidents(edition: Edition, name: Name) -> tuple[Incident, ...]:
    return edition.ground.catalogue.by_service.get(name.id, ())


def _counts(edition: Edition, name: Name) -> ActionCounts:
    items = (item for incident in _incidents(edition, name) for item in incident.postmortem.action_items)
    return action_counts(items, edition.as_of)


def _row(edition: Edition, name: Name) -> PlaceRow:
    ground = edition.ground
    incidents = _incidents(edition, name)
    counted = places.counted(incidents)
    counts = _counts(edition, name)
    team = ground.catalogue.owners.get(name.id)
    return PlaceRow(
        link=named.service(ground, name),
        id=name.id,
        strip=strip(ground, edition.scale, counted, places.repeated_paths(edition, counted)),
        team=named.team(ground, team) if team else None,
        incidents=len(counted),
        runbooks=len(ground.catalogue.runbooks_by_service.get(name.id, ())),
        actions=counts if counts.total else None,
        last=dates.day(counted[0].day, edition.as_of) if counted and counted[0].day else None,
        note="" if name.is_known else "not in the policy",
        data=(("sort-title", name.title.casefold()), ("sort-incidents", str(len(counted)))),
    )


def _page(edition: Edition, name: Name) -> PlacePage:
    ground = edition.ground
    incidents = _incidents(edition, name)
    counted = places.counted(incidents)
    runbooks = ground.catalogue.runbooks_by_service.get(name.id, ())
    counts = _counts(edition, name)
    actions = edition.action_rows(incidents)
    known = edition.policy.service(name.id)
    slug = ground.service_slugs[name.id]
    return PlacePage(
        kind="service",
        title=name.title,
        id=name.id,
        headline=places.headline(incidents, counts, len(runbooks)),
        note="" if known else "The policy does not know this service.",
        links=tuple(links.outside(text, url) for text, url in known.links) if known else (),
        facts=tuple(_facts(edition, name, known)),
        figures=medians(counted),
        strip=strip(ground, edition.scale, counted, places.repeated_paths(edition, counted)),
        action_counts=counts if counts.total else None,
        open_actions=tuple(row for row in actions if row.is_open),
        closed_actions=tuple(row for row in actions if not row.is_open),
        incidents=edition.incident_rows(counted),
        apart=edition.incident_rows(incident for incident in incidents if not incident.is_counted),
        causes=places.cause_rows(edition, incidents),
        repeats=places.repeats(edition, counted),
        runbooks=edition.runbook_rows(runbooks),
        tracker=links.page("In the tracker", links.ACTION_ITEMS, query=f"service={slug}")
        if actions
        else None,
        register=links.page("In the register", links.POSTMORTEMS, query=f"service={slug}")
        if incidents
        else None,
        empty=None if incidents or runbooks else _nothing(name),
    )


def _facts(edition: Edition, name: Name, known: Service | None) -> Iterator[Fact]:
    team = edition.ground.catalogue.owners.get(name.id)
    if team:
        yield Fact("Team", (named.team(edition.ground, team),))
    if known and known.aliases:
        yield Fact("Also called", tuple(Link(alias) for alias in known.aliases))


def _nothing(name: Name) -> Empty:
    return Empty(
        f"No incident and no runbook names {name.title}.",
        f'incidentbook new runbook "{name.title}: …" --service {name.id}',
    )
