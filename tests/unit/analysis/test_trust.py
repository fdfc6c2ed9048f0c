"""What is concluded from the evidence about runbooks."""

from dataclasses import replace
from datetime import date

import pytest

from incidentbook.analysis.catalogue import catalogue
from incidentbook.analysis.freshness import review
from incidentbook.analysis.runbook_remarks import Remark, runbook_remarks
from incidentbook.analysis.trust import Trust, trust
from incidentbook.analysis.uses import uses
from incidentbook.records import Library, Location, Postmortem, Section
from incidentbook.records.runbook_past import RunbookPast
from tests.unit.analysis.library_of import AS_OF, POLICY, entries, library, postmortem, runbook

OLD = "The runbook was out of date."
PATH = "runbooks/queue.md"


def incident(name: str, day: str, *said: str, section: str = "went-poorly", **fields: object) -> Postmortem:
    """An incident that says these sentences in one section."""
    at = Location(f"postmortems/{name}.md", 9)
    part = Section(section, "A heading", at, end=20, text="\n".join(said), words=9)
    return postmortem(name, day, sections=(part,) if said else (), causes=(), **fields)


def remarks(of: Library) -> tuple[Remark, ...]:
    found = catalogue(of)
    return runbook_remarks(found, uses(found, AS_OF))


def of_runbook(of: Library, past: RunbookPast | None = None, as_of: date = AS_OF) -> Trust:
    found = catalogue(of)
    used = uses(found, AS_OF)
    pasts = {PATH: past} if past else {}
    return trust(found, used, runbook_remarks(found, used), pasts, as_of)[PATH]


QUEUE = runbook("queue", services=("checkout",), alerts=("QueueFull",), last_reviewed=date(2026, 1, 10))


@pytest.mark.parametrize(
    ("reviewed", "days", "state", "due", "since"),
    [
        (date(2026, 3, 1), (), "fresh", date(2026, 5, 30), ""),
        (date(2026, 3, 1), ("2026-02-01",), "fresh", date(2026, 5, 30), ""),
        (date(2026, 3, 1), ("2026-03-01",), "fresh", date(2026, 5, 30), ""),
        (date(2026, 3, 1), ("2026-03-02",), "stale", date(2026, 3, 2), "0"),
        (date(2026, 3, 1), ("2026-03-20", "2026-03-10"), "stale", date(2026, 3, 10), "1"),
        (date(2026, 3, 1), ("2026-03-31",), "fresh", date(2026, 3, 31), "0"),
        (date(2026, 3, 1), ("2026-04-01",), "fresh", date(2026, 5, 30), ""),
        (date(2025, 9, 1), ("2026-03-01",), "stale", date(2025, 11, 30), "0"),
        (None, ("2026-03-01",), "never", None, ""),
    ],
)
def test_a_review_is_due_by_interval_and_after_incidents(
    reviewed: date | None, days: tuple[str, ...], state: str, due: date | None, since: str
) -> None:
    book = replace(QUEUE, last_reviewed=reviewed)
    incidents = (incident(str(place), day, alerts=("queuefull",)) for place, day in enumerate(days))
    found = of_runbook(library(book, *incidents)).review
    assert (found.state, found.due) == (state, due)
    assert (found.since.postmortem.id if found.since else "") == since


def test_drills_ask_for_no_review_nor_does_a_policy_that_says_so() -> None:
    drill = incident("a", "2026-03-01", runbooks=("queue",), kind="drill")
    assert of_runbook(library(QUEUE, drill)).review.since is None
    real = incident("a", "2026-03-01", runbooks=("queue",))
    assert of_runbook(library(QUEUE, real)).review.since is not None
    lenient = replace(POLICY, runbook_review_after_incident="none")
    assert of_runbook(library(QUEUE, real, policy=lenient)).review.since is None


def test_an_interval_that_is_over_is_late_whatever_incidents_ask() -> None:
    found = review(replace(QUEUE, last_reviewed=date(2025, 1, 1)), POLICY, AS_OF)
    assert (found.is_late, found.since) == (True, None)


def test_a_sentence_is_tied_to_the_runbook_that_the_incident_names() -> None:
    other = runbook("search", services=("search",))
    book = library(QUEUE, other, incident("a", "2026-03-01", OLD, runbooks=("queue",)))
    (one,) = remarks(book)
    assert (one.kind, one.sentence, [each.id for each in one.runbooks]) == ("wrong", OLD, ["queue"])
    assert one.is_certain


def test_a_sentence_that_names_a_runbook_means_it() -> None:
    press = runbook("printing-press", services=("search",))
    said = "The runbook of the printing-press was out of date."
    book = library(QUEUE, press, incident("a", "2026-03-01", said, runbooks=("queue", "printing-press")))
    assert [each.id for each in remarks(book)[0].runbooks] == ["printing-press"]


def test_several_runbooks_may_be_meant() -> None:
    other = runbook("search", services=("search",))
    book = library(QUEUE, other, incident("a", "2026-03-01", OLD, runbooks=("queue", "search")))
    (one,) = remarks(book)
    assert (len(one.runbooks), one.is_certain) == (2, False)


def test_alerts_then_a_service_with_one_runbook_tie_a_sentence() -> None:
    assert remarks(library(QUEUE, incident("a", "2026-03-01", OLD, alerts=("QueueFull",))))[0].runbooks
    assert remarks(library(QUEUE, incident("a", "2026-03-01", OLD)))[0].runbooks == (QUEUE,)
    second = runbook("second", services=("checkout",))
    assert remarks(library(QUEUE, second, incident("a", "2026-03-01", OLD)))[0].runbooks == ()


def test_timeline_events_speak_with_their_anchor_and_plans_do_not() -> None:
    path = "postmortems/a.md"
    events = entries(path, (None, "It breaks"), (None, OLD))
    (one,) = remarks(library(QUEUE, incident("a", "2026-03-01", timeline=events)))
    assert one.anchor == "event-2"
    assert remarks(library(QUEUE, incident("a", "2026-03-01", OLD, section="action-items"))) == ()


def test_a_cause_says_it_where_no_sentence_does() -> None:
    named = replace(incident("a", "2026-03-01"), causes=("stale-runbook",))
    (one,) = remarks(library(QUEUE, named))
    assert (one.kind, one.sentence, one.cause) == ("wrong", "", "stale-runbook")
    spoken = replace(incident("a", "2026-03-01", OLD), causes=("stale-runbook",))
    assert [one.sentence for one in remarks(library(QUEUE, spoken))] == [OLD]


SAID = library(QUEUE, incident("a", "2026-01-05", OLD, runbooks=("queue",)))


@pytest.mark.parametrize(
    ("past", "reviewed", "answered"),
    [
        (RunbookPast(changed=date(2026, 1, 6)), None, "changed"),
        (RunbookPast(changed=date(2026, 1, 5)), None, "changed"),
        (RunbookPast(changed=date(2026, 1, 4)), date(2026, 3, 1), ""),
        (RunbookPast(reason="no Git"), date(2026, 1, 6), "reviewed"),
        (RunbookPast(reason="no Git"), date(2026, 1, 5), ""),
        (RunbookPast(reason="no Git"), None, ""),
        (RunbookPast(unchanged_since=date(2026, 1, 1), reason="cut"), date(2026, 3, 1), ""),
        (RunbookPast(unchanged_since=date(2026, 2, 1), reason="cut"), date(2026, 3, 1), "reviewed"),
        (RunbookPast(is_committed=False, reason="new"), None, "changed"),
    ],
)
def test_only_a_change_answers_what_was_said_where_git_tells(
    past: RunbookPast, reviewed: date | None, answered: str
) -> None:
    book = replace(SAID, runbooks=(replace(QUEUE, last_reviewed=reviewed),))
    found = of_runbook(book, past)
    assert [one.answered for one in found.remarks] == [answered]
    assert ("said-wrong" in found.concerns) == (not answered)


def test_concerns_come_gravest_first() -> None:
    past = RunbookPast(changed=date(2025, 1, 1), new_commands=("ls",))
    old = replace(QUEUE, last_reviewed=date(2025, 2, 1), last_tested=date(2025, 1, 1))
    found = of_runbook(replace(SAID, runbooks=(old,)), past)
    assert found.concerns == ("said-wrong", "used-since-review", "commands-changed", "overdue")
    assert of_runbook(library(replace(QUEUE, last_reviewed=None))).concerns == ("never-reviewed", "untested")
    assert of_runbook(library(replace(QUEUE, last_tested=AS_OF, last_reviewed=AS_OF))).concerns == ()


def test_among_equals_the_most_used_comes_first() -> None:
    book = library(
        replace(QUEUE, last_reviewed=None, last_tested=AS_OF),
        runbook("search", services=("search",), last_tested=AS_OF),
        runbook("fine", last_reviewed=AS_OF, last_tested=AS_OF),
        incident("a", "2026-03-01", runbooks=("search",)),
    )
    found = catalogue(book)
    every = trust(found, uses(found, AS_OF), (), {}, AS_OF)
    ordered = sorted(every.values(), key=lambda one: one.order)
    assert [one.runbook.id for one in ordered] == ["search", "queue", "fine"]
