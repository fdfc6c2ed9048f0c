"""Past incidents that an incident resembles, with the words that say so; the author decides.

What the author confirmed (`repeat_of`, `related`) comes first. What the author dismissed, in either of the
two documents (`not_repeat_of`), never comes back. Only what lies before an incident is suggested.
"""

import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache

from incidentbook.records import ActionItem
from incidentbook.records.plain import dataclass

from .catalogue import Catalogue, Incident
from .likeness import Likeness
from .numbering import number
from .relapses import relapses
from .repeats import Return
from .testimony import Testimony, testimony
from .vocabulary import JOINED, is_plain, joint_terms, sentences, spoken_terms, stems, terms

ENOUGH = 0.1
"""Incidents that are less alike than this are not suggested."""
CLEAR = 0.14
"""So alike must incidents be where nobody asked: in a comment, and on a page."""
TERMS = 6
"""So many terms explain a suggestion at most."""
TELLING = 0.04
"""A term that adds less than this share of a likeness does not explain it."""
_RECENT = 1_000
"""What so many postmortems say is kept at hand."""
TOP = 3
"""So many suggestions are made, where nothing else is asked for."""

_FORMS = 5
"""So many ways of writing a term in one document are compared with those in another."""
_Spellings = dict[frozenset[str], str]
"""Ways to write a term, by what they have in common with their other forms."""


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


@dataclass(frozen=True, slots=True)
class Comparison:
    """All that suggestions are made from.

    `told` gives what a postmortem says by its path; the catalogue may hold digests without it. `returned`
    are the actions that did not hold, by the path of the incident that asked for them.
    """

    catalogue: Catalogue
    likeness: Likeness
    told: Callable[[str], Testimony]
    returned: Mapping[str, tuple[Return, ...]]


def comparison(
    catalogue: Catalogue, likeness: Likeness, told: Callable[[str], Testimony] | None = None
) -> Comparison:
    """What is needed to suggest incidents of a catalogue; without `told` it holds all text itself."""
    return Comparison(
        catalogue,
        likeness,
        told or lru_cache(_RECENT)(lambda path: testimony(catalogue.by_path[path].postmortem)),
        relapses(catalogue),
    )


def suggestions(
    incident: Incident, known: Comparison, top: int = TOP, least: float = ENOUGH
) -> tuple[Suggestion, ...]:
    """What its author declared, then at most `top` earlier incidents that it resembles, the likest first.

    None of these is less like it than `least`. Equal likeness is decided by the path.
    """
    declared = dict(_declared(incident, known.catalogue))
    between = known.likeness.between
    scores = {path: between(incident.path, path) for path in declared}
    earlier = (path for path in _suggestible(incident, known) if path not in declared)
    found = {path: between(incident.path, path) for path in earlier}
    chosen = [*_ranked(scores), *[path for path in _ranked(found)[:top] if found[path] >= least]]
    scores |= found
    return tuple(_suggestion(incident, path, scores[path], declared.get(path, ""), known) for path in chosen)


def _suggestible(incident: Incident, known: Comparison) -> Iterator[str]:
    for path in known.likeness.promising(incident.path):
        other = known.catalogue.by_path[path]
        if is_earlier(other, incident) and not is_dismissed(other, incident, known.catalogue):
            yield path


def _suggestion(incident: Incident, path: str, score: float, said: str, known: Comparison) -> Suggestion:
    other = known.catalogue.by_path[path]
    return Suggestion(
        other,
        score,
        _reasons(incident.path, path, known),
        said,
        tuple(item for item in other.postmortem.action_items if item.is_open),
        known.returned.get(path, ()),
    )


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


def _reasons(path: str, other: str, known: Comparison) -> tuple[Term, ...]:
    """The terms that add most, each in words that no stronger one holds already."""
    shares = _single(_named(known.likeness.shares(path, other), known.told(path)))
    least = TELLING * math.fsum(shares.values())
    telling = [term for term, share in shares.items() if share >= least and not is_plain(term)]
    ranked = sorted(telling, key=lambda term: (-shares[term], term))[: 3 * TERMS]
    here, there = _spellings(known.told(path), ranked), _spellings(known.told(other), ranked)
    found: list[Term] = []
    said: set[str] = set()
    for term in ranked:
        words, others = _pair(here.get(term, {}), there.get(term, {}))
        is_new = not stems(words) <= said if words else False
        if is_new and len(found) < TERMS:
            found.append(Term(words, others or words, shares[term]))
            said |= stems(words) | stems(others)
    return tuple(found)


def _pair(here: _Spellings, there: _Spellings) -> tuple[str, str]:
    """How two documents write a term: in the same words where they can, else each as it first does."""
    common = next((form for form in here if form in there), None)
    if common is not None:
        return here[common], there[common]
    return next(iter(here.values()), ""), next(iter(there.values()), "")


def _named(shares: Mapping[int, float], told: Testimony) -> dict[str, float]:
    """What each term adds, by the term itself, which one of the two documents tells."""
    found: dict[str, float] = {}
    for statement in told.statements:
        for sentence in sentences(statement.text):
            said = spoken_terms(sentence)
            for term in (*said, *joint_terms(said)):
                share = shares.get(number(term))
                if share is not None:
                    found[term] = share
    return found


def _single(shares: Mapping[str, float]) -> dict[str, float]:
    """What each term adds, with half of what each pair adds of which it is a part."""
    found = {term: share for term, share in shares.items() if JOINED not in term}
    for joint, share in shares.items():
        parts = joint.split(JOINED) if JOINED in joint else ()
        for part in parts:
            found[part] = found.get(part, 0.0) + share / 2
    return found


def _spellings(told: Testimony, wanted: Iterable[str]) -> dict[str, _Spellings]:
    """How a document writes each term, where it counts most first."""
    found: dict[str, _Spellings] = {term: {} for term in wanted}
    for statement in sorted(told.statements, key=lambda one: -one.weight):
        for term, written in terms(statement.text):
            forms = found.get(term)
            if forms is not None and len(forms) < _FORMS:
                forms.setdefault(stems(written), " ".join(written.split()))
    return found
