"""Every payload in the browser: nothing runs, and nothing is asked of another host but an author's image."""

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Dialog, Page, Playwright, Request

from tests.browser.chromium import launch_flags, system_browser
from tests.browser.server import serving
from tests.hostile.corpus import payloads
from tests.sites.builder import Built

HERE = "127.0.0.1"
WATCHING = """
for (const name of ["alert", "confirm", "prompt", "print"]) window[name] = () => { window.__pwned = name; };
addEventListener("click", (event) => { if (event.target.closest("a")) event.preventDefault(); }, true);
"""

POKING = """
() => {
  for (const element of document.querySelectorAll("article *, main *"))
    for (const kind of ["mouseover", "focus", "click", "toggle", "error", "load"])
      element.dispatchEvent(new Event(kind, { bubbles: true, cancelable: true }));
  return { pwned: window.__pwned ?? null, links: [...document.links].map((link) => link.protocol) };
}
"""


@pytest.fixture(scope="module")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """A browser of this module's own."""
    system = system_browser()
    chosen = {"executable_path": str(system)} if system else {}
    opened = playwright.chromium.launch(headless=True, args=launch_flags(), **chosen)  # type: ignore[arg-type]  # one path
    yield opened
    opened.close()


def pages(built: Built) -> list[str]:
    """The pages to visit: those of all payloads, all lists, and the page that stands alone."""
    found = [
        path
        for path, html in built.pages().items()
        if "incidentbook redirect" not in html
        and path.startswith(("postmortems/p", "runbooks/data", "action-items", "alerts", "services/index"))
    ]
    assert len(found) > len(payloads())
    return [
        *found,
        "index.html",
        "quality/index.html",
        "teams/index.html",
        "causes/index.html",
        "oncall.html",
    ]


def watched(context: BrowserContext) -> tuple[Page, list[str]]:
    """A page, and the requests to other hosts, which nobody answers."""
    foreign: list[str] = []

    def on_request(request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme in {"http", "https", "ws", "wss"} and parts.hostname != HERE:
            foreign.append(f"{request.resource_type} {request.url}")

    context.on("request", on_request)
    context.route(lambda url: urlsplit(url).hostname != HERE, lambda route: route.abort())
    context.add_init_script(WATCHING)
    return context.new_page(), foreign


def test_no_payload_runs_on_any_page(browser: Browser, hostile: Built) -> None:
    with serving(hostile.folder) as address:
        page, foreign = watched(browser.new_context(base_url=address))
        dialogs: list[str] = []

        def on_dialog(dialog: Dialog) -> None:
            dialogs.append(dialog.message)
            dialog.dismiss()

        page.on("dialog", on_dialog)
        faults = []
        for path in pages(hostile):
            page.goto(f"/{path}", wait_until="load")
            found = page.evaluate(POKING)
            if found["pwned"] is not None or not page.url.startswith(address):
                faults.append((path, found["pwned"], page.url))
            if {"javascript:", "vbscript:", "data:"}.intersection(found["links"]):
                faults.append((path, "link", page.url))
        assert faults == []
        assert dialogs == []
        assert [one for one in foreign if not one.startswith("image ")] == []
