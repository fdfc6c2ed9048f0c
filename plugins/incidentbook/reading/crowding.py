"""Text that renderers of Markdown need hours for: hardly anybody writes it, and it must not hold up a site.

Python-Markdown takes a time that grows with the square of what it finds open in one paragraph, and of the
paragraph's length. Within these limits each paragraph takes well under a second; a document beyond them is
published as it stands, between fences, and `check` says so.
"""

import re
from collections.abc import Iterator, Sequence

from incidentbook.records import Location, Problem

from .blocks import Block
from .patterns import expression

MOST_OPEN = 100
"""Brackets or tags that may be open at the end of a paragraph, an item's words, a row or a block of HTML."""

LONGEST = 50_000
"""Characters of one of these."""

MOST_FENCES = 2000
"""Blocks of code in a document."""

_TAG = expression(r"<(/?)(?!(?:br|hr|img|input|wbr|col|area|source|track)\b)[a-z]", re.IGNORECASE)
_HINT = "close what is open, divide the text, or put it between fences (```)"


def may_be_crowded(text: str) -> bool:
    """Whether a closer look is needed, as it hardly ever is."""
    return (
        len(text) > LONGEST
        or text.count("[") - text.count("]") > MOST_OPEN
        or text.count("<") > MOST_OPEN
        or text.count("```") + text.count("~~~") > MOST_FENCES
    )


def read_crowding(text: str, blocks: Sequence[Block], path: str, body_line: int) -> tuple[Problem, ...]:
    """The first block of a document's body that is too crowded to be shown as Markdown, as a problem.

    `text` is the body, which begins in line `body_line` of its file; `blocks` are made of it.
    """
    if not may_be_crowded(text):
        return ()
    first = next(crowded(blocks, text.split("\n"), body_line), None)
    if first is None:
        return ()
    line, what = first
    message = f"{what} is more than a page can show as Markdown; the page shows the whole text as it stands"
    return (Problem(Location(path, line), "too-crowded", message, _HINT),)


def crowded(blocks: Sequence[Block], lines: Sequence[str], first_line: int) -> Iterator[tuple[int, str]]:
    """The lines in which blocks begin that are too crowded, with what is too much."""
    fences = 0
    for block in blocks:
        for one in block.walk():
            fences += one.kind == "code"
            if one.kind == "code" and fences == MOST_FENCES:
                yield one.line, f"a document with {MOST_FENCES:,} blocks of code"
            for start, end in _chunks(one):
                chunk = "\n".join(lines[start - first_line : end - first_line])
                if what := _too_much(chunk, is_html=one.kind == "html"):
                    yield start, what


def _chunks(block: Block) -> Iterator[tuple[int, int]]:
    """The lines, from the first to that after the last, that a renderer takes as one text."""
    if block.kind in {"paragraph", "heading", "html"}:
        yield block.line, max(block.end, block.line + 1)
    elif block.kind == "item":
        yield block.line, max(block.children[0].line if block.children else block.end, block.line + 1)
    else:
        yield from ((row.line, row.line + 1) for row in block.rows)


def _too_much(chunk: str, *, is_html: bool) -> str:
    """What a text has too much of; empty where it has not."""
    brackets = chunk.count("[") - chunk.count("]")
    if brackets > MOST_OPEN:
        return f"a text with {brackets:,} brackets `[` that nothing closes"
    tags = chunk.count("<") - chunk.count(">")
    if tags > MOST_OPEN:
        return f"a text with {tags:,} signs `<` that nothing closes"
    if is_html and (depth := _depth(chunk)) > MOST_OPEN:
        return f"HTML of {depth:,} elements within each other"
    if len(chunk) > LONGEST:
        return f"a paragraph of {len(chunk):,} characters"
    return ""


def _depth(html: str) -> int:
    """How many elements are open at once, at most."""
    depth = deepest = 0
    for tag in _TAG.finditer(html):
        depth += -1 if tag[1] else 1
        deepest = max(deepest, depth)
    return deepest
