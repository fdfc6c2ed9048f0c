"""Ages, times to close and targets, worked out by hand."""

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from incidentbook.analysis.backlog import TrackedItem, tracked_items
from incidentbook.analysis.catalogue import catalogue
from incidentbook.analysis.follow_up import (
    completion,
    follow_up,
    lengths,
    open_ages,
    punctuality,
    target,
    times_to_close,
)
from incidentbook.analysis.roster import roster
from incidentbook.records import ActionItem, ActionTarget, ItemHistory, Library, StatusChange

from .library_of import AS_OF, POLICY, item, library, postmortem

TARGETS = replace(
    POLICY,
    action_targets=(
        ActionTarget(90),
        ActionTarget(28, severities=("SEV1",), types=("prevent", "detect")),
        ActionTarget(14, priorities=("p0",)),
    ),
)


def tracked(*items: ActionItem, of: Library | None = None) -> tuple[TrackedItem, ...]:
    found = catalogue(of or library(postmortem("a", "2026-01-10", severity="SEV1", action_items=items)))
    return tracked_items(found.incidents, roster(POLICY, found.teams))


def test_an_item_is_as_old_as_git_says_else_as_its_incident() -> None:
    [one] = tracked(item())
    history = ItemHistory("postmortems/a.md", one.item, first_written=date(2026, 1, 20))
    assert follow_up(one, history, POLICY, AS_OF).age_days(AS_OF) == 70
    assert follow_up(one, history, POLICY, AS_OF).opened_basis == "written"
    assert follow_up(one, None, POLICY, AS_OF).age_days(AS_OF) == 80
    assert follow_up(one, None, POLICY, AS_OF).opened_basis == "incident"


def test_what_lies_after_the_day_is_not_known_on_it() -> None:
    [one] = tracked(item())
    history = ItemHistory("postmortems/a.md", one.item, first_written=date(2026, 11, 1))
    assert follow_up(one, history, POLICY, AS_OF).opened_basis == "incident"


def test_days_to_close_need_both_ends_in_order() -> None:
    done, dateless, early, still = tracked(
        item("Done", "done", done_on=date(2026, 2, 9)),
        item("Dateless", "done"),
        item("Early", "done", done_on=date(2026, 1, 1)),
        item("Open"),
    )
    days = [follow_up(one, None, POLICY, AS_OF).days_to_close for one in (done, dateless, early, still)]
    assert days == [30, None, None, None]
    history = ItemHistory("postmortems/a.md", dateless.item, done_on=date(2026, 3, 1), done_basis="commit")
    assert follow_up(dateless, history, POLICY, AS_OF).days_to_close == 50


def test_the_shortest_target_that_fits_counts() -> None:
    plain, prevent, urgent, both = tracked(
        item(), item(type="prevent"), item(priority="P0"), item(type="detect", priority="P0")
    )
    wanted = [target(one, TARGETS) for one in (plain, prevent, urgent, both)]
    assert [one.days if one else None for one in wanted] == [90, 28, 14, 14]
    assert target(plain, POLICY) is None


def test_who_is_over_target() -> None:
    late, soon, done_late, declined = tracked(
        item(type="prevent"),
        item(),
        item("Done", "done", type="prevent", done_on=date(2026, 2, 10)),
        item("No", "declined", type="prevent"),
    )
    over = [
        follow_up(one, None, TARGETS, AS_OF).over_target_days(AS_OF)
        for one in (late, soon, done_late, declined)
    ]
    assert over == [52, 0, 3, 0]


def test_few_values_have_no_percentile() -> None:
    few = lengths([1, 2, 3, 4, None])
    assert (few.median, few.ninetieth, few.left_out) == (None, None, 1)
    enough = lengths([10, 20, 30, 40, 50])
    assert (enough.median, enough.ninetieth) == (30, None)
    assert lengths(range(10, 120, 10)).ninetieth == 100


def test_ages_and_times_to_close_by_group() -> None:
    items = tracked(
        item("A"),
        item("B", "blocked"),
        item("C", "done", type="prevent", done_on=date(2026, 1, 20)),
        item("D", "done", done_on=date(2026, 1, 15)),
    )
    ups = [follow_up(one, None, POLICY, AS_OF) for one in items]
    assert open_ages(ups, AS_OF).values == (80, 80)
    closed = times_to_close(ups, lambda one: one.tracked.item.type)
    assert {name: found.values for name, found in closed.items()} == {"prevent": (10,), "": (5,)}


def test_completion_leaves_out_what_was_not_to_be_done() -> None:
    items = tracked(item("A", "done"), item("B"), item("C", "declined"), item("D", "proposed"))
    found = completion(follow_up(one, None, POLICY, AS_OF) for one in items)
    assert (found.done, found.wanted, found.declined, found.proposed) == (1, 2, 1, 1)


@given(st.lists(st.none() | st.integers(0, 5000), max_size=40))
def test_percentiles_lie_among_the_values(values: list[int | None]) -> None:
    found = lengths(values)
    assert len(found.values) + found.left_out == len(values)
    if found.median is not None and found.ninetieth is not None:
        assert found.values[0] <= found.median <= found.ninetieth <= found.values[-1]


def test_punctuality_judges_what_is_done_or_overdue() -> None:
    due = date(2026, 1, 31)
    items = tracked(
        item("A", status="done", due=due, done_on=due),
        item("B", status="done", due=due, done_on=date(2026, 2, 1)),
        item("C", due=due),
        item("D", due=date(2026, 12, 1)),
        item("E", status="done", due=due),
        item("F", status="done", done_on=due),
        item("G", status="declined", due=due),
    )
    found = punctuality([follow_up(one, None, POLICY, AS_OF) for one in items], AS_OF)
    assert (found.in_time, found.judged, found.left_out) == (1, 3, 2)


def test_punctuality_takes_the_day_from_git_where_the_document_states_none() -> None:
    due = date(2026, 1, 31)
    early, late = tracked(item("A", status="done", due=due), item("B", status="done", due=due))
    days = ((early, due), (late, date(2026, 2, 1)))
    ups = [
        follow_up(one, ItemHistory("postmortems/a.md", one.item, done_on=day), POLICY, AS_OF)
        for one, day in days
    ]
    found = punctuality(ups, AS_OF)
    assert (found.in_time, found.judged, found.left_out) == (1, 2, 0)


def test_a_declined_item_was_closed_by_the_commit_that_declined_it() -> None:
    [one] = tracked(item("No", "declined"))
    statuses = (StatusChange("open", date(2026, 1, 12), "a"), StatusChange("declined", date(2026, 2, 3), "b"))
    history = ItemHistory("postmortems/a.md", one.item, statuses=statuses)
    found = follow_up(one, history, POLICY, AS_OF)
    assert (found.closed, found.closed_basis, found.days_to_close) == (date(2026, 2, 3), "commit", None)
    born = ItemHistory("postmortems/a.md", one.item, statuses=statuses[1:])
    assert follow_up(one, born, POLICY, AS_OF).closed is None


def test_returns_are_not_known_where_older_versions_are_not() -> None:
    [one] = tracked(item())
    statuses = tuple(
        StatusChange(status, date(2026, 1, day)) for status, day in (("open", 12), ("done", 13), ("open", 14))
    )
    whole = ItemHistory("postmortems/a.md", one.item, statuses=statuses, is_complete=True)
    assert follow_up(one, whole, POLICY, AS_OF).came_back == 1
    assert follow_up(one, replace(whole, is_complete=False), POLICY, AS_OF).came_back is None
    assert follow_up(one, None, POLICY, AS_OF).came_back is None
