"""Fixers of the body: prompts in commands, status words in tables, tables in line, timelines in order."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from incidentbook.reading.action_words import is_bare_status
from incidentbook.reading.blocks import pipes
from incidentbook.reading.patterns import expression
from incidentbook.reading.tables import cells_of, columns_of, edges, is_delimiter, is_framed
from incidentbook.reading.zones import zone_info
from incidentbook.records import Finding, Moment, Postmortem

from .edits import Edit
from .registry import Document

if TYPE_CHECKING:
    from .fixes import Fixer

_PROMPT = expression(r"(?P<before>\s*(?:>\s?)*)(?P<prompt>[$%] +)(?=\S)")
_IN_LINE = expression(r"(?<=`)[$%] +(?=\S)")
_FENCE = expression(r"\s*(?:>\s?)*(?:```|~~~)")
_DATED = expression(r"\d{4}-\d{2}-\d{2}")
_BEGINNING = expression(r"\s*(?:[-*+] +|\|)")


def prompts(finding: Finding, _document: Document, lines: Sequence[str]) -> Iterator[Edit]:
    """The commands of a block, or the one between backticks, without prompts."""
    number = finding.at.line
    first = _PROMPT.match(lines[number - 1])
    if first is None:
        match = _IN_LINE.search(lines[number - 1], max(finding.at.column - 4, 0))
        if match:
            yield Edit(number, match.start() + 1, match.group(), "")
        return
    for line in lines[number - 1 :]:
        if _FENCE.match(line) or not (line.startswith(first["before"]) or not line.strip()):
            return
        match = _PROMPT.match(line)
        if match:
            yield Edit(number, match.end("before") + 1, match["prompt"], "")
        number += 1


def item_status(finding: Finding, document: Document, lines: Sequence[str]) -> Iterator[Edit]:
    """The status in an action item's row in its usual word; a table that was in line stays so."""
    items = document.action_items if isinstance(document, Postmortem) else ()
    item = next((item for item in items if item.at.line == finding.at.line), None)
    if item is None or item.form != "table" or not is_bare_status(item.status_text):
        return
    number = finding.at.line
    cells = cells_of(lines[number - 1])
    fitting = [index for index, cell in enumerate(cells) if cell.text == item.status_text]
    if len(fitting) != 1:
        return
    cell = cells[fitting[0]]
    room = columns_of(cell.text) + cell.room
    lacking = max(columns_of(item.status) - room, 0)
    word = item.status + " " * (room + lacking - columns_of(item.status))
    yield Edit(number, cell.column, cell.text + " " * cell.room, word)
    if lacking:
        yield from widened(lines, number, fitting[0], lacking)


def rows_around(lines: Sequence[str], number: int) -> tuple[int, int]:
    """The first and the last line of the table, written with outer pipes, around a line."""
    first = last = number
    while first > 1 and lines[first - 2].lstrip().startswith("|"):
        first -= 1
    while last < len(lines) and lines[last].lstrip().startswith("|"):
        last += 1
    return first, last


def widened(lines: Sequence[str], number: int, index: int, lacking: int) -> Iterator[Edit]:
    """Room for a longer word in a column of the other rows, where the table is in line."""
    first, last = rows_around(lines, number)
    rows = lines[first - 1 : last]
    if len(set(map(edges, rows))) != 1:
        return
    for other, row in enumerate(rows, first):
        if other != number:
            column = pipes(row)[index + 1] + 1
            if is_delimiter(row):
                column = row.rindex("-", 0, column) + 1
            yield Edit(other, column, "", ("-" if is_delimiter(row) else " ") * lacking)


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
    if not is_framed(rows):
        return None
    grid = [[cell.source for cell in cells_of(row)] for row in rows]
    widths = [
        max(3, *(columns_of(row[index]) for row in (grid[0], *grid[2:]))) for index in range(len(grid[0]))
    ]
    indent = indents.pop()
    lines = []
    for number, row in enumerate(grid):
        pairs = zip(row, widths, strict=True)
        cells = [_rule(cell, width) if number == 1 else _padded(cell, width) for cell, width in pairs]
        lines.append(f"{indent}| {' | '.join(cells)} |")
    return lines


def _padded(cell: str, width: int) -> str:
    return cell + " " * (width - columns_of(cell))


def _rule(cell: str, width: int) -> str:
    left, right = cell.startswith(":"), cell.endswith(":")
    return f"{':' if left else '-'}{'-' * (width - 2)}{':' if right else '-'}"


def timeline_order(_finding: Finding, document: Document, lines: Sequence[str]) -> Iterator[Edit]:
    """The events in the order of their times, where each is one row or item and its time is beyond doubt.

    That is where all give their date, or none does and all belong to one day.
    """
    entries = document.timeline if isinstance(document, Postmortem) else ()
    moments = [entry.moment for entry in entries if entry.moment is not None and not entry.moment.approximate]
    numbers = [entry.at.line for entry in entries]
    if not moments or len(moments) != len(entries) or any(one.precision == "day" for one in moments):
        return
    first, last = numbers[0], numbers[-1]
    if numbers != list(range(first, last + 1)) or not _is_certain(
        [one.time_text for one in entries], moments
    ):
        return
    rows = lines[first - 1 : last]
    begins = {match.group() if (match := _BEGINNING.match(row)) else "" for row in rows}
    follows = lines[last] if last < len(lines) else ""
    if len(begins) != 1 or begins == {""} or (follows.strip() and not follows.startswith("#")):
        return
    order = range(len(rows))
    if all(one.start >= other.start for one, other in pairwise(moments)):
        order = order[::-1]  # the newest stood first, also among those of one time
    sorted_rows = [rows[index] for index in sorted(order, key=lambda index: moments[index].start)]
    yield Edit(first, 1, "\n".join(rows), "\n".join(sorted_rows))


def _is_certain(times: Sequence[str], moments: Sequence[Moment]) -> bool:
    """Whether all times give their date, or none does and all are of one day."""
    dated = [_DATED.search(time) is not None for time in times]
    days = {one.start.astimezone(zone_info(one.zone)).date() for one in moments}
    return all(dated) or (not any(dated) and len(days) == 1)


FIXERS: Mapping[str, "Fixer"] = {
    "ACT115": item_status,
    "DOC115": table,
    "RUN110": prompts,
    "TML101": timeline_order,
}
"""The fixers by the id of their rule."""
