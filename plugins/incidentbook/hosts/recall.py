"""The documents below a root, read again only where their files changed since the last build."""

import os
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from incidentbook.checks import Examined
from incidentbook.reading.former_addresses import with_former_paths
from incidentbook.reading.library import Record, library_of
from incidentbook.reading.places import idle_globs, rota_missing
from incidentbook.reading.store import Store, code_digest
from incidentbook.reading.tree import Tree, read_tree, unreadable
from incidentbook.records import Library, Policy, Problem

from .looks import Found, Look, Task, looks_at

_SETTLED = 2_000_000_000
"""Nanoseconds after which a change can no longer hide behind the same times: those of the coarsest disks."""

_NAME = "records"

Signature = tuple[int, ...]
"""Size, times of the last change of contents and of the entry (nanoseconds), and number of a file."""


@dataclass(frozen=True, slots=True)
class Readings:
    """The documents that were read, and by path what the checks gave for those that were examined along."""

    library: Library
    examined: Mapping[str, Examined]


Reader = Callable[[Path, Policy, date | None], Readings]
"""Reads what lies below a root, to be checked as of a day, or not at all."""


@dataclass(slots=True)
class Recollection:
    """What the last build read, by path, under which policy; `read` counts the files that were read anew."""

    policy: Policy | None = None
    files: dict[str, tuple[Signature, Found]] = field(default_factory=dict)
    read: int = 0


@dataclass(frozen=True, slots=True)
class Memory:
    """What a build knows of those before it: their documents, if any are remembered, and what was stored.

    `folder` is for files that last as long as the process.
    """

    folder: Path
    recollection: Recollection | None
    store: Store

    def read(self, root: Path, policy: Policy, as_of: date | None) -> Readings:
        """All documents below `root`, as `read_library` would give them; see `readings_of`."""
        if self.recollection is None:
            return readings_of(root, policy, as_of)
        return recollected(root, policy, self.recollection, self.store, as_of)


def readings_of(root: Path, policy: Policy, as_of: date | None) -> Readings:
    """All documents below `root`, as `read_library` would give them.

    Where several processes read, they also examine what they read, as of the day `as_of` if there is one.
    """
    tree = read_tree(root)
    return _readings(root, policy, tree, looks_at(Task(root, policy, as_of), tree.files))


def recollected(
    root: Path, policy: Policy, recollection: Recollection, store: Store, as_of: date | None = None
) -> Readings:
    """What `readings_of` gives, of which only what is new is read.

    Unchanged is a file whose size, times and number are, if its last change was long enough ago to be seen.
    What is kept in `store` holds for one policy and one version of the package alone.
    """
    if recollection.policy is None:
        _load(recollection, policy, store)
    if recollection.policy != policy:
        recollection.policy, recollection.files = policy, {}
    known, tree, now = recollection.files, read_tree(root), time.time_ns()
    seen = {path: _signature(root / path) for path in tree.files}
    looks = {path: Look(found) for path, (kept, found) in known.items() if kept == seen.get(path)}
    new = [path for path in tree.files if path not in looks]
    looks |= looks_at(Task(root, policy, as_of), new)
    recollection.read = len(new)
    recollection.files = {
        path: (seen[path], looks[path].found)
        for path in tree.files
        if _is_settled(seen[path], now) and not looks[path].fault
    }
    if new or known.keys() != recollection.files.keys():
        _save(recollection, policy, store)
    return _readings(root, policy, tree, looks)


def _readings(root: Path, policy: Policy, tree: Tree, looks: Mapping[str, Look]) -> Readings:
    """All that the files of a tree gave, in the order of their paths."""
    records = list[Record]()
    for path in tree.files:
        found = looks[path].found
        if isinstance(found, Problem):
            tree.problems.append(found)
        elif found is not None:
            records.append(found)
    tree.problems.extend(unreadable(path, fault) for path in tree.files if (fault := looks[path].fault))
    tree.problems.extend(idle_globs(policy, tree.files))
    tree.problems.extend(rota_missing(policy, tree.files))
    library = with_former_paths(root, library_of(records, policy, tree))
    return Readings(library, _examined(library, looks))


def _examined(library: Library, looks: Mapping[str, Look]) -> dict[str, Examined]:
    """What was examined along; a document that got another id since is not what was examined."""
    changed = {one.path for one in library.postmortems if looks[one.path].found is not one}
    seen = ((path, look.examined) for path, look in looks.items() if path not in changed)
    return {path: examined for path, examined in seen if examined}


def _signature(path: Path) -> Signature:
    """What tells of a change of a file; nothing where it cannot be asked."""
    try:
        stat = os.stat(path)  # noqa: PTH116 - of each file, in each build
    except OSError:
        return ()
    return stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns, stat.st_ino


def _is_settled(seen: Signature, now: int) -> bool:
    return bool(seen) and now - max(seen[1], seen[2]) > _SETTLED


def _load(recollection: Recollection, policy: Policy, store: Store) -> None:
    match store.load(_NAME) if store.folder else None:
        case (str() as code, Policy() as known, dict() as files) if known == policy:
            if code == code_digest(store):
                recollection.policy, recollection.files = known, files


def _save(recollection: Recollection, policy: Policy, store: Store) -> None:
    if store.folder:
        store.save(_NAME, (code_digest(store), policy, recollection.files))
