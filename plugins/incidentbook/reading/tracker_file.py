"""`incidentbook.tracker.json`: the states of tickets as `incidentbook sync` last saw them."""

import json
from collections.abc import Iterator
from datetime import UTC, date
from pathlib import Path

from incidentbook.records import Location, Problem
from incidentbook.records.plain import replace
from incidentbook.records.tracker import TICKET_STATES, Tracker, TrackerSource, TrackerTicket

from .inside import LINKED_OUT, leads_out
from .tracker_values import address, moment_of, text

TRACKER_NAME = "incidentbook.tracker.json"
"""The name of the file, beside the policy."""

VERSION = 1
LARGEST = 50_000_000
"""A larger file is not read."""

_HINT = "restore it from Git, or delete it and run `incidentbook sync`"


def read_tracker(root: Path) -> Tracker:
    """What the file in the root holds; nothing where there is none."""
    if leads_out(root, root / TRACKER_NAME):
        return _unusable(f"the file {LINKED_OUT}")
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


def load(words: str) -> Tracker:
    """The trackers that a file's words tell of; what cannot be understood is left out, and is a problem."""
    try:
        content = json.loads(words)
    except ValueError as error:
        line, column = getattr(error, "lineno", 1), getattr(error, "colno", 1)
        return _unusable("the file is not JSON", line, column)
    except RecursionError:
        return _unusable("the file is nested too deeply")
    if not isinstance(content, dict) or content.get("version") != VERSION:
        return _unusable(f"the file is none of version {VERSION}")
    entries = content.get("sources")
    if not isinstance(entries, list):
        return _unusable("the file has no list of sources")
    read = [(entry, source) for entry in entries if (source := _source(entry))]
    lost = len(entries) - len(read)
    lost_tickets = sum(len(_list(entry.get("tickets"))) - len(source.tickets) for entry, source in read)
    problems = (
        _problem(f"{number} of its {things} cannot be understood")
        for number, things in ((lost, "sources"), (lost_tickets, "tickets"))
        if number
    )
    return Tracker(tuple(source for _, source in read), tuple(problems))


def dump(tracker: Tracker) -> str:
    """The file's text, in an order of its own, so that two runs with the same answers write the same."""
    sources = sorted(tracker.sources, key=lambda source: (source.kind, source.url))
    content = {"version": VERSION, "sources": [_written(source) for source in sources]}
    written = json.dumps(content, ensure_ascii=False, indent=1)
    return written.encode("utf-8", "replace").decode() + "\n"


def _source(entry: object) -> TrackerSource | None:
    if not isinstance(entry, dict):
        return None
    fetched_on, kind, entries = _day(entry.get("fetched_on")), text(entry.get("from")), entry.get("tickets")
    if fetched_on is None or not kind or not isinstance(entries, list):
        return None
    return TrackerSource(kind, text(entry.get("url")), fetched_on, tuple(_tickets(entries, fetched_on)))


def _tickets(entries: list[object], fetched_on: date) -> Iterator[TrackerTicket]:
    for entry in entries:
        if isinstance(entry, dict) and (ref := text(entry.get("ref"))):
            own_day, state = _day(entry.get("fetched_on")), _word(entry.get("state"))
            yield TrackerTicket(
                ref=ref,
                state=state if state in TICKET_STATES else "unknown",
                url=address(entry.get("url")),
                title=text(entry.get("title")),
                state_text=text(entry.get("state_text")),
                closed_at=moment_of(_word(entry.get("closed_at"))),
                assignees=tuple(filter(None, map(text, _list(entry.get("assignees"))))),
                names=tuple(filter(None, map(_word, _list(entry.get("names"))))),
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


def _word(value: object) -> str:
    return value if isinstance(value, str) else ""


def _day(value: object) -> date | None:
    try:
        return date.fromisoformat(_word(value))
    except ValueError:
        return None
