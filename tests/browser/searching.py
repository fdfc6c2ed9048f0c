"""Searching as a reader does, in Material's own field."""

from playwright.sync_api import Locator, Page, expect

from tests.browser.visits import PHONE, Device

RUNBOOK_PAGE = "/runbooks/checkout-high-error-rate-yml/"
"""The runbook of the alert HighErrorBudgetBurnRate_Fast in the example portal."""

PASTED = (
    "HighErrorBudgetBurnRate_Fast",
    "higherrorbudgetburnrate_fast",
    "HIGHERRORBUDGETBURNRATE_FAST",
    "BudgetBurn",
    "budgetburn",
    "highbudget",
    "BurnRate_Fa",
    "ErrorBudget",
)
"""Ways to paste or type the alert's name, each of which puts the runbook first."""

FIRST = (
    ("declare", "/handbook/incident-kit/"),
    ("declare an incident", "/handbook/incident-kit/"),
    ("incident", "/handbook/incident-kit/"),
    ("SEV1", "/handbook/severity/"),
    ("incident commander", "/handbook/roles/"),
)
"""What somebody types in the first minute of an incident, and the page that comes first."""

FOUND = (
    (
        "FATAL: remaining connection slots are reserved",
        "/postmortems/2024-09-03-payments-connection-exhaustion/",
    ),
    ("Connection pool exhaustion", "/causes/connection-pool-exhaustion/"),
    ("Route planner", "/services/route-planner/"),
    ("Action items", "/action-items/"),
)
"""Queries, and a page that is among their results."""


def results(
    page: Page, query: str, device: Device | None = None, message: str = "matching document"
) -> Locator:
    """The links of what Material's search finds for `query`, best first."""
    meta = page.locator(".md-search-result__meta")
    expect(meta).to_have_text("Type to start searching")  # the index is loaded
    if device is PHONE:
        page.locator("header label[for=__search]").first.click()
    field = page.get_by_role("textbox", name="Search")
    field.click()
    field.fill(query)
    field.press("End")
    expect(meta).to_contain_text(message)
    found = page.locator(".md-search-result__item")
    expect(found.first).to_be_visible()
    return found.locator("> a")
