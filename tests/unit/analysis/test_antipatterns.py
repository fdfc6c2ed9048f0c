"""Habits that harm: said from their threshold and from enough cases on, and silent otherwise."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

import pytest

from incidentbook.analysis.alert_coverage import AlertCoverage, alert_coverage
from incidentbook.analysis.antipatterns import Pattern, Records, patterns
from incidentbook.analysis.catalogue import catalogue
from incidentbook.reading.policy import default_policy
from incidentbook.records import AlertRule, Library, Location, PatternRules, Policy, Postmortem

from .library_of import AS_OF, POLICY, item, library, postmortem, runbook, with_rules

RULED = replace(POLICY, patterns=PatternRules(fewest=4, fewest_gravest=2))


def found(name: str, of: Library, as_of: date = AS_OF) -> Pattern:
    records = Records(catalogue(of), alert_coverage(catalogue(of)), as_of)
    return next(one for one in patterns(records) if one.name == name)


def some(number: int, begin: int = 0, **fields: object) -> list[Postmortem]:
    return [
        postmortem(f"p{begin + n}", f"2026-01-{n + 1:02}", **{"action_items": (item(),), **fields})
        for n in range(number)
    ]


def of(documents: Iterable[Postmortem], policy: Policy = RULED) -> Library:
    return library(*documents, policy=policy)


def test_nothing_is_said_of_an_empty_book() -> None:
    records = Records(catalogue(library(policy=POLICY)), AlertCoverage(), AS_OF)
    assert {one.name: one.state for one in patterns(records)} == {
        "one-person": "too-few",
        "all-gravest": "too-few",
        "no-severity": "too-few",
        "gravest-without-roles": "too-few",
        "no-actions": "too-few",
        "no-owners": "too-few",
        "no-runbooks": "unknown",
        "small-unreviewed": "too-few",
        "no-near-misses": "too-few",
    }


def test_one_person_in_half_of_the_incidents_that_name_people() -> None:
    ana = some(2, roles=(("commander", "@Ana"), ("scribe", "ana")))
    others = [
        *some(1, 2, roles=(("commander", "bo"),)),
        *some(1, 3, roles=(("commander", "chidi"),)),
        *some(9, 4),
    ]
    one = found("one-person", of([*ana, *others]))
    assert (one.state, one.count, one.of) == ("seen", 2, 4)
    assert "ana" not in str(replace(one, cases=())).casefold()
    more = some(1, 20, roles=(("commander", "dana"),))
    assert found("one-person", of([*ana, *others, *more])).state == "not-seen"
    assert found("one-person", of([*ana, *others[:1]])).state == "too-few"


def test_nearly_everything_the_gravest_level() -> None:
    one = found("all-gravest", of([*some(2, severity="SEV1"), *some(2, 2), *some(3, 4, severity="")]))
    assert (one.state, one.count, one.of) == ("seen", 2, 4)
    assert found("all-gravest", of([*some(2, severity="SEV1"), *some(3, 2)])).state == "not-seen"
    assert found("all-gravest", of(some(3, severity="SEV1"))).state == "too-few"


def test_incidents_without_a_severity() -> None:
    one = found("no-severity", of([*some(3), *some(2, 3, severity="")]))
    assert (one.state, one.count, one.of, len(one.cases)) == ("seen", 2, 5, 2)
    drafts = some(4, 10, severity="", status="draft")
    assert found("no-severity", of([*some(4), *drafts])).state == "not-seen"


def test_the_gravest_without_roles() -> None:
    filled = some(1, severity="SEV1", roles=(("commander", "ana"),))
    bare = some(1, 1, severity="SEV1")
    listed = some(1, 2, severity="SEV1", roles=(("participant", "ana"),))
    one = found("gravest-without-roles", of([*filled, *bare, *listed, *some(3, 3)]))
    assert (one.state, one.count, one.of) == ("seen", 2, 3)
    assert {case.postmortem.id for case in one.cases} == {"p1", "p2"}
    assert found("gravest-without-roles", of([*filled, *some(5, 3)])).state == "too-few"


def test_postmortems_without_actions() -> None:
    one = found("no-actions", of([*some(4), *some(1, 4, action_items=())]))
    assert (one.state, one.count, one.of) == ("seen", 1, 5)
    assert found("no-actions", of([*some(5), *some(1, 5, action_items=())])).state == "not-seen"
    levels = tuple(replace(one, postmortem="none") for one in RULED.severities)
    unasked = replace(RULED, severities=levels)
    assert found("no-actions", of(some(9, action_items=()), unasked)).state == "too-few"


def test_open_actions_without_an_owner() -> None:
    items = (item(), item(owners=("ana",)), item(owners=("bo",)), item(owners=("bo",)), item("x", "done"))
    one = found("no-owners", of(some(1, action_items=items)))
    assert (one.state, one.count, one.of) == ("seen", 1, 4)
    assert found("no-owners", of(some(1, action_items=items[1:]))).state == "too-few"


def test_alerts_without_a_runbook() -> None:
    rules = [AlertRule(f"Alert{n}", Location("rules/a.yml", n)) for n in range(5)]
    known = with_rules(*rules, runbook("a", alerts=("Alert0", "Alert1", "Alert2", "Alert3")))
    known = replace(known, policy=replace(known.policy, patterns=RULED.patterns))
    one = found("no-runbooks", known)
    assert (one.state, one.count, one.of) == ("seen", 1, 5)


def test_small_incidents_that_are_never_reviewed() -> None:
    grave = some(9)
    assert found("small-unreviewed", of(grave)).state == "seen"
    assert found("small-unreviewed", of([*grave, *some(1, 9, severity="SEV3")])).state == "not-seen"
    drafts = some(5, 9, severity="SEV3", status="draft")
    assert found("small-unreviewed", of([*grave, *drafts])).state == "seen"
    two = replace(RULED, severities=RULED.severities[:2])
    assert found("small-unreviewed", of(grave, two)).state == "not-seen"


def test_near_misses_that_nobody_writes_down() -> None:
    assert found("no-near-misses", of(some(4))).state == "seen"
    near = some(1, 4, kind="near-miss")
    assert found("no-near-misses", of([*some(4), *near])).state == "not-seen"
    old = postmortem("old", "2024-01-01", kind="near-miss")
    assert found("no-near-misses", of([*some(4), old])).state == "seen"
    assert found("no-near-misses", of(some(3))).state == "too-few"


@pytest.mark.parametrize("day", ["2025-03-30", "2026-04-01", ""])
def test_what_lies_outside_the_window_is_not_counted(day: str) -> None:
    far = [postmortem(f"far{n}", day) for n in range(8)]
    assert found("no-near-misses", of(far)).of == 0


def test_drills_count_for_nothing() -> None:
    drills = some(9, kind="drill", severity="SEV1", action_items=())
    states = {one.state for one in patterns(Records(catalogue(of(drills)), AlertCoverage(), AS_OF))}
    assert states == {"too-few", "unknown"}


def test_the_usual_thresholds_ask_for_ten_cases() -> None:
    assert default_policy().patterns.fewest == 10
    assert found("no-near-misses", of(some(9), POLICY)).state == "too-few"
    assert found("no-near-misses", of(some(10), POLICY)).state == "seen"
