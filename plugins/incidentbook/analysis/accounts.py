"""What each postmortem says about its incident, counted: the terms with their weights.

Lines that many documents have in common were put there by a template and say nothing. Which lines those are
depends on all documents, so that counting takes two steps: first the keys of all lines, then the terms.
"""

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable
from zlib import crc32

from incidentbook.records import Postmortem
from incidentbook.records.plain import dataclass

from .numbering import number
from .testimony import Testimony, testimony
from .vocabulary import joint_terms, sentences, spoken_terms

COPIED_BY = 3
COPIED_SHARE = 0.1
"""A line is a template's where so many documents, and so large a share of them, have it."""

Keys = frozenset[int]


@dataclass(frozen=True, slots=True)
class Account:
    """How much a postmortem speaks of each term; the keys of its lines, and of those that were left out.

    `terms` are numbers of terms in rising order, `weights` how much each is said. `length` is the sum of
    the weights.
    """

    terms: "array[int]"
    weights: "array[float]"
    length: float
    lines: Keys
    left_out: Keys


def accounts(postmortems: Iterable[Postmortem]) -> dict[str, Account]:
    """The accounts of a library's postmortems by their paths."""
    said = {one.path: testimony(one) for one in postmortems}
    lines = {path: line_keys(one) for path, one in said.items()}
    copied = copied_lines(lines.values())
    return {path: account(one, lines[path], copied) for path, one in said.items()}


def line_keys(said: Testimony) -> Keys:
    """The keys of the lines that may be a template's; lines that differ in numbers alone have the same."""
    return frozenset(_key_number(one.key) for one in said.statements if one.key)


def copied_lines(every: Iterable[Keys]) -> Keys:
    """The keys of the lines that so many documents share that a template must have put them there."""
    documents, found = 0, Counter[int]()
    for lines in every:
        documents += 1
        found.update(lines)
    enough = max(COPIED_BY, COPIED_SHARE * documents)
    return frozenset(key for key, times in found.items() if times >= enough)


def account(told: Testimony, lines: Keys, copied: Keys) -> Account:
    """What a postmortem says, without the copied among its lines and the names of its people."""
    left_out = lines & copied
    found: dict[str, float] = defaultdict(float)
    for statement in told.statements:
        if not statement.key or _key_number(statement.key) not in left_out:
            for sentence in sentences(statement.text):
                said = spoken_terms(sentence)
                for term in (*said, *joint_terms(said)):
                    found[term] += statement.weight
    counts = sorted((number(term), weight) for term, weight in found.items() if term not in told.people)
    return Account(
        array("Q", (term for term, _ in counts)),
        array("d", (weight for _, weight in counts)),
        sum(weight for _, weight in counts),
        lines,
        left_out,
    )


def _key_number(key: str) -> int:
    return crc32(key.encode("utf-8", "surrogatepass"))
