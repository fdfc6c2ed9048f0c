"""The handbook in a site: the portal's chapters, and the pages that a team wrote into the same folder."""

from dataclasses import replace

from mkdocs.structure.files import File, Files, InclusionLevel

from incidentbook.pages.links import HANDBOOK
from incidentbook.pages.models import ChapterRow, Handbook, HandbookPart, Link, Target

from .shelf import Shelf

FOLDER = "handbook/"
"""Where the handbook lies, among the pages of the site and those of the portal."""

TITLE = "Handbook"
"""Its section of the navigation."""

OWN = "Ours"
"""What the pages are called that a team added."""


def put_up(contents: Handbook | None, files: Files, shelf: Shelf) -> None:
    """Put the pages of the handbook on the shelf: the contents, the chapters, and what the team added."""
    if contents is None:
        return
    own = _own_files(files, shelf)
    shelf.handbook = [*_chapters(contents, shelf), *own]
    shelf.pages |= {file.src_uri: file for file in own}


def opened(contents: Handbook, here: File, shelf: Shelf) -> Handbook:
    """The contents as seen from the page of `here`, with the team's own pages."""
    known = {file.src_uri for file in _chapters(contents, shelf)}
    rows = tuple(
        ChapterRow(Link(str(file.page.title), Target("page", file.src_uri)))
        for file in shelf.handbook
        if file.page is not None and file.src_uri not in known
    )
    parts = (*contents.parts, HandbookPart(OWN, "own", rows)) if rows else contents.parts
    path = next((path for path, file in shelf.pages.items() if file is here), here.src_uri)
    return replace(contents, parts=parts, here=path)


def _chapters(contents: Handbook, shelf: Shelf) -> list[File]:
    paths = (row.link.target.path for part in contents.parts for row in part.chapters if row.link.target)
    return [shelf.pages[path] for path in (HANDBOOK, *paths)]


def _own_files(files: Files, shelf: Shelf) -> list[File]:
    """The pages in the handbook's folder that are neither the portal's nor documents."""
    taken = {file.src_uri for file in (*shelf.pages.values(), *shelf.documents.values())}
    return [
        file
        for file in files.documentation_pages()
        if file.src_uri.startswith(FOLDER)
        and file.src_uri not in taken
        and file.inclusion.value > InclusionLevel.NOT_IN_NAV.value
    ]
