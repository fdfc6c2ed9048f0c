"""The source lines of tables: their cells with their places, and whether their pipes are in line."""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from incidentbook.records import Location, Problem
from incidentbook.records.plain import dataclass

from .blocks import Block, Row, pipes
from .patterns import expression

_ALMOST_RULE = expression(r"(?=[^\n]*[-=—–_]{2})[|:=+*_\s—–-]+\Z")
_FRAMED = expression(r"\|.+\|\Z")
_FEWEST = 2
_DELIMITER = expression(r"\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*\Z")


@dataclass(frozen=True, slots=True)
class SourceCell:
    """A cell of one line: its source without the spaces around it, its column, and the spaces behind it."""

    source: str
    column: int
    room: int

    @property
    def text(self) -> str:
        """What the cell says, where it holds no markup."""
        return self.source


def cells_of(line: str) -> Sequence[SourceCell]:
    """The cells of a table's line, those before the first and behind the last pipe left out."""
    cuts = pipes(line)
    found = []
    for left, right in pairwise(cuts):
        piece = line[left + 1 : right]
        source = piece.strip()
        lead = len(piece) - len(piece.lstrip()) if source else 0
        found.append(SourceCell(source, left + 2 + lead, max(len(piece) - lead - len(source) - 1, 0)))
    return found


def is_delimiter(line: str) -> bool:
    """Whether a line is the rule below a table's heading."""
    return "-" in line and _DELIMITER.match(line) is not None


def columns_of(text: str) -> int:
    """How many columns of an editor a text takes: wide characters two, combining ones none."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(sign) else 2 if unicodedata.east_asian_width(sign) in "WF" else 1
        for sign in text
    )


def edges(line: str) -> tuple[int, ...]:
    """The columns in which an editor shows the pipes of a table's line."""
    cuts = pipes(line)
    return tuple(cuts) if line.isascii() else tuple(columns_of(line[:cut]) for cut in cuts)


def is_framed(rows: Sequence[str]) -> bool:
    """Whether all rows begin and end with a pipe and have as many cells."""
    bare = [row.strip() for row in rows]
    outer = all(row.startswith("|") and row.endswith("|") and len(row) > 1 for row in bare)
    return outer and len({len(pipes(row)) for row in rows}) == 1


def width_fault(row: Row, header: Row) -> str:
    """What is wrong with the number of a row's cells, or "".

    Cells too many that are empty do no harm, nor does a picture in a line of its own between the rows.
    """
    cells, wanted = len(row.cells), len(header.cells)
    if cells == 1 and all("image" in span.styles for span in row.cells[0].spans):
        return ""
    if cells == wanted or (cells > wanted and not any(cell.text.strip() for cell in row.cells[wanted:])):
        return ""
    headings = ", ".join(cell.text.strip() or "…" for cell in header.cells)
    number = "1 cell" if cells == 1 else f"{cells} cells"
    return f"the row has {number} below {wanted} heading{'' if wanted == 1 else 's'} ({headings})"


def report_unaligned(blocks: Iterable[Block], body: str, first_line: int, path: str) -> Iterator[Problem]:
    """A problem for each table at the margin that is framed by pipes, and in which they are not in line.

    `body` begins at `first_line`.
    """
    tables = [block for block in blocks if block.kind == "table" and block.column == 1 and block.rows]
    lines = body.split("\n") if tables else []
    for block in tables:
        rows = lines[block.line - first_line : block.rows[-1].line - first_line + 1]
        first = edges(rows[0])
        if any(edges(row) != first for row in rows) and is_framed(rows):
            message, hint = "the pipes of the table are not in line", "`incidentbook check --fix` aligns them"
            yield Problem(Location(path, block.line), "table-unaligned", message, hint)


def report_broken(blocks: Iterable[Block], body: str, first_line: int, path: str) -> Iterator[Problem]:
    """A problem “broken-table” for each table that is shown as text, since no good rule stands in it.

    The rule is the line of hyphens below the heading; it has a cell for each heading. `body` begins at
    `first_line`.
    """
    every = (inner for block in blocks for inner in block.walk())
    found = [block for block in every if block.kind in {"paragraph", "item"} and _has_pipe(block)]
    lines = body.split("\n") if found else []
    for block in found:
        end = min([block.end, *(child.line for child in block.children)])
        margin = block.spans[0].column - 1
        for number in range(block.line, end - 1):
            heading = lines[number - first_line][margin:].strip(" \t>")
            rule = lines[number + 1 - first_line].strip(" \t>")
            message = _table_fault(heading, rule)
            if message:
                hint = f"write `{'|---' * len(_bare_cells(heading))}|` below the heading"
                yield Problem(Location(path, number, block.column), "broken-table", message, hint)
                break


def _has_pipe(block: Block) -> bool:
    return any("|" in span.text for span in block.spans)


def _table_fault(heading: str, rule: str) -> str:
    """Why two lines do not begin a table although they look like it, or ""."""
    wanted, cells = len(_bare_cells(heading)), len(_bare_cells(rule))
    if wanted < _FEWEST or "|" not in rule or not any(map(str.isalnum, heading)):
        return ""
    if is_delimiter(rule):
        number = "1 cell" if cells == 1 else f"{cells} cells"
        fault = f"the rule of the table has {number} below {wanted} headings"
        return f"{fault}, so the table is shown as text" if cells != wanted else ""
    if _ALMOST_RULE.match(rule):
        return "the line below the table's heading is no rule, so the table is shown as text"
    if _FRAMED.match(heading) and _FRAMED.match(rule) and wanted == cells:
        return "no rule stands below the table's heading, so the table is shown as text"
    return ""


def _bare_cells(line: str) -> Sequence[str]:
    """The cells of a table's line with or without pipes around it."""
    cuts = [cut for cut in pipes(line) if 0 < cut < len(line) - 1]
    return [line[left:right] for left, right in pairwise([0, *cuts, len(line)])]
