"""Pagefind: what a build writes, and what it says where Pagefind cannot be used."""

import json
import os
from pathlib import Path

import pytest

from tests.sites.builder import Built, Site
from tests.sites.conftest import POSTMORTEM

PAGEFIND = """
site_name: Small book
theme: {name: material, font: false}
plugins: [search, incidentbook: {search: pagefind}]
"""

HIDDEN = POSTMORTEM.replace("---\n", "---\nsearch: {exclude: true}\n", 1)


def texts(built: Built) -> dict[str, str]:
    """What Pagefind shows of each page, by its address."""
    import gzip

    found = {}
    for path in (built.folder / "pagefind/fragment").iterdir():
        page = json.loads(gzip.decompress(path.read_bytes()).removeprefix(b"pagefind_dcd"))
        found[page["url"]] = f"{page['meta']['title']}\n{page['meta'].get('pasted', '')}\n{page['content']}"
    return found


@pytest.fixture
def pagefind(site: Site) -> Site:
    """The small site with Pagefind."""
    return site.write({"mkdocs.yml": PAGEFIND})


def test_every_page_is_indexed_with_its_words_and_the_names_it_is_searched_by(pagefind: Site) -> None:
    built = pagefind.build("--strict")
    assert built.status == 0, built.log
    found = texts(built)
    assert "budgetburn" in found["/runbooks/checkout/"]
    assert "kubectl -n checkout get pods" in found["/runbooks/checkout/"]
    assert "remaining connection slots" in found["/postmortems/2025-03-15-checkout/"]
    assert "ana · open · due 2099-04-01" in found["/~items/postmortems/2025-03-15-checkout/"]
    assert "We write" in found["/about/"]
    assert "configuration push" not in found["/causes/unsafe-config-change/"]


def test_the_box_asks_pagefind_and_loads_no_other_index(pagefind: Site) -> None:
    built = pagefind.build("--strict")
    assert built.data("search/search_index.json")["docs"] == []
    for path, html in built.pages().items():
        if "__config" in html:
            assert "assets/incidentbook/search-worker.js" in html, path
            assert "javascripts/workers/search." not in html, path
    assert (built.folder / "assets/incidentbook/search-worker.js").is_file()
    assert not [path for path in built.files() if path.startswith("pagefind/pagefind-ui")]


def test_drafts_and_pages_that_are_left_out_are_not_indexed(pagefind: Site) -> None:
    pagefind.write(
        {
            "mkdocs.yml": f"{PAGEFIND}draft_docs: postmortems/draft.md\nexclude_docs: postmortems/out.md\n",
            "docs/postmortems/draft.md": POSTMORTEM,
            "docs/postmortems/out.md": POSTMORTEM,
            "docs/postmortems/hidden.md": HIDDEN,
            "docs/own.md": "---\nsearch: {exclude: true}\n---\n\n# Hidden page\n",
        }
    )
    found = texts(pagefind.build())
    left_out = ("/postmortems/draft/", "/postmortems/out/", "/postmortems/hidden/", "/own/")
    assert not [address for address in found if address.endswith(left_out)]
    assert "/postmortems/2025-03-15-checkout/" in found


def test_two_builds_write_the_same_bytes_but_for_pagefind_s_table_of_contents(pagefind: Site) -> None:
    first, second = pagefind.build(to="one"), pagefind.build(to="two")
    same = [path for path in first.files() if not path.endswith((".pf_meta", "pagefind-entry.json"))]
    assert same == [path for path in second.files() if not path.endswith((".pf_meta", "pagefind-entry.json"))]
    assert len([path for path in same if path.startswith("pagefind/fragment/")]) > len(first.pages()) // 2
    for path in same:
        if not path.endswith(".gz"):
            assert (first.folder / path).read_bytes() == (second.folder / path).read_bytes(), path


def test_without_the_program_the_build_says_so_and_a_strict_one_fails(
    pagefind: Site, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "pagefind_bin.py").write_text("raise ImportError('no such module')\n", encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", f"{tmp_path}{os.pathsep}{os.environ.get('PYTHONPATH', '')}")
    monkeypatch.setenv("PATH", str(tmp_path))
    built = pagefind.build()
    assert built.status == 0
    assert "pip install 'incidentbook[pagefind]'" in built.log
    assert "budgetburn" in json.dumps(built.data("search/search_index.json"))
    assert "javascripts/workers/search." in built.html("index.html")
    assert pagefind.build("--strict", to="strict").status != 0


def test_other_themes_and_the_offline_plugin_keep_the_built_in_search(pagefind: Site) -> None:
    pagefind.write({"mkdocs.yml": PAGEFIND.replace("{name: material, font: false}", "mkdocs")})
    built = pagefind.build()
    assert "works in the search box of the theme `material`" in built.log
    assert not (built.folder / "pagefind").exists()
    pagefind.write({"mkdocs.yml": PAGEFIND.replace("[search,", "[search, offline,")})
    built = pagefind.build("--strict", to="offline")
    assert built.status == 0, built.log
    assert "budgetburn" in (built.folder / "search/search_index.js").read_text(encoding="utf-8")


def test_a_large_book_is_searched_by_its_telling_words(site: Site) -> None:
    options = "plugins: [search, incidentbook: {search_words: 60}]"
    site.write(
        {
            "mkdocs.yml": f"site_name: x\ntheme: material\n{options}\n",
            "docs/postmortems/hidden.md": HIDDEN,
        }
    )
    built = site.build("--strict")
    assert "Search knows title, names, summary and 10 further words of each document" in built.log
    documents = {one["location"]: one for one in built.data("search/search_index.json")["docs"]}
    assert not [
        location
        for location in documents
        if location.startswith(("postmortems/2025", "runbooks/c")) and "#" in location
    ]
    incident, runbook = documents["postmortems/2025-03-15-checkout/"], documents["runbooks/checkout/"]
    assert {"canary", "ana", "higherrorbudgetburnrate_fast", "rate"} <= set(incident["further"].split())
    assert "budgetburn" in runbook["pasted"].split()
    assert "kubectl" in runbook["further"].split()
    assert "superuser" not in str(incident)
    assert "postmortems/hidden/" not in documents
    assert "about/" in documents
