"""Visits to the portal: pages on a device, in a colour scheme, with everything they load on record."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, Page, Request, Response, WebError

HERE = ("127.0.0.1", "localhost")

Scheme = Literal["light", "dark"]


@dataclass(frozen=True, slots=True)
class Device:
    """A screen: its size in CSS pixels, the density of its pixels, and whether it is touched."""

    width: int
    height: int
    density: float = 1
    touch: bool = False


DESKTOP = Device(1280, 800)
PHONE = Device(360, 740, density=2, touch=True)


@dataclass  # without slots: Playwright keeps its own mark on an object whose methods listen
class Traffic:
    """What pages asked for and what went wrong."""

    foreign: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def watch(self, context: BrowserContext) -> None:
        """Record the requests, the answers and the uncaught errors of all pages of `context`."""
        context.on("request", self._on_request)
        context.on("response", self._on_response)
        context.on("weberror", self._on_error)

    def faults(self) -> list[str]:
        """Everything that no page of the portal may do, one line each."""
        return [
            *(f"asked another host: {url}" for url in self.foreign),
            *(f"was not served: {answer}" for answer in self.failed),
            *(f"threw: {error}" for error in self.errors),
        ]

    def clear(self) -> None:
        """Forget what was recorded, in a test that expects a fault."""
        for record in (self.foreign, self.failed, self.errors):
            record.clear()

    def _on_request(self, request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme in {"http", "https", "ws", "wss"} and address.hostname not in HERE:
            self.foreign.append(request.url)

    def _on_response(self, response: Response) -> None:
        if response.status >= 400:
            self.failed.append(f"{response.status} {response.url}")

    def _on_error(self, error: WebError) -> None:
        self.errors.append(str(error.error))


@dataclass(slots=True)
class Visits:
    """Opens pages of one site: `visit("/runbooks/", device=PHONE, scheme="dark")`."""

    browser: Browser
    site: str
    traffic: Traffic = field(default_factory=Traffic)
    contexts: list[BrowserContext] = field(default_factory=list)

    def __call__(
        self,
        path: str = "/",
        *,
        device: Device = DESKTOP,
        scheme: Scheme = "light",
        javascript: bool = True,
        site: str = "",
    ) -> Page:
        """Open `path` and wait until it is loaded; `site` is another address: a sub-path, a `file:` one."""
        page = self.blank(device=device, scheme=scheme, javascript=javascript)
        page.goto(f"{site or self.site}{path}")
        return page

    def blank(
        self,
        *,
        device: Device = DESKTOP,
        scheme: Scheme = "light",
        javascript: bool = True,
    ) -> Page:
        """A page that shows nothing yet; `page.goto("/runbooks/")` is relative to the site."""
        context = self.browser.new_context(
            base_url=self.site,
            viewport={"width": device.width, "height": device.height},
            device_scale_factor=device.density,
            has_touch=device.touch,
            is_mobile=device.touch,
            color_scheme=scheme,
            java_script_enabled=javascript,
            permissions=["clipboard-read", "clipboard-write"],
            reduced_motion="reduce",
            locale="en-GB",
            timezone_id="UTC",
        )
        self.contexts.append(context)
        self.traffic.watch(context)
        return context.new_page()


@contextmanager
def visiting(browser: Browser, site: str) -> Iterator[Visits]:
    """Visits to `site`, whose pages are closed in the end.

    Raises:
        AssertionError: A page asked another host, asked for what is not there, or threw an error.
    """
    visits = Visits(browser, site)
    yield visits
    for context in visits.contexts:
        context.close()
    assert not visits.traffic.faults(), "\n".join(visits.traffic.faults())
