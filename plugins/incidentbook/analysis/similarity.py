"""Past incidents that an incident resembles, with the words that say so; the author decides.

What the author confirmed (`repeat_of`, `related`) comes first. What the author dismissed, in either of the
two documents (`not_repeat_of`), never comes back. Only what lies before an incident is suggested.
"""

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from incidentbook.records import ActionItem, Postmortem

from .catalogue import Catalogue, Incident
from .likeness import Likeness
from .repeats import Return
from .testimony import statements
from .vocabulary import JOINED, stems, terms

ENOUGH = 0.1
"""Incidents that are less alike than this are not suggested."""
CLEAR = 0.14
"""So alike must incidents be where nobody asked: in a comment, and on a page."""
TERMS = 6
"""So many terms explain a suggestion at most."""
TELLING = 0.04
"""A term that adds less than this share of a likeness does not explain it."""
TOP = 3
"""So many suggestions are made, where nothing else is asked for."""


@dataclass(frozen=True, slots=True)
class Term:
    """Words that speak for a likeness, as the later document and as the earlier one writes them."""

    words: str
    there: str
    share: float


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An earlier incident, how like it is (0 to 1), and why.

    `declared` is "repeat-of" or "related" where the author says so, else empty. `unfinished` are its action
    items that are still to do, `returned` those that were done before their cause came back.
    """

    incident: Incident
    score: float
    terms: tuple[Term, ...]
    declared: str = ""
    unfinished: tuple[ActionItem, ...] = ()
    returned: tuple[Return, ...] = ()


def suggestions(
    incident: Incident,
    catalogue: Catalogue,
    likeness: Likeness,
    returned: Mapping[str, tuple[Return, ...]],
    top: int = TOP,
) -> tuple[Suggestion, ...]:
    """What its author declared, then at most `top` earlier incidents that it resembles, the likest first.

    `returned` are the actions that did not hold, by the path of the incident that asked for them. Equal
    likeness is decided by the path.
    """
    declared = dict(_declared(incident, catalogue))
    scores = {path: likeness.between(incident.path, path) for path in declared}
    found = {
        path: score
        for path in likeness.candidates(incident.path)
        if path not in declared
        and is_earlier(catalogue.by_path[path], incident)
        and not is_dismissed(catalogue.by_path[path], incident, catalogue)
        and (score := likeness.between(incident.path, path)) >= ENOUGH
    }
    chosen = (*_ranked(scores), *_ranked(found)[:top])
    scores |= found
    return tuple(
        Suggestion(
            other := catalogue.by_path[path],
            scores[path],
            _reasons(incident.postmortem, other.postmortem, likeness),
            declared.get(path, ""),
            tuple(item for item in other.postmortem.action_items if item.is_open),
            returned.get(path, ()),
        )
        for path in chosen
    )


def by_origin(found: tuple[Return, ...]) -> dict[str, tuple[Return, ...]]:
    """The actions that did not hold by the path of the incident that asked for them."""
    groups: dict[str, list[Return]] = {}
    for one in found:
        groups.setdefault(one.origin.path, []).append(one)
    return {path: tuple(group) for path, group in groups.items()}


def is_earlier(other: Incident, incident: Incident) -> bool:
    """Whether an incident lies before another; where a day is not known, nothing says that it does not."""
    if other.path == incident.path:
        return False
    if incident.day is None or other.day is None:
        return True
    return (other.moment, other.path) < (incident.moment, incident.path)


def is_dismissed(one: Incident, other: Incident, catalogue: Catalogue) -> bool:
    """Whether one of two incidents says that it does not repeat the other."""
    return _denies(one, other, catalogue) or _denies(other, one, catalogue)


def _denies(one: Incident, other: Incident, catalogue: Catalogue) -> bool:
    named = map(catalogue.incident, one.postmortem.not_repeat_of)
    return any(found is not None and found.path == other.path for found in named)


def _declared(incident: Incident, catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    """The paths that the author names, with the stronger word where both are said."""
    postmortem = incident.postmortem
    for references, kind in ((postmortem.related, "related"), (postmortem.repeat_of, "repeat-of")):
        for other in map(catalogue.incident, references):
            if other and other.path != incident.path and not is_dismissed(other, incident, catalogue):
                yield other.path, kind


def _ranked(scores: Mapping[str, float]) -> list[str]:
    return sorted(scores, key=lambda path: (-round(scores[path], 9), path))


def _reasons(postmortem: Postmortem, other: Postmortem, likeness: Likeness) -> tuple[Term, ...]:
    """The terms that add most, each in words that no stronger one holds already."""
    shares = _single(likeness.shares(postmortem.path, other.path))
    least = TELLING * math.fsum(shares.values())
    telling = [term for term, share in shares.items() if share >= least]
    ranked = sorted(telling, key=lambda term: (-shares[term], term))[: 3 * TERMS]
    here, there = _spellings(postmortem, ranked), _spellings(other, ranked)
    found: list[Term] = []
    said: set[str] = set()
    for term in ranked:
        words = here.get(term, "")
        is_new = not stems(words) <= said if words else False
        if is_new and len(found) < TERMS:
            found.append(Term(words, there.get(term, words), shares[term]))
            said |= stems(words) | stems(found[-1].there)
    return tuple(found)


def _single(shares: Mapping[str, float]) -> dict[str, float]:
    """What each term adds, with half of what each pair adds of which it is a part."""
    found = {term: share for term, share in shares.items() if JOINED not in term}
    for joint, share in shares.items():
        parts = joint.split(JOINED) if JOINED in joint else ()
        for part in parts:
            found[part] = found.get(part, 0.0) + share / 2
    return found


def _spellings(postmortem: Postmortem, wanted: Iterable[str]) -> dict[str, str]:
    """How a document writes each term where it counts most."""
    missing = set(wanted)
    found: dict[str, str] = {}
    for statement in sorted(statements(postmortem), key=lambda one: -one.weight):
        if not missing:
            break
        for term, written in terms(statement.text):
            if term in missing:
                found[term] = " ".join(written.split())
                missing.discard(term)
    return found
