"""The past incidents that changed postmortems resemble, as a part of a comment on a pull request."""

from collections.abc import Iterator, Sequence
from datetime import date

from incidentbook.analysis.catalogue import Catalogue
from incidentbook.analysis.similarity import Suggestion

from .resemblances import (
    Resemblance,
    declared,
    reasons,
    returned,
    settled,
    to_paste,
    unfinished,
    when_and_title,
)
from .signs import code, plain
from .words import count

POSTMORTEMS = 5
"""So many postmortems of a run are compared with the past; a comment is to be read."""
_LEAD = (
    "Earlier incidents that speak of the same things. About one in four is another matter: you decide, "
    "with one line of front matter.\n"
)
_PASTE = {
    "confirm": "It repeats this one: add {}",
    "relate": "It belongs with this one: add {}",
    "dismiss": "It is another matter: add {}, and it is not suggested again",
}
"""What to do, with the line of front matter that does it."""
_ITEMS = 3
"""So many action items of a suggested incident are listed."""


def seen_before(
    found: Sequence[Resemblance], left_out: int, catalogue: Catalogue, as_of: date, prefix: str = ""
) -> str:
    """The section of the comment; empty where nothing resembles the past.

    `left_out` are the postmortems of the run that were not compared.
    """
    parts = [_about(one, catalogue, as_of, prefix) for one in found if one.suggestions]
    if not parts:
        return ""
    if left_out:
        more = count(left_out, "more postmortem")
        parts.append(f"{more} of this run not compared; `incidentbook similar FILE` does.\n")
    return "\n".join(("### Seen before?\n", _LEAD, *parts))


def _about(one: Resemblance, catalogue: Catalogue, as_of: date, prefix: str) -> str:
    lines = [f"**{code(prefix + one.incident.path)}** resembles\n"]
    for suggestion in one.suggestions:
        lines.extend(_lines(suggestion, one, catalogue, as_of))
    return "\n".join(lines) + "\n"


def _lines(one: Suggestion, about: Resemblance, catalogue: Catalogue, as_of: date) -> Iterator[str]:
    said = f" · {declared(one)}" if one.declared else ""
    yield f"- **{plain(when_and_title(one))}** ({code(one.incident.path)}){said}"
    if why := reasons(one):
        yield f"  - {plain(why)}"
    items = unfinished(one, as_of)
    for item in items[:_ITEMS]:
        sign = "▲" if item.is_overdue else "○"
        owners = f" — {plain(item.owners)}" if item.owners else ""
        yield f"  - {sign} {plain(item.state)}: {plain(item.title)}{owners}"
    if len(items) > _ITEMS:
        yield f"  - and {count(len(items) - _ITEMS, 'more action item')} still open"
    for found in one.returned[:_ITEMS]:
        yield f"  - ● done, and did not hold: {plain(returned(found, about.incident))}"
    if len(one.returned) > _ITEMS:
        yield f"  - and {count(len(one.returned) - _ITEMS, 'more action')} that did not hold"
    if said := settled(one):
        yield f"  - {said}"
    for purpose, line in to_paste(one, about.incident, catalogue):
        yield f"  - {_PASTE[purpose].format(code(line))}"
