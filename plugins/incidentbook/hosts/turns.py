"""Builds into one folder, one after the other: two at once would mix their pages."""

import errno
from pathlib import Path

from incidentbook.locks import release, take

from .notices import LOGGER

_REASONS = {
    errno.ENOSPC: "the disk is full; make room",
    errno.EDQUOT: "your share of the disk is used up; make room",
    errno.EFBIG: "the file would be larger than files may be here; raise the limit (`ulimit -f`)",
    errno.EROFS: "the file system is read-only; name another folder with --site-dir",
    errno.EACCES: "you may not write there; change its rights, or name another folder with --site-dir",
    errno.EPERM: "you may not write there; change its rights, or name another folder with --site-dir",
}


_OURS: dict[Path, int] = {}
"""The rights of this process: a build that begins while it still has one need not wait for itself."""


class Turn:
    """The right of one build to write its folder, taken before the folder is cleaned.

    It ends with the command, at the latest with the process, so that no build that failed or was killed is in
    the way of the next. `serve` builds into a new folder of its own and needs none.
    """

    def __init__(self, command: str = "") -> None:
        self._command = command
        self._folder: Path | None = None

    def begin(self, folder: Path) -> None:
        """Take the right; while another build has it, say so and wait."""
        if self._command not in {"build", "gh-deploy"} or not _is_made(folder):
            return
        self._folder = folder.resolve()
        if self._folder not in _OURS:
            handle = take(folder, lambda: _say_that_it_waits(folder))
            if handle is not None:
                _OURS[self._folder] = handle

    def end(self) -> None:
        """Give the right back, unless the command still has to read what was built."""
        if self._command != "gh-deploy" and self._folder is not None:
            release(_OURS.pop(self._folder, None))


def trouble(error: object) -> str:
    """Why a build could not write, in words; "" for errors of any other kind."""
    if not isinstance(error, OSError) or error.errno not in _REASONS:
        return ""
    where = f"{error.filename} cannot" if isinstance(error.filename, str) else "A file cannot"
    return f"{where} be written: {_REASONS[error.errno]}. The site is not complete: build it again."


def _is_made(folder: Path) -> bool:
    """Whether the folder is there, made if need be; where it cannot be, MkDocs says why."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return False
    return True


def _say_that_it_waits(folder: Path) -> None:
    LOGGER.info(
        "Another build is writing %s. Waiting for its end; --site-dir gives a build a folder of its own",
        folder,
    )
