"""Why two incidents are alike: the terms that add most, in the words of both documents."""

import math
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import combinations

from incidentbook.records.plain import dataclass

from .accounts import LENGTH_BITS, Account
from .mechanisms import MECHANISMS
from .numbering import KIND, ONE_MECHANISM, PLAIN, TWO_MECHANISMS, number
from .vocabulary import MECHANISM, joint_terms, stems

TERMS = 6
"""So many terms explain a suggestion at most."""
TELLING = 0.04
"""A term that adds less than this share of a likeness does not explain it."""

_PART = 5
"""A word of which a part is a term is shown whole where so many characters more make it whole."""


@dataclass(frozen=True, slots=True)
class Term:
    """Words that speak for a likeness, as the later document and as the earlier one writes them."""

    words: str
    there: str
    share: float


@dataclass(frozen=True, slots=True)
class Words:
    """What a document says, counted, and the text that was counted."""

    account: Account
    text: str

    def of(self, term: int) -> str:
        """How the document writes a term where it counts most, in whole words."""
        place = bisect_left(self.account.terms, term)
        if place == len(self.account.terms) or self.account.terms[place] != term:
            return ""
        begin, length = divmod(self.account.spots[place], 1 << LENGTH_BITS)
        begin, end = self._whole(begin, begin + length)
        return " ".join(self.text[begin:end].split())

    def _whole(self, begin: int, end: int) -> tuple[int, int]:
        """The bounds of the whole words, unless these are long ones of many parts."""
        first, last = begin, end
        while first < end and first and self.text[first - 1].isalnum():
            first -= 1
        while begin < last and self.text[last : last + 1].isalnum():
            last += 1
        return (first, last) if last - first <= end - begin + _PART else (begin, end)

    def has(self, words: str) -> bool:
        """Whether some words stand in the document as they are, in large or small letters."""
        text, wanted = self.text.casefold(), words.casefold()
        begin = text.find(wanted)
        while begin >= 0:
            around = text[max(begin - 1, 0) : begin] + text[begin + len(wanted) : begin + len(wanted) + 1]
            if not any(map(str.isalnum, around)):
                return True
            begin = text.find(wanted, begin + 1)
        return False


def explanation(
    shares: Mapping[int, float], here: Words, there: Words, names: Iterable[str] = ()
) -> tuple[Term, ...]:
    """The terms that add most to a likeness, each in words that no stronger one holds already.

    `shares` are what each term that both documents use adds, by its number. What `names` say, which are
    shown anyway, is not said again.
    """
    single = _single(shares)
    least = TELLING * math.fsum(single.values())
    telling = [(-share, term) for term, share in single.items() if share >= least and term & KIND != PLAIN]
    ranked = sorted(telling)[: 3 * TERMS]
    longest_first = sorted(ranked, key=lambda one: (round(one[0], 9), -len(here.of(one[1]))))
    return tuple(_worded(longest_first, here, there, {part for name in names for part in stems(name)}))


def _worded(ranked: Iterable[tuple[float, int]], here: Words, there: Words, said: set[str]) -> Iterator[Term]:
    found = 0
    for share, term in ranked:
        words, others = _pair(term, here, there)
        if words and found < TERMS and not stems(words) <= said:
            yield Term(words, others or words, -share)
            found += 1
            said |= stems(words) | stems(others)


def _pair(term: int, here: Words, there: Words) -> tuple[str, str]:
    """How two documents write a term: in the same words where they can, else each as it does first."""
    words, others = here.of(term), there.of(term)
    if term & KIND == ONE_MECHANISM and words and others and stems(words) != stems(others):
        if there.has(words):
            return words, words
        if here.has(others):
            return others, others
    return words, others


def _single(shares: Mapping[int, float]) -> dict[int, float]:
    """What each term adds, with half of what each pair adds of which it is a part."""
    joints = [term for term in shares if term & KIND == TWO_MECHANISMS]
    if not joints:
        return dict(shares)
    found, parts = dict(shares), _parts()
    for joint in joints:
        share = found.pop(joint) / 2
        for part in parts[joint]:
            found[part] = found.get(part, 0.0) + share
    return found


@lru_cache(maxsize=1)
def _parts() -> dict[int, tuple[int, int]]:
    """The two mechanisms of each term that joins two, by numbers."""
    names = [
        MECHANISM + line.partition(":")[0]
        for line in MECHANISMS.strip().splitlines()
        if not line.startswith(" ")
    ]
    pairs = combinations(names, 2)
    return {
        number(joint): (number(one), number(other))
        for one, other in pairs
        for joint in joint_terms((one, other))
    }
