"""What earlier runs found out, kept in the user's cache folder so that later ones need not read it again.

Entries are pickled, which only one's own files may be trusted with: they never lie in a checkout, where
a stranger could have put them. A store that cannot be read or written is as good as none.
"""

import contextlib
import gc
import hashlib
import os
import pickle
import sys
from pathlib import Path

import incidentbook

VARIABLE = "INCIDENTBOOK_CACHE_DIR"
"""The environment variable that names another folder; empty for no store at all."""


class Store:
    """A folder of named results; `folder` is None for a store that forgets everything."""

    def __init__(self, folder: Path | None) -> None:
        self.folder = folder

    def load(self, name: str) -> object:
        """What was saved under the name, or None."""
        if self.folder is None:
            return None
        path = self.folder / name
        try:
            with path.open("rb") as file:
                if not _is_own(file.fileno()):
                    return None
                gc.disable()  # records hold no cycles, and looking for some takes longer than reading them
                kept: object = pickle.load(file)  # noqa: S301 - the user's own file, as just seen
        except Exception:  # noqa: BLE001 - pickle raises whatever broken bytes make of it
            return None
        finally:
            gc.enable()
        return kept

    def save(self, name: str, result: object) -> None:
        """Keep a result, whole or not at all."""
        if self.folder is None:
            return
        import tempfile

        with contextlib.suppress(OSError):
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            handle, temporary = tempfile.mkstemp(dir=self.folder, prefix=f"{name}.")
            try:
                with os.fdopen(handle, "wb") as file:
                    pickle.dump(result, file, pickle.HIGHEST_PROTOCOL)
                Path(temporary).replace(self.folder / name)
            except BaseException:
                Path(temporary).unlink(missing_ok=True)
                raise


def _is_own(handle: int) -> bool:
    """Whether an open file belongs to the user (always so where files have no owners)."""
    return not hasattr(os, "getuid") or os.fstat(handle).st_uid == os.getuid()


def user_store(root: Path) -> Store:
    """The store for the documents below `root`, in `INCIDENTBOOK_CACHE_DIR` or the user's cache folder."""
    stated = os.environ.get(VARIABLE)
    if stated == "":
        return Store(None)
    own = hashlib.sha256(str(root.resolve()).encode("utf-8", "surrogateescape")).hexdigest()[:16]
    with contextlib.suppress(RuntimeError, OSError):
        return Store((Path(stated) if stated else _cache_home()) / own)
    return Store(None)


def _cache_home() -> Path:
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "incidentbook"
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home()) / "incidentbook" / "Cache"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "incidentbook"


def code_digest() -> str:
    """A digest of the running package: it changes with its version, its files, and Python's version."""
    package = Path(incidentbook.__file__).parent
    seen = hashlib.sha256(f"{incidentbook.__version__} {sys.version}".encode())
    for folder in ("records", "reading", "analysis", "checks"):
        with os.scandir(package / folder) as entries:
            for entry in sorted(entries, key=lambda entry: entry.name):
                if entry.name.endswith(".py"):
                    stat = entry.stat()
                    seen.update(f"{entry.name} {stat.st_size} {stat.st_mtime_ns}".encode())
    return seen.hexdigest()[:16]
