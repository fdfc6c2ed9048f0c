"""Lists about causes that are too long for their page: the newest there, all of them on sheets."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar

from . import links
from .models import CauseList, Link, Page
from .words import count

T = TypeVar("T")

SHOWN = 25
"""A list on a page shows so many, the newest or most telling of it."""

SHEET = 500
"""Rows of one sheet."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """Where the sheets of one list lie and what they are called: `path` without its ending.

    `field` is the list of `CauseList` that is filled, `noun` what it counts, one and many.
    """

    path: str
    title: str
    field: str
    noun: tuple[str, str]
    definition: tuple[str, ...] = ()
    back: Link | None = None


def shown(things: Sequence[T], most: int = SHOWN) -> Sequence[T]:
    """What of a list stands on its page."""
    return things[:most]


def more(shelf: Shelf, number: int, most: int = SHOWN) -> Link | None:
    """A link to all of a list, or None where its page shows all."""
    return links.page(f"All {count(number, *shelf.noun)}", f"{shelf.path}.md") if number > most else None


def sheets(shelf: Shelf, things: Sequence[T], make: Callable[[T], Any], most: int = SHOWN) -> Iterator[Page]:
    """The pages of a list that is longer than what its page shows, `SHEET` rows each."""
    if len(things) <= most:
        return
    number = -(-len(things) // SHEET)
    for sheet in range(number):
        title = f"{shelf.title} ({sheet + 1} of {number})" if number > 1 else shelf.title
        model = partial(_model, shelf, things, make, sheet)
        yield Page(_path(shelf, sheet), title, "pages/cause-list.html", model, search=False)


def _model(shelf: Shelf, things: Sequence[T], make: Callable[[T], Any], sheet: int) -> CauseList:
    first, last = sheet * SHEET, min((sheet + 1) * SHEET, len(things))
    number = -(-len(things) // SHEET)
    return CauseList(
        title=shelf.title,
        headline=_headline(shelf, first, last, len(things)),
        definition=shelf.definition,
        sheets=tuple(_sheet(shelf, other, sheet, len(things)) for other in range(number))
        if number > 1
        else (),
        back=shelf.back,
        **{shelf.field: tuple(make(one) for one in things[first:last])},
    )


def _headline(shelf: Shelf, first: int, last: int, number: int) -> str:
    whole = count(number, *shelf.noun)
    return whole if last - first == number else f"{first + 1:,} to {last:,} of {whole}"


def _sheet(shelf: Shelf, other: int, sheet: int, number: int) -> Link:
    text = f"{other * SHEET + 1:,}–{min((other + 1) * SHEET, number):,}"
    return Link(text) if other == sheet else links.page(text, _path(shelf, other))


def _path(shelf: Shelf, sheet: int) -> str:
    return f"{shelf.path}-{sheet + 1}.md" if sheet else f"{shelf.path}.md"
