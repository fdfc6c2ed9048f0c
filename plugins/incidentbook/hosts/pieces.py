"""The pieces of which a build consists: the Markdown of documents, then what the portal says on each page."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import get_toc

from .book import Document
from .helper import Helper, Piece, can_help
from .renditions import Rendition, digest, has_effects, heard, put, taken, tidy_contents
from .shelter import Shelter
from .text import texts_of

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
        self._bodies = [page for page in pages if site.is_settled(page.file)]
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

    def body(self, page: Page) -> tuple[str, ...]:
        """What the portal says on a page."""
        name, is_kept = f"body {page.file.src_uri}", self.shelter.is_open and self.site.has_body(page.file)
        source = (page.url, self.site.ground_of(page)) if is_kept else None
        kept = self.shelter.load(name, source) if is_kept else None
        if isinstance(kept, tuple):
            return kept
        done = self._done(self._rows.get(id(page)))
        if not isinstance(done, tuple):
            done = self.site.body(page)
            self.rendered += 1
        if is_kept:
            self.shelter.save(name, source, done)
        return done

    def texts(self, document: Document) -> tuple[str, str]:
        """As `texts_of` gives them; where they are kept, a document's file is not parsed again."""
        root = self.site.ground.root
        if not self.shelter.is_open:
            return texts_of(root, document)
        name, source = f"source {document.path}", ((root / document.path).read_bytes(), document)
        match self.shelter.load(name, source):
            case (str() as published, str() as text):
                return published, text
        texts = texts_of(root, document)
        self.shelter.save(name, source, texts)
        return texts

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
            tidy_contents(page)
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
