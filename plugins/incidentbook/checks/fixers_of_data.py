"""Fixers of front matter: words and dates in their usual spelling, quotes, keys that stand twice."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from incidentbook.reading.dates import read_date
from incidentbook.reading.patterns import expression
from incidentbook.records import Finding, Postmortem

from .edits import Edit
from .registry import Document

if TYPE_CHECKING:
    from .fixes import Fixer

_VALUE = expression(
    r"\s*(?:-\s+)?[\"']?[\w .-]+?[\"']?\s*:\s+(?P<quote>[\"']?)(?P<value>.*?)(?P=quote)\s*(?:\s#.*)?\Z"
)
_PLAIN = expression(r"[^\s\"'#,\[\]{}&*!|>%@`\\][^\"'#,\[\]{}\\]*?(?=\s*(?:#|[,\]}]|\Z))")


def severity(finding: Finding, document: Document, lines: Sequence[str]) -> Iterator[Edit]:
    """The severity as the policy spells it."""
    if isinstance(document, Postmortem) and document.severity:
        yield from _replaced(finding, document.severity_text, document.severity, lines)


def status(finding: Finding, document: Document, lines: Sequence[str]) -> Iterator[Edit]:
    """The state of the review in its usual word."""
    if isinstance(document, Postmortem):
        yield from _replaced(finding, document.status_text, document.status, lines)


def date_form(finding: Finding, _document: Document, lines: Sequence[str]) -> Iterator[Edit]:
    """A date as `2025-03-15`."""
    match = _VALUE.match(lines[finding.at.line - 1])
    day = read_date(match["value"].strip()) if match else None
    if match and day:
        yield from _replaced(finding, match["value"].strip(), day.isoformat(), lines)


def quotes(finding: Finding, _document: Document, lines: Sequence[str]) -> Iterator[Edit]:
    """A bare value in quotes."""
    line, column = finding.at.line, finding.at.column
    match = _PLAIN.match(lines[line - 1], column - 1)
    if match:
        yield Edit(line, column, match.group(), f'"{match.group()}"')


def same_key_twice(finding: Finding, _document: Document, lines: Sequence[str]) -> Iterator[Edit]:
    """Nothing, where the key's line says the same as the one that counted before: the second one goes."""
    number, before = finding.at.line, finding.other.line if finding.other else 0
    if not 0 < before < number < len(lines) or lines[before - 1] != lines[number - 1]:
        return
    line = lines[number - 1]
    match = _VALUE.match(line)
    goes_on = _goes_on(lines, before) or _goes_on(lines, number)
    if match and match["value"] and not goes_on and not line.startswith((" ", "-")):
        yield Edit(number, 1, f"{line}\n", "")


def _goes_on(lines: Sequence[str], number: int) -> bool:
    """Whether the value above goes on in the lines from `number` (from 0) on, perhaps after empty ones."""
    following = next((line for line in lines[number:] if line.strip()), "")
    return following.startswith((" ", "\t", "- "))


def _replaced(finding: Finding, old: str, new: str, lines: Sequence[str]) -> Iterator[Edit]:
    """The one-line value of a key, where it is exactly `old`."""
    text = lines[finding.at.line - 1] if finding.at.line <= len(lines) else ""
    match = _VALUE.match(text)
    if match and old and match["value"] == old:
        yield Edit(finding.at.line, match.start("value") + 1, old, new)


FIXERS: Mapping[str, "Fixer"] = {
    "DOC104": same_key_twice,
    "DOC107": quotes,
    "DOC116": severity,
    "DOC117": status,
    "DOC118": date_form,
}
"""The fixers by the id of their rule."""
