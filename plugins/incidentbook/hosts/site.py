"""One build of a site: the book, its files, and what each page shows."""

import os
from pathlib import Path
from urllib.parse import urljoin

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page as SitePage
from mkdocs.utils import get_build_datetime

from incidentbook.exports.runbook_files import FOLDER as RUNBOOKS
from incidentbook.pages import links
from incidentbook.pages.models import Frame, Handbook, Page, Target
from incidentbook.rendering import Renderer
from incidentbook.rendering.anchors import anchor_element

from . import handbook, navigation, notices
from .book import Book, Document, Ground, read_book
from .copies import Copies
from .data_files import data_files
from .entries import is_ours
from .finding import Finder
from .frames import framed, title_heading, titled, with_named_tasks
from .guide import NAME as GUIDE
from .guide import Shelfmark, guide
from .links import Links, Origin
from .meta import document_meta, page_meta
from .redirects import Ways, redirects, titles_of, ways, write_redirects
from .safety import printable, safe_html
from .shelf import Shelf
from .sources import Publisher, new_shelf
from .text import anchors, author_text, publishable


class Site:
    """What the plugin knows during one build; `fill` comes first."""

    def __init__(
        self, ground: Ground, folder: Path, links: Links, finder: Finder, *, has_copies: bool = True
    ) -> None:
        self.ground = ground
        self.has_copies = has_copies
        self._copies: Copies | None = None
        self.has_navigation = False
        self._folder = folder
        self._links = links
        self._finder = finder
        self._renderer = Renderer(ground.policy.as_of)
        self._book: Book | None = None
        self._shelf: Shelf | None = None
        self._documents: dict[str, Document] = {}
        self._pages: dict[str, Page] = {}
        self._ways = Ways("", has_folders=True)
        self._taken: frozenset[str] = frozenset()

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
        self._book = read_book(self.ground, get_build_datetime().date(), left_out, hidden)
        self._shelf = shelf
        self._finder.open(self._book, shelf)
        self.has_navigation = navigation.is_stated(config, files)
        Publisher(files, config, self._folder, shelf).publish(self._book, navigation.index_level(config))
        self._documents = {
            shelf.documents[document.path].src_uri: document for document in self._book.documents()
        }
        self._pages = {shelf.pages[page.path].src_uri: page for page in self._book.portal.pages}
        handbook.put_up(self._book.portal.handbook, files, shelf)
        self._links.shelf, self._links.files = shelf, files
        self._ways = ways(config, self.ground.root)
        self._taken = frozenset(file.dest_uri for file in files)
        self._copies = Copies(shelf, files, self._links, Path(config.site_dir)) if self.has_copies else None

    def markdown(self, page: SitePage, markdown: str) -> str:
        """The Markdown of a page, and its metadata set."""
        document, generated = self._shown(page.file)
        self._links.origin = self._origin(page.file, document)
        if document is not None:
            meta = document_meta(page.meta, document, self._frame(document).boost)
            page.meta = self._finder.meta(page, meta)
            text, first_line = author_text(self.ground.root, document)
            published = publishable(document, text, first_line)
            if self._copies is not None:
                self._copies.keep(page.file, published, text)
            return published
        if generated is None:
            return markdown
        if is_ours(page.file):
            title = "" if page.is_homepage else generated.title  # themes name it after the site
            page.meta = page_meta(title, generated.description, is_searched=bool(generated.text))
            return self._rendered(generated.text, generated.model, page)
        page.meta.setdefault("hide", ["toc"])
        return markdown

    def content(self, page: SitePage, html: str) -> str:
        """The HTML of a page that is searched: what its author wrote, below a title."""
        document, generated = self._shown(page.file)
        self._links.origin = None
        if document is not None:
            return titled(printable(safe_html(html)), document.title)
        return f"{title_heading(generated.title)}\n{html}" if generated and is_ours(page.file) else html

    def complete(self, page: SitePage) -> None:
        """Put what the portal says on a page around what its author wrote."""
        document, generated = self._shown(page.file)
        html = page.content or ""
        self._finder.add(page, document, html, generated if is_ours(page.file) else None)
        if document is not None:
            frame = self._frame(document)
            header, footer = (
                self._rendered(name, frame.model, page) for name in (frame.template, frame.footer)
            )
            unplaced = (anchor.id for anchor in anchors(document) if f'id="{anchor.id}"' not in html)
            marks = "".join(map(anchor_element, unplaced))  # of records in the front matter
            page.content = framed(with_named_tasks(html), document.title, header, f"{marks}{footer}")
            self._copy(page, document, generated, "")
            return
        shown = ""
        if generated is not None and not (generated.gives_way and not is_ours(page.file)):
            shown = self._rendered(generated.template, self._opened(generated.model, page), page)
            html = f"{html}\n{shown}"
        page.content = self._led(html, page)
        self._copy(page, document, generated, shown)

    def _led(self, html: str, page: SitePage) -> str:
        """A page's HTML, in a chapter of the handbook with the way to the others below the title."""
        contents = self.book.portal.handbook
        if contents is None or page.file not in self.shelf.handbook[1:]:
            return html
        way = self._rendered("handbook/way.html", self._opened(contents, page), page)
        return framed(with_named_tasks(html), str(page.title or ""), way, "")

    def _opened(self, model: object, page: SitePage) -> object:
        """The contents of the handbook with the team's pages; any other model as it is."""
        if not isinstance(model, Handbook):
            return model
        return handbook.opened(model, page.file, self.shelf)

    def _copy(self, page: SitePage, document: Document | None, generated: Page | None, shown: str) -> None:
        """Write the copy of a page in Markdown; `shown` is what the portal shows on it."""
        if self._copies is None or not self._copies.path(page.file):
            return
        origin = self._origin(page.file, document) or Origin(page.file, page.file.src_uri, is_document=False)
        if document is not None:
            model = self._frame(document).model
            text = self._copies.of_document(origin, document, page.markdown or "", model)
        elif generated is not None and is_ours(page.file):
            text = self._copies.of_portal(page.file, shown, generated.title)
        else:
            text = self._copies.of_author(origin, page.markdown or "")
            text += f"\n\n{self._copies.of_portal(page.file, shown)}" if shown else ""
        self._copies.write(page.file, text)

    def write(self, config: MkDocsConfig) -> None:
        """Write data files, `llms.txt` and redirects, and the further words into the search index."""
        site_dir, site_url = Path(config.site_dir), config.site_url or ""
        folder = site_dir / "data"
        (folder / RUNBOOKS).mkdir(parents=True, exist_ok=True)
        for name, text in data_files(self.book, self.shelf, site_url):
            (folder / name).write_bytes(text.encode("utf-8", "replace"))
        self._write_oncall(site_dir, site_url)
        self._write_guide(config)
        self._finder.write(site_dir)
        wanted = redirects(self.book, self._ways)
        for fault in write_redirects(wanted, site_dir, self._taken, self.shelf, titles_of(self.book)):
            notices.LOGGER.info(fault)

    def _write_guide(self, config: MkDocsConfig) -> None:
        """The list of copies, unless the site has a file of this name."""
        if self._copies is None or self._links.files is None or GUIDE in self._taken:
            return
        marks = Shelfmark(self.shelf, self._copies, config)
        text = guide(self.book, self.shelf, self._links.files, marks, config)
        (Path(config.site_dir) / GUIDE).write_bytes(printable(text).encode("utf-8", "replace"))

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


def _below(folder: Path, root: Path) -> list[str]:
    """`folder` relative to `root`, where it lies below it."""
    relative = Path(os.path.relpath(folder, root))
    return [] if relative.parts[:1] in {("..",), ()} else [relative.as_posix()]
