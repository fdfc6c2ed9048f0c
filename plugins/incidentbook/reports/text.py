"""Findings as text: one a line as `path:line:col`, what is meant, its remedy, and the counts at the end."""

from collections.abc import Callable

from incidentbook.records import Finding

from .excerpt import excerpt
from .first_look import first_look
from .report import Report
from .words import aside, found, looked_at, safe

Paint = Callable[[str, str], str]
"""Colours a text by the name of a level or a role; gives it back unchanged where there is no terminal."""

_INDENT = "    "
_UNSHOWN = "secret"
"""The rule whose findings come without an excerpt: logs are read by more people than the repository."""


def text(report: Report, paint: Paint, width: int = 80) -> str:
    """The report as text, ending in a line break; excerpts are cut to `width` columns."""
    if report.is_first_look:
        return f"{first_look(report)}\n{_closing(report, paint)}\n"
    lines = [line for finding in report.findings for line in _lines(finding, report, paint, width)]
    return "\n".join([*lines, *([""] if lines else []), _closing(report, paint), ""])


def _lines(finding: Finding, report: Report, paint: Paint, width: int) -> list[str]:
    rule = paint(f"{finding.id} {finding.name}", "dim")
    place = safe(f"{report.prefix}{finding.at}")
    lines = [f"{place}: {paint(finding.level, finding.level)} {rule} {safe(finding.message)}"]
    source = report.lines(finding.at.path)
    line = source[finding.at.line - 1] if finding.at.line <= len(source) else ""
    shown = None if finding.name == _UNSHOWN else excerpt(finding, line, width - len(_INDENT))
    if shown is not None:
        lines += [f"{_INDENT}{paint(shown[0], 'dim')}", f"{_INDENT}{paint(shown[1], finding.level)}"]
    if finding.hint:
        lines.append(f"{_INDENT}{paint('→', 'dim')} {safe(finding.hint)}")
    return lines


def _closing(report: Report, paint: Paint) -> str:
    levels = ("error", "warning", "info")
    present = [level for level in levels if any(one.level == level for one in report.findings)]
    words = [paint(word, level) for word, level in zip(found(report), present, strict=True)]
    rest = aside(report)
    return (
        f"{looked_at(report)}: {', '.join(words) if words else paint('nothing found', 'good')}"
        f"{f' ({rest})' if rest else ''}"
    )
