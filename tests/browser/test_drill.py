"""What the script adds to a drill card: one button, the arrow keys, the address, the debrief as Markdown."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from incidentbook.pages.models import DrillCard
from incidentbook.rendering import Renderer
from incidentbook.resources import template_folder
from tests.unit.analysis.library_of import AS_OF
from tests.unit.pages.book import page, portal
from tests.unit.pages.test_drills import CARD, PLAYABLE

Show = Callable[..., Page]


@pytest.fixture(scope="module")
def card(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A card as a file."""
    assets = template_folder("assets")
    head = f'<script src="{(assets / "drill.js").as_uri()}" defer></script>' + "".join(
        f'<link rel="stylesheet" href="{one.as_uri()}">' for one in sorted(assets.glob("*.css"))
    )
    model = page(DrillCard, CARD, portal(PLAYABLE))
    html = Renderer(AS_OF).render("handbook/drill-card.html", model, lambda target: f"#{target.anchor}")
    file = tmp_path_factory.mktemp("drill") / "card.html"
    title = f'<!doctype html><html lang="en"><meta charset="utf-8"><title>{model.title}</title>'
    file.write_text(f"{title}{head}<main><h1>{model.title}</h1>{html}</main></html>", encoding="utf-8")
    return file


@pytest.fixture
def show(browser: Browser, card: Path) -> Iterator[Show]:
    pages: list[Page] = []
    faults: list[str] = []

    def shown(fragment: str = "", *, script: bool = True) -> Page:
        context = browser.new_context(viewport={"width": 1100, "height": 800}, java_script_enabled=script)
        page_ = context.new_page()
        pages.append(page_)
        page_.on("pageerror", lambda error: faults.append(str(error)))
        page_.goto(card.as_uri() + fragment)
        return page_

    yield shown
    for page_ in pages:
        page_.context.close()
    assert faults == []


def test_one_button_reveals_one_step_after_the_other(show: Show) -> None:
    page_ = show()
    expect(page_.locator("summary:visible")).to_have_count(0)
    expect(page_.get_by_text("The alert fires.")).not_to_be_visible()
    page_.get_by_role("button", name="Begin").click()
    expect(page_.get_by_text("The alert fires.")).to_be_visible()
    expect(page_.get_by_text("Someone looks at the pool.")).not_to_be_visible()
    expect(page_.locator("[data-incidentbook-where]")).to_have_text("Step 1 of 4")
    page_.get_by_role("button", name="Next").click()
    expect(page_.get_by_text("Someone looks at the pool.")).to_be_visible()
    page_.get_by_role("button", name="Back").click()
    expect(page_.get_by_text("Someone looks at the pool.")).not_to_be_visible()


def test_the_bar_covers_nothing_of_the_end(show: Show) -> None:
    page_ = show()
    page_.set_viewport_size({"width": 1100, "height": 420})
    for _ in range(5):
        page_.get_by_role("button").first.click()
    command = page_.get_by_label("Command")
    command.scroll_into_view_if_needed()
    bar = page_.locator(".ib-drill__bar")
    shown, below = command.bounding_box(), bar.bounding_box()
    assert shown
    assert below
    assert shown["y"] + shown["height"] <= below["y"]
    page_.keyboard.press("ArrowLeft")
    expect(bar).to_have_css("position", "sticky")


def test_arrow_keys_go_on_and_back_but_not_while_somebody_writes(show: Show) -> None:
    page_ = show()
    where = page_.locator("[data-incidentbook-where]")
    for expected in ("Step 1 of 4", "Step 2 of 4", "Step 3 of 4", "Step 4 of 4", "Go on with the debrief"):
        page_.keyboard.press("ArrowRight")
        expect(where).to_have_text(expected)
    expect(page_.get_by_text("The change goes live.")).to_be_visible()
    page_.keyboard.press("ArrowLeft")
    expect(where).to_have_text("Step 4 of 4")
    page_.get_by_label("What went well").fill("calm")
    page_.keyboard.press("ArrowLeft")
    expect(where).to_have_text("Step 4 of 4")


def test_the_address_keeps_the_step_and_what_was_written(show: Show) -> None:
    page_ = show("#step-2")
    expect(page_.locator("[data-incidentbook-where]")).to_have_text("Step 2 of 4")
    page_.get_by_label("Gaps found").fill("- The number was old\nNobody may restart it")
    page_.keyboard.press("Tab")
    page_.get_by_role("button", name="Next").click()
    assert "#step-3?gaps=" in page_.url
    page_.reload()
    expect(page_.locator("[data-incidentbook-where]")).to_have_text("Step 3 of 4")
    expect(page_.get_by_label("Gaps found")).to_have_value("- The number was old\nNobody may restart it")
    notes = page_.locator("[data-incidentbook-notes]")
    expect(notes).to_contain_text("- [ ] The number was old — @owner, due YYYY-MM-DD")
    expect(notes).to_contain_text("- [ ] Nobody may restart it — @owner")


def test_without_a_script_each_step_opens_within_the_one_before(show: Show) -> None:
    page_ = show(script=False)
    expect(page_.locator("summary:visible")).to_have_count(1)
    for number in range(1, 6):
        page_.locator("details:not([open]) > summary:visible").click()
        expect(page_.locator("details[open]")).to_have_count(number)
    expect(page_.get_by_text("The change goes live.")).to_be_visible()
    expect(page_.locator("button:visible, textarea:visible")).to_have_count(0)


@pytest.mark.parametrize("script", [True, False])
def test_on_paper_every_step_stands_open(show: Show, *, script: bool) -> None:
    page_ = show(script=script)
    page_.emulate_media(media="print")
    for words in ("The alert fires.", "It works.", "The change goes live."):
        expect(page_.get_by_text(words)).to_be_visible()
    expect(page_.locator("button:visible")).to_have_count(0)
