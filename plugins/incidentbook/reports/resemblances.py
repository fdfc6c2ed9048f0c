"""Past incidents that one resembles, in words: for the terminal and for a comment."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from incidentbook.analysis.catalogue import Catalogue, Incident
from incidentbook.analysis.explanations import Term
from incidentbook.analysis.reference_lines import line
from incidentbook.analysis.repeats import Return
from incidentbook.analysis.similarity import Suggestion
from incidentbook.analysis.vocabulary import stems
from incidentbook.pages.dates import day
from incidentbook.pages.similar import reason
from incidentbook.pages.words import clipped, count
from incidentbook.records import ActionItem

from .words import safe

LONGEST = 100
"""Characters of a title or an action item that are shown."""

_DECLARED = {"repeat-of": "declared as repeated", "related": "declared as related"}


@dataclass(frozen=True, slots=True)
class Resemblance:
    """An incident with the suggestions for it."""

    incident: Incident
    suggestions: tuple[Suggestion, ...]


@dataclass(frozen=True, slots=True)
class Unfinished:
    """An open action item in words: “open, 142 days overdue”, and what is to do."""

    is_overdue: bool
    state: str
    title: str
    owners: str


def when_and_title(suggestion: Suggestion) -> str:
    """The day and the title of the suggested incident, and what it was where it was no incident."""
    known = suggestion.incident
    when = day(known.day).text if known.day else "undated"
    kind, its_title = known.postmortem.kind, title(known)
    is_said = known.is_counted or kind in its_title.casefold()
    return f"{when} · {its_title}" if is_said else f"{when} · {its_title} ({kind})"


def title(incident: Incident) -> str:
    """The title of an incident, as long as fits, or its path."""
    return clipped(safe(incident.postmortem.title), LONGEST) or safe(incident.path)


def declared(suggestion: Suggestion) -> str:
    """What the author says of a suggestion; nothing where nothing is said."""
    return _DECLARED.get(suggestion.declared, "")


def reasons(suggestion: Suggestion) -> str:
    """Why it is suggested: “same service (“Relay”); both speak of “memory” (there “oom”)”; may be empty."""
    causes, services = (
        [clipped(safe(name.title), LONGEST) for name in names]
        for names in (suggestion.causes, suggestion.services)
    )
    words = [_worded(term) for term in suggestion.terms]
    return reason(causes, services, words, is_mentioned=suggestion.is_mentioned)


def _worded(term: Term) -> str:
    words, there = clipped(safe(term.words), LONGEST), clipped(safe(term.there), LONGEST)
    return f"“{words}”" if stems(words) == stems(there) else f"“{words}” (there “{there}”)"


def unfinished(suggestion: Suggestion, as_of: date) -> list[Unfinished]:
    """The open action items of a suggested incident, those longest overdue first."""
    items = sorted(
        suggestion.unfinished,
        key=lambda item: (not item.is_overdue(as_of), item.due or date.max),
    )
    return [_unfinished(item, as_of) for item in items]


def _unfinished(item: ActionItem, as_of: date) -> Unfinished:
    title, owners = clipped(safe(item.title), LONGEST), safe(", ".join(item.owners))
    is_overdue = item.is_overdue(as_of)
    state = f"open, due {day(item.due).text}" if item.due else "open"
    if item.due and is_overdue:
        state = f"open, {count((as_of - item.due).days, 'day')} overdue"
    return Unfinished(is_overdue, state, title, owners)


def returned(found: Return, incident: Incident) -> str:
    """What an action that did not hold was to do, and where its cause came back: in `incident`, or before."""
    again = safe(found.incident.postmortem.id or found.incident.path)
    where = "in this incident" if found.incident.path == incident.path else f"in {again}"
    return (
        f"{clipped(safe(found.item.title), LONGEST)} "
        f"(“{safe(found.cause.title)}” came back on {safe(found.service.title)}, {where})"
    )


def settled(suggestion: Suggestion) -> str:
    """What is said of the actions where none is open and none is known not to have held."""
    if suggestion.unfinished or suggestion.returned:
        return ""
    items = len(suggestion.incident.postmortem.action_items)
    if not items:
        return "no action items"
    return f"all {items} action items closed" if items > 1 else "its one action item closed"


def to_paste(suggestion: Suggestion, incident: Incident, catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    """What to do, and the line of front matter that does it; nothing where the author has spoken.

    Drills and near-misses neither repeat nor are repeated: with them incidents are "related".
    """
    if suggestion.declared:
        return
    other, postmortem = suggestion.incident, incident.postmortem
    own = other.postmortem.id
    known = catalogue.incident(own)
    name = own if known and known.path == other.path else other.path
    if incident.is_counted and other.is_counted:
        yield "confirm", line("repeat_of", postmortem.repeat_of, name)
    else:
        yield "relate", line("related", postmortem.related, name)
    yield "dismiss", line("not_repeat_of", postmortem.not_repeat_of, name)
