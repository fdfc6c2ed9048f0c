"""What holds on every page of the example portal, whatever it shows.

Every page is looked at once, without scripts: axe-core finds nothing there (colours apart, and what scripts
see to), it has one heading and text, and narrowed to a phone it does not scroll sideways.

Pages that show between them every element that the portal shows (each name with each set of classes, see
`shapes`), and the first of every folder, are looked at in all other settings, with scripts: by all rules of
axe-core on the desktop and on a phone, by those about colours in the dark too, for sideways scrolling, and
below a sub-path; and once more in a browser that has no scripts at all. A new template brings elements of
its own, and so is among them.
"""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path, PurePosixPath

import pytest
from playwright.sync_api import Page

from tests.browser.accessibility import COLOURS, violations
from tests.browser.server import serving
from tests.browser.shapes import covering, shapes_of
from tests.browser.visits import DESKTOP, PHONE, Device, Scheme, Visits

SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
"""By how many CSS pixels the page scrolls sideways."""

FEWEST_CHARACTERS = 100

BY_SCRIPTS = ("scrollable-region-focusable",)
"""The rules that the theme's scripts see to: they let the keyboard reach long lines of code."""


@pytest.fixture(scope="session")
def pages(example_site: Path) -> Mapping[str, str]:
    """The HTML of every page by its path, such as `/runbooks/`."""
    every = {
        f"/{file.parent.relative_to(example_site).as_posix()}/".replace("/./", "/"): file.read_text(
            encoding="utf-8"
        )
        for file in example_site.rglob("index.html")
    }
    return {path: html for path, html in sorted(every.items()) if not leads_on(html)}


def leads_on(html: str) -> bool:
    """Whether a page stands at a former address, and shows nothing itself."""
    return 'http-equiv="refresh"' in html


@pytest.fixture(scope="session")
def paths(pages: Mapping[str, str]) -> list[str]:
    """The path of every page."""
    return list(pages)


@pytest.fixture(scope="session")
def sample(pages: Mapping[str, str]) -> list[str]:
    """The paths of pages that show all there is, and of the first page of every folder."""
    first = {kind(path): path for path in sorted(pages, reverse=True)}
    return sorted({*covering({path: shapes_of(html) for path, html in pages.items()}), *first.values()})


def kind(path: str) -> str:
    """The folder that a page lies in."""
    return str(PurePosixPath(path).parent)


@pytest.fixture(scope="session")
def still_url(example_site: Path) -> Iterator[str]:
    """The address of the portal where the browser runs none of its scripts (and axe-core's nevertheless)."""
    with serving(example_site, policy="script-src 'none'") as address:
        yield address


def faults_of(paths: list[str], look: Callable[[str], list[str]]) -> dict[str, list[str]]:
    """What `look` finds, for each of the paths where it finds something."""
    found = {path: look(path) for path in paths}
    return {path: faults for path, faults in found.items() if faults}


def sideways(page: Page) -> list[str]:
    """Whether the page scrolls sideways, and by how much."""
    pixels = page.evaluate(SIDEWAYS)
    return [f"scrolls sideways by {pixels} px"] if pixels else []


def wanting(page: Page) -> list[str]:
    """Whether the page lacks its heading or its text."""
    article = page.locator("article.md-content__inner")
    headings, length = article.locator("h1").count(), len(article.inner_text())
    return [
        *([f"has {headings} headings"] if headings != 1 else []),
        *([f"has {length} characters of text"] if length < FEWEST_CHARACTERS else []),
    ]


def test_the_portal_has_pages_of_many_kinds(paths: list[str], sample: list[str]) -> None:
    assert len(paths) > 50
    assert {kind(path) for path in sample} == {kind(path) for path in paths}
    assert {kind(path) for path in sample} >= {"/", "/postmortems", "/runbooks"}


@pytest.mark.parametrize("remainder", [0, 1])
def test_every_page_is_whole_without_its_scripts(
    visit: Visits, paths: list[str], still_url: str, remainder: int
) -> None:
    # in two halves, for two workers
    page = visit.blank()

    def look(path: str) -> list[str]:
        page.set_viewport_size({"width": DESKTOP.width, "height": DESKTOP.height})
        page.goto(f"{still_url}{path}")
        found = [*violations(page, without=(*COLOURS, *BY_SCRIPTS)), *wanting(page)]
        page.set_viewport_size({"width": PHONE.width, "height": PHONE.height})
        return found + sideways(page)

    assert faults_of(paths[remainder::2], look) == {}


@pytest.mark.parametrize("device", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_any_screen_in_any_colours(
    visit: Visits, sample: list[str], device: Device, scheme: Scheme
) -> None:
    page = visit.blank(device=device, scheme=scheme)

    def look(path: str) -> list[str]:
        page.goto(path)
        return [*violations(page, only=() if scheme == "light" else COLOURS), *sideways(page)]

    assert faults_of(sample, look) == {}


def test_pages_are_whole_in_a_browser_without_scripts(visit: Visits, sample: list[str]) -> None:
    page = visit.blank(javascript=False)

    def look(path: str) -> list[str]:
        page.goto(path)
        return wanting(page)

    assert faults_of(sample, look) == {}


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
