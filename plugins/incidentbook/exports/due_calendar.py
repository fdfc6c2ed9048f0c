"""`data/action-items.ics`: the due dates of unfinished action items, for calendars.

Each is an event of a whole day (RFC 5545, VEVENT), and no VTODO: calendars that people subscribe to
(Google, Outlook, Apple's) show events and leave tasks out. It takes nobody's time (TRANSP) and says its end,
the day after, which some programs want. An item that is finished leaves the calendar.
"""

import re
import uuid
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from incidentbook.analysis.backlog import TrackedItem
from incidentbook.pages.chips import STATUSES
from incidentbook.pages.links import safe_url

from .identities import Address, no_address, with_names

_SPACE = uuid.uuid5(uuid.NAMESPACE_URL, "tag:incidentbook:action-items")
_LONGEST = 75
"""Octets in a line before it is folded (RFC 5545, section 3.1)."""

_ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})
_FORBIDDEN = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
EMPTY_CALENDAR = (
    "BEGIN:VTIMEZONE",
    "TZID:UTC",
    "BEGIN:STANDARD",
    "DTSTART:19700101T000000",
    "TZOFFSETFROM:+0000",
    "TZOFFSETTO:+0000",
    "END:STANDARD",
    "END:VTIMEZONE",
)
"""Stands in a calendar without events, because RFC 5545 allows none without any component."""

_PRIORITIES = {"highest": 1, "critical": 1, "urgent": 1, "high": 3, "medium": 5, "low": 7, "lowest": 9}
_PRIORITY = re.compile(r"P([0-4])\Z")
_NUMBERED = (1, 3, 5, 7, 9)


def action_items_ics(
    items: Iterable[TrackedItem], as_of: date, title: str, address: Address = no_address
) -> str:
    """The calendar named `title`, the same for the same input and day; its lines end in CR LF."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//incidentbook//action items//EN",
        "CALSCALE:GREGORIAN",
        f"NAME:{escaped(title)}",
        f"X-WR-CALNAME:{escaped(title)}",
        "REFRESH-INTERVAL;VALUE=DURATION:P1D",
        "X-PUBLISHED-TTL:P1D",
    ]
    events = [
        line
        for tracked, name in with_names(items)
        if tracked.item.is_open and tracked.item.due
        for line in _event(tracked, tracked.item.due, as_of, event_uid(title, name), address(tracked))
    ]
    return "".join(f"{folded(line)}\r\n" for line in (*lines, *(events or EMPTY_CALENDAR), "END:VCALENDAR"))


def event_uid(title: str, name: str) -> str:
    """The UID of an item of a portal: it stays when its words and dates or the site's address change."""
    return str(uuid.uuid5(_SPACE, f"{title}\n{name}".encode("utf-8", "replace").decode()))


def _event(tracked: TrackedItem, due: date, as_of: date, uid: str, url: str) -> Iterator[str]:
    item = tracked.item
    yield "BEGIN:VEVENT"
    yield f"UID:{uid}"
    yield f"DTSTAMP:{_day(as_of)}T000000Z"
    yield f"DTSTART;VALUE=DATE:{_day(due)}"
    if due < date.max:
        yield f"DTEND;VALUE=DATE:{_day(due + timedelta(1))}"
    yield f"SUMMARY:{escaped(' '.join((item.title or item.text or item.id).split()))}"
    yield f"DESCRIPTION:{escaped(_description(tracked))}"
    yield "TRANSP:TRANSPARENT"
    if item.type:
        yield f"CATEGORIES:{escaped(item.type)}"
    if rank := _rank(item.priority):
        yield f"PRIORITY:{rank}"
    if url:
        yield f"URL:{_FORBIDDEN.sub('', url)}"
    yield "END:VEVENT"


def _day(day: date) -> str:
    return day.isoformat().replace("-", "")


def _description(tracked: TrackedItem) -> str:
    item, postmortem = tracked.item, tracked.incident.postmortem
    told = {
        "Owner": ", ".join(item.owners),
        "Team": ", ".join(team.title for team in tracked.teams),
        "Priority": item.priority,
        "Status": STATUSES.get(item.status, item.status),
        "Incident": " · ".join(filter(None, (postmortem.title, postmortem.id, postmortem.severity))),
        "Ticket": _ticket(tracked),
        "Written in": f"{item.at.path}:{item.at.line}",
    }
    return "\n".join(f"{label}: {' '.join(words.split())}" for label, words in told.items() if words)


def _ticket(tracked: TrackedItem) -> str:
    ticket = tracked.item.ticket
    return " ".join(filter(None, (ticket.text, safe_url(ticket.url)))) if ticket else ""


def _rank(priority: str) -> int:
    """The priority as RFC 5545 counts it, 1 for the highest to 9; 0 where it is unknown."""
    if numbered := _PRIORITY.match(priority.upper()):
        return _NUMBERED[int(numbered[1])]
    return _PRIORITIES.get(priority.casefold(), 0)


def escaped(text: str) -> str:
    """A value of the type TEXT (RFC 5545, section 3.3.11)."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return _FORBIDDEN.sub(" ", lines).translate(_ESCAPES)


def folded(line: str) -> str:
    """A content line in pieces of at most 75 octets, never broken within a character."""
    pieces, size = [""], 0
    for sign in line:
        octets = len(sign.encode())
        if size + octets > _LONGEST:
            pieces.append(" ")
            size = 1
        pieces[-1] += sign
        size += octets
    return "\r\n".join(pieces)
