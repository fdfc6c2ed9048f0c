"""Templates of messages → messages with blanks.

A template is plain text with Jinja: the fields of `pages.messages` are blanks that are filled in later, in
the terminal or in the browser, so that a template can place them but not look into them.
"""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import TracebackType

import jinja2

from incidentbook.pages.messages import AUDIENCES, labels
from incidentbook.pages.models import Message, Slot
from incidentbook.pages.models.kit import Part
from incidentbook.reading.names import closest
from incidentbook.records import Policy

from .template_loader import sandbox

_OPEN, _OPTIONAL, _CLOSE = "\ue000", "\ue001", "\ue002"
_MARK = re.compile(f"([{_OPEN}{_OPTIONAL}])([^{_CLOSE}]*){_CLOSE}")
_MARKS = re.compile(f"[{_OPEN}{_OPTIONAL}{_CLOSE}]")


_FAULTS = (TypeError, ValueError, OverflowError, RecursionError)
"""What a template raises beside errors of Jinja."""


class MessageError(Exception):
    """A template of a message cannot be used; its text says which, where, and what to write."""


class Blank:
    """A field in a template: it can be placed, and not looked into."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __str__(self) -> str:
        return f"{_OPEN}{self.name}{_CLOSE}"

    def __bool__(self) -> bool:
        raise MessageError(
            f"asks whether “{self.name}” is filled in, which is not known yet; "
            f"write `{{{{ {self.name} | optional }}}}` in a line that falls out where it is empty"
        )

    def __eq__(self, other: object) -> bool:
        raise MessageError(
            f"compares “{self.name}”, which is filled in later; write a message that fits every value"
        )

    __hash__ = object.__hash__

    def __len__(self) -> int:
        raise MessageError(f"looks into “{self.name}”, which is filled in later; place it as it is")

    def __iter__(self) -> Iterator[str]:
        raise MessageError(f"looks into “{self.name}”, which is filled in later; place it as it is")


def message(policy: Policy, audience: str, phase: str, folders: Sequence[Path]) -> Message:
    """The message for an audience and a phase, from the first of `folders` that has its template.

    Raises:
        MessageError: The template is missing, broken, or uses a field that does not exist.
    """
    name = f"{audience}/{phase}.txt"
    names = labels(policy)
    environment = sandbox(folders)
    environment.filters["optional"] = _optional
    values: dict[str, object] = {field: Blank(field) for field in names}
    roles = [{"title": role.title, "name": _optional(Blank(role.id))} for role in policy.roles]
    try:
        text = environment.get_template(name).render(values | {"roles": roles})
        lines = tuple(tuple(_parts(line, names)) for line in text.strip("\n").split("\n"))
    except (jinja2.TemplateError, MessageError, *_FAULTS) as error:
        raise MessageError(_reason(name, error, names)) from error
    return Message(audience, phase, lines)


def messages(policy: Policy, folders: Sequence[Path]) -> tuple[Message, ...]:
    """All messages, in the order of `AUDIENCES`. Raises MessageError."""
    return tuple(
        message(policy, audience, phase, folders)
        for audience, phases in AUDIENCES.items()
        for phase in phases
    )


def _optional(blank: object) -> str:
    if not isinstance(blank, Blank):
        raise MessageError("`optional` stands behind the name of a field, as in `{{ call | optional }}`")
    return f"{_OPTIONAL}{blank.name}{_CLOSE}"


def _parts(line: str, names: dict[str, str]) -> Iterator[Part]:
    place = 0
    for mark in _MARK.finditer(line):
        if line[place : mark.start()]:
            yield _plain(line[place : mark.start()])
        if mark[2] not in names:
            raise MessageError(f"changes a field (“{mark[2]}”), which is filled in later; place it as it is")
        yield Slot(mark[2], mark[1] == _OPTIONAL)
        place = mark.end()
    if line[place:]:
        yield _plain(line[place:])


def _plain(words: str) -> str:
    if _MARKS.search(words):
        raise MessageError("cuts a field, which is filled in later; place it as it is")
    return words


def _reason(name: str, error: Exception, names: dict[str, str]) -> str:
    line = getattr(error, "lineno", None) or _line(error.__traceback__)
    place = f"{name}:{line}" if line else name
    if isinstance(error, jinja2.TemplateNotFound):
        return f"{name}: there is no such template"
    if isinstance(error, RecursionError):
        return f"{name}: it is nested too deeply"
    unknown = re.match(r"'(\w+)' is undefined", str(error))
    if unknown:
        near = closest(unknown[1], names, 0.6)
        hint = f"did you mean “{near}”?" if near else f"there are: {', '.join(names)}, roles"
        return f"{place}: unknown field “{unknown[1]}”; {hint}"
    return f"{place}: {error}"


def _line(traceback: TracebackType | None) -> int | None:
    """The line of the template in which an error was raised."""
    found = None
    while traceback is not None:
        if traceback.tb_frame.f_code.co_filename.endswith(".txt"):
            found = traceback.tb_lineno
        traceback = traceback.tb_next
    return found
