"""One thing to do that an incident review asked for."""

from datetime import date

from .location import Location
from .plain import dataclass, field

STATUSES = ("open", "in-progress", "blocked", "done", "declined", "proposed", "unknown")
"""The statuses of an action item, in the order in which they are shown."""

TYPES = ("prevent", "detect", "mitigate", "document", "investigate", "process", "repair")
"""The types of action items."""

UNFINISHED = frozenset({"open", "in-progress", "blocked", "unknown"})
"""Statuses that still ask somebody to do something."""


EMPTY_ITEM = "the action item is empty"
"""What is said of an item without words, such as the row that a skeleton begins with."""


@dataclass(frozen=True, slots=True)
class Ticket:
    """A reference to a tracker: what to show, and where it leads (empty where only a number is known)."""

    text: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class ActionItem:
    """An action item as its document states it.

    `id` is stable within the portal ("PM-12/3" or "PM-12/OPS-12") and `anchor` is its anchor on the
    postmortem's page and in the tracker. `title` is one line of plain text without owner, due date
    and the like; `text` is everything the author wrote, including explaining sub-bullets.
    `form` says how it was written: table, task, list, numbered, heading, prose, front-matter.
    `status_text` is the author's word; `extra` holds further columns or keys as (name, text).
    """

    at: Location
    title: str
    id: str = ""
    anchor: str = ""
    text: str = ""
    status: str = "open"
    status_text: str = ""
    owners: tuple[str, ...] = ()
    due: date | None = None
    due_text: str = ""
    done_on: date | None = None
    type: str = ""
    priority: str = ""
    ticket: Ticket | None = None
    group: str = ""
    form: str = "list"
    reason: str = ""
    extra: tuple[tuple[str, str], ...] = field(default=())

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to do something."""
        return self.status in UNFINISHED

    def is_overdue(self, as_of: date) -> bool:
        """Whether it is unfinished and its due date lies before the day `as_of`."""
        return self.is_open and self.due is not None and self.due < as_of
