"""A timeline as the steps of a drill: where it begins, what a step is, and what makes none."""

from dataclasses import replace

import pytest

from incidentbook.analysis.event_kinds import event_kind
from incidentbook.analysis.rehearsal import obstacle, rehearsal
from incidentbook.records import Location, Moment, Postmortem, TimelineEntry

from .library_of import at, entries, milestones, postmortem

PATH = "postmortems/push.md"
DAY = "2025-09-15"


def pushed(**fields: object) -> Postmortem:
    known: dict[str, object] = {
        "milestones": milestones(PATH, started=at(DAY, "14:25"), detected=at(DAY, "14:32")),
        "timeline": entries(
            PATH,
            (at(DAY, "14:20"), "The change is made."),
            (at(DAY, "14:25"), "The change goes live."),
            (at(DAY, "14:32"), "The alert fires."),
            (None, "Somebody makes tea."),
            (at(DAY, "14:40"), "The pool is suspected."),
            (at(DAY, "14:40"), "Its graph is flat."),
            (at(DAY, "14:47"), "Rolled back to the release before."),
            (at(DAY, "14:55"), "Purchases succeed."),
        ),
        **fields,
    }
    return postmortem("push", DAY, **known)


def test_a_drill_begins_with_the_first_sign_and_counts_from_the_beginning() -> None:
    found = rehearsal(pushed())
    assert found is not None
    assert [step.minutes for step in found.background] == [-5, 0]
    assert [step.minutes for step in found.steps] == [7, 15, 22, 30]
    assert found.steps[0].kind == "detection"


def test_what_has_no_time_or_the_same_time_stays_with_the_event_before() -> None:
    found = rehearsal(pushed())
    assert found is not None
    assert found.steps[0].texts == ("The alert fires.", "Somebody makes tea.")
    assert found.steps[1].texts == ("The pool is suspected.", "Its graph is flat.")
    assert [step.kind for step in found.steps[1:]] == ["hypothesis", "mitigation", "else"]


def test_events_out_of_order_are_put_in_order() -> None:
    one = pushed()
    found = rehearsal(replace(one, timeline=tuple(reversed(one.timeline))))
    assert found is not None
    moments = [step.moment for step in found.steps]
    assert moments == sorted(moments)


def test_without_a_detection_the_event_before_the_acknowledgement_is_the_first_sign() -> None:
    known = milestones(PATH, started=at(DAY, "14:20"), acknowledged=at(DAY, "14:40"))
    found = rehearsal(pushed(milestones=known))
    assert found is not None
    assert found.steps[0].texts[0] == "The alert fires."


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"kind": "drill"}, "it is a drill itself"),
        ({"status": "draft"}, "it is still a draft"),
        ({"timeline": ()}, "it has no timeline"),
        ({"timeline": entries(PATH, (at(DAY), "One."), (None, "Two."))}, "1 of 2 events have a time of day"),
        (
            {"milestones": milestones(PATH, detected=at(DAY, "14:47"))},
            "2 steps from the first sign on; a card needs 4",
        ),
    ],
)
def test_says_why_an_incident_cannot_be_drilled(fields: dict[str, object], reason: str) -> None:
    one = pushed(**fields)
    assert reason in obstacle(one)
    assert rehearsal(one) is None


def test_near_misses_and_security_incidents_can_be_drilled() -> None:
    assert all(rehearsal(pushed(kind=kind)) for kind in ("incident", "near-miss", "security"))


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Theory: readers cache the keys for an hour.", "hypothesis"),
        ("Second update on the status page.", "communication"),
        ("First attempt is refused: the form wants a number.", "setback"),
        ("Restarting the workers had no effect.", "setback"),
        ("Decision to put the old package back.", "decision"),
        ("Platform joins the call.", "escalation"),
        ("All pods are restarted.", "mitigation"),
        ("400 of 400 slots are taken.", "evidence"),
        ("The tax service is fast again.", "recovery"),
        ("First sales go through again", "recovery"),
        ("Backlog of mails is worked off", "recovery"),
        ("The export fails again", "setback"),
        ("Errors are seen again", "evidence"),
        ("Import of yesterday started", "beginning"),
        ("The change goes live.", "beginning"),
        ("Marta finds that the price table has no rows", "evidence"),
        ("The first shops open.", "else"),
        ("A purchase whose price had expired stays aside", "else"),
    ],
)
def test_tells_what_an_event_was(text: str, kind: str) -> None:
    assert event_kind(TimelineEntry(Location(PATH, 1), text, Moment(at(DAY)))) == kind


@pytest.mark.parametrize(
    ("text", "kind"),
    [("The first handhelds drop scans.", "beginning"), ("First errors in the log.", "evidence")],
)
def test_what_begins_the_incident_is_a_beginning_where_no_words_say_more(text: str, kind: str) -> None:
    entry = TimelineEntry(Location(PATH, 1), text, Moment(at(DAY)), milestone="started")
    assert event_kind(entry) == kind


def test_a_milestone_tells_more_than_words() -> None:
    entry = TimelineEntry(Location(PATH, 1), "Theory: it is over.", Moment(at(DAY)), milestone="resolved")
    assert event_kind(entry) == "recovery"
