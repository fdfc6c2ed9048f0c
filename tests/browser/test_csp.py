"""The portal under the content security policy that `incidentbook csp` prints for it: everything works."""

import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.searching import RUNBOOK_PAGE, results
from tests.browser.server import serving
from tests.browser.visits import Visits, visiting

COLLECT = """
window.refused = [];
addEventListener('securitypolicyviolation', event => refused.push(
  `${event.effectiveDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber} ${event.sample}`));
"""


def told(*words: str) -> str:
    """What the command prints."""
    command = [sys.executable, "-c", "from incidentbook.commands import main; main()", "csp", *words]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


class Watched:
    """A page of the portal, and all that the policy refused on its way."""

    def __init__(self, visits: Visits) -> None:
        self.page = visits.blank()
        self.refused: list[str] = []
        self.page.add_init_script(COLLECT)
        self.page.on("console", self._on_console)

    def _on_console(self, message: object) -> None:
        words = str(getattr(message, "text", ""))
        if "Content Security Policy" in words:
            self.refused.append(words)

    def visit(self, path: str) -> Page:
        """Open a page."""
        self.page.goto(path)
        return self.page

    def all_refused(self) -> list[str]:
        """What was refused on any page."""
        return [*self.refused, *self.page.evaluate("window.refused")]


@pytest.fixture(scope="module")
def marked(example_site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The portal with the policy in its pages, for a host that sets no headers."""
    folder = tmp_path_factory.mktemp("marked") / "site"
    shutil.copytree(example_site, folder)
    told(str(folder), "--write")
    return folder


@pytest.fixture
def guarded(
    request: pytest.FixtureRequest, browser: Browser, example_site: Path, marked: Path
) -> Iterator[Visits]:
    """Visits to the portal under its policy, said in the one way or the other."""
    is_header = request.param == "header"
    folder, policy = (example_site, told(str(example_site))) if is_header else (marked, "")
    with serving(folder, policy=policy) as address, visiting(browser, f"{address}/") as visits:
        yield visits


def test_the_policy_allows_no_script_but_its_own(example_site: Path) -> None:
    policy = told(str(example_site))
    scripts = re.search(r"script-src ([^;]*)", policy)
    assert scripts is not None
    assert re.fullmatch(r"'self'( 'sha256-[A-Za-z0-9+/]{43}=')+", scripts[1])
    assert "default-src 'self';" in policy


def search(page: Page) -> None:
    expect(results(page, "HighErrorBudgetBurnRate_Fast").first).to_have_attribute(
        "href", re.compile(re.escape(RUNBOOK_PAGE))
    )


def copy(page: Page) -> None:
    button = page.get_by_role("button", name=re.compile("^Copy")).first
    button.click()
    expect(
        page.locator("[data-incidentbook-copied], .ib-copy, .md-clipboard, .ib-command").first
    ).to_be_attached()
    assert page.evaluate("navigator.clipboard.readText()").strip()


def filtered(page: Page) -> None:
    rows = page.locator("tbody tr:visible")
    before = rows.count()
    page.get_by_placeholder("Filter").fill("canary")
    expect(page.locator("[data-incidentbook-shown]")).to_contain_text("shown")
    assert 0 < rows.count() < before


def ask(page: Page) -> None:
    page.get_by_role("textbox").fill("burn rate")
    expect(page.locator("main > details[open]:not([hidden]) h2")).to_have_count(1)


def see(page: Page) -> None:
    expect(page.locator("main, article").first).to_be_visible()


VISITS = [
    ("", search),
    ("action-items/", filtered),
    ("runbooks/checkout-high-error-rate-yml/", copy),
    ("oncall.html", ask),
    ("handbook/incident-kit/", copy),
    ("handbook/severity/", see),
    ("handbook/drills/", see),
    ("postmortems/2024-09-03-payments-connection-exhaustion/", see),
    ("metrics/", see),
    ("rota/", see),
    ("404.html", see),
]
PLACES = [*(("header", *one) for one in VISITS), *(("meta", *one) for one in VISITS[:4])]


@pytest.mark.parametrize(("guarded", "path", "act"), PLACES, indirect=["guarded"])
def test_pages_work_and_nothing_is_refused(guarded: Visits, path: str, act: Callable[[Page], None]) -> None:
    watched = Watched(guarded)
    act(watched.visit(path))
    assert watched.all_refused() == []


@pytest.mark.parametrize("guarded", ["header"], indirect=True)
def test_links_lead_on_and_back_and_nothing_is_refused(guarded: Visits) -> None:
    watched = Watched(guarded)
    page = watched.visit("postmortems/")
    page.locator("tbody a").first.click()
    page.wait_for_url(re.compile(r"/postmortems/.+/"))
    page.go_back()
    search(page)
    page.locator(".md-search-result__item > a").first.click()
    expect(page.locator("article h1").first).to_be_visible()
    assert watched.all_refused() == []


def test_a_script_that_found_its_way_in_does_not_run(
    browser: Browser, example_site: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "site"
    shutil.copytree(example_site, folder)
    policy = told(str(folder))
    page_file = folder / "metrics/index.html"
    html = page_file.read_text(encoding="utf-8")
    page_file.write_text(
        html.replace(
            "</body>",
            "<script>document.title = 'taken'</script><img src=. onerror='document.title=1'></body>",
        ),
        encoding="utf-8",
    )
    with serving(folder, policy=policy) as address, visiting(browser, f"{address}/") as visits:
        watched = Watched(visits)
        page = watched.visit("metrics/")
        assert page.title() not in {"taken", "1"}
        assert len(page.evaluate("window.refused")) == 2
