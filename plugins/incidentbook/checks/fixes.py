"""What `check --fix` mends: only what has one right answer, and nothing else in the file."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from incidentbook.records import Finding
from incidentbook.records.plain import dataclass

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
    """A document's text after the fixes, the findings that they mended, and those left for the next time."""

    text: str
    done: tuple[Finding, ...]
    waiting: tuple[Finding, ...] = ()


Look = Callable[[str], tuple[Document, Iterable[Finding]]]
"""Reads a document's text again, and finds what the rules of one document find in it."""


def fix_all(
    text: str,
    document: Document,
    findings: Iterable[Finding],
    look: Look,
    fixers: Mapping[str, Fixer] = FIXERS,
) -> Fixed:
    """Mend as `fix` does, and look again for what was left, so that a second run finds nothing to do.

    Nothing but the given findings is mended: a finding is known again by its rule and key, and only where
    there are as many of them as are left.
    """
    same = {finding: finding for finding in findings if finding.id in fixers}
    fixed = fix(text, document, same, fixers)
    done = list(fixed.done)
    while fixed.done and fixed.waiting:
        mended = set(fixed.done)
        left = [first for now, first in same.items() if now not in mended]
        document, found = look(fixed.text)
        same = dict(_found_again(left, found))
        fixed = fix(fixed.text, document, same, fixers)
        done += (same[finding] for finding in fixed.done)
    return Fixed(fixed.text, tuple(done), tuple(same[finding] for finding in fixed.waiting))


def _found_again(left: Sequence[Finding], now: Iterable[Finding]) -> Iterator[tuple[Finding, Finding]]:
    """Pairs of a finding of now and the one of `left` that it was, in the order of their places."""
    then = _by_key(left)
    for key, ones in _by_key(now).items():
        if len(ones) == len(then[key]):
            yield from zip(ones, then[key], strict=True)


def _by_key(findings: Iterable[Finding]) -> dict[tuple[str, str], list[Finding]]:
    found: dict[tuple[str, str], list[Finding]] = defaultdict(list)
    for finding in sorted(findings, key=lambda finding: finding.at):
        found[finding.id, finding.key].append(finding)
    return found


def fix(
    text: str, document: Document, findings: Iterable[Finding], fixers: Mapping[str, Fixer] = FIXERS
) -> Fixed:
    """Mend what can be mended safely of a document's findings; `text` is its file, decoded and nothing else.

    Findings whose edits touch those of an earlier one are left for the next time.
    """
    source = Text(text)
    lines = source.lines
    candidates = [finding for finding in findings if finding.id in fixers]
    groups = [tuple(fixers[finding.id](finding, document, lines)) for finding in candidates]
    mended, fits = source.applied(groups)
    every = list(zip(candidates, groups, fits, strict=True))
    return Fixed(
        mended,
        tuple(finding for finding, _, is_done in every if is_done),
        tuple(finding for finding, edits, is_done in every if edits and not is_done),
    )


def by_document(
    findings: Iterable[Finding], fixers: Mapping[str, Fixer] = FIXERS
) -> dict[str, list[Finding]]:
    """The findings that have a fixer, by the path of their document."""
    found: dict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        if finding.id in fixers:
            found[finding.at.path].append(finding)
    return dict(found)
