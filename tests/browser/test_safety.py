"""A site of hostile documents in the browser: nothing runs, nothing is fetched, the words are shown."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.searching import results
from tests.browser.server import serving
from tests.browser.visits import Visits, visiting
from tests.sites.builder import Site
from tests.sites.conftest import POLICY
from tests.sites.test_hostile import IMAGE, POSTMORTEM, RUNBOOK, YAML_RUNBOOK

MATERIAL = (
    "theme: {name: material, font: false, features: [navigation.instant, search.suggest, search.highlight]}"
)


@pytest.fixture(scope="module")
def hostile_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built site."""
    folder = tmp_path_factory.mktemp("hostile") / "site"
    folder.mkdir()
    site = Site(folder).write(
        {
            "mkdocs.yml": f"site_name: x\n{MATERIAL}\nplugins: [search, incidentbook]\n",
            "incidentbook.yml": POLICY,
            "docs/postmortems/hostile.md": POSTMORTEM,
            "docs/runbooks/hostile.md": RUNBOOK,
            "docs/runbooks/hostile2.yml": YAML_RUNBOOK,
        }
    )
    built = site.build()
    assert built.status == 0, built.log
    return built.folder


@pytest.fixture
def hostile(browser: Browser, hostile_folder: Path) -> Iterator[Visits]:
    """Watched visits to it; the one image that the author may ask for is not there, which is no fault."""
    with serving(hostile_folder) as address, visiting(browser, address) as visits:
        yield visits
        visits.traffic.failed[:] = [answer for answer in visits.traffic.failed if not answer.endswith("/x")]


def watched(visits: Visits) -> tuple[Page, list[str]]:
    """A blank page, and a list that grows with every dialog that some page opens."""
    page = visits.blank()
    opened: list[str] = []

    def on_dialog(dialog: object) -> None:
        opened.append(str(getattr(dialog, "message", "")))
        getattr(dialog, "dismiss", lambda: None)()

    page.on("dialog", on_dialog)
    return page, opened


def test_no_page_runs_what_a_document_says(hostile: Visits, hostile_folder: Path) -> None:
    page, opened = watched(hostile)
    paths = sorted(
        path.relative_to(hostile_folder).parent.as_posix() for path in hostile_folder.rglob("index.html")
    )
    assert len(paths) > 10
    for path in paths:
        page.goto(f"/{path}/".replace("/./", "/"))
        page.evaluate(
            "() => document.querySelectorAll('a').forEach(a => a.protocol === 'javascript:' && a.click())"
        )
        page.mouse.move(200, 200)
    assert opened == []


def test_the_words_of_a_hostile_title_are_shown(hostile: Visits) -> None:
    page, opened = watched(hostile)
    page.goto("/postmortems/")
    expect(page.get_by_text(IMAGE).first).to_be_visible()
    assert IMAGE.split()[0] in page.locator("main").inner_text()
    assert opened == []


def test_braces_are_shown_and_not_reckoned(hostile: Visits) -> None:
    page, _ = watched(hostile)
    page.goto("/postmortems/hostile/")
    expect(page.get_by_text("{{ 7*7 }}").first).to_be_visible()


def test_search_results_show_the_words_too(hostile: Visits) -> None:
    page, opened = watched(hostile)
    page.goto("/")
    expect(results(page, "onerror").first).to_be_visible()
    page.wait_for_timeout(300)
    assert opened == []


def test_filters_and_text_filters_do_not_run_it(hostile: Visits) -> None:
    page, opened = watched(hostile)
    page.goto('/action-items/?text="><img src=x onerror=alert(1)>&owner=<script>alert(1)</script>')
    page.wait_for_load_state("networkidle")
    assert opened == []
