"""`data/feed.xml`: action items that became overdue or were closed, newest first, as Atom (RFC 4287).

An entry's id is a tag (RFC 4151) made of the site's host, the portal, the item's id and what happened to
it, so that a program shows an entry once, whatever becomes of the item's words, owner and line. A due date
that was moved and passed again is something new.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import quote
from xml.sax.saxutils import escape, quoteattr

from incidentbook.analysis.backlog import TrackedItem
from incidentbook.pages import links, named
from incidentbook.pages.durations import spell_days
from incidentbook.pages.ground import Ground
from incidentbook.pages.words import clipped, count

from .identities import UNPUBLISHED, Published, with_names

MOST = 100
"""The feed holds so many of the newest entries."""

_FORBIDDEN = re.compile("[^\x20-\x7e\xa0-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd\U00010000-\U0010ffff]+")
_TURNING = re.compile("[\u2028-\u202e\u2066-\u2069]+")
_TITLE = 200
_WORDS = {"overdue": "Overdue", "done": "Done", "declined": "Declined"}
_DAY_OF_TAGS = "2025"
"""RFC 4151 wants a day in each tag. It is part of the ids: another day would show every entry anew."""


@dataclass(frozen=True, slots=True)
class News:
    """What happened to an action item on a day: "overdue", "done" or "declined"; `key` is its own."""

    tracked: TrackedItem
    key: str
    what: str
    day: date


def action_items_feed(ground: Ground, published: Published = UNPUBLISHED) -> str:
    """The feed of a library, the same for the same input and day."""
    every, unknown = _news(ground)
    title, shown = ground.policy.title, every[:MOST]
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<feed xmlns="http://www.w3.org/2005/Atom">',
        f"  <id>{_tag(ground, published, 'feed')}</id>",
        f"  <title>{_text(f'{title}: action items')}</title>",
        f"  <subtitle>{_text(_subtitle(len(every), unknown))}</subtitle>",
        f"  <updated>{_time(shown[0].day if shown else ground.as_of)}</updated>",
        f"  <author><name>{_text(title) or 'incidentbook'}</name></author>",
        *_link("self", published.feed, ' type="application/atom+xml"'),
        *_link("alternate", published.tracker, ' type="text/html"'),
    ]
    for one in shown:
        lines += _entry(ground, one, published)
    return "\n".join([*lines, "</feed>", ""])


def _news(ground: Ground) -> tuple[list[News], int]:
    """What happened, newest first, and how many items were closed on a day that is not known.

    An item is overdue from the day after its due date.
    """
    found, unknown = [], 0
    follow_ups = tuple(ground.all_follow_ups())
    names = with_names(followed.tracked for followed in follow_ups)
    for followed, (tracked, name) in zip(follow_ups, names, strict=True):
        item = tracked.item
        if item.due and item.is_overdue(ground.as_of):
            found.append(News(tracked, f"{name}/overdue/{item.due}", "overdue", item.due + timedelta(1)))
        elif item.status in _WORDS:
            day = followed.closed
            unknown += day is None
            found += [News(tracked, f"{name}/{item.status}", item.status, day)] if day else []
    return sorted(found, key=lambda one: (-one.day.toordinal(), one.key)), unknown


def _subtitle(number: int, unknown: int) -> str:
    amount = (
        f"the newest {MOST} of {number:,}" if number > MOST else f"all {number:,}" if number else "none yet"
    )
    left_out = f" {count(unknown, 'closed item')} left out: the day is not known." if unknown else ""
    return f"What became overdue and what was closed, newest first: {amount}.{left_out}"


def _entry(ground: Ground, one: News, published: Published) -> Iterator[str]:
    item = one.tracked.item
    title = clipped(item.title or item.text or item.id, _TITLE)
    yield "  <entry>"
    yield f"    <id>{_tag(ground, published, f'action-items/{one.key}')}</id>"
    yield f"    <title>{_text(f'{_WORDS[one.what]}: {title}')}</title>"
    yield f"    <updated>{_time(one.day)}</updated>"
    yield from _link("alternate", published.item(one.tracked), ' type="text/html"', "    ")
    yield f'    <category term="{one.what}" label="{_WORDS[one.what]}"/>'
    yield f'    <content type="text">{_text(" ".join(_sentences(ground, one)))}</content>'
    yield "  </entry>"


def _sentences(ground: Ground, one: News) -> Iterator[str]:
    item, postmortem = one.tracked.item, one.tracked.incident.postmortem
    owners = ", ".join(named.owner(ground, owner).text for owner in item.owners)
    severity = f", {postmortem.severity}" if postmortem.severity else ""
    yield _timing(one)
    if one.what == "declined" and item.reason:
        yield f"Reason: {item.reason}."
    yield f"Owner: {owners}." if owners else "Nobody owns it."
    yield f"Incident: {postmortem.title} ({postmortem.id}{severity})."
    yield f"Written in {links.place(item.at)}"


def _timing(one: News) -> str:
    due = one.tracked.item.due
    if one.what == "overdue":
        return f"It was due on {due}."
    if due is None or one.what == "declined":
        return f"{_WORDS[one.what]} on {one.day}{f'; it was due on {due}' if due else ''}."
    late = (one.day - due).days
    return (
        f"Done on {one.day}, {f'{spell_days(late)} after' if late > 0 else 'in time for'} its due date {due}."
    )


def _tag(ground: Ground, published: Published, name: str) -> str:
    path = f"{published.scope(ground.policy.title)}{name}"
    return f"tag:{published.host},{_DAY_OF_TAGS}:{quote(path.encode('utf-8', 'replace'))}"


def _link(relation: str, address: str, more: str, indent: str = "  ") -> Iterator[str]:
    if address:
        yield f'{indent}<link rel="{relation}"{more} href={quoteattr(_clean(address))}/>'


def _time(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"


def _text(words: str) -> str:
    return escape(_clean(words))


def _clean(words: str) -> str:
    """Words on one line, without signs that XML forbids or that turn the direction of writing."""
    return " ".join(_TURNING.sub(" ", _FORBIDDEN.sub(" ", words)).split())
