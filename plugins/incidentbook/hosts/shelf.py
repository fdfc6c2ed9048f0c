"""Where everything stands in the site: documents by their paths, pages by theirs, files by where they lie."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

from mkdocs.structure.files import File
from mkdocs.utils import get_relative_url

from incidentbook.pages.models import Target

from .safety import is_safe_address


@dataclass(slots=True)
class Shelf:
    """The files of one build.

    `documents` and `sources` go by the path relative to the root: the documents of the book, and all
    files below the root that are part of the site. `pages` goes by the portal's paths; `moved` are the
    sheets that hold an anchor which the page itself does not, by page and anchor. `handbook` are the pages
    of the handbook in their order, the team's own last. `uncopied` are the sources of the pages without a
    copy in Markdown.
    """

    root: Path
    documents: dict[str, File] = field(default_factory=dict)
    pages: dict[str, File] = field(default_factory=dict)
    sources: dict[str, File] = field(default_factory=dict)
    handbook: list[File] = field(default_factory=list)
    uncopied: frozenset[str] = frozenset()
    moved: Mapping[tuple[str, str], str] = field(default_factory=dict)
    _origin: str = ""
    _ways: dict[str, str] = field(default_factory=dict)

    def address(self, target: Target, origin: File) -> str:
        """The address of `target` as seen from the page of `origin`; empty where the site lacks it."""
        if target.kind == "url":
            return target.path if is_safe_address(target.path) else ""
        if target.kind == "data":
            return get_relative_url(f"data/{target.path}", origin.url)
        if target.kind == "file":
            return get_relative_url(target.path, origin.url)
        if target.kind == "document":
            file = self.documents.get(target.path)
        else:
            file = self.pages.get(self.moved.get((target.path, target.anchor), target.path))
        if file is None:
            return ""
        query = f"?{target.query}" if target.query else ""
        filled = f"?{target.filled}" if target.filled else ""
        anchor = f"#{quote(target.anchor)}{filled}" if target.anchor or filled else ""
        same = file is origin and (query or anchor)
        return f"{'' if same else self._way(file.url, origin.url)}{query}{anchor}"

    def _way(self, url: str, origin: str) -> str:
        """The address `url` as seen from `origin`, where one page after the other is asked about.

        Most rows of a list lead to the same few services, teams and causes.
        """
        if origin != self._origin:
            self._origin, self._ways = origin, {}
        way = self._ways.get(url)
        if way is None:
            way = self._ways[url] = get_relative_url(url, origin)
        return way

    def root_path(self, file: File) -> str | None:
        """The path of a file's source relative to the root; None for what lies elsewhere or nowhere."""
        path = file.abs_src_path
        if path is None or file.generated_by is not None:
            return None
        try:
            relative = Path(os.path.relpath(path, self.root))
        except ValueError:  # another drive
            return None
        return None if relative.parts[:1] == ("..",) else relative.as_posix()
