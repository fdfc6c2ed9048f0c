"""What each postmortem says about its incident, counted: the terms with their weights.

Lines that many documents have in common were put there by a template and say nothing. Which lines those are
depends on all documents, so that counting takes two steps: first the keys of all lines, then the terms.
"""

import math
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import TypeAlias
from zlib import crc32

from incidentbook.reading.patterns import expression
from incidentbook.records import Postmortem
from incidentbook.records.plain import dataclass

from .numbering import number
from .testimony import Statement, Testimony, testimony
from .vocabulary import heard, joint_terms

COPIED_BY = 3
COPIED_SHARE = 0.1
"""A line is a template's where so many documents, and so large a share of them, have it."""

Keys = frozenset[int]

_OWN = -1
"""In place of the key of a line that no template put there."""
_LETTERS = expression(r"[^\W\d_]+")
_SMALL = "".join(one.lower() if one.isalpha() else " " for one in map(chr, range(128))).encode().ljust(256)
"""ASCII in small letters, and a blank for all else."""

LENGTH_BITS = 8
"""A place in a text is one number: where it begins, and in so many bits how long it is."""
_LONGEST = (1 << LENGTH_BITS) - 1


Numbers: TypeAlias = "array[int] | memoryview[int]"
"""Whole numbers in little space."""
Weights: TypeAlias = "array[float] | memoryview[float]"
"""Fractions in little space."""


@dataclass(frozen=True, slots=True)
class Account:
    """How much a postmortem speaks of each term.

    `terms` are numbers of terms in rising order, `weights` how much each is said, and `spots` where in the
    text of the testimony it is said with most weight first (0 for two mechanisms together). `length` is the
    sum of the weights.
    """

    terms: Numbers
    weights: Weights
    spots: Numbers
    length: float


def accounts(postmortems: Sequence[Postmortem]) -> dict[str, Account]:
    """The accounts of a library's postmortems by their paths."""
    keys = [_keys(testimony(one)) for one in postmortems]
    copied = copied_lines({*its} - {_OWN} for its in keys)
    return {
        one.path: _account(testimony(one), its, copied) for one, its in zip(postmortems, keys, strict=True)
    }


def line_keys(said: Testimony) -> Keys:
    """The keys of the lines that may be a template's; lines that differ in numbers alone have the same."""
    return frozenset(_keys(said)) - {_OWN}


def copied_lines(every: Iterable[Iterable[int]]) -> Keys:
    """The keys of the lines that so many documents share that a template must have put them there."""
    documents, found = 0, Counter[int]()
    for lines in every:
        documents += 1
        found.update(lines)
    enough = max(COPIED_BY, COPIED_SHARE * documents)
    return frozenset(key for key, times in found.items() if times >= enough)


def account(told: Testimony, copied: Keys) -> Account:
    """What a postmortem says, without the copied among its lines and the names of its people."""
    return _account(told, _keys(told), copied)


def _account(told: Testimony, keys: Iterable[int], copied: Keys) -> Account:
    found: dict[str, list[float]] = {}
    for begin, statement in sorted(_own(told, keys, copied), key=lambda pair: -pair[1].weight):
        _count(statement.text, begin, statement.weight, found)
    counts = sorted(
        (number(term), weight, spot) for term, (weight, spot) in found.items() if term not in told.people
    )
    weights = array("f", [weight for _, weight, _ in counts])
    return Account(
        array("Q", [term for term, _, _ in counts]),
        weights,
        array("I", [int(spot) for _, _, spot in counts]),
        math.fsum(weights),
    )


def _count(line: str, begin: int, weight: float, found: dict[str, list[float]]) -> None:
    """Add the terms of a line to those `found`, each with its weight and its first spot."""
    said, sentences = heard(line)
    for term, start, end in chain(said, *sentences):
        known = found.get(term)
        if known is None:
            found[term] = [weight, begin + start << LENGTH_BITS | min(end - start, _LONGEST)]
        else:
            known[0] += weight
    for mechanisms in sentences:
        if len(mechanisms) > 1:
            for joint in joint_terms(term for term, _, _ in mechanisms):
                found.setdefault(joint, [0.0, 0])[0] += weight


def _own(told: Testimony, keys: Iterable[int], copied: Keys) -> Iterator[tuple[int, Statement]]:
    """The statements that are not a template's, each with where it begins in the text of all."""
    begin = 0
    for statement, key in zip(told.statements, keys, strict=True):
        if key not in copied:
            yield begin, statement
        begin += len(statement.text) + 1


def _keys(said: Testimony) -> Numbers:
    """For each statement what it has in common with copies of it, `_OWN` where it has none."""
    return array("q", [_OWN if one.is_own else _key(one.text) for one in said.statements])


def _key(line: str) -> int:
    """The key of the letters of a line in small; ASCII takes a short way to the same key."""
    if line.isascii():
        letters = b" ".join(line.encode().translate(_SMALL).split())
    else:
        letters = " ".join(_LETTERS.findall(line.casefold())).encode("utf-8", "surrogatepass")
    return crc32(letters) if letters else _OWN
