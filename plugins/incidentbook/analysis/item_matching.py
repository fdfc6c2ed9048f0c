"""Which action item of a newer version is which one of an older version, however it was reworded or moved.

First come items whose words are the same and whose ticket and stated id do not contradict; between the rest
the best pairing is sought, by ticket, stated id, words, and what else the rows say.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import lru_cache

from incidentbook.reading.patterns import expression
from incidentbook.records import ActionItem
from incidentbook.records.plain import dataclass

from .assignment import assign

ENOUGH = 0.5
"""Two items whose likeness is lower are two items. The words alone give from 0 to 1 of it."""

_TICKET = 1.0
_ID = 0.5
_CONTRADICTION = 0.2
_SLOT = 0.25
_OWNERS = _DUE = 0.16
_KIND = 0.04
_TOPIC = 0.35
"""Items with less in common in their words must stand in the same place for other fields to count."""
_CONTAINED = 0.9
_FEW = 3
_NUMBER = expression(r"\d+(?:-\d+)?\Z")
_DIGITS = expression(r"\d+")
_WORD = expression(r"[^\W_]+")
_ENDING = expression(r"(?<=\w{3})(?:ing|ies|ed|es|s|e|y)\Z")
_LITTLE = frozenset(
    re.findall(
        r"\w+",
        "a an and any are as at be been by can for from has have how if in into is it its more must new "
        "of on or our should so that the their them there these this those to us was we were when which "
        "will with",
    )
)


@dataclass(frozen=True, slots=True)
class Words:
    """A title taken apart: its plain spelling, the stems that mean something, its groups of three letters."""

    plain: str
    stems: frozenset[str]
    trigrams: frozenset[str]


@lru_cache(maxsize=65536)
def words(title: str) -> Words:
    """The words of a title; case, punctuation and spaces do not count."""
    found = _WORD.findall(title.casefold())
    plain = " ".join(found)
    telling = [word for word in found if word not in _LITTLE] or found
    trigrams = frozenset(plain[at : at + 3] for at in range(max(len(plain) - 2, 1))) if plain else frozenset()
    return Words(plain, frozenset(_ENDING.sub("", word) for word in telling), trigrams)


def pair_items(
    old: Sequence[ActionItem], new: Sequence[ActionItem], enough: float = ENOUGH, *, by_place: bool = True
) -> dict[int, int]:
    """For each position in `new` that continues an item of `old`, its position there; one to one.

    Items' ids are those within their document, where a plain number says no more than the position. Pairs
    with less likeness than `enough` are none; positions count only `by_place`.
    """
    pairs = _same_words(old, new)
    paired = set(pairs.values())
    left = [at for at in range(len(old)) if at not in paired]
    right = [at for at in range(len(new)) if at not in pairs]
    if not left or not right:
        return pairs
    weights = _weights(old, new)
    slots = dict(_slots(pairs, len(old), len(new))) if by_place else {}
    scores = {}
    for one in left:
        for other in right:
            score = _likeness(old[one], new[other], weights, in_slot=slots.get(other) == one)
            if score >= enough:
                # Of two that are equally like it, the nearer one.
                scores[one, other] = score - min(abs(one - other), 1000) * 1e-6
    return pairs | {other: one for one, other in assign(scores).items()}


def _same_words(old: Sequence[ActionItem], new: Sequence[ActionItem]) -> dict[int, int]:
    """The pairs that leave no doubt: the same words, found once on either side, and no contradiction."""
    before, after = _by_words(old), _by_words(new)
    pairs = {}
    for plain, places in after.items():
        origins = before.get(plain, [])
        if len(places) == len(origins) == 1 and not _contradicts(old[origins[0]], new[places[0]]):
            pairs[places[0]] = origins[0]
    return pairs


def _by_words(items: Sequence[ActionItem]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for at, item in enumerate(items):
        if plain := words(item.title).plain:
            found.setdefault(plain, []).append(at)
    return found


def _contradicts(one: ActionItem, other: ActionItem) -> bool:
    """Whether tickets, or else stated ids, say that items of the same words are two.

    Ids that differ in their numbers alone ("AI-1", "AI-2") do not: they are often dealt out anew.
    """
    if one.ticket and other.ticket:
        return _ticket(one) != _ticket(other)
    first, second = stated_id(one), stated_id(other)
    return bool(first and second) and _DIGITS.sub("", first) != _DIGITS.sub("", second)


def stated_id(item: ActionItem) -> str:
    """The id that an author gave the item, or empty where it is a mere number."""
    return "" if _NUMBER.match(item.id) else item.id.casefold()


def _ticket(item: ActionItem) -> str:
    return (item.ticket.url or item.ticket.text).casefold() if item.ticket else ""


def _weights(old: Sequence[ActionItem], new: Sequence[ActionItem]) -> Mapping[str, float]:
    """What each stem tells: one that stands in many items of the document tells little."""
    before, after = (
        Counter(stem for item in items for stem in words(item.title).stems) for items in (old, new)
    )
    return {stem: 1 / max(before[stem], after[stem]) for stem in before | after}


def _slots(pairs: Mapping[int, int], olds: int, news: int) -> Iterator[tuple[int, int]]:
    """The unpaired positions in `new`, each with the unpaired one that stood between the same neighbours."""
    paired = set(pairs.values())
    at = 0
    while at < news:
        end = at
        while end < news and end not in pairs:
            end += 1
        before = pairs[at - 1] if at else -1
        after = pairs[end] if end < news else olds
        if after - before - 1 == end - at and paired.isdisjoint(range(before + 1, after)):
            yield from zip(range(at, end), range(before + 1, after), strict=True)
        at = end + 1


def _likeness(one: ActionItem, other: ActionItem, weights: Mapping[str, float], *, in_slot: bool) -> float:
    """How much speaks for two items being one."""
    score = alike = likeness_of_words(words(one.title), words(other.title), weights)
    if one.ticket and other.ticket:
        score += _TICKET if _ticket(one) == _ticket(other) else -_CONTRADICTION
    first, second = stated_id(one), stated_id(other)
    if first and second:
        score += _ID if first == second else -_CONTRADICTION
    if in_slot or alike >= _TOPIC:
        score += _likeness_of_fields(one, other)
    if in_slot:
        score += _SLOT * (1 - alike)  # the less the words say, the more the place does
    return score


def likeness_of_words(one: Words, other: Words, weights: Mapping[str, float]) -> float:
    """How much two titles have in common, from 0 to 1: shared words, or the one within the other."""
    shared = _weight(one.stems & other.stems, weights)
    first, second = _weight(one.stems, weights), _weight(other.stems, weights)
    fewer = min(len(one.stems), len(other.stems))
    if not shared and fewer >= _FEW:
        return 0.0
    alike = 2 * shared / (first + second) if first + second else 0.0
    if fewer >= _FEW:
        return max(alike, _CONTAINED * shared / min(first, second))
    letters = len(one.trigrams) + len(other.trigrams)
    return max(alike, 2 * len(one.trigrams & other.trigrams) / letters if letters else 0.0)


def _weight(stems: Collection[str], weights: Mapping[str, float]) -> float:
    return sum(weights[stem] for stem in sorted(stems))


def _likeness_of_fields(one: ActionItem, other: ActionItem) -> float:
    same_owners = one.owners and {*map(str.casefold, one.owners)} & {*map(str.casefold, other.owners)}
    return (
        (_OWNERS if same_owners else 0)
        + (_DUE if one.due and one.due == other.due else 0)
        + (_KIND if one.type and one.type == other.type else 0)
        + (_KIND if one.priority and one.priority == other.priority else 0)
    )
