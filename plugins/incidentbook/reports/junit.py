"""Findings as JUnit XML, which most CI servers show: a suite a document, a case a finding."""

import re
from collections.abc import Iterator, Sequence
from xml.sax.saxutils import escape, quoteattr

from incidentbook.checks import reaches
from incidentbook.records import Finding

from .report import Report

_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def junit(report: Report) -> str:
    """The report as XML: findings that reach `fail_on` are failures, the others pass with a word."""
    by_path: dict[str, list[Finding]] = {path: [] for path in report.paths}
    for finding in report.findings:
        by_path.setdefault(finding.at.path, []).append(finding)
    failures = sum(_fails(finding, report) for finding in report.findings)
    tests = sum(len(findings) or 1 for findings in by_path.values())
    lines = ['<?xml version="1.0" encoding="UTF-8"?>']
    lines.append(f'<testsuites name="incidentbook" tests="{tests}" failures="{failures}" errors="0">')
    for path, findings in by_path.items():
        lines.extend(_suite(f"{report.prefix}{path}", findings, report))
    return "\n".join([*lines, "</testsuites>", ""])


def _suite(place: str, findings: Sequence[Finding], report: Report) -> Iterator[str]:
    failures = sum(_fails(finding, report) for finding in findings)
    name = _attribute(place)
    number = len(findings) or 1
    yield f'  <testsuite name={name} tests="{number}" failures="{failures}" errors="0" skipped="0">'
    if not findings:
        yield f'    <testcase classname={name} name="nothing found"/>'
    for finding in findings:
        yield from _case(finding, place, is_failure=_fails(finding, report))
    yield "  </testsuite>"


def _case(finding: Finding, place: str, *, is_failure: bool) -> Iterator[str]:
    name = _attribute(f"{finding.id} {finding.name}, line {finding.at.line}")
    at = f"{place}:{finding.at.line}:{finding.at.column}"
    words = f"{at}: {finding.message}\n{finding.hint}".rstrip()
    where = f'classname={_attribute(place)} file={_attribute(place)} line="{finding.at.line}"'
    yield f"    <testcase {where} name={name}>"
    if is_failure:
        kind, message = _attribute(finding.level), _attribute(finding.message)
        yield f"      <failure type={kind} message={message}>{_text(words)}</failure>"
    else:
        yield f"      <system-out>{_text(f'{finding.level}: {words}')}</system-out>"
    yield "    </testcase>"


def _fails(finding: Finding, report: Report) -> bool:
    return reaches(finding.level, report.fail_on)


def _text(words: str) -> str:
    return escape(_FORBIDDEN.sub("�", words))


def _attribute(words: str) -> str:
    return quoteattr(_FORBIDDEN.sub("�", words))
