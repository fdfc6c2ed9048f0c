"""The middle of a handful of numbers, said only where there are enough of them."""

from collections.abc import Sequence
from statistics import median

from incidentbook.records.plain import dataclass

ENOUGH = 5
"""A median (and a percentage) is given from this many values up; below it the values themselves."""


@dataclass(frozen=True, slots=True)
class Spread:
    """Numbers in order, and their median where there are `ENOUGH` of them; `left_out` had no value."""

    values: tuple[float, ...]
    median: float | None
    left_out: int


def spread(values: Sequence[float | None]) -> Spread:
    """The spread of the values that are known."""
    known = tuple(sorted(value for value in values if value is not None))
    middle = float(median(known)) if len(known) >= ENOUGH else None
    return Spread(known, middle, len(values) - len(known))
