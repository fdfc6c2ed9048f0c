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

    def __init__(
        self, stream: TextIO, clock: Callable[[], float] = time.monotonic, unit: str = "files read"
    ) -> None:
        """`stream` is a terminal; `clock` gives seconds; `unit` is what is counted, and that it is done."""
        self._stream = stream
        self._unit = unit
        self._clock = clock
        self._began = clock()
        self._next = self._began + _PATIENCE
        self._is_shown = False

    def show(self, done: int, total: int) -> None:
        """Show that `done` of `total` are done, unless the line is new or the work short."""
        now = self._clock()
        if now < self._next:
            return
        self._next = now + _OFTEN
        self.say(progress(done, total, now - self._began, self._unit))

    def say(self, words: str) -> None:
        """Show `words` at once: what is done now, where it cannot be counted."""
        self._is_shown = True
        self._stream.write(f"{_ERASE}{words}")
        self._stream.flush()

    def clear(self) -> None:
        """Take the line away, if there is one."""
        if self._is_shown:
            self._stream.write(_ERASE)
            self._stream.flush()
            self._is_shown = False


def progress(done: int, total: int, seconds: float, unit: str = "files read") -> str:
    """How far a work is after so many seconds: “1,200 of 10,000 files read, about 26 s left”."""
    words = f"{done:,} of {total:,} {unit}"
    if not done or done / total < _ENOUGH:
        return words
    left = seconds * (total - done) / done
    return f"{words}, about {left:.0f} s left" if left >= 1 else words


def is_able(stream: TextIO) -> bool:
    """Whether a stream is a terminal that can do more than print."""
    import os

    return stream.isatty() and os.environ.get("TERM", "") not in {"", "dumb"}


def terminal_line(stream: TextIO) -> ProgressLine | None:
    """The line on a terminal that can erase it; None elsewhere."""
    return ProgressLine(stream) if is_able(stream) else None
