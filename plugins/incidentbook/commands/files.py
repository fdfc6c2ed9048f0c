"""Writing files so that nothing is lost: whole or not at all."""

import contextlib
import errno
import os
import time
from collections.abc import Iterator
from pathlib import Path

_MARK = ".incidentbook"
"""How the names of temporary files end."""

_FORGOTTEN = 3600
"""Seconds after which a temporary file can only be that of a run that was killed."""


_REASONS = {
    errno.ENOSPC: ("the disk is full", "make room"),
    errno.EDQUOT: ("your share of the disk is used up", "make room"),
    errno.EFBIG: ("it would be larger than files may be here", "raise the limit (`ulimit -f`)"),
    errno.EROFS: ("the file system is read-only", "work in a copy that can be written"),
    errno.EACCES: ("you may not write there", "change the rights of the file and its folder"),
    errno.EPERM: ("you may not write there", "change the rights of the file and its folder"),
    errno.EIO: ("the disk reports an error", "look at its health"),
}
"""What the system says, in words, and what to do before the command is run again."""


class NotWrittenError(OSError):
    """A file could not be written; it is as it was."""

    def __init__(self, path: Path, error: OSError) -> None:
        super().__init__(error.errno, f"could not be written and is as it was: {reason(error)}", str(path))


def reason(error: OSError) -> str:
    """Why a file could not be written, and what to do before the command is run again."""
    words, remedy = _REASONS.get(error.errno or 0, (error.strerror or str(error), ""))
    return f"{words}; {remedy}, then run the command again" if remedy else words


class FileChangedError(OSError):
    """Somebody else wrote the file after it was read; it was left as it is now."""

    def __init__(self, path: Path) -> None:
        words = "somebody changed it after it was read, and it was left as it is; run the command again"
        super().__init__(None, words, str(path))


def write_whole(path: Path, data: bytes, *, before: bytes | None = None) -> None:
    """Replace the contents of a file, keeping its mode; at every moment it is the old one or the new one.

    `before` is what was read of it, where the new contents were made from the old ones. A symbolic link
    stays one: the file it leads to is replaced; a pipe or a device (/dev/stdout, /dev/null) is written to.
    Raises FileChangedError where the file no longer holds `before`, and NotWrittenError with the reason in
    words; the file is then as it was.
    """
    target = path.resolve()
    if target.exists() and not target.is_file():
        target.write_bytes(data)
        return
    with _named(path), _beside(target, data) as temporary:
        mode = target.stat().st_mode & 0o7777 if target.exists() else None
        if before is not None and target.read_bytes() != before:
            raise FileChangedError(path)
        if mode is not None:
            temporary.chmod(mode)
        temporary.replace(target)
        _settle(target.parent)


def write_new(path: Path, data: bytes) -> None:
    """Write a file that must not be there yet, whole or not at all, in a folder that is made if need be.

    Raises FileExistsError where something has that name, even if it was made in this very moment.
    """
    _make_folder(path)
    with _named(path), _beside(path, data) as temporary:
        _link(temporary, path)
        _settle(path.parent)


def write_changed(path: Path, data: bytes) -> None:
    """Write a file, in a folder that is made if need be, unless it has these contents already."""
    if not path.is_file() or path.read_bytes() != data:
        write_output(path, data)


def write_output(path: Path, data: bytes) -> None:
    """Write a file as `write_whole` does, in a folder that is made if need be."""
    _make_folder(path)
    write_whole(path, data)


def _make_folder(path: Path) -> None:
    """Make the folder of a file. Raises NotWrittenError, also where a file has the folder's name."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise NotWrittenError(path, error) from error


@contextlib.contextmanager
def _named(path: Path) -> Iterator[None]:
    """Let errors name the file that was meant, and not the temporary one."""
    try:
        yield
    except (FileChangedError, FileExistsError):
        raise
    except OSError as error:
        raise NotWrittenError(path, error) from error


@contextlib.contextmanager
def _beside(target: Path, data: bytes) -> Iterator[Path]:
    """A temporary file beside the target that holds the data, on disk; it is gone afterwards."""
    import tempfile

    _clear(target)
    handle, name = tempfile.mkstemp(_MARK, f".{target.name}.", target.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(0o666 & ~_umask())
        yield temporary
    finally:
        temporary.unlink(missing_ok=True)


def _clear(target: Path) -> None:
    """Remove what runs that were killed left beside the target."""
    before = time.time() - _FORGOTTEN
    with contextlib.suppress(OSError), os.scandir(target.parent) as entries:
        for entry in entries:
            if (
                entry.name.startswith(f".{target.name}.")
                and entry.name.endswith(_MARK)
                and entry.stat(follow_symlinks=False).st_mtime < before
            ):
                Path(entry.path).unlink(missing_ok=True)


def _link(temporary: Path, path: Path) -> None:
    """Give the file its name, unless something has it."""
    try:
        os.link(temporary, path)
    except FileExistsError:
        raise
    except OSError:  # a file system without hard links
        with path.open("xb") as file:
            try:
                file.write(temporary.read_bytes())
                file.flush()
            except OSError:
                path.unlink()
                raise


def _settle(folder: Path) -> None:
    """Bring the new name to the disk too, where the system can."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
