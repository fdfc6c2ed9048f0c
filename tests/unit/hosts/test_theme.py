"""What pages of one folder show alike is rendered once; what a page shows of itself is its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from jinja2 import Environment
from jinja2.runtime import Context
from mkdocs.config.base import load_config
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import get_navigation
from mkdocs.structure.pages import Page

from incidentbook.hosts import theme

SHOWN = ("index.md", "guide.md", "guide/more.md")
HIDDEN = ("guide/a.md", "guide/b.md", "guide/c.md", "guide/d.md", "x/a.md", "x/b.md", "x/c.md", "x/d.md")


class Rendered:
    """The navigations of a site's pages, and how often one was made."""

    def __init__(self, folder: Path, custom: str = "", logo: str = "") -> None:
        self.count = 0
        (folder / "docs").mkdir(parents=True)
        for path in (*SHOWN, *HIDDEN):
            (folder / "docs" / path).parent.mkdir(exist_ok=True)
            (folder / "docs" / path).write_text(f"# {path}\n", encoding="utf-8")
        own = {"name": "material", "font": False} | ({"logo": logo} if logo else {})
        if custom:
            (folder / "theirs/partials").mkdir(parents=True)
            (folder / "theirs/partials/nav-item.html").write_text(custom, encoding="utf-8")
            own["custom_dir"] = str(folder / "theirs")
        self.config = load_config(
            str(folder / "mkdocs.yml") if (folder / "mkdocs.yml").exists() else None,
            site_name="Site",
            docs_dir=str(folder / "docs"),
            site_dir=str(folder / "site"),
            theme=own,
            plugins=[],
            nav=list(SHOWN),
        )
        self.env = self.config.theme.get_env()
        files = Files([self._file(path) for path in (*SHOWN, *HIDDEN)])
        self.nav = get_navigation(files, self.config)
        self.pages = [Page(None, file, self.config) if file.page is None else file.page for file in files]
        for page in self.pages:
            page.meta, page.title = {}, page.file.src_uri

    def _file(self, path: str) -> File:
        level = InclusionLevel.INCLUDED if path in SHOWN else InclusionLevel.NOT_IN_NAV
        return File(
            path, self.config.docs_dir, self.config.site_dir, use_directory_urls=True, inclusion=level
        )

    def all(self, env: Environment) -> dict[str, str]:
        """The navigation as each page shows it."""
        return {page.file.src_uri: self._one(env, page) for page in self.pages}

    def _one(self, env: Environment, page: Page) -> str:
        page.active = True
        frame = env.from_string(
            '{% import "partials/language.html" as lang with context %}'
            '{% set features = [] %}{% include "partials/nav.html" %}'
        )
        try:
            return frame.render(nav=self.nav, page=page, config=self.config, base_url=".")
        finally:
            page.active = False

    def counted(self) -> Environment:
        """An environment in which the making of navigations is counted, then shared."""
        template = self.env.get_template("partials/nav.html")
        made = template.root_render_func

        def root(context: Context) -> Iterator[str]:
            self.count += 1
            yield from made(context)

        template.root_render_func = root
        theme.share(self.env, self.config)
        return self.env


def test_pages_of_a_folder_share_what_is_alike_and_nothing_else(tmp_path: Path) -> None:
    site = Rendered(tmp_path)
    plain = site.all(site.config.theme.get_env())
    shared = site.all(site.counted())
    assert shared == plain
    assert len(set(plain.values())) == len(SHOWN) + len(("guide", "x"))
    assert site.count == len(SHOWN) + 2 * len(("guide", "x"))


def test_a_page_on_whose_address_others_are_built_shares_nothing(tmp_path: Path) -> None:
    site = Rendered(tmp_path, logo="x/d/logo.svg")
    (tmp_path / "docs/x/d").mkdir()
    plain = site.all(site.config.theme.get_env())
    assert site.all(site.counted()) == plain
    assert plain["x/d.md"] != plain["x/c.md"]


def test_a_part_that_differs_where_none_was_expected_is_rendered_for_each_page(tmp_path: Path) -> None:
    site = Rendered(tmp_path)
    template = site.env.get_template("partials/nav.html")

    def root(context: Context) -> Iterator[str]:
        yield context["page"].url

    template.root_render_func = root
    theme.share(site.env, site.config)
    shown = site.all(site.env)
    assert all(shown[page.file.src_uri].strip() == page.url for page in site.pages)


@pytest.mark.parametrize("name", ["material", "mkdocs"])
def test_other_themes_and_changed_templates_are_left_alone(tmp_path: Path, name: str) -> None:
    site = Rendered(tmp_path, custom="{% macro render(item, path, level) %}{{ page.url }}{% endmacro %}")
    site.config.theme.name = name
    before = site.env.get_template("partials/nav.html").root_render_func
    theme.share(site.env, site.config)
    assert site.env.get_template("partials/nav.html").root_render_func is before
