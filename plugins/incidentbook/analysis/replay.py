"""The commits of documents, replayed: what became of each document on the way to the newest commit.

Every line of the history is followed. Where lines meet, what the merged document says decides whose past
an item has (see `threads`), so that a branch that knew nothing of a change does not undo it.
"""

from collections import Counter
from collections.abc import Iterable

from incidentbook.records import Commit, DocumentLog, FileChange

from .threads import Course, advanced

Courses = dict[str, Course]


def replay(log: DocumentLog) -> Courses:
    """The course of every document that ever was, by its last path, as of the newest commit."""
    children = Counter(parent for commit in log.commits for parent in commit.parents)
    states: dict[str, Courses] = {}
    courses: Courses = {}
    for commit in log.commits:
        before = [_state_of(parent, states, children) for parent in commit.parents]
        courses = _after(commit, before, log)
        states[commit.id] = courses
    return courses


def _state_of(parent: str, states: dict[str, Courses], children: Counter[str]) -> Courses:
    """The courses at a parent: its own for the last child, a copy for the others, who change theirs."""
    children[parent] -= 1
    if children[parent] > 0:
        return dict(states.get(parent, {}))
    return states.pop(parent, {})


def _after(commit: Commit, before: list[Courses], log: DocumentLog) -> Courses:
    """The courses after a commit, from those at its parents, of which the first is changed in place."""
    courses, others = (before[0], before[1:]) if before else ({}, [])
    former = {
        change.former: courses.pop(change.former) for change in commit.changes if change.former in courses
    }
    for change in commit.changes:
        own = [former.get(change.former), courses.get(change.path)]
        past = [*own, *(_course_in(other, change.path, own) for other in others)]
        courses[change.path] = _changed(change, [one for one in past if one is not None], commit, log)
    touched = {change.path for change in commit.changes}
    for other in others:
        _learn(courses, other, touched, commit, log)
    return courses


def _course_in(other: Courses, path: str, own: Iterable[Course | None]) -> Course | None:
    """What another parent knows of a document, wherever it had it."""
    if path in other:
        return other[path]
    keys = {thread.key for course in own if course for thread in course.threads}
    shared = (one for one in other.values() if any(thread.key in keys for thread in one.threads))
    return next(shared, None) if keys else None


def _learn(courses: Courses, other: Courses, touched: set[str], commit: Commit, log: DocumentLog) -> None:
    """Bring in what another parent knows of the documents that the first parent's content won for."""
    for path, course in other.items():
        own = courses.get(path)
        if own is None and not course.blob:
            courses[path] = course
        elif own is not None and path not in touched and own.learns_from(course):
            courses[path] = _changed(FileChange(path, own.blob), [own, course], commit, log)


def _changed(change: FileChange, past: list[Course], commit: Commit, log: DocumentLog) -> Course:
    """The course of a document after a commit that gave it this content."""
    items = log.versions.get((change.path, change.blob)) if change.blob else ()
    if items is None:
        return Course(
            change.blob, past[0].threads if past else (), past[0].gone if past else (), is_whole=False
        )
    return advanced(past, change.blob, items, commit, change.path)
