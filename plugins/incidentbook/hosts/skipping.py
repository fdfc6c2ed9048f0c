"""The link that skips what stands above a chapter of the handbook, for those who go by the keyboard."""

from html import escape

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, TableOfContents

BEGIN = "ib-begin"
"""The place below the links between chapters."""

_THEMES = frozenset({"material"})
"""Their link to the content leads to the first entry of a page's contents; without one there is no link."""


def has_skip_link(config: MkDocsConfig) -> bool:
    """Whether the theme has such a link, and shows no list of contents on pages that hide it."""
    return config.theme.name in _THEMES


def skippable(page: Page, way: str) -> str:
    """The links between chapters with a place below them, to which the theme's link leads.

    A page with headings of its own keeps its contents; the link then leads to the first of them.
    """
    if page.toc.items:
        return way
    page.toc = TableOfContents([AnchorLink(escape(str(page.title or "")), BEGIN, 1)])
    return f'{way}\n<div id="{BEGIN}"></div>'
