"""What `llms.txt` lists: what matters most, and where the rest is."""

from collections.abc import Iterator
from html import unescape
from pathlib import Path
from urllib.parse import quote

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from incidentbook.pages import links
from incidentbook.pages.models import IncidentRow, RunbookRow
from incidentbook.pages.words import clipped, count
from incidentbook.rendering.llms import Entry, Guide, Part, llms_text

from .book import Book
from .copies import Copies
from .meta import shortened
from .shelf import Shelf
from .sources import INDEX_PAGES

NAME = "llms.txt"
MOST_RUNBOOKS = 100
MOST_INCIDENTS = 50
MOST_PAGES = 100
_LONGEST = 120

_DATA = (
    ("runbooks.json", "every runbook with its steps, commands, expected results and placeholders"),
    ("postmortems.json", "every postmortem with its times, causes, timeline and action items"),
    ("action-items.json", "every action item with its state, owner and due date"),
    ("causes.json", "every cause with its incidents and repeats"),
    ("alerts.json", "every alert with its rules, runbooks and incidents"),
    ("runbook-urls.json", "the runbook's address for each alert"),
    ("metrics.json", "time to detect, acknowledge, mitigate and recover"),
    ("practice.json", "checklists, readiness, and habits that harm"),
    ("findings.json", "what the checks found in every document"),
)


class Shelfmark:
    """Gives the addresses of copies: from the site's root, or absolute where the site has an address."""

    def __init__(self, shelf: Shelf, copies: Copies, config: MkDocsConfig) -> None:
        self._shelf = shelf
        self._copies = copies
        self._folder = Path(config.site_dir)
        self._base = f"{config.site_url.rstrip('/')}/" if config.site_url else ""

    def file(self, path: str) -> str:
        """The address of a file of the site."""
        return f"{self._base}{quote(path)}"

    def has_data(self, name: str) -> bool:
        """Whether the site has this data file."""
        return (self._folder / "data" / name).is_file()

    def copy(self, file: File | None) -> str:
        """The address of a page's copy; empty where none was written."""
        path = self._copies.path(file) if file is not None else ""
        return self.file(path) if path and (self._folder / path).is_file() else ""

    def document(self, path: str) -> str:
        """That of a document's copy."""
        return self.copy(self._shelf.documents.get(path))

    def page(self, path: str) -> str:
        """That of a generated page's copy."""
        return self.copy(self._shelf.pages.get(path))


def guide(book: Book, shelf: Shelf, files: Files, marks: Shelfmark, config: MkDocsConfig) -> str:
    """The text of `llms.txt`."""
    edition = book.edition
    what = f"{count(len(edition.incidents), 'postmortem')} and {count(len(edition.runbooks), 'runbook')}"
    summary = f"{what}, as of {book.as_of.isoformat()}."
    if config.site_description:
        summary = f"{config.site_description.rstrip('. ')}. {summary}"
    parts = (
        Part("Overviews", tuple(_overviews(book, marks))),
        _runbooks(book, marks),
        _incidents(book, marks),
        _own(files, shelf, marks),
        Part(
            "Data",
            tuple(
                Entry(name, marks.file(f"data/{name}"), note) for name, note in _DATA if marks.has_data(name)
            ),
        ),
    )
    return llms_text(Guide(config.site_name, summary, _NOTES, parts))


_NOTES = (
    "Every page has a copy in Markdown beside it: index.md beside index.html, name.md beside name.html.",
    "Links in copies lead to copies. Long tables are cut in them, with the number of rows left out.",
    "The sheets that continue a long list have no copies.",
    "Pages of single causes, services, teams, metrics and periods are reached from the overviews.",
)


def _overviews(book: Book, marks: Shelfmark) -> Iterator[Entry]:
    pages = {page.path: page for page in book.portal.pages}
    for path in (*INDEX_PAGES, links.RUNBOOK_TRUST):
        if path in pages and (address := marks.page(path)):
            yield Entry(pages[path].title, address, pages[path].description)


def _runbooks(book: Book, marks: Shelfmark) -> Part:
    rows = book.edition.runbooks
    chosen = sorted(rows, key=lambda path: (-rows[path].use_count, rows[path].link.text.casefold(), path))
    listed = chosen[:MOST_RUNBOOKS]
    entries = (Entry(rows[path].link.text, marks.document(path), _of_runbook(rows[path])) for path in listed)
    rest = _rest(len(chosen) - len(listed), "runbooks, used less often", "data/runbooks.json", marks)
    return Part("Runbooks", tuple(one for one in entries if one.address), rest)


def _incidents(book: Book, marks: Shelfmark) -> Part:
    rows = book.edition.incidents
    listed = list(rows)[:MOST_INCIDENTS]
    entries = (Entry(rows[path].link.text, marks.document(path), _of_incident(rows[path])) for path in listed)
    rest = _rest(len(rows) - len(listed), "older postmortems", "data/postmortems.json", marks)
    return Part("Latest postmortems", tuple(one for one in entries if one.address), rest)


def _own(files: Files, shelf: Shelf, marks: Shelfmark) -> Part:
    """The site's own pages; those of the portal stand elsewhere."""
    portal = {id(file) for file in (*shelf.documents.values(), *shelf.pages.values())}
    own = sorted((file for file in files.documentation_pages() if id(file) not in portal), key=_order)
    found = [Entry(_title(file), address) for file in own if (address := marks.copy(file))]
    rest = _rest(len(found) - MOST_PAGES, "pages", "sitemap.xml", marks)
    return Part("Further pages", tuple(found[:MOST_PAGES]), rest)


def _order(file: File) -> str:
    return file.dest_uri


def _title(file: File) -> str:
    title = file.page.title if file.page is not None else None
    return unescape(str(title)) if title else file.name


def _of_runbook(row: RunbookRow) -> str:
    alerts = clipped(", ".join(row.alerts), _LONGEST)
    return "; ".join(filter(None, (f"for {alerts}" if alerts else "", row.used, shortened(row.summary))))


def _of_incident(row: IncidentRow) -> str:
    services = clipped(", ".join(link.text for link in row.services), _LONGEST)
    words = (row.severity.text, row.date.text if row.date else "", services)
    return f"{', '.join(filter(None, words))}. {shortened(row.summary)}".strip()


def _rest(number: int, what: str, where: str, marks: Shelfmark) -> str:
    return f"{number:,} further {what}: {marks.file(where)}" if number > 0 else ""
