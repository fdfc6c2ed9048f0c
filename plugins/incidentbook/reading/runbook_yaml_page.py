"""A YAML runbook as the Markdown that is published for it."""

import re
from collections.abc import Iterator
from itertools import groupby

from incidentbook.records import Runbook, Step

from .patterns import expression

_TITLES = {
    "investigation": "Diagnosis",
    "mitigation": "Mitigation",
    "recovery": "Recovery",
    "rollback": "Rollback",
    "verification": "Verification",
}
_SPECIAL = expression(r"([\\`*_{}\[\]<>()#+!|~&$^=:-])")


def markdown_of_yaml(runbook: Runbook) -> str:
    """The runbook's page: its title, then its sections in order, every text escaped."""
    lines = [f"# {_plain(runbook.title)}", ""]
    if runbook.impact:
        lines += ["## Impact", "", _plain(runbook.impact), ""]
    for section, steps in groupby(runbook.steps, key=lambda step: step.section):
        lines += [f"## {_TITLES.get(section, section.replace('-', ' ').capitalize())}", ""]
        for number, step in enumerate(steps, 1):
            lines += _step(number, step)
    if runbook.escalation:
        lines += ["## Escalation", "", *(f"- {_plain(line)}" for line in runbook.escalation.split("\n")), ""]
    if runbook.contacts:
        lines += ["## Contacts", "", *(f"- {_plain(line)}" for line in runbook.contacts), ""]
    return "\n".join(lines)


def _step(number: int, step: Step) -> Iterator[str]:
    yield f"{number}. {_plain(step.text)}"
    yield ""
    if step.when:
        yield from (f"    **When:** {_plain(step.when)}", "")
    for command in step.commands:
        fence = "`" * max(3, 1 + max((len(run) for run in re.findall(r"`+", command.text)), default=0))
        yield f"    {fence}{command.language or 'sh'}"
        yield from (f"    {line}" for line in command.text.split("\n"))
        yield from (f"    {fence}", "")
    for label, text in (("Expected", step.expected), ("Verify", step.verify)):
        if text:
            yield from (f"    **{label}:** {_plain(text)}", "")


def _plain(text: str) -> str:
    """Text on one line in which nothing is Markdown or HTML."""
    return _SPECIAL.sub(lambda match: f"&#{ord(match[1])};", " ".join(text.split()))
