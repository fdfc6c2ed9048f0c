"""Comments that ask a check to be silent → waivers: `incidentbook: allow RULE until DAY because REASON`.

A comment covers its line and the next block, or the whole section where that is a heading; in a table's
row, that row; before the document's first words or in the front matter, the whole file.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice, takewhile

from incidentbook.records import Location, Waiver
from incidentbook.records.waiver import WHOLE_FILE

from .blocks import Block
from .date_faults import day_fault
from .dates import read_date
from .patterns import expression

_SIGN = "incidentbook:"
_COMMENT = expression(r"<!--\s*incidentbook:\s*(.*?)\s*-->", re.DOTALL | re.IGNORECASE)
_YAML_COMMENT = expression(r"(?:^|\s)#\s*incidentbook:\s*(.*)", re.IGNORECASE)
_ALLOW = expression(
    r"(?:allow|ignore|disable)\s+(?P<rules>[\w, -]+?)(?:\s+until\s+(?P<until>\S+))?"
    r"(?:[\s,;:]+(?:because|since|as)\b:?\s*(?P<reason>.*))?\Z",
    re.IGNORECASE | re.DOTALL,
)
_BECAUSE = expression(r"[\s,;:]+(?:because|since|as)\b:?\s*\Z", re.IGNORECASE)
_NO_RULE = expression(r"(?:because|since|as|until)\b", re.IGNORECASE)
_OTHER_WORDS = frozenset({"internal", "public", "end"})
_HINT = "write it as `allow RULE because REASON`, or `allow RULE until 2026-03-01 because REASON`"


def read_waivers(text: str, blocks: Sequence[Block], path: str, body_line: int) -> tuple[Waiver, ...]:
    """The waivers of a Markdown document, in order; `body_line` is the first line below the front matter."""
    if _SIGN not in text.lower():
        return ()
    front = text.split("\n")[: body_line - 1]
    found = [*_of_yaml(front, path), *_of_blocks(blocks, path)]
    return tuple(sorted(found, key=lambda waiver: waiver.at))


def read_yaml_waivers(text: str, path: str) -> tuple[Waiver, ...]:
    """The waivers of a YAML document: comments above its first key are for the file."""
    return tuple(_of_yaml(text.split("\n"), path)) if _SIGN in text.lower() else ()


def _of_yaml(lines: Sequence[str], path: str) -> Iterator[Waiver]:
    for number, line in enumerate(lines, 1):
        match = _YAML_COMMENT.search(line)
        if match:
            alone = not line[: match.start()].strip()
            at = Location(path, number, line.index("#", match.start()) + 1)
            yield from _waiver(match[1], at, (1, WHOLE_FILE) if alone else (number, number))


def _of_blocks(blocks: Sequence[Block], path: str) -> Iterator[Waiver]:
    begun = False
    waiting: list[tuple[_Siblings, int]] = [(_Siblings(blocks), 0)]
    while waiting:
        siblings, index = waiting.pop()
        if index >= len(siblings.blocks):
            continue
        waiting.append((siblings, index + 1))
        block = siblings.blocks[index]
        if block.kind == "html":
            if _SIGN in block.source.lower():
                end = max(siblings.end_of_next(index), block.end)
                reach = (block.line, end - 1) if begun else (1, WHOLE_FILE)
                yield from _in(block.source, path, block.line, block.column, reach)
            begun = begun or bool(_COMMENT.sub("", block.source).strip())
        else:
            begun = True
            yield from _within(siblings, index, path)
            waiting.append((_Siblings(block.children), 0))


class _Siblings:
    """Blocks that stand one below the other; where the next block ends is worked out once for each."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        self.blocks = blocks
        self._ends: dict[int, int] = {}
        self._passed = 0
        """Up to here all blocks from some waiver on are waivers."""

    def end_of_next(self, index: int) -> int:
        """The line after the next block, or after the next section where a heading begins it.

        Further waivers in between are passed over, so that several may stand one below the other.
        """
        start = index
        if self.blocks[index].kind != "heading":
            start = max(index + 1, self._passed)
            while start < len(self.blocks) and _is_waiver(self.blocks[start]):
                start += 1
            self._passed = start
        if start >= len(self.blocks):
            return self.blocks[index].end
        if start not in self._ends:
            self._ends[start] = self._end(start)
        return self._ends[start]

    def _end(self, start: int) -> int:
        """The line after a block, or after the section that it begins."""
        first = self.blocks[start]
        if first.kind != "heading":
            return first.end
        inside = takewhile(
            lambda one: one.kind != "heading" or one.level > first.level, islice(self.blocks, start + 1, None)
        )
        return max((one.end for one in inside), default=first.end)


def _is_waiver(block: Block) -> bool:
    return (
        block.kind == "html" and _SIGN in block.source.lower() and not _COMMENT.sub("", block.source).strip()
    )


def _within(siblings: _Siblings, index: int, path: str) -> Iterator[Waiver]:
    """The waivers that stand in a block's own words or cells; one in a heading covers its section."""
    block = siblings.blocks[index]
    for span in block.spans:
        if "html" in span.styles and _SIGN in span.text.lower():
            end = siblings.end_of_next(index) if block.kind == "heading" else block.end
            last = max(block.end, end) - 1
            yield from _in(span.text, path, span.line, span.column, (block.line, last))
    for row in block.rows:
        for cell in row.cells:
            if _SIGN in cell.source.lower():
                yield from _in(cell.source, path, cell.line, cell.column, (row.line, row.line))


def _in(source: str, path: str, line: int, column: int, reach: tuple[int, int]) -> Iterator[Waiver]:
    lines = seen = line_start = 0
    for match in _COMMENT.finditer(source):
        lines += source.count("\n", seen, match.start())
        line_start = max(line_start, source.rfind("\n", seen, match.start()) + 1)
        seen = match.start()
        indent = seen - line_start
        at = Location(path, line + lines, indent + 1 if lines else column + indent)
        yield from _waiver(match[1], at, reach)


def _waiver(words: str, at: Location, reach: tuple[int, int]) -> Iterable[Waiver]:
    words = " ".join(words.split())
    first = words.split(" ", maxsplit=1)[0].lower() if words else ""
    if first in _OTHER_WORDS:
        return ()
    match = _ALLOW.match(words)
    if match is None or _NO_RULE.match(match["rules"]):
        return (Waiver(at, (), *reach, fault=f"“{words}” is not understood", remedy=_HINT),)
    rules = tuple(word for word in re.split(r"[,\s]+|\band\b", match["rules"]) if word)
    until = read_date(match["until"]) if match["until"] else None
    reason = (match["reason"] or "").strip()
    bare = words[: match.start("reason")] if match["reason"] is not None else words
    bare = _BECAUSE.sub("", bare).rstrip(" ,;:")
    fault = remedy = ""
    if match["until"] and until is None:
        why = day_fault(match["until"])
        fault = f"“{match['until']}” {why.wrong if why else 'is no date'}"
        remedy = (why.remedy() if why else "") or "write the last day as `until 2026-03-01`"
        remedy = f"{remedy}, or leave `until …` out: the last day is optional"
    elif not reason:
        fault, remedy = "it gives no reason", f"add one: `{bare} because …`"
    return (Waiver(at, rules, *reach, until, reason, fault, remedy),)
