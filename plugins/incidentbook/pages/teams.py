"""teams/index.md, and one page for each team."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial

from incidentbook.analysis.catalogue import Incident
from incidentbook.analysis.names import Name
from incidentbook.records import ActionItem, Runbook, Team

from . import dates, links, named, places
from .action_rows import action_counts, in_order
from .edition import Edition
from .measures import medians
from .models import ActionRow, Empty, Fact, Link, Page, PlaceIndex, PlacePage, PlaceRow
from .strips import strip
from .words import count

EMPTY = Empty(
    "No teams yet. They come from the policy (“teams:”) and from the documents' front matter.",
    "incidentbook init",
)


@dataclass(slots=True)
class _Belongings:
    """What belongs to one team: the action items it answers for, its runbooks, its services."""

    items: list[ActionItem] = field(default_factory=list)
    rows: list[ActionRow] = field(default_factory=list)
    runbooks: dict[str, Runbook] = field(default_factory=dict)
    services: list[Name] = field(default_factory=list)


def team_pages(edition: Edition) -> Iterator[Page]:
    """The list of teams, and the page of every team that the policy or a document names."""
    names = edition.ground.catalogue.teams.all
    belongings = _belongings(edition)
    yield Page(
        links.TEAMS,
        "Teams",
        "pages/places.html",
        partial(_index, edition, belongings),
        search=False,
        description="Every team with its services, incidents and open action items.",
    )
    for name in names:
        yield Page(
            named.team_path(edition.ground, name),
            name.title,
            "pages/place.html",
            partial(_page, edition, name, belongings[name.id]),
            description=f"Services, incidents, runbooks and action items of {name.title}.",
        )


def _index(edition: Edition, belongings: Mapping[str, _Belongings]) -> PlaceIndex:
    names = edition.ground.catalogue.teams.all
    return PlaceIndex(
        kind="team",
        headline=count(len(names), "team"),
        rows=tuple(_row(edition, name, belongings[name.id]) for name in names),
        empty=None if names else EMPTY,
    )


def _belongings(edition: Edition) -> Mapping[str, _Belongings]:
    ground = edition.ground
    found = {name.id: _Belongings() for name in ground.catalogue.teams.all}
    for tracked, row in edition.tracked_rows():
        for team in tracked.teams:
            found[team.id].items.append(tracked.item)
            found[team.id].rows.append(row)
    for service_id, team in ground.catalogue.owners.items():
        service = ground.catalogue.services.find(service_id)
        if service:
            found[team.id].services.append(service)
        for runbook in ground.catalogue.runbooks_by_service.get(service_id, ()):
            found[team.id].runbooks[runbook.path] = runbook
    for runbook in ground.catalogue.library.runbooks:
        owner = ground.roster.team_of(runbook.owner) if runbook.owner else None
        if owner:
            found[owner.id].runbooks[runbook.path] = runbook
    return found


def _incidents(edition: Edition, name: Name) -> tuple[Incident, ...]:
    return edition.ground.catalogue.by_team.get(name.id, ())


def _row(edition: Edition, name: Name, its: _Belongings) -> PlaceRow:
    ground = edition.ground
    counted = places.counted(_incidents(edition, name))
    counts = action_counts(its.items, edition.as_of)
    return PlaceRow(
        link=named.team(ground, name),
        id=name.id,
        strip=strip(ground, edition.scale, counted, places.repeated_paths(edition, counted)),
        services=named.services(ground, its.services),
        incidents=len(counted),
        runbooks=len(its.runbooks),
        actions=counts if counts.total else None,
        last=dates.day(counted[0].day, edition.as_of) if counted and counted[0].day else None,
        note="" if name.is_known else "not in the policy",
        data=(("sort-title", name.title.casefold()), ("sort-incidents", str(len(counted)))),
    )


def _page(edition: Edition, name: Name, its: _Belongings) -> PlacePage:
    ground = edition.ground
    incidents = _incidents(edition, name)
    counted = places.counted(incidents)
    counts = action_counts(its.items, edition.as_of)
    actions = in_order(its.rows)
    known = edition.policy.team(name.id)
    slug = ground.team_slugs[name.id]
    return PlacePage(
        kind="team",
        title=name.title,
        id=name.id,
        headline=places.headline(incidents, counts, len(its.runbooks)),
        note="" if name.is_known else "The policy does not know this team.",
        links=tuple(links.outside(text, url) for text, url in known.links) if known else (),
        facts=tuple(_facts(edition, its, known)),
        figures=medians(counted),
        strip=strip(ground, edition.scale, counted, places.repeated_paths(edition, counted)),
        action_counts=counts if counts.total else None,
        open_actions=tuple(row for row in actions if row.is_open),
        closed_actions=tuple(row for row in actions if not row.is_open),
        incidents=edition.incident_rows(counted),
        apart=edition.incident_rows(incident for incident in incidents if not incident.is_counted),
        causes=places.cause_rows(edition, incidents),
        repeats=places.repeats(edition, counted),
        runbooks=edition.runbook_rows(its.runbooks.values()),
        tracker=links.page("In the tracker", links.ACTION_ITEMS, query=f"team={slug}") if actions else None,
        register=links.page("In the register", links.POSTMORTEMS, query=f"team={slug}")
        if incidents
        else None,
        empty=None if incidents or its.rows or its.runbooks else _nothing(name),
    )


def _facts(edition: Edition, its: _Belongings, known: Team | None) -> Iterator[Fact]:
    if its.services:
        yield Fact("Services", named.services(edition.ground, its.services))
    if known and known.members:
        yield Fact("Members", tuple(named.owner(edition.ground, member) for member in known.members))
    if known and known.aliases:
        yield Fact("Also called", tuple(Link(alias) for alias in known.aliases))


def _nothing(name: Name) -> Empty:
    return Empty(f"Nothing belongs to {name.title} yet: its services and members are set in the policy.")
