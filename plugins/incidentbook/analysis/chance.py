"""Whether the difference between two periods could be chance.

Durations are compared by the Mann–Whitney test (Mann and Whitney, Annals of Mathematical Statistics 18, 1947)
in the form that Gehan (Biometrika 52, 1965) and Mantel (Biometrics 23, 1967) gave it: two ranges that overlap
count as a tie. Its probability is that of all ways to divide the same values between the two periods, exact
up to `EXACT` values and by the normal approximation with a correction for continuity above. Numbers of
incidents are compared by the exact conditional test of two Poisson rates (Przyborowski and Wilenski,
Biometrika 31, 1940). Both are two-sided.
"""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from math import comb, erfc, exp, lgamma, log, log1p, sqrt

from .summaries import Interval

EXACT = 40
"""Up to so many values in all, every way to divide them is counted."""

LIKELY = 0.05
"""A difference that comes about by chance at least this often is not taken for one."""

_SLIGHTLY = 1 + 1e-9


def chance_of_durations(first: Sequence[Interval], second: Sequence[Interval]) -> float:
    """How often chance alone divides these values at least so unevenly, from 0 to 1."""
    pooled = [*first, *second]
    scores = _scores(pooled)
    if not first or not second or not any(scores):
        return 1.0
    reached = abs(sum(scores[: len(first)]))
    if len(pooled) <= EXACT:
        return _exact(scores, len(first), reached)
    return _approximate(scores, len(first), reached)


def chance_of_counts(first: int, second: int, first_days: float, second_days: float) -> float:
    """How often two periods with one rate of incidents differ at least so much; their lengths in days."""
    whole = first + second
    if not whole or first_days <= 0 or second_days <= 0:
        return 1.0
    chances = _binomial(whole, first_days / (first_days + second_days))
    return min(sum(one for one in chances if one <= chances[first] * _SLIGHTLY), 1.0)


def chance_of_share(number: int, whole: int, share: float) -> float:
    """How often at least `number` out of `whole` come about, where each comes with the chance `share`."""
    if number <= 0 or share >= 1:
        return 1.0
    return min(sum(_binomial(whole, share)[number:]), 1.0) if share > 0 else 0.0


def _binomial(whole: int, share: float) -> list[float]:
    """How likely each number out of `whole` is, where each comes with the chance `share`."""
    logs = (
        lgamma(whole + 1)
        - lgamma(number + 1)
        - lgamma(whole - number + 1)
        + number * log(share)
        + (whole - number) * log1p(-share)
        for number in range(whole + 1)
    )
    return [exp(one) for one in logs]


def _scores(pooled: Sequence[Interval]) -> list[int]:
    """For each value: how many lie wholly below it, less how many lie wholly above it."""
    lows, highs = sorted(one.low for one in pooled), sorted(one.high for one in pooled)
    return [bisect_left(highs, one.low) - (len(lows) - bisect_right(lows, one.high)) for one in pooled]


def _exact(scores: Sequence[int], size: int, reached: int) -> float:
    """The share of all choices of `size` scores whose sum lies at least as far from 0 as `reached`."""
    ways: list[Counter[int]] = [Counter({0: 1}), *(Counter() for _ in range(size))]
    for score in scores:
        for taken in range(size, 0, -1):
            for total, number in list(ways[taken - 1].items()):
                ways[taken][total + score] += number
    far = sum(number for total, number in ways[size].items() if abs(total) >= reached)
    return far / comb(len(scores), size)


def _approximate(scores: Sequence[int], size: int, reached: int) -> float:
    whole = len(scores)
    variance = size * (whole - size) / (whole * (whole - 1)) * sum(score * score for score in scores)
    return min(erfc(max(reached - 1, 0) / sqrt(2 * variance)), 1.0)
