"""`data/oncall-<rotation>.ics`: who is on call when, for calendars (RFC 5545).

One event a turn, in UTC, so that the calendar needs no rules about clocks of its own. An event keeps its UID
as long as the turn begins at the same moment, whoever takes it: an exchanged turn changes in place.
"""

import uuid
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta

from incidentbook.analysis.rota import Span, natural
from incidentbook.analysis.rota_people import display_name
from incidentbook.records.rota import Rota, Rotation

from .due_calendar import EMPTY_CALENDAR, escaped, folded

BEFORE = timedelta(days=28)
AFTER = timedelta(days=182)
"""So much of the past and of the time to come is in the calendar."""

_SPACE = uuid.uuid5(uuid.NAMESPACE_URL, "tag:incidentbook:rota")


def rota_ics(rota: Rota, rotations: Iterable[Rotation], as_of: date, title: str, url: str = "") -> str:
    """The calendar of some rotations of the portal `title`, the same for the same input and day.

    `url` is the address of the page about the rota, where there is one. Lines end in CR LF.
    """
    every = tuple(rotations)
    name = every[0].title if len(every) == 1 else title
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//incidentbook//rota//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"NAME:{escaped(f'On call: {name}')}",
        f"X-WR-CALNAME:{escaped(f'On call: {name}')}",
        "REFRESH-INTERVAL;VALUE=DURATION:PT12H",
        "X-PUBLISHED-TTL:PT12H",
    ]
    today = datetime.combine(as_of, time(), UTC)
    events = [
        line
        for rotation in every
        for own in rotation.lines
        for span in natural(rotation, own.name, today - BEFORE, today + AFTER)
        for line in _event(rota, rotation, own.name, span, as_of, title, url)
    ]
    return "".join(f"{folded(line)}\r\n" for line in (*lines, *(events or EMPTY_CALENDAR), "END:VCALENDAR"))


def span_uid(title: str, rotation: str, line: str, start: datetime) -> str:
    """The UID of a turn: of one portal, rotation and line no two turns begin at the same moment."""
    return str(uuid.uuid5(_SPACE, f"{title}\n{rotation}\n{line}\n{_time(start)}"))


def _event(  # noqa: PLR0913, PLR0917 - an event is all of this
    rota: Rota, rotation: Rotation, line: str, span: Span, as_of: date, title: str, url: str
) -> Iterator[str]:
    who = display_name(rota, span.person)
    place = f"{rotation.title}, {span.shift}" if span.shift else rotation.title
    yield "BEGIN:VEVENT"
    yield f"UID:{span_uid(title, rotation.id, line, span.start)}"
    yield f"DTSTAMP:{as_of:%Y%m%d}T000000Z"
    yield f"DTSTART:{_time(span.start)}"
    yield f"DTEND:{_time(span.end)}"
    yield f"SUMMARY:{escaped(f'{who} ({line}): {place}')}"
    if span.is_override:
        yield f"DESCRIPTION:{escaped('Exchanged turn' + (f': {span.reason}' if span.reason else ''))}"
    yield f"CATEGORIES:{escaped(line)}"
    yield "TRANSP:TRANSPARENT"
    if url:
        yield f"URL:{url}"
    yield "END:VEVENT"


def _time(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"
