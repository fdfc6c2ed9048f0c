"""A legacy corpus, checked for the first time: an invitation instead of a wall."""

from collections import Counter
from collections.abc import Iterator, Sequence
from textwrap import wrap

from incidentbook.records import Finding
from incidentbook.records.finding import LEVELS

from .report import Report
from .words import count, safe

STARTS = (
    ("DOC102", "one broken line hides all that the front matter says"),
    ("INC102", "one line a document, and the incident stands in every filter and figure"),
    ("META104", "three times a document, and detection and recovery can be measured"),
    ("ACT101", "an item with a name gets done, and the tracker shows whose turn it is"),
    ("CAU101", "a named cause makes the next repeat visible"),
    ("ACT102", "only what has a date can be late"),
    ("REF101", "a reader in a hurry ends on an error page"),
    ("SEC101", "reviewers look for these sections"),
)
"""Rules worth starting with, those first that help most readers for the least work, each with its reason."""

_MOST = 3
_WIDEST = 80
_TABLE = 70
"""Columns for a rule, its name and its counts on one line; with fewer the counts get a line of their own."""
_NARROWEST = 24
_LEAST = 24
"""Columns for an example's words beside its place; with fewer they get a line of their own."""


def first_look(report: Report, width: int = _WIDEST) -> str:
    """The findings summed up by rule, where to begin, and how to fail from now on only on what is new.

    Lines fit into `width` columns, but for commands to be copied.
    """
    width = max(min(width, _WIDEST), _NARROWEST)
    documents = len({finding.at.path for finding in report.findings})
    found = f"A first look: {count(len(report.findings), 'finding')} in {count(documents, 'document')}."
    lines = [
        *wrap(found, width),
        *wrap("Old documents need not be perfect for new ones to be good.", width),
        "",
        *_rules(report.findings, width),
        "",
        *_starts(report.findings, report.command, width),
        *wrap("Let all of this pass, and from now on report only what is new:", width),
        f"  {report.command} --write-baseline",
        "See every finding:",
        f"  {report.command} --all",
        "",
    ]
    return "\n".join(lines)


def _rules(findings: Sequence[Finding], width: int) -> Iterator[str]:
    groups: dict[tuple[int, str], list[Finding]] = {}
    for finding in findings:
        groups.setdefault((LEVELS.index(finding.level), finding.id), []).append(finding)
    for (rank, rule), group in sorted(
        groups.items(), key=lambda pair: (pair[0][0], -len(pair[1]), pair[0][1])
    ):
        documents = count(len({finding.at.path for finding in group}), "document")
        if width >= _TABLE:
            yield f"  {LEVELS[rank]:8}{rule:8}{group[0].name:28}{len(group):6,} in {documents}"
        else:
            yield from wrap(f"{LEVELS[rank]} {rule} {group[0].name}", width)
            yield f"  {len(group):,} in {documents}"
        yield from _example(group[0], width)


def _example(finding: Finding, width: int) -> Iterator[str]:
    indent = " " * 10 if width >= _TABLE else "  "
    place = f"{indent}such as {safe(f'{finding.at.path}:{finding.at.line}')}:"
    room = width - len(place) - 1
    words = safe(finding.message)
    if room >= min(_LEAST, len(words)):
        yield f"{place} {_shortened(words, room)}"
        return
    yield _from_the_end(place, indent, width)
    yield f"{indent}  {_shortened(words, width - len(indent) - 2)}"


def _from_the_end(place: str, indent: str, width: int) -> str:
    """A place that is too long, less its first folders: its end tells more."""
    room = width - len(indent) - 1
    return place if len(place) <= width or width >= _TABLE else f"{indent}…{place[-room:]}"


def _shortened(words: str, room: int) -> str:
    return words if len(words) <= room else f"{words[: room - 1].rstrip()}…"


def _starts(findings: Sequence[Finding], command: str, width: int) -> Iterator[str]:
    counted = Counter(finding.id for finding in findings)
    chosen = [(rule, why) for rule, why in STARTS if counted[rule]][:_MOST]
    if chosen:
        yield "Worth starting with:"
    for rule, why in chosen:
        indent = " " * (10 if width >= _TABLE else 4)
        yield from wrap(f"{rule}  {why}", width, initial_indent="  ", subsequent_indent=indent)
        yield f"{indent}{command} --rule {rule}"
    if chosen:
        yield ""
