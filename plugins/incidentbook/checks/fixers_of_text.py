"""Fixers of the body: prompts in commands, status words in tables, tables in line, timelines in order."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from incidentbook.reading.tables import cells_of, is_delimiter
from incidentbook.records import Finding, Postmortem

from .edits import Edit
from .registry import Document

if TYPE_CHECKING:
    from .fixes import Fixer

_PROMPT = re.compile(r"(?P<before>\s*(?:>\s?)*)(?P<prompt>[$%] +)(?=\S)")
_IN_LINE = re.compile(r"(?<=`)[$%] +(?=\S)")
_FENCE = re.compile(r"\s*(?:>\s?)*(?:```|~~~)")
_DATED = re.compile(r"\d{4}-\d{2}-\d{2}")


def prompts(finding: Finding, _document: Document, lines: Sequence[str]) -> Iterator[Edit]:
    """The commands of a block, or the one between backticks, without prompts."""
    number = finding.at.line
    if not _PROMPT.match(lines[number - 1]):
        match = _IN_LINE.search(lines[number - 1], max(finding.at.column - 4, 0))
        if match:
            yield Edit(number, match.start() + 1, match.group(), "")
        return
    while number <= len(lines) and not _FENCE.match(lines[number - 1]):
        match = _PROMPT.match(lines[number - 1])
        if match:
            yield Edit(number, match.end("before") + 1, match["prompt"], "")
        number += 1


def item_status(finding: Finding, document: Document, lines: Sequence[str]) -> Iterator[Edit]:
    """The status in an action item's row in its usual word; a table that was in line stays so."""
    items = document.action_items if isinstance(document, Postmortem) else ()
    item = next((item for item in items if item.at.line == finding.at.line), None)
    if item is None or item.form != "table" or not item.status_text:
        return
    line = lines[finding.at.line - 1]
    fitting = [cell for cell in cells_of(line) if cell.text == item.status_text]
    if len(fitting) != 1:
        return
    cell = fitting[0]
    room = len(item.status_text) + cell.room
    word = item.status.ljust(room) if len(item.status) <= room else item.status
    yield Edit(finding.at.line, cell.column, item.status_text + " " * cell.room, word)


def table(finding: Finding, _document: Document, lines: Sequence[str]) -> Iterator[Edit]:
    """A table with its pipes in line."""
    first = last = finding.at.line
    while last < len(lines) and lines[last].lstrip().startswith("|"):
        last += 1
    rows = lines[first - 1 : last]
    aligned = aligned_table(rows)
    if aligned is not None:
        yield Edit(first, 1, "\n".join(rows), "\n".join(aligned))


def aligned_table(rows: Sequence[str]) -> list[str] | None:
    """The lines of a table with cells of equal width; None where they do not make an even table."""
    indents = {row[: len(row) - len(row.lstrip())] for row in rows}
    if len(rows) < 2 or len(indents) != 1 or not is_delimiter(rows[1]):  # noqa: PLR2004 - heading and delimiter
        return None
    grid = [[cell.source for cell in cells_of(row)] for row in rows]
    if len({len(row) for row in grid}) != 1 or not all(row.rstrip().endswith("|") for row in rows):
        return None
    widths = [
        max(3, *(_columns(row[index]) for row in (grid[0], *grid[2:]))) for index in range(len(grid[0]))
    ]
    indent = indents.pop()
    lines = []
    for number, row in enumerate(grid):
        pairs = zip(row, widths, strict=True)
        cells = [_rule(cell, width) if number == 1 else _padded(cell, width) for cell, width in pairs]
        lines.append(f"{indent}| {' | '.join(cells)} |")
    return lines


def _padded(cell: str, width: int) -> str:
    return cell + " " * (width - _columns(cell))


def _rule(cell: str, width: int) -> str:
    left, right = cell.startswith(":"), cell.endswith(":")
    return f"{':' if left else '-'}{'-' * (width - 2)}{':' if right else '-'}"


def _columns(text: str) -> int:
    return sum(
        0 if unicodedata.combining(sign) else 2 if unicodedata.east_asian_width(sign) in "WF" else 1
        for sign in text
    )


def timeline_order(_finding: Finding, document: Document, lines: Sequence[str]) -> Iterator[Edit]:
    """The events in the order of their times, where each stands on a line of its own with its full date."""
    entries = document.timeline if isinstance(document, Postmortem) else ()
    numbers = [entry.at.line for entry in entries]
    moments = [entry.moment for entry in entries]
    if not numbers or numbers != list(range(numbers[0], numbers[0] + len(numbers))):
        return
    rows = list(lines[numbers[0] - 1 : numbers[-1]])
    starts = [moment.start for moment in moments if moment is not None and not moment.approximate]
    if len(starts) != len(rows) or not all(_DATED.search(row) for row in rows):
        return
    following = lines[numbers[-1]] if numbers[-1] < len(lines) else ""
    if following.startswith((" ", "\t")) and following.strip():
        return  # something belongs to the last event
    order = sorted(range(len(rows)), key=lambda index: starts[index])
    yield Edit(numbers[0], 1, "\n".join(rows), "\n".join(rows[index] for index in order))


FIXERS: Mapping[str, "Fixer"] = {
    "ACT115": item_status,
    "DOC115": table,
    "RUN110": prompts,
    "TML101": timeline_order,
}
"""The fixers by the id of their rule."""
