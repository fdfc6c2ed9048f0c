"""How like two incidents are: by the terms that both use much and others use little.

Each incident is a vector: a term counts by the weight of the sections in which it stands, less and less the
more often it is repeated (as in Okapi BM25F: Robertson and Zaragoza, “The Probabilistic Relevance Framework”,
2009), and the more the rarer it is in the library. Two incidents are as like as the cosine of their vectors,
but one term alone never makes them more like than `AT_MOST`: incidents that share a subject and nothing
else are no repeats.
"""

import math
from array import array
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from incidentbook.records.plain import dataclass

from .accounts import Account
from .vocabulary import JOINED, MECHANISM, PHRASE, is_plain

SATURATION = 8.0
"""How often a term must be said, by weight, to count half of what it can (BM25's k1)."""
LENGTH = 0.5
"""How much a long document is held against its terms (BM25's b)."""
OF_MECHANISM = 2.0
"""How much a mechanism counts, where a word or an identifier counts 1."""
OF_JOINT = 1.0
"""How much two mechanisms in one sentence count beside each of them: “the certificate expired”."""
OF_PHRASE = 0.6
"""How much two words in a row count beside each of them."""
OF_PLAIN = 0.85
"""How much a word counts that every incident may use."""
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
CONSIDERED = 40
"""How many incidents that share rarer terms are compared in full, the most promising of them."""

Vector = Mapping[str, float]
Users = Mapping[str, tuple["array[int]", "array[float]"]]


@dataclass(frozen=True, slots=True)
class Likeness:
    """The vectors of a library's incidents by their paths, each of length 1, and who uses a term how much."""

    paths: tuple[str, ...]
    vectors: Mapping[str, Vector]
    users: Users

    def between(self, one: str, other: str) -> float:
        """How like two incidents are, from 0 to 1; the same in both directions."""
        return math.fsum(self.shares(one, other).values())

    def shares(self, one: str, other: str) -> dict[str, float]:
        """What each term that both use adds to their likeness."""
        ours, theirs = self.vectors[one], self.vectors[other]
        return {term: min(ours[term] * theirs[term], AT_MOST) for term in ours.keys() & theirs.keys()}

    def promising(self, path: str) -> Iterator[str]:
        """The incidents that share a term which few use, the most promising first."""
        found: dict[int, float] = {}
        get = found.get
        for term, weight in self._searched(path):
            for number, other in zip(*self.users[term], strict=True):
                found[number] = get(number, 0.0) + weight * other
        for number in sorted(sorted(found), key=found.__getitem__, reverse=True):
            if self.paths[number] != path:
                yield self.paths[number]

    def _searched(self, path: str) -> list[tuple[str, float]]:
        """The weightiest terms of an incident that few enough use, with their weights."""
        own = self.vectors[path]
        few = [term for term in own if len(self.users[term][0]) <= SPOKEN_BY_MANY]
        return [(term, own[term]) for term in sorted(few, key=lambda term: (-own[term], term))[:SEARCHED]]


def likeness(accounts: Mapping[str, Account]) -> Likeness:
    """Compare incidents by their accounts. The order in which they come makes no difference."""
    paths = tuple(sorted(accounts))
    counts = [accounts[path].counts for path in paths]
    spoken_by = Counter(term for count in counts for term in count)
    usual = sum(map(_length, counts)) / max(len(counts), 1)
    rarity = {term: _rarity(term, number, len(counts)) for term, number in spoken_by.items() if number > 1}
    vectors = [_vector(count, usual, rarity, len(counts)) for count in counts]
    return Likeness(paths, dict(zip(paths, vectors, strict=True)), _users(vectors))


def _length(counts: Mapping[str, float]) -> float:
    return math.fsum(counts.values())


def _rarity(term: str, number: int, of: int) -> float:
    """How much a term of so many incidents can count (a smoothed inverse document frequency)."""
    imagined = max(ENOUGH_DOCUMENTS - of, 0)
    number_of_all = number + imagined * IMAGINED_USE[term.startswith(MECHANISM)]
    return max(0.0, math.log((of + imagined + 1) / (number_of_all + 0.5))) * _sort(term)


def _sort(term: str) -> float:
    if term.startswith(MECHANISM):
        return OF_JOINT if JOINED in term else OF_MECHANISM
    if term.startswith(PHRASE):
        return OF_PHRASE
    return OF_PLAIN if is_plain(term) else 1.0


def _vector(counts: Mapping[str, float], usual: float, rarity: Mapping[str, float], of: int) -> Vector:
    """The vector of an incident, of length 1; terms that nobody else uses only make it longer."""
    scale = 1 - LENGTH + LENGTH * _length(counts) / usual if usual else 1.0
    weights = {
        term: count
        / (count + SATURATION * scale)
        * (rarity[term] if term in rarity else _rarity(term, 1, of))
        for term, count in counts.items()
    }
    length = math.sqrt(math.fsum(weight * weight for weight in weights.values())) or 1.0
    return {term: weight / length for term, weight in weights.items() if weight and term in rarity}


def _users(vectors: Sequence[Vector]) -> Users:
    found: dict[str, tuple[array[int], array[float]]] = {}
    for number, vector in enumerate(vectors):
        for term, weight in vector.items():
            numbers, weights = found.setdefault(term, (array("l"), array("f")))
            numbers.append(number)
            weights.append(weight)
    return found
