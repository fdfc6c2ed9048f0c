"""Files read and examined, each alone: in this process, or in several where there are many of them."""

import gc
import hashlib
import os
import time
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path

from incidentbook.checks import examine
from incidentbook.checks.registry import Subject
from incidentbook.reading.library import Source, read_source, source_of
from incidentbook.reading.store import pickled
from incidentbook.records import Finding, Policy, Postmortem, Runbook
from incidentbook.records.plain import dataclass, replace

from . import spare_collections
from .kept import Kept, plain_findings, plain_waivers, settled, signature
from .stages import during

TYPE_CHECKING = False  # as `typing` has it, which takes its time to import
if TYPE_CHECKING:
    from incidentbook.stopwatch import Lap, Stopwatch

_MANY = 400
"""From so many files on, several processes are quicker than one, which begins at once."""

_AT_ONCE = 40
"""Files that a process is given at a time."""

_FIRST = 16
"""At most so many files, from all places, are read first: what other processes need is then loaded."""

_DIGEST = 16


@dataclass(frozen=True, slots=True)
class Look:
    """What one file gave: what is kept of it, and its digest pickled; or why it cannot be read (`fault`)."""

    path: str
    kept: Kept
    digest: bytes = b""
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Task:
    """Where the files lie, under which policy and on which day they are examined, and whether on time."""

    root: Path
    policy: Policy
    as_of: date
    is_timed: bool = False

    def look(self, path: str, watch: "Stopwatch | None" = None) -> Look:
        """Read a file, and examine it where it is a document or holds alert rules."""
        now = time.time_ns()
        try:
            seen = settled(signature(os.stat(self.root / path)), now)  # noqa: PTH116 - before its bytes
            source = source_of(self.root, path, self.policy)
        except OSError as error:
            return Look(path, Kept(None, ""), fault=error.strerror or str(error))
        if source is None:
            return Look(path, Kept(seen, ""))
        with during(watch, "reading"):
            document = read_source(source, self.policy)
        examined = examine(document, self.policy, self.as_of, watch)
        digest = pickled(examined.digest)
        fixable, mended = self._mended(source, document, examined.findings)
        kept = Kept(
            seen,
            source.kind,
            hashlib.sha256(source.data).digest()[:_DIGEST],
            hashlib.sha256(digest).digest()[:_DIGEST],
            self.as_of.toordinal(),
            plain_findings(examined.findings, path),
            plain_waivers(examined.waivers),
            fixable,
            mended,
        )
        return Look(path, kept, digest)

    def _mended(
        self, source: Source, document: Subject, findings: Sequence[Finding]
    ) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """The numbers of the findings that have a fixer, and of those that it mends: of documents alone."""
        if not findings or not isinstance(document, (Postmortem, Runbook)):
            return (), ()
        from incidentbook.checks.fixes import FIXABLE

        from .mended import mended_document

        fixable = tuple(number for number, one in enumerate(findings) if one.id in FIXABLE)
        found = [findings[number] for number in fixable]
        mended = mended_document(source, document, found, self.policy, self.as_of) if found else None
        done = frozenset(mended.done if mended else ())
        return fixable, tuple(number for number in fixable if findings[number] in done)


def look_at(task: Task, paths: Sequence[str], watch: "Stopwatch | None" = None) -> Iterator[Look]:
    """Read and examine files, in any order; as many processes are used as there are processors.

    `watch` learns how long readers and rules took in all of them.
    """
    processes = _processors() if len(paths) >= _MANY else 1
    first = paths[:: len(paths) // _FIRST + 1] if processes > 1 else paths
    yield from (task.look(path, watch) for path in first)
    if processes > 1:
        begun = frozenset(first)
        yield from _look_together(task, [path for path in paths if path not in begun], processes, watch)


def _look_together(
    task: Task, paths: Sequence[str], processes: int, watch: "Stopwatch | None"
) -> Iterator[Look]:
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool

    chunks = [paths[start : start + _AT_ONCE] for start in range(0, len(paths), _AT_ONCE)]
    task = replace(task, is_timed=watch is not None)
    seen: set[str] = set()
    try:
        with ProcessPoolExecutor(processes, initializer=_begin, initargs=(task,)) as pool:
            for looks, laps in pool.map(_work, chunks):
                seen.update(look.path for look in looks)
                if watch:
                    watch.add(laps)
                yield from looks
    except (BrokenProcessPool, OSError, ImportError):  # no processes to be had here, or one was ended
        yield from (task.look(path, watch) for path in paths if path not in seen)


def _processors() -> int:
    """The processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


_TASKS: list[Task] = []
"""The task of this process, where it is one of several."""


def _begin(task: Task) -> None:
    gc.freeze()  # what was made before is never looked through again
    spare_collections()
    _TASKS[:] = [task]


def _work(paths: Iterable[str]) -> "tuple[list[Look], tuple[Lap, ...]]":
    task = _TASKS[0]
    if not task.is_timed:
        return [task.look(path) for path in paths], ()
    from incidentbook.stopwatch import Stopwatch

    watch = Stopwatch(time.process_time)
    return [task.look(path, watch) for path in paths], watch.laps
