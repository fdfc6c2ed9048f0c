"""Action items as a Markdown checklist, in the form in which postmortems are written and read again."""

import re
from collections.abc import Iterable

from incidentbook.analysis.inert import inert
from incidentbook.pages.models import ActionRow, Link

_SPECIAL = re.compile(r"([\\`*_\[\]<>|~&])")
_OPENING = re.compile(r"^([#+-]|\d+[.)])")


def checklist(rows: Iterable[ActionRow], heading: str = "") -> str:
    """A task an item with its incident below it, under a heading where one is given; ends in a line break."""
    lines = [line for row in rows for line in (_task(row), _incident(row))]
    return "\n".join([*([f"## {escaped(heading)}", ""] if heading else []), *lines, ""])


def _task(row: ActionRow) -> str:
    mark = "x" if row.status.key == "done" else " "
    title = escaped(row.link.text)
    if row.status.key == "declined":
        title = f"~~{title}~~"
    details = ", ".join(filter(None, _details(row)))
    return f"- [{mark}] {title}{f' — {details}' if details else ''}"


def _details(row: ActionRow) -> Iterable[str]:
    yield from (escaped(owner.text) for owner in row.owners)
    yield f"due {row.due.iso}" if row.due else ""
    yield escaped(row.priority)
    yield row.type
    if row.status.key in {"in-progress", "blocked", "proposed"}:
        yield row.status.text.lower()
    if row.done and row.status.key == "done":
        yield f"done {row.done.iso}"
    yield _ticket(row.ticket) if row.ticket else ""


def _incident(row: ActionRow) -> str:
    severity = f", {escaped(row.severity.text)}" if row.severity.key != "none" else ""
    return f"  - {escaped(row.id)}: {escaped(row.incident.text)}{severity}"


def _ticket(link: Link) -> str:
    text = escaped(link.text)
    if link.target is None:
        return text
    return f"[{text}](<{link.target.path}>)" if "(" in link.target.path else f"[{text}]({link.target.path})"


def escaped(text: str) -> str:
    """Text of a document as Markdown that shows it and nothing else, on one line."""
    line = " ".join(inert(text).split())
    return _OPENING.sub(r"\\\1", _SPECIAL.sub(r"\\\1", line))
