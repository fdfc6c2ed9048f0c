"""The pieces of which a build consists: the Markdown of documents, then what the portal says on each page."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import get_toc

from .book import Document
from .helper import Helper, Piece, can_help
from .renditions import Rendition, digest, has_effects, heard, put, taken
from .shelter import Shelter
from .text import publishable

if TYPE_CHECKING:
    from .site import Site


class Pieces:
    """Renders the pages of a site: here, or with the help of a second process."""

    def __init__(
        self, site: "Site", config: MkDocsConfig, files: Files, folder: Path, shelter: Shelter
    ) -> None:
        self.site = site
        self.shelter = shelter
        self.rendered = 0
        self.config = config
        self.files = files
        pages = [file.page for file in files.documentation_pages() if file.page is not None]
        self._texts = [page for page in pages if site.is_document(page.file)]
        self._bodies = [page for page in pages if site.has_body(page.file)]
        self._numbers = {id(page): number for number, page in enumerate(self._texts)}
        self._rows = {id(page): number for number, page in enumerate(self._bodies, len(self._texts))}
        self._helper: Helper | None = None
        for page in pages:
            if id(page) in self._numbers:
                vars(page)["render"] = partial(self._render_document, page)
            elif site.is_generated(page.file):
                vars(page)["render"] = partial(self._render_generated, page)
        if not shelter.is_open and can_help(len(self._texts)) and not has_effects(config, site.links):
            self._helper = Helper(self._all(), folder)

    def body(self, page: Page, make: Callable[[Page], tuple[str, ...]]) -> tuple[str, ...]:
        """The HTML that `make` gives for a page."""
        number, name = self._rows.get(id(page)), f"body {page.file.src_uri}"
        source = (page.url, self.site.model(page)) if self.shelter.is_open else None
        kept = self.shelter.load(name, source)
        done = kept or self._done(number)
        if not isinstance(done, tuple):
            done = make(page)
            self.rendered += 1
        if kept is None:
            self.shelter.save(name, source, done)
        return done

    def text(self, document: Document, root: Path) -> str:
        """The Markdown that is published of a document; where it is kept, its file is not parsed again."""
        if not self.shelter.is_open:
            return publishable(root, document)
        name, source = f"source {document.path}", ((root / document.path).read_bytes(), document)
        kept = self.shelter.load(name, source)
        text = kept if isinstance(kept, str) else publishable(root, document)
        if text is not kept:
            self.shelter.save(name, source, text)
        return text

    def stop(self) -> None:
        """End the second process."""
        if self._helper is not None:
            self._helper.stop()
            self._helper = None

    def _all(self) -> list[Piece]:
        texts: list[Piece] = [partial(self._rendition, page) for page in self._texts]
        bodies: list[Piece] = [partial(self.site.body, page) for page in self._bodies]
        return texts + bodies

    def _done(self, number: int | None) -> object:
        return None if self._helper is None or number is None else self._helper.result(number)

    def _rendition(self, page: Page) -> Rendition:
        """A document rendered in the second process, as the first would do if no other plugin took part."""
        page.markdown = self.site.markdown(page, "")
        return self._made(page, self.config, self.files)

    def _made(self, page: Page, config: MkDocsConfig, files: Files) -> Rendition:
        with self.site.watch.during("render their Markdown"):
            type(page).render(page, config, files)
            page.content = self.site.safe(page, page.content or "")
        return taken(page)

    def _render_document(self, page: Page, config: MkDocsConfig, files: Files) -> None:
        """In place of MkDocs' own `render`: what was rendered elsewhere, if it was of the same text."""
        name, text = f"text {page.file.src_uri}", page.markdown or ""
        source = (text, self.site.title(page))
        kept = self.shelter.load(name, source)
        done = kept or self._done(self._numbers[id(page)])
        if isinstance(done, Rendition) and done.source == digest(text):
            put(page, done, files)
            if kept is None:
                self.shelter.save(name, source, done)
            return
        with heard() as was_heard:
            done = self._made(page, config, files)
            self.rendered += 1
        if not was_heard():  # what is said of a page must be said each time
            self.shelter.save(name, source, done)

    def _render_generated(self, page: Page, config: MkDocsConfig, files: Files) -> None:
        """In place of MkDocs' own `render`: a page without text needs no Markdown."""
        if (page.markdown or "").strip() or "pymdownx.snippets" in config.markdown_extensions:
            type(page).render(page, config, files)
            return
        page.content, page.toc = "", get_toc([])
        page.present_anchor_ids, page.links_to_anchors = set(), {}
        vars(page)["_title_from_render"] = None
