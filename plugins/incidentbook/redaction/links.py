"""The links of a text: those that lead to what is not public go, with words that would tell of it."""

import posixpath
import re
from collections.abc import Iterator, Mapping
from typing import Protocol
from urllib.parse import unquote, urlsplit

from incidentbook.reading.anchors import slug
from incidentbook.reading.blocks import parse
from incidentbook.reading.patterns import expression

from .code import Code
from .draft import MARK, Cut, Draft
from .hidden import definitions, label_of

_TEXT = r"((?:[^\[\]\\]|\\.|\[(?:[^\[\]\\]|\\.|\[[^\[\]]*\])*\])*)"
_INLINE = expression(rf"(!?)\[{_TEXT}\]\(([^()\n]*(?:\([^()\n]*\)[^()\n]*)*)\)")
_REFERENCE = expression(rf"(!?)\[{_TEXT}\](?:[ ]?\[([^\[\]\n]*)\])?(?![(:\[])")
_WIKI = expression(r"!?\[\[([^\[\]\n]+)\]\]")
_TAG_ADDRESS = expression(r"(\s(?:href|src)\s*=\s*)(\"[^\"]*\"|'[^']*'|[^\s\"'>]+)", re.IGNORECASE)
_AUTOLINK = expression(r"<([a-zA-Z][a-zA-Z0-9+.-]{1,31}:[^\s<>]*)>")
_WITH_TITLE = expression(r"(<[^<>\n]*>|\S+)[ \t\n]+(?:\"[^\n]*\"|'[^\n]*'|\([^()\n]*\))[ \t]*\Z")
_IDS = expression(r"\{#([\w:-]+)\}|<[a-zA-Z][^<>]*\sid\s*=\s*[\"']?([^\"'\s>]+)")
_WEB = frozenset({"http", "https"})


class Places(Protocol):
    """What links may lead to."""

    def address(self, path: str, origin: str) -> str:
        """The address of the public page or file at a path, as seen from that of `origin`; else empty."""

    def is_public_url(self, url: str) -> bool:
        """Whether the public may know a web address."""


def remove_links(draft: Draft, origin: str, places: Places) -> None:
    """Rewrite the links of the document at `origin`.

    A link to a web address that stays inside leaves its words; one to a document, file or heading that is
    not public leaves a mark, for its words would name it.
    """
    text = draft.text
    judge = _Judge(origin, places, definitions(text), _anchors(text))
    code = Code(text)
    draft.cut(cut for cut in judge.cuts(text) if not code.holds(cut.start))


def _anchors(text: str) -> frozenset[str]:
    """The ids of a text: of its headings, and those that it states."""
    headings = (one.text for one in parse(text, 1) if one.kind == "heading") if text.strip() else ()
    stated = (first or second for first, second in _IDS.findall(text))
    return frozenset((*map(slug, headings), *stated))


class _Judge:
    def __init__(
        self, origin: str, places: Places, labels: Mapping[str, str], anchors: frozenset[str]
    ) -> None:
        self.origin = origin
        self.places = places
        self.labels = labels
        self.anchors = anchors

    def cuts(self, text: str) -> Iterator[Cut]:
        """How each link of a text changes."""
        for match in _INLINE.finditer(text) if "](" in text else ():
            yield self._cut(match, _address(match[3]))
        for match in _REFERENCE.finditer(text) if self.labels else ():
            label = label_of(match[3] or match[2])
            if label in self.labels:
                yield self._cut(match, self.labels[label])
        for match in _WIKI.finditer(text) if "[[" in text else ():
            yield Cut(*match.span(), MARK, "link")
        for match in _TAG_ADDRESS.finditer(text) if "<" in text else ():
            url = match[2].strip("\"'")
            found = self.judged(url)
            if found != url:
                yield Cut(match.start(), match.end(), f'{match[1]}"{found}"' if found else "", "link")
        for match in _AUTOLINK.finditer(text) if "<" in text else ():
            if not self.judged(match[1]):
                yield Cut(*match.span(), MARK, "link")

    def _cut(self, match: re.Match[str], url: str) -> Cut:
        found, words = self.judged(url), match[2]
        if found:
            new = f"{match[1]}[{self._within(words)}]({found})"
            return Cut(*match.span(), new, "" if found == url else "link")
        is_web = url.partition(":")[0].lower() in _WEB and not match[1]
        return Cut(*match.span(), self._within(words) if is_web else MARK, "link")

    def _within(self, words: str) -> str:
        """The words of a link, in which an image may stand."""
        draft = Draft(words, [1])
        draft.cut(self.cuts(words))
        return draft.text

    def judged(self, url: str) -> str:
        """The address to write for one of the text; empty where it is not public."""
        try:
            parts = urlsplit(url)
        except ValueError:
            return ""
        if parts.scheme or parts.netloc:
            return url if parts.scheme.lower() in _WEB and self.places.is_public_url(url) else ""
        if not parts.path:
            return url if unquote(parts.fragment) in self.anchors else ""
        path = posixpath.normpath(posixpath.join(posixpath.dirname(self.origin), unquote(parts.path)))
        return self.places.address(path, self.origin)


def _address(inside: str) -> str:
    """The address between the brackets of a link, without its title."""
    titled = _WITH_TITLE.match(inside.strip())
    return (titled[1] if titled else inside.strip()).strip("<>")
