"""The incident kit over the hours of an incident: the browser's clock goes on, the address goes to others."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from incidentbook.checks import Outcome
from incidentbook.pages.edition import edition
from incidentbook.pages.portal import lay_out
from incidentbook.reading.policy import read_policy
from incidentbook.rendering import Renderer
from incidentbook.rendering.messages import messages
from incidentbook.resources import template_folder
from tests.browser.visits import Visits
from tests.unit.analysis.library_of import AS_OF, library, runbook

POLICY = read_policy(
    """
time_zone: Europe/Berlin
services: [{id: ticketing, title: Ticketing}, {id: shop, title: Shop}]
severities:
  - {id: SEV1, title: Critical, update_minutes: 15,
     tell: [leadership, support], roles: [commander], war_room: true}
  - {id: SEV2, title: Major, update_minutes: 1440, tell: [support]}
  - {id: SEV3, title: Minor, tell: []}
classification:
  questions:
    - {id: money, ask: "Is money lost?", severity: SEV1, tell: [finance]}
    - {id: exposure, ask: "Did anything leak?", severity: SEV1, tell: [security, legal]}
  otherwise: SEV3
  scopes: [{id: wide, title: Wide}]
  impacts: [{id: high, title: High}]
  matrix: {wide: [SEV1]}
""",
    "",
)
SEV1_AND_SERVICE = "severity=SEV1&service=ticketing"

Show = Callable[..., Page]


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The pages of the kit and of the severity guide, as files that lead to each other."""
    folder = tmp_path_factory.mktemp("kit")
    books = [runbook(name, services=("ticketing",)) for name in ("queue", "reader", "printer", "seats")]
    found = library(*books, policy=POLICY)
    book = replace(
        edition(found, Outcome(()), AS_OF), messages=messages(POLICY, (template_folder("messages"),))
    )
    assets = template_folder("assets")
    head = f'<script src="{(assets / "handbook.js").as_uri()}" defer></script>' + "".join(
        f'<link rel="stylesheet" href="{one.as_uri()}">' for one in sorted(assets.glob("*.css"))
    )
    made = {}
    for page in lay_out(book).pages:
        name = page.path.removeprefix("handbook/").removesuffix(".md")
        if name not in {"severity", "incident-kit"}:
            continue
        html = Renderer(AS_OF).render(
            page.template,
            page.model,
            lambda target: (
                f"{target.path.rpartition('/')[2].removesuffix('.md')}.html#{target.anchor}"
                f"{f'?{target.filled}' if target.filled else ''}"
            ),
        )
        made[name] = folder / f"{name}.html"
        start = f'<!doctype html><html lang="en"><meta charset="utf-8"><title>{page.title}</title>{head}'
        made[name].write_text(f"{start}<main><h1>{page.title}</h1>{html}</main></html>", encoding="utf-8")
    return made


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport={"width": 1100, "height": 800})
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    yield context
    context.close()


@pytest.fixture
def show(context: BrowserContext, files: dict[str, Path]) -> Iterator[Show]:
    """Shows a page at a time of day in Berlin (UTC+1), with something behind the "#"."""
    faults: list[str] = []

    def shown(
        fragment: str = "",
        at: datetime = datetime(2026, 11, 21, 22, 50, tzinfo=UTC),
        name: str = "incident-kit",
    ) -> Page:
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.clock.install(time=at)
        page.goto(files[name].as_uri() + (f"#{fragment}" if fragment else ""))
        return page

    yield shown
    assert faults == []


def clock(page: Page) -> tuple[str, str]:
    parts = (page.locator("[data-incidentbook-next]"), page.locator("[data-incidentbook-left]"))
    first, second = (part.inner_text() for part in parts)
    return first, second


def text(page: Page, message: str) -> str:
    return page.locator(f'[data-incidentbook-message="{message}"]').text_content() or ""


def filled(page: Page) -> str:
    return page.url.partition("?")[2]


def test_a_level_that_comes_with_the_address_starts_the_clock(show: Show) -> None:
    page = show("?severity=SEV1")
    assert clock(page) == ("00:05 Berlin time", "in 15 min")
    assert "updated=2026-11-21T23%3A50" in page.url
    assert "declared=2026-11-21T23%3A50" in page.url
    page.clock.run_for(14 * 60_000)
    assert clock(page) == ("00:05 Berlin time", "in 1 min")
    page.clock.run_for(60_000)
    assert clock(page) == ("00:05 Berlin time", "now")
    page.clock.run_for(5 * 60_000)
    assert clock(page) == ("00:05 Berlin time", "▲ 5 min late")


def test_without_a_level_nothing_is_declared(show: Show) -> None:
    page = show("?service=ticketing")
    page.clock.run_for(5 * 60_000)
    assert filled(page) == "service=ticketing"
    page.get_by_role("radio", name="SEV1").check()
    assert clock(page) == ("00:10 Berlin time", "in 15 min")


def test_whoever_opens_the_address_sees_the_same(show: Show) -> None:
    page = show(f"?{SEV1_AND_SERVICE}", datetime(2026, 11, 21, 22, 58, tzinfo=UTC))
    channel, opening = text(page, "channel/name"), text(page, "channel/opening")
    assert channel == "inc-20261121-ticketing"
    assert "· 23:58 Berlin time" in opening
    later = show(f"?{filled(page)}", datetime(2026, 11, 21, 23, 5, tzinfo=UTC))
    assert clock(later) == ("00:13 Berlin time", "in 8 min")
    assert text(later, "channel/name") == channel
    assert text(later, "channel/opening") == opening
    assert filled(later) == filled(page)


@pytest.mark.parametrize(
    ("day", "hour", "due", "late"),
    [
        (22, 12, "22 Nov, 00:10 Berlin time", "▲ 12 h 50 min late"),
        (24, 12, "22 Nov, 00:10 Berlin time", "▲ 2 d 12 h late"),
    ],
)
def test_late_by_hours_and_days_is_said_as_such(show: Show, day: int, hour: int, due: str, late: str) -> None:
    page = show("?severity=SEV1&updated=2026-11-21T23:55", datetime(2026, 11, day, hour, 0, tzinfo=UTC))
    assert clock(page) == (due, late)
    assert "Next update: 13:15 Berlin time." in text(page, "channel/opening")
    page.get_by_role("button", name="Sent one now").click()
    assert clock(page) == ("13:15 Berlin time", "in 15 min")


def test_a_time_without_a_day_is_the_latest_such_time(show: Show) -> None:
    page = show("?severity=SEV1&updated=23:55", datetime(2026, 11, 21, 23, 5, tzinfo=UTC))
    assert clock(page) == ("00:10 Berlin time", "in 5 min")
    expect(page.get_by_role("textbox", name="Last one sent at")).to_have_value("2026-11-21 23:55")


def test_the_next_update_of_tomorrow_has_its_day(show: Show) -> None:
    page = show("?severity=SEV2", datetime(2026, 11, 21, 13, 0, tzinfo=UTC))
    assert clock(page) == ("22 Nov, 14:00 Berlin time", "in 1 d")
    assert "by 22 Nov, 14:00 Berlin time." in text(page, "customer/investigating")


def test_the_clock_goes_on_where_the_clocks_change(show: Show) -> None:
    page = show("?severity=SEV1", datetime(2026, 3, 29, 0, 50, tzinfo=UTC))
    assert clock(page) == ("03:05 Berlin time", "in 15 min")


@pytest.mark.parametrize("words", ["2pm", "9:5", "25:00", "12:60"])
def test_a_time_that_is_none_is_said_and_changes_nothing(show: Show, words: str) -> None:
    page = show("?severity=SEV1")
    field = page.get_by_role("textbox", name="Last one sent at")
    field.fill(words)
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(page.get_by_text("Write the time as 14:45")).to_be_visible()
    assert clock(page) == ("00:05 Berlin time", "in 15 min")
    field.fill("2340")
    expect(page.get_by_text("Write the time as 14:45")).to_be_hidden()
    assert clock(page) == ("23:55 Berlin time", "in 5 min")
    field.fill("")
    assert clock(page) == ("00:05 Berlin time", "in 15 min")


def test_a_time_of_the_incident_is_a_clock_with_its_zone(show: Show) -> None:
    page = show("?severity=SEV1")
    since = page.get_by_role("textbox", name="Since when", exact=True)
    since.fill("10 min ago")
    since.blur()
    expect(since).to_have_value("23:40")
    assert "Since: 23:40 Berlin time" in text(page, "status-page/investigating")
    page.get_by_role("button", name="Since when: now").click()
    expect(since).to_have_value("23:50")
    since.fill("about noon")
    assert "Since: about noon" in text(page, "status-page/investigating")


def test_what_the_address_names_in_vain_is_said(show: Show) -> None:
    page = show("?severity=SEV9&service=nope")
    said = page.locator("[data-incidentbook-refused]")
    expect(said).to_contain_text("the severity “SEV9”")
    expect(said).to_contain_text("the service “nope”")
    known = show("?severity=sev1&service=Ticketing")
    expect(known.locator("[data-incidentbook-refused]")).to_be_hidden()
    expect(known.get_by_role("radio", name="SEV1")).to_be_checked()


def test_whom_to_tell_comes_along_from_the_severity_form(show: Show) -> None:
    page = show(name="severity")
    page.get_by_label("Is money lost?").check()
    page.get_by_label("Did anything leak?").check()
    page.locator(".ib-answer").get_by_role("link", name="Open the kit with SEV1").click()
    told = page.get_by_role("list", name="Whom to tell").get_by_role("listitem")
    expect(told).to_have_text(["leadership", "support", "finance", "security", "legal"])
    page.get_by_role("radio", name="SEV2").check()
    expect(told).to_have_text(["support", "finance", "security", "legal"])
    assert "yes=money&yes=exposure" in page.url


def test_the_opening_names_runbooks_and_how_many_more(show: Show) -> None:
    opening = text(show(f"?{SEV1_AND_SERVICE}"), "channel/opening")
    assert opening.count("\nRunbook: ") == 3
    assert "\n1 more: file:///" in opening
    assert "Call: [address of the call]" in opening


def test_who_comes_to_declare_begins_with_the_severity(show: Show) -> None:
    page = show("declare")
    expect(page.get_by_role("radio", name="SEV1")).to_be_focused()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    expect(page.get_by_role("combobox", name="Service")).to_be_focused()
    assert "#?severity=SEV1" in page.url
    expect(show("declare?severity=SEV1").get_by_role("combobox", name="Service")).to_be_focused()
    page = show("?severity=SEV1")
    expect(page.locator("body")).to_be_focused()


def test_a_jump_within_the_page_keeps_what_is_filled_in(show: Show) -> None:
    page = show(f"?{SEV1_AND_SERVICE}")
    page.get_by_role("link", name="Messages", exact=True).click()
    assert "#messages?" in page.url
    assert "service=ticketing" in page.url


def test_the_theme_s_own_way_between_pages_keeps_the_kit_at_work(visit: Visits) -> None:
    page = visit("/handbook/incident-kit/#?severity=SEV1&service=checkout")
    page.get_by_role("link", name="Roles", exact=True).click()
    page.wait_for_load_state("networkidle")  # Material fetches the page again, and runs its scripts
    expect(page.get_by_role("radio", name="SEV1")).to_be_checked()
    page.get_by_role("radio", name="SEV2").check()
    expect(page.locator("[data-incidentbook-message='channel/opening']")).to_contain_text("SEV2 Major")
    assert "service=checkout" in page.url


def test_from_home_a_key_leads_to_the_choice_of_a_severity(visit: Visits) -> None:
    page = visit("/")
    page.get_by_role("link", name="Declare an incident").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("radio", name="SEV1")).to_be_focused()


def test_titles_in_other_scripts_leave_the_channel_its_service(show: Show) -> None:
    page = show(f"?{urlencode({'severity': 'SEV1', 'service': 'ticketing', 'title': '切符が買えない'})}")
    assert text(page, "channel/name") == "inc-20261121-ticketing"


def test_on_paper_all_phases_are_there(show: Show) -> None:
    page = show("?severity=SEV1")
    expect(page.locator("#message-customer-resolved")).to_be_hidden()
    page.emulate_media(media="print")
    expect(page.locator("#message-customer-resolved")).to_be_visible()
    expect(page.locator("[data-incidentbook-left]")).to_be_hidden()
    expect(page.get_by_role("list", name="Whom to tell")).to_be_visible()
