"""Findings as the workflow commands that GitHub turns into annotations of a pull request."""

from collections import Counter

from incidentbook.records import Finding

from .report import Report, gravest_first
from .words import aside, count, found, looked_at, safe

SHOWN = 10
"""GitHub shows so many annotations of each kind a step; the log has all of them."""

_COMMANDS = {"error": "error", "warning": "warning", "info": "notice"}


def github(report: Report) -> str:
    """One command a finding, the gravest first, then the counts as a plain line of the log.

    What GitHub will not show is told before the first of the level info, as those after it may be hidden too.
    """
    ordered = gravest_first(report.findings)
    grave = [_command(finding, report) for finding in ordered if finding.level != "info"]
    minor = [_command(finding, report) for finding in ordered if finding.level == "info"]
    rest = aside(report)
    words = ", ".join(found(report)) or "nothing found"
    closing = f"{looked_at(report)}: {words}{f' ({rest})' if rest else ''}"
    return "\n".join([*grave, *_more(report), *minor, closing, ""])


def _command(finding: Finding, report: Report) -> str:
    place = f"file={_property(report.place(finding))},line={finding.at.line},col={finding.at.column}"
    if finding.length:
        place += f",endColumn={finding.at.column + finding.length}"
    title = _property(f"{finding.id} {finding.name}")
    hint = f"\n→ {safe(finding.hint)}" if finding.hint else ""
    return f"::{_COMMANDS[finding.level]} {place},title={title}::{_data(safe(finding.message) + hint)}"


def _more(report: Report) -> list[str]:
    number = Counter(finding.level for finding in report.findings)
    hidden = sum(max(many - SHOWN, 0) for many in number.values())
    if not hidden:
        return []
    hidden += number["info"] >= SHOWN  # this notice takes the place of one
    return [f"::notice title=incidentbook::the log of this step has {count(hidden, 'more finding')}"]


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(safe(text)).replace(":", "%3A").replace(",", "%2C")
