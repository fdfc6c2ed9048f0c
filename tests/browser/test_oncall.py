"""The on-call page in a browser: asked, set offline, opened from a folder, without scripts."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from incidentbook.analysis.answers import Card
from incidentbook.pages import models as m
from incidentbook.rendering import Renderer
from tests.browser.accessibility import violations
from tests.unit.analysis.library_of import AS_OF
from tests.unit.analysis.test_answers import CARDS as ASKED
from tests.unit.analysis.test_answers import CASES
from tests.unit.rendering.samples import day

Show = Callable[..., Page]
STEP = m.OnCallStep(
    text="Look at the pods",
    commands=(m.Copyable(text="kubectl get pods"),),
    expected="all are ready",
    heading="Investigation",
)
DANGER = m.OnCallStep(
    text="Start anew",
    commands=(m.Copyable(text="kubectl delete ns shop", hazard="deletes a namespace and all in it"),),
    heading="Mitigation",
)


def card(number: int, of: Card) -> m.OnCallCard:
    steps = tuple(m.OnCallStep(text=text) for text in of.texts[1:])
    return m.OnCallCard(
        title=m.Link(of.title),
        anchor=f"card-{number}",
        alerts=of.alerts,
        names=of.names,
        used=of.used,
        impact=of.texts[0],
        steps=steps,
    )


CARDS = tuple(card(number, one) for number, one in enumerate(ASKED))
PAGE = m.OnCall(title="Book <&>", day=day("31 Mar 2026", "2026-03-31"), cards=CARDS)


@pytest.fixture
def show(browser: Browser, tmp_path: Path) -> Iterator[Show]:
    context = browser.new_context(viewport={"width": 390, "height": 800})
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    context.set_offline(True)
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("request", lambda one: None if one.url.startswith("file:") else faults.append(one.url))

    def shown(model: m.OnCall = PAGE, fragment: str = "") -> Page:
        file = tmp_path / "oncall.html"
        text = Renderer(AS_OF).render("oncall/page.html", model, lambda target: f"#{target.anchor}")
        file.write_text(text, encoding="utf-8")
        page.goto(file.as_uri() + fragment)
        return page

    yield shown
    context.close()
    assert faults == []


@pytest.mark.parametrize("case", CASES["questions"], ids=lambda case: case["text"][:40])
def test_the_browser_answers_as_the_terminal_does(show: Show, case: dict[str, str]) -> None:
    page = show()
    page.get_by_role("textbox").fill(case["text"])
    opened = page.locator("main > details[open]:not([hidden]) h2")
    assert opened.all_inner_texts() == ([case["first"]] if case["first"] else [])
    if "source" in case:
        expect(page.get_by_role("status")).to_contain_text(f"Read as {case['source']}. ")


def test_nothing_asked_shows_everything_and_nothing_found_says_what_to_try(show: Show) -> None:
    page = show()
    assert page.locator("main > details:visible").count() == len(CARDS)
    page.get_by_role("textbox").fill("zzzz")
    assert page.locator("main > details:visible").count() == 0
    expect(page.get_by_role("status")).to_have_text(
        "Nothing fits. Try a part of the alert's name, or the service."
    )
    page.keyboard.press("Escape")
    assert page.locator("main > details:visible").count() == len(CARDS)


def test_what_was_asked_stays_in_the_fragment_and_a_payload_does_not(show: Show) -> None:
    page = show(fragment="#?q=DnsErr")
    expect(page.locator("main > details[open] h2")).to_have_text("Cluster DNS answers with errors")
    page.get_by_role("textbox").fill("burn rate")
    page.wait_for_url("**/oncall.html#?q=burn%20rate")
    page.get_by_role("textbox").fill('{"alertname": "PayoutsLate"}')
    page.wait_for_url("**/oncall.html")


def test_it_is_used_by_keyboard_and_thumb(show: Show) -> None:
    page = show(m.OnCall(title="Book", day=PAGE.day, cards=(danger_card(),)))
    page.keyboard.type("anew")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"
    page.get_by_role("button", name="Copy", exact=True).first.click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == "kubectl get pods"
    page.get_by_role("button", name="Copy…").click()
    assert page.evaluate("navigator.clipboard.readText()") == "kubectl get pods"
    page.get_by_role("button", name="Sure?").click()
    expect(page.get_by_role("button", name="Copied").last).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == "kubectl delete ns shop"
    assert all(
        (box["height"] >= 44) for one in page.get_by_role("button").all() if (box := one.bounding_box())
    )
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def danger_card() -> m.OnCallCard:
    return m.OnCallCard(
        title=m.Link("Start anew " + "VeryLongAlertName" * 6),
        anchor="anew",
        first=(STEP, DANGER),
        steps=(STEP, DANGER, STEP),
        escalation="Page the lead",
        contacts=(m.Link("+49 30 1234"),),
    )


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_is_accessible(show: Show, scheme: str) -> None:
    page = show(m.OnCall(title="Book", day=PAGE.day, cards=(danger_card(), *CARDS)))
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.get_by_role("textbox").fill("anew")
    page.get_by_text("All 3 steps").click()
    assert violations(page) == []


def test_it_reads_without_scripts_and_without_runbooks(browser: Browser, tmp_path: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    for name, model in (("full", PAGE), ("empty", m.OnCall(title="Book", day=PAGE.day, cards=()))):
        file = tmp_path / f"{name}.html"
        file.write_text(Renderer(AS_OF).render("oncall/page.html", model, lambda _: ""), encoding="utf-8")
    page.goto((tmp_path / "full.html").as_uri())
    expect(page.locator("form")).to_be_hidden()
    page.locator("summary", has_text="Cluster DNS").click()
    expect(page.get_by_text("Look at the DNS pods")).to_be_visible()
    page.goto((tmp_path / "empty.html").as_uri())
    expect(page.locator("main")).to_contain_text("No runbooks yet.")
    context.close()
