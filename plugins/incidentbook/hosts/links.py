"""Relative links between documents, wherever these lie: a Python-Markdown extension.

A document's links are relative to its file in the repository, which need not lie in the folder of the
site's pages. Links to what is part of the site are made to lead there; a link to anything else becomes
plain text that says so: the checks report it with line and remedy, and the build does not stop for it.
"""

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape, unescape
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, quote, unquote, urlsplit, urlunsplit
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor
from markdown.util import AMP_SUBSTITUTE
from mkdocs.structure.files import File

if TYPE_CHECKING:
    from mkdocs.structure.files import Files

    from .shelf import Shelf

_RAW = re.compile(
    r"(<(?:a|img|source|video|audio)\b[^<>]*?\s(?:href|src)\s*=\s*)([\"'])(.*?)\2", re.IGNORECASE
)


@dataclass(slots=True)
class Origin:
    """The page that is being rendered: its file, its path below the root, and whether it is a document."""

    file: File
    path: str
    is_document: bool


class Links(Extension):
    """Resolves links on a shelf; `origin` is None while no page of the shelf is being rendered."""

    def __init__(self) -> None:
        super().__init__()
        self.shelf: Shelf | None = None
        self.files: Files | None = None
        self.origin: Origin | None = None

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Python-Markdown's name
        """Run after inline patterns and before MkDocs looks at the links."""
        md.treeprocessors.register(_Resolver(md, self), "incidentbook-links", 3)

    def find(self, parts: SplitResult) -> File | None:
        """The file of the site to which a relative address leads from the page at hand."""
        if self.origin is None or self.shelf is None or self.files is None:
            return None
        path = unquote(parts.path)
        natural = _joined(self.origin.file.src_uri, path)
        if not self.origin.is_document and (own := self.files.get_file_from_path(natural)):
            return own
        for name in _names(_joined(self.origin.path, path)):
            if found := self.shelf.documents.get(name) or self.shelf.sources.get(name):
                return found
        return self.files.get_file_from_path(natural)


class _Resolver(Treeprocessor):
    def __init__(self, md: Markdown, links: Links) -> None:
        super().__init__(md)
        self.links = links

    def run(self, root: Element) -> None:
        if self.links.origin is None:
            return
        for element in list(root.iter()):
            key = {"a": "href", "img": "src"}.get(element.tag)
            if key is not None:
                self._resolve(element, key, self.links.origin)
        stash = self.md.htmlStash.rawHtmlBlocks
        stash[:] = [_RAW.sub(self._raw, raw) if isinstance(raw, str) else raw for raw in stash]

    def _resolve(self, element: Element, key: str, origin: Origin) -> None:
        address = element.get(key)
        if address is None:
            _unlink(element, "")
            return
        parts = relative(address)
        if parts is None:
            element.set(key, _splittable(address))
            return
        file = self.links.find(parts)
        if file is not None:
            path = posixpath.relpath(file.src_uri, posixpath.dirname(origin.file.src_uri) or ".")
            element.set(key, urlunsplit(("", "", quote(path), parts.query, parts.fragment)))
        elif origin.is_document and not parts.path.startswith("/"):
            _unlink(element, address)

    def _raw(self, match: re.Match[str]) -> str:
        parts = relative(unescape(match[3]))
        file = self.links.find(parts) if parts is not None else None
        if parts is None or file is None or self.links.origin is None:
            return match[0]
        path = file.url_relative_to(self.links.origin.file)
        address = urlunsplit(("", "", path, parts.query, parts.fragment))
        return f"{match[1]}{match[2]}{escape(address)}{match[2]}"


def relative(address: str) -> SplitResult | None:
    """The parts of an address that leads to a file; None for others, and for what is no address."""
    if AMP_SUBSTITUTE in address:
        return None
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    return parts if parts.path and not parts.scheme and not parts.netloc else None


def _splittable(address: str) -> str:
    """`address` in a form that can be taken apart: brackets of placeholders are no IPv6 host."""
    try:
        urlsplit(address)
    except ValueError:
        return address.replace("[", "%5B").replace("]", "%5D")
    return address


def _joined(origin: str, path: str) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(origin), path)).lstrip("/")


def _names(path: str) -> Iterator[str]:
    """The files that may be meant by `path`: itself, its Markdown, its folder's index."""
    yield path
    yield f"{path}.md"
    yield f"{path}/index.md".removeprefix("./")
    yield f"{path}/README.md".removeprefix("./")


def _unlink(element: Element, address: str) -> None:
    """Make plain text of a link that leads nowhere."""
    words = element.get("alt") if element.tag == "img" else None
    element.tag = "span"
    for name in ("href", "src", "alt"):
        element.attrib.pop(name, None)
    if address:
        element.set("class", "ib-dead-link")
        element.set("title", f"Not part of this site: {address}")
    if words is not None:
        element.text = words
