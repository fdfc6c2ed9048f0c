"""What the tracker says of items in time: figures with their ground, the history, targets."""

from dataclasses import replace
from datetime import UTC, date, datetime

from incidentbook.checks import Outcome
from incidentbook.pages.models import Tracker
from incidentbook.pages.portal import build_portal
from incidentbook.records import (
    ActionTarget,
    DueChange,
    Histories,
    ItemHistory,
    StatusChange,
    Ticket,
    Trend,
    TrendPoint,
)
from incidentbook.records.tracker import Tracker as TicketTracker
from incidentbook.records.tracker import TrackerSource, TrackerTicket
from tests.unit.analysis.library_of import AS_OF, POLICY, item, library, postmortem

from .book import page

PATH = "postmortems/a.md"
ITEMS = (
    item("Add a stage", id="PM-1/1", type="prevent", due=date(2026, 2, 1)),
    item("Alert on it", "done", id="PM-1/2", type="detect", done_on=date(2026, 1, 30)),
    item("Write it down", "declined", id="PM-1/3", reason="said elsewhere"),
)
BOOK = library(postmortem("a", "2026-01-10", severity="SEV1", action_items=ITEMS))
AIMS = replace(POLICY, action_targets=(ActionTarget(28, severities=("SEV1",)),))


def tracker(past: Histories | None = None, *, aims: bool = False) -> Tracker:
    of = replace(BOOK, policy=AIMS) if aims else BOOK
    portal = build_portal(of, Outcome(()), AS_OF, past) if past else build_portal(of, Outcome(()), AS_OF)
    return page(Tracker, "action-items.md", portal)


def test_completion_says_what_it_leaves_out() -> None:
    figures = {figure.label: figure for figure in tracker().figures}
    assert figures["Completed"].value == "1 of 2"
    assert figures["Completed"].ground == "items · 1 declined left out"
    assert figures["Age"].value == "80 days"
    assert "Over target" not in figures


def test_targets_name_who_is_over_them() -> None:
    model = tracker(aims=True)
    figures = {figure.label: figure for figure in model.figures}
    assert (figures["Over target"].value, figures["Over target"].ground) == (
        "1",
        "of 1 open item with a target",
    )
    rows = {row.link.text: row for row in model.rows}
    assert rows["Add a stage"].over_target == "52 days over the target of 28 days"
    assert rows["Alert on it"].over_target == ""
    assert rows["Write it down"].note == "said elsewhere"
    target = next(facet for facet in model.facets if facet.name == "target")
    assert [(one.value, one.count) for one in target.options] == [("over", 1), ("within", 1)]
    assert dict(rows["Write it down"].data)["target"] == ""


def test_slips_and_returns_come_from_the_history() -> None:
    history = ItemHistory(
        PATH,
        ITEMS[0],
        first_written=date(2026, 1, 12),
        statuses=(
            StatusChange("open", date(2026, 1, 12)),
            StatusChange("done", date(2026, 2, 2)),
            StatusChange("open", date(2026, 2, 9)),
        ),
        dues=(
            DueChange(date(2026, 1, 20), date(2026, 1, 12)),
            DueChange(date(2026, 2, 1), date(2026, 1, 19)),
        ),
        is_complete=True,
    )
    row = tracker(Histories({(PATH, "PM-1/1"): history})).rows[0]
    assert (row.slips, row.came_back) == ("moved once, 12 days later", "came back once")
    assert row.opened is not None
    assert row.opened.iso == "2026-01-12"
    assert dict(row.data)["sort-age"] == "78"
    assert dict(row.data)["age"] == "age-1"


def test_the_day_of_closing_comes_from_the_history_where_the_document_states_none() -> None:
    due = date(2026, 2, 1)
    items = (
        item("Early", "done", id="PM-1/1", due=due),
        item("Late", "done", id="PM-1/2", due=due),
        item("No", "declined", id="PM-1/3"),
        *(item(f"Open {n}", id=f"PM-1/{n}", due=due) for n in (4, 5, 6)),
    )
    ends = (("done", date(2026, 1, 31)), ("done", date(2026, 2, 2)), ("declined", date(2026, 2, 3)))
    past = {
        (PATH, one.id): ItemHistory(
            PATH,
            one,
            statuses=(StatusChange("open", date(2026, 1, 12)), StatusChange(status, day)),
            done_on=day if status == "done" else None,
        )
        for one, (status, day) in zip(items, ends, strict=False)
    }
    of = library(postmortem("a", "2026-01-10", action_items=items))
    model = page(Tracker, "action-items.md", build_portal(of, Outcome(()), AS_OF, past=Histories(past)))
    closed = [
        (row.link.text, row.done_word, row.done.iso, row.done_title)
        for row in model.rows
        if not row.is_open and row.done
    ]
    assert closed == [
        ("No", "declined", "2026-02-03", "as Git tells"),
        ("Late", "done", "2026-02-02", "as Git tells"),
        ("Early", "done", "2026-01-31", "as Git tells"),
    ]
    punctual = next(figure for figure in model.figures if figure.label == "Done in time")
    assert (punctual.value, punctual.ground) == ("20 %", "of 5 items done or overdue")


def test_the_trend_comes_from_the_history_and_its_numbers_too() -> None:
    points = tuple(TrendPoint(date(2026, month, 28), 3, 1, 1, 1, 4 + month) for month in (1, 2, 3))
    chart = tracker(Histories({}, trend=Trend(points, counted=12, left_out=1))).trend
    assert chart is not None
    assert chart.columns == ("opened", "closed")
    assert [(point.text, point.more) for point in chart.points] == [(f"{n}", ("4", "2")) for n in (5, 6, 7)]
    assert "1 left out" in chart.ground


def test_what_git_cannot_tell_is_said() -> None:
    note = "The history of action items is not known: Git is not installed."
    assert tracker(Histories({}, note=note)).notes == (note,)
    assert tracker().notes == ()


def test_how_long_items_took_is_told_by_kind_where_there_are_kinds() -> None:
    assert tracker().closing == ()
    more = (*ITEMS, item("More", "done", id="PM-1/4", type="prevent", done_on=date(2026, 1, 20)))
    of = library(postmortem("a", "2026-01-10", action_items=more))
    rows = page(Tracker, "action-items.md", build_portal(of, Outcome(()), AS_OF)).closing
    assert [(row.dimension, row.kind, row.median, row.ninetieth) for row in rows] == [
        ("Type", "prevent", "10 days", ""),
        ("Type", "detect", "20 days", ""),
    ]


def test_the_tracker_shows_where_tickets_and_documents_disagree() -> None:
    ops = Ticket("OPS-1", "https://tickets.example.com/OPS-1")
    items = (replace(ITEMS[0], ticket=ops), replace(ITEMS[1], ticket=Ticket("OPS-2")))
    tickets = (
        TrackerTicket(
            "OPS-1", "done", ops.url, state_text="Released", closed_at=datetime(2026, 2, 3, 9, tzinfo=UTC)
        ),
        TrackerTicket("OPS-2", "done", "https://tickets.example.com/browse/OPS-2"),
    )
    known = TicketTracker((TrackerSource("jira", "https://tickets.example.com", date(2026, 3, 30), tickets),))
    of = library(postmortem("a", "2026-01-10", action_items=items))
    model = page(Tracker, "action-items.md", build_portal(of, Outcome(()), AS_OF, tracker=known))
    rows = {row.link.text: row for row in model.rows}
    said = "unfinished here, but its ticket was closed on 3 Feb 2026 (Released)"
    assert rows["Add a stage"].ticket_state == said
    assert rows["Add a stage"].ticket_disagrees
    assert rows["Alert on it"].ticket_state == ""
    linked = rows["Alert on it"].ticket
    assert linked
    assert linked.target
    assert (linked.text, linked.target.path) == ("OPS-2", "https://tickets.example.com/browse/OPS-2")
    assert model.notes == (
        "Tickets as asked of Jira on 30 Mar 2026 · 1 of 2 tickets disagree with their documents",
    )
    facet = next(facet for facet in model.facets if facet.name == "tracker")
    assert [(one.value, one.count) for one in facet.options] == [("disagrees", 1), ("agrees", 1)]
