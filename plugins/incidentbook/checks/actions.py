"""ACT: action items."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from incidentbook.reading.action_words import is_bare_status
from incidentbook.reading.date_faults import day_fault
from incidentbook.reading.patterns import expression
from incidentbook.records import ActionItem, Finding, Postmortem

from .action_words import is_handed_on, names_its_doer, words_beside_title
from .context import Context, reported
from .registry import Setting, rule
from .titles import short

_LONGEST_DATE = 40
_MANY = 6
"""So many words beside the title can be a reason."""


@rule("ACT101", "missing-owner", level="warning")
def missing_owner(document: Postmortem, _context: Context) -> Iterator[Finding]:
    """An open action item names nobody who will do it.

    Silent where the sentence says who does it (“Platform will renew the keys”), and where it says that a task
    was written elsewhere.

    Why: an action without an owner is a wish.
    Instead: `- [ ] Add a canary stage — @ana, due 2025-04-01`, or a name in the table's Owner column.
    Measured: 232 firings on 68 real documents, 113 read, 0 false alarms.
    """
    for item in document.action_items:
        if item.is_open and not item.owners and not names_its_doer(item) and not is_handed_on(item):
            hint = "write `@name` into the column Owner" if item.form == "table" else "add `— @name`"
            yield Finding(item.at, f"“{short(item.title)}” has no owner", hint, key=item.title)


@rule("ACT102", "missing-due", level="warning")
def missing_due(document: Postmortem, context: Context) -> Iterator[Finding]:
    """An open action item has no due date.

    Why: what is due on no day is overdue on none, and nobody is reminded.
    Instead: `due 2025-04-01`, or a date in the table's Due column.
    Measured: 235 firings on 68 real documents, 116 read, 1 false alarm.
    """
    for item in document.action_items:
        if item.is_open and item.due is None:
            message, hint = _without_due(item, context.as_of)
            yield Finding(item.at, message, hint, key=item.title)


def _without_due(item: ActionItem, as_of: date) -> tuple[str, str]:
    """What is wrong with an item's due date, and what to write where the item has it."""
    title, example = short(item.title), _in_a_month(as_of).isoformat()
    is_cell = item.form == "table"
    if not item.due_text:
        hint = f"write `{example}` into the column Due" if is_cell else f"add `due {example}`"
        return f"“{title}” has no due date", hint
    fault = day_fault(item.due_text, as_of)
    wrong = fault.wrong if fault else "is no date"
    remedy = fault.remedy("{}" if is_cell else "due {}") if fault else ""
    message = f"“{title}” is due “{short(item.due_text, _LONGEST_DATE)}”, which {wrong}"
    return message, remedy or f"write a day instead, such as `{example}`"


@rule("ACT103", "action-status-unknown", level="warning", formerly="status-unknown")
def action_status_unknown(document: Postmortem, _context: Context) -> Iterator[Finding]:
    """An action item's status is a word of no known meaning.

    Why: the tracker can call it neither open nor done.
    Instead: open, in progress, blocked, done, declined or proposed.
    Measured: no firing on 68 real documents.
    """
    return reported(document, "action-status-unknown")


@rule("ACT104", "unreadable-row", level="warning")
def unreadable_row(document: Postmortem, _context: Context) -> Iterator[Finding]:
    """A row of the action items' table has no action, or more or fewer cells than the heading.

    What a row lacks at its end is taken as empty, as the page shows it. The label of a group may stand alone
    in its row.

    Why: a row without an action is missing from the tracker; in the other ones a cell may count for what it
    is not, an owner for an action.
    Instead: a cell below each heading, an empty one too: `| Raise the limit | ana | |`.
    Measured: no firing on 68 real documents.
    """
    return reported(document, "unreadable-row")


@rule(
    "ACT105",
    "due-before-incident",
    level="warning",
    settings={"days": Setting(0, "Days by which an item may be due before the incident")},
)
def due_before_incident(document: Postmortem, context: Context) -> Iterator[Finding]:
    """An action item is due before the day of the incident that it follows from.

    Why: it is overdue from its first day; most often a year was mistyped.
    Instead: the day that is meant: `due 2026-02-01`.
    Measured: no firing on 68 real documents, which give no due dates.
    """
    day = document.date
    for item in document.action_items:
        if day is None or item.due is None or item.due >= day or item.status == "declined":
            continue
        if (day - item.due).days > context.number("ACT105", "days", document):
            message = f"“{short(item.title)}” is due on {item.due}, before the incident of {day}"
            yield Finding(item.at, message, "correct its due date, or the incident's", key=item.title)


@rule(
    "ACT106",
    "overdue",
    level="warning",
    settings={"days": Setting(0, "Days after the due date before an item is reported")},
)
def overdue(document: Postmortem, context: Context) -> Iterator[Finding]:
    """An action item is not done, and its due date has passed.

    Why: until it is done, the incident can come back the same way.
    Instead: mark it done with the day, agree on a new date, or decline it with the reason.
    Measured: no firing on 68 real documents, which give no due dates.
    """
    for item in document.action_items:
        late = (context.as_of - item.due).days if item.due and item.is_open else 0
        if late > context.number("ACT106", "days", document):
            who = f" ({', '.join(item.owners)})" if item.owners else ""
            message = f"“{short(item.title)}”{who} was due on {item.due}"
            hint = "mark it done with the day, give a new date, or decline it with the reason"
            yield Finding(item.at, message, hint, key=item.title)


@rule("ACT110", "done-without-evidence", level="info")
def done_without_evidence(document: Postmortem, _context: Context) -> Iterator[Finding]:
    """An action item is done, but neither a day, a ticket nor a link shows it.

    Why: when the incident comes back, nobody can tell what was changed, and when.
    Instead: `- [x] Add a canary stage — done 2026-02-01, OPS-12`, or the link of the change.
    Measured: 16 firings on 68 real documents, 16 read, 0 false alarms.
    """
    linked = _linked_lines(document)
    for item in document.action_items:
        if item.status == "done" and not (item.done_on or item.ticket or item.reason):
            lines = range(item.at.line, _end(document, item))
            if not _EVIDENCE.search(item.text) and linked.isdisjoint(lines):
                message = f"“{short(item.title)}” is done, but no day, ticket or link shows it"
                yield Finding(item.at, message, "add the day or the link of the change", key=item.title)


_EVIDENCE = expression(
    r"https?://|\b(?:PR|MR|issue|commit|ticket|release)\s*#?\d|\b(?=\w*\d)[0-9a-f]{7,40}\b"
    r"|\bdone(?::| (?:in|by|via|with|at|on) )",
    re.IGNORECASE,
)


def _linked_lines(document: Postmortem) -> frozenset[int]:
    """The lines with a link that leads out of the document."""
    return frozenset(at.line for url, at in document.links if not url.startswith("#"))


def _end(document: Postmortem, item: ActionItem) -> int:
    """The line before which an item's own words end: at the next item or section, or a few lines on."""
    starts = [other.at.line for other in document.action_items]
    starts += [section.at.line for section in document.sections]
    following = [line for line in starts if line > item.at.line]
    return min([*following, item.at.line + _LONGEST])


_LONGEST = 8
"""An item's own words are looked for on so many lines."""


@rule(
    "ACT111",
    "missing-ticket",
    level="off",
    settings={"others": Setting(1, "Items of the document with a ticket, from which on all should have one")},
)
def missing_ticket(document: Postmortem, context: Context) -> Iterator[Finding]:
    """An open action item has no ticket, while others of the same postmortem have one.

    Why: the team plans by its tracker, and what is not in it is not planned.
    Instead: the ticket's number or link in the item or in the column Ticket. Set `others: 0` to ask for a
    ticket everywhere; where a team works without a tracker, the rule stays silent.
    Off by default: the portal tracks items itself, whether each needs a ticket too is for the team to say,
    and one ticket for a group of items is not seen.
    Measured: 19 firings on 68 real documents, 19 read, 3 false alarms.
    """
    with_ticket = sum(item.ticket is not None for item in document.action_items)
    if with_ticket < context.number("ACT111", "others", document):
        return
    linked = _linked_lines(document)
    for item in document.action_items:
        waits = item.status == "blocked"
        if item.is_open and not waits and item.ticket is None and item.at.line not in linked:
            who = (
                "though others of this postmortem have one" if with_ticket else "and this policy asks for one"
            )
            message = f"“{short(item.title)}” has no ticket, {who}"
            yield Finding(item.at, message, "add the ticket's number or link", key=item.title)


@rule("ACT114", "declined-without-reason", level="info")
def declined_without_reason(document: Postmortem, _context: Context) -> Iterator[Finding]:
    """An action item was declined, and nothing says why.

    Why: at the next incident somebody proposes it again, or asks who decided.
    Instead: `~~Run in a second region~~ — declined: costs more than the outages`, or a column Reason.
    Measured: no firing on 68 real documents.
    """
    for item in document.action_items:
        if item.status == "declined" and not (
            item.reason or item.ticket or words_beside_title(item) >= _MANY
        ):
            message = f"“{short(item.title)}” was declined without a reason"
            yield Finding(item.at, message, "add the reason behind the word declined", key=item.title)


@rule("ACT115", "action-status-spelling", level="off")
def action_status_spelling(document: Postmortem, _context: Context) -> Iterator[Finding]:
    """The status in an action item's row is understood, and spelt otherwise (`Completed` for `done`).

    Silent where a day or a reason stands beside the word. Off by default: a team may keep its own words, and
    the portal shows one word for all of them.

    Why: one word for one state can be searched for in the source.
    Instead: open, in-progress, blocked, done, declined or proposed; `incidentbook check --fix` writes it.
    Measured: no firing on 67 real documents, whose actions have no status.
    """
    for item in document.action_items:
        written = item.status_text
        if item.form == "table" and item.status not in {"unknown", written} and is_bare_status(written):
            message = f"the status “{written}” means “{item.status}”"
            yield Finding(item.at, message, f"write `{item.status}`", key=f"{item.title} {written}")


def _in_a_month(day: date) -> date:
    """A day to propose: four weeks on, where the calendar goes on."""
    return day + timedelta(28) if day.year < date.max.year else day
