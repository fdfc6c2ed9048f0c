"""The pages about causes: what they answer, what they count apart, and how long lists are kept off them."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from incidentbook.checks import Outcome
from incidentbook.pages.cause_grid import MOST_COLUMNS
from incidentbook.pages.cause_lists import SHEET, SHOWN
from incidentbook.pages.models import (
    CauseIndex,
    CauseList,
    CausePage,
    Portal,
    PostmortemFrame,
    Tracker,
)
from incidentbook.pages.portal import build_portal
from incidentbook.pages.repeat_words import definition, fix_definition
from incidentbook.pages.strips import BARS, MOST_MARKS
from incidentbook.records import ActionItem, Cause, ItemHistory, Library, Policy, Postmortem, Repeats
from incidentbook.records.history import Histories
from tests.unit.analysis.library_of import AS_OF, POLICY, at, item, library, milestones, postmortem

from .book import page, portal, postmortem_frame


def done(title: str = "Clean the disk", day: str = "2025-02-01", **fields: object) -> ActionItem:
    """A done action of type prevent."""
    known = {"type": "prevent", "done_on": date.fromisoformat(day) if day else None, **fields}
    return item(title, "done", **known)


def index(of: Portal) -> CauseIndex:
    return page(CauseIndex, "causes/index.md", of)


def cause(of: Portal, slug: str) -> CausePage:
    return page(CausePage, f"causes/{slug}.md", of)


def with_rules(*records: Postmortem, **rules: object) -> Library:
    return library(*records, policy=replace(POLICY, repeats=Repeats(**rules)))  # type: ignore[arg-type]


TWICE = (
    postmortem("a", "2025-01-01", action_items=(done(),)),
    postmortem("b", "2025-12-01"),
)


def test_an_action_that_did_not_hold_is_shown_with_both_incidents_everywhere() -> None:
    found = portal(library(*TWICE))
    (row,) = index(found).came_back
    assert row.back
    assert (row.origin.link.text, row.back.link.text, row.verdict.text) == ("A", "B", "did not hold")
    (on_page,) = cause(found, "disk-full").fixes
    assert on_page == row
    (tracked,) = page(Tracker, "action-items.md", found).rows
    assert tracked.fix
    assert tracked.fix.back
    assert tracked.fix.back.text == "B"
    assert tracked.fix.sentence == "“Disk full” came back on Checkout 10 months later"
    assert dict(tracked.data)["held"] == "came-back"
    (before,) = postmortem_frame("postmortems/a.md", found).actions
    assert before.fix == tracked.fix
    (after,) = postmortem_frame("postmortems/b.md", found).not_held
    assert after.back
    assert (after.back.text, after.sentence) == (
        "Clean the disk",
        "Done 1 Feb 2025; “Disk full” came back on Checkout 10 months later, from “A”",
    )


def test_nobody_is_named_where_actions_did_not_hold() -> None:
    found = portal(library(postmortem("a", "2025-01-01", action_items=(done(owners=("@ana",)),)), TWICE[1]))
    for model in (index(found).came_back, cause(found, "disk-full").fixes, index(found).effects):
        assert "ana" not in repr(model)
    assert "ana" not in repr(postmortem_frame("postmortems/b.md", found).not_held)


def test_a_day_that_git_knows_is_used_and_one_that_nobody_knows_is_said() -> None:
    records = (postmortem("a", "2025-01-01", action_items=(done(day=""),)), TWICE[1])
    (assumed,) = index(portal(library(*records))).came_back
    assert assumed.sentence.startswith("Done on a day not known, counted from its incident on 1 Jan 2025; ")
    key = ("postmortems/a.md", "PM-1/1")
    for day, sentence in (
        (date(2025, 5, 1), "Done 1 May 2025, by the commit that said so; “Disk full” came back on Checkout"),
        (date(2025, 12, 2), ""),
    ):
        past = Histories(
            {key: ItemHistory(key[0], records[0].action_items[0], done_on=day, done_basis="commit")}
        )
        rows = index(build_portal(library(*records), Outcome(()), AS_OF, past)).came_back
        assert [row.sentence.startswith(sentence) for row in rows] == ([True] if sentence else [])


def test_a_later_incident_that_was_declared_another_matter_is_named() -> None:
    records = (
        postmortem("a", "2025-01-01", action_items=(done(),)),
        postmortem("b", "2025-12-01", not_repeat_of=("a",)),
    )
    (row,) = cause(portal(library(*records)), "disk-full").fixes
    title = records[1].title
    assert row.sentence.endswith(f"; “{title}”, 1 Dec 2025, was declared another matter")


def test_detection_is_told_for_an_action_that_was_to_detect() -> None:
    def times(name: str, day: str, minutes: float) -> Postmortem:
        path = f"postmortems/{name}.md"
        stones = milestones(path, started=at(day), detected=at(day, minutes=minutes))
        return postmortem(name, day, milestones=stones, action_items=(done(type="detect"),))

    rows = index(portal(library(times("a", "2025-01-01", 90), times("b", "2025-12-01", 4)))).came_back
    assert rows[0].sentence.endswith("10 months later, detected in 4 min (the time before: 1 h 30 min)")


def test_effects_are_counted_by_type_and_the_rest_is_said() -> None:
    items = (
        done(id="1"),
        done(id="2", type="detect"),
        done(id="3", type="detect", day="2025-12-05"),
        done(id="4", type="document"),
        done(id="5", day="2026-03-30"),
    )
    model = index(portal(library(postmortem("a", "2025-01-01", action_items=items), TWICE[1])))
    assert [(one.type, one.done, one.came_back, one.quiet, one.young) for one in model.effects] == [
        ("prevent", 2, 1, 0, 1),
        ("detect", 2, 1, 1, 0),
    ]
    assert model.effects[1].share == "1 of 2"
    assert model.effects[0].after == "303 days"
    assert model.effects_note == "1 done action of other types is not judged"


def test_the_answers_say_what_recurs_what_is_new_and_what_is_quiet() -> None:
    records = (
        *TWICE,
        postmortem("c", "2026-02-01", causes=("bad-config",)),
        postmortem("d", "2024-01-01", causes=("capacity",), action_items=(done(day="2024-02-01"),)),
    )
    recurs, new, quiet = index(portal(library(*records))).answers
    assert [(link.text, words) for link, words in recurs.rows] == [
        ("Disk full", "1 repeat in 2 incidents · 1 action did not hold")
    ]
    assert [link.text for link, _ in new.rows] == ["Bad configuration"]
    assert [(link.text, words) for link, words in quiet.rows] == [("Capacity", "for 2 years, 1 action done")]


def test_quiet_is_nobody_that_has_work_left() -> None:
    left = (done(day="2024-02-01"), item("Rest", "open", type="detect", id="PM-1/2"))
    _, _, quiet = index(portal(library(postmortem("d", "2024-01-01", action_items=left)))).answers
    assert quiet.rows == ()
    assert quiet.empty


def test_systemic_repeats_are_counted_apart() -> None:
    records = [postmortem("a", "2025-06-01"), postmortem("b", "2025-12-01", services=("search",))]
    model = index(portal(library(*records)))
    assert model.repeats == ()
    assert all(one.is_systemic for one in model.systemic)
    assert [one.why for one in model.systemic] == [
        "same cause, first on Checkout, then on Search, 183 days after"
    ]
    labels = {figure.label: figure.value for figure in model.figures}
    assert labels["Systemic, last 365 days"] == "1"
    assert labels["Repeat incidents, last 365 days"] == "0 of 2"
    without = index(portal(with_rules(*records, ways=("declared", "same-service"))))
    assert without.systemic == ()
    assert all("Systemic" not in figure.label for figure in without.figures)


def test_the_definition_in_force_is_printed() -> None:
    usual = definition(Policy())
    assert usual[0] == (
        "A repeat is an incident that names the same cause on the same service as an earlier one at most "
        "365 days before it (unless its author says not_repeat_of) or is declared one by its author "
        "(repeat_of)."
    )
    declared = definition(Policy(repeats=Repeats(ways=("declared",), window_days=30)))
    assert declared[0] == "A repeat is an incident that is declared one by its author (repeat_of)."
    assert len(declared) == 2
    assert definition(Policy(repeats=Repeats(ways=("systemic",), window_days=1)))[0].startswith("No incident")
    words = " ".join(
        fix_definition(Policy(repeats=Repeats(action_types=("untyped", "repair"), settled_days=7)))
    )
    assert "of type no type or repair" in words
    assert "7 days after it was done" in words


def test_the_window_of_the_policy_is_that_of_all_pages() -> None:
    found = portal(with_rules(*TWICE, window_days=30))
    assert index(found).repeats == ()
    labels = [figure.label for figure in index(found).figures]
    assert labels == ["Repeat incidents, all", "Systemic, last 30 days", "Done, and it came back"]
    assert postmortem_frame("postmortems/b.md", found).seen_before is None
    assert index(found).came_back, "an action fails by a return however late"


@pytest.mark.parametrize(("repeats", "verdict"), [(1, "missed"), (0, "met")])
def test_the_target_is_to_stay_under(repeats: int, verdict: str) -> None:
    days = [date(2015, 1, 1) + timedelta(400 * number) for number in range(9)]
    last = days[-1] + timedelta(1 if repeats else 400)
    records = [postmortem(f"p{day}", day.isoformat()) for day in (*days, last)]
    figure = next(
        one for one in index(portal(library(*records))).figures if one.label == "Repeat incidents, all"
    )
    assert (figure.ground, figure.verdict) == (f"{repeats} of 10 incidents", verdict)


def test_a_parent_has_what_its_children_have() -> None:
    records = (*TWICE, postmortem("c", "2025-03-01", causes=("capacity", "disk-full")))
    parent = cause(portal(library(*records)), "capacity")
    assert parent.headline.startswith("3 incidents · 2 repeats")
    assert [row.link.text for row in parent.incidents] == ["B", "C", "A"]
    assert [(row.id, row.count) for row in parent.children] == [("disk-full", 3)]
    assert [one.action.text for one in parent.fixes] == ["Clean the disk"]
    assert parent.figures[0].value == "59 and 275 days"
    assert parent.empty is None


def test_a_cause_shows_its_examples_and_how_to_name_it() -> None:
    causes = (Cause("leak", "Leak", "It ran out.", ("Files are never closed",)),)
    model = cause(portal(library(policy=replace(POLICY, causes=causes))), "leak")
    assert model.examples == ("Files are never closed",)
    assert model.empty
    assert model.empty.command == "causes: [leak]"


def test_the_grid_counts_each_pair_and_marks_what_came_back() -> None:
    records = (
        *TWICE,
        postmortem("c", "2025-03-01", causes=("bad-config",), services=("search", "checkout")),
        postmortem("drill", "2025-03-02", causes=("bad-config",), services=("search",), kind="drill"),
        postmortem("own", "2025-03-03", causes=("gremlins",), services=("search",)),
    )
    grid = index(portal(library(*records))).grid
    assert grid
    assert [column.text for column in grid.columns] == ["Checkout", "Search"]
    cells = {row.link.text: [(cell.text, cell.is_marked) for cell in row.cells] for row in grid.rows}
    assert cells == {
        "Disk full": [("2", True), ("", False)],
        "Bad configuration": [("1", False), ("1", False)],
        "gremlins": [("", False), ("1", False)],
    }
    assert [row.group.text if row.group else "" for row in grid.rows] == [
        "Capacity",
        "Without a group",
        "Not in the policy",
    ]
    assert grid.totals == ("3", "2", "4")
    target = grid.rows[0].cells[0].target
    assert target
    assert (target.path, target.query) == ("postmortems/index.md", "cause=disk-full&service=checkout")


def test_a_wide_grid_says_what_it_leaves_out() -> None:
    services = tuple(f"s{number}" for number in range(MOST_COLUMNS + 3))
    records = [
        postmortem("a", "2025-01-01", services=services),
        postmortem("b", "2025-02-01", causes=("bad-config",), services=services),
    ]
    grid = index(portal(library(*records))).grid
    assert grid
    assert (len(grid.columns), grid.size) == (MOST_COLUMNS, "many")
    assert grid.note == "3 services with fewer incidents left out."


def test_a_book_without_causes_says_what_to_do() -> None:
    model = index(portal(library(postmortem("a", "2025-01-01", causes=()))))
    assert model.empty
    assert "causes: [" in model.empty.sentence
    assert (model.headline, model.rows, model.grid, model.trend) == ("No causes named yet", (), None, None)
    assert model.uncaused_note == "1 of 1 incident names no cause"
    assert model.definition


def test_one_incident_is_no_trend_and_no_grid() -> None:
    model = index(portal(library(postmortem("a", "2026-03-01"))))
    assert (model.trend, model.grid, model.repeats) == (None, None, ())
    assert model.rows[0].state == "new"


def test_long_lists_lie_on_sheets_that_hold_everything_once() -> None:
    number = SHEET + SHOWN
    start = date(2024, 1, 1)
    records = [postmortem(f"p{n:04}", (start + timedelta(n)).isoformat()) for n in range(number + 1)]
    found = portal(library(*records))
    model = index(found)
    assert len(model.repeats) == SHOWN
    assert model.repeats_link
    assert model.repeats_link.text == f"All {number:,} repeats"
    sheets = [page(CauseList, f"causes/all/repeats{tail}.md", found) for tail in ("", "-2")]
    assert [len(sheet.repeats) for sheet in sheets] == [SHEET, SHOWN]
    assert sheets[1].headline == f"501 to {number:,} of {number:,} repeats"
    assert [[link.target is None for link in sheet.sheets] for sheet in sheets] == [
        [True, False],
        [False, True],
    ]
    listed = [one.row.link.text for sheet in sheets for one in sheet.repeats]
    assert len(set(listed)) == number
    paths = [one.path for one in found.pages]
    assert len(set(paths)) == len(paths)
    assert len(cause(found, "disk-full").incidents) == 100
    assert len(page(CauseList, "causes/disk-full/incidents.md", found).incidents) == SHEET


def test_a_cause_called_all_keeps_out_of_the_way_of_the_lists_of_all() -> None:
    start = date(2024, 1, 1)
    days = [(start + timedelta(n)).isoformat() for n in range(SHOWN + 3)]
    records = [postmortem(f"p{n}", day, causes=("all", "repeats")) for n, day in enumerate(days)]
    paths = [one.path for one in portal(library(*records)).pages]
    assert len(set(paths)) == len(paths)
    assert "causes/all/repeats.md" in paths
    assert "causes/repeats/repeats.md" in paths


def test_many_incidents_are_drawn_as_bars_and_none_is_lost() -> None:
    start = date(2022, 1, 1)
    records = [postmortem(f"p{n}", (start + timedelta(n * 9)).isoformat()) for n in range(MOST_MARKS + 1)]
    dense, sparse = (
        index(portal(library(*records[:number]))).rows[0].strip for number in (MOST_MARKS + 1, MOST_MARKS)
    )
    assert dense
    assert sparse
    assert (len(dense.marks), len(dense.bars)) == (0, BARS)
    assert max(bar.height for bar in dense.bars) == 1
    assert (len(sparse.marks), len(sparse.bars)) == (MOST_MARKS, 0)


def test_the_numbers_by_year_add_up() -> None:
    model = index(portal(library(*TWICE, postmortem("c", "2010-05-05"), postmortem("undated"))))
    assert model.numbers
    assert model.numbers.heads == ("Cause", "2010", "2025", "All")
    assert model.numbers.rows[0][1] == ("1", "2", "3")


def test_pages_are_the_same_whatever_the_order_of_documents() -> None:
    records = [*TWICE, postmortem("c", "2025-03-01", causes=("bad-config", "disk-full"))]
    assert index(portal(library(*records))) == index(portal(library(*reversed(records))))


def test_frames_of_incidents_without_a_past_say_nothing() -> None:
    frame = postmortem_frame("postmortems/a.md", portal(library(*TWICE)))
    assert isinstance(frame, PostmortemFrame)
    assert frame.not_held == ()
