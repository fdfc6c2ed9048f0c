"""What `check --fix` mends: only what has one right answer, and nothing else in the file."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from incidentbook.records import Finding

from . import fixers_of_data, fixers_of_ids, fixers_of_text
from .edits import Edit, Text
from .registry import Document

Fixer = Callable[[Finding, Document, Sequence[str]], Iterable[Edit]]
"""Gives the edits that mend a finding in a document of these lines; none where that is not safe."""

FIXERS: Mapping[str, Fixer] = {
    **fixers_of_data.FIXERS,
    **fixers_of_ids.FIXERS,
    **fixers_of_text.FIXERS,
}
"""The fixers by the id of their rule."""

FIXABLE = frozenset(FIXERS)
"""The rules of which findings can be mended."""


@dataclass(frozen=True, slots=True)
class Fixed:
    """A document's text after the fixes, and the findings that they mended."""

    text: str
    done: tuple[Finding, ...]


def fix(text: str, document: Document, findings: Iterable[Finding]) -> Fixed:
    """Mend what can be mended safely of a document's findings; `text` is its file, decoded and nothing else.

    Findings whose edits touch those of an earlier one are left for the next time.
    """
    source = Text(text)
    lines = source.lines
    candidates = [finding for finding in findings if finding.id in FIXABLE]
    groups = [tuple(FIXERS[finding.id](finding, document, lines)) for finding in candidates]
    mended, fits = source.applied(groups)
    return Fixed(mended, tuple(finding for finding, fit in zip(candidates, fits, strict=True) if fit))


def by_document(findings: Iterable[Finding]) -> dict[str, list[Finding]]:
    """The findings that have a fixer, by the path of their document."""
    found: dict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        if finding.id in FIXABLE:
            found[finding.at.path].append(finding)
    return dict(found)
