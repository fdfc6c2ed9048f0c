"""Take the screenshots of the README anew: `python -m tests.browser.screenshots FOLDER`."""

import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.browser.chromium import launch_flags, system_browser
from tests.browser.server import serving
from tests.browser.visits import DESKTOP, PHONE, Device, Scheme, Visits, visiting
from tests.example_site import build


@dataclass(frozen=True, slots=True)
class Screenshot:
    """A picture: the name of its file, the page, and how it is looked at."""

    name: str
    path: str
    device: Device
    scheme: Scheme


SCREENSHOTS = (
    Screenshot("home-desktop-light", "/", DESKTOP, "light"),
    Screenshot("action-items-desktop-dark", "/action-items/", DESKTOP, "dark"),
    Screenshot("postmortem-phone-light", "/postmortems/2025-03-15-checkout-config-push/", PHONE, "light"),
    Screenshot("runbook-phone-dark", "/runbooks/payments-database-connections/", PHONE, "dark"),
)


def main(folder: Path) -> int:
    """Build the portal and write one PNG for each of `SCREENSHOTS` into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as temporary:
        site = Path(temporary) / "site"
        log = build(site)
        if not site.is_dir():
            print(log, file=sys.stderr)
            return 1
        _take_all(site, folder)
    return 0


def _take_all(site: Path, folder: Path) -> None:
    with serving(site) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=system_browser(), args=launch_flags())
        _take(browser, address, folder)
        browser.close()


def _take(browser: Browser, address: str, folder: Path) -> None:
    with visiting(browser, address) as visit:
        for screenshot in SCREENSHOTS:
            target = folder / f"{screenshot.name}.png"
            _shoot(visit, screenshot, target)
            print(f"{target} {target.stat().st_size // 1024} kB")


def _shoot(visit: Visits, screenshot: Screenshot, target: Path) -> None:
    page = visit(screenshot.path, device=screenshot.device, scheme=screenshot.scheme)
    page.wait_for_load_state("networkidle")
    page.screenshot(path=target, animations="disabled", caret="hide")


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
