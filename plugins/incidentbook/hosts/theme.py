"""Parts of Material's pages that are the same on many of them, rendered once for each folder of the site.

The navigation is half of what the theme takes, and on a page that does not stand in it, it depends on the
page's folder alone: through the addresses, which are relative. What is shared comes from the theme's own,
unchanged templates; in each folder, the first two pages must agree before a third is given the same.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, Template, TemplateNotFound
from jinja2.runtime import Context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils import get_theme_dir

_SHARED = ("partials/nav.html", "partials/search.html", "partials/palette.html")
_BESIDE = ("partials/nav-item.html", "partials/logo.html", "partials/source.html", "partials/toc.html")
"""What the shared parts are made of."""

_Render = Callable[[Context], Iterator[str]]


@dataclass(slots=True)
class _Part:
    """A part as it stands in one folder, and whether a second page agreed; None where two did not agree."""

    html: str | None
    is_certain: bool = False


class Shared:
    """One part of the pages of one build; `render` is how the theme makes it."""

    def __init__(self, render: _Render, addresses: Iterable[str]) -> None:
        """`addresses` are what parts lead to beside the pages of the navigation."""
        self._render = render
        self._addresses = tuple(addresses)
        self._nav: Navigation | None = None
        self._is_plain = False
        self._shown: set[str] = set()
        self._parts: dict[str, _Part] = {}

    def root(self, context: Context) -> Iterator[str]:
        """In place of the template's own function."""
        folder = self._folder(context.get("nav"), context.get("page"))
        part = None if folder is None else self._parts.get(folder)
        if folder is None or (part is not None and part.html is None):
            yield from self._render(context)
        elif part is not None and part.html is not None and part.is_certain:
            yield part.html
        else:
            yield self._compared(folder, part, "".join(self._render(context)))

    def _compared(self, folder: str, part: _Part | None, html: str) -> str:
        if part is None:
            self._parts[folder] = _Part(html)
        else:
            self._parts[folder] = _Part(html if part.html == html else None, is_certain=part.html == html)
        return html

    def _folder(self, nav: object, page: object) -> str | None:
        """The folder of a page whose parts may be shared; None for a page that its navigation shows."""
        if not isinstance(nav, Navigation) or not isinstance(page, Page):
            return None
        if nav is not self._nav:
            self._nav, self._shown, self._parts = nav, set(_steps(nav, self._addresses)), {}
            self._is_plain = not any(hasattr(one, "pages") for one in nav.pages)  # as Material's blog has
        if page.url in self._shown or not self._is_plain:
            return None
        return page.url.rstrip("/").rpartition("/")[0] if page.url.endswith("/") else _place(page.url)


def share(env: Environment, config: MkDocsConfig) -> None:
    """Have the parts of Material's pages that are alike rendered once; other themes are left as they are."""
    if config.theme.name != "material":
        return
    try:
        templates = {name: env.get_template(name) for name in (*_SHARED, *_BESIDE)}
    except TemplateNotFound:
        return
    theme = Path(get_theme_dir("material")).resolve()
    others = [str(config.theme.get("logo") or ""), str(config.extra.get("homepage") or "")]
    if all(_is_below(theme, template) for template in templates.values()):
        for name in _SHARED:
            templates[name].root_render_func = Shared(templates[name].root_render_func, others).root


def _is_below(theme: Path, template: Template) -> bool:
    return template.filename is not None and Path(template.filename).resolve().is_relative_to(theme)


def _place(url: str) -> str:
    """The folder of a page that is a file, marked as such."""
    return f"{url.rpartition('/')[0]}/*"


def _steps(nav: Navigation, others: Iterable[str]) -> Iterator[str]:
    """The addresses of the pages that a navigation shows, the others, and all that lies on the way to them.

    Seen from there, these are not where they are for other pages of a folder.
    """
    for url in (*(page.url for page in nav.pages), *others):
        yield url
        steps = url.rstrip("/").split("/")
        yield from (f"{'/'.join(steps[:number])}/" for number in range(1, len(steps)))
