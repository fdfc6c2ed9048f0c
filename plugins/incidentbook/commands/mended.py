"""A document as the fixers would mend it."""

from collections.abc import Iterable, Mapping
from datetime import date

from incidentbook.checks import examine
from incidentbook.checks.fixes import FIXERS, Fixer, fix_all
from incidentbook.reading.files import decode
from incidentbook.reading.library import Source, read_document
from incidentbook.records import Finding, Policy, Postmortem, Runbook
from incidentbook.records.plain import dataclass


@dataclass(frozen=True, slots=True)
class Mended:
    """A document that can be mended: its text as it is and as it would be, and the findings this answers."""

    path: str
    before: str
    after: str
    done: tuple[Finding, ...]


def mended_document(
    source: Source,
    document: Postmortem | Runbook,
    findings: Iterable[Finding],
    policy: Policy,
    as_of: date,
    fixers: Mapping[str, Fixer] = FIXERS,
) -> Mended | None:
    """The document after the fixes; None where nothing changes, or where its file is not plain UTF-8 text.

    `document` is what was read from `source`.
    """
    try:
        before = source.data.decode("utf-8")
    except UnicodeDecodeError:
        return None
    _, problems = decode(source.data, source.path)
    if problems:
        return None

    def look(text: str) -> tuple[Postmortem | Runbook, tuple[Finding, ...]]:
        read = read_document(Source(source.path, source.kind, text.encode("utf-8")), policy)
        return read, examine(read, policy, as_of).findings

    fixed = fix_all(before, document, findings, look, fixers)
    return Mended(source.path, before, fixed.text, fixed.done) if fixed.done else None
