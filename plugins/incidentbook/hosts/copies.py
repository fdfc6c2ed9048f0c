"""Copies of pages in Markdown, each beside its HTML page: `runbooks/disk/index.md`."""

import posixpath
import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

from mkdocs.structure.files import File, Files

from incidentbook.pages.models import Target
from incidentbook.reading.runbook_yaml_page import markdown_of_yaml
from incidentbook.records import Runbook
from incidentbook.rendering import markdown_words as words
from incidentbook.rendering.document_facts import facts_of
from incidentbook.rendering.transcript import transcript

from .book import Document
from .links import Links, Origin, relative
from .manuscripts import manuscript
from .safety import is_safe_address, printable
from .shelf import Shelf
from .text import author_text, is_yaml

_TITLE = re.compile(r"\A\s*(?:# +(?P<words>[^\n]*)|(?P<under>[^\n]+)\n=+[ \t]*)(?:\n|\Z)")
_PERMALINK_HINT = 'class="headerlink"'
_PERMALINK = re.compile(rf"<a {_PERMALINK_HINT}[^>]*>[^<]*</a>")
_SAME = re.compile(r"\W+")


class Copies:
    """The copies of one build, in the folder of the site."""

    def __init__(self, shelf: Shelf, files: Files, links: Links, site_dir: Path) -> None:
        self._shelf = shelf
        self._files = files
        self._links = links
        self._folder = site_dir
        self._urls: set[str] | None = None
        self._taken = {file.dest_uri for file in files}
        self._texts: dict[str, str] = {}

    def keep(self, file: File, published: str) -> None:
        """Remember what we published of a document, so that it is seen where other plugins change it."""
        self._texts[file.src_uri] = published

    def path(self, file: File) -> str:
        """Where the copy of a page stands in the site; empty where it has none.

        That of a long list is cut; the sheets that continue the list have none, nor have the cards of drills.
        """
        path = f"{file.dest_uri.removesuffix('.html')}.md"
        has_page = file.page is not None and file.dest_uri.endswith(".html")
        has_page = has_page and file.src_uri not in self._shelf.uncopied
        return path if has_page and path not in self._taken else ""

    def write(self, file: File, text: str) -> None:
        """Write the copy of a page."""
        path = self.path(file)
        if path:
            target = self._folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(printable(text).encode("utf-8", "replace"))

    def of_document(self, origin: Origin, document: Document, markdown: str, model: object) -> str:
        """The copy of a document: its title, what its page says about it, and its author's text.

        That is as the author wrote it, unless other plugins made something else of it.
        """
        if isinstance(document, Runbook) and is_yaml(document.path):
            text = markdown_of_yaml(document, words.escaped)
        else:
            is_changed = markdown != self._texts.pop(origin.file.src_uri, None)
            own = markdown if is_changed else author_text(self._shelf.root, document)[0]
            text = self.of_author(origin, own)
        heading, body = _parted(text, document.title)
        facts = facts_of(model, self._resolver(origin.file))
        return "\n\n".join(filter(None, (heading, "\n".join(facts), body.strip("\n")))) + "\n"

    def of_author(self, origin: Origin, markdown: str) -> str:
        """What an author wrote, with links to other copies."""
        before, self._links.origin = self._links.origin, origin
        try:
            return manuscript(markdown, self._follower(origin))
        finally:
            self._links.origin = before

    def of_portal(self, file: File, html: str, title: str = "") -> str:
        """What the portal says on a page, below a title where it has one."""
        page = posixpath.basename(file.dest_uri)
        html = _PERMALINK.sub("", html) if _PERMALINK_HINT in html else html
        text = transcript(html, self._translator(file), page)
        return f"# {words.escaped(title)}\n\n{text}" if title else text

    def _follower(self, origin: Origin) -> Callable[[str], str | None]:
        """Gives the address in a copy for one in its author's text."""

        def follow(url: str) -> str | None:
            parts = relative(url)
            if parts is None:
                return url if is_safe_address(url) else None
            file = self._links.find(parts)
            if file is None:
                return None if origin.is_document and not parts.path.startswith("/") else url
            fragment = f"#{quote(parts.fragment, safe='%')}" if parts.fragment else ""
            path = self.path(file)
            if not path:
                return f"{file.url_relative_to(origin.file)}{fragment}"
            start = posixpath.dirname(origin.file.dest_uri) or "."
            return f"{quote(posixpath.relpath(path, start))}{fragment}"

        return follow

    def _resolver(self, file: File) -> Callable[[Target], str]:
        """Gives the address in a copy for what a page model leads to."""
        translate = self._translator(file)
        return lambda target: translate(self._shelf.address(target, file))

    def _translator(self, file: File) -> Callable[[str], str]:
        """Gives the address in a copy for one on its page: both stand in the same folder."""
        known: dict[str, str] = {}
        urls = self._known_urls()
        folder = file.url if file.url.endswith("/") else posixpath.dirname(file.url)

        def translate(address: str) -> str:
            path = address.partition("#")[0].partition("?")[0]
            if not path:
                return ""
            if ":" in path or path.startswith("/"):
                return address if is_safe_address(address) else ""
            if path not in known:
                known[path] = _copied(path) if _joined(folder, path) in urls else ""
            return known[path] or address

        return translate

    def _known_urls(self) -> set[str]:
        if self._urls is None:
            self._urls = {_plain(file.url) for file in self._files if self.path(file)}
        return self._urls


def _joined(folder: str, path: str) -> str:
    return posixpath.normpath(posixpath.join(folder, path))


def _plain(url: str) -> str:
    return posixpath.normpath(url)


def _copied(path: str) -> str:
    if path.endswith(".html"):
        return f"{path.removesuffix('.html')}.md"
    return f"{path}index.md" if path.endswith("/") else f"{path}/index.md"


def _parted(text: str, title: str) -> tuple[str, str]:
    """The heading of a document's copy, and what stands below it."""
    own = _TITLE.match(text)
    if own:
        said = (own["words"] or own["under"] or "").strip()
        return f"# {said or words.escaped(title)}", text[own.end() :]
    heading = f"# {words.escaped(title)}"
    again = re.search(r"^# +([^\n]*)$", text, re.MULTILINE)
    if again and _SAME.sub("", again[1]).casefold() == _SAME.sub("", title).casefold():
        return heading, f"{text[: again.start()]}{text[again.end() :].lstrip()}"
    return heading, text
