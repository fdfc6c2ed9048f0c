"""`data/feed.xml`: action items that became overdue or were closed, newest first, as Atom (RFC 4287)."""

import re
import uuid
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from xml.sax.saxutils import escape, quoteattr

from incidentbook.analysis.backlog import TrackedItem
from incidentbook.pages.durations import spell_days
from incidentbook.pages.words import clipped

from .csv_table import Address
from .due_calendar import event_uid

MOST = 100
"""The feed holds so many of the newest entries."""

_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_TITLE = 200
_ENDED = {"done": "Done", "declined": "Declined"}


@dataclass(frozen=True, slots=True)
class News:
    """What happened to an action item on a day: "overdue", "done" or "declined"."""

    tracked: TrackedItem
    uid: str
    what: str
    day: date


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where things are in a site, all empty where there is none: the feed, the tracker, each item."""

    feed: str = ""
    tracker: str = ""
    item: Address = lambda _: ""


def action_items_feed(
    items: Iterable[TrackedItem], as_of: date, title: str, addresses: Addresses | None = None
) -> str:
    """The feed named `title`, the same for the same input and day."""
    where = addresses or Addresses()
    entries = sorted(news(items, as_of), key=lambda one: (-one.day.toordinal(), one.uid, one.what))[:MOST]
    updated = entries[0].day if entries else as_of
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<feed xmlns="http://www.w3.org/2005/Atom">',
        f"  <id>{_id(f'feed {title}')}</id>",
        f"  <title>{_text(f'{title}: action items')}</title>",
        "  <subtitle>What became overdue, and what was closed</subtitle>",
        f"  <updated>{_time(updated)}</updated>",
        f"  <author><name>{_text(title)}</name></author>",
        *_link("self", where.feed, ' type="application/atom+xml"'),
        *_link("alternate", where.tracker, ' type="text/html"'),
    ]
    for entry in entries:
        lines += _entry(entry, where)
    return "\n".join([*lines, "</feed>", ""])


def news(items: Iterable[TrackedItem], as_of: date) -> Iterator[News]:
    """What happened up to the day `as_of`: an item is overdue from the day after its due date.

    An item that was closed on an unknown day is not news.
    """
    seen: Counter[str] = Counter()
    for tracked in items:
        item = tracked.item
        seen[item.id] += 1
        uid = event_uid(item.id, seen[item.id])
        if item.due and item.is_overdue(as_of):
            yield News(tracked, uid, "overdue", item.due + timedelta(1))
        elif item.done_on and item.status in _ENDED and item.done_on <= as_of:
            yield News(tracked, uid, item.status, item.done_on)


def _entry(entry: News, where: Addresses) -> Iterator[str]:
    item = entry.tracked.item
    word = "Overdue" if entry.what == "overdue" else _ENDED[entry.what]
    yield "  <entry>"
    yield f"    <id>{_id(f'{entry.uid} {entry.what} {entry.day}')}</id>"
    yield f"    <title>{_text(f'{word}: {clipped(item.title or item.text or item.id, _TITLE)}')}</title>"
    yield f"    <updated>{_time(entry.day)}</updated>"
    yield f"    <published>{_time(entry.day)}</published>"
    yield from _link("alternate", where.item(entry.tracked), "", "    ")
    yield f'    <category term="{entry.what}"/>'
    if item.type:
        yield f"    <category term={quoteattr(_clean(item.type))}/>"
    yield f'    <content type="text">{_text(_sentence(entry))}</content>'
    yield "  </entry>"


def _sentence(entry: News) -> str:
    item, incident = entry.tracked.item, entry.tracked.incident
    owners = f"Owner: {', '.join(item.owners)}. " if item.owners else "Nobody owns it. "
    severity = f", {incident.postmortem.severity}" if incident.postmortem.severity else ""
    reason = f" Reason: {item.reason}." if item.reason else ""
    incident_title = f"Incident: {incident.postmortem.title} ({incident.postmortem.id}{severity})."
    return " ".join(f"{_timing(entry)} {owners}{incident_title}{reason}".split())


def _timing(entry: News) -> str:
    due = entry.tracked.item.due
    if due is None:
        return f"Closed on {entry.day}."
    if entry.what == "overdue":
        return f"It was due on {due}."
    late = (entry.day - due).days
    if entry.what == "declined":
        return f"Declined on {entry.day}; it was due on {due}."
    punctual = f"{spell_days(late)} after" if late > 0 else "in time for"
    return f"Done on {entry.day}, {punctual} its due date {due}."


def _id(name: str) -> str:
    return uuid.uuid5(uuid.NAMESPACE_URL, _clean(name)).urn


def _link(relation: str, address: str, more: str = "", indent: str = "  ") -> Iterator[str]:
    if address:
        yield f'{indent}<link rel="{relation}"{more} href={quoteattr(_clean(address))}/>'


def _time(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"


def _text(words: str) -> str:
    return escape(_clean(words))


def _clean(words: str) -> str:
    return _FORBIDDEN.sub("�", words)
