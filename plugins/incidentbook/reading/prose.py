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

_QUOTED = re.compile(
    r"“[^”]{1,400}”|„[^“”]{1,400}[“”]|«[^»]{1,400}»|\"[^\"]{1,400}\""
    r"|(?<!\w)'[^']{1,200}'(?!\w)|(?<!\w)‘[^’]{1,200}’(?!\w)"
)
_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s)>\]]+")
_CHAT = re.compile(
    r"\s*(?:\[?\d{1,2}[:.]\d{2}(?:[:.]\d{2})?\]?\s*(?:[AaPp]\.?[Mm]\.?)?\s*)?"
    r"(?:<@?[\w. -]{1,40}>|@[\w.-]{1,40}:)\s"
    r"|\s*[\w.-]{1,30}(?: [\w.-]{1,30})? \[?\d{1,2}:\d{2}(?::\d{2})?(?: ?[AP]M)?\]?:?\s*\Z"
)
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
    texts: list[str] = []
    marks: list[tuple[int, int, int]] = []
    length = 0
    for span in spans:
        if "html" in span.styles or not span.text:
            continue
        if "break" in span.styles:
            words = " "
        elif span.styles & {"code", "image"}:
            words = MASK * len(span.text)
        else:
            words = span.text.replace("\n", " ")
        marks.append((length, span.line, span.column + (1 if "code" in span.styles else 0)))
        texts.append(words)
        length += len(words)
    text = "".join(texts)
    if not text.strip() or _CHAT.match(text):
        return None
    return Passage(path, section, kind, _masked(text), tuple(marks))


def _masked(text: str) -> str:
    if "://" in text or "www." in text:
        text = _ADDRESS.sub(_mask, text)
    if not text.isascii() or '"' in text or "'" in text:
        text = _QUOTED.sub(_mask, text)
    return text


def _mask(match: re.Match[str]) -> str:
    return MASK * len(match.group())
