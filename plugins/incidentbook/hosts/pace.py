"""How far a build is: a line on the terminal, gone when something else is printed, and at the end."""

import logging
import os
from typing import TextIO

from incidentbook.progress import ProgressLine, is_able

from .notices import LOGGER

_SAID = {
    "read the documents": "Reading the documents …",
    "check them": "Checking them …",
    "ask Git and tickets": "Asking Git …",
    "work out the pages": "Working out the pages …",
    "write data and search": "Writing data and the search index …",
}
"""The works of a build that are not counted, by what they are called for `timings`."""

_COUNTED = {"prepare their text": "pages rendered", "write the portal's HTML": "pages written"}
"""Those that begin once for each page."""

_PRINTING = ("", "mkdocs", "properdocs")
"""The loggers whose handlers a host may have print."""


class Pace:
    """Tells a terminal what a build is at; without a stream it tells nobody."""

    def __init__(self, stream: TextIO | None = None) -> None:
        self.pages = 0
        self._stream = stream
        self._line: ProgressLine | None = None
        self._counted = ""
        self._done = 0
        self._process = os.getpid()

    def begin(self, name: str) -> None:
        """A work begins; one that nobody waits for, or in another process, is not told."""
        if self._stream is None or os.getpid() != self._process:
            return
        if name in _SAID:
            self._line_of(name, self._stream).say(_SAID[name])
        elif name in _COUNTED:
            self._line_of(name, self._stream).show(self._done, self.pages)
            self._done += 1

    def clear(self) -> None:
        """Take the line away, until there is more to tell."""
        if self._line is not None and os.getpid() == self._process:
            self._line.clear()

    def _line_of(self, name: str, stream: TextIO) -> ProgressLine:
        if self._line is None or self._counted != name:
            self.clear()
            self._line = ProgressLine(stream, unit=_COUNTED.get(name, ""))
            self._counted, self._done = name, 0
        return self._line


class _Sweeper(logging.Handler):
    """Takes the line away before other handlers print a message."""

    def __init__(self, pace: Pace) -> None:
        super().__init__()
        self._pace = pace

    def emit(self, _: logging.LogRecord) -> None:
        """Make room for a message."""
        self._pace.clear()


def watched(stream: TextIO | None) -> Pace:
    """A pace that `stream` shows, and that makes room for what the host prints.

    It tells nobody where `stream` is no terminal, or where nothing but errors is wanted.
    """
    if stream is None or not is_able(stream) or not LOGGER.isEnabledFor(logging.INFO):
        return Pace()
    pace = Pace(stream)
    for logger in map(logging.getLogger, _PRINTING):
        others = [one for one in logger.handlers if not isinstance(one, _Sweeper)]
        logger.handlers[:] = [_Sweeper(pace), *others] if others else []
    return pace
