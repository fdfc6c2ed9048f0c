"""Findings as a code quality report of GitLab."""

import json as codec

from incidentbook.analysis.inert import inert_json

from .fingerprints import fingerprints
from .report import Report

_SEVERITIES = {"error": "major", "warning": "minor", "info": "info"}


def gitlab(report: Report) -> str:
    """A JSON list with one entry a finding, which GitLab compares with the target branch by fingerprint."""
    prints = fingerprints(report.findings)
    entries = [
        {
            "description": f"{finding.message} → {finding.hint}" if finding.hint else finding.message,
            "check_name": f"{finding.id} {finding.name}",
            "fingerprint": fingerprint,
            "severity": _SEVERITIES[finding.level],
            "location": {"path": report.place(finding), "lines": {"begin": finding.at.line}},
        }
        for finding, fingerprint in zip(report.findings, prints, strict=True)
    ]
    text = codec.dumps(entries, ensure_ascii=False, indent=2)
    return inert_json(text) + "\n"
