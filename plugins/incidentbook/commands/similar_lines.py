"""Incidents and what they resemble, as lines for a terminal and as rows of JSON."""

from collections.abc import Iterator, Sequence
from datetime import date

from incidentbook.analysis.catalogue import Catalogue, Incident
from incidentbook.analysis.similarity import Suggestion
from incidentbook.exports.records import Record, as_text
from incidentbook.pages.words import count
from incidentbook.records.plain import dataclass
from incidentbook.reports.resemblances import (
    Resemblance,
    declared,
    reasons,
    returned,
    settled,
    title,
    to_paste,
    unfinished,
    when_and_title,
)
from incidentbook.reports.text import Paint
from incidentbook.reports.words import safe

from .columns import wrapped

_ITEMS = 4


@dataclass(frozen=True, slots=True)
class Sheet:
    """What lines need to know beside the answers: the day, the catalogue, the colours and the width."""

    as_of: date
    catalogue: Catalogue
    paint: Paint
    width: int


def rows(found: Sequence[Resemblance]) -> str:
    """The answers as a JSON list: `path`, and under `similar` what each suggestion is.

    That is `path`, `score`, `terms`, `strength` ("clear", "likely" or "faint") and `declared`.
    """
    return as_text([_row(one) for one in found])


def _row(found: Resemblance) -> Record:
    return {
        "path": found.incident.path,
        "similar": [
            {
                "path": one.incident.path,
                "score": round(one.score, 4),
                "terms": [*(name.title for name in one.names), *(term.words for term in one.terms)],
                "strength": one.strength,
                "declared": one.declared or None,
            }
            for one in found.suggestions
        ],
    }


def lines(found: Resemblance, sheet: Sheet) -> Iterator[str]:
    """An incident, what it resembles and why, what became of the actions, and the lines to paste."""
    yield f"{safe(found.incident.path)}  {title(found.incident)}"
    told = [one for one in found.suggestions if one.strength != "faint"]
    faint = [one for one in found.suggestions if one.strength == "faint"]
    if not told:
        yield "  nothing in the past resembles it enough to be suggested"
    for number, one in enumerate(told, 1):
        yield ""
        yield from _lines(number, one, found.incident, sheet)
    if faint:
        yield ""
        yield "  fainter, and more often another matter than not:"
        for one in faint:
            yield from _in_brief(one, sheet)


def _in_brief(one: Suggestion, sheet: Sheet) -> Iterator[str]:
    why = reasons(one)
    yield from _indented(f"{when_and_title(one)} — {why}" if why else when_and_title(one), sheet)
    yield sheet.paint(f"     {safe(one.incident.path)} · likeness {one.score:.2f}", "dim")


def _lines(number: int, one: Suggestion, incident: Incident, sheet: Sheet) -> Iterator[str]:
    first, *rest = wrapped(when_and_title(one), sheet.width - 5)
    yield f"{number:>3}. {first}"
    yield from (f"     {line}" for line in rest)
    said = f" · {declared(one)}" if one.declared else ""
    yield sheet.paint(f"     {safe(one.incident.path)} · likeness {one.score:.2f}{said}", "dim")
    if why := reasons(one):
        yield from _indented(why, sheet)
    yield from _actions(one, incident, sheet)
    for purpose, line in to_paste(one, incident, sheet.catalogue):
        yield f"     to {purpose}  {line}"


def _actions(one: Suggestion, incident: Incident, sheet: Sheet) -> Iterator[str]:
    items = unfinished(one, sheet.as_of)
    for item in items[:_ITEMS]:
        owners = f" — {item.owners}" if item.owners else ""
        sign = "▲" if item.is_overdue else "○"
        for line in _indented(f"{sign} {item.state}: {item.title}{owners}", sheet):
            yield sheet.paint(line, "error") if item.is_overdue else line
    if len(items) > _ITEMS:
        yield f"     and {count(len(items) - _ITEMS, 'more action item')} still open"
    if said := settled(one):
        yield f"     {said}"
    for found in one.returned[:_ITEMS]:
        yield from _indented(f"● done, and did not hold: {returned(found, incident)}", sheet)
    if len(one.returned) > _ITEMS:
        yield f"     and {count(len(one.returned) - _ITEMS, 'more action')} that did not hold"


def _indented(text: str, sheet: Sheet) -> Iterator[str]:
    for line in wrapped(text, sheet.width - 5):
        yield f"     {line}"
