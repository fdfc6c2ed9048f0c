"""Findings as text: one a line as `path:line:col`, its remedy below, the counts at the end."""

from collections.abc import Callable

from incidentbook.records import Finding

from .report import Report, counts

Paint = Callable[[str, str], str]
"""Colours a text by the name of a level or a role; gives it back unchanged where there is no terminal."""

_CONTROLS = {code: f"\\x{code:02x}" for code in (*range(32), *range(127, 160))}


def safe(text: str) -> str:
    """Text without control characters, so that a document cannot steer the terminal."""
    return text.translate(_CONTROLS)


def text(report: Report, paint: Paint, width: int = 80) -> str:  # noqa: ARG001 - lines are not cut yet
    """The report as text, ending in a line break."""
    lines = [line for finding in report.findings for line in _lines(finding, paint)]
    return "\n".join([*lines, *([""] if lines else []), _closing(report, paint), ""])


def _lines(finding: Finding, paint: Paint) -> list[str]:
    rule = paint(f"{finding.id} {finding.name}", "dim")
    lines = [f"{safe(str(finding.at))}: {paint(finding.level, finding.level)} {rule} {safe(finding.message)}"]
    return [*lines, f"    {paint('→', 'dim')} {safe(finding.hint)}"] if finding.hint else lines


def _closing(report: Report, paint: Paint) -> str:
    looked = f"{_count(report.documents, 'document')}, {_count(report.rules, 'rule')}, {report.seconds:.1f} s"
    counted = counts(report.findings)
    found = [paint(_count(n, level), level) for level, n in counted.items() if n and level != "info"]
    found += [paint(_count(counted["info"], "note"), "info")] if counted["info"] else []
    return f"{looked}: {', '.join(found) if found else paint('nothing found', 'good')}"


def _count(number: int, word: str) -> str:
    return f"{number:,} {word}{'' if number == 1 else 's'}"
