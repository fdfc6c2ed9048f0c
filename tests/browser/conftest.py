"""A browser, the example portal served to it, and watched visits."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Playwright

from tests.browser.accessibility import violations
from tests.browser.chromium import MISSING, launch_flags, system_browser
from tests.browser.server import serving
from tests.browser.visits import Visits, visiting


@pytest.fixture(scope="session")
def browser_type_launch_args(playwright: Playwright) -> dict[str, object]:
    """The system's browser, else Playwright's own; without either the tests fail, they are not skipped."""
    system = system_browser()
    if not system and not Path(playwright.chromium.executable_path).is_file():
        pytest.fail(MISSING, pytrace=False)
    chosen = {"executable_path": str(system)} if system else {}
    return {**chosen, "headless": True, "args": launch_flags()}


@pytest.fixture(scope="session")
def base_url(example_site: Path) -> Iterator[str]:
    """The address of the example portal at the root of a host, without a slash at its end."""
    with serving(example_site) as address:
        yield address


@pytest.fixture(scope="session")
def book_url(example_site: Path) -> Iterator[str]:
    """The address of the example portal below the sub-path `/book`, on a host that has nothing else."""
    with serving(example_site, prefix="/book") as address:
        yield address


@pytest.fixture
def visit(browser: Browser, base_url: str) -> Iterator[Visits]:
    """Opens pages of the example portal; a request to another host, a dead one or an error fails the test."""
    with visiting(browser, base_url) as visits:
        yield visits


@pytest.fixture
def page(visit: Visits) -> Page:
    """A watched blank page on the desktop in light colours."""
    return visit.blank()


@pytest.fixture
def axe() -> Callable[[Page], list[str]]:
    """What axe-core finds on a page, one line for each element; empty is right."""
    return violations
