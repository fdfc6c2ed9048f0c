"""One document's action items through its versions: which continues which, and what changed on the way."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

from incidentbook.records import ActionItem, Commit, DueChange, StatusChange
from incidentbook.records.history import REMOVED
from incidentbook.records.plain import dataclass, replace

from .item_matching import pair_items, words

Change = TypeVar("Change", StatusChange, DueChange)

RETURNED = 0.75
"""How like a removed item an item must be to count as the same, come back."""

Key = tuple[str, str, int]


@dataclass(frozen=True, slots=True)
class Thread:
    """One item through the versions of its document; `key` says which, whatever its words are.

    `is_cut` says that it may be older than the first of its changes.
    """

    key: Key
    item: ActionItem
    statuses: tuple[StatusChange, ...]
    dues: tuple[DueChange, ...]
    is_cut: bool = False

    @property
    def is_gone(self) -> bool:
        """Whether the document no longer lists the item."""
        return self.statuses[-1].status == REMOVED

    def is_beginning_of(self, other: "Thread") -> bool:
        """Whether all changes of this thread are the first ones of the other."""
        statuses, dues = other.statuses[: len(self.statuses)], other.dues[: len(self.dues)]
        return (self.statuses, self.dues) == (statuses, dues)


@dataclass(frozen=True, slots=True)
class Course:
    """A document at one commit: its content, the threads of its items in order, and of those it lost.

    `is_whole` is False where a version of it could not be read.
    """

    blob: str = ""
    threads: tuple[Thread, ...] = ()
    gone: tuple[Thread, ...] = ()
    is_whole: bool = True

    def learns_from(self, other: "Course") -> bool:
        """Whether another line's course holds anything that this one does not hold already."""
        if other is self:
            return False
        known = {thread.key: thread for thread in (*self.threads, *self.gone)}
        return self.is_whole != other.is_whole or any(
            thread.key not in known or not thread.is_beginning_of(known[thread.key])
            for thread in (*other.threads, *other.gone)
        )


@dataclass(slots=True)
class _Strand:
    """What the lines that meet in a version know of one item; the item is as in the line nearest to it."""

    item: ActionItem
    threads: list[Thread]


def advanced(
    past: Sequence[Course], blob: str, items: Sequence[ActionItem], commit: Commit, path: str
) -> Course:
    """The course of a document whose courses so far are `past`, with the items that a commit gave it."""
    is_whole = all(course.is_whole for course in past)
    if len(past) == 1 and [thread.item for thread in past[0].threads] == list(items):
        return replace(past[0], blob=blob)
    live, gone = _strands(past, items)
    pairs = pair_items([strand.item for strand in live], items)
    left = [at for at in range(len(items)) if at not in pairs]
    again = pair_items(
        [strand.item for strand in gone], [items[at] for at in left], enough=RETURNED, by_place=False
    )
    found = {at: live[origin] for at, origin in pairs.items()}
    found |= {left[at]: gone[origin] for at, origin in again.items()}
    threads = tuple(
        _continued(found[at], item, commit) if at in found else _begun(item, commit, path, at)
        for at, item in enumerate(items)
    )
    continued, returned = set(pairs.values()), set(again.values())
    lost = [_lost(strand, commit) for at, strand in enumerate(live) if at not in continued]
    still_lost = [_lost(strand, commit) for at, strand in enumerate(gone) if at not in returned]
    return Course(blob, threads, (*still_lost, *lost), is_whole)


def _strands(past: Sequence[Course], items: Sequence[ActionItem]) -> tuple[list[_Strand], list[_Strand]]:
    """What is known of the items that some line still lists, in order, and of those that none lists."""
    by_key: dict[Key, list[Thread]] = {}
    aliases: dict[Key, Key] = {}
    for number, course in enumerate(past):
        if number:
            aliases |= _written_twice(by_key, course)
        for thread in (*course.threads, *course.gone):
            by_key.setdefault(aliases.get(thread.key, thread.key), []).append(thread)
    live: list[_Strand] = []
    gone: list[_Strand] = []
    wanted = set(items)
    for threads in by_key.values():
        listed = [thread for thread in threads if not thread.is_gone]
        nearest = next((thread for thread in listed if thread.item in wanted), (listed or threads)[0])
        (live if listed else gone).append(_Strand(nearest.item, threads))
    return live, gone


def _written_twice(by_key: dict[Key, list[Thread]], course: Course) -> Iterator[tuple[Key, Key]]:
    """The keys of items that two lines began in the same words, as where a commit was picked."""
    own = {thread.key for thread in (*course.threads, *course.gone)}
    alone = {
        words(threads[0].item.title).plain: key
        for key, threads in by_key.items()
        if key not in own and not threads[0].is_gone
    }
    for thread in course.threads:
        plain = words(thread.item.title).plain
        if thread.key not in by_key and plain in alone:
            yield thread.key, alone.pop(plain)


def _begun(item: ActionItem, commit: Commit, path: str, at: int) -> Thread:
    day = None if commit.is_cut else commit.day
    return Thread(
        (commit.id, path, at),
        item,
        (StatusChange(item.status, day, commit.id),),
        (DueChange(item.due, day, commit.id),),
        commit.is_cut,
    )


def _continued(strand: _Strand, item: ActionItem, commit: Commit) -> Thread:
    statuses = _line([(one.statuses, one.statuses[-1].status == item.status) for one in strand.threads])
    if statuses[-1].status != item.status:
        statuses = (*statuses, StatusChange(item.status, commit.day, commit.id))
    dues = _line([(one.dues, one.dues[-1].due == item.due) for one in strand.threads])
    if dues[-1].due != item.due:
        dues = (*dues, DueChange(item.due, commit.day, commit.id))
    is_cut = any(one.is_cut for one in strand.threads)
    return Thread(strand.threads[0].key, item, statuses, dues, is_cut)


def _line(lines: Iterable[tuple[tuple[Change, ...], bool]]) -> tuple[Change, ...]:
    """Of several lines' changes those that end as the document does, or the first; the longest of them."""
    ordered = sorted(lines, key=lambda line: (line[1], len(line[0]) if line[1] else 0), reverse=True)
    return ordered[0][0]


def _lost(strand: _Strand, commit: Commit) -> Thread:
    """The thread of an item that the document does not list: as it was lost in some line, or lost here."""
    for thread in strand.threads:
        if thread.is_gone:
            return thread
    thread = strand.threads[0]
    return replace(thread, statuses=(*thread.statuses, StatusChange(REMOVED, commit.day, commit.id)))
