from dataclasses import replace
from datetime import date

from incidentbook.checks import RULES, Outcome
from incidentbook.pages.models import (
    CauseIndex,
    CausePage,
    Home,
    PlaceIndex,
    PlacePage,
    Quality,
    Register,
    RunbookIndex,
    Tracker,
)
from incidentbook.pages.portal import build_portal
from incidentbook.records import Finding, Location, Problem, Waiver
from tests.unit.analysis.library_of import AS_OF, item, library, postmortem, runbook

from .book import BOOK, PUSH, page, portal, postmortem_frame, runbook_frame


def test_the_register_is_newest_first_and_counts_its_facets() -> None:
    model = page(Register, "postmortems/index.md")
    assert model.headline == "3 incidents · 1 drill · 2025"
    assert [row.link.text for row in model.rows] == ["Checkout down", "Drill", "Labels refused", "Nothing"]
    facets = {facet.name: [(one.value, one.count) for one in facet.options] for facet in model.facets}
    assert facets["severity"] == [("sev1", 1), ("sev2", 1), ("none", 2)]
    assert facets["year"] == [("2025", 3), ("none", 1)]
    assert facets["kind"] == [("incident", 3), ("drill", 1)]
    assert "status" not in facets


def test_a_row_carries_what_the_browser_needs() -> None:
    row = page(Register, "postmortems/index.md").rows[0]
    data = dict(row.data)
    assert (data["severity"], data["service"], data["team"], data["cause"]) == (
        "sev1",
        "checkout",
        "shop",
        "bad-config",
    )
    assert (data["sort-date"], data["sort-severity"], data["sort-duration"]) == (
        "2025-09-15T14:25:00Z",
        "0",
        "30",
    )
    assert "pm-2" in data["text"]
    assert row.duration == "30 min"
    assert row.date
    assert (row.date.text, row.date.iso, row.date.ago) == ("15 Sep 2025", "2025-09-15", "6 months ago")


def test_what_is_not_known_is_said_or_left_out() -> None:
    row = page(Register, "postmortems/index.md").rows[-1]
    assert (row.severity.text, row.severity.key) == ("No severity", "none")
    assert (row.date, row.duration, row.services, row.actions) == (None, "", (), None)


def test_few_values_are_listed_instead_of_a_median() -> None:
    figure = page(Register, "postmortems/index.md").figures[0]
    assert (figure.label, figure.value) == ("Time to detect", "7 min")
    assert figure.ground == "1 incident · 2 without times · no median below 5"


def test_the_header_of_a_postmortem_says_how_long_everything_took() -> None:
    frame = postmortem_frame(PUSH)
    assert frame.period
    assert frame.period.text == "15 Sep 2025, 14:25–14:55 UTC"
    said = [
        (one.label, one.value, one.target, one.verdict.text if one.verdict else "") for one in frame.measures
    ]
    assert said == [
        ("Detect", "7 min", "target 5 min", "missed by 2 min"),
        ("Acknowledge", "not known", "target 5 min", ""),
        ("Mitigate", "22 min", "target 1 h", "on target"),
        ("Recover", "30 min", "target 4 h", "on target"),
    ]
    assert frame.measures[1].basis == "no time for “acknowledged”"


def test_the_timeline_is_drawn_to_scale() -> None:
    drawing = postmortem_frame(PUSH).drawing
    assert drawing
    assert (drawing.length, drawing.start.text, drawing.end.text) == (35, "14:20", "14:55")
    assert [(one.start, one.end, one.text, one.name) for one in drawing.segments] == [
        (5, 12, "7 min", "to detect"),
        (12, 27, "15 min", "to mitigate"),
        (27, 35, "8 min", "to recover"),
    ]
    shown = [(one.minutes, one.clock.text, one.milestones, bool(one.target)) for one in drawing.events]
    assert shown == [
        (0, "14:20", (), True),
        (5, "14:25", ("Started",), True),
        (12, "14:32", ("Detected",), True),
        (27, "14:47", ("Mitigated",), True),
        (35, "14:55", ("Resolved",), False),
    ]
    assert (
        drawing.note == "1 event long before or after not drawn · 1 event without a readable time not drawn"
    )


def test_an_incident_without_times_has_no_drawing() -> None:
    frame = postmortem_frame("postmortems/nothing.md")
    assert (frame.drawing, frame.period, frame.seen_before, frame.neighbours) == (None, None, None, ())


def test_a_repeat_says_what_is_still_open_from_the_time_before() -> None:
    seen = postmortem_frame(PUSH).seen_before
    assert seen
    assert seen.sentence == (
        "1 incident with “Bad configuration” on Checkout in the 365 days before; "
        "one action from then is still open, 142 days overdue"
    )
    assert [link.text for link in seen.incidents] == ["Labels refused"]
    assert [row.link.text for row in seen.open_actions] == ["Add a canary stage"]


def test_neighbours_are_those_on_the_same_service() -> None:
    (found,) = postmortem_frame(PUSH).neighbours
    assert found.previous
    assert (found.service.text, found.previous.link.text, found.next) == ("Checkout", "Drill", None)


def test_related_incidents_come_with_their_reason() -> None:
    found = postmortem_frame(PUSH).related
    assert [(one.row.link.text, one.reason, one.gap) for one in found] == [
        ("Drill", "same cause on the same service: Bad configuration on Checkout", "5 months before"),
        (
            "Labels refused",
            "same cause on the same service: Bad configuration on Checkout",
            "8 months before",
        ),
    ]
    assert [link.text for link in postmortem_frame(PUSH).related_more] == [
        "All 3 with “Bad configuration”",
        "All 3 on Checkout",
    ]


def test_actions_of_a_postmortem_stand_as_they_are_today() -> None:
    frame = postmortem_frame(PUSH)
    assert [(row.link.text, row.status.text, row.overdue) for row in frame.actions] == [
        ("Try values before use", "Open", "120 days overdue"),
        ("Roll back in one click", "Done", ""),
    ]
    assert frame.action_counts
    assert [chip.text for chip in frame.action_counts.chips] == ["1 overdue", "1 open", "1 done"]


def test_the_tracker_has_every_item_the_late_ones_first() -> None:
    model = page(Tracker, "action-items.md")
    assert model.headline == "2 open · 2 overdue · 1 closed · the longest overdue for 142 days"
    assert [row.link.text for row in model.rows] == [
        "Add a canary stage",
        "Try values before use",
        "Roll back in one click",
    ]
    row = model.rows[0]
    assert row.ticket
    assert (row.overdue, row.owners[0].text, row.teams[0].text, row.incident.text) == (
        "142 days overdue",
        "@bo",
        "Shop",
        "Labels refused",
    )
    data = dict(row.data)
    assert (data["status"], data["owner"], data["type"], data["sort-due"]) == (
        "overdue in-progress",
        "bo",
        "prevent",
        "2025-11-09",
    )


def test_owners_lead_to_the_tracker() -> None:
    target = page(Tracker, "action-items.md").rows[0].owners[0].target
    assert target
    assert (target.path, target.query) == ("action-items.md", "owner=bo")


def test_causes_count_without_drills() -> None:
    model = page(CauseIndex, "causes/index.md")
    (row,) = model.rows
    assert (row.link.text, row.count, row.repeats, row.apart) == ("Bad configuration", 2, 1, "1 drill")
    assert row.strip
    assert [mark.is_repeat for mark in row.strip.marks] == [False, True]
    assert model.headline == "1 cause · 1 came back · 1 repeat incident"
    assert [one.why for one in model.repeats] == ["same cause on Checkout, 248 days after"]
    assert {one.id for one in model.unseen} == {"capacity", "disk-full"}
    assert model.uncaused_note == "1 of 3 incidents names no cause"


def test_a_share_of_few_is_no_percentage() -> None:
    figure = page(CauseIndex, "causes/index.md").figures[1]
    assert (figure.value, figure.verdict) == ("1 of 2", "")
    assert figure.ground == "incidents · 1 without cause, service or day left out"


def test_a_share_is_held_against_the_target() -> None:
    records = [postmortem(f"p{month}", f"2025-{month:02}-01") for month in range(1, 11)]
    figure = page(CauseIndex, "causes/index.md", portal(library(*records))).figures[1]
    assert (figure.value, figure.ground, figure.note, figure.verdict) == (
        "90 %",
        "9 of 10 incidents",
        "target under 10 %: missed",
        "missed",
    )


def test_a_cause_has_everything_on_one_page() -> None:
    model = page(CausePage, "causes/bad-config.md")
    assert model.headline == "2 incidents · 1 repeat · 1 drill · on Checkout"
    assert [row.link.text for row in model.open_actions] == ["Add a canary stage", "Try values before use"]
    assert [row.link.text for row in model.apart] == ["Drill"]
    parent = page(CausePage, "causes/capacity.md")
    assert [row.id for row in parent.children] == ["disk-full"]
    assert parent.empty


def test_an_action_that_did_not_hold_is_named() -> None:
    done = item("Clean the disk", "done", type="prevent", done_on=date(2025, 2, 1))
    records = [postmortem("a", "2025-01-01", action_items=(done,)), postmortem("b", "2025-12-01")]
    (found,) = page(CauseIndex, "causes/index.md", portal(library(*records))).came_back
    assert found.sentence == "Done 1 Feb 2025; “Disk full” came back on Checkout 10 months later"
    assert found.action.text == "Clean the disk"


def test_unknown_services_and_causes_have_pages_that_say_so() -> None:
    found = portal(library(postmortem("a", "2025-01-01", services=("Billing",), causes=("gremlins",))))
    assert page(PlacePage, "services/billing.md", found).note == "The policy does not know this service."
    assert page(CausePage, "causes/gremlins.md", found).note == "The policy does not know this cause."
    rows = {row.id: row for row in page(PlaceIndex, "services/index.md", found).rows}
    assert rows["Billing"].note == "not in the policy"


def test_a_service_has_its_team_links_and_runbooks() -> None:
    model = page(PlacePage, "services/checkout.md")
    assert model.headline == "2 incidents · 1 drill · 2 open action items · 2 overdue · 1 runbook"
    assert [(fact.label, fact.values[0].text) for fact in model.facts] == [
        ("Team", "Shop"),
        ("Also called", "checkout-api"),
    ]
    assert [link.text for link in model.links] == ["Dashboard"]
    assert [row.link.text for row in model.runbooks] == ["Errors"]


def test_a_team_answers_for_its_members_actions_wherever_they_come_from() -> None:
    record = postmortem(
        "a", "2025-01-01", services=("checkout",), action_items=(item("Help out", owners=("chidi",)),)
    )
    found = portal(library(record))
    platform = page(PlacePage, "teams/platform.md", found)
    assert [row.link.text for row in platform.open_actions] == ["Help out"]
    assert platform.incidents == ()
    shop = page(PlacePage, "teams/shop.md", found)
    assert (shop.open_actions, len(shop.incidents)) == ((), 1)


def test_runbooks_stand_by_alert_and_by_service_with_their_freshness() -> None:
    model = page(RunbookIndex, "runbooks/index.md")
    assert model.headline == "3 runbooks · for 2 alerts · 1 stale · 1 never reviewed"
    assert [(row.name, row.anchor, row.used) for row in model.alerts] == [
        ("HighErrors", "alert-higherrors", "fired 15 Sep 2025"),
        ("SlowErrors", "alert-slowerrors", ""),
    ]
    assert [group.anchor for group in model.groups] == ["service-checkout", "service-search", "no-service"]
    said = {row.link.text: row.freshness.sentence for row in model.rows}
    assert said == {
        "Errors": "reviewed 12 days ago, every 90 days",
        "Plain": "review 50 days overdue (reviewed 11 Nov 2025, every 90 days)",
        "Never": "never reviewed",
    }
    assert [row.link.text for row in model.stale] == ["Never", "Plain"]


def test_an_alert_without_a_runbook_is_named() -> None:
    found = portal(library(postmortem("a", "2025-01-01", alerts=("Lonely",))))
    model = page(RunbookIndex, "runbooks/index.md", found)
    assert [link.text for link in model.missing_alerts] == ["Lonely"]
    assert model.missing_note == "1 alert fired in an incident and has no runbook"


def test_a_runbook_says_what_restored_service_the_last_time() -> None:
    frame = runbook_frame("runbooks/errors.md")
    assert frame.used == "used in 1 incident, last 15 Sep 2025"
    assert frame.last_use
    assert (frame.last_use.restored, frame.last_use.how) == (
        "The change was rolled back.",
        "named by the postmortem",
    )
    assert frame.owner
    assert (frame.owner.text, frame.owner.target and frame.owner.target.path) == ("Shop", "teams/shop.md")
    assert runbook_frame("runbooks/never.md").last_use is None


def test_search_finds_a_runbook_by_its_alerts() -> None:
    frame = portal().frames["runbooks/errors.md"]
    assert {"HighErrors", "SlowErrors", "Checkout", "checkout-api", "errors"} <= set(frame.keywords)
    assert frame.boost > portal().frames[PUSH].boost


def test_the_home_page_begins_with_what_needs_somebody() -> None:
    model = page(Home, "index.md")
    assert [(one.key, one.number, one.words) for one in model.headlines] == [
        ("overdue", "2", "open action items are overdue, the oldest 142 days"),
        ("came-back", "1", "cause came back within the last 365 days"),
        ("stale", "2", "runbooks need a review"),
    ]
    assert [row.name for row in model.alerts] == ["HighErrors", "SlowErrors"]
    assert [row.link.text for row in model.overdue] == ["Add a canary stage", "Try values before use"]


def test_a_calm_home_page_says_so() -> None:
    fresh = runbook("a", last_reviewed=AS_OF)
    model = page(Home, "index.md", portal(library(postmortem("a", "2025-01-01"), fresh)))
    assert model.headlines == ()
    assert model.calm


def test_quality_groups_findings_by_rule_and_document() -> None:
    model = page(Quality, "quality.md")
    assert model.headline == "1 error · 1 warning · 1 info · in 3 documents"
    assert [(rule.rule, rule.count, rule.documents) for rule in model.rules] == [
        ("SEC101", 1, 1),
        ("CAU101", 1, 1),
        ("", 1, 1),
    ]
    first = model.documents[0]
    assert (first.path, first.rows[0].message, first.rows[0].place) == (
        "postmortems/nothing.md",
        "no section",
        "postmortems/nothing.md:1:1",
    )
    assert model.documents[-1].document.target is None
    frame = postmortem_frame(PUSH)
    assert frame.findings
    assert frame.findings.target
    anchors = {group.anchor: group.path for group in model.documents}
    assert anchors[frame.findings.target.anchor] == PUSH


def test_gaps_say_what_could_not_be_measured() -> None:
    said = {gap.title: gap.sentence for gap in page(Quality, "quality.md").gaps}
    assert said["Time to acknowledge"] == "3 of 3 incidents without the times for it."
    assert said["Severity"] == "1 of 3 incidents without a severity of the policy."
    assert "Owners" not in said


def test_what_a_rule_that_is_off_would_report_is_no_unread_part() -> None:
    at = Location("postmortems/a.md", 3)
    unaligned = Problem(at, "table-unaligned", "the pipes are not in line")
    unread = Problem(at, "unreadable-row", "the row has 1 cell below 2 headings")

    def said(*problems: Problem) -> list[str]:
        record = postmortem("a", "2025-12-20", problems=problems)
        model = page(Quality, "quality.md", build_portal(library(record), Outcome(()), AS_OF))
        return [gap.sentence for gap in model.gaps if gap.title == "Unread parts"]

    assert RULES["DOC115"].level == "off"
    assert said(unaligned) == []
    assert said(unaligned, unread) == ["1 place could not be read as meant, and no check reports it."]


def test_a_backlog_is_drawn_from_five_items_up() -> None:
    items = tuple(item(f"Do {number}", due=date(2026, 1, 1)) for number in range(5))
    record = postmortem("a", "2025-12-20", action_items=items)
    trend = page(Tracker, "action-items.md", portal(library(record))).trend
    assert trend
    assert [(point.label, point.value) for point in trend.points][-5:] == [
        ("Nov 2025", 0),
        ("Dec 2025", 5),
        ("Jan 2026", 5),
        ("Feb 2026", 5),
        ("Mar 2026", 5),
    ]
    fewer = replace(record, action_items=items[:4])
    assert page(Tracker, "action-items.md", portal(library(fewer))).trend is None


def test_the_book_has_nothing_but_what_it_says() -> None:
    assert len(page(Register, "postmortems/index.md").rows) == len(BOOK.postmortems)


def test_what_is_silent_is_said_with_its_reason() -> None:
    covered = Finding(Location(PUSH, 9), "no owner", "", "ACT101", "missing-owner", key="Add a stage")
    waived = Finding(Location(PUSH, 12), "no due date", "", "ACT102", "missing-due", key="Add a stage")
    waiver = Waiver(Location(PUSH, 11), ("missing-due",), 11, 12, date(2026, 3, 1), "no plan before March")
    outcome = Outcome((), ((waived, waiver), (waived, waiver)), (covered,))
    shown = page(Quality, "quality.md", build_portal(BOOK, outcome, AS_OF)).silence
    assert shown is not None
    assert shown.baseline == "1 finding in 1 document from before the checks began"
    assert shown.rules == ("1 × ACT101 missing-owner",)
    [row] = shown.waivers
    assert (row.rules, row.reason, row.count) == ("missing-due", "no plan before March", "2 findings")
    assert row.until is not None
    assert row.until.text == "1 Mar 2026"


def test_a_rules_page_is_shown_with_its_findings() -> None:
    group = next(rule for rule in page(Quality, "quality.md").rules if rule.rule == "SEC101")
    assert group.sentence.startswith("A section that the policy requires")
    parts = [paragraph.split(":")[0] for paragraph in group.page]
    wanted = ["Why", "Instead", "Measured"]
    assert [part for part in parts if part in wanted] == wanted
