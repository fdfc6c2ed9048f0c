"""The pieces of which a build consists: the Markdown of documents, then what the portal says on each page."""

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import get_toc

from .book import Document
from .helper import Helper, can_help
from .renditions import Rendition, digest, has_effects, heard, put, taken, tidy_contents
from .shelter import Shelter
from .text import publishable_text

if TYPE_CHECKING:
    from .site import Site


@dataclass(frozen=True, slots=True)
class Ahead:
    """What the second process made of a document: the Markdown that is published, and its rendition."""

    published: str
    rendition: Rendition


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
        texts = [page for page in pages if site.is_document(page.file)]
        self._numbers = {id(page): number for number, page in enumerate(texts)}
        self._ahead: dict[int, Rendition] = {}
        self._helper: Helper | None = None
        for page in pages:
            if id(page) in self._numbers:
                vars(page)["render"] = partial(self._render_document, page)
            elif site.is_generated(page.file):
                vars(page)["render"] = partial(self._render_generated, page)
        if can_help(len(texts)) and not has_effects(config, site.links):
            self._helper = Helper([partial(self._made_ahead, page) for page in texts], folder)

    def body(self, page: Page) -> tuple[str, ...]:
        """What the portal says on a page."""
        if not (self.shelter.is_open and self.site.has_body(page.file)):
            return self._new_body(page)
        name, source = _body_name(page), (page.url, self.site.ground_of(page))
        kept = self.shelter.load(name, source)
        if isinstance(kept, tuple):
            return kept
        made = self._new_body(page)
        self.shelter.save(name, source, made)
        return made

    def pass_over(self, page: Page) -> None:
        """Let what is kept of a page be, which another process finished."""
        self.shelter.use(_body_name(page))

    def text(self, page: Page, document: Document) -> str:
        """The Markdown that is published of a document; what is kept of it is not parsed again."""
        made = None if self._helper is None else self._helper.result(self._numbers[id(page)])
        if isinstance(made, Ahead):
            self._ahead[id(page)] = made.rendition
            return made.published
        root = self.site.ground.root
        if not self.shelter.is_open:
            return publishable_text(root, document)
        name, source = f"source {document.path}", ((root / document.path).read_bytes(), document)
        kept = self.shelter.load(name, source)
        if isinstance(kept, str):
            return kept
        published = publishable_text(root, document)
        self.shelter.save(name, source, published)
        return published

    def stop(self) -> None:
        """End the second process."""
        if self._helper is not None:
            self._helper.stop()
            self._helper = None

    def _new_body(self, page: Page) -> tuple[str, ...]:
        self.rendered += 1
        return self.site.body(page)

    def _made_ahead(self, page: Page) -> Ahead | None:
        """A document rendered in the second process, as the first would do if no other plugin took part.

        One that is kept is left to the first.
        """
        page.markdown = published = self.site.markdown(page, "")
        if self.shelter.load(*self._kept(page)) is not None:
            return None
        return Ahead(published, self._made(page, self.config, self.files))

    def _kept(self, page: Page) -> tuple[str, tuple[str, str]]:
        """Under which name, and as made of what, a document's rendition is kept."""
        return f"text {page.file.src_uri}", (page.markdown or "", self.site.title(page))

    def _made(self, page: Page, config: MkDocsConfig, files: Files) -> Rendition:
        with self.site.watch.during("render their Markdown"):
            type(page).render(page, config, files)
            page.content = self.site.safe(page, page.content or "")
            tidy_contents(page)
        return taken(page)

    def _render_document(self, page: Page, config: MkDocsConfig, files: Files) -> None:
        """In place of MkDocs' own `render`: what was rendered elsewhere, if it was of the same text."""
        name, source = self._kept(page)
        ahead, kept = self._ahead.pop(id(page), None), self.shelter.load(name, source)
        done = kept or ahead
        if isinstance(done, Rendition) and done.source == digest(page.markdown or ""):
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


def _body_name(page: Page) -> str:
    return f"body {page.file.src_uri}"
