"""The Markdown of which a page was made → the Markdown of its copy, for readers that are programs.

A copy says what the page shows: comments, scripts, hidden parts and definitions of links are left out, HTML
becomes Markdown or text, links lead from copy to copy. What code blocks hold stays as it is.
"""

import re
from collections.abc import Callable, Iterator

from incidentbook.reading.markup import Mark, marks
from incidentbook.rendering import markdown_words as words
from incidentbook.rendering.transcript import transcript

from .safety import legible

Follow = Callable[[str], str | None]
"""Gives the address to write for one of the text, or None where a page has plain text instead."""

_ANCHOR = re.compile(r'<span id="[^"]*" class="ib-anchor"></span>')
_HINTS = ("](", "][", "]:", "<", "[")
_TAG = re.compile(r"<(/?)([a-zA-Z][\w:.-]*)([^>]*)>")
_PLAIN_LINKS = frozenset({"Autolink", "Email"})
_COMMENT = re.compile(r"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<[!?][^>]*>", re.DOTALL)
_SILENT = frozenset({"script", "style", "template", "noscript", "object", "iframe", "svg", "math"})
_HIDDEN = re.compile(r"\shidden(?=[\s/=]|\Z)|display\s*:\s*none", re.IGNORECASE)
_VOID = frozenset({"br", "hr", "img", "input", "wbr", "source", "track", "area", "col", "meta", "link"})

Edit = tuple[int, int, str]
"""What replaces the bytes from the first number to the second."""


def manuscript(markdown: str, follow: Follow) -> str:
    """The copy of what Python-Markdown was given for a page."""
    text = _ANCHOR.sub("", markdown) if "ib-anchor" in markdown else markdown
    if not any(hint in text for hint in _HINTS):
        return text
    source = text.encode("utf-8", "replace")
    text = source.decode("utf-8")
    edits = sorted(_edits(marks(text), source, follow))
    return _edited(source, edits) if edits else text


def _edited(source: bytes, edits: list[Edit]) -> str:
    """The text with all edits made; what lies within an earlier one is passed over."""
    pieces, last = [], 0
    for start, end, new in edits:
        if start < last:
            continue
        pieces += [source[last:start], new.encode("utf-8", "replace")]
        last = end
    return b"".join((*pieces, source[last:])).decode("utf-8", "replace")


def _edits(found: list[Mark], source: bytes, follow: Follow) -> Iterator[Edit]:
    veil = _Veil()
    tags = {mark.start for mark in found if mark.kind == "html" or mark.form in _PLAIN_LINKS}
    for mark in found:
        if mark.kind in {"html", "html-block"}:
            yield from veil.edits(mark, follow)
        elif mark.kind == "definition":
            yield mark.start, mark.end, ""
        elif mark.kind in {"link", "image"}:
            yield from _link(mark, source, follow, tags)
    yield from veil.rest(len(source))


def _link(mark: Mark, source: bytes, follow: Follow, tags: set[int]) -> Iterator[Edit]:
    """A link in the form `[words](address)`, whatever form it has in the text.

    Words that stand alone begin no HTML: `tags` are the places of those that are looked after themselves.
    """
    if mark.form in _PLAIN_LINKS:
        if follow(mark.url) is None:
            yield mark.start, mark.start + 1, "\\<"
        return
    address = follow(mark.url)
    if mark.form == "Inline" and address == mark.url:
        return
    opening = 2 if mark.kind == "image" else 1
    closing = {"Inline": b"](", "Reference": b"]["}.get(mark.form, b"]")
    cut = source.rfind(closing, mark.start + opening, mark.end)
    if cut < 0:
        return
    end = mark.end + 2 if mark.form == "Collapsed" and source[mark.end : mark.end + 2] == b"[]" else mark.end
    if address is None:
        start = mark.start + opening
        is_text = source[start : start + 1] == b"<" and start not in tags
        yield mark.start, start, "\\" if is_text else ""
        yield cut, end, ""
        return
    title = (
        f' "{words.escaped(mark.title)}"'.replace("\\<", "<") if mark.title and '"' not in mark.title else ""
    )
    yield cut, end, f"]({words.safe_address(address)}{title})"


class _Veil:
    """What is hidden from a tag to the one that closes it, perhaps several paragraphs below."""

    def __init__(self) -> None:
        self.name = ""
        self.depth = 0
        self.since = 0

    def edits(self, mark: Mark, follow: Follow) -> Iterator[Edit]:
        """The edits for one piece of HTML."""
        if self.name:
            shown = self._lifted(mark.text)
            if shown is None:
                return
            start, text = self.since, shown
        else:
            start, text = mark.start, mark.text
        visible = self._dropped(_COMMENT.sub("", text))
        if self.name:
            self.since = start
        written = _block(visible, follow) if mark.kind == "html-block" else _tag(visible)
        if self.name:
            self.since = mark.end
        yield start, mark.end, written

    def rest(self, end: int) -> Iterator[Edit]:
        """What was hidden up to the end."""
        if self.name:
            yield self.since, end, ""

    def _lifted(self, text: str) -> str | None:
        """The text behind the tag that ends what is hidden, or None where it goes on."""
        for tag in _TAG.finditer(text):
            if tag[2].lower() == self.name:
                self.depth += -1 if tag[1] else 1
            if not self.depth:
                self.name = ""
                return text[tag.end() :]
        return None

    def _dropped(self, text: str) -> str:
        """The text up to a tag that hides and is not closed in it, less what is hidden and closed."""
        for tag in _TAG.finditer(text):
            name = tag[2].lower()
            if tag[1] or name in _VOID or not (name in _SILENT or _HIDDEN.search(tag[3])):
                continue
            self.name, self.depth = name, 1
            behind = self._lifted(text[tag.end() :])
            if behind is None:
                return text[: tag.start()]
            return text[: tag.start()] + self._dropped(behind)
        return text


def _block(html: str, follow: Follow) -> str:
    """A block of HTML as Markdown; a comment that does not end is text, as the page shows it."""
    from .sanitising import sanitised

    safe = sanitised(html)
    return f"{transcript(safe, lambda address: follow(address) or '')}\n" if safe.strip() else ""


def _tag(html: str) -> str:
    """A tag within a sentence: those that HTML knows show nothing themselves, others are text."""
    if not html.strip():
        return ""
    if html.lower().startswith("<br"):
        return "  \n" if "\n" in html else " "
    shown = legible(html)
    return "" if shown.startswith("<") else words.of_html(shown)
