"""Tallies in words, each count with the way to its list, and tables of them by group."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from incidentbook.analysis.groups import Group
from incidentbook.analysis.measurement import Measurement
from incidentbook.analysis.measurement import Tally as Found
from incidentbook.analysis.summaries import Summary

from . import chips, links, named
from .edition import Edition
from .ground import Ground
from .metric_words import half, values
from .models import Link, Spread, Tally, TallyRow, TallyTable, Target
from .slugs import slug
from .spreads import MOST_IN_ROW, Along, Drawn, spelled, spread
from .words import count

LIST = "list"
"""The anchor of the list of single values on a measure's page."""

SOURCE_WORDS: Mapping[str, str] = {
    "alert": "An alert",
    "synthetic": "A synthetic check",
    "internal": "Somebody inside",
    "customer": "A customer",
    "other": "Something else",
}
"""Who or what told first, in words."""

TITLES: Mapping[str, str] = {
    "severity": "By severity",
    "quarter": "By quarter",
    "month": "By month",
    "service": "By service",
    "team": "By team",
    "detection": "By who told first",
}


@dataclass(frozen=True, slots=True)
class Place:
    """Where the list of a measure is: the path of its page, and the filter of the group in question."""

    path: str
    query: str = ""

    def link(self, text: str, state: str = "") -> Link:
        """A link to the list, filtered by the group and by a state."""
        query = "&".join(part for part in (self.query, f"state={state}" if state else "") if part)
        return links.page(text, self.path, LIST, query)


def tally(found: Found, place: Place) -> Tally:
    """A tally of incidents in words."""
    return summed(
        found.summary,
        place,
        place.link(count(found.summary.number, "incident"), "counted"),
        (len(found.missing), len(found.excluded), len(found.contradictory)),
    )


def summed(found: Summary, place: Place, number: Link, apart: tuple[int, int, int] = (0, 0, 0)) -> Tally:
    """Durations in words; `apart` are the numbers of missing, excluded and contradictory ones."""
    missing, excluded, disputed = apart
    return Tally(
        number=number,
        values=values(found) if found.median is None else "",
        median=spelled(found.median) if found.median else "",
        half=half(found),
        ninetieth=spelled(found.ninetieth) if found.ninetieth else "",
        mean=spelled(found.mean) if found.mean else "",
        missing=place.link(f"{missing:,} without times", "missing") if missing else None,
        excluded=place.link(f"{excluded:,} left out", "excluded") if excluded else None,
        disputed=place.link(f"{disputed:,} contradictory", "disputed") if disputed else None,
    )


def drawn(counted: Sequence[Measurement]) -> list[Drawn]:
    """Measurements as durations to draw."""
    return [
        Drawn(
            one.incident,
            one.interval,
            Target("document", one.incident.path),
            "contradictory" if one.others else "",
            is_disputed=bool(one.others),
        )
        for one in counted
        if one.interval
    ]


def table(  # noqa: PLR0913, PLR0917 - a table of groups by what, of what, drawn how, listed where
    edition: Edition,
    by: str,
    groups: Sequence[Group],
    found: Callable[[Group], Found],
    on: Along,
    path: str,
) -> TallyTable:
    """The groups of one sort with what was measured in each; groups without any incident of use fall out."""
    rows = tuple(
        TallyRow(
            name=group_name(edition.ground, by, group),
            tally=tally(its, Place(path, f"{by}={token(edition.ground, by, group.key)}")),
            spread=_drawing(edition.ground, on, its),
        )
        for group in groups
        if (its := found(group)).counted or its.missing
    )
    return TallyTable(title=TITLES[by], anchor=f"by-{by}", rows=rows, is_long=by == "month")


def _drawing(ground: Ground, on: Along, found: Found) -> Spread | None:
    return spread(ground, on, drawn(found.counted), found.summary, most=MOST_IN_ROW)


def group_name(ground: Ground, by: str, group: Group) -> Link:
    """The name of a group, which leads to its page where it has one."""
    if by == "service" and (name := ground.catalogue.services.find(group.key)):
        return named.service(ground, name)
    if by == "team" and (name := ground.catalogue.teams.find(group.key)):
        return named.team(ground, name)
    if by == "severity" and group.key:
        return Link(group.title, title=chips.severity_level(ground, group.key).title)
    return Link(SOURCE_WORDS.get(group.key, group.title) if by == "detection" else group.title)


def token(ground: Ground, by: str, key: str) -> str:
    """The token by which a list is filtered for a group."""
    if not key:
        return "none"
    if by == "service":
        return ground.service_slugs[key]
    if by == "team":
        return ground.team_slugs[key]
    return slug(key)
