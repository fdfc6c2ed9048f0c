"""The source lines of tables: their cells with their places, and whether their pipes are in line."""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from incidentbook.records import Location, Problem
from incidentbook.records.plain import dataclass

from .blocks import Block, pipes
from .patterns import expression

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
    return tuple(columns_of(line[:cut]) for cut in pipes(line))


def is_framed(rows: Sequence[str]) -> bool:
    """Whether all rows begin and end with a pipe and have as many cells."""
    bare = [row.strip() for row in rows]
    outer = all(row.startswith("|") and row.endswith("|") and len(row) > 1 for row in bare)
    return outer and len({len(pipes(row)) for row in rows}) == 1


def report_unaligned(blocks: Iterable[Block], body: str, first_line: int, path: str) -> Iterator[Problem]:
    """A problem for each table at the margin that is framed by pipes, and in which they are not in line.

    `body` begins at `first_line`.
    """
    tables = [block for block in blocks if block.kind == "table" and block.column == 1 and block.rows]
    lines = body.split("\n") if tables else []
    for block in tables:
        rows = lines[block.line - first_line : block.rows[-1].line - first_line + 1]
        if len(set(map(edges, rows))) > 1 and is_framed(rows):
            message, hint = "the pipes of the table are not in line", "`incidentbook check --fix` aligns them"
            yield Problem(Location(path, block.line), "table-unaligned", message, hint)
