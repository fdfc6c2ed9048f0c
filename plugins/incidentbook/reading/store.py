"""What earlier runs found out, kept in the user's cache folder so that later ones need not read it again.

Entries are pickled records or marshalled plain data, which only one's own files may be trusted with: they
never lie in a checkout, where a stranger could have put them. Each carries a checksum and is replaced as a
whole, so that a broken entry, and one that cannot be read or written, is as good as none.
"""

import gc
import marshal
import os
import sys
import time
import zlib
from functools import cache
from pathlib import Path

import incidentbook

VARIABLE = "INCIDENTBOOK_CACHE_DIR"
"""The environment variable that names another folder; empty for no store at all."""

_CODE = "code"
_SUM = 4
"""Bytes of the checksum at the beginning of an entry."""


class Store:
    """A folder of named results; `folder` is None for a store that forgets everything."""

    def __init__(self, folder: Path | None) -> None:
        self.folder = folder

    def load(self, name: str) -> object:
        """The records that were saved under the name, or None."""
        data = self._read(name)
        return None if data is None else unpickled(data)

    def save(self, name: str, result: object) -> None:
        """Keep records, whole or not at all."""
        if self.folder is not None:
            self._write(name, pickled(result))

    def load_plain(self, name: str) -> object:
        """The plain data that was saved under the name, or None."""
        data = self._read(name)
        try:
            return None if data is None else marshal.loads(data)  # noqa: S302 - the user's own file, and whole
        except (ValueError, EOFError, TypeError):
            return None

    def save_plain(self, name: str, result: object) -> None:
        """Keep plain data: numbers, texts, bytes, None, and tuples, lists and maps of these."""
        if self.folder is not None:
            self._write(name, marshal.dumps(result))  # type: ignore[arg-type]  # says the caller

    def load_bytes(self, name: str) -> memoryview | None:
        """The bytes that were saved under the name, or None."""
        return self._read(name)

    def save_bytes(self, name: str, data: bytes) -> None:
        """Keep bytes, whole or not at all."""
        self._write(name, data)

    def _read(self, name: str) -> memoryview | None:
        """The bytes that were written under the name, unless they are damaged or a stranger's."""
        if self.folder is None:
            return None
        try:
            with open(f"{self.folder}/{name}", "rb") as file:  # noqa: PTH123 - quicker, and read at every start
                data = memoryview(file.read()) if _is_own(file.fileno()) else memoryview(b"")
        except OSError:
            return None
        is_whole = len(data) > _SUM and _checksum(data[_SUM:]) == data[:_SUM]
        return data[_SUM:] if is_whole else None

    def _write(self, name: str, data: bytes) -> None:
        if self.folder is None:
            return
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            _write_whole(self.folder / name, data)
        except OSError:
            return  # what cannot be remembered is read again


def _write_whole(path: Path, data: bytes) -> None:
    """Write data with its checksum so that nobody ever reads a part of it. Raises OSError."""
    temporary = path.with_name(f"{path.name}.{os.getpid()}.{time.monotonic_ns()}")
    handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(_checksum(data))
            file.write(data)
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def pickled(records: object) -> bytes:
    """Records as bytes."""
    import pickle

    return pickle.dumps(records, pickle.HIGHEST_PROTOCOL)


def unpickled(data: bytes | memoryview) -> object:
    """The records in the user's own bytes, or None where they cannot be made again."""
    import pickle

    was_enabled = gc.isenabled()
    gc.disable()  # records hold no cycles, and looking for some takes longer than reading them
    try:
        kept: object = pickle.loads(data)  # noqa: S301 - see the module
    except Exception:  # noqa: BLE001 - pickle raises whatever broken bytes make of it
        return None
    finally:
        if was_enabled:
            gc.enable()
    return kept


def _checksum(data: bytes | memoryview) -> bytes:
    return zlib.crc32(data).to_bytes(_SUM, "big")


def _is_own(handle: int) -> bool:
    """Whether an open file belongs to the user (always so where files have no owners)."""
    return not hasattr(os, "getuid") or os.fstat(handle).st_uid == os.getuid()


def user_store(root: Path) -> Store:
    """The store for the documents below `root`, in `INCIDENTBOOK_CACHE_DIR` or the user's cache folder.

    Two roots whose names give the same number share a folder, and each finds the other's entries unusable.
    """
    stated = os.environ.get(VARIABLE)
    if stated == "":
        return Store(None)
    own = zlib.crc32(str(root.resolve()).encode("utf-8", "surrogateescape"))
    try:
        return Store((Path(stated) if stated else _cache_home()) / f"{own:08x}")
    except (RuntimeError, OSError):
        return Store(None)


def _cache_home() -> Path:
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "incidentbook"
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home()) / "incidentbook" / "Cache"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "incidentbook"


_PARTS = ("records", "reading", "analysis", "checks", "commands")
"""The parts of the package on which what is kept depends."""


def code_digest(store: Store) -> str:
    """A digest of the running package's version and files, and of Python's version.

    The files are read where their sizes or times are not those of the last run; another installation of the
    same files gives the same digest, so that what one machine kept serves another one.
    """
    state = _code_state()
    match store.load_plain(_CODE):
        case (known, str() as digest) if known == state:
            return digest
    import hashlib

    seen = hashlib.sha256(f"{incidentbook.__version__} {sys.version}".encode())
    for name, path in _code_files():
        seen.update(name.encode() + b"\0" + Path(path).read_bytes() + b"\0")
    store.save_plain(_CODE, (state, seen.hexdigest()))
    return seen.hexdigest()


def _code_state() -> str:
    """What changes with the package's files, Python and the place where they are installed."""
    stats = ((path, os.stat(path)) for _, path in _code_files())  # noqa: PTH116 - many, at every start
    seen = (f"{path} {stat.st_size} {stat.st_mtime_ns}" for path, stat in stats)
    return "\n".join([incidentbook.__version__, sys.version, *seen])


@cache
def _code_files() -> tuple[tuple[str, str], ...]:
    """The package's files that matter: names relative to the package, and paths."""
    package = Path(incidentbook.__file__).parent
    found = []
    for part in _PARTS:
        with os.scandir(package / part) as entries:
            found += [(f"{part}/{entry.name}", entry.path) for entry in entries if entry.name.endswith(".py")]
    return tuple(sorted(found))
