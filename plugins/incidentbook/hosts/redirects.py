"""Pages at the former addresses of documents: each leads on to where the document is now.

Former addresses are those that a runbook names in `aliases:`, and those from which Git says that a document
was renamed. A page that is there stays: nothing is ever written over.
"""

import posixpath
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import escape
from pathlib import Path
from urllib.parse import quote, unquote

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File
from mkdocs.utils import get_relative_url

from .book import Book
from .shelf import Shelf
from .text import is_yaml

_OWN = '<meta name="generator" content="incidentbook redirect">'
_PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
{own}
<meta name="robots" content="noindex">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="refresh" content="0; url={address}">
<link rel="canonical" href="{address}">
<title>{title}</title>
</head>
<body>
<p>This page has moved: <a href="{address}">{title}</a></p>
</body>
</html>
"""
_MARKDOWN = (".md", ".markdown")


@dataclass(frozen=True, slots=True)
class Redirect:
    """A page to write at `dest` in the site, the document it leads to, and the former path as it was said."""

    dest: str
    path: str
    said: str


@dataclass(frozen=True, slots=True)
class Ways:
    """How the site makes addresses of paths.

    `docs` is where its pages lie below the root ("" for the root itself, None for elsewhere), `has_folders`
    whether a page is a folder with an index.
    """

    docs: str | None
    has_folders: bool

    def dest(self, said: str) -> str:
        """The page that stood at a former path, or "" where none can have stood there."""
        path = unquote(said.strip()).replace("\\", "/").partition("#")[0].partition("?")[0]
        is_odd = "://" in path or ".." in path.split("/") or ":" in path[:2] or not path.isprintable()
        if is_odd or not path.strip("/."):
            return ""
        is_folder = path.endswith("/")
        clean = posixpath.normpath(path.lstrip("/"))
        if self.docs and clean.startswith(f"{self.docs}/"):
            clean = clean.removeprefix(f"{self.docs}/")
        stem, ending = posixpath.splitext(clean)
        if ending.lower() in {".html", ".htm"} and not is_folder:
            return clean
        if is_yaml(clean) and not is_folder:
            return self._page(f"{stem}-{ending[1:].lower()}")
        if ending.lower() in _MARKDOWN and not is_folder:
            return self._page(stem)
        return f"{clean}/index.html" if is_folder or self.has_folders else f"{clean}.html"

    def _page(self, stem: str) -> str:
        folder, name = posixpath.split(stem)
        if name.lower() in {"index", "readme"}:
            return posixpath.join(folder, "index.html")
        return f"{stem}/index.html" if self.has_folders else f"{stem}.html"


def ways(config: MkDocsConfig, root: Path) -> Ways:
    """How the site of `config` makes addresses of the paths below `root`."""
    docs = Path(config.docs_dir)
    below = docs.relative_to(root).as_posix() if docs.is_relative_to(root) else None
    return Ways("" if below == "." else below, bool(config.use_directory_urls))


def redirects(book: Book, how: Ways) -> Iterator[Redirect]:
    """The pages that former addresses ask for, those of `aliases:` first; the same page may come twice."""
    for document in book.library.runbooks:
        for alias in document.aliases:
            yield Redirect(how.dest(alias), document.path, alias)
    for path, formers in book.former.items():
        for former in formers:
            yield Redirect(how.dest(former), path, former)


def write_redirects(
    wanted: Iterable[Redirect], site_dir: Path, taken: frozenset[str], shelf: Shelf, titles: Mapping[str, str]
) -> list[str]:
    """Write the pages, and give a sentence for each that cannot be.

    `taken` are the paths of all pages of the site; what else lies in its folder is never written over.
    """
    written: dict[str, str] = {}
    faults: list[str] = []
    for one in wanted:
        file = shelf.documents.get(one.path)
        if file is None or written.get(one.dest) == one.path or file.dest_uri == one.dest:
            continue
        if fault := _fault(one, site_dir, taken, written):
            faults.append(f"{one.path}: the former path “{one.said}” gets no redirect, because {fault}")
            continue
        words = _page(one, file, titles.get(one.path, one.path)).encode("utf-8", "replace")
        try:
            (site_dir / one.dest).parent.mkdir(parents=True, exist_ok=True)
            (site_dir / one.dest).write_bytes(words)
        except (OSError, ValueError):
            faults.append(f"{one.path}: the former path “{one.said}” cannot be written as a file name")
        else:
            written[one.dest] = one.path
    return faults


def _fault(one: Redirect, site_dir: Path, taken: frozenset[str], written: Mapping[str, str]) -> str:
    """Why a page cannot be written, or ""."""
    if not one.dest:
        return "it is no path of this site"
    if one.dest in written:
        return f"it leads to {written[one.dest]} already"
    if one.dest in taken:
        return "a page stands there"
    target = site_dir / one.dest
    if any(parent.is_file() for parent in target.parents) or target.is_dir():
        return "a file stands there"
    if target.exists() and _OWN not in target.read_text(encoding="utf-8", errors="replace"):
        return "a file stands there"
    return ""


def _page(one: Redirect, file: File, title: str) -> str:
    here = one.dest.removesuffix("index.html")
    address = get_relative_url(file.url, here)
    safe = escape(quote(unquote(address), safe="/.-_~"))
    return _PAGE.format(own=_OWN, address=safe, title=escape(" ".join(title.split())))


def titles_of(book: Book) -> dict[str, str]:
    """The titles of all documents by path."""
    return {document.path: document.title for document in book.documents()}
