"""A second process for a long build: it renders from the end what the first renders from the beginning.

Both walk towards each other, so that neither waits; what one of them has done is there for the other, and
where they meet, one piece at most is done twice. The second process is a copy of the first (`fork`), and
writes only into a folder of its own; whatever goes wrong in it is done by the first, as if it were alone.
"""

import contextlib
import logging
import mmap
import os
import pickle
import shutil
import signal
import struct
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from incidentbook.sharing import processes

from .renditions import dumped, heard

LEAST = 200
"""Pieces of work from which on a second process pays."""

Piece = Callable[[], object]
"""A piece of work: its result must be one that can be pickled; None says that it has to be done anew."""


class Helper:
    """Does `pieces` from the last to the first, in a process of its own, until they meet."""

    def __init__(self, pieces: Sequence[Piece], folder: Path) -> None:
        """What is done lies in a new folder in `folder`, until it is asked for."""
        self._folder = Path(tempfile.mkdtemp(prefix="second-", dir=folder))
        self._place = mmap.mmap(-1, 8)
        self._process = 0
        sys.stdout.flush()
        sys.stderr.flush()
        process = os.fork()
        if process:
            self._process = process
        else:
            self._work(pieces)

    def result(self, number: int) -> object:
        """What the second process made of a piece, given once; or None. The first is now at this piece."""
        self._place[:] = struct.pack("q", number)
        path = f"{self._folder}/{number}"
        try:
            with open(path, "rb") as file:  # noqa: PTH123 - thousands of times
                data = file.read()
            os.unlink(path)  # noqa: PTH108 - the same
        except OSError:
            return None
        try:
            made: object = pickle.loads(data)  # noqa: S301 - written by this process' own child
        except Exception:  # noqa: BLE001 - pickle raises whatever broken bytes make of it
            return None
        return made

    def stop(self) -> None:
        """End the second process, if it still runs."""
        if self._process:
            with contextlib.suppress(ProcessLookupError, ChildProcessError):
                os.kill(self._process, signal.SIGKILL)
            with contextlib.suppress(ChildProcessError):
                os.waitpid(self._process, 0)
            self._process = 0
        shutil.rmtree(self._folder, ignore_errors=True)

    def _work(self, pieces: Sequence[Piece]) -> None:
        """The life of the second process."""
        first = os.getppid()
        try:
            _be_silent()
            for number in range(len(pieces) - 1, -1, -1):
                if os.getppid() != first or struct.unpack("q", self._place[:])[0] >= number:
                    break
                self._do(number, pieces[number])
        finally:
            os._exit(0)

    def _do(self, number: int, piece: Piece) -> None:
        with contextlib.suppress(Exception), heard() as was_heard:
            made = piece()
            if made is not None and not was_heard():
                draft = self._folder / f"{number}.draft"
                draft.write_bytes(dumped(made))
                draft.replace(self._folder / str(number))


def _be_silent() -> None:
    """Let the first process alone speak."""
    for name in ("", "mkdocs"):
        logging.getLogger(name).handlers.clear()
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def can_help(pieces: int) -> bool:
    """Whether a second process is possible here, and worth it."""
    return pieces >= LEAST and processes() > 1
