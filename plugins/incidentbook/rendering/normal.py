"""CommonMark → the Markdown that makes Python-Markdown show the same.

Authors write what GitHub shows; MkDocs shows what Python-Markdown makes of it. Where the two read a text
differently, it is written so that both agree: a blank line before a list, table or fence that follows a
paragraph, four spaces of nesting where two suffice, `1.` for `1)`, a backslash before a `#` that begins
no heading, an end for a fence that has none, and Markdown inside `<details>`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from incidentbook.reading.blocks import Block
from incidentbook.reading.fences import missing_fence
from incidentbook.reading.outline import outline

_DEEPEST = 12
"""What is nested deeper than this becomes plain text of its container: Python-Markdown recurses over it."""

_INDENT = "    "
_QUOTE = re.compile(r" {0,3}> ?")
_MARKER = re.compile(r"( *)([-+*]|\d{1,9}[.)])( +(?=\S)|\s*$)")
_DEEPER = re.compile(r"\A(\d*)([-+*>.)])")
_ENCLOSING = re.compile(
    r"\s*<(details|div|section|article|aside|center)\b(?![^>]*\bmarkdown=)", re.IGNORECASE
)
_MARKED_SECTION = re.compile(r"<!\[(?!CDATA\[)", re.IGNORECASE)
"""The beginning of a marked section of SGML, at which Python's parser of HTML gives up, even in code."""

_FENCE = re.compile(r"~+")

_PLACEHOLDERS = {2: None, 3: None}
"""Control characters that Python-Markdown takes out, because it marks its own places with them."""

_ITEM_TEXT = frozenset({"list"})
"""What may follow an item's own words without a blank line, in both dialects."""


def normal(text: str) -> str:
    """Markdown `text` in a form that Python-Markdown shows as CommonMark means it."""
    text = _MARKED_SECTION.sub("<\u2060![", text.translate(_PLACEHOLDERS))
    lines = text.expandtabs(4).split("\n")
    plan = _Plan(len(lines))
    _survey(outline("\n".join(lines)), lines, plan)
    return "\n".join(_written(lines, plan))


def as_it_stands(text: str) -> str:
    """Markdown that shows `text` sign by sign, whatever it holds."""
    longest = max((len(run) for run in _FENCE.findall(text)), default=0)
    fence = "~" * max(3, longest + 1)
    body = _MARKED_SECTION.sub("<\u2060![", text.translate(_PLACEHOLDERS)).strip("\n")
    return f"{fence}text\n{body}\n{fence}\n"


@dataclass(slots=True)
class _Plan:
    """What is to be done with each line, by its number from 0."""

    size: int
    containers: list[list[Block]] = field(init=False)
    gaps: set[int] = field(default_factory=set)
    breaks: set[int] = field(default_factory=set)
    fixed: set[int] = field(default_factory=set)
    closings: dict[int, str] = field(default_factory=dict)
    enclosing: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.containers = [[] for _ in range(self.size)]

    def rows(self, block: Block) -> range:
        """The numbers of the block's lines."""
        return range(block.line - 1, min(max(block.end - 1, block.line), self.size))


def _survey(blocks: list[Block], lines: list[str], plan: _Plan) -> None:
    """Fill the plan from the outside in, then settle the lists from the inside out."""
    root = Block("document", 1, 1, plan.size + 1, children=blocks)
    lists: list[Block] = []
    waiting = [(root, 0)]
    while waiting:
        block, depth = waiting.pop()
        _note(block, lines, plan)
        if block.kind == "list":
            lists.append(block)
        inner = depth + (block.kind in {"item", "quote"})
        if inner > _DEEPEST:
            continue
        if inner > depth:
            for row in plan.rows(block):
                plan.containers[row].append(block)
        _space(block, lines, plan)
        waiting.extend((child, inner) for child in reversed(block.children))
    for block in reversed(lists):
        _loosen(block, lines, plan)


def _note(block: Block, lines: list[str], plan: _Plan) -> None:
    """Take down which lines a block owns word for word, and what it lacks."""
    if block.kind in {"code", "html", "heading", "table"}:
        plan.fixed.update(plan.rows(block))
    if block.kind == "code":
        ending = missing_fence(block, lines)
        if ending:
            plan.closings[plan.rows(block)[-1]] = ending
    if block.kind == "html" and _opens_only(block):
        plan.enclosing.add(block.line - 1)


def _opens_only(block: Block) -> bool:
    match = _ENCLOSING.match(block.source)
    return match is not None and f"</{match[1].lower()}" not in block.source.lower()


def _space(block: Block, lines: list[str], plan: _Plan) -> None:
    """Plan blank lines between the blocks inside `block`."""
    if block.kind == "list":
        return
    if block.kind == "item" and block.children and block.children[0].kind not in _ITEM_TEXT:
        first = block.children[0].line - 1
        if first > block.line - 1 and lines[first - 1].strip(" >"):
            plan.gaps.add(first)
    for before, after in pairwise(block.children):
        row = after.line - 1
        if lines[row - 1].strip(" >") and row > before.line - 1:
            plan.gaps.add(row)
        if block.kind == "document" and _would_merge(before, after):
            plan.breaks.add(row)


def _would_merge(before: Block, after: Block) -> bool:
    """Whether Python-Markdown would take two lists of different kinds for one."""
    return before.kind == after.kind == "list" and before.ordered != after.ordered


def _loosen(block: Block, lines: list[str], plan: _Plan) -> None:
    """Plan a blank line after each item that holds one: else the next would become part of it."""
    for before, after in pairwise(block.children):
        start, end = before.line - 1, after.line - 1
        inside = any(row in plan.gaps or not lines[row].strip(" >") for row in range(start + 1, end))
        if inside and end > start:
            plan.gaps.add(end)


def _written(lines: list[str], plan: _Plan) -> Iterator[str]:
    widths: dict[int, int] = {}
    for row, line in enumerate(lines):
        containers = plan.containers[row]
        prefix, rest = _unwrapped(line, row, containers, widths) if containers else ("", line)
        if len(containers) == _DEEPEST and row not in plan.fixed:
            rest = _DEEPER.sub(r"\1\\\2", rest.lstrip())
        if row in plan.breaks:
            yield from ("", "<!-- -->", "")
        elif row in plan.gaps:
            yield _margin(containers, row).rstrip()
        yield (prefix + _word_for_word(rest, row, plan)).rstrip("\n") if rest.strip() else prefix.rstrip()
        if row in plan.closings:
            yield _margin(containers, row) + plan.closings[row]


def _unwrapped(line: str, row: int, containers: list[Block], widths: dict[int, int]) -> tuple[str, str]:
    """The line's new beginning, and what remains of it inside its containers."""
    prefix, rest = "", line
    for container in containers:
        if container.kind == "quote":
            match = _QUOTE.match(rest)
            if match is None:
                return _margin(containers, row), rest.lstrip()
            prefix, rest = prefix + "> ", rest[match.end() :]
        elif container.line - 1 == row:
            marker, rest = _marked(rest, container, widths)
            prefix += marker
        else:
            width = widths.get(id(container), 0)
            if rest[:width].strip():
                return _margin(containers, row), rest.lstrip()
            prefix, rest = prefix + _INDENT, rest[width:]
    return prefix, rest


def _marked(rest: str, item: Block, widths: dict[int, int]) -> tuple[str, str]:
    """An item's marker as Python-Markdown knows it, and the item's first line."""
    match = _MARKER.match(rest)
    if match is None:
        return "", rest
    blank, sign, padding = match.groups()
    room = len(padding) if 1 <= len(padding) <= len(_INDENT) and rest[match.end() :] else 1
    widths[id(item)] = len(blank) + len(sign) + room
    return sign.replace(")", ".") + " ", rest[widths[id(item)] :]


def _margin(containers: list[Block], row: int) -> str:
    """What stands before a line of its own inside `containers`, those that begin in `row` left out."""
    inside = (container for container in containers if container.kind == "quote" or container.line - 1 < row)
    return "".join("> " if container.kind == "quote" else _INDENT for container in inside)


def _word_for_word(rest: str, row: int, plan: _Plan) -> str:
    if row in plan.enclosing:
        return re.sub(r"^(\s*<\w+)", r'\1 markdown="1"', rest)
    if row not in plan.fixed and rest.lstrip().startswith("#"):
        return rest.replace("#", "\\#", 1)
    return rest
