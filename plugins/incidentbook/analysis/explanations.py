"""Why two incidents are alike: the terms that add most, in the words of both documents."""

import math
from collections.abc import Iterable, Iterator, Mapping

from incidentbook.records.plain import dataclass

from .numbering import number
from .testimony import Testimony
from .vocabulary import JOINED, clues, is_plain, joint_terms, sentences, spoken_terms, stems, terms

TERMS = 6
"""So many terms explain a suggestion at most."""
TELLING = 0.04
"""A term that adds less than this share of a likeness does not explain it."""

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
class Words:
    """What a document says, and its terms by their numbers."""

    told: Testimony
    terms: Mapping[int, str]


def words_of(told: Testimony) -> Words:
    """The terms of a document by their numbers."""
    found: dict[int, str] = {}
    for statement in told.statements:
        for sentence in sentences(statement.text):
            said = spoken_terms(sentence)
            found.update((number(term), term) for term in (*said, *joint_terms(said)))
    return Words(told, found)


def explanation(shares: Mapping[int, float], here: Words, there: Testimony) -> tuple[Term, ...]:
    """The terms that add most to a likeness, each in words that no stronger one holds already.

    `shares` are what each term that both documents use adds, by its number.
    """
    single = _single({here.terms[one]: share for one, share in shares.items() if one in here.terms})
    least = TELLING * math.fsum(single.values())
    telling = [term for term, share in single.items() if share >= least and not is_plain(term)]
    ranked = sorted(telling, key=lambda term: (-single[term], term))[: 3 * TERMS]
    return tuple(_worded(ranked, single, _spellings(here.told, ranked), _spellings(there, ranked)))


def _worded(
    ranked: Iterable[str],
    shares: Mapping[str, float],
    here: Mapping[str, _Spellings],
    there: Mapping[str, _Spellings],
) -> Iterator[Term]:
    said: set[str] = set()
    found = 0
    for term in ranked:
        words, others = _pair(here.get(term, {}), there.get(term, {}))
        if words and found < TERMS and not stems(words) <= said:
            yield Term(words, others or words, shares[term])
            found += 1
            said |= stems(words) | stems(others)


def _pair(here: _Spellings, there: _Spellings) -> tuple[str, str]:
    """How two documents write a term: in the same words where they can, else each as it first does."""
    common = next((form for form in here if form in there), None)
    if common is not None:
        return here[common], there[common]
    return next(iter(here.values()), ""), next(iter(there.values()), "")


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
    telling = clues(found)
    for statement in sorted(told.statements, key=lambda one: -one.weight):
        if telling.search(statement.text):
            for term, written in terms(statement.text):
                forms = found.get(term)
                if forms is not None and len(forms) < _FORMS:
                    forms.setdefault(stems(written), " ".join(written.split()))
    return found
