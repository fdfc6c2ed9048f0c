"""Search by Pagefind: it indexes a small page for each page of the site, and Material's search box asks it.

Material leaves to a worker of its own how a query is answered. Here that worker asks Pagefind, so that box,
keyboard and looks stay as they are.
"""

import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File

from incidentbook.records import ActionItem, Postmortem
from incidentbook.resources import template_folder

from .safety import printable
from .search import INDEX, Entry
from .sources import ASSETS

BUNDLE = "pagefind"
"""The folder of the site that holds Pagefind's index."""

ITEMS = "~items"
"""The folder of the indexed pages of action items, which stand on the pages of their postmortems."""

_WORKER = "search-worker.js"
_THEIR_WORKER = re.compile(r"assets/javascripts/workers/search\.[0-9a-f]+\.min\.js")
_UNUSED = ("pagefind-*.js", "pagefind-*.css")
"""What Pagefind brings for its own box."""


class PagefindError(Exception):
    """Pagefind cannot be used; the message says why, and what to do."""


@dataclass(frozen=True, slots=True)
class Pagefind:
    """Pagefind for one site: the program, the folder for the pages that it indexes, and their language."""

    program: Path
    folder: Path
    language: str

    def clear(self) -> None:
        """Forget the pages of the build before."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def add(self, file: File, kind: str, html: str, entry: Entry) -> None:
        """Have the page of `file` found by its text, `html`, and by the names that `entry` knows."""
        self._write(file.dest_uri, kind, html, entry)

    def add_items(self, file: File, postmortem: Postmortem) -> None:
        """Have the action items of the postmortem on the page of `file` found, each at its anchor."""
        if postmortem.action_items:
            html = "".join(map(_item, postmortem.action_items))
            entry = Entry("further", file.url, (), postmortem.title)
            self._write(f"{ITEMS}/{file.dest_uri}", "item", html, entry)

    def write(self, site_dir: Path) -> None:
        """Write the index and the worker into the site, and empty the index of the search plugin.

        Raises:
            PagefindError: Pagefind fails.
        """
        target = site_dir / BUNDLE
        self._run(self.folder, target)
        for path in (path for pattern in _UNUSED for path in target.glob(pattern)):
            path.unlink()
        worker = site_dir / ASSETS / _WORKER
        worker.parent.mkdir(parents=True, exist_ok=True)
        worker.write_bytes((template_folder("search") / _WORKER).read_bytes())
        path = site_dir / INDEX
        index = json.loads(path.read_text(encoding="utf-8"))
        path.write_text(
            json.dumps({**index, "docs": []}, separators=(",", ":")), encoding="utf-8", newline="\n"
        )

    def own_files(self) -> dict[str, Path]:
        """What Pagefind writes for a site of one word, by its path in a site: its program is among it.

        Raises:
            PagefindError: Pagefind fails.
        """
        empty = self.folder.with_name(f"{self.folder.name}-empty")
        shutil.rmtree(empty, ignore_errors=True)
        empty.mkdir(parents=True)
        page = f'<!doctype html><html lang="{escape(self.language)}"><body>word</body></html>'
        (empty / "index.html").write_text(page, encoding="utf-8")
        target = empty / BUNDLE
        self._run(empty, target)
        found = (path for path in target.rglob("*") if path.is_file())
        return {f"{BUNDLE}/{path.relative_to(target).as_posix()}": path for path in found}

    def _write(self, uri: str, kind: str, html: str, entry: Entry) -> None:
        path = self.folder / uri
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(
            _page(kind, html, entry, self.language), encoding="utf-8", errors="replace", newline="\n"
        )

    def _run(self, folder: Path, target: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        command = [str(self.program), "--site", str(folder), "--output-path", str(target), "--silent"]
        command += ["--force-language", self.language, "--exclude-selectors", ".headerlink"]
        try:
            ended = subprocess.run(command, capture_output=True, check=False, text=True, errors="replace")  # noqa: S603 - our own words and folders
        except OSError as error:
            raise PagefindError(f"Pagefind cannot be started: {error}") from None
        if ended.returncode:
            said = " ".join(f"{ended.stdout} {ended.stderr}".split())
            raise PagefindError(f"Pagefind ended with status {ended.returncode}: {said or 'it said nothing'}")


def new_pagefind(config: MkDocsConfig, folder: Path) -> Pagefind:
    """Pagefind for the site of `config`, with a subfolder of `folder` for the pages that it indexes.

    Raises:
        PagefindError: Its program is missing, or the theme has no search box that can ask it.
    """
    if config.theme.name != "material":
        raise PagefindError(
            f"`search: pagefind` works in the search box of the theme `material`, not in that of "
            f"`{config.theme.name}`"
        )
    program = _program()
    if program is None:
        raise PagefindError(
            "`search: pagefind` needs the program Pagefind, which is not installed: "
            "`pip install 'incidentbook[pagefind]'`, or put `pagefind` on the PATH"
        )
    language = str(config.theme.get("language") or "en")
    return Pagefind(program, folder / "indexed", language.partition("-")[0])


def redirected(html: str) -> str:
    """The HTML of a whole page of Material whose search box asks Pagefind."""
    return _THEIR_WORKER.sub(f"{ASSETS}/{_WORKER}", html, count=1)


def _program() -> Path | None:
    """The program of the Python package `pagefind_bin`, else the one on the PATH."""
    try:
        from pagefind_bin import get_executable

        return Path(get_executable())
    except (ImportError, FileNotFoundError):
        found = shutil.which("pagefind")
        return Path(found) if found else None


def _page(kind: str, html: str, entry: Entry, language: str) -> str:
    # a filter for each kind: Pagefind writes the values of one filter in an order that chance decides
    names = " ".join(entry.words)
    field = "pasted" if entry.kind == "pasted" else "names"
    meta = _meta("title", entry.title) + (_meta(field, names) if names else "")
    body = f'<main data-pagefind-body data-pagefind-filter="{kind}:yes">{meta}{html}</main>'
    return f'<!doctype html><html lang="{escape(language)}"><body>{body}</body></html>\n'


def _meta(name: str, text: str) -> str:
    return f'<span data-pagefind-ignore data-pagefind-meta="{name}">{escape(printable(text))}</span>'


def _item(item: ActionItem) -> str:
    facts = " · ".join(dict.fromkeys(fact for fact in _facts(item) if fact))
    heading = f'<h2 id="{escape(item.anchor)}">{escape(printable(item.title))}</h2>'
    return f"{heading}<p>{escape(printable(facts))}</p>"


def _facts(item: ActionItem) -> Iterator[str]:
    yield ", ".join(item.owners)
    yield item.status.replace("-", " ")
    yield f"due {item.due}" if item.due else item.due_text
    yield item.priority
    yield item.type
    yield item.ticket.text if item.ticket else ""
    yield item.id
    if item.form != "table" and item.text.strip() != item.title:  # a table's row is all that was said already
        yield " ".join(item.text.split())
