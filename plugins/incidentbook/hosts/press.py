"""Finished pages: the theme's page around what an author wrote and what the portal says.

In a long build a second process makes them from the last to the first, while MkDocs goes through them from
the first. What it has finished stands in the place of the theme's template (`main.html`), so that all other
plugins see each page as they would without it. It takes no part where another plugin than a search changes
what templates are given, since that plugin might count the pages that it sees.
"""

import gc
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from jinja2 import Environment, TemplateNotFound
from jinja2.runtime import Context
from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import InclusionLevel
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import TemplateContext

from .data_files import write_pieces
from .helper import Helper, can_help

if TYPE_CHECKING:
    from .helper import Piece
    from .site import Site

TEMPLATE = "main.html"
_FINISHED = "incidentbook_finished"
"""The name in a template's context under which it finds its page finished."""

_SEARCHES = ("mkdocs.contrib.search", "material.plugins.search.plugin", "properdocs.contrib.search")
"""The modules of the plugins that only look at pages."""

_Look = Callable[..., Any]
"""What a plugin does with the context of a page."""


@dataclass(frozen=True, slots=True)
class Finished:
    """A page as the theme shows it, before plugins are asked for a last time; and its copy in Markdown."""

    html: str
    copy: str


class Press:
    """Finishes the pages of one build, from the first that MkDocs asks for."""

    def __init__(self, site: "Site", env: Environment, folder: Path) -> None:
        """In `folder` the second process leaves what it hands over."""
        self._site = site
        self._env = env
        self._folder = folder
        self._numbers: dict[int, int] = {}
        self._helper: Helper | None = None
        self._has_begun = False
        let_in(env)

    def finished(self, page: Page, context: TemplateContext) -> Finished | None:
        """The page, if the second process has finished it; its template then shows it."""
        if not self._has_begun:
            self._has_begun = True
            self._begin(context)
        number = self._numbers.get(id(page))
        done = self._helper.result(number) if self._helper is not None and number is not None else None
        if not isinstance(done, Finished):
            return None
        cast("dict[str, object]", context)[_FINISHED] = done.html
        return done

    def hand_over(self, site_dir: Path) -> bool:
        """Move the files beside the pages into the site, if the second process has made all of them."""
        paths = self._helper.result(len(self._numbers)) if self._helper is not None else None
        if not isinstance(paths, tuple):
            return False
        for number, path in enumerate(paths):
            shutil.move(self._draft(number), site_dir / path)
        return True

    def stop(self) -> None:
        """End the second process."""
        if self._helper is not None:
            self._helper.stop()
            self._helper = None

    def _begin(self, context: TemplateContext) -> None:
        files, config = context["pages"], context["config"]
        pages = [file.page for file in files if file.page is not None]
        others = _others(config)
        if others is None or not can_help(len(pages)):
            return
        self._numbers = {id(page): number for number, page in enumerate(pages)}
        gc.freeze()  # what both processes know is not looked through by either
        makers: list[Piece] = [partial(self._made, page, context, others) for page in pages]
        self._helper = Helper([*makers, partial(self._made_files, config)], self._folder)

    def _made(self, page: Page, first: TemplateContext, others: Sequence[_Look]) -> Finished | None:
        """A page, as MkDocs would make it; `others` look at its context before this plugin does."""
        if page.meta.get("template") or page.file.inclusion.value <= InclusionLevel.DRAFT.value:
            return None
        config, nav = first["config"], first["nav"]
        if first["page"] is not None:
            first["page"].active = False  # it was, when the second process began
        page.active = True
        try:
            context = get_context(nav, first["pages"], config, page)
            for look in others:
                context = look(context, page=page, config=config, nav=nav) or context
            copy = self._site.put_together(page)
            return Finished(self._env.get_template(TEMPLATE).render(context), copy)
        finally:
            page.active = False

    def _made_files(self, config: MkDocsConfig) -> tuple[str, ...]:
        """The paths in the site of all files beside the pages, whose texts were written down."""
        paths = []
        for number, (path, pieces) in enumerate(self._site.files(config)):
            write_pieces(self._draft(number), pieces)
            paths.append(path)
        return tuple(paths)

    def _draft(self, number: int) -> Path:
        return self._folder / f"file-{number}"


def _others(config: MkDocsConfig) -> list[_Look] | None:
    """What other plugins do with the context of a page, by turn; None where they might do anything."""
    found = []
    for method in config.plugins.events["page_context"]:
        module = type(getattr(method, "__self__", None)).__module__
        if module.startswith(_SEARCHES):
            found.append(method)
        elif not module.startswith(__package__):
            return None
    return found


def let_in(env: Environment) -> None:
    """Have the theme's template for pages show a finished page, where its context holds one."""
    try:
        template = env.get_template(TEMPLATE)
    except TemplateNotFound:
        return
    made: Callable[[Context], Iterator[str]] = template.root_render_func

    def root(context: Context) -> Iterator[str]:
        finished = context.get(_FINISHED)
        if isinstance(finished, str):
            yield finished
        else:
            yield from made(context)

    template.root_render_func = root
