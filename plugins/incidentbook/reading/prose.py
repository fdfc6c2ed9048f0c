"""Blocks → the author's own prose: what rules about language may read.

Code, quotations, web addresses, headings, HTML and lines of chat are not the author's words about the
incident, and are masked or left out.
"""

import re
from collections.abc import Iterable, Iterator

from incidentbook.records import Passage
from incidentbook.records.passage import MASK

from .blocks import Block, Span
from .part import Part
from .patterns import expression

_QUOTED = expression(
    r"“[^”]{1,400}”|„[^“”]{1,400}[“”]|«[^»]{1,400}»|»[^«]{1,400}«|「[^」]{1,400}」"
    r"|\"(?<![\w\"]\")[^\"]{1,400}\""
    r"|'(?<!\w')(?:[^'\s]|(?<=\w)'(?=\w))(?:[^']|(?<=\w)'(?=\w)){0,200}'(?!\w)"
    r"|‘(?<!\w‘)(?:[^’]|(?<=\w)’(?=\w)){1,200}’(?!\w)"
)
"""Each form begins with its sign, so that the search leaps from one sign to the next."""
_ADDRESS = expression(r"(?:https?://|www\.)[^\s)>\]]+")
_CLOCK = r"\[?\d{1,2}[:.]\d{2}(?:[:.]\d{2})?\s?(?:[AaPp]\.?[Mm]\.?)?\]?"
_CHAT = expression(
    rf"\s*(?:\[?\d{{4}}-\d\d-\d\d[T\s]+)?(?:{_CLOCK}\s*)?"
    r"(?:<[@+%&~]?[\w.|-]+(?: [\w.|-]+)?>|@[\w.-]{1,40}:)\s"
    rf"|\s*[\w.-]{{1,30}}(?: [\w.-]{{1,30}})?\s+{_CLOCK}:?\s*\Z"
)
_MOST_WORDS = 4
"""Of a line that is a sender and a time: two names, the time, and “AM”."""
_NICK = expression(r"<[@+%&~]?\w[\w.|-]*>")
_TAGS = frozenset(
    {"br", "b", "i", "u", "em", "strong", "p", "div", "span", "small", "sub", "sup", "a", "img"}
)
_VERBATIM = expression(r"<(/?)(?:code|kbd|samp|pre|q|blockquote|del|s|tt)\b", re.IGNORECASE)
_HIDDEN = frozenset({"code", "image", "strike"})
_WORDY = frozenset({"paragraph", "item"})


def read_prose(blocks: Iterable[Block], parts: Iterable[Part], path: str) -> tuple[Passage, ...]:
    """The passages of `blocks` in order; `parts` say which section each stands in."""
    sections = _Sections(parts)
    found = []
    for block in blocks:
        for kind, line, spans in _wordy(block):
            passage = _passage(path, sections.at(line), kind, spans)
            if passage is not None:
                found.append(passage)
    return tuple(found)


class _Sections:
    """The canonical name of the innermost named section at a line; lines are asked for in order."""

    def __init__(self, parts: Iterable[Part]) -> None:
        named = [part.section for part in parts if part.section.name]
        self._waiting = sorted(((s.at.line, -s.end, s.name) for s in named), reverse=True)
        self._open: list[tuple[int, str]] = []

    def at(self, line: int) -> str:
        while self._waiting and self._waiting[-1][0] <= line:
            _, end, name = self._waiting.pop()
            self._open.append((-end, name))
        while self._open and self._open[-1][0] <= line:
            self._open.pop()
        return self._open[-1][1] if self._open else ""


def _wordy(block: Block) -> Iterator[tuple[str, int, list[Span]]]:
    """Each paragraph, item and cell at or below a block that is not quoted."""
    waiting = [block]
    while waiting:
        current = waiting.pop()
        if current.kind == "quote":
            continue
        if current.kind in _WORDY and current.spans:
            yield current.kind, current.line, current.spans
        for row in current.rows[1:]:
            for cell in row.cells:
                if len(cell.text) > 1:
                    yield "cell", cell.line, cell.spans
        waiting.extend(reversed(current.children))


def _passage(path: str, section: str, kind: str, spans: list[Span]) -> Passage | None:
    if len(spans) == 1 and not spans[0].styles:
        return _plain_passage(path, section, kind, spans)
    texts: list[str] = []
    marks: list[tuple[int, int, int]] = []
    length = verbatim = 0
    for span in spans:
        if "html" in span.styles:
            tag = _VERBATIM.match(span.text)
            verbatim = max(verbatim + (-1 if tag[1] else 1), 0) if tag else verbatim
            continue
        words = _words(span, hidden=verbatim > 0)
        marks.append((length, span.line, span.column + (1 if "code" in span.styles else 0)))
        texts.append(words)
        length += len(words)
    text = "".join(texts)
    if not text.strip() or _is_chat(spans):
        return None
    return Passage(path, section, kind, _masked(text), tuple(marks))


def _plain_passage(path: str, section: str, kind: str, spans: list[Span]) -> Passage | None:
    """A passage without any markup, as most are."""
    (span,) = spans
    if span.text.isspace() or not span.text or _is_chat(spans):
        return None
    text = span.text.replace("\n", " ")
    return Passage(path, section, kind, _masked(text), ((0, span.line, span.column),))


def _words(span: Span, *, hidden: bool) -> str:
    if "break" in span.styles:
        return " "
    if hidden or span.styles & _HIDDEN:
        return MASK * len(span.text)
    return span.text.replace("\n", " ")


def _is_chat(spans: list[Span]) -> bool:
    """Whether the first line is one of a chat: a sender in angle brackets, or a sender and a time alone."""
    line = ""
    for span in spans:
        if "break" in span.styles:
            break
        line += span.text if "html" not in span.styles or _is_nick(span.text) else ""
    may_be = "<" in line or "@" in line or len(line.split(None, _MOST_WORDS)) <= _MOST_WORDS
    return may_be and _CHAT.match(line) is not None


def _is_nick(tag: str) -> bool:
    """Whether `<ana>`, which Markdown takes for HTML, is somebody's name in a chat."""
    return _NICK.fullmatch(tag) is not None and tag.strip("<>").lower() not in _TAGS


def _masked(text: str) -> str:
    if "://" in text or "www." in text:
        text = _ADDRESS.sub(_mask, text)
    if not text.isascii() or '"' in text or "'" in text:
        text = _QUOTED.sub(_mask, text)
    return text


def _mask(match: re.Match[str]) -> str:
    return MASK * len(match.group())
