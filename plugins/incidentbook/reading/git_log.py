"""The commits of postmortems, and the action items of each version, as Git holds them.

The whole graph is followed, not the first parents alone: an item that was written in a branch was
written on that day, and not when the branch was merged. A merge itself is seen as what it changed in
its first parent, and `analysis.replay` brings the pasts of its parents together.
"""

import hashlib
import posixpath
from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

from incidentbook.records import (
    ActionItem,
    Commit,
    DocumentLog,
    FileChange,
    Library,
    Location,
    Policy,
    Postmortem,
)
from incidentbook.records.plain import replace

from .files import LARGEST, decode
from .git import GitError, Repository, open_repository
from .library import kind_by_place
from .postmortem import read_postmortem
from .store import Store, code_digest

__all__ = ["commits_of", "former_paths", "item_versions", "read_document_log", "reading_key"]

_NAME = "history"
_MARK = "\x02"
_ENDINGS = frozenset({".md", ".markdown"})
_HOW = (
    "-z",
    "--raw",
    "--no-abbrev",
    "--no-color",
    "--no-ext-diff",
    "--find-renames",
    "-l2000",
    "--topo-order",
    "--reverse",
    "--parents",
    "--diff-merges=first-parent",
    f"--format={_MARK}%H %at %P",
)

Versions = dict[tuple[str, str], tuple[ActionItem, ...]]


def read_document_log(root: Path, library: Library, store: Store) -> DocumentLog:
    """The log of the library's postmortems below `root`, of their former paths, and of deleted ones.

    Deleted ones are those that the policy would take for postmortems where they lay; what lies there
    today and is no postmortem never counts.
    What was once read of a version is kept in `store`. Where Git cannot tell, the log is not known, and its
    note says why: nothing is raised.
    """
    try:
        repository = open_repository(root)
        commits = commits_of(repository, {postmortem.path for postmortem in library.postmortems})
        commits = _of_documents(commits, library)
        versions, missing = _versions(repository, commits, library.policy, store)
    except GitError as error:
        return DocumentLog(note=f"The history of action items is not known: {error}.", is_known=False)
    return DocumentLog(tuple(commits), versions, _note(commits, missing))


def former_paths(root: Path, library: Library) -> dict[str, tuple[str, ...]]:
    """The paths from which the documents of a library were renamed, the latest first, by their path today.

    A path at which a file lies today is not among them. Empty where Git cannot tell.
    """
    documents = [one.path for one in library.postmortems] + [one.path for one in library.runbooks]
    try:
        repository = open_repository(root)
        commits = commits_of(repository, documents)
    except GitError:
        return {}
    now = {path: path for path in documents}
    found: dict[str, list[str]] = {}
    for commit in reversed(commits):
        for change in commit.changes:
            path = now.get(change.path)
            former = change.former
            if path and former and former not in now and not former.startswith("../"):
                now[former] = path
                if former not in library.files:
                    found.setdefault(path, []).append(former)
    return {path: tuple(formers) for path, formers in sorted(found.items())}


def commits_of(repository: Repository, paths: Collection[str]) -> list[Commit]:
    """All commits that changed files with the endings of documents, parents first."""
    endings = sorted(_ENDINGS | {posixpath.splitext(path)[1].lower() for path in paths})
    wanted = [f":(top,icase,glob)**/*{_literal(ending)}" for ending in endings if ending]
    said = repository.log(*_HOW, repository.head, "--", *wanted)
    return list(_parsed(said, repository.prefix, repository.cuts))


def _literal(ending: str) -> str:
    return "".join(f"\\{letter}" if letter in "*?[\\" else letter for letter in ending)


def _parsed(said: str, prefix: str, cuts: frozenset[str]) -> Iterator[Commit]:
    """The commits in what `git log -z --raw` printed."""
    tokens = iter(said.split("\0"))
    head: list[str] = []
    changes: list[FileChange] = []
    for token in tokens:
        if token.startswith(_MARK):
            if head:
                yield _commit(head, changes, cuts)
            head, changes = token.removeprefix(_MARK).split(" "), []
        elif token.lstrip("\n").startswith(":"):
            changes += _file_changes(token.split(), tokens, prefix)
    if head:
        yield _commit(head, changes, cuts)


def _commit(head: list[str], changes: list[FileChange], cuts: frozenset[str]) -> Commit:
    own, time, *parents = head
    return Commit(own, tuple(filter(None, parents)), _day(time), tuple(changes), own in cuts)


def _day(time: str) -> date | None:
    """The day in UTC of a time in seconds, or None where no calendar has it."""
    try:
        return datetime.fromtimestamp(int(time), UTC).date()
    except (ValueError, OverflowError, OSError):
        return None


def _file_changes(words: list[str], tokens: Iterator[str], prefix: str) -> Iterator[FileChange]:
    """What one raw line says; its paths are the next tokens."""
    _, mode, _, blob, kind = words
    former = _relative(next(tokens), prefix) if kind[0] in "RC" else ""
    path = _relative(next(tokens), prefix)
    if mode.startswith("100"):
        yield FileChange(path, blob, former if kind[0] == "R" else "")
        return
    yield FileChange(path, "")
    if kind[0] == "R":
        yield FileChange(former, "")


def _relative(path: str, prefix: str) -> str:
    return posixpath.relpath(path, prefix) if prefix else path


def _of_documents(commits: list[Commit], library: Library) -> list[Commit]:
    """The commits without changes of other files; the graph stays whole."""
    known = _known_paths(commits, library)
    strangers = library.files - known

    @cache
    def is_document(path: str) -> bool:
        if path in known or path in strangers or path.startswith("../"):
            return path in known
        return kind_by_place(path, library.policy) == "postmortem"

    return [replace(commit, changes=tuple(_kept(commit.changes, is_document))) for commit in commits]


def _known_paths(commits: list[Commit], library: Library) -> set[str]:
    """The paths of the library's postmortems, and those they were renamed from."""
    known = {postmortem.path for postmortem in library.postmortems}
    for commit in reversed(commits):
        known.update(change.former for change in commit.changes if change.former and change.path in known)
    return known


def _kept(changes: Iterable[FileChange], is_document: Callable[[str], bool]) -> Iterator[FileChange]:
    for change in changes:
        if is_document(change.path):
            former = change.former if change.former and is_document(change.former) else ""
            yield replace(change, former=former)
        elif change.former and is_document(change.former):
            yield FileChange(change.former, "")


def _versions(
    repository: Repository, commits: list[Commit], policy: Policy, store: Store
) -> tuple[Versions, int]:
    """The action items of each version, and how many versions the clone does not hold."""
    key = reading_key(policy, store)
    kept = _load(store, key)
    wanted = {(change.path, change.blob) for one in commits for change in one.changes if change.blob}
    found = {version: kept[version] for version in wanted if version in kept}
    paths: dict[str, list[str]] = {}
    for path, blob in sorted(wanted - found.keys()):
        paths.setdefault(blob, []).append(path)
    same: dict[ActionItem, ActionItem] = {item: item for items in found.values() for item in items}
    for blob, data in repository.blobs(paths):
        if data is not None:
            for path in paths[blob]:
                found[path, blob] = tuple(same.setdefault(item, item) for item in _read(path, data, policy))
    if found.keys() != kept.keys():
        store.save(_NAME, (key, found))
    return found, len(wanted - found.keys())


def item_versions(postmortem: Postmortem) -> tuple[ActionItem, ...]:
    """A postmortem's items as they stand in `DocumentLog.versions`: without what only its page needs."""
    return tuple(
        replace(
            item,
            id=item.id.removeprefix(f"{postmortem.id}/"),
            anchor="",
            text="",
            extra=(),
            at=Location(postmortem.path),
        )
        for item in postmortem.action_items
    )


def _read(path: str, data: bytes, policy: Policy) -> tuple[ActionItem, ...]:
    text, _ = decode(data[: LARGEST + 1], path)
    return item_versions(read_postmortem(path, text, policy))


def reading_key(policy: Policy, store: Store) -> str:
    """What must be the same for a kept version to be used: the package, and what readers ask the policy."""
    read = replace(policy, as_of=None, rules={}, overrides=(), teams=(), causes=())
    return hashlib.sha256(f"{code_digest(store)} {read!r}".encode("utf-8", "surrogateescape")).hexdigest()[
        :16
    ]


def _load(store: Store, key: str) -> Versions:
    match store.load(_NAME):
        case (known, dict() as kept) if known == key:
            return kept
    return {}


def _note(commits: list[Commit], missing: int) -> str:
    notes = []
    if any(commit.is_cut for commit in commits):
        days = [commit.day for commit in commits if commit.is_cut and commit.day]
        since = f" before {max(days).isoformat()}" if days else ""
        notes.append(f"The clone is shallow: what happened{since} is not known (`git fetch --unshallow`).")
    if missing:
        versions = "1 version of a document is" if missing == 1 else f"{missing:,} versions of documents are"
        notes.append(f"{versions} not in this clone; their items have no history (clone without `--filter`).")
    return " ".join(notes)
