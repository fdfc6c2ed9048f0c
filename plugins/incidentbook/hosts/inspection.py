"""The final pass: every byte of a finished site, its names too, searched for what must not be there."""

import gzip
import sys
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig

from incidentbook.redaction.watchlist import Leak, Watchlist

from .sources import ASSETS, assets

_PIECE = 8_000_000
_OVERLAP = 4_096
"""So many bytes are read at once, and so many again at the beginning of the next piece."""

_GZIP = b"\x1f\x8b"


@dataclass(frozen=True, slots=True)
class Passage:
    """A leak with the file of the site that holds it; `where` says what its offset counts."""

    path: str
    leak: Leak
    where: str = "byte"

    def __str__(self) -> str:
        """The file, the offset, and what was found, without saying it."""
        return f"{self.path}: {self.where} {self.leak.offset}: {self.leak.what}, begins “{self.leak.shown}”"


def inspect(site: Path, watchlist: Watchlist, known: dict[str, Path]) -> Iterator[Passage]:
    """What stands in a site and must not.

    Files that are those of the theme or of this package, byte by byte (`known`, by their paths), are passed
    over. What is packed with gzip is unpacked.
    """
    for path in sorted(path for path in site.rglob("*") if path.is_file()):
        name = path.relative_to(site).as_posix()
        for leak in watchlist.leaks(name.encode("utf-8", "surrogateescape")):
            yield Passage(name, leak, "character of its name")
        if name in known and _is_same(path, known[name]):
            continue
        yield from _in_file(path, name, watchlist)


def theme_files(config: MkDocsConfig, root: Path) -> dict[str, Path]:
    """The files that the theme and this package bring along, by path; not the project's own.

    An environment that lies inside the project is not the project's own either.
    """
    found = {f"{ASSETS}/{path.name}": path for path in assets()}
    for folder in map(Path, config.theme.dirs):
        if folder.is_relative_to(root) and not folder.is_relative_to(sys.prefix):
            continue
        for path in folder.rglob("*"):
            if path.is_file() and path.suffix not in {".html", ".xml"}:
                found.setdefault(path.relative_to(folder).as_posix(), path)
    return found


def _is_same(one: Path, other: Path) -> bool:
    return one.stat().st_size == other.stat().st_size and one.read_bytes() == other.read_bytes()


def _in_file(path: Path, name: str, watchlist: Watchlist) -> Iterator[Passage]:
    with path.open("rb") as file:
        packed = file.read(2) == _GZIP
    seen: set[tuple[str, str]] = set()
    for offset, data in _pieces(path, packed=packed):
        for leak in watchlist.leaks(data):
            if (leak.what, leak.shown) not in seen:
                seen.add((leak.what, leak.shown))
                found = Leak(offset + leak.offset, leak.what, leak.shown)
                yield Passage(name, found, "unpacked byte" if packed else "byte")


def _pieces(path: Path, *, packed: bool) -> Iterator[tuple[int, bytes]]:
    """The bytes of a file in pieces that overlap, each with its offset; a broken archive as it is."""
    try:
        with gzip.open(path) if packed else path.open("rb") as file:
            offset, before = 0, b""
            while data := file.read(_PIECE):
                yield offset - len(before), before + data
                offset += len(data)
                before = data[-_OVERLAP:]
    except (OSError, EOFError, zlib.error):
        if packed:
            yield from _pieces(path, packed=False)
