"""What trackers say of action items' tickets, in words."""

from collections.abc import Iterator

from incidentbook.records import ActionItem

from . import dates
from .ground import Ground
from .words import clipped, count, joined, listed

VERDICTS = {
    "agrees": "",
    "closed-there": "closed in the tracker",
    "open-there": "still open in the tracker",
    "done-there": "done in the tracker",
    "declined-there": "declined in the tracker",
    "missing-there": "not shown by the tracker",
    "unknown-there": "of unknown state in the tracker",
}
"""What is said of a ticket beside its item, by `tracker_states.VERDICTS`."""

_LONGEST = 30


def sentence(ground: Ground, item: ActionItem) -> str:
    """What the tracker says, where that is more than the document does: with its own word and the day."""
    state = ground.tickets.get(item)
    words = VERDICTS.get(state.verdict, "") if state else ""
    if state is None or not words:
        return ""
    closed = state.ticket.closed_at
    since = f" since {dates.day(closed.date()).text}" if closed and state.ticket.is_closed else ""
    own = clipped(state.ticket.state_text, _LONGEST)
    return f"{words}{since}{f' (“{own}”)' if own and state.disagrees else ''}"


def disagrees(ground: Ground, item: ActionItem) -> bool:
    """Whether document and tracker cannot both be right."""
    state = ground.tickets.get(item)
    return state is not None and state.disagrees


def notes(ground: Ground) -> Iterator[str]:
    """When which tracker was asked, how many tickets disagree, and what of the file could not be read."""
    tracker = ground.tracker
    if tracker.sources:
        asked = [f"{one.kind} on {dates.day(one.fetched_on).text}" for one in tracker.sources]
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
