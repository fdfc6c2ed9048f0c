"""Searching as a reader does, in Material's own field."""

from playwright.sync_api import Locator, Page, expect

from tests.browser.visits import PHONE, Device


def results(page: Page, query: str, device: Device | None = None) -> Locator:
    """The links of what Material's search finds for `query`, best first."""
    meta = page.locator(".md-search-result__meta")
    expect(meta).to_have_text("Type to start searching")  # the index is loaded
    if device is PHONE:
        page.locator("header label[for=__search]").first.click()
    field = page.get_by_role("textbox", name="Search")
    field.click()
    field.fill(query)
    field.press("End")
    expect(meta).to_contain_text("matching document")
    found = page.locator(".md-search-result__item")
    expect(found.first).to_be_visible()
    return found.locator("> a")
