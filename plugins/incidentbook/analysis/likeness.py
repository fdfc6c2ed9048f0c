"""How like two incidents are: by the terms that both use much and others use little.

Each incident is a vector: a term counts by the weight of the sections in which it stands, less and less the
more often it is repeated (as in Okapi BM25F: Robertson and Zaragoza, “The Probabilistic Relevance Framework”,
2009), and the more the rarer it is in the library. Two incidents are as like as the cosine of their vectors,
but one term alone never makes them more like than `AT_MOST`: incidents that share a subject and nothing
else are no repeats.

Candidates are those that share terms which few use; they alone are compared in full. What one question needs
is found by going through all accounts; after a few questions an index of who uses each term is made. Both
give the same answers.
"""

import math
from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from itertools import chain
from operator import mul

from incidentbook.records.plain import dataclass

from .accounts import Account
from .numbering import KIND, ONE_MECHANISM, PLAIN, TWO_MECHANISMS, WORD, WORDS

SATURATION = 8.0
"""How often a term must be said, by weight, to count half of what it can (BM25's k1)."""
LENGTH = 0.5
"""How much a long document is held against its terms (BM25's b)."""
WORTH = {WORD: 1.0, PLAIN: 0.85, WORDS: 0.6, ONE_MECHANISM: 1.5, TWO_MECHANISMS: 1.0}
"""How much terms count by their kind; what is said by two words or mechanisms together counts beside each."""
AT_MOST = 0.07
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
"""How many incidents that share rarer terms should be compared in full, the most promising of them."""
FEW = 10
"""After so many questions it is noted who uses each term, where nobody knows how many there will be."""
_FINE = 1 << 40
"""Promises are summed as whole numbers of this part of one: then the order makes no difference."""


@dataclass(frozen=True, slots=True)
class Vector:
    """The terms of an incident that another one uses too, by their places in a list of all, with weights.

    Its length is 1, counting the terms that nobody else uses. Terms are in the order of their numbers, so
    that sums are the same in both directions. `heavy` are the weights that may exceed `AT_MOST` with
    another's, the largest first, and their terms.
    """

    terms: "array[int]"
    weights: "array[float]"
    heavy: tuple[tuple[float, int], ...]


class Likeness:
    """The incidents of a library by their paths, compared by what they say.

    `paths` are in the order that was asked for; without one, in that of the alphabet. After `few` questions
    it is noted who uses each term.
    """

    def __init__(
        self, accounts: Mapping[str, Account], oldest_first: Iterable[str] = (), few: int = FEW
    ) -> None:
        self.paths = tuple(path for path in oldest_first if path in accounts) or tuple(sorted(accounts))
        self._accounts = [accounts[path] for path in self.paths]
        self._places = {path: place for place, path in enumerate(self.paths)}
        self._usual = sum(one.length for one in self._accounts) / max(len(self._accounts), 1)
        self._vectors: dict[int, Vector] = {}
        self._asked = 0
        self._few = few
        self._told = -1

    def account(self, path: str) -> Account:
        """What an incident says."""
        return self._accounts[self._places[path]]

    def between(self, one: str, other: str) -> float:
        """How like two incidents are, from 0 to 1; the same in both directions."""
        return self._between(self._places[one], self._places[other])

    def shares(self, one: str, other: str) -> dict[int, float]:
        """What each term that both use adds to their likeness, by the number of the term."""
        ours, theirs = self._spread_out(self._places[one]), self._vector(self._places[other])
        numbers = self._numbers
        return {
            numbers[term]: min(ours[term] * weight, AT_MOST)
            for term, weight in zip(theirs.terms, theirs.weights, strict=True)
            if ours[term]
        }

    def among(self, path: str, others: Iterable[str]) -> dict[str, float]:
        """How like an incident is to each of some others."""
        place = self._places[path]
        return {other: self._between(place, self._places[other]) for other in others}

    def promising(self, path: str, *, before: bool = False) -> Iterator[str]:
        """The incidents that share terms which few use, the most promising first.

        With `before` only those that come before it in `paths`.
        """
        place = self._places[path]
        self._asked += 1
        many = self._asked > self._few
        found = self._found_by_index(place, before) if many else self._found_by_scan(place, before)
        found.pop(place, None)
        roots = self._roots
        promises = {other: promise / roots[other] for other, promise in found.items()}
        for other in descending(promises):
            yield self.paths[other]

    def _between(self, one: int, other: int) -> float:
        ours, theirs = self._spread_out(one), self._vector(other)
        likeness: float = sum(map(mul, map(ours.__getitem__, theirs.terms), theirs.weights))
        most = self._vector(one).heavy[:1]
        peak = most[0][0] if most else 0.0
        excess = []
        for weight, term in theirs.heavy:
            if weight * peak <= AT_MOST:
                break
            if ours[term] * weight > AT_MOST:
                excess.append(ours[term] * weight - AT_MOST)
        return likeness - math.fsum(excess)

    def _spread_out(self, place: int) -> list[float]:
        """The weights of an incident at the places of all terms; good until another one is asked for."""
        weights = self._weights
        if self._told != place:
            if self._told >= 0:
                for term in self._vector(self._told).terms:
                    weights[term] = 0.0
            own = self._vector(place)
            for term, weight in zip(own.terms, own.weights, strict=True):
                weights[term] = weight
            self._told = place
        return weights

    def _found_by_scan(self, place: int, before: bool) -> dict[int, int]:  # noqa: FBT001 - see `promising`
        worth = dict(self._searched(place))
        wanted, give = frozenset(worth), worth.__getitem__
        accounts = self._accounts[:place] if before else self._accounts
        shared = ((other, wanted.intersection(one.terms.tolist())) for other, one in enumerate(accounts))
        return {other: sum(map(give, terms)) for other, terms in shared if terms}

    def _found_by_index(self, place: int, before: bool) -> dict[int, int]:  # noqa: FBT001 - see `promising`
        promised = [0] * len(self.paths)
        for term, worth in self._searched(place):
            users = self._users[term]
            for other in users[: bisect_left(users, place)] if before else users:
                promised[other] += worth
        return {other: promise for other, promise in enumerate(promised) if promise}

    def _searched(self, place: int) -> list[tuple[int, int]]:
        """The weightiest terms of an incident that few enough use, with what finding one promises."""
        own, numbers, rarity = self._vector(place), self._numbers, self._rarity
        few = [
            (-weight, numbers[term], rarity[term])
            for term, weight in zip(own.terms, own.weights, strict=True)
            if self._used[numbers[term]] <= SPOKEN_BY_MANY
        ]
        return [(number, round(-weight * rare * _FINE)) for weight, number, rare in sorted(few)[:SEARCHED]]

    @cached_property
    def _used(self) -> Counter[int]:
        """How many incidents use each term."""
        return Counter(chain.from_iterable(one.terms.tolist() for one in self._accounts))

    @cached_property
    def _numbers(self) -> list[int]:
        """The terms that two incidents use at least."""
        return [term for term, users in self._used.items() if users > 1]

    @cached_property
    def _ids(self) -> dict[int, int]:
        return {term: place for place, term in enumerate(self._numbers)}

    @cached_property
    def _rarity(self) -> list[float]:
        known: dict[tuple[int, int], float] = {}
        used = self._used
        for pair in {(term & KIND, used[term]) for term in self._numbers}:
            known[pair] = self._rarity_of(*pair)
        return [known[term & KIND, used[term]] for term in self._numbers]

    @cached_property
    def _alone(self) -> list[float]:
        """How much a term that one incident uses can count, by its kind."""
        return [self._rarity_of(kind, 1) for kind in range(len(WORTH))]

    @cached_property
    def _weights(self) -> list[float]:
        return [0.0] * len(self._numbers)

    @cached_property
    def _roots(self) -> list[float]:
        return [math.sqrt(len(one.terms)) or 1.0 for one in self._accounts]

    @cached_property
    def _users(self) -> dict[int, list[int]]:
        """Who uses each term, unless too many do."""
        found: dict[int, list[int]] = {
            term: [] for term, times in self._used.items() if 1 < times <= SPOKEN_BY_MANY
        }
        for place, one in enumerate(self._accounts):
            for term in found.keys() & set(one.terms.tolist()):
                found[term].append(place)
        return found

    def _vector(self, place: int) -> Vector:
        known = self._vectors.get(place)
        if known is None:
            known = self._vectors[place] = self._weighed(place)
        return known

    def _weighed(self, place: int) -> Vector:
        own = self._accounts[place]
        scale = 1 - LENGTH + LENGTH * own.length / self._usual if self._usual else 1.0
        half, ids, rarity, alone = SATURATION * scale, self._ids, self._rarity, self._alone
        shared: list[tuple[int, float]] = []
        squares: list[float] = []
        for number, said in zip(own.terms.tolist(), own.weights.tolist(), strict=True):
            term = ids.get(number)
            weight = said / (said + half) * (alone[number & KIND] if term is None else rarity[term])
            squares.append(weight * weight)
            if term is not None and weight:
                shared.append((term, weight))
        length = math.sqrt(math.fsum(squares)) or 1.0
        return Vector(
            array("I", [term for term, _ in shared]),
            array("d", [weight / length for _, weight in shared]),
            tuple(
                sorted(
                    ((weight / length, term) for term, weight in shared if weight > AT_MOST * length),
                    reverse=True,
                )
            ),
        )

    def _rarity_of(self, kind_of_term: int, users: int) -> float:
        """How much a term that so many incidents use can count (a smoothed inverse document frequency)."""
        of = len(self._accounts)
        imagined = max(ENOUGH_DOCUMENTS - of, 0)
        all_users = users + imagined * IMAGINED_USE[kind_of_term in {ONE_MECHANISM, TWO_MECHANISMS}]
        return max(0.0, math.log((of + imagined + 1) / (all_users + 0.5))) * WORTH[kind_of_term]


def descending(promises: Mapping[int, float]) -> Iterator[int]:
    """The keys by falling values; only as many are put in order as are asked for, roughly."""
    left = promises
    while len(left) > 4 * CONSIDERED:
        least = sorted(left.values())[-2 * CONSIDERED]
        first = [key for key, value in left.items() if value >= least]
        yield from sorted(first, key=lambda key: (-promises[key], key))
        left = {key: value for key, value in left.items() if value < least}
    yield from sorted(left, key=lambda key: (-promises[key], key))


def likeness(accounts: Mapping[str, Account], oldest_first: Iterable[str] = ()) -> Likeness:
    """Compare incidents by their accounts. The order in which accounts come makes no difference."""
    return Likeness(accounts, oldest_first)
