"""The best pairing of two sides, one to one: the highest sum of scores."""

from collections.abc import Iterator, Mapping
from math import inf

Pair = tuple[int, int]

LARGEST = 80
"""Sides of more members are paired greedily: the exact way takes the cube of their number."""


def assign(scores: Mapping[Pair, float]) -> dict[int, int]:
    """The right member for each left one, of the pairs that have a (positive) score.

    No other pairing has a higher sum, as long as the sides that hang together are not larger than `LARGEST`.
    """
    found: dict[int, int] = {}
    for part in _parts(scores):
        small = max(len({left for left, _ in part}), len({right for _, right in part})) <= LARGEST
        found |= _best(part) if small else _greedy(part)
    return found


def _parts(scores: Mapping[Pair, float]) -> Iterator[dict[Pair, float]]:
    """The scores of members that hang together, directly or through others."""
    near: dict[Pair, list[Pair]] = {}
    for left, right in scores:
        near.setdefault((0, left), []).append((1, right))
        near.setdefault((1, right), []).append((0, left))
    seen: set[Pair] = set()
    for start in sorted(near):
        if start in seen:
            continue
        seen.add(start)
        waiting, lefts = [start], []
        while waiting:
            node = waiting.pop()
            lefts += [node[1]] if node[0] == 0 else []
            waiting += (fresh := [other for other in near[node] if other not in seen])
            seen.update(fresh)
        yield {(left, right): scores[left, right] for left in sorted(lefts) for _, right in near[0, left]}


def _greedy(scores: Mapping[Pair, float]) -> dict[int, int]:
    found: dict[int, int] = {}
    taken: set[int] = set()
    for left, right in sorted(scores, key=lambda pair: (-scores[pair], pair)):
        if left not in found and right not in taken:
            found[left] = right
            taken.add(right)
    return found


def _best(scores: Mapping[Pair, float]) -> dict[int, int]:
    """The Hungarian method, with a cost of nothing for each pair that has no score."""
    lefts = sorted({left for left, _ in scores})
    rights = sorted({right for _, right in scores})
    size = max(len(lefts), len(rights))
    costs = [[0.0] * size for _ in range(size)]
    for (left, right), score in scores.items():
        costs[lefts.index(left)][rights.index(right)] = -score
    columns = _cheapest(costs)
    pairs = (
        (lefts[row], rights[at]) for at, row in enumerate(columns) if row < len(lefts) and at < len(rights)
    )
    return dict(pair for pair in pairs if pair in scores)


def _cheapest(costs: list[list[float]]) -> list[int]:
    """The row of each column in the cheapest pairing of a square matrix, by shortest augmenting paths."""
    size = len(costs)
    row_prices, column_prices = [0.0] * size, [0.0] * (size + 1)
    rows = [-1] * (size + 1)
    for row in range(size):
        rows[size] = row
        came_from, column = _path(costs, rows, row_prices, column_prices)
        while column != size:
            rows[column] = rows[came_from[column]]
            column = came_from[column]
    return rows[:size]


def _path(
    costs: list[list[float]], rows: list[int], row_prices: list[float], column_prices: list[float]
) -> tuple[list[int], int]:
    """The cheapest way to a free column, and that column; the prices are brought up to date."""
    size = len(costs)
    nearest, came_from = [inf] * size, [size] * size
    is_done = [False] * (size + 1)
    column = size
    while rows[column] >= 0:
        is_done[column] = True
        row = rows[column]
        for other in range(size):
            if not is_done[other]:
                cost = costs[row][other] - row_prices[row] - column_prices[other]
                if cost < nearest[other]:
                    nearest[other], came_from[other] = cost, column
        following = min((one for one in range(size) if not is_done[one]), key=nearest.__getitem__)
        step = nearest[following]
        for other in range(size + 1):
            if is_done[other]:
                row_prices[rows[other]] += step
                column_prices[other] -= step
            elif other < size:
                nearest[other] -= step
        column = following
    return came_from, column
