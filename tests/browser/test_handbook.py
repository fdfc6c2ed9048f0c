"""What the script adds to the handbook: a level with its reasons, messages as the terminal prints them."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from itertools import combinations
from pathlib import Path
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from incidentbook.analysis.classification import NONE, verdict
from incidentbook.checks import Outcome
from incidentbook.pages.edition import edition
from incidentbook.pages.messages import Choices, filled, labels, needed, values
from incidentbook.pages.portal import lay_out
from incidentbook.reading.policy import read_policy
from incidentbook.rendering import Renderer
from incidentbook.rendering.messages import messages
from incidentbook.resources import template_folder
from tests.unit.analysis.library_of import AS_OF, library

POLICY = read_policy(
    """
as_of: 2026-03-31
time_zone: Europe/Berlin
status_page: https://status.example.com/
services: [{id: shop, title: Web shop, links: {Dashboard: 'https://example.com/d', Code: 'https://example.com/c'}}]
""",
    "",
)
MESSAGES = messages(POLICY, (template_folder("messages"),))

Show = Callable[[str, str], Page]


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The pages of the severity guide and of the kit, as files."""
    folder = tmp_path_factory.mktemp("handbook")
    book = replace(edition(library(policy=POLICY), Outcome(()), AS_OF), messages=MESSAGES)
    assets = template_folder("assets")
    heads = f'<script src="{(assets / "handbook.js").as_uri()}" defer></script>' + "".join(
        f'<link rel="stylesheet" href="{one.as_uri()}">' for one in sorted(assets.glob("*.css"))
    )
    found = {}
    for page in lay_out(book).pages:
        if page.path in {"handbook/severity.md", "handbook/incident-kit.md"}:
            html = Renderer(AS_OF).render(page.template, page.model, lambda target: f"#{target.anchor}")
            name = page.path.removeprefix("handbook/").removesuffix(".md")
            found[name] = folder / f"{name}.html"
            head = f'<!doctype html><html lang="en"><meta charset="utf-8"><title>{page.title}</title>{heads}'
            found[name].write_text(f"{head}<main><h1>{page.title}</h1>{html}</main></html>", encoding="utf-8")
    return found


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport={"width": 1100, "height": 800})
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    yield context
    context.close()


@pytest.fixture
def show(context: BrowserContext, files: dict[str, Path]) -> Iterator[Show]:
    """Shows a page of the handbook with something filled in."""
    faults: list[str] = []

    def shown(name: str, filled_in: str = "") -> Page:
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.goto(files[name].as_uri() + (f"#?{filled_in}" if filled_in else ""))
        return page

    yield shown
    assert faults == []


def answers() -> Iterator[tuple[tuple[str, ...], tuple[str, str] | None]]:
    rules = POLICY.classification
    ids = [one.id for one in rules.questions]
    yield from (((one,), None) for one in (*ids, NONE))
    yield from ((pair, None) for pair in combinations(ids, 2))
    for scope in rules.scopes:
        for impact in rules.impacts:
            yield (), (scope.id, impact.id)
            yield ("core-many",), (scope.id, impact.id)
            yield (NONE,), (scope.id, impact.id)


def test_the_form_answers_as_the_command_does(show: Show) -> None:
    page = show("severity", "")
    for yes, cell in answers():
        pairs = [("yes", one) for one in yes]
        pairs += [("scope", cell[0]), ("impact", cell[1])] if cell else []
        page.evaluate("hash => { location.hash = hash }", f"?{urlencode(pairs)}")
        expected = verdict(POLICY, yes, cell)
        assert expected is not None
        level = page.locator(".ib-answer__level .ib-chip")
        reasons = page.locator(".ib-answer__decides")
        expect(reasons).to_have_text([reason.words for reason in expected.reasons])
        expect(level).to_have_text(expected.severity.id)
        if expected.tell:
            expect(page.locator(".ib-answer [data-incidentbook-tell]")).to_have_text(", ".join(expected.tell))


def test_the_form_works_by_keyboard_and_is_kept_in_the_address(show: Show) -> None:
    page = show("severity", "")
    expect(page.locator(".ib-answer")).to_be_hidden()
    page.get_by_label("Is data lost").focus()
    page.keyboard.press("Space")
    expect(page.get_by_role("status")).to_contain_text("SEV1")
    page.get_by_label("Scope: Wide, impact: Low: SEV3").focus()
    page.keyboard.press("Space")
    page.keyboard.press("ArrowRight")
    assert page.url.endswith("#?yes=data-loss&scope=wide&impact=medium")
    page.get_by_label("None of these").check()
    expect(page.get_by_label("Is data lost")).not_to_be_checked()
    expect(page.get_by_role("status")).to_contain_text("SEV2")
    page.get_by_role("button", name="Start again").click()
    expect(page.locator(".ib-answer")).to_be_hidden()


def test_without_scripts_the_questions_lead_on_by_links(browser: Browser, files: dict[str, Path]) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(files["severity"].as_uri())
    first = page.locator("#question-outage")
    expect(first.get_by_role("link", name="Yes: SEV1")).to_have_attribute("href", "#level-sev1")
    first.get_by_role("link", name="No: go on").click()
    assert page.url.endswith("#question-exposure")
    assert page.get_by_role("checkbox").count() == 0
    page.goto(files["incident-kit"].as_uri())
    assert page.get_by_role("textbox").count() == 0
    expect(page.locator("#message-customer-resolved")).to_contain_text("[what is wrong, in a few words]")
    context.close()


@pytest.mark.parametrize(
    ("times", "chosen", "fields"),
    [
        (("00:05", ""), ("", ""), {}),
        (
            ("14:45", "14:40"),
            ("SEV1", "shop"),
            {"title": "Checkout fails", "impact": "Errors", "commander": "ana"},
        ),
        (
            ("23:50", ""),
            ("SEV2", "shop"),
            {"title": "Größe “ß” & <b>", "since": "23:10", "tech_lead": "bo", "fix": "x"},
        ),
        (
            ("09:00", ""),
            ("SEV4", ""),
            {"cause": "c", "plain_cause": "p", "until": "8:50", "successor": "chidi"},
        ),
    ],
)
def test_the_kit_says_what_the_terminal_says(
    show: Show, times: tuple[str, str], chosen: tuple[str, str], fields: dict[str, str]
) -> None:
    (at, updated), (severity, service) = times, chosen
    given = {"severity": severity, "service": service, "at": at, "updated": updated} | fields
    page = show("incident-kit", urlencode({name: value for name, value in given.items() if value}))
    now = datetime.fromisoformat(f"2026-03-31T{at}:00")
    before = datetime.fromisoformat(f"2026-03-31T{updated}:00") if updated else now
    level = POLICY.severity(severity)
    found = values(POLICY, Choices(level, service, fields, now, before), MESSAGES[0])
    for one in MESSAGES:
        expected = filled(one, found, labels(POLICY), needed(level))
        area = page.locator(f'[data-incidentbook-message="{one.id}"]')
        assert area.evaluate("area => area.textContent") == expected.text, one.id
        assert len(set(area.locator("mark").all_inner_texts())) == len(expected.blanks)


def test_the_kit_is_filled_in_copied_and_shared(show: Show) -> None:
    page = show("incident-kit", "at=14:00")
    page.get_by_role("radio", name="SEV1").check()
    page.get_by_role("combobox", name="Service").select_option("shop")
    page.get_by_role("textbox", name="What is wrong, in a few words").fill("Checkout fails")
    expect(page.locator("[data-incidentbook-next]")).to_have_text("14:15 Berlin time")
    expect(page.locator("[data-incidentbook-left]")).to_have_text("in 15 min")
    page.get_by_role("button", name="Copy: Channel name").click()
    assert page.evaluate("navigator.clipboard.readText()") == "inc-20260331-checkout-fails"
    page.get_by_role("button", name="Copy: Opening message").click()
    expect(page.get_by_role("button", name="Copy: Opening message")).to_have_text("Copied, 6 blanks left")
    page.get_by_role("checkbox", name="Acknowledge the alert").check()
    page.get_by_role("radio", name="Resolved").check()
    expect(page.get_by_role("textbox", name="What restored it")).to_be_visible()
    expect(page.locator("#message-customer-investigating")).to_be_hidden()
    assert "severity=SEV1" in page.url
    assert "phase=resolved" in page.url
    assert "done=1" in page.url
    again = show("incident-kit", page.url.partition("#?")[2])
    expect(again.get_by_role("textbox", name="What is wrong, in a few words")).to_have_value("Checkout fails")
    expect(again.get_by_role("checkbox", name="Acknowledge the alert")).to_be_checked()


def test_a_late_update_is_said(show: Show) -> None:
    page = show("incident-kit", "severity=SEV1&updated=14:00&at=14:20")
    expect(page.locator("[data-incidentbook-left]")).to_have_text("▲ 5 min late")
    page.get_by_role("button", name="Sent one now").click()
    expect(page.locator("[data-incidentbook-left]")).to_have_text("in 15 min")
