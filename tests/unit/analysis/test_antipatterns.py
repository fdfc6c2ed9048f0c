"""Habits that harm: said from their threshold and from enough cases on, and silent otherwise."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

import pytest

from incidentbook.analysis.alert_coverage import AlertCoverage, alert_coverage
from incidentbook.analysis.antipatterns import patterns
from incidentbook.analysis.catalogue import catalogue
from incidentbook.analysis.pattern_cases import Judgement, Pattern, Records
from incidentbook.reading.policy import default_policy
from incidentbook.records import AlertRule, Library, Location, PatternRules, Policy, Postmortem

from .library_of import (
    AS_OF,
    POLICY,
    at,
    entries,
    item,
    library,
    milestones,
    postmortem,
    runbook,
    with_rules,
)

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
        "blame": "unknown",
        "no-context": "unknown",
        "no-updates": "too-few",
        "no-way-back": "unknown",
    }


def rotation(turns: Iterable[Sequence[str]], policy: Policy = POLICY) -> Pattern:
    """The pattern of one person, in incidents with these people in their roles."""
    documents = [
        postmortem(f"p{n}", "2026-01-01", roles=tuple(zip(ROLES, people, strict=False)))
        for n, people in enumerate(turns)
    ]
    return found("one-person", of(documents, policy))


ROLES = ("commander", "tech_lead", "comms", "scribe")
SIX = ("ana", "bo", "chidi", "dana", "enno", "fay")


def test_a_fair_rotation_of_six_people_through_four_roles_is_not_blamed() -> None:
    one = rotation([(SIX * 2)[n % 6 : n % 6 + 4] for n in range(24)])
    assert (one.state, one.count, one.of, round(one.fair), round(one.threshold)) == (
        "not-seen",
        16,
        24,
        67,
        83,
    )


def test_the_same_person_commands_nearly_every_incident() -> None:
    turns = [("@Ana" if n % 8 else "bo", SIX[n % 6]) for n in range(24)]
    one = rotation(turns)
    assert (one.state, one.count, one.of) == ("seen", 22, 24)
    assert "ana" not in str(replace(one, cases=())).casefold()


def test_a_handful_of_people_wear_out_however_fair_they_share() -> None:
    assert rotation([("ana",)] * 10).state == "seen"
    assert rotation([("ana", "bo", "chidi")] * 12).state == "seen"
    assert rotation([(SIX[n % 5],) for n in range(10)]).state == "not-seen"


def test_authors_and_those_who_were_there_take_no_role() -> None:
    documents = some(12, authors=("ana",), roles=(("participant", "ana"), ("commander", "ana")))
    assert found("one-person", of(documents)).count == 12
    bare = some(12, authors=("ana",), roles=(("participant", "ana"),))
    assert (found("one-person", of(bare)).state, found("one-person", of(bare)).of) == ("too-few", 0)


@pytest.mark.parametrize(("percent", "threshold"), [(0, 20), (50, 60), (100, 100)])
def test_the_policy_says_how_far_from_the_fair_share(percent: float, threshold: float) -> None:
    policy = replace(POLICY, patterns=PatternRules(one_person_percent=percent))
    assert rotation([(SIX[n % 5],) for n in range(10)], policy).threshold == pytest.approx(threshold)


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


RUNG = frozenset({"LNG101", "LNG103", "RUN108"})


def judged(of: Library, rules: frozenset[str], found: dict[str, frozenset[str]], *changing: str) -> Records:
    told = Judgement(rules, found, frozenset(changing))
    return Records(catalogue(of), alert_coverage(catalogue(of)), AS_OF, told)


def state(name: str, records: Records) -> tuple[str, int, int]:
    one = next(one for one in patterns(records) if one.name == name)
    return one.state, one.count, one.of


def test_postmortems_that_blame() -> None:
    book = of([*some(5), *some(3, 5, status="draft"), *some(3, 8, kind="drill")])
    found = {"postmortems/p0.md": frozenset({"LNG103"}), "postmortems/p5.md": frozenset({"LNG101"})}
    assert state("blame", judged(book, RUNG, found)) == ("seen", 1, 5)
    assert state("blame", judged(book, RUNG, {"postmortems/p0.md": frozenset({"LNG102"})})) == (
        "not-seen",
        0,
        5,
    )
    assert state("blame", judged(book, frozenset({"RUN108"}), {})) == ("unknown", 0, 0)


def test_runbooks_that_change_something_without_a_way_back() -> None:
    books = [runbook(f"r{n}") for n in range(6)]
    book = library(*books, policy=RULED)
    changing = [one.path for one in books[:5]]
    found = {books[0].path: frozenset({"RUN108"}), books[5].path: frozenset({"RUN108"})}
    assert state("no-way-back", judged(book, RUNG, found, *changing)) == ("seen", 1, 5)
    assert state("no-way-back", judged(book, RUNG, {}, *changing)) == ("not-seen", 0, 5)
    assert state("no-way-back", judged(book, RUNG, found, *changing[:3])) == ("too-few", 1, 3)
    assert state("no-way-back", judged(book, RUNG - {"RUN108"}, found, *changing)) == ("unknown", 0, 0)


def rules(*bare: AlertRule) -> Library:
    whole = (
        AlertRule(
            "Summed", Location("rules/a.yml", 50), summary="Labels late", runbook_url="https://e.example/r"
        ),
        AlertRule(
            "Drawn",
            Location("rules/a.yml", 60),
            annotations=(("description", "Late"), ("dashboard", "https://e.example/d")),
        ),
        AlertRule("Known", Location("rules/a.yml", 70), summary="Labels late"),
    )
    known = with_rules(*whole, *bare, runbook("a", alerts=("Known",)))
    return replace(known, policy=replace(known.policy, patterns=RULED.patterns))


@pytest.mark.parametrize(
    "bare",
    [
        AlertRule("Bare", Location("rules/a.yml", 1)),
        AlertRule("Worded", Location("rules/a.yml", 1), summary="Check failed"),
        AlertRule("Linked", Location("rules/a.yml", 1), runbook_url="https://e.example/r"),
        AlertRule("Blank", Location("rules/a.yml", 1), summary=" ", runbook_url="https://e.example/r"),
    ],
)
def test_alerts_without_words_or_without_a_link(bare: AlertRule) -> None:
    one = found("no-context", rules(bare))
    assert (one.state, one.count, one.of) == ("seen", 1, 4)
    assert found("no-context", rules()).count == 0


def lasting(number: int, begin: int, minutes: float, *events: str, **fields: object) -> list[Postmortem]:
    path = "postmortems/a.md"
    times = milestones(path, started=at("2026-01-01"), resolved=at("2026-01-01", minutes=minutes))
    told = entries(path, *((at("2026-01-01", minutes=n), text) for n, text in enumerate(events)))
    return some(number, begin, milestones=times, timeline=told, **fields)


def test_long_and_grave_incidents_of_which_nobody_is_told() -> None:
    silent = lasting(1, 0, 60, "The alert fires.")
    told = lasting(2, 1, 90, "The alert fires.", "Status page updated.")
    beside = (
        *lasting(1, 3, 59, "The alert fires."),
        *lasting(1, 4, 90, "The alert fires.", severity="SEV3"),
        *lasting(1, 5, 90),
        *lasting(1, 6, 90, "The alert fires.", status="draft"),
        *lasting(1, 7, 90, "The alert fires.", kind="security"),
    )
    one = found("no-updates", of([*silent, *told, *beside]))
    assert (one.state, one.count, one.of) == ("seen", 1, 3)
    assert [case.postmortem.id for case in one.cases] == ["p0"]
    assert found("no-updates", of([*told, *beside])).state == "not-seen"
    patient = replace(RULED, patterns=replace(RULED.patterns, silent_minutes=61))
    assert found("no-updates", of([*silent, *told], patient)).of == 2


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
