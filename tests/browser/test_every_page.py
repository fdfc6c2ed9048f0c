"""What holds on every page of the example portal, whatever it shows."""

from collections.abc import Callable
from itertools import groupby
from pathlib import Path, PurePosixPath

import pytest
from playwright.sync_api import Page

from tests.browser.visits import DESKTOP, PHONE, Device, Scheme, Visits

SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
"""By how many CSS pixels the page scrolls sideways."""


@pytest.fixture(scope="session")
def paths(example_site: Path) -> list[str]:
    """The path of every page, such as `/runbooks/`."""
    files = (page for page in example_site.rglob("index.html") if not leads_on(page))
    pages = (page.parent.relative_to(example_site).as_posix() for page in files)
    return sorted(f"/{page}/".replace("/./", "/") for page in pages)


def leads_on(page: Path) -> bool:
    """Whether a page stands at a former address, and shows nothing itself."""
    return 'http-equiv="refresh"' in page.read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def sample(paths: list[str]) -> list[str]:
    """The first, the middle and the last page of every kind, that is of every folder."""
    kinds = groupby(sorted(paths, key=kind), key=kind)
    groups = [list(group) for _, group in kinds]
    return sorted({group[place] for group in groups for place in (0, len(group) // 2, -1)})


def kind(path: str) -> str:
    """The folder that a page lies in."""
    return str(PurePosixPath(path).parent)


def test_the_portal_has_pages_of_many_kinds(paths: list[str], sample: list[str]) -> None:
    assert len(paths) > 50
    assert {kind(path) for path in sample} >= {"/", "/postmortems", "/runbooks"}


@pytest.mark.parametrize("remainder", [0, 1])
def test_axe_finds_nothing_on_any_page(
    visit: Visits, paths: list[str], axe: Callable[[Page], list[str]], remainder: int
) -> None:
    # in two halves, for two workers
    assert look(visit.blank(), axe, paths[remainder::2]) == {}


@pytest.mark.parametrize(("device", "scheme"), [(DESKTOP, "dark"), (PHONE, "light"), (PHONE, "dark")])
def test_axe_finds_nothing_on_other_screens(
    visit: Visits, sample: list[str], axe: Callable[[Page], list[str]], device: Device, scheme: Scheme
) -> None:
    assert look(visit.blank(device=device, scheme=scheme), axe, sample) == {}


def look(page: Page, axe: Callable[[Page], list[str]], paths: list[str]) -> dict[str, list[str]]:
    """What axe-core finds, for each of the paths where it finds something."""
    found = {}
    for path in paths:
        page.goto(path)
        found[path] = axe(page)
    return {path: lines for path, lines in found.items() if lines}


def test_no_page_scrolls_sideways_on_a_phone(visit: Visits, paths: list[str]) -> None:
    page = visit.blank(device=PHONE)
    excess = {}
    for path in paths:
        page.goto(path)
        excess[path] = page.evaluate(SIDEWAYS)
    assert {path: pixels for path, pixels in excess.items() if pixels} == {}


def test_every_page_has_one_heading_and_text_without_scripts(visit: Visits, paths: list[str]) -> None:
    page = visit.blank(javascript=False)
    poor = []
    for path in paths:
        page.goto(path)
        article = page.locator("article.md-content__inner")
        if article.locator("h1").count() != 1 or len(article.inner_text()) < 100:
            poor.append(path)
    assert poor == []


def test_the_portal_works_below_a_sub_path(visit: Visits, sample: list[str], book_url: str) -> None:
    page = visit.blank()
    for path in sample:
        page.goto(f"{book_url}{path}")
        outside = [
            link
            for link in page.locator("a[href]").evaluate_all("links => links.map(link => link.href)")
            if link.startswith(book_url.removesuffix("/book")) and not f"{link}/".startswith(f"{book_url}/")
        ]
        assert outside == []
