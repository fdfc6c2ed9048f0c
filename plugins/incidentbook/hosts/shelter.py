"""Rendered pages, kept from one build to the next: what is the same is not rendered again.

An entry holds for one text or model, with all on which its HTML depends: the package's files and templates,
the Markdown extensions and how they are configured, the versions of the libraries, and the address of every
page and file of the site, to which links and references resolve. Each page has one entry, so that those of
a page that changed are replaced, and those of pages that are gone are removed.
"""

import contextlib
import io
import pickle
from collections.abc import Callable, Iterable
from dataclasses import fields, is_dataclass
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from operator import attrgetter
from pathlib import Path
from typing import Any

from mkdocs.structure.files import Files

import incidentbook
from incidentbook.reading.store import Store
from incidentbook.resources import templates_folder

from .shelf import Shelf

_LIBRARIES = ("mkdocs", "properdocs", "mkdocs-material", "markdown", "nh3", "pymdown-extensions", "pygments")
_PREFIX = "page-"


class Shelter:
    """Results by the name of their page; without a folder, or without a recipe, nothing is kept.

    `recipe` is what rendering depends on in the configuration, None where that cannot be said.
    """

    def __init__(self, folder: Path | None, recipe: str | None) -> None:
        self._store = Store(folder)
        self._recipe = recipe if folder is not None else None
        self._used: set[str] = set()
        self._ground = b""

    @property
    def is_open(self) -> bool:
        """Whether anything is kept."""
        return self._recipe is not None

    def settle(self, shelf: Shelf, files: Files) -> None:
        """Take down what all results depend on; all files of the site must be known."""
        if self._recipe is None:
            return
        places = sorted(f"{file.src_uri}\t{file.url}\t{file.inclusion.name}" for file in files)
        documents = sorted((path, file.src_uri) for path, file in shelf.documents.items())
        pages = sorted((path, file.src_uri) for path, file in shelf.pages.items())
        sources = sorted((path, file.src_uri) for path, file in shelf.sources.items())
        stated = (self._recipe, places, documents, pages, sources, sorted(shelf.moved.items()))
        self._ground = _digest([repr(stated).encode(), *_own_files(), _versions().encode()])

    def load(self, name: str, source: object) -> object:
        """What was kept for a page, if it was made of `source` and of all else as it is now; else None."""
        if self._recipe is None:
            return None
        self._used.add(self._name(name))
        match self._store.load(self._name(name)):
            case (bytes() as key, result) if key == self._key(name, source):
                return result
        return None

    def save(self, name: str, source: object, result: object) -> None:
        """Keep what was made of `source` for a page."""
        if self._recipe is not None:
            self._used.add(self._name(name))
            self._store.save(self._name(name), (self._key(name, source), result))

    def use(self, name: str) -> None:
        """Let the entry of a page be, which another process may have used."""
        if self._recipe is not None:
            self._used.add(self._name(name))

    def tidy(self) -> None:
        """Remove the entries of pages that this build did not have."""
        if self._recipe is None or self._store.folder is None:
            return
        with contextlib.suppress(OSError):
            for path in self._store.folder.iterdir():
                if path.name.startswith(_PREFIX) and path.name not in self._used:
                    path.unlink(missing_ok=True)

    def _name(self, name: str) -> str:
        return f"{_PREFIX}{_digest([name.encode('utf-8', 'surrogatepass')]).hex()[:32]}"

    def _key(self, name: str, source: object) -> bytes:
        return _digest([self._ground, name.encode("utf-8", "surrogatepass"), _bytes_of(source)])


class _Ways(dict[type, Callable[[Any], Any]]):
    """How things of a class are written: records by their values alone, which takes a third of the time.

    Nobody reads them again.
    """

    def __missing__(self, kind: type) -> Callable[[Any], Any]:
        """The way of a class that was not met yet."""
        names = [one.name for one in fields(kind)] if is_dataclass(kind) else []
        values = attrgetter(*names) if names else None
        self[kind] = (lambda one: (kind, (values(one),))) if values else _whole
        return self[kind]


def _whole(source: object) -> object:
    return source.__reduce_ex__(pickle.HIGHEST_PROTOCOL)


_WAYS = _Ways()


def _bytes_of(source: object) -> bytes:
    """A text or model as bytes that say nothing of which of its parts are one object and which look alike."""
    written = io.BytesIO()
    pickler = pickle.Pickler(written, pickle.HIGHEST_PROTOCOL)
    pickler.fast = True
    pickler.dispatch_table = _WAYS
    pickler.dump(source)
    return written.getvalue()


def _digest(parts: Iterable[bytes]) -> bytes:
    seen = sha256()
    for part in parts:
        seen.update(len(part).to_bytes(8, "big"))
        seen.update(part)
    return seen.digest()


def _own_files() -> Iterable[bytes]:
    """The package's modules and templates of all kinds, with their names."""
    package = Path(incidentbook.__file__).parent
    for folder, pattern in ((package, "*.py"), (templates_folder(), "*.*")):
        for path in sorted(path for path in folder.rglob(pattern) if path.is_file()):
            yield path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes()


def _versions() -> str:
    return " ".join(f"{name}={_version(name)}" for name in _LIBRARIES)


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "none"
