"""An action item's own words as one string of which every part can be traced, marked and taken away."""

import re
from bisect import bisect_right

from incidentbook.records.plain import dataclass, field

from .blocks import Span
from .patterns import expression

TAKEN = "\x01"
"""What stands in the working text where an annotation was taken away."""

_MOST_NESTED = 3
_CODE = "\ufffc"
_CONTROL = expression(r"[\x00-\x08\x0b-\x1f]")
_BREAK = expression(r"<br\s*/?>", re.IGNORECASE)
_EMPTY = expression(r"[(\[]\s*[,;:|–—-]?\s*[)\]]")
_BEFORE = expression(r"^[\s,;:.|/–—·•*-]+(?!\w+-)")
_AFTER = expression(r"(?:\s*(?:[,;:|/·•]|(?<=\s)[–—→-]+|—|–)\s*)+$")
_SPACED = expression(r"\s+([,.;:!?)\]])(?=\s|$)")
_SILENT = expression(r"[A-Za-z][a-z]*(?:[ -][a-z]+)*\.?")
_OPENED = expression(r"([(\[])\s+")
_DOUBLED = expression(r"[:;,]?([.!?])(?:\s*\.)+$|[:;,]+\.$")


@dataclass(frozen=True, slots=True)
class Link:
    """A link within the words: where it stands and where it leads."""

    start: int
    end: int
    url: str


@dataclass(slots=True)
class Words:
    """Words without their styles, and where links, bold and struck runs stand.

    `text` is as written, with line breaks; `work` is the same with code masked and what was taken away
    blanked. `places` tells where a run begins: its offset, its line and its column.
    """

    text: str = ""
    work: str = ""
    links: list[Link] = field(default_factory=list)
    bold: list[tuple[int, int]] = field(default_factory=list)
    struck: list[tuple[int, int]] = field(default_factory=list)
    places: list[tuple[int, int, int]] = field(default_factory=list)

    def take(self, start: int, end: int) -> None:
        """Take the characters from `start` to `end` away from the title."""
        self.work = self.work[:start] + TAKEN * (end - start) + self.work[end:]

    def take_all(self, runs: list[tuple[int, int]]) -> None:
        """Take several runs of characters away from the title."""
        taken = list(self.work)
        for start, end in runs:
            taken[start:end] = TAKEN * (end - start)
        self.work = "".join(taken)

    def place(self, offset: int) -> tuple[int, int]:
        """Line and column of the character at `offset`."""
        if not self.places:
            return 1, 1
        index = max(bisect_right(self.places, (offset, 1 << 60, 0)) - 1, 0)
        start, line, column = self.places[index]
        return line, column + max(offset - start, 0)

    def link_at(self, start: int, end: int) -> Link | None:
        """The link that is all there is between `start` and `end`, or None."""
        for link in self.links:
            if link.start < end and link.end > start:
                if link.start < start - 1 or link.end > end + 1:
                    return None
                around = self.text[start : max(link.start, start)] + self.text[min(link.end, end) : end]
                return link if not re.sub(r"[\s.,:;<>()\[\]]+", "", around) else None
        return None

    def rest(self, start: int = 0, end: int | None = None) -> str:
        """What is left of the words, on one line and without the traces of what was taken away."""
        stop = len(self.text) if end is None else end
        if TAKEN not in self.work:
            return tidy(self.text[start:stop])
        pairs = zip(self.text[start:stop], self.work[start:stop], strict=True)
        return tidy("".join("\x02" if work == TAKEN else char for char, work in pairs))


def is_silent(text: str) -> bool:
    """Whether there are words in small letters alone, which state nothing besides what is to be done."""
    return _SILENT.fullmatch(text) is not None


def tidy(text: str) -> str:
    """`text` on one line, without empty brackets and separators left dangling."""
    if is_silent(text):
        return text
    text = " ".join(text.replace("\x02", " ").split())
    for _ in range(_MOST_NESTED):
        before = text
        text = _EMPTY.sub("", text)
        text = _SPACED.sub(r"\1", _OPENED.sub(r"\1", " ".join(text.split())))
        if text == before:
            break
    text = _AFTER.sub("", _BEFORE.sub("", text))
    return _DOUBLED.sub(r"\1", text).strip()


def words_of(spans: list[Span]) -> Words:
    """The words of spans; images give nothing, HTML nothing but its line breaks."""
    words = Words()
    text: list[str] = []
    work: list[str] = []
    length = 0
    for span in spans:
        piece = _shown(span)
        if not piece:
            continue
        end = length + len(piece)
        words.places.append((length, span.line, span.column))
        if "link" in span.styles and span.url:
            _extend_link(words.links, Link(length, end, span.url))
        _extend(words.bold, length, end, applies="strong" in span.styles)
        _extend(words.struck, length, end, applies="strike" in span.styles)
        text.append(piece)
        work.append(_CODE * len(piece) if "code" in span.styles else piece)
        length = end
    words.text, words.work = "".join(text), "".join(work)
    return words


def plain_words(text: str, line: int = 1, column: int = 1) -> Words:
    """Words without any style."""
    clean = _CONTROL.sub(" ", text)
    return Words(clean, clean, places=[(0, line, column)])


def _shown(span: Span) -> str:
    if "image" in span.styles:
        return ""
    if "html" in span.styles:
        return "\n" if _BREAK.match(span.text.strip()) else ""
    return span.text if span.text.isprintable() else _CONTROL.sub(" ", span.text)


def _extend(runs: list[tuple[int, int]], start: int, end: int, *, applies: bool) -> None:
    if not applies:
        return
    if runs and runs[-1][1] == start:
        runs[-1] = (runs[-1][0], end)
    else:
        runs.append((start, end))


def _extend_link(links: list[Link], link: Link) -> None:
    if links and links[-1].end == link.start and links[-1].url == link.url:
        links[-1] = Link(links[-1].start, link.end, link.url)
    else:
        links.append(link)
