"""Findings as Markdown, for a comment on a pull request or the summary of a job."""

from collections.abc import Iterator, Sequence

from incidentbook.records import Finding
from incidentbook.records.finding import LEVELS

from .report import Report, gravest_first
from .signs import code, plain
from .words import aside, at_level, count, found, looked_at, safe

LONGEST = 60_000
"""Characters that a comment may have; GitHub takes 65,536."""

_CLOSING = "\n</details>"
_TOO_MUCH = (
    "\nPast incidents that these resemble: too much for a comment; `incidentbook similar FILE` lists them.\n"
)
_ITEM = "\n- "
"""How a finding begins; documents cannot write it, as their line breaks are escaped."""


def markdown(report: Report) -> str:
    """The gravest findings first, by document; the level info folded away; then what was seen before.

    What does not fit is counted.
    """
    limit = report.fail_on
    grave = [finding for finding in report.findings if finding.level != "info" or limit == "info"]
    minor = [finding for finding in report.findings if finding.level == "info"] if limit != "info" else []
    parts = [_heading(report), *_groups(grave, report)]
    if minor:
        folded = "\n".join(_groups(minor, report))
        parts.append(f"<details><summary>{at_level(len(minor), 'info')}</summary>\n\n{folded}\n</details>\n")
    after = f"\n{report.seen_before}" if report.seen_before else ""
    after = after if len(after) <= LONGEST // 2 else _TOO_MUCH
    return _fitting(parts, len(report.findings), LONGEST - len(after)) + after


def _heading(report: Report) -> str:
    words = ", ".join(found(report)) or "nothing found"
    rest = aside(report)
    return f"### incidentbook: {words}\n\n{looked_at(report)}{f' · {rest}' if rest else ''}\n"


def _groups(findings: Sequence[Finding], report: Report) -> Iterator[str]:
    """One list a document, the one with the gravest finding first."""
    groups: dict[str, list[Finding]] = {}
    for finding in gravest_first(findings):
        groups.setdefault(finding.at.path, []).append(finding)
    for path, group in sorted(groups.items(), key=lambda pair: (LEVELS.index(pair[1][0].level), pair[0])):
        lines = "\n".join(_line(finding) for finding in group)
        yield f"**{code(report.prefix + path)}**\n\n{lines}\n"


def _line(finding: Finding) -> str:
    rule = f"{finding.id} {finding.name}"
    hint = f"  \n  → {_words(finding.hint)}" if finding.hint else ""
    return f"- {finding.level}, line {finding.at.line}: {_words(finding.message)} ({rule}){hint}"


def _fitting(parts: Sequence[str], number: int, longest: int) -> str:
    text = "\n".join(parts)
    if len(text) <= longest:
        return text
    room = longest - len(_more(number, number)) - len(_CLOSING)
    cut = text[: text.rfind(_ITEM, 0, room)]
    is_open = cut.count("<details>") > cut.count("</details>")
    return f"{cut}{_CLOSING if is_open else ''}{_more(number - cut.count(_ITEM), number)}"


def _more(left: int, number: int) -> str:
    return f"\n\n… and {left:,} more of {count(number, 'finding')}; `incidentbook check` lists them all.\n"


def _words(text: str) -> str:
    """Text in which nothing is markup or calls anybody, but for the code between backticks."""
    parts = safe(text).split("`")
    if len(parts) % 2 == 0:
        return plain(safe(text))
    return "".join(code(part) if number % 2 else plain(part) for number, part in enumerate(parts))
