"""One build of a site: the book, its files, and what each page shows."""

import time
from collections.abc import Iterable, Iterator
from pathlib import Path

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page as SitePage
from mkdocs.utils import get_build_datetime
from mkdocs.utils.templates import TemplateContext

from incidentbook.exports.runbook_files import FOLDER as RUNBOOKS
from incidentbook.pages import links
from incidentbook.pages.models import Frame, Page
from incidentbook.rendering.anchors import anchor_element
from incidentbook.rendering.cells import labelled_cells
from incidentbook.stopwatch import Stopwatch

from . import handbook, navigation, notices
from .bodies import Bodies
from .book import Book, Document, Ground, read_book
from .copies import Copies
from .data_files import data_files, write_pieces
from .entries import is_ours, uncopied
from .finding import Finder
from .frames import framed, title_heading, titled, with_named_tasks
from .guide import NAME as GUIDE
from .guide import Shelfmark, guide
from .links import Links, Origin
from .meta import document_meta, page_meta
from .pieces import Pieces
from .press import Press
from .recall import Memory
from .redirects import Ways, redirects, titles_of, ways, write_redirects
from .renditions import recipe
from .safety import printable
from .shelf import Shelf
from .shelter import Shelter
from .skipping import has_skip_link, skippable
from .sources import Publisher, below, new_shelf
from .text import anchors, publishable_text
from .treatment import Treatment, treatment


class Site:
    """What the plugin knows during one build; `fill` comes first."""

    def __init__(
        self,
        ground: Ground,
        links: Links,
        finder: Finder,
        memory: Memory,
        *,
        has_copies: bool,
    ) -> None:
        self.ground = ground
        self.treatment = Treatment()
        self.has_copies = has_copies
        self.watch = Stopwatch(time.perf_counter)
        self._memory = memory
        self.has_navigation = False
        self._folder = memory.folder
        self._links = links
        self._finder = finder
        self._book: Book | None = None
        self._shelf: Shelf | None = None
        self._documents: dict[str, Document] = {}
        self._pages: dict[str, Page] = {}
        self._ways = Ways("", has_folders=True)
        self._taken: frozenset[str] = frozenset()
        self._copies: Copies | None = None
        self._bodies: Bodies | None = None
        self._pieces: Pieces | None = None
        self._press: Press | None = None
        self._complete: tuple[SitePage, str] | None = None
        self._has_skip_link = False

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

    @property
    def bodies(self) -> Bodies:
        """What the portal says."""
        if self._bodies is None:
            raise PluginError("incidentbook has not read its documents yet")
        return self._bodies

    def fill(self, files: Files, config: MkDocsConfig) -> None:
        """Read and check the documents; add them, their frames' pages and the assets to `files`."""
        self.treatment = treatment(self.ground.policy, config)
        shelf = new_shelf(self.ground.root, files)
        hidden = [
            path for path, file in shelf.sources.items() if file.inclusion.value <= InclusionLevel.DRAFT.value
        ]
        left_out = below(Path(config.site_dir), self.ground.root)
        today, read = get_build_datetime().date(), self._memory.read
        self._book = read_book(self.ground, today, left_out, hidden, read=read, watch=self.watch)
        self._shelf = shelf
        shelf.moved = self._book.portal.moved
        self._finder.open(self._book, shelf)
        self.has_navigation = navigation.is_stated(config, files)
        Publisher(files, config, self._folder, shelf).publish(self._book, navigation.index_level(config))
        self._documents = {
            shelf.documents[document.path].src_uri: document for document in self._book.documents()
        }
        self._pages = {shelf.pages[page.path].src_uri: page for page in self._book.portal.pages}
        shelf.uncopied = frozenset(uncopied(self._book, shelf))
        handbook.put_up(self._book.portal.handbook, files, shelf)
        self._links.shelf, self._links.files = shelf, files
        self._bodies = Bodies(self._book, shelf)
        self._ways = ways(config, self.ground.root)
        self._taken = frozenset(file.dest_uri for file in files)
        self._copies = Copies(shelf, files, self._links, Path(config.site_dir)) if self.has_copies else None

    def markdown(self, page: SitePage, markdown: str) -> str:
        """The Markdown of a page, and its metadata set."""
        document, generated = self._shown(page.file)
        self._links.origin = self._origin(page.file, document)
        if document is not None:
            meta = document_meta(page.meta, document, self._frame(document).boost)
            page.meta = self.treatment.meta(self._finder.meta(page, meta))
            return self._published(page, document)
        if generated is None:
            page.meta = self.treatment.meta(page.meta)
            return markdown
        if is_ours(page.file):
            title = "" if page.is_homepage else generated.title  # themes name it after the site
            page.meta = page_meta(title, generated.description, is_searched=bool(generated.text))
            return self.bodies.markdown(generated, page.file)
        page.meta = self.treatment.meta(page.meta)
        page.meta.setdefault("hide", ["toc"])
        return markdown

    def _published(self, page: SitePage, document: Document) -> str:
        """The Markdown that is published of a document; its copy is made of what its author wrote."""
        if self._pieces is None:
            return publishable_text(self.ground.root, document)
        published = self._pieces.text(page, document)
        if self._copies is not None:
            self._copies.keep(page.file, published)
        return published

    def content(self, page: SitePage, html: str) -> str:
        """The HTML of a page that is searched: what its author wrote, below a title."""
        document, generated = self._shown(page.file)
        self._links.origin = None
        if document is not None:
            return html  # made safe where it was rendered
        if generated and is_ours(page.file):
            return f"{title_heading(generated.title)}\n{html}"
        return self.treatment.page(html)

    def safe(self, page: SitePage, html: str) -> str:
        """A document's rendered HTML without what could do harm, and with a title."""
        document, _ = self._shown(page.file)
        return titled(self.treatment.document(html), document.title) if document else html

    def title(self, page: SitePage) -> str:
        """The title of a document; empty for other pages."""
        document, _ = self._shown(page.file)
        return document.title if document else ""

    def body(self, page: SitePage) -> tuple[str, ...]:
        """What the portal says on a page: the header and the footer of a document, or the page's HTML.

        The HTML of a page of its own is followed by its copy in Markdown, empty where it has none.
        """
        document, generated = self._shown(page.file)
        if document is not None:
            return self.bodies.around(self._frame(document), page.file)
        shown = self.bodies.on(generated, page.file) if generated else ()
        return (*shown, self._told(page.file, generated, *shown)) if generated and shown else ()

    def _told(self, file: File, generated: Page, shown: str) -> str:
        if self._copies is None or generated.text or not is_ours(file) or not self._copies.path(file):
            return ""
        return self._copies.of_portal(file, shown, generated.title)

    def ground_of(self, page: SitePage) -> object:
        """All on which what the portal says on a page depends, beside templates and addresses."""
        document, generated = self._shown(page.file)
        said = self._frame(document) if document else generated
        return said and (said.title, self.has_copies, self.bodies.ground_of(said, page.file))

    def is_document(self, file: File) -> bool:
        """Whether the page of a file is a document's."""
        return file.src_uri in self._documents

    def is_generated(self, file: File) -> bool:
        """Whether the page of a file is the portal's alone."""
        return file.src_uri in self._pages and is_ours(file)

    def has_body(self, file: File) -> bool:
        """Whether the portal says anything on the page of a file."""
        return file.src_uri in self._documents or file.src_uri in self._pages

    def begin(self, config: MkDocsConfig, files: Files) -> None:
        """Start to render, once each page has its place."""
        self._has_skip_link = has_skip_link(config)
        shelter = Shelter(self._memory.store.folder, self.treatment.recipe(recipe(config, self._links)))
        shelter.settle(self.shelf, files)
        self._pieces = Pieces(self, config, files, self._folder, shelter)
        with self.watch.during("work out the pages"):  # while a second process renders texts already
            self.book.edition.ground.work_out()

    def open_press(self, env: Environment) -> None:
        """Make ready to finish pages, once their templates are known."""
        self._press = Press(self, env, self._folder)

    def stop(self) -> None:
        """Leave no process behind, and keep nothing of pages that are gone."""
        self._release()
        if self._press is not None:
            self._press.stop()
        if self._pieces is not None:
            self._pieces.stop()
            self._pieces.shelter.tidy()

    def finished(self, page: SitePage, context: TemplateContext) -> str | None:
        """The HTML of a page that is finished already; its copy is written, and search knows it."""
        self._release()
        done = self._press.finished(page, context) if self._press else None
        if done is None:
            return None
        self._find(page)
        if self._pieces is not None:
            self._pieces.pass_over(page)
        self._write_copy(page, done.copy)
        return done.html

    def complete(self, page: SitePage) -> None:
        """Put what the portal says on a page around what its author wrote, and write its copy."""
        self._release()
        html, is_kept = page.content or "", self._is_said(page)
        self._find(page)
        self._write_copy(page, self.put_together(page))
        if is_kept:
            self._complete = page, html

    def put_together(self, page: SitePage) -> str:
        """Put what the portal says on a page around what its author wrote; the text of its copy."""
        document, generated = self._shown(page.file)
        html = page.content or ""
        body = self._pieces.body(page) if self._pieces else self.body(page)
        if document is not None:
            header, footer = body
            unplaced = (anchor.id for anchor in anchors(document) if f'id="{anchor.id}"' not in html)
            marks = "".join(map(anchor_element, unplaced))  # of records in the front matter
            page.content = framed(with_named_tasks(html), document.title, header, f"{marks}{footer}")
            return self._copy(page, document, "", "")
        shown, told = body or ("", "")
        html = f"{html}\n{shown}" if body else html
        way = self.bodies.way(page.file)
        way = skippable(page, way) if way and self._has_skip_link else way
        if way:
            page.content = framed(with_named_tasks(labelled_cells(html)), str(page.title or ""), way, "")
        else:
            page.content = html
        if generated is not None and generated.text and is_ours(page.file):
            told = self._chapter(page.file, html)
        return self._copy(page, document, shown, told)

    def _is_said(self, page: SitePage) -> bool:
        """Whether a page is a document's or the portal's own, and not one of the site that we add to."""
        return page.file.src_uri in self._documents or self.is_generated(page.file)

    def _find(self, page: SitePage) -> None:
        """Tell search of a page, by what its author wrote."""
        document, generated = self._shown(page.file)
        self._finder.add(page, document, page.content or "", generated if is_ours(page.file) else None)

    def _chapter(self, file: File, html: str) -> str:
        """The copy of a page whose text is Markdown of the portal; empty where it has none."""
        if self._copies is None or not self._copies.path(file):
            return ""
        return self._copies.of_portal(file, html)

    def _release(self) -> None:
        """Leave to the last page, which is written by now, what its author wrote, as MkDocs does."""
        if self._complete is not None:
            page, html = self._complete
            page.content, self._complete = html, None

    def _copy(self, page: SitePage, document: Document | None, shown: str, told: str) -> str:
        """The copy of a page: `told`, or what its author wrote and the portal has `shown` on it."""
        if self._copies is None or not self._copies.path(page.file):
            return ""
        origin = self._origin(page.file, document) or Origin(page.file, page.file.src_uri, is_document=False)
        if document is not None:
            model = self.bodies.model(self._frame(document))
            return self._copies.of_document(origin, document, page.markdown or "", model)
        if not told:
            told = self._copies.of_author(origin, page.markdown or "")
            told += f"\n\n{self._copies.of_portal(page.file, shown)}" if shown else ""
        return told

    def _write_copy(self, page: SitePage, text: str) -> None:
        if self._copies is not None and self._copies.path(page.file):
            self._copies.write(page.file, text)

    def write(self, config: MkDocsConfig) -> None:
        """Write data files, `llms.txt` and redirects, and the further words into the search index."""
        site_dir = Path(config.site_dir)
        (site_dir / "data" / RUNBOOKS).mkdir(parents=True, exist_ok=True)
        if self._press is None or not self._press.hand_over(site_dir):
            for path, pieces in self.files(config):
                write_pieces(site_dir / path, pieces)
        self._write_guide(config)
        self._finder.write(site_dir)
        self.bodies.keep()
        wanted = redirects(self.book, self._ways)
        for fault in write_redirects(wanted, site_dir, self._taken, self.shelf, titles_of(self.book)):
            notices.LOGGER.info("%s", notices.plain(fault))

    def _write_guide(self, config: MkDocsConfig) -> None:
        """The list of copies, unless the site has a file of this name."""
        if self._copies is None or self._links.files is None or GUIDE in self._taken:
            return
        marks = Shelfmark(self.shelf, self._copies, config)
        text = guide(self.book, self.shelf, self._links.files, marks, config)
        (Path(config.site_dir) / GUIDE).write_bytes(printable(text).encode("utf-8", "replace"))

    def files(self, config: MkDocsConfig) -> Iterator[tuple[str, Iterable[str]]]:
        """The data files and the on-call page: their paths in the site, and the pieces of their texts.

        Where the site has a file of its own in place of the on-call page, its readers know that.
        """
        site_dir, site_url = Path(config.site_dir), config.site_url or ""
        for name, pieces in data_files(self.book, self.shelf, site_url):
            yield f"data/{name}", pieces
        if not any(one.dest_uri == links.ONCALL for one in self._links.files or ()):
            yield links.ONCALL, (self.bodies.oncall(site_dir, site_url),)

    def _shown(self, file: File) -> tuple[Document | None, Page | None]:
        """The document or the generated page that a file is the page of; neither for other files."""
        return self._documents.get(file.src_uri), self._pages.get(file.src_uri)

    def _frame(self, document: Document) -> Frame:
        return self.book.portal.frames[document.path]

    def _origin(self, file: File, document: Document | None) -> Origin | None:
        if document is not None:
            return Origin(file, document.path, is_document=True)
        path = self.shelf.root_path(file)
        return None if path is None else Origin(file, path, is_document=False)
