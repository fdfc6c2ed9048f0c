"""What the script adds to the portal's fragments, on pages of their own, opened as files."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from incidentbook.pages import models as m
from incidentbook.rendering import Renderer
from incidentbook.resources import template_folder
from tests.unit.rendering.samples import COUNTS, RUNBOOK, SAMPLES, action

Show = Callable[..., Page]
ROWS = (
    ("Add a canary stage", "ana", "2026-03-01", "open"),
    ("Page on write errors", "bo", "2026-05-01", "open"),
    ("Café: move the pool", "ana", "", "done"),
)


def tracker() -> m.Tracker:
    rows = tuple(
        replace(
            action(title, status),
            id=f"PM/{number}",
            due=m.Day(due, due) if due else None,
            overdue="",
            incident=m.Link("Checkout down" if number else "Labels late"),
            data=(
                ("status", status),
                ("owner", owner),
                ("incident", "checkout" if number else "labels"),
                ("sort-due", due),
                ("sort-title", title.casefold()),
            ),
        )
        for number, (title, owner, due, status) in enumerate(ROWS)
    )
    facets = (
        m.Facet(
            "status",
            "Status",
            tuple(
                m.Option(value, value, count) for value, count in (("overdue", 0), ("open", 2), ("done", 1))
            ),
        ),
        m.Facet("owner", "Owner", (m.Option("ana", "Ana", 2), m.Option("bo", "Bo", 1))),
    )
    groups = (m.Choice("owner", "Owner"), m.Choice("incident", "Incident"))
    sorts = (m.Choice("due", "Due"), m.Choice("-due", "Last due"))
    return m.Tracker(headline="", counts=COUNTS, rows=rows, facets=facets, groups=groups, sorts=sorts)


@pytest.fixture
def show(browser: Browser, tmp_path: Path) -> Iterator[Show]:
    """Shows a rendered template as a page of its own, on a day of one's choice."""
    context = browser.new_context(viewport={"width": 1100, "height": 800})
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))

    def shown(
        template: str,
        model: object,
        query: str = "",
        *,
        on: date = date(2026, 3, 31),
        pinned: bool = False,
        below: str = "",
    ) -> Page:
        fragment = Renderer(today=on if pinned else None).render(
            template, model, lambda target: f"#{target.anchor}"
        )
        assets = template_folder("assets")
        style = (assets / "incidentbook.css").as_uri()
        scripts = (f'<script src="{one.as_uri()}" defer></script>' for one in sorted(assets.glob("*.js")))
        file = tmp_path / "page.html"
        file.write_text(
            f'<!doctype html><html lang="en"><meta charset="utf-8"><title>A page</title>'
            f'<link rel="stylesheet" href="{style}">{"".join(scripts)}'
            f"<main><h1>A page</h1>{fragment}{below}</main></html>",
            encoding="utf-8",
        )
        page.clock.set_fixed_time(datetime(on.year, on.month, on.day, 12, tzinfo=UTC))
        page.goto(file.as_uri() + query)
        return page

    yield shown
    context.close()
    assert faults == []


def titles(page: Page) -> list[str]:
    """The titles of the rows that are shown, also of those that the browser has not painted yet."""
    return [text.strip() for text in page.locator("tbody tr:visible .ib-table__title").all_text_contents()]


def test_filters_and_counts_follow_each_other(show: Show) -> None:
    page = show("pages/action-items.html", tracker())
    page.locator("summary", has_text="Owner").click()
    page.locator("input[value=ana]").check()
    assert titles(page) == [ROWS[0][0], ROWS[2][0]]
    expect(page.locator("label:has(input[value=open]) [data-incidentbook-count]")).to_have_text("1")
    expect(page.locator("label:has(input[value=bo]) [data-incidentbook-count]")).to_have_text("1")
    expect(page.locator("[data-incidentbook-shown]")).to_have_text("2 of 3 shown")


def test_the_state_is_in_the_address_and_goes_back_and_forward(show: Show) -> None:
    page = show("pages/action-items.html", tracker())
    page.locator("input[value=done]").check()
    page.get_by_label("Sort by").select_option("-due")
    assert page.url.endswith("?status=done&sort=-due")
    page.go_back()
    page.go_back()
    assert len(titles(page)) == len(ROWS)
    expect(page.locator("input[value=done]")).not_to_be_checked()
    page.go_forward()
    assert titles(page) == [ROWS[2][0]]
    page.reload()
    assert titles(page) == [ROWS[2][0]]


def test_an_address_opens_filtered_sorted_and_grouped(show: Show) -> None:
    page = show("pages/action-items.html", tracker(), "?status=open&sort=-due&group=owner&unknown=1")
    assert titles(page) == [ROWS[0][0], ROWS[1][0]]
    assert page.locator(".ib-table__group:visible").all_inner_texts() == ["Ana 1", "Bo 1"]
    expect(page.locator("th[data-sort=due]")).to_have_attribute("aria-sort", "descending")


def test_paper_says_what_was_chosen_and_keeps_the_table(show: Show) -> None:
    page = show("pages/action-items.html", tracker(), "?status=open&owner=bo&q=page")
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 540, "height": 760})
    shown = page.locator("[data-incidentbook-shown]")
    expect(shown).to_be_visible()
    assert shown.evaluate("it => getComputedStyle(it, '::before').content") == '"“page”, open, Bo · "'
    expect(page.locator("input[type=search]")).not_to_be_visible()
    cells = page.locator("tbody tr:visible td")
    boxes = cells.evaluate_all("all => all.map((it) => it.getBoundingClientRect())")[:3]
    assert boxes[0]["x"] < boxes[1]["x"] < boxes[2]["x"]
    assert len({box["y"] for box in boxes}) == 1


def test_rows_are_grouped_by_what_they_say_themselves(show: Show) -> None:
    page = show("pages/action-items.html", tracker(), "?group=incident&status=open")
    assert page.locator(".ib-table__group:visible").all_inner_texts() == ["Labels late 1", "Checkout down 1"]
    page.locator("input[value=open]").uncheck()
    assert page.locator(".ib-table__group:visible").all_inner_texts() == ["Labels late 1", "Checkout down 2"]


def test_words_find_what_a_person_would_type(show: Show) -> None:
    page = show("pages/action-items.html", tracker())
    page.get_by_placeholder("Filter").fill("pool CAFE")
    assert titles(page) == [ROWS[2][0]]
    page.get_by_role("button", name="Clear filters").click()
    expect(page.get_by_placeholder("Filter")).to_have_value("")
    assert len(titles(page)) == len(ROWS)


def test_a_column_sorts_up_down_and_not_at_all(show: Show) -> None:
    page = show("pages/action-items.html", tracker())
    due = page.get_by_role("button", name="Due", exact=True)
    due.click()
    assert titles(page) == [ROWS[0][0], ROWS[1][0], ROWS[2][0]]
    due.click()
    assert titles(page) == [ROWS[1][0], ROWS[0][0], ROWS[2][0]]
    due.click()
    expect(page.locator("th[data-sort=due]")).not_to_have_attribute("aria-sort", "descending")
    assert page.url.endswith("page.html")


def test_escape_closes_a_list_of_values(show: Show) -> None:
    page = show("pages/action-items.html", tracker())
    owner = page.locator("details[data-incidentbook-facet=owner]")
    owner.locator("summary").click()
    expect(owner).to_have_attribute("open", "")
    page.keyboard.press("Escape")
    expect(owner).not_to_have_attribute("open", "")
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"


def test_what_has_become_overdue_is_said_on_the_day_of_the_reading(show: Show) -> None:
    page = show("pages/action-items.html", tracker(), "?status=overdue", on=date(2026, 5, 2))
    assert titles(page) == [ROWS[0][0], ROWS[1][0]]
    assert page.locator("tbody .ib-chip--overdue:visible").all_text_contents() == [
        "▲62 days overdue",
        "▲1 day overdue",
    ]


def test_a_pinned_day_stays(show: Show) -> None:
    page = show("pages/action-items.html", tracker(), on=date(2027, 1, 1), pinned=True)
    assert page.locator("tbody .ib-chip--overdue").count() == 0


@pytest.mark.parametrize(
    ("day", "expected"),
    [(date(2026, 4, 2), "1 overdue"), (date(2026, 4, 3), "2 overdue"), (date(2026, 6, 1), "4 overdue")],
)
def test_a_tally_counts_what_was_due_since(show: Show, day: date, expected: str) -> None:
    page = show("pages/postmortem-footer.html", SAMPLES["pages/postmortem-footer.html"], on=day)
    assert expected in page.locator("[data-incidentbook-upcoming]").inner_text()


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 3, 20), "reviewed yesterday, every 90 days"),
        (date(2026, 6, 17), "reviewed 3 months ago, every 90 days"),
        (date(2026, 6, 18), "review 1 day overdue (reviewed 19 Mar 2026, every 90 days)"),
    ],
)
def test_a_runbook_goes_stale_on_its_day(show: Show, day: date, expected: str) -> None:
    page = show("pages/runbooks.html", m.RunbookIndex(headline="", rows=(RUNBOOK,)), on=day)
    freshness = page.locator("[data-incidentbook-stale]")
    expect(freshness.locator("span")).to_have_text(expected)
    assert ("ib-chip--stale" in (freshness.get_attribute("class") or "")) == ("overdue" in expected)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2025, 3, 15), "today"),
        (date(2025, 4, 1), "17 days ago"),
        (date(2026, 3, 15), "12 months ago"),
        (date(2030, 3, 15), "5 years ago"),
    ],
)
def test_dates_are_told_from_the_day_of_the_reading(show: Show, day: date, expected: str) -> None:
    page = show("pages/postmortem-header.html", SAMPLES["pages/postmortem-header.html"], on=day)
    expect(page.locator("[data-incidentbook-ago]")).to_have_text(expected)


def test_search_is_offered_only_where_the_theme_has_one(show: Show) -> None:
    home = SAMPLES["pages/home.html"]
    expect(show("pages/home.html", home).locator(".ib-search")).to_be_hidden()
    page = show(
        "pages/home.html",
        home,
        below='<form id="rtd-search-form"><input name="q" aria-label="Search"></form>',
    )
    page.locator(".ib-search").click()
    assert page.evaluate("document.activeElement.name") == "q"
