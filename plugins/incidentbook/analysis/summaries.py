"""What can be said of a handful of durations, each of which may be a range.

A range stays a range: every figure has a lower and an upper bound, reached where each duration is as short,
or as long, as its document allows. Quantiles are Hyndman and Fan's type 7 (“Sample quantiles in statistical
packages”, The American Statistician 50, 1996), which most programs use.
"""

from collections.abc import Iterable, Sequence

from incidentbook.records.plain import dataclass

from .spread import ENOUGH

ENOUGH_FOR_TENTHS = 10
"""A 90th percentile is given from so many values up; below it, the largest says more."""


@dataclass(frozen=True, slots=True, order=True)
class Interval:
    """A number that is known within bounds; `low == high` where it is known exactly."""

    low: float
    high: float

    @property
    def middle(self) -> float:
        """The middle of the range."""
        return (self.low + self.high) / 2


@dataclass(frozen=True, slots=True)
class Summary:
    """Durations in order of their middles; below `ENOUGH` of them nothing is given but themselves.

    `lower` and `upper` bound the middle half: the first and the third quartile.
    """

    values: tuple[Interval, ...]
    median: Interval | None = None
    lower: Interval | None = None
    upper: Interval | None = None
    ninetieth: Interval | None = None
    mean: Interval | None = None

    @property
    def number(self) -> int:
        """How many durations it stands on."""
        return len(self.values)


def summary(values: Iterable[Interval]) -> Summary:
    """What can be said of these durations."""
    found = tuple(sorted(values, key=lambda value: (value.middle, value.low)))
    if len(found) < ENOUGH:
        return Summary(found)
    return Summary(
        values=found,
        median=_quantile(found, 0.5),
        lower=_quantile(found, 0.25),
        upper=_quantile(found, 0.75),
        ninetieth=_quantile(found, 0.9) if len(found) >= ENOUGH_FOR_TENTHS else None,
        mean=Interval(
            sum(value.low for value in found) / len(found), sum(value.high for value in found) / len(found)
        ),
    )


def _quantile(values: Sequence[Interval], share: float) -> Interval:
    return Interval(
        quantile(sorted(value.low for value in values), share),
        quantile(sorted(value.high for value in values), share),
    )


def quantile(values: Sequence[float], share: float) -> float:
    """The quantile of numbers in order, between two of them where it falls between."""
    place = share * (len(values) - 1)
    low = int(place)
    high = min(low + 1, len(values) - 1)
    return values[low] + (values[high] - values[low]) * (place - low)
