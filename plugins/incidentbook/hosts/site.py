"""One build of a site: the book, its files, and what each page shows."""

import os
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urljoin

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page as SitePage
from mkdocs.utils import get_build_datetime

from incidentbook.pages import links
from incidentbook.pages.models import Frame, Page, Target
from incidentbook.reading.library import read_library
from incidentbook.reading.store import Store
from incidentbook.records import Library, Policy, Postmortem, Runbook
from incidentbook.rendering import Renderer
from incidentbook.rendering.anchors import anchor_element
from incidentbook.stopwatch import Stopwatch

from . import navigation, notices, search
from .book import Book, Document, Ground, read_book
from .data_files import data_files
from .frames import framed, title_heading, titled, with_named_tasks
from .links import Links, Origin
from .meta import document_meta, page_meta, shortened
from .pieces import Pieces
from .recall import Recollection, recollected
from .redirects import Ways, redirects, titles_of, ways, write_redirects
from .renditions import recipe
from .safety import printable, safe_html
from .shelf import Shelf
from .shelter import Shelter
from .sources import Publisher, new_shelf
from .text import anchors, publishable
from .words import search_words


class Site:
    """What the plugin knows during one build; `fill` comes first."""

    def __init__(
        self, ground: Ground, folder: Path, links: Links, recollection: Recollection | None, store: Store
    ) -> None:
        self.ground = ground
        self.watch = Stopwatch(time.perf_counter)
        self._recollection = recollection
        self._store = store
        self.has_navigation = False
        self._folder = folder
        self._links = links
        self._renderer = Renderer(ground.policy.as_of)
        self._book: Book | None = None
        self._shelf: Shelf | None = None
        self._documents: dict[str, Document] = {}
        self._pages: dict[str, Page] = {}
        self._ways = Ways("", has_folders=True)
        self._taken: frozenset[str] = frozenset()
        self._pieces: Pieces | None = None

    @property
    def links(self) -> Links:
        """What resolves the links of documents."""
        return self._links

    @property
    def book(self) -> Book:
        """What was read."""
        if self._book is None:
            raise PluginError("incidentbook has not read its documents yet")
        return self._book

    @property
    def shelf(self) -> Shelf:
        """Where everything stands."""
        if self._shelf is None:
            raise PluginError("incidentbook has not read its documents yet")
        return self._shelf

    def fill(self, files: Files, config: MkDocsConfig) -> None:
        """Read and check the documents; add them, their frames' pages and the assets to `files`."""
        shelf = new_shelf(self.ground.root, files)
        hidden = [
            path for path, file in shelf.sources.items() if file.inclusion.value <= InclusionLevel.DRAFT.value
        ]
        left_out = _below(Path(config.site_dir), self.ground.root)
        self._book = read_book(
            self.ground, get_build_datetime().date(), left_out, hidden, read=self._read, watch=self.watch
        )
        self._shelf = shelf
        shelf.moved = self._book.portal.moved
        self.has_navigation = navigation.is_stated(config, files)
        Publisher(files, config, self._folder, shelf).publish(self._book, navigation.index_level(config))
        self._documents = {
            shelf.documents[document.path].src_uri: document for document in self._book.documents()
        }
        self._pages = {shelf.pages[page.path].src_uri: page for page in self._book.portal.pages}
        self._links.shelf, self._links.files = shelf, files
        self._ways = ways(config, self.ground.root)
        self._taken = frozenset(file.dest_uri for file in files)

    def _read(self, root: Path, policy: Policy) -> Library:
        if self._recollection is None:
            return read_library(root, policy)
        return recollected(root, policy, self._recollection, self._store)

    def markdown(self, page: SitePage, markdown: str) -> str:
        """The Markdown of a page, and its metadata set."""
        document, generated = self._shown(page.file)
        self._links.origin = self._origin(page.file, document)
        if document is not None:
            page.meta = document_meta(page.meta, document, self._frame(document).boost)
            root = self.ground.root
            return self._pieces.text(document, root) if self._pieces else publishable(root, document)
        if generated is None:
            return markdown
        if _is_ours(page.file):
            title = "" if page.is_homepage else generated.title  # themes name it after the site
            page.meta = page_meta(title, generated.description)
            return ""
        page.meta.setdefault("hide", ["toc"])
        return markdown

    def content(self, page: SitePage, html: str) -> str:
        """The HTML of a page that is searched: what its author wrote, below a title."""
        document, generated = self._shown(page.file)
        self._links.origin = None
        if document is not None:
            return html  # made safe where it was rendered
        return title_heading(generated.title) if generated and _is_ours(page.file) else html

    def safe(self, page: SitePage, html: str) -> str:
        """A document's rendered HTML without what could do harm, and with a title."""
        document, _ = self._shown(page.file)
        return titled(printable(safe_html(html)), document.title) if document else html

    def title(self, page: SitePage) -> str:
        """The title of a document; empty for other pages."""
        document, _ = self._shown(page.file)
        return document.title if document else ""

    def body(self, page: SitePage) -> tuple[str, ...]:
        """What the portal says on a page: the header and the footer of a document, or the page's HTML."""
        document, generated = self._shown(page.file)
        if document is not None:
            frame = self._frame(document)
            return tuple(self._rendered(name, frame.model, page) for name in (frame.template, frame.footer))
        return (self._rendered(generated.template, generated.model, page),) if generated else ()

    def is_document(self, file: File) -> bool:
        """Whether the page of a file is a document's."""
        return file.src_uri in self._documents

    def is_generated(self, file: File) -> bool:
        """Whether the page of a file is the portal's alone."""
        return file.src_uri in self._pages and _is_ours(file)

    def has_body(self, file: File) -> bool:
        """Whether the portal says anything on the page of a file."""
        return file.src_uri in self._documents or file.src_uri in self._pages

    def model(self, page: SitePage) -> object:
        """All that the portal says on a page, with how it says it."""
        document, generated = self._shown(page.file)
        if document is not None:
            frame = self._frame(document)
            return frame.template, frame.footer, frame.model, self.ground.policy.as_of
        return generated and (generated.template, generated.model, self.ground.policy.as_of)

    def begin(self, config: MkDocsConfig, files: Files) -> None:
        """Start to render, once each page has its place."""
        shelter = Shelter(self._store.folder, recipe(config, self._links))
        shelter.settle(self.shelf, files)
        self._pieces = Pieces(self, config, files, self._folder / ".pieces", shelter)

    def stop(self) -> None:
        """Leave no process behind, and keep nothing of pages that are gone."""
        if self._pieces is not None:
            self._pieces.stop()
            self._pieces.shelter.tidy()

    def complete(self, page: SitePage) -> None:
        """Put what the portal says on a page around what its author wrote."""
        document, generated = self._shown(page.file)
        html = page.content or ""
        if document is None and generated is None:
            return
        body = self._pieces.body(page, self.body) if self._pieces else self.body(page)
        if document is not None:
            header, footer = body
            unplaced = (anchor.id for anchor in anchors(document) if f'id="{anchor.id}"' not in html)
            marks = "".join(map(anchor_element, unplaced))  # of records in the front matter
            page.content = framed(with_named_tasks(html), document.title, header, f"{marks}{footer}")
        elif generated is not None:
            page.content = f"{html}\n{body[0]}"

    def write(self, site_dir: Path, site_url: str) -> None:
        """Write data files and redirects into the site, and the further words into its search index."""
        folder = site_dir / "data"
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in data_files(self.book, self.shelf, site_url):
            (folder / name).write_bytes(text.encode("utf-8", "replace"))
        self._write_oncall(site_dir, site_url)
        search.enrich(site_dir, self._entries())
        wanted = redirects(self.book, self._ways)
        for fault in write_redirects(wanted, site_dir, self._taken, self.shelf, titles_of(self.book)):
            notices.LOGGER.info(fault)

    def _write_oncall(self, site_dir: Path, site_url: str) -> None:
        """The on-call page; it leads back also from where it was saved, if the site has an address."""
        if self._links.files and any(one.dest_uri == links.ONCALL for one in self._links.files):
            return  # the site has a file of this name, which its readers know
        file = File(links.ONCALL, None, str(site_dir), use_directory_urls=False)
        base = f"{site_url.rstrip('/')}/" if site_url else ""

        def resolve(target: Target) -> str:
            address = self.shelf.address(target, file)
            return urljoin(base, address) if base and address else address

        model = self.book.portal.oncall
        html = printable(self._renderer.render("oncall/page.html", model, resolve))
        (site_dir / links.ONCALL).write_bytes(html.encode("utf-8", "replace"))

    def _shown(self, file: File) -> tuple[Document | None, Page | None]:
        """The document or the generated page that a file is the page of; neither for other files."""
        return self._documents.get(file.src_uri), self._pages.get(file.src_uri)

    def _frame(self, document: Document) -> Frame:
        return self.book.portal.frames[document.path]

    def _rendered(self, template: str, model: object, page: SitePage) -> str:
        def resolve(target: Target) -> str:
            return self.shelf.address(target, page.file)

        return printable(self._renderer.render(template, model, resolve)) if template else ""

    def _origin(self, file: File, document: Document | None) -> Origin | None:
        if document is not None:
            return Origin(file, document.path, is_document=True)
        path = self.shelf.root_path(file)
        return None if path is None else Origin(file, path, is_document=False)

    def _entries(self) -> Iterator[search.Entry]:
        for document in self._documents.values():
            location = _location(self.shelf.documents[document.path])
            words = search_words((*self._frame(document).keywords, *_unwritten(document)))
            text = shortened(document.summary)
            if isinstance(document, Runbook):
                alerts = self.book.edition.ground.catalogue.alerts_of(document)
                title = " · ".join((*alerts, document.title))
                yield search.Entry("pasted", location, words, title, text)
            else:
                yield search.Entry("further", location, words, document.title, text)
        for page in self._pages.values():
            file = self.shelf.pages[page.path]
            if _is_ours(file):
                yield search.Entry("whole", _location(file), (), page.title, page.description)


def _unwritten(document: Document) -> Iterator[str]:
    """What a document says in its front matter alone and its page shows."""
    if isinstance(document, Postmortem):
        yield from (item.title for item in document.action_items if item.form == "front-matter")


def _location(file: File) -> str:
    return "" if file.page is None else file.page.url


def _is_ours(file: File) -> bool:
    return file.generated_by is not None


def _below(folder: Path, root: Path) -> list[str]:
    """`folder` relative to `root`, where it lies below it."""
    relative = Path(os.path.relpath(folder, root))
    return [] if relative.parts[:1] in {("..",), ()} else [relative.as_posix()]
