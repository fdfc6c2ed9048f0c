"""Filters of a register: what each row says for them, and how many rows say it."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Generic, TypeVar

from .ground import Ground
from .models import Choice, Data, Facet, Option

T = TypeVar("T")

NONE = "none"
"""The token of rows that have no value in a facet."""


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a row: its token, its label, and its rank where the order is not by count."""

    token: str
    label: str
    rank: int | None = None


@dataclass(frozen=True, slots=True)
class Dimension(Generic[T]):
    """A way to filter rows: `values` are those of one thing, `missing` the label where it has none."""

    name: str
    label: str
    values: Callable[[Ground, T], Iterable[Value]]
    missing: str = ""

    def of(self, ground: Ground, thing: T) -> tuple[Value, ...]:
        """The values of one thing, with the one that stands for none."""
        found = tuple(self.values(ground, thing))
        found = tuple(dict.fromkeys(found)) if len(found) > 1 else found
        return found or ((Value(NONE, self.missing),) if self.missing else ())


def data(ground: Ground, thing: T, dimensions: Iterable[Dimension[T]]) -> Data:
    """The attributes of one row, by which the browser filters."""
    return tuple(
        _attribute(dimension.name, tuple(value.token for value in dimension.of(ground, thing)))
        for dimension in dimensions
    )


@lru_cache(maxsize=8192)
def _attribute(name: str, tokens: tuple[str, ...]) -> tuple[str, str]:
    """One attribute; most rows share most of theirs."""
    return name, " ".join(tokens)


def facets(ground: Ground, things: Sequence[T], dimensions: Iterable[Dimension[T]]) -> tuple[Facet, ...]:
    """The facets that can tell rows apart: those with at least two values."""
    found = (_facet(ground, things, dimension) for dimension in dimensions)
    return tuple(facet for facet in found if len(facet.options) > 1)


def choices(dimensions: Iterable[Dimension[T]], names: Iterable[str]) -> tuple[Choice, ...]:
    """The dimensions of these names as things to group by."""
    labels = {"incident": "Incident", **{dimension.name: dimension.label for dimension in dimensions}}
    return tuple(Choice(name, labels[name]) for name in names)


def _facet(ground: Ground, things: Sequence[T], dimension: Dimension[T]) -> Facet:
    values: dict[str, Value] = {}
    counts: dict[str, int] = {}
    for thing in things:
        for value in dimension.of(ground, thing):
            values.setdefault(value.token, value)
            counts[value.token] = counts.get(value.token, 0) + 1
    ordered = sorted(values.values(), key=lambda value: _order(value, counts[value.token]))
    options = (Option(value.token, value.label, counts[value.token]) for value in ordered)
    return Facet(dimension.name, dimension.label, tuple(options))


def _order(value: Value, number: int) -> tuple[bool, int, int, str]:
    return (
        value.token == NONE,
        value.rank or 0,
        0 if value.rank is not None else -number,
        value.label.casefold(),
    )
