"""How far a long work is: one line on a terminal that renews itself, and is gone at the end."""

import time
from collections.abc import Callable
from typing import TextIO

_PATIENCE = 1.0
"""Seconds in which nothing is shown: most work is done by then."""

_OFTEN = 0.2
"""Seconds between two states of the line."""

_ENOUGH = 0.1
"""The share of the work after which the rest can be told: the first files take longer than others."""

_ERASE = "\r\x1b[K"
"""Back to the beginning of the line, and the rest of it away."""


class ProgressLine:
    """The line of one work, which begins when it is made; nothing is written where the work is short."""

    def __init__(self, stream: TextIO, clock: Callable[[], float] = time.monotonic) -> None:
        """`stream` is a terminal; `clock` gives seconds."""
        self._stream = stream
        self._clock = clock
        self._began = clock()
        self._next = self._began + _PATIENCE
        self._is_shown = False

    def show(self, done: int, total: int) -> None:
        """Show that `done` of `total` files are read, unless the line is new or the work short."""
        now = self._clock()
        if now < self._next:
            return
        self._next = now + _OFTEN
        self._is_shown = True
        self._stream.write(f"{_ERASE}{progress(done, total, now - self._began)}")
        self._stream.flush()

    def clear(self) -> None:
        """Take the line away, if there is one."""
        if self._is_shown:
            self._stream.write(_ERASE)
            self._stream.flush()
            self._is_shown = False


def progress(done: int, total: int, seconds: float) -> str:
    """How far a work is after so many seconds: “1,200 of 10,000 files read, about 26 s left”."""
    words = f"{done:,} of {total:,} files read"
    if not done or done / total < _ENOUGH:
        return words
    left = seconds * (total - done) / done
    return f"{words}, about {left:.0f} s left" if left >= 1 else words


def terminal_line(stream: TextIO) -> ProgressLine | None:
    """The line on a terminal; None where the stream is none, or can do no more than print."""
    import os

    is_able = stream.isatty() and os.environ.get("TERM", "") not in {"", "dumb"}
    return ProgressLine(stream) if is_able else None
