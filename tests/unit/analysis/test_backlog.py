from datetime import date

import pytest

from incidentbook.analysis.backlog import backlog, history, month_ends, tracked_items
from incidentbook.analysis.catalogue import catalogue
from incidentbook.analysis.freshness import review
from incidentbook.analysis.roster import roster
from incidentbook.analysis.spread import spread
from incidentbook.records import ActionItem

from .library_of import AS_OF, POLICY, item, library, postmortem, runbook


def test_counts_stand_on_the_day() -> None:
    items = [
        item(due=date(2026, 3, 30)),
        item(status="blocked", due=AS_OF),
        item(status="in-progress", due=date(2026, 1, 1)),
        item(status="unknown"),
        item(status="done", due=date(2020, 1, 1)),
        item(status="proposed", due=date(2020, 1, 1)),
    ]
    found = backlog(items, AS_OF)
    assert (found.total, found.open, found.overdue, found.oldest_overdue_days) == (6, 4, 2, 89)
    assert found.upcoming == ((AS_OF, 1),)


def test_nothing_is_nothing() -> None:
    found = backlog([], AS_OF)
    assert (found.total, found.open, found.overdue, found.oldest_overdue_days, found.upcoming) == (
        0,
        0,
        0,
        0,
        (),
    )


def test_month_ends_reach_back_from_the_day() -> None:
    ends = month_ends(date(2026, 3, 31), 4)
    assert [str(day) for day in ends] == ["2025-12-31", "2026-01-31", "2026-02-28", "2026-03-31"]
    assert month_ends(date(1, 2, 3), 12) == (date(1, 1, 31), date(1, 2, 3))


def test_the_backlog_is_counted_back_through_the_months() -> None:
    items = (
        item(),
        item(status="done", done_on=date(2026, 2, 10)),
        item(status="done"),
        item(status="declined"),
        item(status="done", done_on=date(2020, 1, 1)),
    )
    found = catalogue(library(postmortem("a", "2026-01-15", action_items=items)))
    counted = history(tracked_items(found.incidents, roster(POLICY, found.teams)), AS_OF, 4)
    assert [number for _, number in counted.points] == [0, 2, 1, 1]
    assert (counted.counted, counted.left_out) == (3, 1)


@pytest.mark.parametrize(
    ("owners", "services", "team"),
    [
        (("@Chidi",), ("checkout",), "platform"),
        (("stranger", "bo"), ("search",), "shop"),
        (("Platform",), ("checkout",), "platform"),
        (("stranger",), ("search",), "platform"),
        ((), ("checkout",), "shop"),
        ((), (), None),
    ],
)
def test_an_items_team_is_its_owners_else_its_services(
    owners: tuple[str, ...], services: tuple[str, ...], team: str | None
) -> None:
    record = postmortem("a", "2026-01-15", services=services, action_items=(item(owners=owners),))
    found = catalogue(library(record))
    (tracked,) = tracked_items(found.incidents, roster(POLICY, found.teams))
    assert (tracked.team.id if tracked.team else None) == team


@pytest.mark.parametrize(
    ("reviewed", "every", "state"),
    [
        (date(2026, 3, 1), None, "fresh"),
        (date(2025, 12, 31), None, "fresh"),
        (date(2025, 12, 30), None, "stale"),
        (date(2025, 12, 30), 365, "fresh"),
        (None, None, "never"),
        (date(9999, 12, 1), 10**9, "fresh"),
        (date(2026, 3, 1), -5, "stale"),
    ],
)
def test_a_review_lasts_for_its_interval(reviewed: date | None, every: int | None, state: str) -> None:
    assert review(runbook("a", last_reviewed=reviewed, review_every_days=every), POLICY, AS_OF).state == state


def test_a_median_needs_five_values() -> None:
    assert spread([3, None, 1, 2, 4]).median is None
    found = spread([3, None, 1, 2, 4, 5])
    assert (found.median, found.left_out, found.values) == (3, 1, (1, 2, 3, 4, 5))


def test_open_means_what_the_record_says() -> None:
    assert not ActionItem(item().at, "x", status="proposed").is_open
