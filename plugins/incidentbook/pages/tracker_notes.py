"""What a ticket's state adds to its action item, in words: "SHOP-12 was closed on 3 Mar 2026 (Done)"."""

from datetime import date

from incidentbook.analysis.tracker_states import TicketState
from incidentbook.records.tracker import TrackerTicket

from . import dates
from .words import clipped

_WORD = 40


def disagreement(state: TicketState) -> str:
    """How document and tracker disagree about an item, or an empty text where they do not."""
    return _SENTENCES[state.verdict].format(_here(state), _there(state.ticket)) if state.disagrees else ""


def standing(ticket: TrackerTicket) -> str:
    """What the tracker says of a ticket: "closed on 3 Mar 2026 (Done)", with its day where that is older."""
    if ticket.state == "missing":
        return "not found in the tracker"
    words = _there(ticket) if ticket.is_closed else _own_word(ticket) or ticket.state
    return f"{words}, as of {_day(ticket.fetched_on)}" if ticket.is_stale and ticket.fetched_on else words


def _here(state: TicketState) -> str:
    return {"done": "done", "declined": "declined"}.get(state.item.status, "unfinished")


def _there(ticket: TrackerTicket) -> str:
    day = f" on {_day(ticket.closed_at.date())}" if ticket.closed_at else ""
    word = _own_word(ticket)
    return f"closed{day}{f' ({word})' if word and word.casefold() != 'closed' else ''}"


def _own_word(ticket: TrackerTicket) -> str:
    return clipped(ticket.state_text, _WORD)


def _day(value: date) -> str:
    return dates.day(value).text


_SENTENCES = {
    "closed-there": "{0} here, but its ticket was {1}",
    "open-there": "{0} here, but its ticket is still open",
    "done-there": "{0} here, but its ticket was {1}",
    "declined-there": "{0} here, but its ticket was {1}",
}
