"""What a round of questions changes in the tracker's file, and how it is told."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from incidentbook.pages.words import count, joined
from incidentbook.reading.tracker_file import TRACKER_NAME
from incidentbook.records.plain import replace
from incidentbook.records.tracker import TICKET_STATES, Tracker, TrackerSource, TrackerTicket
from incidentbook.trackers.answers import Answer, Reference
from incidentbook.trackers.references import Scope

_SHOWN = 10
_NUMBER = re.compile(r"(?:#|!|GH-)\d+")


def renewed(
    known: Tracker,
    source: TrackerSource,
    answers: Sequence[Answer],
    names: Mapping[Reference, frozenset[str]],
) -> Tracker:
    """The trackers with the answers of one in place of what was known of it.

    Where it gave no answer, or does not show a ticket that it showed before, what was known stays with
    its day. Tickets that no document names any more are left out.
    """
    others = tuple(one for one in known.sources if (one.kind, one.url) != (source.kind, source.url))
    before = {
        ticket.ref: ticket
        for one in known.sources
        if (one.kind, one.url) == (source.kind, source.url)
        for ticket in one.tickets
    }
    found = (_ticket(answer, before.get(answer.reference.ref), source.fetched_on) for answer in answers)
    by_ref = {answer.reference.ref: names[answer.reference] for answer in answers}
    tickets = tuple(replace(one, names=tuple(sorted(by_ref[one.ref]))) for one in found if one)
    own = (replace(source, tickets=tickets),) if tickets else ()
    return Tracker((*others, *own))


def _ticket(answer: Answer, before: TrackerTicket | None, today: date) -> TrackerTicket | None:
    """What is known of a ticket now."""
    if (
        before is not None
        and before.state != "missing"
        and (answer.ticket is None or answer.ticket.state == "missing")
    ):
        return replace(before, is_stale=before.fetched_on != today)
    return replace(answer.ticket, fetched_on=today, is_stale=False) if answer.ticket else before


def summary(title: str, url: str, answers: Sequence[Answer]) -> Iterator[str]:
    """What was read, what was not found, and what could not be read and why."""
    if not answers:
        yield f"no action item names a ticket of {title} at {url}"
        return
    read = [answer.ticket for answer in answers if answer.ticket]
    states = Counter(ticket.state for ticket in read)
    parts = (f"{states[state]:,} {state}" for state in TICKET_STATES if states[state])
    yield f"{title}: {count(len(answers), 'ticket')} · {joined(parts)}".rstrip(" ·")
    missing = [
        answer.reference.ref for answer in answers if answer.ticket and answer.ticket.state == "missing"
    ]
    if missing:
        yield f"not found (deleted, moved, or the token may not see them): {_some(missing)}"
    by_fault: dict[str, list[str]] = {}
    for answer in answers:
        if answer.fault:
            by_fault.setdefault(answer.fault, []).append(answer.reference.ref)
    for fault, refs in by_fault.items():
        yield f"not read, what was known of them stays: {_some(refs)}: {fault}"


def left_out(strangers: Sequence[str], scope: Scope) -> Iterator[str]:
    """Which tickets were not asked for: those that need a project, and those of other trackers."""
    numbers = [one for one in strangers if _NUMBER.fullmatch(one) and scope.kind != "jira"]
    bare = numbers if not scope.project else []
    others = [one for one in strangers if one not in bare]
    if bare:
        yield f"not asked for, name their project with --project: {_some(bare)}"
    if others:
        yield f"not asked for, of other trackers: {_some(others)}"


def differences(before: Tracker, after: Tracker) -> Iterator[str]:
    """What the file would say that it does not, ticket by ticket."""
    old, new = _timeless(before), _timeless(after)
    changed = [key for key in sorted(old.keys() | new.keys()) if old.get(key) != new.get(key)]
    yield ""
    if not changed:
        yield f"{TRACKER_NAME} would change in nothing but days; nothing was written"
        return
    yield f"{count(len(changed), 'ticket')} would change in {TRACKER_NAME}; nothing was written:"
    for key in changed:
        one, other = _state(old.get(key), "not in the file"), _state(new.get(key), "no longer named")
        yield f"{key[-1]}: {f'{one} → {other}' if one != other else f'still {one}, told in other words'}"


def _timeless(tracker: Tracker) -> dict[tuple[str, str, str], TrackerTicket]:
    """All tickets, without the days on which they were asked for."""
    return {
        (source.kind, source.url, ticket.ref): replace(ticket, fetched_on=None, is_stale=False)
        for source in tracker.sources
        for ticket in source.tickets
    }


def _state(ticket: TrackerTicket | None, otherwise: str) -> str:
    if ticket is None:
        return otherwise
    is_telling = ticket.state_text and ticket.state_text.casefold() != ticket.state
    return f"{ticket.state} ({ticket.state_text})" if is_telling else ticket.state


def _some(refs: Sequence[str]) -> str:
    more = f" and {len(refs) - _SHOWN:,} more" if len(refs) > _SHOWN else ""
    return ", ".join(refs[:_SHOWN]) + more
