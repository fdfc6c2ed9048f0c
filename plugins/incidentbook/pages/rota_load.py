"""rota/load.md: what the rota asked of each person, for those who plan it."""

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta

from incidentbook.analysis.rota_load import Loads, loads
from incidentbook.analysis.rota_people import display_name
from incidentbook.records.rota import Rota

from . import dates, links
from .edition import Edition
from .models import Empty, Load, LoadRow
from .words import count, joined

WEEKS = 13
"""So many weeks before the day of the build are looked at."""


def load_page(edition: Edition, rota: Rota) -> Load:
    """The load of everybody over the last thirteen weeks, in the order of names."""
    until = datetime.combine(edition.as_of, time(), UTC)
    since = until - timedelta(weeks=WEEKS)
    found = loads(rota, edition.policy, edition.ground.catalogue.incidents, since, until)
    people = count(len(found.rows), "person", "people")
    last = edition.as_of - timedelta(1)
    return Load(
        headline=joined((f"{dates.day(since.date()).text} to {dates.day(last).text}", people)),
        notes=tuple(_notes(found)),
        rows=tuple(
            LoadRow(
                person=display_name(rota, row.person),
                primary=f"{row.primary:,.0f} h",
                secondary=f"{row.secondary:,.0f} h",
                off_hours=f"{row.off_hours:,.0f} h",
                incidents=row.incidents,
            )
            for row in found.rows
        ),
        index=links.page("Who is on call", links.ROTA),
        empty=None if found.rows else Empty("Nobody was on call in these weeks, as far as the rota says."),
    )


def _notes(found: Loads) -> Iterator[str]:
    yield (
        "For planning: whether the turns are shared fairly, and what they cost in nights. "
        "In the order of names, and no measure of anybody's work."
    )
    yield (
        "Hours are those of the rota as it says today, overrides included. Outside of work are all hours as "
        "primary but Monday to Friday, 08:00 to 18:00 where they live."
    )
    yield (
        f"Incidents are those that began while somebody was primary for one of their services: "
        f"{found.counted} counted, {found.unknown} left out for want of a time or a rotation."
    )
