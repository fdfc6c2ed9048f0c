"""Findings as text: one a line as `path:line:col`, what is meant, its remedy, and the counts at the end."""

import sys
from collections.abc import Callable

from incidentbook.records import Finding

from .excerpt import excerpt
from .report import Report
from .words import aside, found, looked_at, safe

Paint = Callable[[str, str], str]
"""Colours a text by the name of a level or a role; gives it back unchanged where there is no terminal."""

_INDENT = "    "
_USUAL = 80
"""Columns from which on the closing line stays one line, as people search for it."""
_UNSHOWN = "secret"
"""The rule whose findings come without an excerpt: logs are read by more people than the repository."""


def text(report: Report, paint: Paint, width: int = 80) -> str:
    """The report as text, ending in a line break; excerpts and summaries fit `width` columns."""
    if report.is_first_look:
        from .first_look import first_look

        return f"{first_look(report, width)}\n{_closing(report, paint, width)}\n"
    lines = [line for finding in report.findings for line in _lines(finding, report, paint, width)]
    return "\n".join([*lines, *([""] if lines else []), _closing(report, paint, width), ""])


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


def _closing(report: Report, paint: Paint, width: int) -> str:
    """What was looked at, what was found and what is silent: on one line, or on several narrow ones."""
    levels = ("error", "warning", "info")
    present = [level for level in levels if any(one.level == level for one in report.findings)]
    numbers = list(zip(found(report), present, strict=True)) or [("nothing found", "good")]
    said = ", ".join(number for number, _ in numbers)
    painted = ", ".join(paint(number, level) for number, level in numbers)
    rest = aside(report)
    parts = [(f"{looked_at(report)}:", f"{looked_at(report)}:"), (said, painted)]
    lines, used = [""], 0
    limit = width if width < _USUAL else sys.maxsize
    for plain, shown in [*parts, (f"({rest})", f"({rest})")] if rest else parts:
        fits = not used or used + 1 + len(plain) <= limit
        used = used + 1 + len(plain) if fits else len(plain)
        lines = [*lines[:-1], f"{lines[-1]} {shown}".strip()] if fits else [*lines, shown]
    return "\n".join(lines)
