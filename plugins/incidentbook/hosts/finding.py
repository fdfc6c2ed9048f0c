"""How readers of one build find its pages: the built-in search, or Pagefind."""

from collections.abc import Mapping
from html import escape
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, InclusionLevel
from mkdocs.structure.pages import Page as SitePage

from incidentbook.pages.models import Page
from incidentbook.records import Postmortem, Runbook

from . import search
from .book import Book, Document
from .entries import document_entry, entries, page_entry, room
from .notices import LOGGER
from .pagefind import Pagefind, PagefindError, new_pagefind, redirected
from .search import Entry
from .shelf import Shelf

BUILT_IN = "; the built-in search answers instead"


class Finder:
    """Gathers what search shall know during one build, and writes it; `open` comes first.

    `most_words` is how many words of documents the built-in search may know, 0 for any number.
    """

    def __init__(self, most_words: int) -> None:
        self._most = most_words
        self._pagefind: Pagefind | None = None
        self._known: tuple[Book, Shelf] | None = None
        self._share: int | None = None
        self._left_out: set[str] = set()

    @property
    def _opened(self) -> tuple[Book, Shelf]:
        if self._known is None:
            raise PluginError("search was asked before the documents were read")
        return self._known

    def use_pagefind(self, config: MkDocsConfig, folder: Path) -> None:
        """Let Pagefind answer, where it can; the log says why where it cannot."""
        offline = dict(config.plugins).get("material/offline")
        if offline is not None and offline.config.get("enabled"):
            LOGGER.info("Pagefind does not work in pages that are opened as files%s", BUILT_IN)
            return
        try:
            self._pagefind = new_pagefind(config, folder)
        except PagefindError as error:
            LOGGER.warning("%s%s", error, BUILT_IN)

    def open(self, book: Book, shelf: Shelf) -> None:
        """Take up the documents of a build, and say what search leaves out of them."""
        self._known = book, shelf
        if self._pagefind is not None:
            self._pagefind.clear()
            return
        self._share = room(book, self._most)
        if self._share is not None:
            LOGGER.info(
                "Search knows title, names, summary and %s further words of each document, so that it stays "
                "quick (`search_words: %s`); with `search: pagefind` every word is found",
                self._share,
                self._most,
            )

    def meta(self, page: SitePage, meta: dict[str, object]) -> dict[str, object]:
        """The metadata of a document's page, whose text the search plugin need not read in vain."""
        if _is_left_out(meta):
            self._left_out.add(page.url)
        unread = self._pagefind is not None or self._share is not None
        return {**meta, "search": {"exclude": True}} if unread else meta

    def add(self, page: SitePage, document: Document | None, html: str, generated: Page | None) -> None:
        """Have Pagefind, where it answers, index a page by `html`, what its author wrote."""
        if self._pagefind is None or page.file.inclusion.value <= InclusionLevel.DRAFT.value:
            return
        if generated is not None and generated.sheet_of:
            return  # found through the first sheet
        if document is not None and page.url not in self._left_out:
            self._add_document(self._pagefind, document, page.file, html)
        elif generated is not None and not generated.text:
            entry = page_entry(generated, page.url)
            self._pagefind.add(page.file, "page", f"<p>{escape(generated.description)}</p>", entry)
        elif document is None and not _is_left_out(page.meta):
            title = str(page.title or page.url)
            entry = page_entry(generated, page.url) if generated else Entry("whole", page.url, (), title)
            self._pagefind.add(page.file, "page", html, entry)

    def _add_document(self, pagefind: Pagefind, document: Document, file: File, html: str) -> None:
        entry = document_entry(self._opened[0], document, file, None)
        pagefind.add(file, "runbook" if isinstance(document, Runbook) else "postmortem", html, entry)
        if isinstance(document, Postmortem):
            pagefind.add_items(file, document)

    def redirected(self, html: str) -> str:
        """The HTML of a whole page, whose search box asks whoever answers."""
        return redirected(html) if self._pagefind is not None else html

    def write(self, site_dir: Path) -> None:
        """Write into the site what search knows."""
        if self._pagefind is None:
            known = entries(*self._opened, self._share)
            search.enrich(site_dir, (entry for entry in known if entry.location not in self._left_out))
            return
        try:
            self._pagefind.write(site_dir)
        except PagefindError as error:
            LOGGER.warning("%s; readers of this build cannot search", error)

    def own_files(self) -> dict[str, Path]:
        """What the program that answers writes for every site, by its path in a site; empty without one."""
        try:
            return self._pagefind.own_files() if self._pagefind is not None else {}
        except PagefindError:  # `write` has said so
            return {}


def _is_left_out(meta: Mapping[str, object]) -> bool:
    stated = meta.get("search")
    return isinstance(stated, dict) and stated.get("exclude") is True
