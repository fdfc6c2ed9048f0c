"""The steps of a runbook as plain data, complete enough for a program to go through them one by one."""

from bisect import bisect_right
from collections.abc import Iterator

from incidentbook.checks.hazards import hazard_of
from incidentbook.pages.instructions import copyables, placeholders
from incidentbook.records import Command, Location, Runbook, Step


def steps(record: Runbook) -> list[dict[str, object]]:
    """All steps in the order of the document, numbered from 1."""
    headings = sorted((one.at.line, one.heading) for one in record.sections if one.heading)
    lines = [line for line, _ in headings]
    blocks = _blocks(record)
    found = []
    for number, step in enumerate(record.steps, 1):
        above = bisect_right(lines, step.at.line)
        heading = headings[above - 1][1] if above else ""
        commands = [_command(command, next(blocks)) for command in step.commands]
        found.append({"number": number, "heading": heading, **_step(step), "commands": commands})
    return found


def open_places(record: Runbook) -> list[dict[str, object]]:
    """What is to be filled in before the commands can run, each thing once with all its spellings."""
    return [
        {"name": one.name, "label": one.label, "spellings": list(one.spellings)}
        for one in placeholders(copyables(record))
    ]


def _step(step: Step) -> dict[str, object]:
    return {
        "section": step.section,
        "case": step.case,
        "text": step.text,
        "when": step.when,
        "warning": step.warning,
        "expected": step.expected,
        "expected_line": _line(step.expected_at),
        "verify": step.verify,
        "verify_line": _line(step.verify_at),
        "line": step.at.line,
        "column": step.at.column,
    }


def _command(command: Command, block: int) -> dict[str, object]:
    return {
        "text": command.text,
        "block": block,
        "language": command.language,
        "placeholders": list(command.placeholders),
        "danger": hazard_of(command.text),
        "output": command.output,
        "output_line": command.output_line or None,
        "line": command.at.line,
        "column": command.at.column,
    }


def _blocks(record: Runbook) -> Iterator[int]:
    """For each command the number of its piece of code, of which one copy takes all commands."""
    number, last = 0, None
    for step in record.steps:
        for command in step.commands:
            if command.block is None or command.block != last:
                number += 1
            last = command.block
            yield number


def _line(at: Location | None) -> int | None:
    return at.line if at else None
