"""What is kept of each file between two runs, as plain data that is read and written in no time."""

import os
from collections.abc import Iterable
from datetime import date

from incidentbook.records import Finding, Location, Waiver
from incidentbook.records.plain import dataclass

Signature = tuple[int, ...]
"""Size, times of the last change of contents and of the entry (nanoseconds), and number of a file."""

BY_PATH: Signature = ()
"""Stands for the signature of a file whose contents do not matter."""

STRAY = b"?"
"""Stands for the contents of a file that may be a document but for its name."""

PlaceRow = tuple[str, int, int]
"""A place as plain data: its path ("" for its own document's), line and column."""

FindingRow = tuple[PlaceRow, str, str, str, str, str, str, int, PlaceRow | None]
"""A finding as plain data: its place, the other fields, and the second place that it is about, if any."""

WaiverRow = tuple[int, int, tuple[str, ...], int, int, int, str, str]
"""A waiver as plain data: its line and column, then the other fields, `until` as an ordinal or 0."""

_SETTLED = 2_000_000_000
"""Nanoseconds after which a change can no longer hide behind the same times: those of the coarsest disks."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A file as it was last read.

    `kind` is "postmortem", "runbook", "alert-rules", "rota", or "" for anything else.

    `signature` is None where the file was so new that a later change could look the same, and BY_PATH where
    its path says that it is no document. `content` is a
    digest of its bytes, `digest` one of what other documents' rules may know of it. `findings` are those of
    the rules of one document on the day `as_of` (an ordinal); `fixable` are the numbers of those that have
    a fixer, and `mended` of those that it mends. Findings and waivers are plain data.
    """

    signature: Signature | None
    kind: str
    content: bytes = b""
    digest: bytes = b""
    as_of: int = 0
    findings: tuple[FindingRow, ...] = ()
    waivers: tuple[WaiverRow, ...] = ()
    fixable: tuple[int, ...] = ()
    mended: tuple[int, ...] = ()

    def plain(self) -> tuple[object, ...]:
        """As plain data, for `Kept(*plain)`."""
        return (
            *(self.signature, self.kind, self.content, self.digest, self.as_of),
            *(self.findings, self.waivers, self.fixable, self.mended),
        )


def signature(stat: os.stat_result) -> Signature:
    """What of a file changes whenever its contents do, once it is `settled`."""
    return stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns, stat.st_ino


def settled(seen: Signature, now: int) -> Signature | None:
    """The signature, or None where the file was changed so shortly before `now` that it may change unseen."""
    return seen if now - max(seen[1], seen[2]) > _SETTLED else None


def plain_findings(findings: Iterable[Finding], path: str) -> tuple[FindingRow, ...]:
    """Findings as plain data; the path of their own document is left out."""
    return tuple(
        (
            _plain_place(one.at, path),
            *(one.message, one.hint, one.id, one.name, one.level, one.key, one.length),
            _plain_place(one.other, path) if one.other else None,
        )
        for one in findings
    )


def findings_of(rows: Iterable[FindingRow], path: str) -> tuple[Finding, ...]:
    """The findings in plain data."""
    return tuple(_finding(row, path) for row in rows)


def _finding(row: FindingRow, path: str) -> Finding:
    at, message, hint, id_, name, level, key, length, other = row
    second = _place(other, path) if other else None
    return Finding(_place(at, path), message, hint, id_, name, level, key, length, second)


def _plain_place(at: Location, path: str) -> PlaceRow:
    return "" if at.path == path else at.path, at.line, at.column


def _place(row: PlaceRow, path: str) -> Location:
    return Location(row[0] or path, row[1], row[2])


def plain_waivers(waivers: Iterable[Waiver]) -> tuple[WaiverRow, ...]:
    """Waivers as plain data."""
    return tuple(
        (
            *(one.at.line, one.at.column, one.rules, one.first, one.last),
            *(one.until.toordinal() if one.until else 0, one.reason, one.fault),
        )
        for one in waivers
    )


def waivers_of(plain: Iterable[WaiverRow], path: str) -> tuple[Waiver, ...]:
    """The waivers in plain data."""
    return tuple(
        Waiver(
            Location(path, line, column),
            rules,
            first,
            last,
            date.fromordinal(until) if until else None,
            *rest,
        )
        for line, column, rules, first, last, until, *rest in plain
    )
