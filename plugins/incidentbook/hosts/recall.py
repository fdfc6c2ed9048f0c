"""The documents below a root, read again only where their files changed since the last build."""

import os
import time
from dataclasses import dataclass, field
from pathlib import Path

from incidentbook.reading.library import Record, library_of, read_library, read_source, source_of, stray_of
from incidentbook.reading.places import idle_globs
from incidentbook.reading.store import Store, code_digest
from incidentbook.reading.tree import read_tree, unreadable
from incidentbook.records import Library, Policy, Problem

_SETTLED = 2_000_000_000
"""Nanoseconds after which a change can no longer hide behind the same times: those of the coarsest disks."""

_NAME = "records"

Signature = tuple[int, ...]
"""Size, times of the last change of contents and of the entry (nanoseconds), and number of a file."""

Found = Record | Problem | None
"""What a file is: a record, what is wrong with its name, or nothing of ours."""


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

    def read(self, root: Path, policy: Policy) -> Library:
        """All documents below `root`, as `read_library` would give them."""
        if self.recollection is None:
            return read_library(root, policy)
        return recollected(root, policy, self.recollection, self.store)


def recollected(root: Path, policy: Policy, recollection: Recollection, store: Store) -> Library:
    """All documents below `root`, as `read_library` would give them.

    Unchanged is a file whose size, times and number are, if its last change was long enough ago to be seen.
    What is kept in `store` holds for one policy and one version of the package alone.
    """
    if recollection.policy is None:
        _load(recollection, policy, store)
    if recollection.policy != policy:
        recollection.policy, recollection.files = policy, {}
    known, recollection.files, recollection.read = recollection.files, {}, 0
    tree, now, records = read_tree(root), time.time_ns(), list[Record]()
    for path in tree.files:
        try:
            signature = _signature(root / path)
            seen, found = known.get(path, ((), None))
            if seen != signature:
                found = _read(root, path, policy)
                recollection.read += 1
        except OSError as error:
            tree.problems.append(unreadable(path, f"the file cannot be read ({error.strerror})"))
            continue
        if now - max(signature[1], signature[2]) > _SETTLED:
            recollection.files[path] = signature, found
        if isinstance(found, Problem):
            tree.problems.append(found)
        elif found is not None:
            records.append(found)
    tree.problems.extend(idle_globs(policy, tree.files))
    if recollection.read or known.keys() != recollection.files.keys():
        _save(recollection, policy, store)
    return library_of(records, policy, tree)


def _read(root: Path, path: str, policy: Policy) -> Found:
    source = source_of(root, path, policy)
    return stray_of(root, path, policy) if source is None else read_source(source, policy)


def _signature(path: Path) -> Signature:
    stat = os.stat(path)  # noqa: PTH116 - of each file, in each build
    return stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns, stat.st_ino


def _load(recollection: Recollection, policy: Policy, store: Store) -> None:
    match store.load(_NAME) if store.folder else None:
        case (str() as code, Policy() as known, dict() as files) if known == policy:
            if code == code_digest(store):
                recollection.policy, recollection.files = known, files


def _save(recollection: Recollection, policy: Policy, store: Store) -> None:
    if store.folder:
        store.save(_NAME, (code_digest(store), policy, recollection.files))
