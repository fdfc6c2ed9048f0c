"""Work that copies of this process help with, each taking the next part that nobody has begun.

A copy (`fork`) knows all that this process knows, and sends back what it made, as records. Whatever a copy
does not bring to an end is done here: an error is raised where it would be without it, and a copy that is
killed or stands still loses nothing.
"""

import contextlib
import gc
import os
import select
import signal
import struct
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from typing import NoReturn, TypeVar

from .reading.store import pickled, unpickled

_Item = TypeVar("_Item")
_Part = TypeVar("_Part")
_Made = TypeVar("_Made")

_MOST = 4
"""So many processes at most: what the others send, the first has to take in."""

_MOST_PARTS = 1000
"""Parts whose numbers fit into the queue, for which one page of memory may be all that a pipe gets."""

_PATIENCE = 60_000
"""Milliseconds without a word after which copies are given up, and what they had begun is done here."""

_NUMBER = struct.Struct("I")
_HEAD = struct.Struct("IQ")
"""What a copy sends before its result: the number of the part, and how many bytes follow."""

_PIPE = 1_048_576
"""Bytes that a copy may be ahead of the first process, where the system allows it."""


def processes() -> int:
    """How many processes, with this one, can share work here; 1 where copies are not safe, or no use."""
    if sys.platform != "linux" or threading.active_count() > 1:
        return 1
    return min(_MOST, len(os.sched_getaffinity(0)))


def parts_of(items: Sequence[_Item], least: int) -> list[Sequence[_Item]]:
    """Items in order in parts of `least`, or more where there would be too many parts."""
    size = max(least, -(-len(items) // _MOST_PARTS))
    return [items[start : start + size] for start in range(0, len(items), size)]


def shared(
    work: Callable[[_Part], _Made], parts: Sequence[_Part], processes: int
) -> Iterator[tuple[int, _Made]]:
    """What `work` makes of each part, with the part's number, in any order, by so many processes.

    What it makes must be records or plain data. Raises what `work` raises, and ValueError for more parts
    than `parts_of` makes.
    """
    if len(parts) > _MOST_PARTS:
        raise ValueError(f"{len(parts)} parts are too many to share: {_MOST_PARTS} at most")
    if processes == 1:
        yield from enumerate(map(work, parts))
        return
    left = set(range(len(parts)))
    queue = _queue(len(parts))
    copies: list[_Copy] = []
    try:
        for _ in range(min(processes, len(parts)) - 1):
            copies.append(_Copy(work, parts, queue))  # noqa: PERF401 - each is stopped, also if the next fails
        for number, made in _made(work, parts, queue, copies):
            left.discard(number)
            yield number, made
    finally:
        os.close(queue)
        for copy in copies:
            copy.stop()
    yield from ((number, work(parts[number])) for number in sorted(left))


def _queue(length: int) -> int:
    """A pipe with the numbers of all parts, from which each process takes the next; nobody can add any."""
    queue, feed = os.pipe()
    os.write(feed, b"".join(map(_NUMBER.pack, range(length))))
    os.close(feed)
    return queue


def _taken(queue: int) -> Iterator[int]:
    """The numbers of parts that this process shall do."""
    while len(taken := os.read(queue, _NUMBER.size)) == _NUMBER.size:
        yield _NUMBER.unpack(taken)[0]


def _made(
    work: Callable[[_Part], _Made], parts: Sequence[_Part], queue: int, copies: "Sequence[_Copy]"
) -> Iterator[tuple[int, _Made]]:
    """What this process made, and what came from copies that were not ended before."""
    for number in _taken(queue):
        yield number, work(parts[number])
        for copy in copies:
            yield from copy.arrived()
    poll = select.poll()
    at_work = {copy.results: copy for copy in copies}
    for results in at_work:
        poll.register(results, select.POLLIN)
    while at_work and (ready := poll.poll(_PATIENCE)):
        for results, _ in ready:
            yield from at_work[results].arrived()
            if at_work[results].is_done:
                poll.unregister(results)
                del at_work[results]


class _Copy:
    """A copy of this process, and the end of the pipe through which its `results` come."""

    def __init__(self, work: Callable[[_Part], object], parts: Sequence[_Part], queue: int) -> None:
        self.results, own = os.pipe()
        self.is_done = False
        self._received = bytearray()
        os.set_blocking(self.results, False)
        _widen(own)
        sys.stdout.flush()
        sys.stderr.flush()
        try:
            self._process = os.fork()
        except OSError:  # no process to be had: this one does all of it
            self._process, self.is_done = 0, True
            os.close(own)
            return
        if not self._process:
            os.close(self.results)
            _live(work, parts, queue, own)
        os.close(own)

    def arrived(self) -> Iterator[tuple[int, _Made]]:
        """What came since the last time; nothing is waited for."""
        while not self.is_done:
            try:
                data = os.read(self.results, _PIPE)
            except BlockingIOError:
                break
            self._received += data
            self.is_done = not data
        while len(self._received) >= _HEAD.size:
            number, size = _HEAD.unpack_from(self._received)
            end = _HEAD.size + size
            if len(self._received) < end:
                return
            made = unpickled(bytes(memoryview(self._received)[_HEAD.size : end]))
            del self._received[:end]
            if isinstance(made, tuple):
                yield number, made[0]

    def stop(self) -> None:
        """End the copy, if it still runs."""
        os.close(self.results)
        if self._process:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self._process, signal.SIGKILL)
            with contextlib.suppress(ChildProcessError):
                os.waitpid(self._process, 0)


def _live(work: Callable[[_Part], object], parts: Sequence[_Part], queue: int, own: int) -> NoReturn:
    """The life of a copy: it does what it takes from the queue, says nothing, and fails in silence."""
    try:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        _be_silent()
        gc.freeze()  # what was made before is never looked through again
        with os.fdopen(own, "wb") as results:
            for number in _taken(queue):
                try:
                    data = pickled((work(parts[number]),))
                except Exception:  # noqa: BLE001, S112 - whatever it is, the first process will meet it
                    continue
                results.write(_HEAD.pack(number, len(data)) + data)
                results.flush()
    finally:
        os._exit(0)


def _be_silent() -> None:
    """Let the first process alone speak: what it says of the same parts would else be said twice."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    os.close(nowhere)


def _widen(pipe: int) -> None:
    """Let a pipe hold more, if the system allows it."""
    import fcntl

    with contextlib.suppress(OSError):
        fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, _PIPE)
