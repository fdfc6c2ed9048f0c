"""Findings as JSON."""

import json as codec
from collections.abc import Sequence

from incidentbook.analysis.inert import inert_json
from incidentbook.records import Finding

from .fingerprints import fingerprints
from .report import Report, counts


def json(report: Report) -> str:
    """The report as JSON; docs/checks.md and docs/schemas/check.schema.json say what it holds."""
    waived = [finding for finding, _ in report.outcome.waived]
    entries = _findings((*report.findings, *waived), report.fixable)
    content = {
        "version": 1,
        "as_of": report.as_of.isoformat(),
        "documents": report.documents,
        "rules": report.rules,
        "fail_on": report.fail_on,
        "counts": counts(report.findings),
        "baseline": len(report.outcome.covered),
        "findings": entries[: len(report.findings)],
        "waived": [
            {**entry, "reason": waiver.reason, "until": waiver.until.isoformat() if waiver.until else None}
            for entry, (_, waiver) in zip(entries[len(report.findings) :], report.outcome.waived, strict=True)
        ],
    }
    text = codec.dumps(content, ensure_ascii=False, indent=2)
    return inert_json(text) + "\n"


def _findings(findings: Sequence[Finding], fixable: frozenset[Finding]) -> list[dict[str, object]]:
    pairs = zip(findings, fingerprints(findings), strict=True)
    return [_finding(finding, print_, is_fixable=finding in fixable) for finding, print_ in pairs]


def _finding(finding: Finding, fingerprint: str, *, is_fixable: bool) -> dict[str, object]:
    return {
        "path": finding.at.path,
        "line": finding.at.line,
        "column": finding.at.column,
        "length": finding.length,
        "level": finding.level,
        "id": finding.id,
        "name": finding.name,
        "message": finding.message,
        "hint": finding.hint,
        "key": finding.key,
        "fixable": is_fixable,
        "fingerprint": fingerprint,
    }
