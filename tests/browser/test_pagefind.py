"""Pagefind in Material's search box: the same questions as to the built-in search, the same keyboard."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.searching import FOUND, PASTED, RUNBOOK_PAGE, results
from tests.browser.server import serving
from tests.browser.visits import PHONE, Scheme, Visits, visiting
from tests.example_site import built_once

ANSWER = '.md-search-result__item a[href*="{}"]'


@pytest.fixture(scope="session")
def pagefind_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example portal, in which Pagefind answers."""
    return built_once(tmp_path_factory, "pagefind-site", search="pagefind")


@pytest.fixture
def visit(browser: Browser, pagefind_site: Path) -> Iterator[Visits]:
    """Opens pages of it below a sub-path, under the policy that the manual names."""
    scripts = "script-src 'self' 'unsafe-inline' 'wasm-unsafe-eval'"
    policy = f"default-src 'self'; {scripts}; style-src 'self' 'unsafe-inline'"
    with (
        serving(pagefind_site, prefix="/book", policy=f"{policy}; img-src 'self' data:") as address,
        visiting(browser, address) as visits,
    ):
        yield visits


def test_an_alert_or_a_part_of_it_puts_its_runbook_first(visit: Visits) -> None:
    page = visit("/")
    for query in PASTED:
        first = results(page, query).first
        expect(first, query).to_have_attribute("href", re.compile(re.escape(RUNBOOK_PAGE)))
        _clear(page)


def test_services_causes_registers_and_error_messages_are_found(visit: Visits) -> None:
    page = visit("/")
    for query, path in FOUND:
        results(page, query)
        expect(
            page.locator(f".md-search-result__item > {ANSWER.split()[1]}".format(path)), query
        ).to_have_count(1)
        _clear(page)


def test_results_stand_in_groups_with_their_number(visit: Visits) -> None:
    page = visit("/")
    results(page, "checkout")
    groups = page.locator(".ib-found")
    expect(groups.nth(0)).to_have_text(re.compile(r"^Runbooks (\d+|the best 6 of \d+)$"))
    page.locator(".md-search-result__item").first.hover()
    while groups.count() < 4:  # the box adds results while they are scrolled to; fails when time is up
        page.mouse.wheel(0, 400)
        page.wait_for_timeout(50)
    names = [text.split(" the best")[0].rstrip(" 0123456789") for text in groups.all_inner_texts()]
    assert names == ["Runbooks", "Postmortems", "Action items", "Pages"]
    assert page.locator(".md-search-result__list > :first-child").get_attribute("class") == "ib-found"


def test_a_person_s_action_item_leads_to_its_line(visit: Visits) -> None:
    page = visit("/")
    results(page, "tomasz rollbacks of configuration")
    item = page.locator(
        '.md-search-result__item a[href*="2024-05-14-checkout-tax-table-config/"][href*="#action-"]'
    )
    expect(item.first).to_be_visible()
    anchor = (item.first.get_attribute("href") or "").rpartition("#")[2]
    item.first.click()
    page.wait_for_url("**/2024-05-14-checkout-tax-table-config/**")
    expect(page.locator(f'[id="{anchor}"]')).to_have_count(1)


def test_the_keyboard_is_that_of_the_built_in_search(visit: Visits) -> None:
    page = visit("/")
    expect(page.locator(".md-search-result__meta")).to_have_text("Type to start searching")
    page.locator("h1").first.click()
    page.keyboard.press("/")
    field = page.get_by_role("textbox", name="Search")
    expect(field).to_be_focused()
    page.keyboard.type("BudgetBurn")
    first = page.locator(".md-search-result__link").first
    expect(first).to_have_attribute("href", re.compile("budgetburn"))  # the results of the last letter
    page.keyboard.press("ArrowDown")
    expect(first).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Escape")
    expect(page.locator("#__search")).not_to_be_checked()
    for _ in range(10):  # the theme takes the box away slowly, and no key until then
        if page.locator("#__search").is_checked():
            break
        page.keyboard.press("s")
        page.wait_for_timeout(500)
    expect(page.locator("#__search")).to_be_checked()
    expect(field).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{RUNBOOK_PAGE}**")
    results(page, "canary")  # instant navigation keeps the box and its worker
    expect(page.locator(".ib-found").first).to_be_visible()


def test_text_of_documents_is_shown_as_text(visit: Visits) -> None:
    page = visit("/")
    results(page, "namespace")
    found = page.locator(".md-search-result__list")
    expect(found).to_contain_text("<namespace>")
    assert not found.locator("namespace").count()


def test_nothing_is_found_for_a_word_that_nobody_wrote(visit: Visits) -> None:
    page = visit("/")
    results(page, "canary")
    page.get_by_role("textbox", name="Search").fill("qqzzxx")
    page.keyboard.press("End")
    expect(page.locator(".md-search-result__meta")).to_have_text("No matching documents")


def test_a_whole_log_line_finds_what_it_names_and_says_what_is_missing(visit: Visits) -> None:
    page = visit("/")
    results(page, "[FIRING:1] HighErrorBudgetBurnRate_Fast qqzzxx wwyyqq vvzzqq")
    expect(page.locator(f"{ANSWER.format(RUNBOOK_PAGE)}").first).to_be_visible()
    expect(page.locator(".md-search-result__terms").first).to_contain_text("qqzzxx")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_results_are_readable_for_everyone(
    visit: Visits, axe: Callable[[Page], list[str]], scheme: Scheme
) -> None:
    page = visit("/", device=PHONE, scheme=scheme)
    results(page, "checkout", PHONE)
    expect(page.locator(".ib-found").first).to_be_visible()
    theirs = ".md-search-result__meta"  # the theme's own line above the results, in the theme's own grey
    assert not [fault for fault in axe(page) if theirs not in fault]
    box = page.locator(".md-search__scrollwrap")
    assert box.evaluate("box => box.scrollWidth <= box.clientWidth")


def test_where_the_index_cannot_be_loaded_the_box_says_so(browser: Browser, pagefind_site: Path) -> None:
    with serving(pagefind_site, prefix="/book") as address, visiting(browser, address) as visits:
        page = visits.blank()
        page.route("**/pagefind/pagefind.js", lambda route: route.fulfill(status=404, body=""))
        page.goto(f"{address}/")
        results(page, "canary", message="1 matching document")
        expect(page.locator(".md-search-result__list")).to_contain_text("Search is not available")
        visits.traffic.clear()


@pytest.mark.parametrize("site", ["example_site", "pagefind_site"])
def test_pages_opened_as_files_say_why_they_cannot_search(
    browser: Browser, site: str, request: pytest.FixtureRequest
) -> None:
    folder: Path = request.getfixturevalue(site)
    with visiting(browser, folder.as_uri()) as visits:
        page = visits("/index.html")
        expect(page.locator(".ib-search-excuse")).to_be_visible()
        visits.traffic.clear()


def _clear(page: Page) -> None:
    page.get_by_role("textbox", name="Search").fill("")
    page.keyboard.press("Backspace")
    expect(page.locator(".md-search-result__meta")).to_have_text("Type to start searching")
