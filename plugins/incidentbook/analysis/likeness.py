"""How like two incidents are: by the terms that both use much and others use little.

Each incident is a vector: a term counts by the weight of the sections in which it stands, less and less the
more often it is repeated (as in Okapi BM25F: Robertson and Zaragoza, “The Probabilistic Relevance Framework”,
2009), and the more the rarer it is in the library. Two incidents are as like as the cosine of their vectors,
but one term alone never makes them more like than `AT_MOST`: incidents that share a subject and nothing
else are no repeats.

What one question needs is worked out when it is asked, by going through all accounts; after `FEW` questions
an index of all terms is made. Both give the same answers.
"""

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from .accounts import Account
from .numbering import KIND, ONE_MECHANISM, PLAIN, TWO_MECHANISMS, WORD, WORDS, kind

SATURATION = 8.0
"""How often a term must be said, by weight, to count half of what it can (BM25's k1)."""
LENGTH = 0.5
"""How much a long document is held against its terms (BM25's b)."""
WORTH = {WORD: 1.0, PLAIN: 0.85, WORDS: 0.6, ONE_MECHANISM: 1.5, TWO_MECHANISMS: 1.0}
"""How much terms count by their kind; what is said by two words or mechanisms together counts beside each."""
AT_MOST = 0.1
"""What one term adds to the likeness at most."""

ENOUGH_DOCUMENTS = 8
"""A smaller library cannot tell which terms are rare; it is filled up to this with imagined incidents, …"""
IMAGINED_USE = {True: 0.1, False: 0.04}
"""… of which so large a share speaks of a mechanism (true), or uses a word (false)."""

SPOKEN_BY_MANY = 300
"""A term of more incidents than this finds none by itself; it only counts between those found otherwise."""
SEARCHED = 50
"""By so many terms of an incident others are looked for, the weightiest ones."""
CONSIDERED = 60
"""How many incidents that share rarer terms should be compared in full, the most promising of them."""
FEW = 10
"""After so many questions all terms are counted."""
_RECENT = 20_000
"""So many vectors are kept at hand."""

Vector = Mapping[int, float]


class Likeness:
    """The incidents of a library by their paths, compared by what they say."""

    def __init__(self, accounts: Mapping[str, Account]) -> None:
        self.paths = tuple(sorted(accounts))
        self._accounts = [accounts[path] for path in self.paths]
        self._places = {path: place for place, path in enumerate(self.paths)}
        self._usual = sum(one.length for one in self._accounts) / max(len(self._accounts), 1)
        self._used = Counter[int]()
        self._users: dict[int, list[int]] = {}
        self._asked = 0
        self._vector = lru_cache(_RECENT)(self._weighed)
        self._rarity = lru_cache(None)(self._rarity_of)

    def between(self, one: str, other: str) -> float:
        """How like two incidents are, from 0 to 1; the same in both directions."""
        return math.fsum(self.shares(one, other).values())

    def shares(self, one: str, other: str) -> dict[int, float]:
        """What each term that both use adds to their likeness, by the number of the term."""
        places = self._places[one], self._places[other]
        self._count(places)
        ours, theirs = map(self._vector, places)
        return {term: min(ours[term] * theirs[term], AT_MOST) for term in ours.keys() & theirs.keys()}

    def among(self, path: str, others: Iterable[str]) -> dict[str, float]:
        """How like an incident is to each of some others."""
        chosen = list(others)
        self._count((self._places[path], *(self._places[other] for other in chosen)))
        return {other: self.between(path, other) for other in chosen}

    def promising(self, path: str) -> Iterator[str]:
        """The incidents that share terms which few use, the most promising first."""
        place = self._places[path]
        self._asked += 1
        if self._asked > FEW and not self._users:
            self._index()
        found = self._found_by_index(place) if self._users else self._found_by_scan(place)
        found.pop(place, None)
        for other in found:
            found[other] /= math.sqrt(len(self._accounts[other].terms))
        for other in sorted(sorted(found), key=found.__getitem__, reverse=True):
            yield self.paths[other]

    def _found_by_scan(self, place: int) -> dict[int, float]:
        self._count((place,))
        worth = dict(self._searched(place))
        wanted, give = frozenset(worth), worth.__getitem__
        shared = ((other, wanted.intersection(one.terms)) for other, one in enumerate(self._accounts))
        return {other: math.fsum(map(give, terms)) for other, terms in shared if terms}

    def _found_by_index(self, place: int) -> dict[int, float]:
        parts: dict[int, list[float]] = {}
        for term, worth in self._searched(place):
            for other in self._users[term]:
                parts.setdefault(other, []).append(worth)
        return {other: math.fsum(some) for other, some in parts.items()}

    def _searched(self, place: int) -> list[tuple[int, float]]:
        """The weightiest terms of an incident that few enough use, with what finding one promises."""
        own = self._vector(place)
        few = [(weight, term) for term, weight in own.items() if self._used[term] <= SPOKEN_BY_MANY]
        best = sorted(few, key=lambda one: (-one[0], one[1]))[:SEARCHED]
        return [(term, weight * self._rarity(kind(term), self._used[term])) for weight, term in best]

    def _count(self, places: Iterable[int]) -> None:
        """Find out how many incidents use each term of some."""
        if self._users:
            return
        wanted = {term for place in places for term in self._accounts[place].terms} - self._used.keys()
        if wanted:
            for one in self._accounts:
                self._used.update(wanted.intersection(one.terms))

    def _index(self) -> None:
        """Find out who uses each term, unless too many do."""
        self._used.clear()
        for one in self._accounts:
            self._used.update(one.terms)
        self._users = {term: [] for term, times in self._used.items() if 1 < times <= SPOKEN_BY_MANY}
        for place, one in enumerate(self._accounts):
            for term in self._users.keys() & set(one.terms):
                self._users[term].append(place)

    def _weighed(self, place: int) -> Vector:
        """The vector of an incident, of length 1; terms that nobody else uses only make it longer."""
        own = self._accounts[place]
        scale = 1 - LENGTH + LENGTH * own.length / self._usual if self._usual else 1.0
        half, used, rarity = SATURATION * scale, self._used, self._rarity
        weights = {
            term: said / (said + half) * rarity(term & KIND, used[term])
            for term, said in zip(own.terms, own.weights, strict=True)
        }
        length = math.sqrt(math.fsum(weight * weight for weight in weights.values())) or 1.0
        return {term: weight / length for term, weight in weights.items() if weight and used[term] > 1}

    def _rarity_of(self, kind_of_term: int, users: int) -> float:
        """How much a term that so many incidents use can count (a smoothed inverse document frequency)."""
        of = len(self._accounts)
        imagined = max(ENOUGH_DOCUMENTS - of, 0)
        all_users = users + imagined * IMAGINED_USE[kind_of_term in {ONE_MECHANISM, TWO_MECHANISMS}]
        return max(0.0, math.log((of + imagined + 1) / (all_users + 0.5))) * WORTH[kind_of_term]


def likeness(accounts: Mapping[str, Account]) -> Likeness:
    """Compare incidents by their accounts. The order in which they come makes no difference."""
    return Likeness(accounts)
