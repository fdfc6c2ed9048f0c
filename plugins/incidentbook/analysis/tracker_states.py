"""What documents and trackers say of the same action items, and where they disagree."""

from collections.abc import Iterable, Mapping

from incidentbook.reading.tracker_values import normal_url
from incidentbook.records import ActionItem, Ticket
from incidentbook.records.plain import dataclass
from incidentbook.records.tracker import Tracker, TrackerTicket

VERDICTS = (
    "agrees",
    "closed-there",
    "open-there",
    "done-there",
    "declined-there",
    "missing-there",
    "unknown-there",
)
"""How a ticket stands to its item.

"closed-there": the item is unfinished, its ticket is closed. "open-there": the item is done or declined,
its ticket is open. "done-there": declined here, done there; "declined-there": done here, declined there.
"missing-there": the tracker does not show the ticket. "unknown-there": its state could not be told.
"""

_DISAGREEMENTS = frozenset({"closed-there", "open-there", "done-there", "declined-there"})


@dataclass(frozen=True, slots=True)
class TicketState:
    """An action item beside its ticket."""

    item: ActionItem
    ticket: TrackerTicket
    verdict: str

    @property
    def disagrees(self) -> bool:
        """Whether document and tracker cannot both be right."""
        return self.verdict in _DISAGREEMENTS


@dataclass(frozen=True, slots=True)
class TicketIndex:
    """The tickets of all trackers by their addresses and names."""

    by_url: Mapping[str, TrackerTicket]
    by_name: Mapping[str, TrackerTicket]

    def find(self, ticket: Ticket) -> TrackerTicket | None:
        """What a tracker said of a ticket: by its address where it has one, otherwise by its name."""
        if url := normal_url(ticket.url):
            return self.by_url.get(url)
        return self.by_name.get(ticket.text)


def ticket_index(tracker: Tracker) -> TicketIndex:
    """Look up the tickets; a name that two trackers know means neither's ticket."""
    tickets = [ticket for source in tracker.sources for ticket in source.tickets]
    by_name: dict[str, TrackerTicket] = {}
    shared: set[str] = set()
    for ticket in tickets:
        for name in {ticket.ref, *ticket.names}:
            shared |= {name} & by_name.keys()
            by_name[name] = ticket
    named = {name: ticket for name, ticket in by_name.items() if name not in shared}
    urls = ((normal_url(url), ticket) for ticket in tickets for url in (ticket.url, *ticket.names))
    return TicketIndex({url: ticket for url, ticket in urls if url}, named)


def ticket_states(items: Iterable[ActionItem], tracker: Tracker) -> tuple[TicketState, ...]:
    """The items of which a tracker knows the ticket, in their order; none where no tracker was asked."""
    if not tracker.sources:
        return ()
    index = ticket_index(tracker)
    found = ((item, index.find(item.ticket)) for item in items if item.ticket)
    return tuple(TicketState(item, ticket, verdict(item, ticket)) for item, ticket in found if ticket)


def verdict(item: ActionItem, ticket: TrackerTicket) -> str:
    """How a ticket stands to its item, one of `VERDICTS`; a proposal agrees with whatever comes of it."""
    if ticket.state in {"missing", "unknown"}:
        return f"{ticket.state}-there"
    if item.is_open:
        return "closed-there" if ticket.is_closed else "agrees"
    if item.status in {"proposed", ticket.state}:
        return "agrees"
    return f"{ticket.state}-there" if ticket.is_closed else "open-there"
