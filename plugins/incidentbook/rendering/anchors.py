"""Put anchors into a document's Markdown, where its action items and timeline entries stand."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape

from incidentbook.reading.blocks import Block
from incidentbook.reading.outline import outline

_OPENERS = re.compile(r"[*_~`\[]+$")
"""What opens a style or a link just before a word: an anchor goes before it, not into it."""

_OWN_LINES = frozenset({"code", "html"})
"""Blocks whose text is shown as it stands, so that an anchor would show too."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """An anchor's id and the place of the character that it goes before; both count from 1 in the file."""

    id: str
    line: int
    column: int


def with_anchors(text: str, anchors: Iterable[Anchor], first_line: int = 1) -> str:
    """Markdown `text`, whose first line is line `first_line` of its file, with an empty element per anchor.

    The first anchor of an id wins. Places outside the text (in the front matter, say) and in code are
    left out, so that nothing is shown which the author did not write.
    """
    wanted = {anchor.id: anchor for anchor in sorted(anchors, key=_place, reverse=True) if anchor.id}
    if not wanted:
        return text
    lines = text.split("\n")
    closed = _closed_lines(text, first_line)
    for anchor in sorted(wanted.values(), key=_place, reverse=True):
        index = anchor.line - first_line
        if 0 <= index < len(lines) and anchor.line not in closed:
            lines[index] = _inserted(lines[index], anchor)
    return "\n".join(lines)


def anchor_element(id: str) -> str:
    """An empty element that links can lead to."""
    return f'<span id="{escape(id)}" class="ib-anchor"></span>'


def _place(anchor: Anchor) -> tuple[int, int]:
    return anchor.line, anchor.column


def _inserted(line: str, anchor: Anchor) -> str:
    before = line[: anchor.column - 1]
    opener = _OPENERS.search(before)
    cut = opener.start() if opener else len(before)
    return f"{line[:cut]}{anchor_element(anchor.id)}{line[cut:]}"


def _closed_lines(text: str, first_line: int) -> set[int]:
    blocks = (block for top in outline(text, first_line) for block in top.walk())
    return {line for block in blocks if block.kind in _OWN_LINES for line in _lines(block)}


def _lines(block: Block) -> range:
    return range(block.line, max(block.end, block.line + 1))
