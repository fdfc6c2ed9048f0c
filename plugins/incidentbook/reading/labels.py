"""Labels in text: `**Impact:** …`, `**Impact**` on its own line, `Impact: …`."""

from collections.abc import Iterator

from incidentbook.records.plain import dataclass

from .blocks import Block, Span, plain
from .patterns import expression

_COLONS = (":", "：")
_DASH = expression(r"\s*(?:[-–—|]\s|[–—])\s*")
_PLAIN = expression(r"\s*([^\s:：][^:：.!?\n|]{0,48}?)\s*[:：](?:\s+|\Z)")
_MOST_SPANS = 6


@dataclass(slots=True)
class Label:
    """A label at the beginning of a line and what follows it on the line.

    `is_strong` tells a bold label from plain words before a colon; `has_colon` is also set for a dash
    in its place.
    """

    text: str
    rest: list[Span]
    line: int
    column: int
    is_strong: bool
    has_colon: bool

    @property
    def is_alone(self) -> bool:
        """Whether nothing follows the label on its line."""
        return not any(span.text.strip() or span.url for span in self.rest)


def lines(block: Block) -> Iterator[list[Span]]:
    """The lines of a paragraph, heading or item as it was written, each as spans; empty ones left out."""
    current: list[Span] = []
    for span in block.spans:
        if "break" in span.styles:
            if current:
                yield current
            current = []
        else:
            current.append(span)
    if current:
        yield current


def label_of(spans: list[Span]) -> Label | None:
    """The label with which a line begins, or None."""
    first = next((span for span in spans if has_words(span)), None)
    if first is None:
        return None
    return _strong(spans, first) if "strong" in first.styles else _plain(spans, first)


def has_words(span: Span) -> bool:
    """Whether a run holds more than signs and pictures ("📅 **Date:** …")."""
    return any(map(str.isalnum, span.text))


def _strong(spans: list[Span], first: Span) -> Label | None:
    start = spans.index(first)
    end = start
    while end < len(spans) and end - start < _MOST_SPANS and "strong" in spans[end].styles:
        end += 1
    words = plain(spans[start:end]).strip()
    rest = spans[end:]
    has_colon = words.endswith(_COLONS)
    if not has_colon and rest:
        rest, has_colon = _after_mark(rest)
    text = words.rstrip(":： ")
    return Label(text, rest, first.line, first.column, is_strong=True, has_colon=has_colon) if text else None


def _after_mark(rest: list[Span]) -> tuple[list[Span], bool]:
    """The spans after a colon or dash with which they begin, and whether they did."""
    text = rest[0].text
    bare = text.lstrip()
    if bare.startswith(_COLONS):
        return _cut(rest, len(text) - len(bare) + 1), True
    dash = _DASH.match(text)
    return (_cut(rest, dash.end()), True) if dash else (rest, False)


def _plain(spans: list[Span], first: Span) -> Label | None:
    if first.styles or first.url or not (":" in first.text or "：" in first.text):
        return None
    match = _PLAIN.match(first.text)
    if match is None:
        return None
    rest = _cut(spans[spans.index(first) :], match.end())
    column = first.column + match.start(1)
    return Label(match[1], rest, first.line, column, is_strong=False, has_colon=True)


def _cut(spans: list[Span], length: int) -> list[Span]:
    """The spans without the first `length` characters of the first one, and without leading space."""
    head = spans[0]
    text = head.text[length:]
    shift = len(head.text) - len(text) + len(text) - len(text.lstrip())
    if not text.strip():
        return spans[1:]
    return [Span(text.lstrip(), head.styles, head.url, head.line, head.column + shift), *spans[1:]]
