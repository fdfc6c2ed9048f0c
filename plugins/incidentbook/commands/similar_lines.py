"""Incidents and what they resemble, as lines for a terminal and as rows of JSON."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from incidentbook.analysis.catalogue import Catalogue, Incident
from incidentbook.analysis.similarity import Suggestion, Term
from incidentbook.analysis.vocabulary import stems
from incidentbook.exports.records import Record, as_text
from incidentbook.pages.dates import day
from incidentbook.pages.words import clipped, count, listed
from incidentbook.records import ActionItem
from incidentbook.reports.text import Paint
from incidentbook.reports.words import safe

from .action_table import wrapped

_LONGEST = 100
_ITEMS = 4
_DECLARED = {"repeat-of": "declared as repeated", "related": "declared as related"}


@dataclass(frozen=True, slots=True)
class Answer:
    """An incident with the suggestions for it."""

    incident: Incident
    suggestions: tuple[Suggestion, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """What lines need to know beside the answers: the day, the catalogue, the colours and the width."""

    as_of: date
    catalogue: Catalogue
    paint: Paint
    width: int


def rows(answers: Sequence[Answer]) -> str:
    """The answers as a JSON list: `path`, and under `similar` each `path`, `score`, `terms`, `declared`."""
    return as_text([_row(answer) for answer in answers])


def _row(answer: Answer) -> Record:
    return {
        "path": answer.incident.path,
        "similar": [
            {
                "path": one.incident.path,
                "score": round(one.score, 4),
                "terms": [term.words for term in one.terms],
                "declared": one.declared or None,
            }
            for one in answer.suggestions
        ],
    }


def lines(answer: Answer, sheet: Sheet) -> Iterator[str]:
    """An incident, what it resembles and why, what became of the actions, and the lines to paste."""
    yield f"{safe(answer.incident.path)}  {clipped(safe(answer.incident.postmortem.title), _LONGEST)}"
    if not answer.suggestions:
        yield "  nothing in the past resembles it enough to be suggested"
    for number, one in enumerate(answer.suggestions, 1):
        yield ""
        yield from _lines(number, one, answer.incident, sheet)


def _lines(number: int, one: Suggestion, incident: Incident, sheet: Sheet) -> Iterator[str]:
    when = day(one.incident.day).text if one.incident.day else "undated"
    said = f" · {_DECLARED[one.declared]}" if one.declared else ""
    title = clipped(safe(one.incident.postmortem.title), _LONGEST)
    first, *rest = wrapped(f"{when}  {title}", sheet.width - 5)
    yield f"{number:>3}. {first}"
    yield from (f"     {line}" for line in rest)
    yield sheet.paint(f"     {safe(one.incident.path)} · likeness {one.score:.2f}{said}", "dim")
    if one.terms:
        yield from _indented(f"both speak of {listed([_worded(term) for term in one.terms])}", sheet)
    yield from _actions(one, sheet)
    if not one.declared:
        yield from _to_paste(one.incident, incident, sheet.catalogue)


def _worded(term: Term) -> str:
    words, there = safe(term.words), safe(term.there)
    return f"“{words}”" if stems(words) == stems(there) else f"“{words}” (there “{there}”)"


def _actions(one: Suggestion, sheet: Sheet) -> Iterator[str]:
    late = sorted(one.unfinished, key=lambda item: (not item.is_overdue(sheet.as_of), item.due or date.max))
    for item in late[:_ITEMS]:
        painted = "error" if item.is_overdue(sheet.as_of) else ""
        for line in _indented(_open(item, sheet.as_of), sheet):
            yield sheet.paint(line, painted) if painted else line
    if len(late) > _ITEMS:
        yield f"     and {count(len(late) - _ITEMS, 'more action item')} still open"
    for found in one.returned[:_ITEMS]:
        again = safe(found.incident.postmortem.id or found.incident.path)
        yield from _indented(
            f"● done, and did not hold: {clipped(safe(found.item.title), _LONGEST)} "
            f"(“{safe(found.cause.title)}” came back on {safe(found.service.title)} in {again})",
            sheet,
        )


def _open(item: ActionItem, as_of: date) -> str:
    title = clipped(safe(item.title), _LONGEST)
    owner = f" — {safe(', '.join(item.owners))}" if item.owners else ""
    if item.due and item.is_overdue(as_of):
        return f"▲ open, {count((as_of - item.due).days, 'day')} overdue: {title}{owner}"
    return f"○ open{f', due {day(item.due).text}' if item.due else ''}: {title}{owner}"


def _to_paste(other: Incident, incident: Incident, catalogue: Catalogue) -> Iterator[str]:
    own = other.postmortem.id
    known = catalogue.incident(own)
    name = own if known and known.path == other.path else other.path
    postmortem = incident.postmortem
    yield f"     to confirm  repeat_of: {_flow((*postmortem.repeat_of, name))}"
    yield f"     to dismiss  not_repeat_of: {_flow((*postmortem.not_repeat_of, name))}"


def _flow(names: Sequence[str]) -> str:
    """A YAML list on one line; names that are not plain words are quoted."""
    return f"[{', '.join(map(_quoted, names))}]"


def _quoted(name: str) -> str:
    if name.isascii() and name.replace("-", "").replace("_", "").isalnum() and not name.isdigit():
        return name
    escaped = safe(name).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _indented(text: str, sheet: Sheet) -> Iterator[str]:
    for line in wrapped(text, sheet.width - 5):
        yield f"     {line}"
