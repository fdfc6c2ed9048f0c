"""`data/action-items.csv`: one row an action item, for spreadsheets.

The form is that of RFC 4180 in UTF-8. Text of a document that a spreadsheet would take for a formula gets
an apostrophe before it, as OWASP advises against CSV injection; so does what follows a semicolon, at which
spreadsheets of many countries split the cells of a CSV file.
"""

import csv
import re
from collections.abc import Iterable, Sequence
from datetime import date

from incidentbook.analysis.follow_up import FollowUp
from incidentbook.analysis.inert import inert
from incidentbook.analysis.names import Name
from incidentbook.pages.links import safe_url

from .identities import Address, no_address

_FORMULA = re.compile(r"(^|;)([\"'`\s\u200b-\u200f\u2060\ufeff]*[=+\-@＝＋－＠])")
_SPLIT_ADDRESS = re.compile(r";(?=[=+\-@])")

COLUMNS = (
    "id",
    "action",
    "status",
    "overdue_days",
    "owners",
    "team",
    "due",
    "done_on",
    "opened",
    "age_days",
    "days_to_close",
    "due_moves",
    "slip_days",
    "came_back",
    "target",
    "over_target_days",
    "type",
    "priority",
    "ticket",
    "ticket_url",
    "reason",
    "postmortem",
    "postmortem_title",
    "incident_date",
    "severity",
    "services",
    "causes",
    "path",
    "line",
    "url",
)
"""The heading of each column. Days are "2025-03-15", lists are separated by "; "."""


def action_items_csv(items: Iterable[FollowUp], as_of: date, address: Address = no_address) -> str:
    """The items as CSV text with a row of headings, the same for the same input."""
    lines = Lines()
    writer = csv.writer(lines, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for followed in items:
        writer.writerow(_cells(followed, as_of, address))
    return "".join(lines)


class Lines(list[str]):
    """The lines that a writer of CSV wrote."""

    def write(self, line: str) -> None:
        """Keep one more."""
        self.append(line)


def _cells(followed: FollowUp, as_of: date, address: Address) -> Sequence[str | int]:
    tracked = followed.tracked
    item, incident = tracked.item, tracked.incident
    late = (as_of - item.due).days if item.due and item.is_overdue(as_of) else ""
    return (
        cell(item.id),
        cell(item.title or item.text),
        item.status,
        late,
        _list(owner.lstrip("@") for owner in item.owners),
        _names(tracked.teams),
        item.due.isoformat() if item.due else cell(item.due_text),
        _day(followed.closed or item.done_on),
        _day(followed.opened),
        _known(followed.age_days(as_of)),
        _known(followed.days_to_close),
        _known(followed.due_moves),
        _known(followed.slip_days),
        _known(followed.came_back),
        _day(followed.target),
        followed.over_target_days(as_of) or "",
        item.type,
        cell(item.priority),
        cell(item.ticket.text) if item.ticket else "",
        _whole(safe_url(item.ticket.url)) if item.ticket else "",
        cell(item.reason),
        cell(incident.postmortem.id),
        cell(incident.postmortem.title),
        _day(incident.day),
        cell(incident.postmortem.severity),
        _names(incident.services),
        _names(incident.causes),
        cell(item.at.path),
        item.at.line,
        _whole(address(tracked)),
    )


def cell(text: str) -> str:
    """Text of a document on one line, that no spreadsheet takes for a formula."""
    line = " ".join(inert(text).split())
    return _FORMULA.sub(r"\1'\2", line)


def _whole(url: str) -> str:
    """An address without a semicolon before what would then be a formula."""
    return _SPLIT_ADDRESS.sub("%3B", url)


def _list(texts: Iterable[str]) -> str:
    return cell("; ".join(texts))


def _names(names: Iterable[Name]) -> str:
    return _list(name.title for name in names)


def _known(days: int | None) -> str | int:
    return "" if days is None else days


def _day(value: date | None) -> str:
    return value.isoformat() if value else ""
