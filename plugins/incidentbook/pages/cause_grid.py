"""Causes against services: how often each cause struck each service."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from incidentbook.analysis.names import Name
from incidentbook.analysis.taxonomy import incidents_of

from . import links, named
from .edition import Edition
from .ground import Ground
from .models import Cell, Grid, GridRow, Link, Target
from .words import count, joined, listed

MOST_COLUMNS = 40
MOST_ROWS = 60
SIZES = (("few", 12), ("some", 24), ("many", MOST_COLUMNS + 1))
"""How many columns a grid of each size holds at most."""

KEY = (
    "Each number counts the incidents of that cause on that service, and leads to them. Darker squares hold "
    "more; a bar at the left marks a cause that came back on that service."
)
ALONE = Name("", "Without a group")
STRANGERS = Name("", "Not in the policy", is_known=False)
"""What stands above causes that are in no group."""

_SHADES = (1, 2, 4, 8)
"""From so many incidents on a square has the next shade."""

_FEWEST = 2


def grid(edition: Edition) -> Grid | None:
    """The grid of all causes and services that met, or None where there are too few to be worth drawing."""
    ground = edition.ground
    counts, repeats = _counts(ground), _repeats(ground)
    services = _most(pair[1] for pair in counts.elements())
    causes = _most(pair[0] for pair in counts.elements())
    if len(services) < _FEWEST or len(causes) < _FEWEST:
        return None
    columns, names = services[:MOST_COLUMNS], _in_groups(ground, causes[:MOST_ROWS])
    return Grid(
        corner="Cause",
        columns=named.services(ground, columns),
        rows=tuple(_rows(ground, names, columns, counts, repeats)),
        totals=_totals(ground, columns),
        sentence=f"Incidents of {count(len(names), 'cause')} on {count(len(columns), 'service')}",
        key=KEY,
        size=next(size for size, most in SIZES if len(columns) <= most),
        note=_note(len(services) - len(columns), len(causes) - len(names)),
    )


def _counts(ground: Ground) -> Counter[tuple[Name, Name]]:
    return Counter(
        (cause, service)
        for incident in ground.counted
        for cause in incident.causes
        for service in incident.services
    )


def _repeats(ground: Ground) -> Counter[tuple[Name, Name]]:
    return Counter((one.cause, one.service) for one in ground.repetitions if one.cause and one.service)


def _most(names: Iterable[Name]) -> list[Name]:
    """Names by how often they occur, the most frequent first."""
    found = Counter(names)
    return sorted(found, key=lambda name: (-found[name], name.title.casefold(), name.id))


def _in_groups(ground: Ground, names: Sequence[Name]) -> list[tuple[Name, Name | None]]:
    """Causes in the policy's order of groups, each with the group that begins there, or None."""
    order = {name.id: place for place, name in enumerate(ground.catalogue.causes.all)}
    groups: dict[Name, list[Name]] = defaultdict(list)
    for name in names:
        groups[_group(ground, name)].append(name)
    return [
        (name, None if place else group)
        for group in sorted(groups, key=lambda one: order.get(one.id, len(order) + (one == STRANGERS)))
        for place, name in enumerate(groups[group])
    ]


def _group(ground: Ground, name: Name) -> Name:
    """The uppermost cause above one; those that stand alone are put together."""
    top = ground.taxonomy.top(name)
    if top != name or ground.taxonomy.children.get(name.id):
        return top
    return ALONE if name.is_known else STRANGERS


def _rows(
    ground: Ground,
    names: Sequence[tuple[Name, Name | None]],
    columns: Sequence[Name],
    counts: Mapping[tuple[Name, Name], int],
    repeats: Mapping[tuple[Name, Name], int],
) -> Iterable[GridRow]:
    totals = Counter(cause for incident in ground.counted for cause in incident.causes)
    for name, group in names:
        cells = tuple(
            _cell(ground, name, service, counts.get((name, service), 0), repeats.get((name, service), 0))
            for service in columns
        )
        yield GridRow(
            link=named.cause(ground, name),
            cells=cells,
            total=f"{totals[name]:,}",
            group=_group_link(ground, group) if group else None,
            group_note=_group_note(ground, group) if group else "",
        )


def _group_link(ground: Ground, group: Name) -> Link:
    return Link(group.title) if group in {ALONE, STRANGERS} else named.cause(ground, group)


def _group_note(ground: Ground, group: Name) -> str:
    if group in {ALONE, STRANGERS}:
        return ""
    branch = ground.taxonomy.branch(group)
    counted = [one for one in incidents_of(ground.catalogue, branch) if one.is_counted]
    again = {one.incident.path for name in branch for one in ground.repetitions_by_cause.get(name.id, ())}
    return joined((count(len(counted), "incident"), count(len(again), "repeat") if again else ""))


def _cell(ground: Ground, cause: Name, service: Name, number: int, again: int) -> Cell:
    if not number:
        return Cell()
    repeated = f", {count(again, 'repeat')} among them" if again else ""
    query = f"cause={ground.cause_slugs[cause.id]}&service={ground.service_slugs[service.id]}"
    return Cell(
        text=f"{number:,}",
        level=sum(number >= bound for bound in _SHADES),
        label=f"{count(number, 'incident')}{repeated}",
        target=Target("page", links.POSTMORTEMS, query=query),
        is_marked=bool(again),
    )


def _totals(ground: Ground, columns: Sequence[Name]) -> tuple[str, ...]:
    """The incidents with a cause on each service, and all of them; each counted once."""
    caused = [incident for incident in ground.counted if incident.causes]
    found = Counter(service for incident in caused for service in incident.services)
    return (*(f"{found[service]:,}" for service in columns), f"{len(caused):,}")


def _note(services: int, causes: int) -> str:
    left = [count(number, noun) for number, noun in ((services, "service"), (causes, "cause")) if number]
    return f"{listed(left)} with fewer incidents left out." if left else ""
