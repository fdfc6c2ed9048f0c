"""What a build does, counted: documents read, pages rendered, files and bytes written. No clock is asked."""

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.structure.pages import Page

from incidentbook.hosts import copies, looks, recall
from incidentbook.hosts.compiled import Compiled
from incidentbook.hosts.theme import _SHARED, Shared
from incidentbook.pages import links
from incidentbook.pages.edition import Edition
from incidentbook.pages.models import Frame, Portal
from incidentbook.pages.models import Page as PortalPage
from incidentbook.pages.portal import lay_out
from incidentbook.rendering import Renderer, anchors, normal
from tests.sites.builder import Site
from tests.sites.conftest import MATERIAL, POLICY, POSTMORTEM, RUNBOOK

LARGEST = 120_000
"""Bytes that no page of a small book has."""

FILES, BYTES = 4, 125_000
"""What one more postmortem may add: its page and its drill card with their copies, and a row in each list."""


def small_book(site: Site, postmortems: int) -> Site:
    names = [f"2025-03-{number + 1:02}" for number in range(postmortems)]
    documents = {
        f"docs/postmortems/{name}.md": POSTMORTEM.replace("2025-03-15", name).replace(
            "Checkout down", f"Checkout down on {name}"
        )
        for name in names
    }
    return site.write(
        {"mkdocs.yml": MATERIAL, "incidentbook.yml": POLICY, "docs/runbooks/checkout.md": RUNBOOK} | documents
    )


@pytest.fixture
def counts(monkeypatch: pytest.MonkeyPatch) -> dict[str, int]:
    """How often each kind of work was done."""
    found = {"read": 0, "Markdown": 0, "HTML": 0, "parsed": 0, "told": 0, "compared": 0, "compiled": 0}

    def count(owner: Any, name: str, kind: str) -> None:  # noqa: ANN401 - a module or a class
        work = getattr(owner, name)

        def counted(*args: object, **kwargs: object) -> object:
            found[kind] += 1
            return work(*args, **kwargs)

        monkeypatch.setattr(owner, name, counted)

    count(looks, "read_source", "read")
    count(Page, "render", "Markdown")
    count(Renderer, "render", "HTML")
    for module in (anchors, normal):
        count(module, "outline", "parsed")
    count(copies, "transcript", "told")
    count(Shared, "_compared", "compared")
    count(Compiled, "dump_bytecode", "compiled")
    return found


def built(site: Site, command: Any = "build", **options: object) -> Any:  # noqa: ANN401 - MkDocs' own words
    config = load_config(str(site.folder / "mkdocs.yml"), site_dir=str(site.folder.parent / "out"))
    plugin = config.plugins["incidentbook"]
    plugin.config.update(options)
    plugin.on_startup(command=command, dirty=False)
    build(config)
    return config


def chapters(config: Any) -> int:  # noqa: ANN401 - MkDocs' own words
    """How many generated pages have a text in Markdown."""
    return sum(1 for page in config.plugins["incidentbook"].site.book.portal.pages if page.text)


def test_each_document_is_rendered_once_and_no_generated_page_without_text(
    empty_site: Site, counts: dict[str, int]
) -> None:
    config = built(small_book(empty_site, 6))
    assert 0 < chapters(config) < len(config.plugins["incidentbook"].site.book.portal.pages) / 2
    assert counts["Markdown"] == 7 + chapters(config)


def test_the_work_grows_with_the_documents(empty_site: Site, counts: dict[str, int]) -> None:
    built(small_book(empty_site, 4))
    few = dict(counts)
    built(small_book(empty_site, 8))
    assert counts["Markdown"] - few["Markdown"] == few["Markdown"] + 4
    assert counts["HTML"] - few["HTML"] <= few["HTML"] + 2 * 4


def test_the_model_of_each_page_is_made_when_it_is_written_and_once(
    empty_site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: Counter[str] = Counter()
    for kind in (PortalPage, Frame):

        def counted(said: PortalPage | Frame) -> object:
            made[said.path] += 1
            return said.make()

        monkeypatch.setattr(kind, "model", property(counted))
    before: list[int] = []

    def laid_out(found: Edition) -> Portal:
        portal = lay_out(found)
        before.append(made.total())
        return portal

    monkeypatch.setattr("incidentbook.hosts.book.lay_out", laid_out)
    portal = built(small_book(empty_site, 6)).plugins["incidentbook"].site.book.portal
    assert before == [1]  # the contents of the handbook, which all its chapters need
    both = {page.path for page in portal.pages if page.text and page.template}  # in Markdown, and below it
    assert made == Counter({page.path for page in portal.pages} | portal.frames.keys()) + Counter(
        {links.HANDBOOK} | both
    )


def test_a_postmortem_is_parsed_twice_a_runbook_once_and_each_page_told_once(
    empty_site: Site, counts: dict[str, int]
) -> None:
    config = built(small_book(empty_site, 6))
    assert counts["parsed"] == 2 * 6 + 1  # a runbook has no anchors of its own
    out = Path(config.site_dir)
    assert counts["told"] <= sum(1 for _ in out.rglob("*.md"))


def test_a_part_of_the_theme_is_rendered_at_most_twice_a_folder(
    empty_site: Site, counts: dict[str, int]
) -> None:
    config = built(small_book(empty_site, 12))
    folders = {path.parent.parent for path in Path(config.site_dir).rglob("index.html")}
    assert 0 < counts["compared"] <= 2 * len(_SHARED) * len(folders)


def test_files_and_bytes_grow_with_the_documents(empty_site: Site) -> None:
    out = Path(built(small_book(empty_site, 6)).site_dir)
    files, size = weight(out)
    built(small_book(empty_site, 12))
    more, larger = weight(out)
    assert more - files <= FILES * 6
    assert larger - size <= BYTES * 6


def weight(folder: Path) -> tuple[int, int]:
    """How many files there are below a folder, and their bytes."""
    sizes = [path.stat().st_size for path in folder.rglob("*") if path.is_file()]
    return len(sizes), sum(sizes)


def test_no_page_of_a_document_grows_with_their_number(empty_site: Site) -> None:
    out = empty_site.folder.parent / "out/postmortems/2025-03-01/index.html"
    built(small_book(empty_site, 6))
    before = out.stat().st_size
    built(small_book(empty_site, 18))
    assert out.stat().st_size < before + 600  # a few words more: how many incidents are alike
    assert all(path.stat().st_size < LARGEST for path in out.parents[2].rglob("postmortems/2025*/*.html"))


def test_a_second_build_reads_and_renders_what_changed(
    empty_site: Site, counts: dict[str, int], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("INCIDENTBOOK_CACHE_DIR", str(tmp_path / "kept"))
    monkeypatch.setattr(recall, "_SETTLED", -1)  # as if the documents were written long ago
    site = small_book(empty_site, 6)
    texts = chapters(built(site, cache=True))
    assert (counts["read"], counts["Markdown"]) == (7, 7 + texts)
    path = site.folder / "docs/postmortems/2025-03-02.md"
    path.write_text(path.read_text(encoding="utf-8").replace("Configuration is code", "Values are code"))
    before = dict(counts)
    built(site, cache=True)
    assert (counts["read"] - before["read"], counts["Markdown"] - before["Markdown"]) == (1, 1 + texts)
    assert counts["HTML"] - before["HTML"] < before["HTML"] / 2
    assert counts["told"] - before["told"] < before["told"] / 2
    assert counts["parsed"] - before["parsed"] == 2
    assert counts["compiled"] == before["compiled"] > 0
