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
_SPECIAL = expression(r"([\\`*_{}\[\]<>()#+!|~&$^=:-])")


def plain(text: str) -> str:
    """Text on one line in which nothing is Markdown or HTML, also where it is parsed twice."""
    return _SPECIAL.sub(lambda match: f"&#{ord(match[1])};", " ".join(text.split()))


def markdown_of_yaml(runbook: Runbook, plain: Plain = plain) -> str:
    """The runbook's page: its title, then its sections in order, every text escaped by `plain`."""
    lines = [f"# {plain(runbook.title)}", ""]
    if runbook.impact:
        lines += ["## Impact", "", plain(runbook.impact), ""]
    for section, steps in groupby(runbook.steps, key=lambda step: step.section):
        lines += [f"## {_TITLES.get(section, section.replace('-', ' ').capitalize())}", ""]
        for number, step in enumerate(steps, 1):
            lines += _step(number, step, plain)
    if runbook.escalation:
        lines += ["## Escalation", "", *(f"- {plain(line)}" for line in runbook.escalation.split("\n")), ""]
    if runbook.contacts:
        lines += ["## Contacts", "", *(f"- {plain(line)}" for line in runbook.contacts), ""]
    return "\n".join(lines)


def _step(number: int, step: Step, plain: Plain) -> Iterator[str]:
    yield f"{number}. {plain(step.text)}"
    yield ""
    if step.when:
        yield from (f"    **When:** {plain(step.when)}", "")
    for command in step.commands:
        fence = "`" * max(3, 1 + max((len(run) for run in re.findall(r"`+", command.text)), default=0))
        yield f"    {fence}{command.language or 'sh'}"
        yield from (f"    {line}" for line in command.text.split("\n"))
        yield from (f"    {fence}", "")
    for label, text in (("Expected", step.expected), ("Verify", step.verify)):
        if text:
            yield from (f"    **{label}:** {plain(text)}", "")
