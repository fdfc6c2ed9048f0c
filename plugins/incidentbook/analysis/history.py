"""What Git tells about each action item of a library, in terms that the tracker shows."""

from collections.abc import Iterator
from datetime import date

from incidentbook.reading.git_log import item_versions
from incidentbook.records import (
    ActionItem,
    Commit,
    DocumentLog,
    Histories,
    ItemHistory,
    Library,
    Postmortem,
    StatusChange,
    Trend,
)
from incidentbook.records.history import REMOVED

from .backlog_trend import trend
from .replay import Courses, replay
from .threads import Course, Thread, advanced

__all__ = ["histories"]

MONTHS = 36
"""How far back the trend goes at most."""

_WORKING_COPY = Commit("", (), None, ())

_UNCOMMITTED = "it is not committed yet"
_NEW_DOCUMENT = "its document is not committed yet"
_CUT = "the clone is shallow and does not reach back to it"
_BROKEN = "a version of its document is not in this clone"
_ALWAYS_DONE = "it was already done when it was first written"
_DATELESS = "the commit bears no date that a calendar has"


def histories(log: DocumentLog, library: Library, as_of: date, months: int = MONTHS) -> Histories:
    """The histories of the library's items, and the backlog's trend over the last `months` until `as_of`.

    The library is what lies in the working copy: where it differs from the newest commit, the difference is
    not committed yet. A library of digests will do. Where the log is not known, each item's history says so.
    """
    if not log.is_known:
        unknown = {key: ItemHistory(key[0], item, reason=log.note) for key, item in _items(library)}
        return Histories(unknown, trend=Trend(note=log.note), note=log.note)
    courses = replay(log)
    today = {
        postmortem.path: _as_it_lies_here(courses[postmortem.path], postmortem)
        for postmortem in library.postmortems
        if postmortem.path in courses
    }
    listed = dict(_listed(library, today))
    removed = tuple(_removed(today, courses))
    cut = max((commit.day for commit in log.commits if commit.is_cut and commit.day), default=None)
    return Histories(
        listed, removed, trend((*listed.values(), *removed), as_of, months, cut), _note(log, library, today)
    )


def _items(library: Library) -> Iterator[tuple[tuple[str, str], ActionItem]]:
    for postmortem in library.postmortems:
        for item in postmortem.action_items:
            yield (postmortem.path, item.id), item


def _as_it_lies_here(course: Course, postmortem: Postmortem) -> Course:
    return advanced([course], "", item_versions(postmortem), _WORKING_COPY, postmortem.path)


def _listed(library: Library, today: Courses) -> Iterator[tuple[tuple[str, str], ItemHistory]]:
    for postmortem in library.postmortems:
        course = today.get(postmortem.path)
        for at, item in enumerate(postmortem.action_items):
            key = (postmortem.path, item.id)
            if course is None:
                yield key, ItemHistory(postmortem.path, item, reason=_NEW_DOCUMENT)
            else:
                yield key, _history(postmortem.path, item, course.threads[at], course)


def _removed(today: Courses, courses: Courses) -> Iterator[ItemHistory]:
    """The items that documents of the library dropped, and those of deleted documents."""
    deleted = {path: course for path, course in courses.items() if not course.blob and path not in today}
    for path, course in sorted((today | deleted).items()):
        for thread in course.gone:
            yield _history(path, thread.item, thread, course)


def _history(path: str, item: ActionItem, thread: Thread, course: Course) -> ItemHistory:
    first, is_complete = thread.statuses[0], course.is_whole and not thread.is_cut
    done_on, basis, undone = _done(item, thread, is_whole=course.is_whole)
    return ItemHistory(
        path=path,
        item=item,
        first_written=first.day if is_complete else None,
        statuses=thread.statuses if course.is_whole else (),
        dues=thread.dues if course.is_whole else (),
        done_on=done_on,
        done_basis=basis,
        is_complete=is_complete,
        reason=_unwritten(first, thread, course) or undone,
    )


def _unwritten(first: StatusChange, thread: Thread, course: Course) -> str:
    """Why the day on which an item was first written is not known, or empty."""
    if not course.is_whole:
        return _BROKEN
    if thread.is_cut:
        return _CUT
    if first.day is None:
        return _DATELESS if first.commit else _UNCOMMITTED
    return ""


def _done(item: ActionItem, thread: Thread, *, is_whole: bool) -> tuple[date | None, str, str]:
    """When an item was done, how that is known, and else why it is not."""
    if item.status != "done":
        return None, "", ""
    if item.done_on is not None:
        return item.done_on, "stated", ""
    statuses = [change for change in thread.statuses if change.status != REMOVED]
    at = len(statuses) - 1
    while at > 0 and statuses[at - 1].status == "done":
        at -= 1
    day = statuses[at].day
    if not is_whole:
        return None, "", _BROKEN
    if at == 0:
        return None, "", _CUT if thread.is_cut else _ALWAYS_DONE
    if day is None:
        return None, "", _DATELESS if statuses[at].commit else _UNCOMMITTED
    return day, "commit", ""


def _note(log: DocumentLog, library: Library, today: Courses) -> str:
    new = sum(1 for one in library.postmortems if one.action_items and one.path not in today)
    if not new:
        return log.note
    documents = "1 document with action items is" if new == 1 else f"{new:,} documents with action items are"
    return f"{log.note} {documents} not committed yet and without history.".strip()
