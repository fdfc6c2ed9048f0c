"""The portal's index pages in the navigation of a site, and the documents out of it."""

from collections.abc import Iterable
from typing import cast

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation, Section, get_navigation
from mkdocs.structure.pages import Page
from mkdocs.utils import nest_paths

from . import handbook
from .shelf import Shelf
from .sources import INDEX_PAGES


def is_stated(config: MkDocsConfig, files: Files) -> bool:
    """Whether the site's owner wrote a navigation: in the configuration, or for a plugin that reads files."""
    return config.nav is not None or any(_is_navigation(file, config) for file in files)


def index_level(config: MkDocsConfig) -> InclusionLevel:
    """How index pages take part in a navigation: where one is written, they are not missed in it."""
    return InclusionLevel.INCLUDED if config.nav is None else InclusionLevel.NOT_IN_NAV


def arranged(
    nav: Navigation, config: MkDocsConfig, files: Files, shelf: Shelf, *, stated: bool
) -> Navigation:
    """The navigation with the portal in it.

    Where none is written, the index pages stand first, the handbook with its chapters among them, and the
    site's other pages follow as MkDocs arranges them. A written one stays as it is; only where it lists no
    page of the portal but the home page, one section with them is added at its end, so that the portal can
    be found.
    """
    indexes = [file for path in INDEX_PAGES if (file := shelf.pages.get(path)) is not None]
    if not stated:
        nav = _automatic(config, files, indexes, [file.src_uri for file in shelf.handbook])
    _name_home(nav, indexes)
    if not stated:
        return nav
    listed = {page.file.src_uri for page in nav.pages}
    further = [file for file in indexes if file.page is not None and not file.page.is_homepage]
    if not any(file.src_uri in listed for file in further):
        _append(nav, _pages(further))
    return nav


def _is_navigation(file: File, config: MkDocsConfig) -> bool:
    names = {_option(config, "literate-nav", "nav_file"), _option(config, "awesome-nav", "filename")}
    return file.src_uri.rpartition("/")[2] in names


def _option(config: MkDocsConfig, plugin: str, name: str) -> object:
    return getattr(getattr(dict(config.plugins).get(plugin), "config", None), name, None)


def _automatic(config: MkDocsConfig, files: Files, indexes: list[File], chapters: list[str]) -> Navigation:
    first = [file.src_uri for file in indexes]
    others = [
        file.src_uri
        for file in files.documentation_pages()
        if file.inclusion.value > InclusionLevel.NOT_IN_NAV.value
        and file.src_uri not in first
        and file.src_uri not in chapters
    ]
    entries = [{handbook.TITLE: chapters} if uri in chapters else uri for uri in first]
    stated, config.nav = config.nav, [*entries, *cast("list[object]", nest_paths(others))]  # type: ignore[no-untyped-call]
    nav = get_navigation(files, config)
    config.nav = stated
    return nav


def _name_home(nav: Navigation, indexes: list[File]) -> None:
    """Call the portal's home page “Home” where the written navigation has no name for it."""
    home = nav.homepage
    if home is not None and home.file in indexes and "title" not in vars(home):
        home.title = "Home"


def _pages(files: Iterable[File]) -> list[Page]:
    return [file.page for file in files if file.page is not None]


def _append(nav: Navigation, pages: list[Page]) -> None:
    section = Section("Incidents", list(pages))
    for page in pages:
        page.parent = section
    for before, after in zip([*nav.pages[-1:], *pages], pages, strict=False):
        before.next_page, after.previous_page = after, before
    nav.items.append(section)
    nav.pages.extend(pages)
