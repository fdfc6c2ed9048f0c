"""The files below `data/`: what the pages show, for programs, spreadsheets, calendars and feed readers."""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote

from mkdocs.structure.files import File

from incidentbook.analysis.backlog import TrackedItem, items_of
from incidentbook.exports.csv_table import action_items_csv
from incidentbook.exports.due_calendar import action_items_ics
from incidentbook.exports.feed import Addresses, action_items_feed
from incidentbook.exports.json import FILES, dump
from incidentbook.pages import links

from .book import Book
from .shelf import Shelf

_FEED = "data/feed.xml"


@dataclass(frozen=True, slots=True)
class _Addresses:
    """Where pages are: below the site's own address, or below another that leads there."""

    shelf: Shelf
    base: str

    def page(self, file: File | None) -> str:
        return f"{self.base}{file.url}" if file and self.base else ""

    def item(self, tracked: TrackedItem) -> str:
        page = self.page(self.shelf.documents.get(tracked.incident.path))
        return f"{page}#{quote(tracked.item.anchor)}" if page and tracked.item.anchor else page


def data_files(book: Book, shelf: Shelf, site_url: str) -> Iterator[tuple[str, str]]:
    """Each file's name below `data/` with its text.

    Addresses in the calendar and the table need the site's own (`site_url` of `mkdocs.yml`); those in the
    feed are relative to it where there is none.
    """
    for name in FILES:
        yield f"{name}.json", dump(name, book.library, book.outcome, book.as_of)
    items, title = items_of(book.library), book.ground.policy.title
    known = _Addresses(shelf, f"{site_url.rstrip('/')}/" if site_url else "")
    yield "action-items.csv", action_items_csv(items, book.as_of, known.item)
    yield "action-items.ics", action_items_ics(items, book.as_of, title, known.item)
    near = known if known.base else _Addresses(shelf, "../")
    feed = f"{known.base}{_FEED}" if known.base else ""
    addresses = Addresses(feed, near.page(shelf.pages.get(links.ACTION_ITEMS)), near.item)
    yield "feed.xml", action_items_feed(items, book.as_of, title, addresses)
