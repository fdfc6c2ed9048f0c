"""postmortems/index.md: the register of all incidents."""

from incidentbook.records.postmortem import KINDS

from . import facets, incident_rows, links
from .chips import KINDS as KIND_WORDS
from .edition import Edition
from .measures import medians
from .models import Empty, Page, Ready, Register
from .words import count, joined

EMPTY = Empty(
    "No postmortems yet. Every incident will stand here, newest first.",
    'incidentbook new postmortem "What happened"',
)


def register_page(edition: Edition) -> Page:
    """The register: every incident, newest first, with its filters."""
    incidents = edition.ground.catalogue.incidents
    model = Register(
        headline=_headline(edition),
        rows=edition.incident_rows(incidents),
        facets=facets.facets(edition.ground, incidents, incident_rows.DIMENSIONS),
        sorts=incident_rows.SORTS,
        figures=medians(edition.ground.counted),
        empty=None if incidents else EMPTY,
    )
    return Page(
        links.POSTMORTEMS,
        "Postmortems",
        "pages/postmortems.html",
        Ready(model),
        search=False,
        description="Every incident, newest first.",
    )


def _headline(edition: Edition) -> str:
    incidents = edition.ground.catalogue.incidents
    kinds = [incident.postmortem.kind for incident in incidents]
    parts = [_kind_count(kind, kinds.count(kind)) for kind in (*KINDS, *sorted(set(kinds) - set(KINDS)))]
    days = sorted(incident.day for incident in incidents if incident.day)
    if not days:
        return joined(parts)
    first, last = days[0].year, days[-1].year
    return joined((*parts, str(first) if first == last else f"{first} to {last}"))


def _kind_count(kind: str, number: int) -> str:
    word = KIND_WORDS.get(kind, kind).lower()
    return count(number, word, word + ("es" if word.endswith("s") else "s")) if number else ""
