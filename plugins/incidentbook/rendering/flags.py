"""Words on poles that stand close to each other: in which row, and on which side of the pole.

The poles rise from a common ground, each to its own words. The words of one must neither run into the
words of another nor be crossed by another's pole.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations


@dataclass(frozen=True, slots=True)
class Words:
    """Where a pole stands, and how wide its words are."""

    x: float
    width: float


@dataclass(frozen=True, slots=True)
class Place:
    """The row of the words, counted from 0 above the ground, and whether they stand left of their pole."""

    row: int
    is_left: bool


def arrange(words: Sequence[Words], room: float) -> tuple[Place, ...] | None:
    """A place for each of the words, whose poles stand in order between 0 and `room`.

    The first ones look to the right and the last ones to the left: whichever number of them needs the
    fewest rows. None where they stand too close for any such order; all looking to the right always
    works where there is room beyond the last pole.
    """
    best: tuple[Place, ...] | None = None
    for turn in range(len(words), -1, -1):
        rows = _rows(words, turn) if _fits(words, turn, room) else None
        if rows is not None and (best is None or max(rows) < max(place.row for place in best)):
            best = tuple(Place(row, number >= turn) for number, row in enumerate(rows))
    return best


def _fits(words: Sequence[Words], turn: int, room: float) -> bool:
    rights, lefts = words[:turn], words[turn:]
    return all(one.x + one.width <= room for one in rights) and all(one.x >= one.width for one in lefts)


def _rows(words: Sequence[Words], turn: int) -> list[int] | None:
    """The lowest rows that keep the rules, or None where the rules contradict each other."""
    pairs = list(combinations(range(len(words)), 2))
    rules = [rule for pair in pairs for rule in _rules(words, *pair, turn)]
    rows = _lowest(rules, len(words))
    while rows is not None:
        clash = next(
            (pair for pair in pairs if _clash(words, *pair, turn) and rows[pair[0]] == rows[pair[1]]), None
        )
        if clash is None:
            return rows
        rules.append((clash[1], clash[0]))
        rows = _lowest(rules, len(words))
    return None


def _lowest(rules: Sequence[tuple[int, int]], count: int) -> list[int] | None:
    """The lowest rows in which the first of each rule stands above the second; None in a circle of rules."""
    rows = [0] * count
    for _ in range(count + 1):
        before = list(rows)
        for upper, lower in rules:
            rows[upper] = max(rows[upper], rows[lower] + 1)
        if rows == before:
            return rows
    return None


def _rules(words: Sequence[Words], first: int, second: int, turn: int) -> Iterator[tuple[int, int]]:
    """Which of two must stand above the other, as its words pass the other's pole: (upper, lower)."""
    gap = words[second].x - words[first].x
    if first < turn and gap < words[first].width:
        yield first, second
    if second >= turn and gap < words[second].width:
        yield second, first


def _clash(words: Sequence[Words], first: int, second: int, turn: int) -> bool:
    """Whether the words of two that look at each other would meet in one row."""
    gap = words[second].x - words[first].x
    return first < turn <= second and gap < words[first].width + words[second].width
