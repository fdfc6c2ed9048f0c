"""Registers too long for one page: the first rows there, the others on sheets with the same filters.

Without scripts the sheets are read one after another. With them a filter looks through all sheets: the
browser reads the others when somebody filters, sorts or groups.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from . import links
from .models import AlertIndex, LedgerPage, Link, Page, Quality, Ready, Register, Rows, RunbookIndex, Tracker

SHEET = 500
"""Rows of one sheet."""

Registered = Register | RunbookIndex | AlertIndex | Tracker | LedgerPage | Quality
"""Pages with one line or more for each document."""

_DIVIDED: dict[type, tuple[str, ...]] = {
    Quality: ("documents",),
    RunbookIndex: ("rows", "alerts", "groups", "stale"),
}
"""The lists that are divided among the sheets, where these are not the rows alone."""

_ON_THE_FIRST: dict[type, dict[str, Any]] = {
    Register: {"figures": ()},
    RunbookIndex: {"missing_alerts": (), "missing_note": "", "next": None},
    AlertIndex: {"unruled": (), "idle": (), "files": (), "notes": (), "data_files": ()},
    Tracker: {"figures": (), "trend": None, "closing": (), "notes": (), "files": ()},
    LedgerPage: {"rules": (), "figures": (), "spread": None, "tables": ()},
    Quality: {"rules": (), "figures": (), "silence": None, "gaps": ()},
}
"""What stands on the first sheet alone, with what takes its place on the others."""

_T = TypeVar("_T")


def on_sheets(page: Page) -> Iterator[Page]:
    """The page itself, or its sheets where it has more rows than one holds."""
    if not isinstance(page.make, Ready) or not isinstance(page.make.model, Registered):
        yield page
        return
    model, finish = page.make.model, page.make.finish
    divided = {name: _divided(getattr(model, name)) for name in _DIVIDED.get(type(model), ("rows",))}
    main = next(iter(divided.values()))
    number = max(map(len, divided.values()))
    if number == 1:
        yield page
    else:
        for sheet in range(number):
            own: dict[str, Any] = {
                name: parts[sheet] if sheet < len(parts) else () for name, parts in divided.items()
            }
            own["sheets"] = _links(page.path, sheet, [len(part) for part in main], number)
            rest = _ON_THE_FIRST[type(model)] if sheet else {}
            begun = replace(model, **own, **rest)
            yield _sheet(page, sheet, number, Ready(begun, None if sheet else finish))


def moved(pages: Iterable[Page]) -> Iterator[tuple[tuple[str, str], str]]:
    """What is to be found on another sheet than the first: its page and anchor, and the sheet's path."""
    for page in pages:
        if page.sheet_of:
            model = page.model
            for name in _DIVIDED.get(type(model), ("rows",)):
                for anchor in filter(None, _anchors(getattr(model, name, ()))):
                    yield (page.sheet_of, anchor), page.path


def _anchors(rows: Sequence[object]) -> Iterator[str]:
    return rows.anchors() if isinstance(rows, Rows) else (getattr(row, "anchor", "") for row in rows)


def sheet_path(path: str, sheet: int) -> str:
    """The path of a page's sheet, which is the page itself for number 0."""
    if not sheet:
        return path
    folder, slash, name = path.rpartition("/")
    stem = "sheet" if name == "index.md" else name.removesuffix(".md")
    return f"{folder}{slash}{stem}-{sheet + 1}.md"


def _divided(things: Sequence[_T]) -> list[Sequence[_T]]:
    """The things in order, a sheet's rows each; a group of rows is not torn apart."""
    if isinstance(things, Rows):
        return [things[start : start + SHEET] for start in range(0, max(len(things), 1), SHEET)]
    parts: list[list[_T]] = [[]]
    room = SHEET
    for thing in things:
        size = len(getattr(thing, "rows", ".")) or 1
        if parts[-1] and size > room:
            parts.append([])
            room = SHEET
        parts[-1].append(thing)
        room -= size
    return [tuple(part) for part in parts]


def _sheet(page: Page, sheet: int, number: int, make: Ready) -> Page:
    if not sheet:
        return replace(page, make=make)
    title = f"{page.title} ({sheet + 1} of {number})"
    return replace(page, path=sheet_path(page.path, sheet), title=title, make=make, sheet_of=page.path)


def _links(path: str, own: int, sizes: list[int], number: int) -> tuple[Link, ...]:
    """Links to all sheets, by the numbers of their rows; the one at hand leads nowhere."""
    found, start = [], 0
    for sheet in range(number):
        size = sizes[sheet] if sheet < len(sizes) else 0
        text = f"{start + 1:,}–{start + size:,}" if size else f"sheet {sheet + 1}"
        found.append(Link(text) if sheet == own else links.page(text, sheet_path(path, sheet)))
        start += size
    return tuple(found)
