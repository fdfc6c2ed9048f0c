"""The commands of a runbook as its page offers them: to fill in, to be careful with, to copy."""

import re
from collections.abc import Iterable

from incidentbook.checks.hazards import hazard_of
from incidentbook.records import Command, Runbook

from .models import Copyable, Placeholder

_AROUND = "<>[]{}$ \t"
_LABELS = re.compile(r"^\.?labels\.", re.IGNORECASE)
_JOINTS = re.compile(r"[\s._:-]+")


def copyables(runbook: Runbook) -> tuple[Copyable, ...]:
    """The commands of all steps, in the order of the document."""
    return tuple(copyable(command) for step in runbook.steps for command in step.commands)


def copyable(command: Command) -> Copyable:
    """One command, with what it destroys."""
    return Copyable(text=command.text, open=command.placeholders, hazard=hazard_of(command.text))


def placeholders(commands: Iterable[Copyable]) -> tuple[Placeholder, ...]:
    """What is to be filled in, each thing once however it is written, in the order of its first command.

    "<pod>", "$POD" and "{{ $labels.pod }}" are one.
    """
    found: dict[str, dict[str, None]] = {}
    for command in commands:
        for spelling in command.open:
            found.setdefault(_name(spelling), {})[spelling] = None
    return tuple(
        Placeholder(name=name, label=_label(next(iter(spellings))), spellings=tuple(spellings))
        for name, spellings in found.items()
    )


def _label(spelling: str) -> str:
    return _LABELS.sub("", spelling.strip(_AROUND)) or spelling


def _name(spelling: str) -> str:
    return _JOINTS.sub("-", _label(spelling).casefold()).strip("-") or spelling
