"""`incidentbook.tracker.json`: the states of tickets as `incidentbook sync` last saw them."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from urllib.parse import urlsplit

from incidentbook.records import Location, Problem
from incidentbook.records.tracker import TICKET_STATES, Tracker, TrackerSource, TrackerTicket

TRACKER_NAME = "incidentbook.tracker.json"
"""The name of the file, beside the policy."""

VERSION = 1
LARGEST = 50_000_000
"""A larger file is not read."""

_HINT = "restore it from Git, or delete it and run `incidentbook sync`"


def read_tracker(root: Path) -> Tracker:
    """What the file in the root holds; nothing where there is none."""
    try:
        with (root / TRACKER_NAME).open("rb") as file:
            data = file.read(LARGEST + 1)
    except FileNotFoundError:
        return Tracker()
    except OSError as error:
        return _unusable(f"the file cannot be read ({error.strerror})")
    if len(data) > LARGEST:
        return _unusable("the file is too large")
    return load(data.decode("utf-8-sig", "replace"))


def load(text: str) -> Tracker:
    """The trackers in `text`; what cannot be understood is left out, with a problem where it stood."""
    try:
        content = json.loads(text)
    except ValueError as error:
        line, column = getattr(error, "lineno", 1), getattr(error, "colno", 1)
        return _unusable("the file is not JSON", line, column)
    except RecursionError:
        return _unusable("the file is nested too deeply")
    if not isinstance(content, dict) or content.get("version") != VERSION:
        return _unusable(f"the file is none of version {VERSION}")
    entries = _list(content.get("sources"))
    sources = tuple(source for entry in entries if (source := _source(entry)))
    lost = len(entries) - len(sources)
    return Tracker(sources, (_problem(f"{lost} of its sources cannot be understood"),) if lost else ())


def dump(tracker: Tracker) -> str:
    """The file's text, in an order of its own, so that two runs with the same answers write the same."""
    sources = sorted(tracker.sources, key=lambda source: (source.kind, source.url))
    content = {"version": VERSION, "sources": [_written(source) for source in sources]}
    text = json.dumps(content, ensure_ascii=False, indent=1)
    return text.encode("utf-8", "replace").decode() + "\n"


def normal_url(url: str) -> str:
    """What two addresses of one ticket have in common: the scheme, a fragment, a query and "/" do not count.

    An address that no browser would follow is no ticket's: the result is then empty.
    """
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return ""
    if parts.scheme not in {"http", "https"} or not parts.netloc:
        return ""
    return f"{parts.netloc.lower()}{parts.path.rstrip('/')}"


def _source(entry: object) -> TrackerSource | None:
    if not isinstance(entry, dict):
        return None
    fetched_on, kind = _day(entry.get("fetched_on")), _text(entry.get("from"))
    if fetched_on is None or not kind:
        return None
    tickets = tuple(_tickets(_list(entry.get("tickets")), fetched_on))
    return TrackerSource(kind, _text(entry.get("url")), fetched_on, tickets)


def _tickets(entries: list[object], fetched_on: date) -> Iterator[TrackerTicket]:
    for entry in entries:
        if isinstance(entry, dict) and (ref := _text(entry.get("ref"))):
            own_day = _day(entry.get("fetched_on"))
            state = _text(entry.get("state"))
            yield TrackerTicket(
                ref=ref,
                state=state if state in TICKET_STATES else "unknown",
                url=_text(entry.get("url")),
                title=_text(entry.get("title")),
                state_text=_text(entry.get("state_text")),
                closed_at=_time(entry.get("closed_at")),
                assignees=tuple(filter(None, map(_text, _list(entry.get("assignees"))))),
                names=tuple(filter(None, map(_text, _list(entry.get("names"))))),
                fetched_on=own_day or fetched_on,
                is_stale=own_day is not None and own_day < fetched_on,
            )


def _written(source: TrackerSource) -> dict[str, object]:
    return {
        "from": source.kind,
        "url": source.url,
        "fetched_on": source.fetched_on.isoformat(),
        "tickets": [
            _entry(ticket, source.fetched_on)
            for ticket in sorted(source.tickets, key=lambda ticket: _natural(ticket.ref))
        ],
    }


def _entry(ticket: TrackerTicket, fetched_on: date) -> dict[str, object]:
    """One ticket without what is empty; its own day only where it is not its source's."""
    own_day = ticket.fetched_on if ticket.fetched_on != fetched_on else None
    closed_at = ticket.closed_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if ticket.closed_at else ""
    fields: dict[str, object] = {
        "ref": ticket.ref,
        "state": ticket.state,
        "state_text": ticket.state_text,
        "closed_at": closed_at,
        "title": ticket.title,
        "assignees": sorted(ticket.assignees),
        "url": ticket.url,
        "names": sorted(ticket.names),
        "fetched_on": own_day.isoformat() if own_day else "",
    }
    return {name: value for name, value in fields.items() if value}


def _natural(ref: str) -> tuple[str, int, str]:
    """What sorts "shop#9" before "shop#10"."""
    head = ref.rstrip("0123456789")
    digits = ref[len(head) :]
    return head, int(digits[:18] or 0), ref


def _unusable(message: str, line: int = 1, column: int = 1) -> Tracker:
    return replace(Tracker(), problems=(_problem(message, line, column),))


def _problem(message: str, line: int = 1, column: int = 1) -> Problem:
    return Problem(Location(TRACKER_NAME, line, column), "tracker-invalid", message, _HINT)


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _day(value: object) -> date | None:
    try:
        return date.fromisoformat(_text(value))
    except ValueError:
        return None


def _time(value: object) -> datetime | None:
    return moment_of(_text(value))


def moment_of(text: str) -> datetime | None:
    """A time as trackers write it ("2025-03-15T14:25:00.000+0000"), in UTC, or None."""
    try:
        found = datetime.fromisoformat(text)
        return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC).replace(microsecond=0)
    except (ValueError, OverflowError):
        return None
