"""The watch over pages must see what it is there to see, or every other browser test proves nothing."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.server import serving
from tests.browser.visits import PHONE, Visits, visiting

PAGE = '<!doctype html><html lang="en"><head><title>{title}</title></head><main>{body}</main></html>'


@pytest.fixture
def site(tmp_path: Path) -> Path:
    pages = {
        "good": "<h1>Good</h1>",
        "elsewhere": '<h1>Elsewhere</h1><img alt="" src="http://elsewhere.example/pixel.png">',
        "dead": '<h1>Dead</h1><img alt="" src="gone.png">',
        "broken": "<h1>Broken</h1><script>throw new Error('out of parcels')</script>",
        "faulty": '<h1>Faulty</h1><img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">',
        "wide": '<meta name="viewport" content="width=device-width"><h1>Wide</h1><p id="ink">ink</p>'
        "<style>@media (prefers-color-scheme: dark) { #ink { color: rgb(1, 2, 3) } }</style>",
    }
    for name, body in pages.items():
        (tmp_path / f"{name}.html").write_text(PAGE.format(title=name, body=body), encoding="utf-8")
    (tmp_path / "favicon.ico").write_bytes(b"")
    return tmp_path


@pytest.fixture
def visit_pages(browser: Browser, site: Path) -> Iterator[Visits]:
    with serving(site) as address, visiting(browser, address) as visits:
        yield visits
        visits.traffic.clear()


def test_a_good_page_is_without_fault(visit_pages: Visits) -> None:
    assert visit_pages("/good.html").title() == "good"
    assert visit_pages.traffic.faults() == []


@pytest.mark.parametrize(
    ("name", "fault"),
    [
        ("elsewhere", "asked another host: http://elsewhere.example/pixel.png"),
        ("dead", "was not served: 404 "),
        ("broken", "threw: out of parcels"),
    ],
)
def test_a_fault_of_a_page_is_seen(visit_pages: Visits, name: str, fault: str) -> None:
    visit_pages(f"/{name}.html").wait_for_load_state("networkidle")
    assert [line for line in visit_pages.traffic.faults() if line.startswith(fault)]


def test_a_fault_fails_at_the_end_of_the_visits(browser: Browser, site: Path) -> None:
    with (
        serving(site) as address,
        pytest.raises(AssertionError, match="asked another host"),
        visiting(browser, address) as visits,
    ):
        visits("/elsewhere.html")


def test_nothing_is_served_outside_a_sub_path(visit_pages: Visits, site: Path) -> None:
    with serving(site, prefix="/book") as address:
        page = visit_pages("/good.html", site=address)
        assert page.title() == "good"
        outside = page.request.get(address.removesuffix("/book") + "/good.html")
        assert outside.status == 404


def test_axe_names_the_element_and_the_rule(visit_pages: Visits, axe: Callable[[Page], list[str]]) -> None:
    assert axe(visit_pages("/good.html")) == []
    assert [line.partition(":")[0] for line in axe(visit_pages("/faulty.html"))] == ["image-alt (critical)"]


def test_a_phone_is_small_touched_and_can_be_dark(visit_pages: Visits) -> None:
    page = visit_pages("/wide.html", device=PHONE, scheme="dark")
    assert page.evaluate("[innerWidth, matchMedia('(pointer: coarse)').matches]") == [360, True]
    assert page.locator("#ink").evaluate("element => getComputedStyle(element).color") == "rgb(1, 2, 3)"


def test_a_page_can_be_seen_without_scripts(visit_pages: Visits) -> None:
    assert visit_pages("/broken.html", javascript=False).title() == "broken"
    assert visit_pages.traffic.faults() == []
