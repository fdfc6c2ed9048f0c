"""ACT: action items."""

from collections.abc import Iterator

from incidentbook.records import Finding, Postmortem

from .context import Context, reported
from .registry import rule


@rule("ACT101", "missing-owner", level="warning")
def missing_owner(document: Postmortem, _context: Context) -> Iterator[Finding]:
    """An open action item names nobody who will do it.

    Why: an action without an owner is a wish.
    Instead: `- [ ] Add a canary stage — @ana, due 2025-04-01`, or a name in the table's Owner column.
    """
    for item in document.action_items:
        if item.is_open and not item.owners:
            yield Finding(
                item.at,
                f"“{_short(item.title)}” has no owner",
                "add `— @name`, or fill in the Owner column",
                key=item.title,
            )


@rule("ACT102", "missing-due", level="warning")
def missing_due(document: Postmortem, _context: Context) -> Iterator[Finding]:
    """An open action item has no due date.

    Why: what is due on no day is overdue on none, and nobody is reminded.
    Instead: `due 2025-04-01`, or a date in the table's Due column.
    """
    for item in document.action_items:
        if item.is_open and item.due is None:
            said = f" (“{item.due_text}” is no date)" if item.due_text else ""
            hint = "add `due 2026-04-01`, or fill in the Due column"
            yield Finding(item.at, f"“{_short(item.title)}” has no due date{said}", hint, key=item.title)


@rule("ACT103", "status-unknown", level="warning")
def action_status_unknown(document: Postmortem, _context: Context) -> Iterator[Finding]:
    """An action item's status is a word of no known meaning.

    Why: the tracker can call it neither open nor done.
    Instead: open, in progress, blocked, done, declined or proposed.
    """
    lines = {field.at.line for field in document.fields if field.key == "status"}
    return (f for f in reported(document, "status-unknown") if f.at.line not in lines)


@rule("ACT104", "unreadable-row", level="warning")
def unreadable_row(document: Postmortem, _context: Context) -> Iterator[Finding]:
    """A row of the action items' table cannot be read as an item.

    Why: it is missing from the tracker.
    Instead: as many cells as the heading has, the action itself in its column.
    """
    return reported(document, "unreadable-row")


def _short(title: str, limit: int = 70) -> str:
    return title if len(title) <= limit else title[: limit - 1].rstrip() + "…"
