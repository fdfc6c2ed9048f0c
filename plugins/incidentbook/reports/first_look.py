"""A legacy corpus, checked for the first time: an invitation instead of a wall."""

from collections import Counter
from collections.abc import Iterator, Sequence

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
_WIDTH = 80
_LEAST = 24
"""Columns for an example's words beside its place; with fewer they get a line of their own."""


def first_look(report: Report) -> str:
    """The findings summed up by rule, where to begin, and how to fail from now on only on what is new."""
    documents = len({finding.at.path for finding in report.findings})
    lines = [
        f"A first look: {count(len(report.findings), 'finding')} in {count(documents, 'document')}.",
        "Old documents need not be perfect for new ones to be good.",
        "",
        *_rules(report.findings),
        "",
        *_starts(report.findings, report.command),
        "Let all of this pass, and from now on report only what is new:",
        f"  {report.command} --write-baseline",
        "See every finding:",
        f"  {report.command} --all",
        "",
    ]
    return "\n".join(lines)


def _rules(findings: Sequence[Finding]) -> Iterator[str]:
    groups: dict[tuple[int, str], list[Finding]] = {}
    for finding in findings:
        groups.setdefault((LEVELS.index(finding.level), finding.id), []).append(finding)
    for (rank, rule), group in sorted(
        groups.items(), key=lambda pair: (pair[0][0], -len(pair[1]), pair[0][1])
    ):
        documents = len({finding.at.path for finding in group})
        yield f"  {LEVELS[rank]:8}{rule:8}{group[0].name:28}{len(group):6,} in {count(documents, 'document')}"
        yield from _example(group[0])


def _example(finding: Finding) -> Iterator[str]:
    place = f"          such as {safe(f'{finding.at.path}:{finding.at.line}')}:"
    room = _WIDTH - len(place) - 1
    if room >= min(_LEAST, len(safe(finding.message))):
        yield f"{place} {_shortened(safe(finding.message), room)}"
        return
    yield place
    indent = " " * 12
    yield f"{indent}{_shortened(safe(finding.message), _WIDTH - len(indent))}"


def _shortened(words: str, room: int) -> str:
    return words if len(words) <= room else f"{words[: room - 1].rstrip()}…"


def _starts(findings: Sequence[Finding], command: str) -> Iterator[str]:
    counted = Counter(finding.id for finding in findings)
    chosen = [(rule, why) for rule, why in STARTS if counted[rule]][:_MOST]
    if chosen:
        yield "Worth starting with:"
    for rule, why in chosen:
        yield f"  {rule}  {why}"
        yield f"          {command} --rule {rule}"
    if chosen:
        yield ""
