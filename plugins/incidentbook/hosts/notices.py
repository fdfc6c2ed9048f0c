"""What the checks found, said in the log of a build."""

import logging
from collections import Counter
from collections.abc import Iterable

from incidentbook.checks import reaches
from incidentbook.records import Finding
from incidentbook.stopwatch import Lap, lines_of

from .book import Book

LOGGER = logging.getLogger("mkdocs.plugins.incidentbook")
"""A warning here fails a strict build, under MkDocs and its forks alike."""

_MOST_MINOR = 20
_CONTROLS = {
    **{code: f"\\x{code:02x}" for code in (*range(32), *range(127, 160))},
    **{code: f"\\u{code:04x}" for code in (*range(0x2028, 0x202F), *range(0x2066, 0x206A))},
}


def report(book: Book) -> None:
    """Log what reaches the policy's `fail_on` as warnings, the rest as information, and where to relax it."""
    limit = book.ground.policy.fail_on
    grave = [finding for finding in book.outcome.findings if reaches(finding.level, limit)]
    minor = [finding for finding in book.outcome.findings if not reaches(finding.level, limit)]
    for finding in grave:
        LOGGER.warning(line(finding))
    for finding in minor[:_MOST_MINOR]:
        LOGGER.info(line(finding))
    if minor[_MOST_MINOR:]:
        more = len(minor) - _MOST_MINOR
        LOGGER.info("… and %s below “%s”; `incidentbook check` lists them all", _count(more), limit)
    if grave:
        LOGGER.warning(_closing(book, grave))


def report_times(laps: Iterable[Lap]) -> None:
    """Log what each step of a build took; what is left of its time is that of MkDocs and other plugins."""
    for words in lines_of(laps):
        LOGGER.info(words)


def line(finding: Finding) -> str:
    """One finding on one line: where, which rule, what, and what to do."""
    hint = f" ({finding.hint})" if finding.hint else ""
    return plain(f"{finding.at}: {finding.id} {finding.name} {finding.message}{hint}")


def plain(words: str) -> str:
    """Words of documents on one line, in which nothing steers a terminal."""
    return words.translate(_CONTROLS)


def _closing(book: Book, grave: list[Finding]) -> str:
    ground = book.ground
    place = ground.policy_file.name if ground.policy_file else "a new incidentbook.yml"
    rules = ", ".join(rule for rule, _ in Counter(finding.name for finding in grave).most_common(3))
    return (
        f"{_count(len(grave))} at or over “{ground.policy.fail_on}”, most by {rules}. "
        f"Mend the documents, or relax it in {place}: `rules:` sets a rule's level, `fail_on:` what fails"
    )


def _count(number: int) -> str:
    return f"{number:,} finding{'' if number == 1 else 's'}"
