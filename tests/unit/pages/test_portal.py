from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidentbook.checks import Outcome
from incidentbook.pages import metric_words
from incidentbook.pages import postmortem as postmortem_pages
from incidentbook.pages import runbook as runbook_pages
from incidentbook.pages.edition import edition
from incidentbook.pages.models import (
    CauseIndex,
    Day,
    Home,
    PlaceIndex,
    Quality,
    Register,
    RunbookIndex,
    Tracker,
)
from incidentbook.pages.portal import lay_out
from incidentbook.records import (
    ActionItem,
    Duration,
    Finding,
    Impact,
    Location,
    Moment,
    StatedDuration,
    Ticket,
)
from tests.unit.analysis.library_of import AS_OF, at, item, library, postmortem, runbook

from .book import BOOK, FINDINGS, page, portal, targets, values


def test_every_page_is_there_once_and_in_order() -> None:
    paths = [page.path for page in portal().pages]
    assert paths == sorted(set(paths))
    assert {
        "index.md",
        "postmortems/index.md",
        "runbooks/index.md",
        "action-items.md",
        "causes/index.md",
        "causes/bad-config.md",
        "services/index.md",
        "services/checkout.md",
        "teams/index.md",
        "teams/shop.md",
        "metrics/index.md",
        "metrics/detect.md",
        "metrics/targets.md",
        "reviews/index.md",
        "reviews/2025-q3.md",
        "quality.md",
    } <= set(paths)


def test_every_document_has_a_frame() -> None:
    documents = {one.path for one in BOOK.postmortems} | {one.path for one in BOOK.runbooks}
    assert set(portal().frames) == documents


SOURCES = {link.target.path for link in (*metric_words.SOURCES.values(), metric_words.BETWEEN) if link.target}
"""What pages cite for their definitions."""

DATA = {"action-items.csv", "action-items.ics", "feed.xml", "metrics.json", "metrics.txt"}
"""What pages link to below `data/`."""


def test_every_link_leads_to_a_page_or_document() -> None:
    found = portal()
    pages = {page.path for page in found.pages}
    for target in targets(found):
        if target.kind == "page":
            assert target.path in pages
        elif target.kind == "document":
            assert target.path in found.frames
        elif target.kind == "data":
            assert target.path in DATA
        elif target.kind == "file":
            assert target.path == "oncall.html"
        else:
            assert target.path.startswith(("https://", "http://", "mailto:"))


def test_links_to_services_of_a_page_have_no_other_scheme() -> None:
    assert "javascript:alert(1)" not in {target.path for target in targets(portal())}


def test_the_same_input_gives_the_same_portal() -> None:
    one, other = portal(), portal()
    assert one == other
    for (path, frame), again in zip(one.frames.items(), other.frames.values(), strict=True):
        assert frame.model == again.model == frame.model, path
    for made, anew in zip(one.pages, other.pages, strict=True):
        assert made.model == anew.model == made.model, made.path


def test_what_is_relative_to_the_day_has_a_day() -> None:
    days = {value for one in portal().pages for value in values(one.model) if isinstance(value, Day)}
    assert {day.iso for day in days} == {f"{date.fromisoformat(day.iso[:10])}{day.iso[10:]}" for day in days}
    assert "2025-11-09" in {day.iso for day in days}


def test_an_empty_library_says_how_to_begin() -> None:
    found = portal(library(), ())
    home = page(Home, "index.md", found)
    assert home.lately_empty
    assert home.lately_empty.command == 'incidentbook new postmortem "What happened"'
    assert home.runbooks_empty
    assert home.actions_empty
    assert home.recurring_empty
    assert (home.headlines, home.calm) == ((), "")
    for model, path in (
        (Register, "postmortems/index.md"),
        (RunbookIndex, "runbooks/index.md"),
        (Tracker, "action-items.md"),
        (CauseIndex, "causes/index.md"),
        (Quality, "quality.md"),
    ):
        empty = getattr(page(model, path, found), "empty")  # noqa: B009 - models of many types
        assert empty.sentence
    assert page(PlaceIndex, "services/index.md", found).empty is None


def test_a_policy_of_nothing_gives_a_portal_too() -> None:
    found = portal(replace(library(), policy=replace(BOOK.policy, services=(), teams=(), causes=())), ())
    assert page(PlaceIndex, "services/index.md", found).empty
    assert page(PlaceIndex, "teams/index.md", found).empty


HOSTILE = (
    "<img src=x onerror=alert(1)>",
    "../../etc",
    "javascript:alert(1)",
    "{{ 7*7 }}",
    "\x00\x1b[31m",
    "\u202eabc",
    "支付",
    "",
)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_names_make_safe_paths(text: str) -> None:
    record = postmortem(
        "a",
        "2025-01-01",
        title=text,
        id=text,
        services=(text,),
        causes=(text,),
        teams=(text,),
        severity="",
        severity_text=text,
        alerts=(text,),
        action_items=(item(text, owners=(text,), priority=text, type=text, ticket=Ticket(text, text)),),
    )
    guide = runbook("b", title=text, services=(text,), owner=text, alerts=(text,))
    finding = Finding(Location(text, 1, 1), text, text, text, text, text)
    found = portal(library(record, guide), (finding,))
    for one in found.pages:
        assert all(part not in {"", ".", ".."} for part in one.path.split("/"))
        assert one.path.isascii()
        assert set(one.path) <= set("abcdefghijklmnopqrstuvwxyz0123456789-/.")
    assert all(
        target.kind != "url" or target.path.startswith("https://example.com") or target.path in SOURCES
        for target in targets(found)
    )


DAYS = st.none() | st.dates()
TEXTS = st.text(max_size=12)
ITEMS = st.builds(
    ActionItem,
    at=st.just(Location("postmortems/a.md", 3)),
    title=TEXTS,
    status=st.sampled_from(["open", "done", "declined", "unknown", "weird"]),
    owners=st.tuples(TEXTS),
    due=DAYS,
    done_on=DAYS,
    type=TEXTS,
    priority=TEXTS,
)


@given(
    day=DAYS,
    items=st.lists(ITEMS, max_size=3),
    as_of=st.dates(),
    number=st.none() | st.floats(),
    words=st.tuples(TEXTS, TEXTS),
    reviewed=DAYS,
)
def test_nothing_that_can_be_read_breaks_a_page(  # noqa: PLR0917 - hypothesis gives them by name
    day: date | None,
    items: list[ActionItem],
    as_of: date,
    number: float | None,
    words: tuple[str, str],
    reviewed: date | None,
) -> None:
    stated = (StatedDuration("total", Duration(number, number), Location("postmortems/a.md")),)
    record = postmortem(
        "a",
        services=words,
        causes=words,
        action_items=tuple(items),
        impact=Impact(users=number, users_percent=number, revenue=number, sla_minutes=number),
        stated=stated if number is None or number >= 0 else (),
        date=day,
    )
    guide = runbook("b", services=words, alerts=words, owner=words[0], last_reviewed=reviewed)
    assert portal(library(record, postmortem("b", "2025-01-01"), guide), FINDINGS, as_of).pages


def test_times_at_the_ends_of_the_calendar_do_no_harm() -> None:
    first = at("0001-01-01", "00:00")
    last = at("9999-12-31", "23:59")
    milestones = tuple(
        replace(one, moment=Moment(time))
        for one, time in zip(BOOK.postmortems[-1].milestones, (first, first, last, last), strict=True)
    )
    record = postmortem("a", "0001-01-01", milestones=milestones)
    assert portal(library(record), (), date(1, 1, 1)).pages
    assert portal(library(record), (), date(9999, 12, 31)).pages


def test_what_models_share_is_there_before_any_is_made(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("a frame's model was made although nobody asked")

    for module in (postmortem_pages, runbook_pages):
        monkeypatch.setattr(module, "_model", refuse)
    found = edition(BOOK, Outcome(()), AS_OF)
    lay_out(found)
    found.ground.work_out()
    assert {"comparison", "metrics", "cards", "appraisals"} <= vars(found.ground).keys()


@pytest.mark.parametrize("kind", ["incident", "drill"])
def test_a_frame_does_not_grow_with_the_library(kind: str) -> None:
    def size(number: int) -> int:
        days = [date.fromordinal(737_000 + place) for place in range(number)]
        records = [postmortem(f"p{place:04}", day.isoformat(), kind=kind) for place, day in enumerate(days)]
        found = portal(library(*records), ())
        return sum(1 for _ in values(found.frames[f"postmortems/p{number // 2:04}.md"].model))

    assert size(200) == size(60)
