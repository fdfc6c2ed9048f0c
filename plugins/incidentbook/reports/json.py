"""Findings as JSON."""

import json as codec

from incidentbook.records import Finding

from .report import Report, counts


def json(report: Report) -> str:
    """The report as JSON: `version`, `as_of`, `documents`, `rules`, `counts` and `findings`."""
    content = {
        "version": 1,
        "as_of": report.as_of.isoformat(),
        "documents": report.documents,
        "rules": report.rules,
        "fail_on": report.fail_on,
        "counts": counts(report.findings),
        "findings": [_finding(finding) for finding in report.findings],
    }
    return codec.dumps(content, ensure_ascii=False, indent=2) + "\n"


def _finding(finding: Finding) -> dict[str, object]:
    return {
        "path": finding.at.path,
        "line": finding.at.line,
        "column": finding.at.column,
        "level": finding.level,
        "id": finding.id,
        "name": finding.name,
        "message": finding.message,
        "hint": finding.hint,
    }
