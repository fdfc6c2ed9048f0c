"""Findings as JUnit XML, which most CI servers show: a suite a document, a case for each rule that spoke.

A server follows a case by its class and its name, and shows one of several with the same two. So a case is
named by its document and its rule, and holds all that the rule found there; no line number is in a name.
What does not reach `fail_on` is neither passed nor failed: it is a skipped case, which GitLab and Jenkins
list with its words, where the output of a passed one stays hidden.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from xml.sax.saxutils import escape, quoteattr

from incidentbook.checks import reaches
from incidentbook.records import Finding

from .report import Report, gravest_first
from .words import count

_FORBIDDEN = re.compile(
    "[^\t\n\x20-\x7e\xa0-\u2027\u202f-\u2065\u206a-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"
)

_Cases = Mapping[str, Sequence[Finding]]
"""The findings of one document by the names of its cases."""


def junit(report: Report) -> str:
    """The report as XML: cases with findings that reach `fail_on` are failures, the others are skipped."""
    documents = {path: dict[str, list[Finding]]() for path in report.paths}
    for finding in report.findings:
        cases = documents.setdefault(finding.at.path, {})
        cases.setdefault(f"{finding.id} {finding.name}", []).append(finding)
    tests = sum(len(cases) or 1 for cases in documents.values())
    failures = sum(_failures(cases, report) for cases in documents.values())
    lines = ['<?xml version="1.0" encoding="UTF-8"?>']
    lines.append(f'<testsuites name="incidentbook" tests="{tests}" failures="{failures}" errors="0">')
    for path, cases in documents.items():
        lines.extend(_suite(f"{report.prefix}{path}", cases, report))
    return "\n".join([*lines, "</testsuites>", ""])


def _suite(place: str, cases: _Cases, report: Report) -> Iterator[str]:
    failures = _failures(cases, report)
    name, skipped = _attribute(place), len(cases) - failures
    counts = f'tests="{len(cases) or 1}" failures="{failures}" errors="0" skipped="{skipped}"'
    yield f"  <testsuite name={name} file={name} {counts}>"
    if not cases:
        yield f'    <testcase classname={name} name="nothing found"/>'
    for rule, findings in cases.items():
        yield from _case(rule, findings, place, report)
    yield "  </testsuite>"


def _case(rule: str, findings: Sequence[Finding], place: str, report: Report) -> Iterator[str]:
    first = gravest_first(findings)[0]
    more = f" (and {count(len(findings) - 1, 'more finding')})" if len(findings) > 1 else ""
    message = _attribute(f"{first.level}: {first.message}{more}")
    words = _text("\n".join(_words(finding, place) for finding in findings))
    yield f"    <testcase classname={_attribute(place)} name={_attribute(rule)}>"
    if _fails(findings, report):
        yield f"      <failure type={_attribute(first.level)} message={message}>{words}</failure>"
    else:
        yield f"      <skipped message={message}/>"
        yield f"      <system-out>{words}</system-out>"
    yield "    </testcase>"


def _words(finding: Finding, place: str) -> str:
    at = f"{place}:{finding.at.line}:{finding.at.column}"
    hint = f"\n    → {finding.hint}" if finding.hint else ""
    return f"{at}: {finding.level}: {finding.message}{hint}"


def _failures(cases: _Cases, report: Report) -> int:
    return sum(_fails(findings, report) for findings in cases.values())


def _fails(findings: Sequence[Finding], report: Report) -> bool:
    return any(reaches(finding.level, report.fail_on) for finding in findings)


def _text(words: str) -> str:
    return escape(_FORBIDDEN.sub("�", words))


def _attribute(words: str) -> str:
    return quoteattr(_FORBIDDEN.sub("�", words))
