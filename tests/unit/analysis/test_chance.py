"""The two tests, against tables made by hand and against counting every division."""

from itertools import combinations
from math import comb

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from incidentbook.analysis import chance
from incidentbook.analysis.chance import EXACT, chance_of_counts, chance_of_durations
from incidentbook.analysis.summaries import Interval


def exact(*values: float) -> list[Interval]:
    return [Interval(value, value) for value in values]


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        # all of one below all of the other: two of C(10, 5) divisions
        ((1, 2, 3, 4, 5), (6, 7, 8, 9, 10), 2 / 252),
        ((6, 7, 8, 9, 10), (1, 2, 3, 4, 5), 2 / 252),
        # U = 1 with 3 and 4 values: U is 0 or 1 in 2 of 35 divisions, and as far on the other side in 2
        ((1, 2, 4), (3, 5, 6, 7), 4 / 35),
        # nothing differs
        ((3, 3, 3), (3, 3, 3), 1.0),
        # ties: of the ten ways to choose two of 1, 2, 2, 2, 3, the sums of scores are -4 (3), 0 (4) and 4 (3)
        ((1, 2), (2, 2, 3), 6 / 10),
    ],
)
def test_durations_against_tables_made_by_hand(
    first: tuple[float, ...], second: tuple[float, ...], expected: float
) -> None:
    assert chance_of_durations(exact(*first), exact(*second)) == pytest.approx(expected)


def test_overlapping_ranges_are_ties() -> None:
    wide = [Interval(1, 100)] * 3
    assert chance_of_durations(wide, exact(5, 50, 99)) == 1.0
    apart = [Interval(1, 2), Interval(2, 3), Interval(1, 3)]
    assert chance_of_durations(apart, exact(10, 11, 12)) == pytest.approx(2 / 20)


@pytest.mark.parametrize("values", [((), (1.0,)), ((1.0,), ()), ((), ())])
def test_nothing_is_said_of_nothing(values: tuple[tuple[float, ...], tuple[float, ...]]) -> None:
    assert chance_of_durations(exact(*values[0]), exact(*values[1])) == 1.0


intervals = st.tuples(st.integers(0, 9), st.integers(0, 3)).map(lambda pair: Interval(pair[0], sum(pair)))
samples = st.lists(intervals, min_size=1, max_size=5)


@given(samples, samples)
@settings(max_examples=150)
def test_durations_against_counting_every_division(first: list[Interval], second: list[Interval]) -> None:
    pooled = [*first, *second]

    def difference(chosen: frozenset[int]) -> int:
        ours = [pooled[place] for place in chosen]
        theirs = [pooled[place] for place in range(len(pooled)) if place not in chosen]
        return sum((b.high < a.low) - (b.low > a.high) for a in ours for b in theirs)

    reached = abs(difference(frozenset(range(len(first)))))
    ways = [frozenset(chosen) for chosen in combinations(range(len(pooled)), len(first))]
    far = sum(abs(difference(chosen)) >= reached for chosen in ways)
    assert chance_of_durations(first, second) == pytest.approx(far / comb(len(pooled), len(first)))


@pytest.mark.parametrize("shift", [0.5, 2.5, 4.5, 6.5])
def test_the_approximation_comes_near_the_exact_one(shift: float) -> None:
    first, second = exact(*range(16)), exact(*(value + shift for value in range(16)))
    scores = chance._scores([*first, *second])
    reached = abs(sum(scores[:16]))
    assert chance._approximate(scores, 16, reached) == pytest.approx(
        chance._exact(scores, 16, reached), abs=0.01
    )


def test_many_values_are_compared_too() -> None:
    many = exact(*range(EXACT)), exact(*(value + EXACT / 2 for value in range(EXACT)))
    assert 0 < chance_of_durations(*many) < 0.001


@pytest.mark.parametrize(
    ("first", "second", "first_days", "second_days", "expected"),
    [
        # 3 of 15 by the toss of a coin: 1 + 15 + 105 + 455 of 32768 ways, on both sides
        (3, 12, 90, 90, 2 * 576 / 32768),
        (12, 3, 90, 90, 2 * 576 / 32768),
        (7, 7, 90, 90, 1.0),
        (0, 0, 90, 90, 1.0),
        # none in the third of the time, four in the rest: (2/3)^4 is likelier than four of four in the third
        (0, 4, 30, 60, (2 / 3) ** 4 + (1 / 3) ** 4 + 4 * (1 / 3) ** 3 * (2 / 3)),
    ],
)
def test_counts_against_tables_made_by_hand(
    first: int, second: int, first_days: float, second_days: float, expected: float
) -> None:
    assert chance_of_counts(first, second, first_days, second_days) == pytest.approx(expected)


def test_thousands_of_incidents_can_be_compared() -> None:
    assert chance_of_counts(2000, 2100, 90, 90) == pytest.approx(0.118, abs=0.01)
    assert chance_of_counts(1000, 2000, 90, 90) < 0.001
