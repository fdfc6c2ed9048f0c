from dataclasses import replace
from datetime import date
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidentbook.analysis.catalogue import catalogue
from incidentbook.analysis.goals import verdict
from incidentbook.analysis.groups import BY, groups, source
from incidentbook.analysis.metrics import Metrics, compare, compare_volume, last_years, metrics
from incidentbook.analysis.periods import read_period
from incidentbook.analysis.quiet_times import OVERLAP
from incidentbook.analysis.summaries import Interval
from incidentbook.analysis.timings import MEASURES
from incidentbook.analysis.updates import is_update, updates_of
from incidentbook.records import (
    Duration,
    Field,
    Location,
    Postmortem,
    Severity,
    StatedDuration,
    TimelineEntry,
)

from .library_of import AS_OF, POLICY, at, entries, library, milestones, postmortem


def incident(name: str, day: str, minutes: float = 30, **fields: object) -> Postmortem:
    """An incident that was noticed after a tenth of the time it took."""
    path = f"postmortems/{name}.md"
    times = {
        "started": at(day),
        "detected": at(day, minutes=minutes / 10),
        "resolved": at(day, minutes=minutes),
    }
    return postmortem(name, day, **{"milestones": milestones(path, "front-matter", **times), **fields})


def measured(*documents: Postmortem, as_of: date = AS_OF) -> Metrics:
    return metrics(catalogue(library(*documents)), as_of)


def names(found: object) -> list[str]:
    return [one.incident.postmortem.id for one in found]  # type: ignore[attr-defined]  # measurements


def test_each_incident_is_counted_missing_or_excluded() -> None:
    found = measured(
        incident("a", "2025-01-10"),
        postmortem("b", "2025-02-10"),
        incident("c", "2025-03-10", kind="drill"),
        incident("d", "2025-04-10", kind="near-miss"),
        incident("e", "2025-05-10", status="draft"),
        incident("f", "2025-06-10", status="not-required"),
        incident("g", "2027-01-10"),
        incident("h", "2025-07-10", status="in-review", kind="security"),
    )
    tally = found.tally("recover")
    assert names(tally.counted) == ["h", "a"]
    assert names(tally.missing) == ["b"]
    assert {one.incident.postmortem.id: one.reason for one in tally.excluded} == {
        "c": "a drill",
        "d": "a near-miss",
        "e": "a draft",
        "f": "no review required",
        "g": "dated after the day of the build",
    }
    assert [one.postmortem.id for one in found.happened] == ["h", "f", "e", "b", "a"]
    assert found.tally("detect", found.happened[:1]).summary.values == (Interval(3, 3),)


documents = st.lists(
    st.tuples(st.integers(0, 700), st.integers(1, 5000), st.sampled_from(["incident", "drill", "near-miss"])),
    max_size=12,
)


@given(documents, st.randoms(use_true_random=False))
def test_nothing_is_lost_and_the_order_does_not_matter(
    of: list[tuple[int, int, str]], random: Random
) -> None:
    records = [
        incident(
            f"i{number}", date.fromordinal(day + date(2024, 1, 1).toordinal()).isoformat(), length, kind=kind
        )
        for number, (day, length, kind) in enumerate(of)
    ]
    found = measured(*records)
    for measure in MEASURES:
        tally = found.tally(measure)
        assert len(tally.counted) + len(tally.missing) + len(tally.excluded) == len(records)
        for by in ("severity", "month", "quarter", "detection"):
            parts = [found.tally(measure, group.incidents) for group in found.grouped(by)]
            assert sum(part.summary.number for part in parts) == tally.summary.number
    shuffled = list(records)
    random.shuffle(shuffled)
    again = measured(*shuffled)
    assert [again.tally(measure).summary for measure in MEASURES] == [
        found.tally(measure).summary for measure in MEASURES
    ]


def test_contradictory_incidents_are_listed_and_the_first_statement_counts() -> None:
    claim = StatedDuration("recover", Duration(90, 90, text="1h 30m"), Location("postmortems/a.md", 40))
    tally = measured(incident("a", "2025-01-10", stated=(claim,))).tally("recover")
    assert tally.summary.values == (Interval(30, 30),)
    assert [[other.text for other in one.others] for one in tally.contradictory] == [["1h 30m"]]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("alert", "alert"),
        ("PagerDuty page", "alert"),
        ("Customer", "customer"),
        ("a support ticket", "customer"),
        ("synthetic probe", "synthetic"),
        ("an engineer noticed", "internal"),
        ("pure chance", "other"),
        ("", ""),
    ],
)
def test_who_told_first(words: str, expected: str) -> None:
    found = catalogue(library(postmortem("a", "2025-01-10", detection=words)))
    assert source(found.incidents[0]) == expected


def test_groups_stand_in_the_order_in_which_they_are_read() -> None:
    found = catalogue(
        library(
            incident(
                "a", "2025-01-10", severity="SEV3", services=("search", "checkout"), detection="customer"
            ),
            incident("b", "2025-05-10", severity="SEV1", detection="alert"),
            postmortem("c", "", severity="", services=()),
        )
    )
    keys = {by: [group.key for group in groups(found.incidents, by, POLICY)] for by in BY}
    assert keys == {
        "severity": ["SEV1", "SEV3", ""],
        "service": ["checkout", "search", ""],
        "team": ["platform", "shop", ""],
        "detection": ["alert", "customer", ""],
        "month": ["2025-05", "2025-01", ""],
        "quarter": ["2025-Q2", "2025-Q1", ""],
    }


def test_time_between_incidents_counts_from_the_last_end() -> None:
    within = milestones(
        "postmortems/b.md", started=at("2025-01-10", "12:00"), resolved=at("2025-01-10", "12:30")
    )
    found = measured(
        incident("a", "2025-01-10", 600),  # 10:00 to 20:00
        incident("b", "2025-01-10", milestones=within),
        incident("c", "2025-01-11", 60, status="draft"),  # 10:00 to 11:00
        incident("d", "2025-01-12", kind="drill"),
        incident("e", "2025-01-13"),
    )
    (checkout,) = found.quiet
    assert checkout.incidents == 4
    assert [(one.later.postmortem.id, one.interval) for one in checkout.counted] == [
        ("e", Interval(47 * 60, 47 * 60)),
        ("c", Interval(14 * 60, 14 * 60)),
    ]
    assert [(one.later.postmortem.id, one.reason) for one in checkout.overlaps] == [("b", OVERLAP)]


def test_an_unknown_end_leaves_an_unknown_time_between() -> None:
    path = "postmortems/a.md"
    open_ended = incident("a", "2025-01-10", milestones=milestones(path, started=at("2025-01-10")))
    lasted = StatedDuration("total", Duration(60, 120, text="1 to 2 hours"), Location(path, 9))
    later = incident("b", "2025-01-11")
    assert [one.reason for one in measured(open_ended, later).quiet[0].missing] == ["no end of “A” is known"]
    told = measured(replace(open_ended, stated=(lasted,)), later).quiet[0]
    assert told.summary.values == (Interval(22 * 60, 23 * 60),)


@pytest.mark.parametrize(
    "text",
    [
        "Status page: payments are refused, we are looking into it",
        "First update on the status page.",
        "Customers are informed.",
        "We e-mail the affected customers",
        "Posted an update to stakeholders",
        "Incident declared through statuspage.io.",
        "Second public update.",
    ],
)
def test_words_that_tell_those_concerned(text: str) -> None:
    assert is_update(text)


@pytest.mark.parametrize(
    "text",
    [
        "The carrier's status page is green",
        "Its status page says nothing.",
        "Nobody has been told yet.",
        "A customer tells us that labels are blank",
        "Update 4.2 of the driver is installed",
        "The database is updated",
        "No update is sent.",
    ],
)
def test_words_that_tell_nobody(text: str) -> None:
    assert not is_update(text)


UPDATES: tuple[tuple[str, str], ...] = (
    ("10:40", "Second update on the status page."),
    ("10:05", "Status page: it is broken."),
    ("10:30", "A dump is taken."),
    ("10:58", "Status page: all is well again."),
)


def timeline(*events: tuple[str, str]) -> tuple[TimelineEntry, ...]:
    return entries("postmortems/a.md", *((at("2025-01-10", clock), text) for clock, text in events))


def test_the_time_between_updates_and_the_longest_silence() -> None:
    (cadence,) = measured(incident("a", "2025-01-10", 60, timeline=timeline(*UPDATES))).cadences
    assert cadence.summary.values == (Interval(18, 18), Interval(35, 35))
    (one,) = cadence.measured
    assert one.silence == 34  # from the detection at 10:06 to 10:40


@given(st.permutations(UPDATES))
def test_the_order_of_events_changes_no_update(events: list[tuple[str, str]]) -> None:
    found = catalogue(library(incident("a", "2025-01-10", 60, timeline=timeline(*events)))).incidents[0]
    assert [gap.low for gap in updates_of(found).gaps] == [35, 18]


def test_updates_are_held_against_the_target_of_their_severity() -> None:
    strict = replace(POLICY, severities=(Severity("SEV2", update_minutes=20),))
    found = metrics(
        catalogue(
            library(
                incident("a", "2025-01-10", 60, timeline=timeline(*UPDATES)),
                incident("b", "2025-02-10"),
                incident("c", "2025-02-11", kind="drill"),
                policy=strict,
            )
        ),
        AS_OF,
    )
    (cadence,) = found.cadences
    assert (cadence.target, cadence.kept, len(cadence.silent), len(cadence.excluded)) == (20, 1, 1, 1)


@pytest.mark.parametrize(
    ("taken", "aim", "expected"),
    [
        (Interval(5, 5), 5, "met"),
        (Interval(4, 6), 5, "perhaps"),
        (Interval(6, 6), 5, "missed"),
        (None, 5, "unknown"),
    ],
)
def test_a_range_may_have_met_its_target(taken: Interval | None, aim: float, expected: str) -> None:
    assert verdict(taken, aim) == expected


def fields(**values: str) -> tuple[Field, ...]:
    return tuple(Field(key, value, Location("postmortems/a.md", 9)) for key, value in values.items())


@pytest.mark.parametrize(
    ("published", "reviewed", "expected"),
    [
        ("2025-01-11", "2025-01-13", ("met", "met")),  # Friday to Saturday; to Monday, one working day
        ("2025-01-12", "2025-01-17", ("perhaps", "met")),  # the 48 hours end within that day
        ("2025-01-13", "2025-01-20", ("missed", "missed")),
    ],
)
def test_write_up_and_review_against_their_targets(
    published: str, reviewed: str, expected: tuple[str, str]
) -> None:
    found = measured(
        incident("a", "2025-01-10", fields=fields(published_on=published, reviewed_on=reviewed)),
        incident("b", "2025-01-10"),
    )
    verdicts = {goal.name: [one.verdict for one in goal.judged] for goal in found.goals}
    assert (verdicts["writeup"], verdicts["review"]) == (
        [expected[0], "unknown"],
        [expected[1], "unknown"],
    )


def test_who_missed_which_target() -> None:
    found = measured(incident("a", "2025-01-10", 300, severity="SEV1"), incident("b", "2025-01-11", 30))
    goals = {goal.name: goal for goal in found.goals}
    assert [(one.incident.postmortem.id, one.aim) for one in goals["recover"].of("missed")] == [("a", 240)]
    assert goals["recover"].without == 1
    assert [one.incident.postmortem.id for one in goals["detect"].of("met")] == ["b"]


def test_two_periods_side_by_side() -> None:
    early = [incident(f"a{day}", f"2024-06-{day:02}", 10 + day) for day in range(1, 6)]
    late = [incident(f"b{day}", f"2025-06-{day:02}", 500 + day) for day in range(1, 6)]
    found = measured(*early, *late)
    earlier, later = read_period("2024-Q2"), read_period("2025-Q2")
    assert earlier
    assert later
    by_measure = {one.measure: one for one in compare(found, earlier, later)}
    assert by_measure["recover"].chance == pytest.approx(2 / 252)
    assert by_measure["acknowledge"].chance is None
    volume = compare_volume(found, earlier, later)
    assert (volume.earlier, volume.later) == (5, 5)
    assert volume.chance == pytest.approx(1)


def test_the_last_two_years_touch_and_end_today() -> None:
    years = last_years(date(2026, 3, 31))
    assert years
    earlier, later = years
    assert (earlier.first, earlier.last) == (date(2024, 4, 1), date(2025, 3, 31))
    assert (later.first, later.last) == (date(2025, 4, 1), date(2026, 3, 31))
    assert last_years(date(1, 6, 1)) is None


def test_an_empty_library_has_metrics_too() -> None:
    found = measured()
    assert {found.tally(measure).summary.number for measure in MEASURES} == {0}
    assert (found.quiet, found.cadences) == ((), ())
