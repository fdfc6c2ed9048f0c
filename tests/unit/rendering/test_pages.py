"""What holds for every template, and what single ones say."""

import dataclasses
import re
from collections.abc import Callable
from datetime import date
from itertools import pairwise
from typing import Literal

import jinja2
import pytest

from incidentbook.pages import models as m
from incidentbook.rendering import Renderer
from incidentbook.resources import template_folder

from .fragments import Fragment
from .samples import CHART, EMPTY, HOSTILE, SAMPLES, action, incident

RENDERER = Renderer()
KEPT = {"kind", "family", "key", "iso", "anchor", "upcoming", "path", "query"}
"""Fields that never hold a document's text."""


def resolve(target: m.Target) -> str:
    if target.kind == "url":
        return target.path
    query = f"?{target.query}" if target.query else ""
    return f"../{target.path}{query}{'#' + target.anchor if target.anchor else ''}"


def render(template: str, model: object) -> Fragment:
    return Fragment(RENDERER.render(template, model, resolve))


def changed(value: object, change: Callable[[str], str], name: str = "") -> object:
    """The same model with every text of a document changed."""
    if isinstance(value, str):
        return value if name in KEPT else change(value)
    if isinstance(value, tuple):
        return tuple(changed(part, change, name) for part in value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = {field.name: getattr(value, field.name) for field in dataclasses.fields(value)}
        return dataclasses.replace(
            value,
            **{
                field: changed(part, change, "key" if field == "data" else field)
                for field, part in fields.items()
            },
        )
    return value


every_template = pytest.mark.parametrize("template", SAMPLES)


def test_every_template_has_a_sample() -> None:
    pages = {f"pages/{path.name}" for path in template_folder("pages").iterdir()}
    chapters = {f"handbook/{path.name}" for path in template_folder("handbook").glob("*.html")}
    assert pages | chapters - {"handbook/way.html"} == set(SAMPLES)


@every_template
def test_is_a_well_formed_fragment_with_headings_from_the_second_level(template: str) -> None:
    page = render(template, SAMPLES[template])
    assert page.open == []
    assert "h1" not in page.tags
    levels = [2, *page.headings]
    assert all(later <= earlier + 1 for earlier, later in pairwise(levels))


@every_template
def test_names_everything_that_a_person_may_use(template: str) -> None:
    page = render(template, SAMPLES[template])
    assert all(page.values("href"))
    assert all(page.values("aria-label"))
    assert all(page.values("for"))
    assert page.tags.count("table") == page.tags.count("caption")


@every_template
def test_ids_are_unique(template: str) -> None:
    ids = render(template, SAMPLES[template]).values("id")
    assert len(ids) == len(set(ids))


@every_template
def test_text_of_documents_is_only_ever_text(template: str) -> None:
    before = render(template, SAMPLES[template])
    hostile = changed(SAMPLES[template], lambda text: HOSTILE if text else "")
    html = RENDERER.render(template, hostile, resolve)
    page = Fragment(html)
    assert "<img" not in html
    assert "img" not in page.tags
    assert not [name for _, name, _ in page.attributes if name.startswith("on")]
    assert "49" not in html
    assert set(page.tags) <= set(before.tags)
    assert HOSTILE in " ".join([page.text, *page.values("aria-label")])


@every_template
def test_long_words_and_empty_texts_do_not_break_it(template: str) -> None:
    assert render(template, changed(SAMPLES[template], lambda _: "A" * 200)).open == []
    assert render(template, changed(SAMPLES[template], lambda _: "")).open == []


@every_template
def test_takes_a_model_without_anything_in_it(template: str) -> None:
    model = SAMPLES[template]
    assert dataclasses.is_dataclass(model)
    assert not isinstance(model, type)
    optional = {
        field.name: field.default
        for field in dataclasses.fields(model)
        if field.default is not dataclasses.MISSING
    }
    rows = {"rows": ()} if hasattr(model, "rows") else {}
    assert render(template, dataclasses.replace(model, **optional, **rows)).open == []


@every_template
def test_pins_today_only_where_the_policy_does(template: str) -> None:
    assert "data-today" not in RENDERER.render(template, SAMPLES[template], resolve)
    pinned = Renderer(today=date(2026, 3, 31)).render(template, SAMPLES[template], resolve)
    assert 'data-today="2026-03-31"' in pinned


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "JaVaScRiPt:alert(1)", " java\tscript:alert(1)", "data:text/html,x"]
)
def test_an_address_that_would_run_is_no_link(address: str) -> None:
    unsafe = dataclasses.replace(incident(), link=m.Link("Read me", m.Target("url", address)))
    page = render("pages/postmortems.html", m.Register(headline="One", rows=(unsafe,)))
    assert "Read me" in page.text
    assert address not in page.values("href")


@pytest.mark.parametrize(("kind", "expected"), [("url", "noopener noreferrer"), ("page", None)])
def test_a_link_to_elsewhere_keeps_to_itself(kind: Literal["url", "page"], expected: str | None) -> None:
    row = dataclasses.replace(incident(), link=m.Link("There", m.Target(kind, "https://example.com/")))
    page = render("pages/postmortems.html", m.Register(headline="One", rows=(row,)))
    assert (expected in page.values("rel")) == (expected is not None)


def test_an_empty_register_says_how_to_begin() -> None:
    page = render("pages/postmortems.html", m.Register(headline="", rows=(), empty=EMPTY))
    assert "No incidents yet." in page.text
    assert 'incidentbook new postmortem "Title"' in page.text
    assert "table" not in page.tags
    assert "form" not in page.tags


def test_a_row_carries_its_data_but_no_other_attribute() -> None:
    data = (("severity", "sev1"), ('x" onload="y', "z"), ("onclick", "1"), ("sort-date", '"><b>'))
    row = dataclasses.replace(incident(), data=data)
    page = render("pages/postmortems.html", m.Register(headline="One", rows=(row,)))
    assert page.values("data-severity") == ["sev1"]
    assert page.values("data-sort-date") == ['"><b>']
    assert "onload" not in {name for _, name, _ in page.attributes}
    assert "b" not in page.tags


def test_an_overdue_action_says_so_and_gives_the_browser_its_date() -> None:
    page = render(
        "pages/action-items.html",
        m.Tracker(headline="", counts=m.ActionCounts(total=1, open=1, overdue=1, done=0), rows=(action(),)),
    )
    assert "142 days overdue" in page.text
    assert page.values("data-incidentbook-due") == ["2025-11-09"]


def test_a_closed_action_is_never_made_overdue() -> None:
    page = render(
        "pages/action-items.html",
        m.Tracker(
            headline="", counts=m.ActionCounts(total=1, open=0, overdue=0, done=1), rows=(action(key="done"),)
        ),
    )
    assert page.values("data-incidentbook-due") == []


def test_a_drawing_tells_its_numbers_in_words_too() -> None:
    page = render("pages/postmortem-header.html", SAMPLES["pages/postmortem-header.html"])
    assert page.text.count("12 min") >= 2
    assert "Timeline of 30 minutes with 7 events" in page.values("aria-label")
    assert "14:28 First errors" in page.values("aria-label")


def test_a_chart_has_a_sentence_and_a_table_of_the_same_numbers() -> None:
    html = RENDERER.render("pages/action-items.html", SAMPLES["pages/action-items.html"], resolve)
    assert 'role="img" aria-label="Open action items rose from 12' in html
    printed = [float(number) for number in re.findall(r'<td class="ib-number">(\d+)</td>', html)]
    assert printed == [point.value for point in CHART.points]


def test_a_template_that_names_what_is_not_there_is_a_fault() -> None:
    with pytest.raises(jinja2.UndefinedError):
        RENDERER.render("pages/home.html", incident(), resolve)


def test_a_systemic_incident_is_not_said_to_repeat() -> None:
    model = SAMPLES["pages/causes.html"]
    html = RENDERER.render("pages/causes.html", model, resolve)
    repeats, systemic = html.split('id="systemic"')
    assert "repeats <a" in repeats
    assert "struck before in" not in repeats
    assert "struck before in <a" in systemic
    assert "repeats <a" not in systemic
