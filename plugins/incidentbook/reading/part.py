"""A section with the blocks it was read from."""

import re

from incidentbook.records import Section
from incidentbook.records.plain import dataclass, replace

from .blocks import Block, Span
from .patterns import expression

_BRACKETED = expression(
    r"\W{0,3}(?:\[[^\[\]]{2,}\]|\{\{.*\}\}|<[^<>]{3,}>|TBD|TODO|\.\.\.|…)[\s.:]*\Z", re.IGNORECASE
)
_STYLED = frozenset({"emphasis"})


@dataclass(slots=True)
class Part:
    """A section, its heading (None for labels and untitled text), and all blocks below it.

    The blocks are flat: headings of sections within and their blocks are among them.
    """

    section: Section
    heading: Block | None
    blocks: list[Block]


def text_of(part: Part, known: dict[int, str] | None = None) -> Part:
    """The part with its section's text, words and template flag filled in from its blocks.

    `known` holds the words of blocks that parts above have asked for already, by their identity.
    """
    known = {} if known is None else known
    text = "\n".join(words for block in part.blocks if (words := _words(block, known)))
    section = replace(
        part.section,
        text=text,
        words=len(text.split()) + sum(1 for block in part.blocks if _is_picture(block)),
        is_template=is_template(part.blocks),
    )
    return Part(section, part.heading, part.blocks)


def _words(block: Block, known: dict[int, str]) -> str:
    if id(block) not in known:
        known[id(block)] = "" if _is_blank(block) else block.all_text().strip()
    return known[id(block)]


def _is_blank(block: Block) -> bool:
    """Whether the block is a table whose cells wait to be filled in: nothing stands below its headings."""
    body = block.rows[1:]
    return bool(body) and not any(cell.text.strip() for row in body for cell in row.cells)


def _is_picture(block: Block) -> bool:
    """Whether the block shows something without words (an image without text, an embedded frame)."""
    if block.kind == "html":
        return "<img" in block.source or "<iframe" in block.source or "<video" in block.source
    return any("image" in span.styles for span in block.spans)


def is_template(blocks: list[Block]) -> bool:
    """Whether there is text, and all of it is a template's: instructions in italics, `[placeholders]`."""
    found = False
    for block in blocks:
        if block.kind in {"html", "rule"}:
            continue
        for inner in block.walk():
            if inner.kind in {"list", "html", "rule"} or (inner.kind == "item" and not inner.text):
                continue
            if inner.kind not in {"paragraph", "item"} or not _is_instruction(inner):
                return False
            found = True
    return found


def _is_instruction(block: Block) -> bool:
    words = [span for span in block.spans if span.text.strip()]
    return bool(words) and (all(map(is_italic, words)) or _BRACKETED.match(block.text) is not None)


def is_italic(span: Span) -> bool:
    """Whether a run of text is in italics, and no link."""
    return "emphasis" in span.styles and not span.url
