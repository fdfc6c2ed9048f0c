"""What axe-core finds on a page."""

from collections.abc import Sequence

from axe_playwright_python.sync_playwright import DEFAULT_OPTIONS, Axe
from playwright.sync_api import Page

COLOURS = ("color-contrast",)
"""The rules about colours, which take as long as all others together."""


def violations(page: Page, *, only: Sequence[str] = (), without: Sequence[str] = ()) -> list[str]:
    """Every violation of the rules of axe-core on the page as it stands, one line for each element.

    The rules are all of them, or `only` these, or all `without` these.
    """
    options: dict[str, object] = dict(DEFAULT_OPTIONS)
    if only:
        options["runOnly"] = {"type": "rule", "values": list(only)}
    if without:
        options["rules"] = {rule: {"enabled": False} for rule in without}
    found = Axe().run(page, options=options).response["violations"]
    return [_line(violation, node) for violation in found for node in violation["nodes"]]


def _line(violation: dict[str, str], node: dict[str, list[str]]) -> str:
    place = " ".join(map(str, node["target"]))
    return f"{violation['id']} ({violation['impact']}): {place}: {violation['help']}"
