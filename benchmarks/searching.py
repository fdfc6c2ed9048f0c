"""Measure how long readers wait for search: `python benchmarks/searching.py --documents 1000 5000`.

For each way to search and each number of documents: the bytes that a browser fetches before it can answer,
the time from opening a page to the first result for a word that is typed at once, the CPU time of all of the
browser's processes until then, the time from a keystroke to its results afterwards, and the memory of these
processes (both on Linux only). Each round starts a browser of its own; printed are
medians. It needs Chromium, and `incidentbook[pagefind]` for the way of that name.

A site of thousands of pages would take minutes to build and differ from this one in pages that search does
not load. So the theme's files come from a real build of a few documents, and the index is written by the same
functions as in a build, from the same records; `measure` takes any site, such as one of a whole build.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from statistics import median

import markdown
from material.plugins.search.plugin import SearchIndex
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File
from mkdocs.structure.pages import Page
from playwright.sync_api import Browser, Response, sync_playwright
from playwright.sync_api import Page as Tab

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from corpus import write_corpus

from incidentbook.hosts.book import Book, find_ground, read_book
from incidentbook.hosts.entries import MOST_WORDS, document_entry, room
from incidentbook.hosts.frames import titled
from incidentbook.hosts.pagefind import new_pagefind
from incidentbook.hosts.search import INDEX, enrich
from incidentbook.hosts.shelf import Shelf
from incidentbook.hosts.text import publishable_text
from incidentbook.records import Postmortem
from tests.browser.chromium import launch_flags, system_browser
from tests.browser.server import serving

WAYS = {
    "Material alone": "search",
    "every word": "incidentbook: {search_words: 0}",
    "default": "incidentbook",
    "Pagefind": "incidentbook: {search: pagefind}",
}
"""The ways to search, and the plugin that `mkdocs.yml` lists for each."""

QUERIES = ("locker-queue", "parcel-intake", "driver-ledger")
"""Services, of each of which every fifth document speaks; the first is typed at once.

All stand in titles and text, so that every way finds them with any number of documents.
"""

SETTINGS = """\
site_name: Benchmark
docs_dir: pages
theme: {{name: material, font: false}}
plugins: [{plugin}]
"""

TYPING = """() => {
  const began = setInterval(() => {
    const field = document.querySelector(".md-search__input");
    const list = document.querySelector(".md-search-result__list");
    if (!field || !list || document.readyState === "loading") return;
    clearInterval(began);
    new MutationObserver(() => {
      if (list.children.length) window.foundAt ||= performance.now();
    }).observe(list, { childList: true });
    addEventListener("keydown", (event) => { window.typedAt = event.timeStamp; window.foundAt = 0; }, true);
    document.querySelector("#__search").click();
    field.focus();
    const type = setInterval(() => {
      field.value = QUERY;
      field.dispatchEvent(new KeyboardEvent("keyup", { key: "e" }));
      if (window.foundAt) clearInterval(type);
    }, 20);
  }, 5);
}"""
"""Types a query as soon as there is a field, and notes when its first result is shown."""


@dataclass(frozen=True)
class Waiting:
    """What one browser took: milliseconds, bytes, megabytes, and seconds of CPU until the first result."""

    opened: float
    typed: float
    fetched: float
    memory: float
    cpu: float


def make_site(work: Path, documents: int, way: str) -> Path:
    """A site with the search of so many documents, below `work`; kept when it is there already."""
    site = work / f"search-{documents}-{way.replace(' ', '-').lower()}"
    if site.is_dir():
        return site
    sources = work / f"search-corpus-{documents}"
    if not sources.is_dir():
        write_corpus(sources, documents)
        (sources / "pages").mkdir()
    (sources / "mkdocs.yml").write_text(SETTINGS.format(plugin=WAYS[way]), encoding="utf-8")
    small = _small_site(work, way)
    making = site.with_suffix(".part")
    shutil.rmtree(making, ignore_errors=True)
    shutil.copytree(small, making)
    config = load_config(str(sources / "mkdocs.yml"), site_dir=str(making))
    book = read_book(find_ground(sources, sources / "pages"), date(2026, 1, 15))
    shelf = _shelf(book, config)
    began = time.perf_counter()
    {"Material alone": _write_alone, "Pagefind": _write_pagefind}.get(way, _write_built_in)(
        book, shelf, config, 0 if way == "every word" else MOST_WORDS
    )
    print(f"index of {documents:,} documents, {way}: {time.perf_counter() - began:.1f} s", file=sys.stderr)
    making.rename(site)
    return site


def _small_site(work: Path, way: str) -> Path:
    """The real build of a few documents that lends its files."""
    sources, site = work / "search-small", work / f"search-small-{way.replace(' ', '-').lower()}"
    shutil.rmtree(sources, ignore_errors=True)
    write_corpus(sources, 8)
    (sources / "pages").mkdir()
    (sources / "pages" / "index.md").write_text("# Benchmark\n", encoding="utf-8")
    (sources / "mkdocs.yml").write_text(SETTINGS.format(plugin=WAYS[way]), encoding="utf-8")
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", str(site)]
    subprocess.run(command, cwd=sources, check=True, stdout=subprocess.DEVNULL)
    return site


def _shelf(book: Book, config: MkDocsConfig) -> Shelf:
    """Where a build would put the documents; generated pages are few, and left out."""
    shelf = Shelf(book.ground.root)
    for document in book.documents():
        file = File(document.path, str(book.ground.root), config.site_dir, config.use_directory_urls)
        Page(None, file, config)
        shelf.documents[document.path] = file
    return shelf


def _html(book: Book, shelf: Shelf) -> Iterator[tuple[Postmortem, File, str]]:
    """Each document with its file and the HTML of its text."""
    extensions = ["attr_list", "md_in_html", "tables", "fenced_code", "toc"]
    converter = markdown.Markdown(extensions=extensions)
    for document in book.documents():
        published = publishable_text(book.ground.root, document)
        html = converter.reset().convert(published)
        yield document, shelf.documents[document.path], titled(html, document.title)


def _write_alone(book: Book, shelf: Shelf, config: MkDocsConfig, _: int) -> None:
    """Material's index of the same pages, by Material's own code."""
    path = Path(config.site_dir) / INDEX
    index = SearchIndex(**json.loads(path.read_text(encoding="utf-8"))["config"])
    for _document, file, html in _html(book, shelf):
        file.page.content, file.page.toc, file.page.meta = html, [], {}
        index.add_entry_from_context(file.page)
    path.write_text(index.generate_search_index(None), encoding="utf-8")


def _write_built_in(book: Book, shelf: Shelf, config: MkDocsConfig, most: int) -> None:
    """The built-in search as the plugin has it."""
    share = room(book, most)
    if share is None:
        _write_alone(book, shelf, config, most)
    enrich(Path(config.site_dir), _document_entries(book, shelf, share))


def _document_entries(book: Book, shelf: Shelf, share: int | None) -> Iterator[object]:
    return (document_entry(book, one, shelf.documents[one.path], share) for one in book.documents())


def _write_pagefind(book: Book, shelf: Shelf, config: MkDocsConfig, _: int) -> None:
    """Pagefind's index as the plugin has it."""
    site = Path(config.site_dir)
    shutil.rmtree(site / "pagefind")
    pagefind = new_pagefind(config, site.with_suffix(".pages"))
    for document, file, html in _html(book, shelf):
        is_postmortem = isinstance(document, Postmortem)
        entry = document_entry(book, document, file, None)
        pagefind.add(file, "postmortem" if is_postmortem else "runbook", html, entry)
        if is_postmortem:
            pagefind.add_items(file, document)
    pagefind.write(site)
    shutil.rmtree(pagefind.folder)


def measure(site: Path, rounds: int = 3, queries: Iterable[str] = QUERIES) -> Waiting:
    """The medians of what `rounds` browsers took to search a built site of Material."""
    browser = system_browser()
    path = {"executable_path": str(browser)} if browser else {}
    found = []
    with serving(site) as address, sync_playwright() as playwright:
        for _ in range(rounds):
            opened = playwright.chromium.launch(args=launch_flags(), **path)
            found.append(_visit(opened, address, tuple(queries)))
            opened.close()
    return Waiting(*(median(getattr(one, name) for one in found) for name in Waiting.__match_args__))


def _visit(browser: Browser, address: str, queries: tuple[str, ...]) -> Waiting:
    page = browser.new_page()
    fetched: list[int] = []
    page.on("response", lambda answer: fetched.append(_size(answer)) if _is_index(answer.url) else None)
    page.add_init_script(f"({TYPING.replace('QUERY', json.dumps(queries[0]))})()")
    page.goto(f"{address}/", wait_until="commit")
    page.wait_for_function("window.foundAt", timeout=240_000)
    first, size = page.evaluate("window.foundAt"), sum(fetched)
    cpu = _sum(_seconds)
    waited = [_type(page, query) for query in queries[1:]]
    return Waiting(first, median(waited), size, _sum(_proportional), cpu)


def _type(page: Tab, query: str) -> float:
    """Milliseconds from the last keystroke of a query to its first result."""
    field = page.locator(".md-search__input")
    field.fill("")
    page.keyboard.press("Backspace")
    page.wait_for_function("!document.querySelector('.md-search-result__list').children.length")
    field.fill(query[:-1])
    page.wait_for_timeout(300)
    page.keyboard.press("End")
    page.wait_for_timeout(1500)
    page.evaluate("window.foundAt = 0")
    page.keyboard.type(query[-1])
    page.wait_for_function("window.foundAt", timeout=60_000)
    return page.evaluate("window.foundAt - window.typedAt")


def _is_index(url: str) -> bool:
    return "/search/" in url or "/pagefind/" in url


def _size(answer: Response) -> int:
    return int(answer.headers.get("content-length", 0))


def _sum(measured: Callable[[int], float]) -> float:
    """What is measured of the browsers started by this process, all their processes together."""
    return sum(measured(process) for process in _descendants(os.getpid()) if _is_browser(process))


def _seconds(process: int) -> float:
    """Seconds of CPU that a process has used."""
    values = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(values[11]) + int(values[12])) / os.sysconf("SC_CLK_TCK")


def _descendants(process: int) -> Iterator[int]:
    for task in Path(f"/proc/{process}/task").glob("*/children"):
        for child in map(int, task.read_text(encoding="ascii").split()):
            yield child
            yield from _descendants(child)


def _is_browser(process: int) -> bool:
    return "chrom" in Path(f"/proc/{process}/comm").read_text(encoding="utf-8")


def _proportional(process: int) -> float:
    """Megabytes that a process holds; what processes share counts once."""
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0) / 1024


def table(work: Path, documents: Iterable[int], rounds: int, ways: Iterable[str] = WAYS) -> Iterator[str]:
    """The lines of a Markdown table: each way to search with each number of documents."""
    yield "| documents | search | fetched | first result | CPU | keystroke | browser |"
    yield "|--:|---|--:|--:|--:|--:|--:|"
    for count in documents:
        for way in ways:
            got = measure(make_site(work, count, way), rounds)
            yield (
                f"| {count:,} | {way} | {got.fetched / 1e6:.1f} MB | {got.opened / 1000:.2f} s "
                f"| {got.cpu:.1f} s | {got.typed:.0f} ms | {got.memory:.0f} MB |"
            )


def main() -> None:
    """Read the command line, measure, and print."""
    parser = argparse.ArgumentParser(description="Measure how long readers wait for search.")
    parser.add_argument("--documents", type=int, nargs="+", default=[1000, 5000, 10_000])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--ways", nargs="+", choices=WAYS, default=list(WAYS))
    parser.add_argument("--work", type=Path, default=Path(".build/benchmarks"))
    given = parser.parse_args()
    for line in table(given.work.resolve(), given.documents, given.rounds, given.ways):
        print(line, flush=True)


if __name__ == "__main__":
    main()
