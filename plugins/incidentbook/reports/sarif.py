"""Findings as SARIF 2.1.0, the Static Analysis Results Interchange Format of OASIS."""

import json as codec
from urllib.parse import quote

from incidentbook import __version__
from incidentbook.analysis.inert import inert_json
from incidentbook.checks import RULES, Rule
from incidentbook.records import Finding

from .fingerprints import fingerprints
from .report import Report

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS = {"error": "error", "warning": "warning", "info": "note", "off": "none"}


def sarif(report: Report) -> str:
    """The report as one SARIF run: findings, and those that a waiver or the baseline silences."""
    silent = [(finding, _in_source(waiver.reason)) for finding, waiver in report.outcome.waived]
    silent += [
        (finding, {"kind": "external", "justification": "in the baseline"})
        for finding in report.outcome.covered
    ]
    shown: list[tuple[Finding, dict[str, str] | None]] = [(finding, None) for finding in report.findings]
    every = [*shown, *silent]
    prints = fingerprints([finding for finding, _ in every])
    results = [
        _result(finding, suppression, fingerprint, report)
        for (finding, suppression), fingerprint in zip(every, prints, strict=True)
    ]
    run = {
        "tool": {"driver": _driver()},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {
            "ROOT": {"description": {"text": "The folder in which the check was called."}}
        },
        "results": results,
        "properties": {"documents": report.documents, "asOf": report.as_of.isoformat()},
    }
    text = codec.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2)
    return inert_json(text) + "\n"


def _in_source(reason: str) -> dict[str, str]:
    return {"kind": "inSource", "justification": reason}


def _driver() -> dict[str, object]:
    return {
        "name": "incidentbook",
        "semanticVersion": __version__,
        "rules": [_rule(rule) for rule in RULES.values()],
    }


def _rule(rule: Rule) -> dict[str, object]:
    level = _LEVELS[rule.level]
    return {
        "id": rule.id,
        "name": rule.name,
        "shortDescription": {"text": rule.headline},
        "help": {"text": rule.page, "markdown": rule.page},
        "defaultConfiguration": {"level": level, "enabled": level != "none"},
    }


def _result(
    finding: Finding, suppression: dict[str, str] | None, fingerprint: str, report: Report
) -> dict[str, object]:
    message = f"{finding.message}. {_sentence(finding.hint)}" if finding.hint else finding.message
    result: dict[str, object] = {
        "ruleId": finding.id,
        "ruleIndex": list(RULES).index(finding.id) if finding.id in RULES else -1,
        "level": _LEVELS[finding.level],
        "message": {"text": message},
        "locations": [{"physicalLocation": _location(finding, report)}],
        "partialFingerprints": {"incidentbook/v1": fingerprint},
    }
    return {**result, "suppressions": [suppression]} if suppression else result


def _location(finding: Finding, report: Report) -> dict[str, object]:
    place = report.place(finding).encode("utf-8", "surrogatepass")
    region = {"startLine": finding.at.line, "startColumn": finding.at.column}
    if finding.length:
        region["endColumn"] = finding.at.column + finding.length
    return {"artifactLocation": {"uri": quote(place), "uriBaseId": "ROOT"}, "region": region}


def _sentence(hint: str) -> str:
    return f"{hint[:1].upper()}{hint[1:]}."
