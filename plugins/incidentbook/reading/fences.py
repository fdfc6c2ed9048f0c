"""Code blocks and comments that nobody closed, and the sections that they hide."""

from collections.abc import Callable, Iterator, Sequence

from incidentbook.records import Location, Problem

from .blocks import Block
from .patterns import expression

_FENCE = expression(r" {0,3}(`{3,}|~{3,})")
_OPENING = expression(r"\s*(`{3,}(?=[^`\n]+$)|~{3,})[ \t]*\w")
_HEADING = expression(r" {0,3}#{1,6}[ \t]+(.+?)[ \t#]*$")
_COMMENT = "<!--"

Namer = Callable[[str], str]
"""What gives a heading's canonical name, or ""."""


def fence_of(block: Block, lines: Sequence[str], first_line: int = 1) -> str:
    """The fence that opens a block of code, or "" where it is indented; `lines` begin at `first_line`."""
    match = _FENCE.match(lines[block.line - first_line][block.column - 1 :]) if block.fenced else None
    return match[1] if match else ""


def missing_fence(block: Block, lines: Sequence[str], first_line: int = 1) -> str:
    """The closing fence that a block of code lacks, or ""."""
    fence = fence_of(block, lines, first_line)
    last = lines[min(block.end - 1 - first_line, len(lines) - 1)].strip(" \t>")
    is_closed = block.end - block.line > 1 and len(last) >= len(fence) and not last.strip(fence[:1])
    return "" if not fence or is_closed else fence


def report_open_blocks(
    blocks: Sequence[Block], body: str, first_line: int, path: str, named: Namer
) -> Iterator[Problem]:
    """A problem “unclosed-block” for each code block and comment that ends where nobody meant it to.

    That is one without an end, and one that holds the beginning of the next. Where the last fence has no
    partner, an earlier block that holds sections is the one to close. `body` begins at `first_line`.
    """
    found = [block for block in _every(blocks) if block.fenced]
    lines = body.split("\n") if found else []
    unclosed = {block.line: None for block in found if missing_fence(block, lines, first_line)}
    last = next(iter(unclosed), 0)
    earlier = _earlier(found, last, named)
    for index, block in enumerate(found):
        fence = fence_of(block, lines, first_line)
        inner = _inner_opening(block, fence)
        if block.line == earlier:
            fault, hiding = "is not closed before a heading", found[index:]
        elif block.line in unclosed and not (earlier and block.line == last):
            fault, hiding = "is never closed", [block]
        elif inner:
            fault, hiding = f"is not closed before the next one opens in line {inner}", [block]
        else:
            continue
        hides = tuple(dict.fromkeys(name for other in hiding for name in _hidden(other, named)))
        yield _open_code(block, fence, fault, hides, path)
    yield from _open_comments(blocks, path, named)


def _earlier(found: Sequence[Block], line: int, named: Namer) -> int:
    """The line of the first block before the unclosed one at `line` that holds sections, or 0."""
    before = (block for block in found if block.line < line and "\n##" in f"\n{block.source}")
    return next((block.line for block in before if _hidden(block, named)), 0)


def _every(blocks: Sequence[Block]) -> Iterator[Block]:
    return (inner for block in blocks for inner in block.walk())


def _hidden(block: Block, named: Namer) -> tuple[str, ...]:
    """The names of the sections whose headings stand in a block's source."""
    headings = (_HEADING.match(line) for line in block.source.split("\n") if "#" in line)
    return tuple(name for heading in headings if heading and (name := named(heading[1])))


def _inner_opening(block: Block, fence: str) -> int:
    """The line of a block in which another one is opened with the same fence, or 0."""
    if not fence or fence not in block.source:
        return 0
    for number, line in enumerate(block.source.split("\n"), start=block.line + 1):
        match = _OPENING.match(line)
        if match and match[1] == fence:
            return number
    return 0


def _open_code(block: Block, fence: str, fault: str, hides: tuple[str, ...], path: str) -> Problem:
    message = f"the code block {fault}; everything down to line {block.end - 1} is shown as code"
    hint = f"write its fence, {fence}, again below the last line of the code, alone on a line"
    return Problem(Location(path, block.line, block.column), "unclosed-block", message, hint, hides=hides)


def _open_comments(blocks: Sequence[Block], path: str, named: Namer) -> Iterator[Problem]:
    for block in _every(blocks):
        source = block.source if block.kind == "html" else ""
        if source.lstrip().startswith(_COMMENT) and "-->" not in source:
            message = f"the comment is not closed; nothing down to line {block.end - 1} is shown"
            at = Location(path, block.line, block.column)
            yield Problem(
                at,
                "unclosed-block",
                message,
                "write `-->` where the comment ends",
                hides=_hidden(block, named),
            )
