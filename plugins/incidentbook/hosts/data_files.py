"""The files below `data/`: what the pages show, for programs, spreadsheets, calendars and feed readers."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from mkdocs.structure.files import File

from incidentbook.analysis.backlog import TrackedItem
from incidentbook.exports.alerts import runbook_urls_json
from incidentbook.exports.csv_table import action_items_csv
from incidentbook.exports.due_calendar import action_items_ics
from incidentbook.exports.feed import action_items_feed
from incidentbook.exports.identities import Published
from incidentbook.exports.json import FILES, pieces, runbook_jsons
from incidentbook.exports.openmetrics import openmetrics
from incidentbook.exports.rota_calendar import rota_ics
from incidentbook.pages import links
from incidentbook.pages.rota import calendar_name

from .book import Book
from .shelf import Shelf


@dataclass(frozen=True, slots=True)
class _Addresses:
    """Where pages are, below the site's own address; empty where it has none."""

    shelf: Shelf
    base: str

    def page(self, file: File | None) -> str:
        return f"{self.base}{file.url}" if file and self.base else ""

    def item(self, tracked: TrackedItem) -> str:
        page = self.page(self.shelf.documents.get(tracked.incident.path))
        return f"{page}#{quote(tracked.item.anchor)}" if page and tracked.item.anchor else page


def data_files(book: Book, shelf: Shelf, site_url: str) -> Iterator[tuple[str, Iterable[str]]]:
    """Each file's name below `data/` with the pieces of its text.

    Table, calendar and feed are read away from the site: they have addresses only where the site has its own
    (`site_url` of `mkdocs.yml`).
    """
    found = book.edition.ground
    for name in FILES if book.ground.policy.audience != "public" else _public_files():
        yield f"{name}.json", pieces(name, found)
    for name, text in _small_files(book, shelf, site_url):
        yield name, (text,)


def write_pieces(path: Path, pieces: Iterable[str]) -> None:
    """Write a text that is made a piece at a time."""
    with path.open("wb") as file:
        file.writelines(piece.encode("utf-8", "replace") for piece in pieces)


def _small_files(book: Book, shelf: Shelf, site_url: str) -> Iterator[tuple[str, str]]:
    found, where = book.edition.ground, published(shelf, site_url)
    yield from runbook_jsons(found)
    items = tuple(found.all_items())
    yield "metrics.txt", openmetrics(found.metrics, items)
    yield "action-items.csv", action_items_csv(found.all_follow_ups(), book.as_of, where.item)
    base = f"{site_url.rstrip('/')}/" if site_url else ""
    yield (
        "runbook-urls.json",
        runbook_urls_json(found.catalogue, book.as_of, base, lambda path: shelf.documents[path].url),
    )
    yield from _calendars(
        book, f"{base}{shelf.pages[links.ROTA].url}" if base and links.ROTA in shelf.pages else ""
    )
    yield "action-items.ics", action_items_ics(items, book.as_of, found.policy.title, where.item)
    yield "feed.xml", action_items_feed(found, where)


def _public_files() -> Iterator[str]:
    """The data files of a public site: without what the checks found, and what the organisation practises."""
    return (name for name in FILES if name not in {"findings", "practice"})


def _calendars(book: Book, url: str) -> Iterator[tuple[str, str]]:
    """The calendar of each rotation; `url` is the address of the page about them, or empty."""
    rota = book.library.rota
    if rota is not None:
        for rotation in rota.rotations:
            text = rota_ics(rota, (rotation,), book.as_of, book.edition.policy.title, url)
            yield calendar_name(rota, rotation), text


def published(shelf: Shelf, site_url: str) -> Published:
    """Where the site with this address, which may be empty, has its files."""
    if not site_url:
        return Published()
    addresses = _Addresses(shelf, f"{site_url.rstrip('/')}/")
    tracker = addresses.page(shelf.pages.get(links.ACTION_ITEMS))
    return Published(addresses.base, f"{addresses.base}data/feed.xml", tracker, addresses.item)
