"""Findings as Markdown, for a comment on a pull request or the summary of a job."""

import re
from collections.abc import Iterator, Sequence

from incidentbook.records import Finding
from incidentbook.records.finding import LEVELS

from .report import Report, gravest_first
from .words import aside, at_level, count, found, looked_at, safe

LONGEST = 60_000
"""Characters that a comment may have; GitHub takes 65,536."""

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>()#+\-.!|~&])")
_CALLS = re.compile(r"([@#])(?=\w)|(?<=:)(//)|\b(www)(?=\.)", re.IGNORECASE)
_UNSEEN = "\u200b"
_CLOSING = "\n</details>"
_ITEM = "\n- "
"""How a finding begins; documents cannot write it, as their line breaks are escaped."""


def markdown(report: Report) -> str:
    """The gravest findings first, by document; the level info folded away. What does not fit is counted."""
    limit = report.fail_on
    grave = [finding for finding in report.findings if finding.level != "info" or limit == "info"]
    minor = [finding for finding in report.findings if finding.level == "info"] if limit != "info" else []
    parts = [_heading(report), *_groups(grave, report)]
    if minor:
        folded = "\n".join(_groups(minor, report))
        parts.append(f"<details><summary>{at_level(len(minor), 'info')}</summary>\n\n{folded}\n</details>\n")
    return _fitting(parts, len(report.findings))


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
        yield f"**{_code(report.prefix + path)}**\n\n{lines}\n"


def _line(finding: Finding) -> str:
    rule = f"{finding.id} {finding.name}"
    hint = f"  \n  → {_words(finding.hint)}" if finding.hint else ""
    return f"- {finding.level}, line {finding.at.line}: {_words(finding.message)} ({rule}){hint}"


def _fitting(parts: Sequence[str], number: int) -> str:
    text = "\n".join(parts)
    if len(text) <= LONGEST:
        return text
    room = LONGEST - len(_more(number, number)) - len(_CLOSING)
    cut = text[: text.rfind(_ITEM, 0, room)]
    is_open = cut.count("<details>") > cut.count("</details>")
    return f"{cut}{_CLOSING if is_open else ''}{_more(number - cut.count(_ITEM), number)}"


def _more(left: int, number: int) -> str:
    return f"\n\n… and {left:,} more of {count(number, 'finding')}; `incidentbook check` lists them all.\n"


def _words(text: str) -> str:
    """Text in which nothing is markup or calls anybody, but for the code between backticks."""
    parts = safe(text).split("`")
    if len(parts) % 2 == 0:
        return _plain(safe(text))
    return "".join(_code(part) if number % 2 else _plain(part) for number, part in enumerate(parts))


def _plain(text: str) -> str:
    return _CALLS.sub(_apart, _SPECIAL.sub(r"\\\1", text))


def _apart(match: re.Match[str]) -> str:
    return f"{match[0]}{_UNSEEN}" if match[0] != "//" else f"{_UNSEEN}//"


def _code(text: str) -> str:
    """Text as code, whatever backticks it holds."""
    longest = max((len(run) for run in re.findall(r"`+", text)), default=0)
    fence = "`" * (longest + 1)
    space = " " if longest else ""
    return f"{fence}{space}{safe(text)}{space}{fence}" if text.strip() else "(no name)"
