"""Action items as a table for a terminal: two lines an item, or more where its words need them."""

from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath

from incidentbook.pages.models import ActionRow
from incidentbook.pages.words import clipped, joined
from incidentbook.reports.text import Paint
from incidentbook.reports.words import safe

from .action_groups import Group
from .columns import NARROWEST, columns, wrapped

__all__ = ["NARROWEST", "action_table", "columns", "wrapped"]

_GAP = "  "
_HEADS = ("Status", "Due", "Owner", "Prio")
_WIDEST = (16, 14, 14, 8)
_LONGEST_OWNERS = 60


def action_table(groups: Sequence[Group], paint: Paint, width: int = 80) -> str:
    """The rows as lines of at most `width` columns, each group below its heading."""
    width = max(width, NARROWEST)
    cells = [_cells(row) for group in groups for row in group.rows]
    sizes = [
        min(most, max(columns(text) for text in (head, *column)))
        for head, most, *column in zip(_HEADS, _WIDEST, *cells, strict=True)
    ]
    lines = [paint(f"{_GAP.join(map(_padded, _HEADS, sizes))}{_GAP}Action item", "dim")]
    for group in groups:
        if group.heading:
            lines += ["", f"{safe(group.heading)} ({len(group.rows):,})"]
        for row in group.rows:
            lines += _lines(row, sizes, paint, width)
    return "\n".join(lines)


def _cells(row: ActionRow) -> tuple[str, ...]:
    return (
        f"▲ {row.overdue_days:,} d late" if row.overdue else f"{row.status.shape} {row.status.text}".strip(),
        row.due.text if row.due else clipped(safe(row.due_text), _WIDEST[1]),
        clipped(safe(", ".join(owner.text for owner in row.owners)), _LONGEST_OWNERS) or "nobody",
        clipped(safe(row.priority), _WIDEST[3]),
    )


def _lines(row: ActionRow, sizes: Sequence[int], paint: Paint, width: int) -> Iterator[str]:
    """Status, due date, owner, priority and title beside each other, and below them the rest."""
    room = width - sum(sizes) - len(_GAP) * len(sizes)
    beside = [wrapped(cell, size) for cell, size in zip(_cells(row), sizes, strict=True)]
    beside.append(wrapped(safe(row.link.text), room))
    for number in range(max(map(len, beside))):
        *parts, title = (lines[number] if number < len(lines) else "" for lines in beside)
        left = _GAP.join(map(_padded, parts, sizes))
        yield f"{paint(left, 'error') if row.overdue and number == 0 else left}{_GAP}{title}".rstrip()
    yield from (paint(f"{_GAP}{line}", "dim") for line in wrapped(_about(row), width - len(_GAP)))


def _about(row: ActionRow) -> str:
    own_id = "" if PurePosixPath(row.source).stem.partition(".")[0] in row.id else row.id
    severity = row.severity.text if row.severity.key != "none" else ""
    done = f"{row.done_word} {row.done.text}" if row.done else ""
    ticket = row.ticket.text if row.ticket else ""
    in_time = (_written(row), row.slips, row.came_back, row.over_target)
    return joined(map(safe, (own_id, severity, row.type, ticket, done, row.note, *in_time, row.source)))


def _written(row: ActionRow) -> str:
    """When an unfinished item was first written, where Git was asked."""
    return f"written {row.opened.text}" if row.opened and row.opened_word == "written" else ""


def _padded(text: str, size: int) -> str:
    return text + " " * (size - columns(text))
