"""One writer at a time: what two runs that change the same files at once would do to each other."""

import contextlib
import os
from collections.abc import Callable, Iterator
from pathlib import Path


@contextlib.contextmanager
def alone(folder: Path, wait: Callable[[], None] = lambda: None) -> Iterator[None]:
    """Hold the right to write below a folder; while another run holds it, `wait` is called once, then waited.

    The right lies on the folder itself, leaves no file behind, and ends with the process at the latest.
    Where the system has no such locks, everybody has the right.
    """
    handle = take(folder, wait)
    try:
        yield
    finally:
        release(handle)


def take(folder: Path, wait: Callable[[], None]) -> int | None:
    """Take the right to write below a folder, for `release`; None where the system has no such locks."""
    try:
        import fcntl
    except ImportError:  # Windows
        return None
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:
        return None
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        wait()
        fcntl.flock(handle, fcntl.LOCK_EX)
    except OSError:  # a network file system without locks
        pass
    return handle


def release(handle: int | None) -> None:
    """Give the right back, also where a process that this one began still knows the handle."""
    if handle is not None:
        import fcntl

        with contextlib.suppress(OSError):
            fcntl.flock(handle, fcntl.LOCK_UN)
        os.close(handle)
