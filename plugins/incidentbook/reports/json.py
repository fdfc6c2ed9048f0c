"""Findings as JSON."""

import json as codec
from collections.abc import Sequence

from incidentbook.records import Finding

from .summary import Summary, counts


def json(findings: Sequence[Finding], summary: Summary) -> str:
    """The report as JSON: `version`, `as_of`, `documents`, `rules`, `counts` and `findings`."""
    report = {
        "version": 1,
        "as_of": summary.as_of.isoformat(),
        "documents": summary.documents,
        "rules": summary.rules,
        "fail_on": summary.fail_on,
        "counts": counts(findings),
        "findings": [_finding(finding) for finding in findings],
    }
    return codec.dumps(report, ensure_ascii=False, indent=2) + "\n"


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
