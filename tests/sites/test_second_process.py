"""A build with the help of a second process gives the bytes of one without."""

import subprocess
import sys
from textwrap import dedent

import pytest

from incidentbook.hosts.helper import can_help
from tests.sites.builder import Built, Site, environment
from tests.sites.conftest import MATERIAL
from tests.sites.test_cache import SECOND, differences

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="a second process is made on Linux alone")

HELPED = """
import os
import sys
from textwrap import dedent

from incidentbook.hosts import helper, looks
from mkdocs.__main__ import cli

helper.LEAST = looks.LEAST = 1
asked = helper.Helper.result
waited = []
taken = []


def result(self, number):
    if self not in waited:  # the second process walks from the end to the first piece
        waited.append(self)
        os.waitid(os.P_PID, self._process, os.WEXITED | os.WNOWAIT)
    taken.append(asked(self, number))
    return taken[-1]


helper.Helper.result = result
try:
    cli(sys.argv[1:])
finally:
    print("taken:", sum(found is not None for found in taken), "of", len(taken))
"""
"""Builds a site of any size with a second process, which has done all that it can before the first begins."""

BY_CHANCE = (".gz", ".pf_meta", "pagefind-entry.json")
"""What two builds of one process write differently: Pagefind's table of contents, and times."""

CHAPTER = "# Our house\n\nThe office.\n"


def helped(site: Site, to: str) -> Built:
    """The site, built with the help of a second process."""
    folder = site.folder.parent / to
    command = [sys.executable, "-c", HELPED, "build", "--strict", "-d", str(folder)]
    ended = subprocess.run(
        command, cwd=site.folder, env=environment(), capture_output=True, text=True, check=False
    )
    return Built(folder, ended.returncode, ended.stdout + ended.stderr)


@pytest.mark.parametrize("options", ["", "search_words: 60", "search: pagefind"])
def test_what_a_second_process_made_is_what_one_makes(site: Site, options: str) -> None:
    site.write(
        {
            "mkdocs.yml": MATERIAL.replace("[incidentbook]", f"[{{incidentbook: {{{options}}}}}]"),
            "docs/handbook/ours.md": CHAPTER,
            "docs/postmortems/2025-05-02-basket.md": SECOND,
        }
    )
    alone = site.build("--strict", to="alone")
    both = helped(site, "both")
    assert (alone.status, both.status) == (0, 0), both.log
    if can_help(sys.maxsize):
        taken, _, asked = both.log.partition("taken: ")[2].split()[:3]
        assert int(taken) == int(asked) - 2  # the first text and page are always done by the first process
    assert [path for path in differences(alone, both) if not path.endswith(BY_CHANCE)] == []


HOOKS = {
    "a context that counts pages": """
        seen = []

        def on_page_context(context, page, config, nav):
            seen.append(page)
            page.content += f"<p>page {len(seen)}</p>"
    """,
    "a last look at each page": """
        def on_post_page(output, page, config):
            return output.replace("</body>", f"<!-- {page.url} --></body>")
    """,
    "other templates": """
        import mkdocs.plugins

        @mkdocs.plugins.event_priority(-1000)
        def on_env(env, config, files):
            return env.overlay(cache_size=100)
    """,
    "a template for one page": """
        def on_page_markdown(markdown, page, config, files):
            if page.is_homepage:
                page.meta["template"] = "404.html"
    """,
}


@pytest.mark.parametrize("name", HOOKS)
def test_other_plugins_see_each_page_as_without_a_second_process(site: Site, name: str) -> None:
    site.write(
        {
            "mkdocs.yml": f"{MATERIAL}hooks: [hook.py]\n",
            "hook.py": dedent(HOOKS[name]),
            "docs/postmortems/2025-05-02-basket.md": SECOND,
        }
    )
    alone = site.build(to="alone")
    both = helped(site, "both")
    assert (alone.status, both.status) == (0, 0), both.log
    assert [path for path in differences(alone, both) if not path.endswith(BY_CHANCE)] == []
