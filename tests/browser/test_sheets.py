"""Long lists in the browser: sheets that read without scripts, and filters that look through all of them."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.server import serving
from tests.browser.visits import PHONE, Visits, visiting
from tests.sites.builder import Site
from tests.sites.test_sheets import ITEMS, LATE, long_book

ALL = ITEMS + 1
ROWS = "#ib-actions tbody tr:not(.ib-table__group):visible"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A built portal whose list of action items takes two sheets."""
    place = tmp_path_factory.mktemp("long") / "site"
    place.mkdir()
    built = long_book(Site(place)).build("--strict")
    assert built.status == 0, built.log
    return built.folder


@pytest.fixture
def visit(browser: Browser, folder: Path) -> Iterator[Visits]:
    with serving(folder) as address, visiting(browser, address) as visits:
        yield visits


def assert_filter_reaches_all(page: Page) -> None:
    """What another owner has to do stands on the second sheet, and is found from the first."""
    expect(page.locator("[data-incidentbook-shown]")).to_have_text(f"{LATE} of {ALL} shown", timeout=30_000)
    expect(page.locator(ROWS)).to_have_count(LATE)
    expect(page.locator("[data-incidentbook-sheets]")).to_be_hidden()


def test_sheets_read_without_scripts(browser: Browser, folder: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    try:
        page = context.new_page()
        with serving(folder) as address:
            page.goto(f"{address}/action-items/")
            expect(page.locator(ROWS)).to_have_count(500)
            page.get_by_role("link", name=f"501–{ALL}").first.click()
            expect(page.locator(ROWS)).to_have_count(ALL - 500)
            expect(page.get_by_role("heading", level=1)).to_have_text("Action items (2 of 2)")
            expect(page.get_by_role("link", name="1–500")).to_have_count(2)
    finally:
        context.close()


@pytest.mark.parametrize("sheet", ["action-items", "action-items-2"])
def test_a_filter_looks_through_all_sheets_and_gives_them_back(visit: Visits, sheet: str) -> None:
    page = visit(f"/{sheet}/?owner=cleo")
    assert_filter_reaches_all(page)
    page.locator("[data-incidentbook-clear]").click()
    expect(page.locator(ROWS)).to_have_count(500 if sheet == "action-items" else ALL - 500)
    expect(page.locator("[data-incidentbook-sheets]")).to_be_visible()


def test_a_filter_looks_through_sheets_that_are_opened_as_files(browser: Browser, folder: Path) -> None:
    context = browser.new_context()
    try:
        page = context.new_page()
        page.goto(f"{(folder / 'action-items/index.html').as_uri()}?owner=cleo")
        assert_filter_reaches_all(page)
    finally:
        context.close()


def test_an_address_of_a_row_on_another_sheet_shows_it(visit: Visits) -> None:
    anchor = visit("/action-items-2/").locator("#ib-actions tbody tr").last.get_attribute("id")
    page = visit(f"/action-items/#{anchor}")
    expect(page.locator(f"#{anchor}")).to_be_in_viewport(timeout=30_000)


def test_sheets_are_accessible_and_fit_a_phone(visit: Visits, axe: Callable[[Page], list[str]]) -> None:
    assert axe(visit("/action-items-2/", scheme="dark")) == []
    page = visit("/action-items-2/", device=PHONE)
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE.width
