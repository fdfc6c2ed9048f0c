"""Rows of a long list that are made when somebody looks at them, and not kept."""

from collections.abc import Callable, Iterator, Sequence
from typing import Generic, TypeVar, overload

Row = TypeVar("Row")


class Rows(Sequence[Row], Generic[Row]):
    """A row for each of `things`, in their order; `make` makes it, `anchor` says its place on the page.

    A slice of rows has the same rows; equal are lists of equal rows. Pickle writes the rows themselves.
    """

    __slots__ = ("_anchor", "_make", "_things")

    def __init__(
        self, things: Sequence[object], make: Callable[..., Row], anchor: Callable[..., str]
    ) -> None:
        self._things = things
        self._make = make
        self._anchor = anchor

    def anchors(self) -> Iterator[str]:
        """The places of the rows, without making the rows."""
        return map(self._anchor, self._things)

    def __len__(self) -> int:
        return len(self._things)

    def __iter__(self) -> Iterator[Row]:
        return map(self._make, self._things)

    @overload
    def __getitem__(self, index: int) -> Row: ...
    @overload
    def __getitem__(self, index: slice) -> "Rows[Row]": ...
    def __getitem__(self, index: int | slice) -> "Row | Rows[Row]":
        if isinstance(index, slice):
            return Rows(self._things[index], self._make, self._anchor)
        return self._make(self._things[index])

    def __eq__(self, other: object) -> bool:
        return tuple(self) == tuple(other) if isinstance(other, (Rows, tuple)) else NotImplemented

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __reduce__(self) -> tuple[type, tuple[tuple[Row, ...]]]:
        return tuple, (tuple(self),)
