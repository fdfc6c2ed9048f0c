"""RUN: what the steps of runbooks say, and the commands that they hand to a tired person."""

import re
from collections.abc import Iterator

from incidentbook.reading.patterns import expression
from incidentbook.records import Command, Finding, Passage, Runbook

from .context import Context, reported
from .hazards import WITH_VARIABLE, hazard_of
from .registry import rule
from .vagueness import is_vague

_PROMPTED = frozenset({"console", "shell-session", "sh-session", "terminal", "session", "doscon", "pycon"})
"""Languages of a fence in which a prompt belongs: a highlighter sets it apart from what is typed."""


_GAP = 2
"""Lines from one command of a block to the next; two blocks are further apart."""


@rule("RUN110", "prompt-in-command", level="info", applies="runbook")
def prompt_in_command(document: Runbook, _context: Context) -> Iterator[Finding]:
    """A command to copy begins with a prompt.

    Silent in blocks that show output as well, and in `console` blocks, where the prompt tells the two
    apart. Reported once a block. The portal copies without prompts; editors and code hosts do not.

    Why: whoever copies it at night runs `$` and gets “command not found”.
    Instead: the command alone, in a `sh` block.
    Measured: 28 firings on 108 real documents, 28 read, 0 false alarms.
    """
    before = 0
    for step in document.steps:
        for command in step.commands:
            if not command.had_prompt or command.shows_output or command.language in _PROMPTED:
                continue
            if not before or not before <= command.at.line <= before + _GAP:
                message = f"“{_short(command.text)}” stands behind a prompt, which is copied with it"
                yield Finding(command.at, message, "delete the prompt", key=command.text)
            before = command.at.line + command.text.count("\n")


_BRACKETED = expression(r"(?<![\]\w`])\[([A-Z][A-Za-z]+(?:[ /_'-][A-Za-z]+){0,6})\](?![\[(:])")
_SLOT_WORDS = expression(
    r"(?<![a-z])(?:names?|teams?|services?|owners?|links?|url|date|channel|slack|phone|e-?mail|descri(?:be|ption)"
    r"|insert|your|contacts?|person|title|dashboards?|specify|fill|thresholds?|placeholder|example|number)(?![a-z])",
    re.IGNORECASE,
)
"""Words of which a template's slots are made: “[Team name]” is one, “[TOC]” and “[Optional]” are none."""
_FILLER = expression(
    r"\W{0,4}(?:to ?do|t\.?b\.?[ad]\.?|fix ?me"
    r"|to be (?:added|done|written|defined|completed|filled in|documented)"
    r"|coming soon|work in progress|wip|fill (?:this |me )?in|add (?:text|content|steps|details) here"
    r"|your text here|lorem ipsum\b.{0,400}|insert .{1,40} here|placeholder)\W{0,4}",
    re.IGNORECASE | re.DOTALL,
)
_LATER = expression(r"\b(TODO|TBD|TBA|FIXME)\b")
_SLOT = expression(r"(?<![\w/-])(?:YYYY-MM-DD|DD/MM/YYYY|MM/DD/YYYY|XXXX+|555-[X\d]{4})(?![\w/-])")


@rule("RUN111", "unfilled-placeholder", level="warning", applies="runbook")
def unfilled_placeholder(document: Runbook, _context: Context) -> Iterator[Finding]:
    """A place that the template left open is still open (`TODO`, `[Team name]`, “To be added”).

    Placeholders in commands (`<pod>`, `$POD`) are meant to be filled in while the runbook is followed, and
    are never reported.

    Why: it looks as if there was help, and there is none.
    Instead: what belongs there, or “Unknown: nobody has seen this yet”, or no such section.
    Measured: 24 firings on 108 real documents, 24 read, 0 false alarms.
    """
    yield from reported(document, "unfilled-placeholder")
    for passage in document.prose:
        for start, words in _open_places(passage):
            message = f"“{_short(words)}” was never filled in"
            hint = "write what belongs there, or delete it"
            key = f"{passage.section} {words}".strip()
            yield Finding(passage.at(start), message, hint, key=key, length=len(words))


def _open_places(passage: Passage) -> Iterator[tuple[int, str]]:
    """Where a template's words stand in a passage, and which they are."""
    text = passage.text
    if len(text) < _LONG and _FILLER.fullmatch(text.strip()):
        yield len(text) - len(text.lstrip()), text.strip()
        return
    for pattern in (_LATER, _SLOT):
        yield from ((match.start(), match.group()) for match in pattern.finditer(text))
    for slot in _BRACKETED.finditer(text) if "[" in text else ():
        if _SLOT_WORDS.search(slot[1]):
            yield slot.start(), slot.group()


_LONG = 480


@rule("RUN112", "dangerous-command", level="warning", applies="runbook")
def dangerous_command(document: Runbook, _context: Context) -> Iterator[Finding]:
    """A command destroys data or history, and nothing before it warns.

    Knows deletions without bounds (`rm -rf /`, `rm -rf $DIR/`, `kubectl delete … --all`, of namespaces and
    volumes), `DROP` and `TRUNCATE`, `DELETE` and `UPDATE` without `WHERE`, `git push --force`, `terraform
    destroy`, writing to a device, and the like. A warning in the step is enough, or one before it in its
    section.

    Why: tired people run what stands there.
    Instead: “Warning: this deletes …, and cannot be undone. Ask … first.” before it, and the narrowest
    form of the command.
    Measured: no firing on 108 real documents.
    """
    for step in document.steps:
        for command in step.commands:
            hazard = "" if step.warning else _hazard(command)
            if hazard:
                message = f"“{_short(command.text)}” {hazard}, and nothing before it warns"
                hint = "say before it what is lost, when not to run it, and whom to ask"
                yield Finding(command.at, message, hint, key=command.text)


def _hazard(command: Command) -> str:
    """What a command destroys; a variable that was set before it is not empty."""
    found = hazard_of(command.text)
    is_set = not any(name.startswith("$") for name in command.placeholders)
    return "" if found == WITH_VARIABLE and is_set else found


@rule("RUN113", "vague-step", level="warning", applies="runbook")
def vague_step(document: Runbook, _context: Context) -> Iterator[Finding]:
    """A step says that something should be looked at or mended, not where or how.

    Reported are steps that are no more than such a phrase (“Check the logs”, “Fix the problem”), without a
    command, a link, an expectation or a further word.

    Why: whoever knows how needs no runbook, and whoever does not is not helped.
    Instead: which log, with which query, and what to look for: “`kubectl logs …`: lines with `deadline
    exceeded` mean …”.
    Measured: 1 firing on 108 real documents, 1 read, 0 false alarms.
    """
    lines = {at.line for _, at in document.links}
    for step in document.steps:
        if step.commands or step.expected or step.verify or step.at.line in lines:
            continue
        if is_vague(step.text):
            message = f"“{_short(step.text)}” does not say where or how"
            hint = "add the command, query or link, and what to look for"
            yield Finding(step.at, message, hint, key=f"{step.case} {step.text}".strip())


def _short(text: str, limit: int = 60) -> str:
    line = text.strip().split("\n", maxsplit=1)[0]
    return line if len(line) <= limit else f"{line[: limit - 1].rstrip()}…"
