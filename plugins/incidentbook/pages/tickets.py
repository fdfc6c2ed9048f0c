"""What trackers say of action items' tickets, in words."""

from collections.abc import Iterator

from incidentbook.records import ActionItem
from incidentbook.records.tracker import TITLES

from . import dates, links
from .ground import Ground
from .models import Link
from .tracker_notes import disagreement, standing
from .words import count, joined, listed


def link(ground: Ground, item: ActionItem) -> Link | None:
    """An item's ticket; where the document gives no address, that which the tracker told, if any."""
    state = ground.ticket(item)
    if item.ticket and not item.ticket.url and state and state.ticket.url:
        return links.outside(item.ticket.text, state.ticket.url)
    return links.ticket(item.ticket)


def sentence(ground: Ground, item: ActionItem) -> str:
    """What the tracker says of an item's ticket, where that is not what the document says."""
    state = ground.ticket(item)
    if state is None or state.verdict == "agrees":
        return ""
    return disagreement(state) or standing(state.ticket)


def disagrees(ground: Ground, item: ActionItem) -> bool:
    """Whether document and tracker cannot both be right."""
    state = ground.ticket(item)
    return state is not None and state.disagrees


def notes(ground: Ground) -> Iterator[str]:
    """When which tracker was asked, how many tickets disagree, and what of the file could not be read."""
    tracker = ground.tracker
    if tracker.sources:
        asked = [
            f"{TITLES.get(one.kind, one.kind)} on {dates.day(one.fetched_on).text}" for one in tracker.sources
        ]
        states = list(ground.tickets.values())
        apart = sum(state.disagrees for state in states)
        stale = sum(state.ticket.is_stale for state in states)
        yield joined(
            (
                f"Tickets as asked of {listed(asked)}",
                f"{apart:,} of {count(len(states), 'ticket')} disagree with their documents",
                f"{count(stale, 'ticket')} from an earlier day" if stale else "",
            )
        )
    for problem in tracker.problems:
        yield f"{problem.at}: {problem.message}"
