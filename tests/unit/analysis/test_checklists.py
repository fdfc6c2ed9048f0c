"""Which items ticks mean, and what incidents tell of the lists over time."""

from dataclasses import replace
from datetime import date

import pytest

from incidentbook.analysis.catalogue import catalogue
from incidentbook.analysis.checklists import compliance, meaning, practice, unknown_ticks
from incidentbook.reading.policy import default_policy
from incidentbook.records import Location, Postmortem, Tick

from .library_of import POLICY, library, postmortem

LISTS = replace(POLICY, checklists=default_policy().checklists)


def tick(text: str, list: str = "", *, is_done: bool = True) -> Tick:
    return Tick(text, is_done, list, Location("postmortems/a.md", 3))


@pytest.mark.parametrize(
    ("text", "list", "item"),
    [
        ("acknowledge", "", "acknowledge"),
        ("Acknowledge", "response", "acknowledge"),
        ("Look at the impact: who notices what", "", "impact"),
        ("Acknowledge incident", "", "acknowledge"),
        ("Incident acknowledged by the primary at 14:35", "", "acknowledge"),
        ("Assess severity", "", "severity"),
        ("Assemble response team", "", "roles"),
        ("Create incident channel/bridge", "", "channel"),
        ("Begin investigation", "", "changes"),
        ("Communicate status", "", "update"),
        ("Implement fixes", "", "restore"),
        ("Verify resolution", "", "verify"),
        ("Document timeline", "", "timeline"),
        ("Schedule postmortem", "", "review"),
        ("Temporary mitigations are documented", "", "temporary"),
        ("No recurring errors in the logs", "resolution", "logs"),
        ("Service restored", "resolution", "service"),
        ("Service restored", "response", "restore"),
        ("logs", "response", ""),
        ("Fed the cat", "", ""),
        ("", "", ""),
        ("status", "", ""),
        ("Channel and roles", "response", ""),
    ],
)
def test_a_tick_means_an_item_by_id_or_by_words(text: str, list: str, item: str) -> None:
    found = meaning(tick(text, list), LISTS)
    assert (found[1].id if found else "") == item


def test_every_item_of_the_usual_lists_is_meant_by_its_own_words() -> None:
    for one in LISTS.checklists[:2]:
        for item in one.items:
            for words in (item.id, item.title, *item.also):
                assert meaning(tick(words, one.id), LISTS) == (one, item), words


def told(name: str, day: str, *items: str, **fields: object) -> Postmortem:
    return postmortem(name, day, ticks=tuple(tick(item, "response") for item in items), **fields)


def test_what_is_not_mentioned_is_missing_and_what_is_said_not_to_be_done_is_skipped() -> None:
    ticks = (tick("acknowledge"), tick("update", is_done=False), tick("cat"))
    one = postmortem("a", "2026-01-01", ticks=ticks)
    (incident,) = catalogue(library(one, policy=LISTS)).incidents
    found = compliance(incident, "response", LISTS)
    assert found is not None
    assert [item.id for item in found.done] == ["acknowledge"]
    assert [item.id for item in found.skipped] == ["update"]
    assert len(found.missing) == 10
    assert found.percent == pytest.approx(100 / 11)
    assert compliance(incident, "resolution", LISTS) is None
    assert [one.text for one in unknown_ticks(one, LISTS)] == ["cat"]


def test_what_did_not_apply_is_out_of_the_share_and_what_is_unclear_counts_as_unsaid() -> None:
    place = Location("postmortems/a.md", 3)
    ticks = (
        tick("acknowledge"),
        Tick("update", is_done=False, list="", at=place, is_needed=False),
        Tick("channel", is_done=False, list="", at=place, unclear="maybe"),
    )
    book = library(
        postmortem("a", "2026-01-01", ticks=ticks), told("b", "2026-01-02", "update"), policy=LISTS
    )
    found = practice(catalogue(book).incidents, "response", LISTS)
    one = found.told[1]
    assert ([item.id for item in one.spared], one.of, one.skipped) == (["update"], 10, ())
    assert "channel" in {item.id for item in one.missing}
    assert one.percent == pytest.approx(10)
    update = next(item for item in one.checklist.items if item.id == "update")
    assert (found.times_done(update), found.times_asked(update)) == (1, 1)


def test_where_nothing_applied_nothing_was_left_out() -> None:
    place = Location("postmortems/a.md", 3)
    ticks = tuple(
        Tick(item.id, is_done=False, list="response", at=place, is_needed=False)
        for item in LISTS.checklists[0].items
    )
    (incident,) = catalogue(library(postmortem("a", "2026-01-01", ticks=ticks), policy=LISTS)).incidents
    found = compliance(incident, "response", LISTS)
    assert found is not None
    assert (found.of, found.percent, found.missing) == (0, 100, ())


def test_an_item_that_is_said_both_ways_counts_as_done() -> None:
    one = postmortem("a", "2026-01-01", ticks=(tick("update"), tick("first update sent", is_done=False)))
    (incident,) = catalogue(library(one, policy=LISTS)).incidents
    found = compliance(incident, "response", LISTS)
    assert found is not None
    assert [item.id for item in found.done] == ["update"]


def test_drills_stand_apart_and_drafts_and_near_misses_are_not_asked() -> None:
    found = catalogue(
        library(
            told("a", "2026-01-02", "acknowledge", "severity"),
            told("b", "2026-02-02", "acknowledge"),
            told("drill", "2026-02-03", "acknowledge", kind="drill"),
            told("draft", "2026-02-04", "acknowledge", status="draft"),
            postmortem("without", "2025-11-01"),
            postmortem("near", "2025-11-01", kind="near-miss"),
            postmortem("unasked", "2025-11-01", status="not-required"),
            policy=LISTS,
        )
    )
    one = practice(found.incidents, "response", LISTS)
    assert [done.incident.postmortem.id for done in one.told] == ["b", "a"]
    assert [incident.postmortem.id for incident in one.without] == ["without"]
    assert [done.incident.postmortem.id for done in one.drills] == ["drill"]
    assert one.median == pytest.approx(100 * 1.5 / 11)
    first, second, *_ = one.checklist.items
    assert (one.times_done(first), one.times_done(second)) == (2, 0)
    quarters = [(q.period.id, len(q.told), q.without, q.median is None) for q in one.quarters]
    assert quarters == [("2026-Q1", 2, 0, False), ("2025-Q4", 0, 1, True)]


def test_nothing_told_has_no_median() -> None:
    one = practice(catalogue(library(policy=LISTS)).incidents, "response", LISTS)
    assert (one.told, one.without, one.median, one.quarters) == ((), (), None, ())


def test_a_list_without_items_is_told_of_by_nobody() -> None:
    bare = replace(LISTS, checklists=())
    (incident,) = catalogue(library(told("a", "2026-01-02", "acknowledge"), policy=bare)).incidents
    assert compliance(incident, "response", bare) is None
    assert date(2026, 1, 2) == incident.day
