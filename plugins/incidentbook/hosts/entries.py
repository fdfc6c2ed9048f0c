"""What search shall know of each page of the portal, and how much of it there is room for."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice
from typing import Literal

from mkdocs.structure.files import File

from incidentbook.pages.models import Page
from incidentbook.records import Postmortem, Runbook

from .book import Book, Document
from .meta import shortened
from .search import Entry
from .shelf import Shelf
from .telling import telling_words, words_of
from .words import search_words, spelled_words

MOST_WORDS = 300_000
"""How many words an index may hold that a browser makes in about a second."""

_BYTES_A_WORD = 6
_GLIMPSE = 80
_BETWEEN = re.compile(r"[\s\-]+")
_FEWEST = 10
_IN_ANY_CASE = 40
"""About as many words are a document's title, names and summary, which search knows in any case."""


def room(book: Book, most: int) -> int | None:
    """How many words of each document search may know besides its title, names and summary; None for all.

    `most` is for all documents together; 0 sets no limit.
    """
    count = sum(1 for _ in book.documents())
    size = sum((book.ground.root / document.path).stat().st_size for document in book.documents())
    return None if not most or size <= most * _BYTES_A_WORD else max(_FEWEST, most // count - _IN_ANY_CASE)


def entries(book: Book, shelf: Shelf, share: int | None) -> Iterator[Entry]:
    """An entry for each document and each generated page; with a `share`, documents have no others.

    Further sheets of a list are found through the first.
    """
    for document in book.documents():
        yield document_entry(book, document, shelf.documents[document.path], share)
    for page in book.portal.pages:
        file = shelf.pages[page.path]
        if is_ours(file) and not page.sheet_of and (page.keywords or not page.text):
            yield page_entry(page, _location(file))


def page_entry(page: Page, location: str) -> Entry:
    """The entry of a generated page: its title and description, and the words by which people look for it."""
    words = search_words(page.keywords)
    kind: Literal["pasted", "whole"] = "pasted" if words else "whole"
    return Entry(kind, location, words, page.title, page.description, is_alone=not page.text)


def is_ours(file: File) -> bool:
    """Whether a file was made by this plugin."""
    return file.generated_by is not None


def uncopied(book: Book, shelf: Shelf) -> Iterator[str]:
    """The sources of the pages without a copy in Markdown: those that continue a list, and cards of drills.

    A list is cut in its copy, and who plays a drill does it in a browser.
    """
    cards = frozenset(book.edition.ground.cards.values())
    for page in book.portal.pages:
        if (page.sheet_of or page.path in cards) and is_ours(shelf.pages[page.path]):
            yield shelf.pages[page.path].src_uri


def document_entry(book: Book, document: Document, file: File, share: int | None) -> Entry:
    """The entry of the document on the page of `file`; with a `share` of words it stands alone."""
    location = _location(file)
    frame = book.portal.frames[document.path]
    names = (*frame.keywords, *_unwritten(document))
    text = shortened(document.summary) if share is None else shortened(document.summary, _GLIMPSE)
    if isinstance(document, Runbook):
        alerts = book.edition.ground.catalogue.alerts_of(document)
        entry = Entry("pasted", location, search_words(names), document.title, text, alerts)
    else:
        known = frozenset(_divided((document.title, text)))
        spelled = dict.fromkeys(word for word in _divided(spelled_words(names)) if word not in known)
        words = search_words(names) if share is None else tuple(spelled)
        entry = Entry("further", location, words, document.title, text)
    if share is None:
        return entry
    return replace(entry, boost=frame.boost, is_alone=True, rest=_rest(document, entry, share))


def _divided(texts: Iterable[str]) -> Iterator[str]:
    """The words of `texts` as the search engines divide them."""
    return (word for text in texts for word in _BETWEEN.split(text.lower()) if word)


def _rest(document: Document, entry: Entry, share: int) -> tuple[str, ...]:
    """What there is room for besides the title, the summary and the names, which search knows in any case."""
    known = {*entry.words, *words_of(entry.title), *words_of(entry.text)}
    return tuple(islice((word for word in telling_words(document) if word not in known), share))


def _unwritten(document: Document) -> Iterator[str]:
    """What a document says in its front matter alone and its page shows."""
    if isinstance(document, Postmortem):
        yield from (item.title for item in document.action_items if item.form == "front-matter")


def _location(file: File) -> str:
    return "" if file.page is None else file.page.url
