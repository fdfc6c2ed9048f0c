"""causes/index.md: which causes keep coming back; and one page for each cause."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta

from incidentbook.analysis.catalogue import Incident
from incidentbook.analysis.names import Name
from incidentbook.analysis.repeats import WINDOW

from . import links, named
from .cause_rows import CAME_BACK, DEFINITION, apart, came_back, cause_row, group, repeat, repeated_by, share
from .edition import Edition
from .models import CauseIndex, CausePage, CauseRow, Empty, Figure, Link, Page, Repeat, Strip
from .strips import strip
from .words import clipped, count, joined, listed

EMPTY = Empty(
    "No incident names a cause yet. Causes stand in a postmortem's front matter: “causes: [disk-full]”.",
    'incidentbook new postmortem "What happened"',
)
MOST_UNCAUSED = 50


def cause_pages(edition: Edition) -> Iterator[Page]:
    """The index of causes, and the page of every cause that the policy or a document names."""
    rows = _rows(edition)
    yield Page(
        links.CAUSES,
        "Repeat causes",
        "pages/causes.html",
        _index(edition, rows),
        search=False,
        description="Which causes keep coming back, on which services, and what was done about them.",
    )
    children = _children(edition, rows)
    repeats = _repeats(edition)
    for name in edition.ground.catalogue.causes.all:
        model = _page(edition, name, children.get(name.id, ()), repeats.get(name.id, ()))
        yield Page(
            named.cause_path(edition.ground, name),
            name.title,
            "pages/cause.html",
            model,
            description=clipped(model.description or f"Incidents caused by {name.title}.", 200),
        )


def recurring(edition: Edition) -> tuple[CauseRow, ...]:
    """Causes with incidents, those with most repeats first, then those with most incidents."""
    return tuple(row for row in _rows(edition) if row.count or row.apart)


def _rows(edition: Edition) -> list[CauseRow]:
    ground = edition.ground
    returned = Counter(one.cause for one in ground.returns)
    rows = [
        cause_row(edition, name, ground.catalogue.by_cause.get(name.id, ()), returned[name])
        for name in ground.catalogue.causes.all
    ]
    return sorted(rows, key=lambda row: (-row.repeats, -row.count, row.link.text.casefold()))


def _index(edition: Edition, rows: Sequence[CauseRow]) -> CauseIndex:
    ground = edition.ground
    counted = ground.counted
    uncaused = [incident for incident in counted if not incident.causes]
    struck = tuple(row for row in rows if row.count or row.apart)
    return CauseIndex(
        headline=_headline(edition, struck),
        definition=DEFINITION,
        rows=struck,
        figures=shares(edition) if struck else (),
        repeats=tuple(repeat(edition, one) for one in ground.repetitions),
        came_back=tuple(came_back(edition, one) for one in ground.returns),
        came_back_definition=CAME_BACK,
        quiet=tuple(row for row in rows if not (row.count or row.apart)),
        uncaused=tuple(links.document(incident.postmortem) for incident in uncaused[:MOST_UNCAUSED]),
        uncaused_note=_uncaused(len(uncaused), len(counted)),
        empty=None if struck else EMPTY,
    )


def shares(edition: Edition) -> tuple[Figure, ...]:
    """The share of repeats in the last year and in all."""
    counted = edition.ground.counted
    since = edition.as_of - timedelta(min(WINDOW, edition.as_of.toordinal() - 1))
    lately = [incident for incident in counted if incident.day and since < incident.day <= edition.as_of]
    found = (
        share(f"Repeat incidents, last {WINDOW} days", lately, edition),
        share("Repeat incidents, all", counted, edition),
    )
    return tuple(figure for figure in found if figure)


def _headline(edition: Edition, struck: Sequence[CauseRow]) -> str:
    back = sum(bool(row.repeats) for row in struck)
    repeats = len(edition.ground.repetitions_by_path)
    return joined(
        (
            count(len(struck), "cause"),
            f"{back:,} came back" if back else "none came back",
            count(repeats, "repeat incident") if repeats else "",
        )
    )


def _uncaused(number: int, whole: int) -> str:
    if not number:
        return ""
    shown = f"; the newest {MOST_UNCAUSED} are listed" if number > MOST_UNCAUSED else ""
    return f"{number:,} of {count(whole, 'incident')} {'names' if number == 1 else 'name'} no cause{shown}"


def _children(edition: Edition, rows: Iterable[CauseRow]) -> dict[str, tuple[CauseRow, ...]]:
    causes = edition.ground.catalogue.causes
    found: dict[str, list[CauseRow]] = {}
    for row in rows:
        known = edition.policy.cause(row.id) if row.is_known else None
        parent = causes.find(known.parent) if known and known.parent else None
        if parent:
            found.setdefault(parent.id, []).append(row)
    return {key: tuple(group) for key, group in found.items()}


def _repeats(edition: Edition) -> dict[str, tuple[Repeat, ...]]:
    found: dict[str, list[Repeat]] = {}
    for one in edition.ground.repetitions:
        if one.cause:
            found.setdefault(one.cause.id, []).append(repeat(edition, one))
    return {key: tuple(repeats) for key, repeats in found.items()}


def _page(
    edition: Edition, name: Name, children: tuple[CauseRow, ...], repeats: tuple[Repeat, ...]
) -> CausePage:
    ground = edition.ground
    known = edition.policy.cause(name.id)
    incidents = ground.catalogue.by_cause.get(name.id, ())
    counted = [incident for incident in incidents if incident.is_counted]
    actions = edition.action_rows(incidents)
    again = repeated_by(edition, name, counted)
    return CausePage(
        title=name.title,
        id=name.id,
        definition=DEFINITION,
        description=known.description if known else "",
        note="" if known else "The policy does not know this cause.",
        group=group(edition, known),
        children=children,
        headline=_page_headline(incidents, counted, len(again)),
        strip=strip(ground, edition.scale, counted, again),
        by_service=_by_service(edition, counted, again),
        incidents=edition.incident_rows(counted),
        apart=edition.incident_rows(incident for incident in incidents if not incident.is_counted),
        repeats=repeats,
        came_back=tuple(came_back(edition, one) for one in ground.returns_by_cause.get(name.id, ())),
        came_back_definition=CAME_BACK,
        open_actions=tuple(row for row in actions if row.is_open),
        closed_actions=tuple(row for row in actions if not row.is_open),
        empty=None if incidents else _nothing(name, children),
    )


def _page_headline(incidents: Sequence[Incident], counted: Sequence[Incident], again: int) -> str:
    services = list(dict.fromkeys(service.title for incident in counted for service in incident.services))
    return joined(
        (
            count(len(counted), "incident") if incidents else "",
            count(again, "repeat") if again else "",
            apart(incidents),
            f"on {listed(services)}" if services else "",
        )
    )


def _by_service(
    edition: Edition, counted: Sequence[Incident], again: frozenset[str]
) -> tuple[tuple[Link, Strip], ...]:
    groups: dict[Name, list[Incident]] = {}
    for incident in counted:
        for service in incident.services:
            groups.setdefault(service, []).append(incident)
    if len(groups) == 1:
        return ()
    ordered = sorted(groups.items(), key=lambda pair: (-len(pair[1]), pair[0].title.casefold()))
    drawn = (
        (named.service(edition.ground, service), strip(edition.ground, edition.scale, incidents, again))
        for service, incidents in ordered
    )
    return tuple((link, line) for link, line in drawn if line)


def _nothing(name: Name, children: Sequence[CauseRow]) -> Empty:
    below = sum(row.count for row in children)
    more = f" Those of the causes below it: {below:,}." if below else ""
    return Empty(f"No incident names “{name.title}” itself.{more}")
