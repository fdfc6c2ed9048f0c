"""Put the book's documents, their images, the generated pages and the assets among the files of a site."""

import os
import posixpath
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.utils import is_markdown_file

from incidentbook.pages.models import Page
from incidentbook.resources import template_folder

from . import handbook
from .book import Book, Document
from .shelf import Shelf
from .text import is_yaml, raw_addresses

INDEX_PAGES = (
    "index.md",
    "postmortems/index.md",
    "runbooks/index.md",
    "alerts.md",
    "action-items.md",
    "causes/index.md",
    "services/index.md",
    "teams/index.md",
    "rota/index.md",
    "metrics/index.md",
    "reviews/index.md",
    "handbook/index.md",
    "quality.md",
)
"""The generated pages that stand in a navigation, in this order; all others are reached through them."""

ASSETS = "assets/incidentbook"
"""The folder of the site that holds style sheets and scripts."""

_MEDIA_ENDINGS = """
.png .jpg .jpeg .gif .svg .webp .avif .bmp .mp4 .webm .mov .mp3 .ogg .pdf .txt .log .csv .tsv .har
"""
_MEDIA = frozenset(_MEDIA_ENDINGS.split())
"""Endings of what a document may bring along by linking to it; all else in a repository stays there."""


class Publisher:
    """Adds to the `files` of the site of `config`; generated pages are backed by files in `folder`."""

    def __init__(self, files: Files, config: MkDocsConfig, folder: Path, shelf: Shelf) -> None:
        self.files = files
        self.config = config
        self.folder = folder
        self.shelf = shelf
        self._by_dest = {file.dest_uri: file for file in files}
        self._taken: set[str] = set()

    def publish(self, book: Book, index_level: InclusionLevel) -> None:
        """Add everything that `book` needs; index pages that a navigation shows get `index_level`."""
        for document in book.documents():
            self._add_document(document)
        for document in book.documents():
            self._add_media(document, book.library.files)
        self._taken = {file.src_uri for file in self.shelf.documents.values()}
        for page in book.portal.pages:
            is_shown = page.path in INDEX_PAGES or page.path.startswith(handbook.FOLDER)
            self._add_page(page, index_level if is_shown else InclusionLevel.NOT_IN_NAV)
        for asset in assets():
            self._add_asset(asset)

    def _add_document(self, document: Document) -> None:
        own = self.shelf.sources.get(document.path)
        if own is not None and own.is_documentation_page() and _is_utf8(own):
            own.inclusion = InclusionLevel.NOT_IN_NAV
            self.shelf.documents[document.path] = own
            return
        file = self._placed(document, own)
        path = self.shelf.root / document.path
        file.edit_uri = PurePosixPath(os.path.relpath(path, self.config.docs_dir)).as_posix()
        self.shelf.documents[document.path] = file
        self.shelf.sources.setdefault(document.path, file)

    def _placed(self, document: Document, own: File | None) -> File:
        """A new file for a document: from its place outside the pages' folder, else from a copy."""
        if own is not None and own.is_documentation_page():
            self.files.remove(own)
            self._by_dest.pop(own.dest_uri, None)
            uri = own.src_uri
        else:
            uri = self._free(_page_uri(document.path if own is None else own.src_uri))
        file = File(
            document.path,
            str(self.shelf.root),
            self.config.site_dir,
            self.config.use_directory_urls,
            inclusion=InclusionLevel.NOT_IN_NAV,
        )
        if uri != document.path or is_yaml(document.path) or not _is_utf8(file):
            text = f"# {document.title}\n"
            file = self._backed(uri, text, InclusionLevel.NOT_IN_NAV)
        self._append(file)
        return file

    def _append(self, file: File) -> None:
        self.files.append(file)
        self._by_dest[file.dest_uri] = file

    def _add_media(self, document: Document, known: frozenset[str]) -> None:
        addresses = [url for url, _ in document.links] + raw_addresses(self.shelf.root, document)
        for path in _paths(document.path, addresses):
            if path in known and path not in self.shelf.sources and _ending(path) in _MEDIA:
                file = File(path, str(self.shelf.root), self.config.site_dir, self.config.use_directory_urls)
                file.inclusion = InclusionLevel.INCLUDED
                self.shelf.sources[path] = file
                if self.files.get_file_from_path(path) is None:
                    self._append(file)

    def _add_page(self, page: Page, level: InclusionLevel) -> None:
        uri = _inside(page.path)
        file = self._backed(uri, f"# {page.title}\n", level)
        theirs = self._by_dest.get(file.dest_uri)
        if theirs is not None and theirs.src_uri in self._taken:
            file = self._backed(self._free(uri), f"# {page.title}\n", level)
        elif theirs is not None:
            file = theirs
        self.shelf.pages[page.path] = file
        if file is not theirs:
            self._append(file)

    def _add_asset(self, path: Path) -> None:
        uri = f"{ASSETS}/{path.name}"
        if self.files.get_file_from_path(uri) is None:
            file = File.generated(self.config, uri, abs_src_path=str(path))
            file.inclusion = InclusionLevel.INCLUDED
            self._append(file)

    def _backed(self, uri: str, text: str, level: InclusionLevel) -> File:
        """A generated file with a real one behind it, which other plugins expect."""
        path = self.folder / uri
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", errors="replace", newline="\n")
        return File.generated(self.config, uri, abs_src_path=str(path), inclusion=level)

    def _free(self, uri: str) -> str:
        """`uri`, or the next one beside it whose page nobody else has."""
        stem, ending = posixpath.splitext(uri)
        number = 1
        while self._dest(uri) in self._by_dest or self.files.get_file_from_path(uri) is not None:
            number += 1
            uri = f"{stem}-{number}{ending}"
        return uri

    def _dest(self, uri: str) -> str:
        return File(uri, None, self.config.site_dir, self.config.use_directory_urls).dest_uri


def new_shelf(root: Path, files: Files) -> Shelf:
    """A shelf that knows where the site's own files lie below `root`."""
    shelf = Shelf(root)
    for file in files:
        if (path := shelf.root_path(file)) is not None:
            shelf.sources[path] = file
    return shelf


def below(folder: Path, root: Path) -> list[str]:
    """`folder` relative to `root`, where it lies below it."""
    relative = Path(os.path.relpath(folder, root))
    return [] if relative.parts[:1] in {("..",), ()} else [relative.as_posix()]


def assets() -> list[Path]:
    """The style sheets, scripts and other files that pages load, by name."""
    return sorted(path for path in template_folder("assets").iterdir() if path.is_file())


def _paths(origin: str, addresses: Iterable[str]) -> Iterator[str]:
    """The paths below the root to which relative addresses in the document `origin` lead."""
    for url in addresses:
        try:
            parts = urlsplit(url)
        except ValueError:
            continue
        if not parts.scheme and not parts.netloc and parts.path:
            yield posixpath.normpath(posixpath.join(posixpath.dirname(origin), unquote(parts.path)))


def _page_uri(path: str) -> str:
    """The path of a document's page among the pages: data gets a name that no file beside it has."""
    if is_yaml(path):
        stem, ending = posixpath.splitext(path)
        return f"{stem}-{ending.removeprefix('.').lower()}.md"
    return path if is_markdown_file(path) else f"{path}.md"


def _inside(uri: str) -> str:
    """`uri` without any step that leads out of its folder."""
    return "/".join(part for part in uri.split("/") if part not in {"", ".", ".."}) or "page.md"


def _ending(path: str) -> str:
    return posixpath.splitext(path)[1].lower()


def _is_utf8(file: File) -> bool:
    try:
        return bool(file.content_string) or True
    except (OSError, ValueError):
        return False
