"""The fixer of missing ids: the next number of the pattern that the other rows follow."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from incidentbook.reading.action_words import column_of
from incidentbook.reading.blocks import pipes
from incidentbook.reading.tables import cells_of, is_delimiter, is_framed
from incidentbook.records import Finding, Postmortem

from .action_ids import numbering_of
from .edits import Edit
from .fixers_of_text import rows_around, widened
from .registry import Document

if TYPE_CHECKING:
    from .fixes import Fixer


def next_id(finding: Finding, document: Document, lines: Sequence[str]) -> Iterator[Edit]:
    """The next id in the empty cell of an action item's row; a table that was in line stays so."""
    number = finding.at.line
    first, last = rows_around(lines, number)
    rows = lines[first - 1 : last]
    if not isinstance(document, Postmortem) or not is_framed(rows) or not any(map(is_delimiter, rows[1:2])):
        return
    columns = [index for index, cell in enumerate(cells_of(rows[0])) if column_of(cell.text)[0] == "id"]
    if len(columns) != 1:
        return
    ids = {line: cells_of(row)[columns[0]].source for line, row in enumerate(rows[2:], first + 2)}
    numbering = numbering_of([text for text in ids.values() if text])
    if numbering is None or ids.get(number, "-"):
        return
    items = {item.at.line for item in document.action_items}
    steps = sum(1 for line, text in ids.items() if not text and line in items and line <= number)
    word = numbering.next(steps)
    if not any(item.id == f"{document.id}/{word}" for item in document.action_items):
        yield from _entered(lines, number, columns[0], word)


def _entered(lines: Sequence[str], number: int, index: int, word: str) -> Iterator[Edit]:
    """The word in an empty cell, with a space on either side, and room for it in the other rows."""
    left, right = pipes(lines[number - 1])[index : index + 2]
    room = right - left - 1
    yield Edit(number, left + 2, lines[number - 1][left + 1 : right], f" {word} ".ljust(room))
    if lacking := max(len(word) + 2 - room, 0):
        yield from widened(lines, number, index, lacking)


FIXERS: Mapping[str, "Fixer"] = {"ACT116": next_id}
"""The fixers by the id of their rule."""
