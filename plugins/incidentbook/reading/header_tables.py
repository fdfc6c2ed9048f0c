"""Tables of facts: two columns of name and value, or a heading of names over one row of values."""

import re
from collections.abc import Iterator

from .blocks import Block, Cell, Row, inline, plain
from .fields import lookup_label, role
from .header_lines import Stated, statement
from .patterns import expression

_LINE_BREAK = expression(r"<br\s*/?>", re.IGNORECASE)
_TWO = 2


def stated_in_table(block: Block, kind: str) -> list[Stated]:
    """What a table of facts states; nothing where it is another table."""
    found = list(_upright(block.rows, kind)) or list(_lying(block.rows, kind))
    known = sum(stated.is_known for stated in found)
    return found if known >= _TWO or (known and known == len(found)) else []


def _upright(rows: list[Row], kind: str) -> Iterator[Stated]:
    """Rows of name and value; the heading is one of them, unless it says only that ("Field | Value")."""
    if any(len(row.cells) > _TWO for row in rows):
        return
    pairs = [row for row in rows if len(row.cells) == _TWO]
    named = [row for row in pairs if _is_name(row.cells[0], kind)]
    if len(named) * _TWO < len(pairs) - 1:
        return
    for number, row in enumerate(pairs):
        label, value = row.cells
        if number == 0 and not _is_name(label, kind):
            continue
        stated = statement(label.text, _value(value), value.line, value.column, kind)
        if stated is not None:
            yield stated


def _lying(rows: list[Row], kind: str) -> Iterator[Stated]:
    if len(rows) != _TWO or len(rows[0].cells) < _TWO:
        return
    for label, value in zip(rows[0].cells, rows[1].cells, strict=False):
        stated = statement(label.text, _value(value), value.line, value.column, kind)
        if stated is not None:
            yield stated


def _is_name(cell: Cell, kind: str) -> bool:
    label = cell.text.strip(": ")
    return bool(label) and (lookup_label(kind, label) is not None or role(label) != "")


def _value(cell: Cell) -> str:
    source = _LINE_BREAK.sub(", ", cell.source)
    return plain(inline(source)) if source != cell.source else cell.text
