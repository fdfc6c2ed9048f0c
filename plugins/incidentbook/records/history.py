"""What the commits of a repository tell about documents and their action items."""

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import pairwise
from types import MappingProxyType

from .action_item import UNFINISHED, ActionItem
from .plain import dataclass, field
from .runbook_past import RunbookLog

REMOVED = "removed"
"""Stands among an item's statuses for the time in which its document did not list it."""


@dataclass(frozen=True, slots=True)
class FileChange:
    """What a commit did to one file, seen from its first parent.

    `path` is relative to the root ("../" leads to files of the repository outside it); `former` is the path
    before a rename, else empty. `blob` is the id of the new content, empty where the file was deleted.
    """

    path: str
    blob: str
    former: str = ""


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit that changed documents, with its nearest such ancestors.

    `day` is the author's day in UTC, or None where Git holds none that a calendar knows. `is_cut` says that a
    shallow clone ends here: what the commit shows may be older than it.
    """

    id: str
    parents: tuple[str, ...]
    day: date | None
    changes: tuple[FileChange, ...]
    is_cut: bool = False


@dataclass(frozen=True, slots=True)
class DocumentLog:
    """The commits of the documents, parents before children; the last one is the newest.

    `versions` holds the action items of each version by path and blob; an item's `id` there is without its
    document's, and its place and text are left out. `note` says in words what the log cannot tell, and is
    empty where it tells all. `is_known` is False where there is no log at all.
    """

    commits: tuple[Commit, ...] = ()
    versions: Mapping[tuple[str, str], tuple[ActionItem, ...]] = field(
        default_factory=lambda: MappingProxyType({})
    )
    note: str = ""
    is_known: bool = True


@dataclass(frozen=True, slots=True)
class StatusChange:
    """The status that an item took, and when; `day` is None where that is not known.

    `commit` is empty for a change that is not committed yet.
    """

    status: str
    day: date | None
    commit: str = ""

    @property
    def is_open(self) -> bool:
        """Whether somebody still had to do something."""
        return self.status in UNFINISHED


@dataclass(frozen=True, slots=True)
class DueChange:
    """The due date that an item took (None for none), and when; as in `StatusChange`."""

    due: date | None
    day: date | None
    commit: str = ""


@dataclass(frozen=True, slots=True)
class ItemHistory:
    """What became of one action item of the document at `path`; `item` is its newest form.

    `statuses` and `dues` begin with those the item was first seen with; they are empty where Git knows
    nothing that can be relied on. `first_written` is the day of the
    commit that first held it. `is_complete` is False where older versions may exist that Git does not
    show; `reason` then says why, as it does where `first_written` or `done_on` is not known.
    `done_basis` is "stated" where the document says the day, "commit" where it is the day of the commit that
    said so, and empty where the item is not done or the day is not known.
    """

    path: str
    item: ActionItem
    first_written: date | None = None
    statuses: tuple[StatusChange, ...] = ()
    dues: tuple[DueChange, ...] = ()
    done_on: date | None = None
    done_basis: str = ""
    is_complete: bool = False
    reason: str = ""

    @property
    def removed_on(self) -> date | None:
        """The day on which the document dropped the item, or None where it lists it or the day is unknown."""
        return self.statuses[-1].day if self.is_removed else None

    @property
    def is_removed(self) -> bool:
        """Whether the document no longer lists the item."""
        return bool(self.statuses) and self.statuses[-1].status == REMOVED

    @property
    def closed_on(self) -> date | None:
        """The day on which the item was done or declined, or None where it is neither or that is unknown."""
        if self.item.status != "declined":
            return self.done_on
        is_seen = len(self.statuses) > 1 and self.statuses[-1].status == self.item.status
        return self.item.done_on or (self.statuses[-1].day if is_seen else None)

    @property
    def came_back(self) -> tuple[StatusChange, ...]:
        """The changes with which the item, once done, declined or removed, asked for work again."""
        return tuple(
            after
            for before, after in pairwise(self.statuses)
            if after.is_open and not before.is_open and before.status != "proposed"
        )

    @property
    def due_moves(self) -> int | None:
        """How often a due date gave way to another one, or None where older versions are not known."""
        return sum(1 for _ in self._moves()) if self.is_complete else None

    @property
    def slip_days(self) -> int | None:
        """The days from the first due date to the last (negative: pulled forward), or None likewise."""
        return sum((after - before).days for before, after in self._moves()) if self.is_complete else None

    @property
    def first_due(self) -> date | None:
        """The first due date that the item had, or None where it had none or older versions are not known."""
        return next((change.due for change in self.dues if change.due), None) if self.is_complete else None

    def _moves(self) -> Iterator[tuple[date, date]]:
        known = [change.due for change in self.dues if change.due is not None]
        return ((a, b) for a, b in pairwise(known) if a != b)


@dataclass(frozen=True, slots=True)
class TrendPoint:
    """The backlog in one month, up to `day`, its last day (or the last day that was asked for).

    `opened` items were written as something to do, `returned` ones came back; `closed` ones were done or
    declined, `removed` ones dropped from their document while open. `open` are those still open when `day`
    ended: those of the month before, plus opened and returned, less closed and removed.
    """

    day: date
    opened: int
    returned: int
    closed: int
    removed: int
    open: int


@dataclass(frozen=True, slots=True)
class Trend:
    """The backlog month by month, oldest first, of `counted` items that were ever open.

    `left_out` items have a day that is not known or contradicts another one. `note` says in words why
    the trend begins late or is empty.
    """

    points: tuple[TrendPoint, ...] = ()
    counted: int = 0
    left_out: int = 0
    note: str = ""


NOT_READ = RunbookLog(note="When runbooks changed was not read from Git.", is_known=False)
"""Where nobody asked for the versions of runbooks."""


@dataclass(frozen=True, slots=True)
class Histories:
    """The histories of all items that are listed today, by path and item id, and of those removed.

    `note` says in words what Git could not tell, and is empty where it told all. `runbooks` are the versions
    of runbooks.
    """

    items: Mapping[tuple[str, str], ItemHistory]
    removed: tuple[ItemHistory, ...] = ()
    trend: Trend = Trend()
    note: str = ""
    runbooks: RunbookLog = NOT_READ
