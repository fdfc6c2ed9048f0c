"""Who is on call, computed in the browser: as the terminal does, whatever the reader's own clock."""

import json
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from incidentbook.analysis.rota import now_and_next
from incidentbook.analysis.rota_words import wall_words
from incidentbook.pages import models as m
from incidentbook.pages.rota_data import rota_data
from incidentbook.reading.policy import default_policy
from incidentbook.reading.rota import read_rota
from incidentbook.records.rota import Rota
from incidentbook.rendering import Renderer
from incidentbook.resources import template_folder
from tests.unit.rendering.samples import day

Show = Callable[..., Page]
CASES = json.loads((Path(__file__).parents[1] / "rota.json").read_text(encoding="utf-8"))


def model(rota: Rota) -> m.Rota:
    """A page with every line of a rota, as it stood at noon of a day long past."""
    cards = tuple(
        m.RotaCard(
            title=rotation.title,
            anchor=rotation.id,
            zone=rotation.zone,
            lines=tuple(
                m.OnCallLine(key=f"{rotation.id}/{line.name}", name=line.name, person="somebody of old")
                for line in rotation.lines
            ),
            rungs=(
                m.Rung(
                    after="At once", told=(m.Told(name="Primary", key=f"{rotation.id}/primary", person="x"),)
                ),
            ),
        )
        for rotation in rota.rotations
    )
    built = day("5 Jan 2026, 12:00 UTC", "2026-01-05T12:00:00Z")
    return m.Rota(headline="", moment=built, cards=cards, data=rota_data(rota))


@pytest.fixture(params=["UTC", "America/Los_Angeles"])
def show(browser: Browser, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Show]:
    context = browser.new_context(viewport={"width": 390, "height": 800}, timezone_id=request.param)
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))

    def shown(rota: Rota, query: str = "", *, at: datetime | None = None, today: date | None = None) -> Page:
        fragment = Renderer(today).render("pages/rota.html", model(rota), lambda target: f"#{target.anchor}")
        script = (template_folder("assets") / "rota.js").as_uri()
        file = tmp_path / "page.html"
        file.write_text(
            f'<!doctype html><html lang="en"><meta charset="utf-8"><title>A page</title>'
            f'<script src="{script}" defer></script><main>{fragment}</main></html>',
            encoding="utf-8",
        )
        page.clock.set_fixed_time(at or datetime(2026, 1, 6, 12, tzinfo=UTC))
        page.goto(file.as_uri() + query)
        return page

    yield shown
    context.close()
    assert faults == []


def rota_of(text: str) -> Rota:
    return read_rota("oncall.yml", text, default_policy())


def said(page: Page, rotation: str, line: str) -> tuple[str, str]:
    """Who is on call, and what is said of who comes then."""
    place = page.locator(f'dl [data-incidentbook-oncall="{rotation}/{line}"]')
    return place.locator("[data-part=who]").inner_text(), place.locator("[data-part=then]").inner_text()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["title"])
def test_the_browser_answers_as_the_terminal_does(show: Show, case: dict[str, Any]) -> None:
    rota = rota_of(case["rota"])
    for ask in case["asks"]:
        page = show(rota, f"?at={ask['at']}")
        rotation = rota.rotation(ask["rotation"])
        assert rotation is not None
        words = ""
        if ask["until"]:
            until = wall_words(datetime.fromisoformat(ask["until"]), rotation.zone)
            words = f"until {until}{' UTC' if rotation.zone == 'UTC' else ''}, then {ask['then'] or 'nobody'}"
        assert said(page, ask["rotation"], ask["line"]) == (ask["person"] or "nobody", words), ask["at"]


WEEKS = rota_of("rotations:\n  - {id: shop, people: [ana, bo], begins: 2026-01-05, secondary: next}\n")


def test_it_is_now_unless_the_page_stands_still(show: Show) -> None:
    later = datetime(2026, 1, 13, 12, tzinfo=UTC)
    page = show(WEEKS, at=later)
    assert said(page, "shop", "primary")[0] == "bo"
    expect(page.get_by_role("status")).to_have_text("On call now, Tue 13 Jan 2026, 12:00 UTC.")
    page = show(WEEKS, at=later, today=date(2026, 1, 6))
    assert said(page, "shop", "primary")[0] == "ana"
    expect(page.get_by_role("status")).to_contain_text("the day on which this page was made")


def test_another_time_is_asked_and_stands_in_the_address(show: Show) -> None:
    page = show(WEEKS)
    expect(page.locator("ol b")).to_have_text("ana")
    page.get_by_label("At another time").fill("2026-01-13T12:00")
    assert said(page, "shop", "primary")[0] == "bo"
    expect(page.locator("ol b")).to_have_text("bo")
    assert "at=2026-01-13T" in page.url
    page.reload()
    assert said(page, "shop", "primary")[0] == "bo"
    page.get_by_role("button", name="Now").click()
    assert said(page, "shop", "primary")[0] == "ana"
    assert "at=" not in page.url


def test_without_scripts_the_page_says_who_and_when(browser: Browser, tmp_path: Path) -> None:
    page = browser.new_page(java_script_enabled=False)
    fragment = Renderer(None).render("pages/rota.html", model(WEEKS), lambda target: f"#{target.anchor}")
    (tmp_path / "page.html").write_text(f"<!doctype html><meta charset=utf-8>{fragment}", encoding="utf-8")
    page.goto((tmp_path / "page.html").as_uri())
    expect(page.get_by_role("status")).to_have_text(
        "On call at 5 Jan 2026, 12:00 UTC, the day on which this page was made."
    )
    assert said(page, "shop", "primary")[0] == "somebody of old"
    expect(page.get_by_label("At another time")).to_be_hidden()
    page.close()


REACHED = rota_of(
    "rotations:\n  - {id: shop, people: [ana, bo, cy], begins: 2026-01-05, secondary: next}\n"
    "people:\n  - {id: ana, contact: 'tel:+441234567'}\n  - {id: bo, contact: 'Chat #shop'}\n"
)


def test_it_says_how_to_reach_whoever_is_on_call(show: Show) -> None:
    page = show(REACHED)
    first = page.locator('dl [data-incidentbook-oncall="shop/primary"] [data-part=contact]')
    expect(first.get_by_role("link", name="+441234567")).to_have_attribute("href", "tel:+441234567")
    second = page.locator('dl [data-incidentbook-oncall="shop/secondary"] [data-part=contact]')
    expect(second).to_have_text("Chat #shop")
    expect(page.locator("ol [data-part=contact] a")).to_have_text("+441234567")
    page = show(REACHED, "?at=2026-01-20T12:00:00Z")
    expect(page.locator('dl [data-incidentbook-oncall="shop/primary"] [data-part=contact]')).to_be_empty()


LONDON = rota_of(
    "time_zone: Europe/London\n"
    "rotations:\n  - {id: shop, people: [ana, bo], every: hour, handoff: 00:15, begins: 2026-01-05}\n"
)


@pytest.mark.parametrize("at", ["2026-10-25T00:00:00Z", "2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z"])
def test_a_time_that_the_clock_shows_twice_has_its_offset(show: Show, at: str) -> None:
    rotation = LONDON.rotations[0]
    following = now_and_next(rotation, "primary", datetime.fromisoformat(at))[1]
    assert following
    page = show(LONDON, f"?at={at}")
    until = wall_words(following.start, rotation.zone)
    assert said(page, "shop", "primary")[1] == f"until {until}, then {following.person}"
