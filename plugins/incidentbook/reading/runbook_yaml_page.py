"""A YAML runbook as the Markdown that is published for it."""

import re
from collections.abc import Callable, Iterator
from itertools import groupby

from incidentbook.records import Runbook, Step

from .patterns import expression

Plain = Callable[[str], str]
"""Makes one line of Markdown of a text, in which nothing is markup."""

_TITLES = {
    "investigation": "Diagnosis",
    "mitigation": "Mitigation",
    "recovery": "Recovery",
    "rollback": "Rollback",
    "verification": "Verification",
}
_ADDRESS = expression(
    r"(https?://(?:\([\w.~-]*\)|[A-Za-z0-9._~:/?#@$&*+;=%-])*(?:\([\w.~-]*\)|[A-Za-z0-9/=_-]))"
)
_SPECIAL = expression(r"([\\`*_{}\[\]<>()#+!|~&$^=:-])")


def plain(text: str) -> str:
    """Text on one line in which nothing is Markdown or HTML, also where it is parsed twice."""
    return _SPECIAL.sub(lambda match: f"&#{ord(match[1])};", " ".join(text.split()))


def markdown_of_yaml(runbook: Runbook, plain: Plain = plain) -> str:
    """The runbook's page: its title, then its sections in order, every text escaped by `plain`."""
    first = min((step.at.line for step in runbook.steps), default=0)
    own = {section.name: section.heading for section in runbook.sections if section.name == "mitigation"}
    titles = {**_TITLES, **own}
    others = [section for section in runbook.sections if section.name in {"", "related"}]
    lines = [f"# {plain(runbook.title)}", ""]
    if runbook.summary:
        lines += [plain(runbook.summary), ""]
    if runbook.impact:
        lines += ["## Impact", "", plain(runbook.impact), ""]
    for section in others:
        lines += _listed(section.heading, section.text, plain) if section.at.line < first else ()
    for name, steps in groupby(runbook.steps, key=lambda step: step.section):
        lines += [f"## {plain(titles.get(name, name.replace('-', ' ').capitalize()))}", ""]
        for number, step in enumerate(steps, 1):
            lines += _step(number, step, plain)
    lines += _listed("Escalation", runbook.escalation, plain)
    lines += _listed("Contacts", "\n".join(runbook.contacts), plain)
    for section in others:
        lines += _listed(section.heading, section.text, plain) if section.at.line >= first else ()
    return "\n".join(lines)


def _listed(heading: str, text: str, plain: Plain) -> Iterator[str]:
    """A section of lines, nothing where there are none; web addresses are links."""
    if text:
        yield from (
            f"## {plain(heading)}",
            "",
            *(f"- {_linked(line, plain)}" for line in text.split("\n")),
            "",
        )


def _linked(line: str, plain: Plain) -> str:
    parts = _ADDRESS.split(line)
    return "".join(
        f"<{part}>" if number % 2 else f"{_edge(part)}{plain(part)}{_edge(part[::-1])}"
        for number, part in enumerate(parts)
        if part
    )


def _edge(part: str) -> str:
    return " " if part[:1].isspace() else ""


def _step(number: int, step: Step, plain: Plain) -> Iterator[str]:
    yield f"{number}. {plain(step.text)}"
    yield ""
    for label, text in (("When", step.when), ("Careful", step.warning)):
        if text:
            yield from (f"    **{label}:** {plain(text)}", "")
    for command in step.commands:
        fence = "`" * max(3, 1 + max((len(run) for run in re.findall(r"`+", command.text)), default=0))
        yield f"    {fence}{command.language or 'sh'}"
        yield from (f"    {line}" for line in command.text.split("\n"))
        yield from (f"    {fence}", "")
    for label, text in (("Expected", step.expected), ("Verify", step.verify)):
        if text:
            yield from (f"    **{label}:** {plain(text)}", "")
