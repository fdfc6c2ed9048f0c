"""The line that a finding is about, with a mark below what is meant."""

import unicodedata

from incidentbook.records import Finding

from .words import safe

_TAB = "    "
_LEAST = 24


def excerpt(finding: Finding, line: str, width: int) -> tuple[str, str] | None:
    """The line and the mark below it, at most `width` columns wide; None where there is nothing to see."""
    start = finding.at.column - 1
    if not line.strip() or start >= len(line) or (finding.at.line == 1 and start == 0 and not finding.length):
        return None
    width = max(width, _LEAST)
    shown = [_TAB if sign == "\t" else safe(sign) for sign in line]
    sizes = [_columns(piece) for piece in shown]
    first, last = _window(sizes, start, width)
    before = "…" if first else ""
    after = "…" if last < len(shown) else ""
    indent = len(before) + sum(sizes[first:start])
    meant = sum(sizes[start : min(start + finding.length, last)])
    return f"{before}{''.join(shown[first:last])}{after}".rstrip(), " " * indent + "^" * max(meant, 1)


def _columns(piece: str) -> int:
    return sum(
        0 if unicodedata.combining(sign) else 2 if unicodedata.east_asian_width(sign) in "WF" else 1
        for sign in piece
    )


def _window(sizes: list[int], start: int, width: int) -> tuple[int, int]:
    """The characters to show: from the beginning where the mark then fits, else from a little before it."""
    room = width - 2
    first = 0 if sum(sizes[:start]) < room * 2 // 3 else _back(sizes, start, room // 3)
    last, taken = first, 0
    while last < len(sizes) and taken + sizes[last] <= room:
        taken += sizes[last]
        last += 1
    return first, max(last, start + 1)


def _back(sizes: list[int], start: int, room: int) -> int:
    first = start
    while first and sum(sizes[first - 1 : start]) <= room:
        first -= 1
    return first
