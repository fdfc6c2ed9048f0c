"""What axe-core finds on a page."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page


def violations(page: Page) -> list[str]:
    """Every violation of every rule of axe-core on the page as it stands, one line for each element."""
    found = Axe().run(page).response["violations"]
    return [_line(violation, node) for violation in found for node in violation["nodes"]]


def _line(violation: dict[str, str], node: dict[str, list[str]]) -> str:
    place = " ".join(map(str, node["target"]))
    return f"{violation['id']} ({violation['impact']}): {place}: {violation['help']}"
