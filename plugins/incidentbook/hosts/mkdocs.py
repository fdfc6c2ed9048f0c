"""The MkDocs plugin. Each hook translates between MkDocs and the modules beside this one.

It works under MkDocs 1.6 and under ProperDocs, which gives plugins its own modules by MkDocs' names.
"""

import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from jinja2 import Environment
from mkdocs.config import base
from mkdocs.config import config_options as c
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import TemplateContext

from incidentbook.checks.baseline import BaselineError
from incidentbook.reading.policy import PolicyError
from incidentbook.reading.store import Store, user_store
from incidentbook.rendering.messages import MessageError
from incidentbook.stopwatch import Stopwatch

from . import dates, dress, navigation, notices, refused, search, strangers, theme, watching
from .book import find_ground
from .entries import MOST_WORDS
from .finding import Finder
from .links import Links
from .pace import Pace, watched
from .publicity import go_public
from .recall import Memory, Recollection
from .rest import at_rest, at_work
from .site import Site
from .turns import Turn, trouble

if TYPE_CHECKING:  # a build needs no server
    from mkdocs.livereload import LiveReloadServer

    from .publicity import Publicity


class Options(base.Config):  # type: ignore[no-untyped-call]  # MkDocs types it in part
    """What stands below `incidentbook:` in `mkdocs.yml`; all else is said in the policy."""

    config = c.Type(str, default="")
    """The policy's path, relative to `mkdocs.yml`; by default the nearest `incidentbook.yml`."""

    audience = c.Choice(("internal", "public", ""), default="")
    """For whom to build; by default the policy says it. "public" builds the redacted portal."""

    search = c.Choice((True, False, "pagefind"), default=True)
    """Whether to add the search plugin where `mkdocs.yml` lists none; "pagefind" lets Pagefind answer."""

    search_words = c.Type(int, default=MOST_WORDS)
    """How many words of documents the built-in search may know; 0 sets no limit."""

    llms = c.Type(bool, default=True)
    """Whether to write `llms.txt` and a copy of each page in Markdown."""

    cache = c.Type(bool, default=False)
    """Whether to keep what was read and rendered for the next build, in the user's cache folder."""

    timings = c.Type(bool, default=False)
    """Whether to say at the end where the build's time went."""


class IncidentbookPlugin(BasePlugin[Options]):  # type: ignore[no-untyped-call]  # the same
    """Publishes the postmortems and runbooks below a root as a portal.

    One instance serves all rebuilds of `serve`; what belongs to one build is its `Site`.
    """

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="incidentbook-")
        self._links = Links()
        self._finder = Finder(MOST_WORDS)
        self._pace = Pace()
        self._recollection: Recollection | None = None
        self._site: Site | None = None
        self._finished: str | None = None
        self._turn = Turn()
        self._publicity: Publicity | None = None

    @property
    def site(self) -> Site:
        """The site that is being built; it exists from `on_config` on."""
        if self._site is None:
            raise PluginError("incidentbook was asked for its site before MkDocs announced a build")
        return self._site

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], **_: object) -> None:
        """Remember documents over the rebuilds of `serve`, for which MkDocs keeps this instance."""
        self._pace = watched(sys.stderr if command == "build" else None)
        if command == "serve" or self.config.cache:
            self._recollection = Recollection()
        self._turn = Turn(command)

    def on_shutdown(self) -> None:
        """Remove what was written for other plugins to read, and let the next build begin."""
        self._turn.end()
        self._folder.cleanup()

    @event_priority(50)
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Read the policy, and turn on what pages need."""
        at_work()
        folder = Path(config.config_file_path).parent if config.config_file_path else Path.cwd()
        try:
            ground = find_ground(folder.absolute(), Path(config.docs_dir), self.config.config)
        except PolicyError as error:
            raise PluginError(f"The policy of incidentbook cannot be used.\n{error}") from None
        self._finder = Finder(self.config.search_words)
        store = user_store(ground.root) if self.config.cache else Store(None)
        self._publicity = None
        if (self.config.audience or ground.policy.audience) == "public":
            self._publicity = go_public(config, ground, Path(self._folder.name) / "public")
            ground, store = self._publicity.ground, Store(store.folder and store.folder / "public")
        memory = Memory(Path(self._folder.name), self._recollection, store)
        self._site = Site(ground, self._links, self._finder, memory, has_copies=self.config.llms)
        self._site.watch = Stopwatch(time.perf_counter, self._pace.begin)
        dress.add_extensions(config, self._links)
        dress.add_assets(config)
        if self.config.search:
            search.ensure_search(config)
        if self.config.search == "pagefind":
            self._finder.use_pagefind(config, Path(self._folder.name))
        return config

    @event_priority(100)  # MkDocs cleans the folder afterwards
    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Wait until no other build writes the same folder."""
        self._turn.begin(Path(config.site_dir))

    @event_priority(-50)  # after plugins that make files, before literate-nav, which wants all of them
    def on_files(self, files: Files, /, *, config: MkDocsConfig) -> Files:
        """Read and check the documents, and add the portal."""
        strangers.leave_out(files, config, self.site.ground.root)
        try:
            with at_rest():
                self.site.fill(files, config)
        except BaselineError as error:
            raise PluginError(f"The baseline of incidentbook cannot be used.\n{error}") from None
        except MessageError as error:
            raise PluginError(f"A template of a message cannot be used.\n{error}") from None
        notices.report(self.site.book)
        refused.refuse(self.site.book)
        return files

    def on_nav(self, nav: Navigation, /, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Put the index pages into the navigation."""
        arranged = navigation.arranged(nav, config, files, self.site.shelf, stated=self.site.has_navigation)
        self.site.begin(config, files)
        self._pace.pages = len(files.documentation_pages())
        return arranged

    @event_priority(-100)  # after plugins that change the theme's templates
    def on_env(self, env: Environment, /, *, config: MkDocsConfig, files: Files) -> Environment:
        """Render once what the theme shows alike on many pages; pin the day that the sitemap names."""
        theme.share(env, config)
        self.site.open_press(env)
        dates.pin_dates(files, self.site.ground.policy.as_of)
        return env

    @event_priority(100)  # before macros, tags and others that act on front matter or text
    def on_page_markdown(self, markdown: str, /, *, page: Page, **_: object) -> str:
        """Give documents and generated pages their text and their metadata."""
        with self.site.watch.during("prepare their text"):
            return self.site.markdown(page, markdown)

    @event_priority(100)
    def on_page_content(self, html: str, /, *, page: Page, **_: object) -> str:
        """Make a document's HTML safe, and give each page of the portal a title."""
        return self.site.content(page, html)

    @event_priority(-100)  # after search, which need not read the same rows on a hundred pages
    def on_page_context(self, context: TemplateContext, /, *, page: Page, **_: object) -> TemplateContext:
        """Frame documents; put the portal's HTML into its pages."""
        with self.site.watch.during("write the portal's HTML"):
            self._finished = self.site.finished(page, context)
            if self._finished is None:
                self.site.complete(page)
        return context

    @event_priority(100)  # before plugins that change the whole page
    def _taken(self, output: str, /, **_: object) -> str:
        """The page as it was finished, also where another plugin has exchanged the theme's templates."""
        return output if self._finished is None else self._finished

    def _redirected(self, output: str, /, **_: object) -> str:
        """Lead the search box to whoever answers."""
        return self._finder.redirected(output)

    on_post_page = CombinedEvent(_taken, _redirected)

    def on_post_template(self, output: str, /, **_: object) -> str:
        """The same on pages that are no documents, such as that for a wrong address."""
        return self._finder.redirected(output)

    @event_priority(-50)  # after the search index is written, before the offline plugin copies it
    def _write(self, *, config: MkDocsConfig) -> None:
        """Write the data files, and tell search what people paste."""
        with self.site.watch.during("write data and search"):
            self.site.write(config)
        self.site.stop()
        self._pace.clear()
        if self.config.timings:
            notices.report_times(self.site.watch.laps)

    @event_priority(-1000)  # after all others: what they wrote is searched too
    def _inspect(self, *, config: MkDocsConfig) -> None:
        """Search a public site for what must not be in it."""
        if self._publicity is not None:
            self._publicity.inspect(config, self._finder.own_files())

    on_post_build = CombinedEvent(_write, _inspect)

    @event_priority(-100)  # after plugins that put something right, since this may raise
    def on_build_error(self, *, error: Exception, **_: object) -> None:
        """End what a failed build leaves running; say in words what kept it from writing."""
        self._pace.clear()
        if self._site is not None:
            self._site.stop()
        if words := trouble(error):
            raise PluginError(words) from error

    def on_serve(
        self, server: "LiveReloadServer", /, *, config: MkDocsConfig, **_: object
    ) -> "LiveReloadServer":
        """Watch what MkDocs does not know of."""
        if self._publicity is not None:
            self._publicity.watch(server)
            return server
        watching.watch(server, self.site.book, Path(config.docs_dir))
        return server
