"""Search in the browser: what is pasted at three in the morning comes first."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.searching import FIRST, FOUND, PASTED, RUNBOOK_PAGE, results
from tests.browser.server import serving
from tests.browser.visits import PHONE, Visits, visiting
from tests.sites.builder import Site
from tests.sites.conftest import POLICY, POSTMORTEM, RUNBOOK, YAML_RUNBOOK

PLAIN = "theme: {name: mkdocs, highlightjs: false}  # which would come from another host"


@pytest.mark.parametrize("query", PASTED)
def test_an_alert_or_a_part_of_it_puts_its_runbook_first(visit: Visits, query: str) -> None:
    first = results(visit("/"), query).first
    expect(first).to_have_attribute("href", re.compile(re.escape(RUNBOOK_PAGE)))


@pytest.mark.parametrize(("query", "path"), FIRST)
def test_what_an_incident_begins_with_comes_first(visit: Visits, query: str, path: str) -> None:
    first = results(visit("/"), query).first
    expect(first).to_have_attribute("href", re.compile(re.escape(path)))


def test_the_runbook_is_found_on_a_phone_and_opens(visit: Visits) -> None:
    page = visit("/", device=PHONE)
    results(page, "BudgetBurn", PHONE).first.click()
    page.wait_for_url(f"**{RUNBOOK_PAGE}*")
    expect(page.get_by_role("heading", level=1)).to_be_visible()


@pytest.mark.parametrize(("query", "path"), FOUND)
def test_services_causes_registers_and_error_messages_are_found(visit: Visits, query: str, path: str) -> None:
    page = visit("/")
    results(page, query)
    expect(page.locator(f'.md-search-result__item > a[href*="{path}"]')).to_have_count(1)


def test_a_person_s_action_item_is_found(visit: Visits) -> None:
    page = visit("/")
    results(page, "tomasz rollbacks of configuration")
    found = page.locator('.md-search-result__item a[href*="/2024-05-14-checkout-tax-table-config/"]')
    expect(found.first).to_be_visible()


def test_the_words_that_search_knows_are_not_shown(visit: Visits) -> None:
    page = visit("/")
    results(page, "budgetburn")
    shown = page.locator(".md-search-result__list").inner_text()
    assert "budgetburnrate_fast errorbudget" not in shown
    assert "highbudget" not in shown


@pytest.fixture(scope="module")
def plain_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A small site in MkDocs' own theme, served."""
    folder = tmp_path_factory.mktemp("plain") / "site"
    folder.mkdir()
    site = Site(folder).write(
        {
            "mkdocs.yml": f"site_name: x\n{PLAIN}\nplugins: [incidentbook]\n",
            "incidentbook.yml": POLICY,
            "docs/postmortems/2025-03-15-checkout.md": POSTMORTEM,
            "docs/runbooks/checkout.md": RUNBOOK,
            "docs/runbooks/payments-disk.yml": YAML_RUNBOOK,
        }
    )
    built = site.build("--strict")
    assert built.status == 0, built.log
    with serving(built.folder) as address:
        yield address


@pytest.mark.parametrize("query", ["HighErrorBudgetBurnRate_Fast", "budgetburn", "DiskFull"])
def test_mkdocs_own_search_puts_the_runbook_first_too(browser: Browser, plain_site: str, query: str) -> None:
    expected = "payments-disk-yml" if query == "DiskFull" else "runbooks/checkout"
    with visiting(browser, plain_site) as visits:
        first = _searched(visits, query).locator("#mkdocs-search-results article a").first
        expect(first).to_have_attribute("href", re.compile(re.escape(expected)))


def _searched(visits: Visits, query: str) -> Page:
    page = visits("/")
    page.wait_for_load_state("networkidle")  # the index is loaded
    page.get_by_role("link", name="Search").click()
    page.locator("#mkdocs-search-query").press_sequentially(query)
    return page
