"""What the definitions keep whatever the zone, the clock's changes or the order of the events."""

from datetime import datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidentbook.analysis.contradictions import agree, all_contradictions, contradictions
from incidentbook.analysis.timings import MEASURES, Timing, span, timings
from incidentbook.reading.policy import default_policy
from incidentbook.reading.postmortem import read_postmortem
from incidentbook.records import (
    Duration,
    Field,
    Location,
    MetricRules,
    Milestone,
    Moment,
    Policy,
    Postmortem,
    StatedDuration,
    WorkingTime,
)
from incidentbook.records.moment import MILESTONES

from .library_of import at, entries, milestones, postmortem

DAY = "2025-03-15"
PATH = "postmortems/a.md"
FROM_DETECTION = Policy(metrics=MetricRules(recover_from="detected"))
ZONES = ("UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe")

lengths = st.lists(st.integers(0, 5000), min_size=len(MILESTONES), max_size=len(MILESTONES))
begins = st.integers(0, 35 * 525_600).map(lambda number: at("2000-01-01", "00:00", number))


def minutes(record: Postmortem, policy: Policy = Policy()) -> list[tuple[float | None, float | None]]:  # noqa: B008 - frozen
    return [(timing.low, timing.high) for timing in timings(record, policy)]


def timed(begin: datetime, steps: list[int], zone: str = "UTC") -> Postmortem:
    times = {
        name: (begin + timedelta(minutes=sum(steps[: place + 1]))).astimezone(ZoneInfo(zone))
        for place, name in enumerate(MILESTONES)
    }
    return postmortem("a", DAY, milestones=milestones(PATH, "front-matter", **times))


@given(begins, lengths, st.sampled_from(ZONES), st.integers(-10_000, 10_000))
def test_neither_zone_nor_day_changes_a_duration(
    begin: datetime, steps: list[int], zone: str, shift: int
) -> None:
    found = minutes(timed(begin, steps))
    assert minutes(timed(begin, steps, zone)) == found
    assert minutes(timed(begin + timedelta(minutes=shift), steps)) == found


@given(begins, lengths)
def test_the_definitions(begin: datetime, steps: list[int]) -> None:
    _, detected, acknowledged, declared, mitigated, resolved = steps
    to_mitigate = detected + acknowledged + declared + mitigated
    expected = [detected, acknowledged, to_mitigate, to_mitigate + resolved]
    record = timed(begin, steps)
    assert minutes(record) == [(one, one) for one in expected]
    assert minutes(record, FROM_DETECTION)[-1] == ((expected[3] - detected),) * 2


@given(lengths, st.randoms(use_true_random=False))
def test_the_order_of_milestones_changes_nothing(steps: list[int], random: Random) -> None:
    record = timed(at(DAY), steps)
    shuffled = list(record.milestones)
    random.shuffle(shuffled)
    assert minutes(postmortem("a", DAY, milestones=tuple(shuffled))) == minutes(record)


@pytest.mark.parametrize(
    ("zone", "started", "resolved", "expected"),
    [
        ("Europe/Berlin", "2025-03-30T01:30", "2025-03-30T03:30", 60),  # clocks go forward
        ("Europe/Berlin", "2024-10-27T01:30", "2024-10-27T03:30", 180),  # clocks go back
        ("America/New_York", "2025-03-09T01:30", "2025-03-09T03:30", 60),
        ("UTC", "2025-03-30T01:30", "2025-03-30T03:30", 120),
    ],
)
def test_clock_changes_are_counted_in_utc(zone: str, started: str, resolved: str, expected: float) -> None:
    text = f"---\ntime_zone: {zone}\nstarted_at: {started}\nresolved_at: {resolved}\n---\n# Late\n"
    record = read_postmortem(PATH, text, default_policy())
    assert minutes(record)[-1] == (expected, expected)


def test_a_range_widens_what_lies_on_both_sides_of_it() -> None:
    unsure = Moment(at(DAY, minutes=10), at(DAY, minutes=40))
    record = postmortem(
        "a",
        DAY,
        milestones=(
            *milestones(PATH, started=at(DAY)),
            Milestone("detected", unsure, "front-matter", Location(PATH, 3)),
            *milestones(PATH, acknowledged=at(DAY, minutes=50), resolved=at(DAY, minutes=60)),
        ),
    )
    assert minutes(record)[:2] == [(10, 40), (10, 40)]
    assert minutes(record, FROM_DETECTION)[-1] == (20, 50)
    assert minutes(record)[-1] == (60, 60)


def test_a_missing_end_is_missing() -> None:
    record = postmortem("a", DAY, milestones=milestones(PATH, started=at(DAY), detected=at(DAY, minutes=5)))
    assert minutes(record) == [(5, 5), (None, None), (None, None), (None, None)]


def test_the_length_of_the_incident_is_no_recovery_from_its_detection() -> None:
    record = postmortem("a", DAY, stated=(StatedDuration("total", Duration(90, 90), Location(PATH, 5)),))
    assert minutes(record)[-1] == (90, 90)
    assert minutes(record, FROM_DETECTION)[-1] == (None, None)
    assert [span(measure, FROM_DETECTION)[0] for measure in MEASURES] == [
        *("started", "detected", "started", "detected")
    ]


def test_a_duration_in_front_matter_goes_before_the_timeline() -> None:
    place = Location(PATH, 4)
    record = postmortem(
        "a",
        DAY,
        milestones=milestones(PATH, "timeline", started=at(DAY), resolved=at(DAY, minutes=30)),
        stated=(StatedDuration("recover", Duration(45, 45, text="45 min"), place),),
        fields=(Field("time_to_recover", "45 min", place),),
    )
    recover = timings(record)[-1]
    assert (recover.minutes, recover.basis) == (45, "front-matter")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ((100, 100), (110, 110), True),  # a tenth of the larger is 11
        ((100, 100), (112, 112), False),
        ((1, 1), (2, 2), True),  # times are given to the minute
        ((1, 1), (3, 3), False),
        ((10, 30), (25, 60), True),
        ((10, 20), (30, 60), False),
        ((None, None), (30, 60), True),
    ],
)
def test_a_tenth_makes_a_contradiction(
    one: tuple[float | None, float | None], other: tuple[float | None, float | None], same: bool
) -> None:
    assert agree(Timing("recover", *one), Timing("recover", *other)) is same
    assert agree(Timing("recover", *other), Timing("recover", *one)) is same


EVENTS = (
    (at(DAY, "10:00"), "The outage begins."),
    (at(DAY, "10:10"), "The alert fires."),
    (at(DAY, "10:12"), "ana acknowledges."),
    (at(DAY, "11:00"), "Mitigated."),
    (at(DAY, "11:30"), "Resolved."),
)


def told(*events: tuple[datetime, str], **fields: object) -> Postmortem:
    return postmortem("a", DAY, timeline=entries(PATH, *events), **fields)


def test_fields_and_timeline_that_differ_contradict_each_other() -> None:
    times = milestones(PATH, started=at(DAY, "10:00"), detected=at(DAY, "10:25"), resolved=at(DAY, "11:30"))
    found = all_contradictions(told(*EVENTS, milestones=times), Policy())
    assert set(found) == {"detect"}
    assert [(one.minutes, one.basis) for one in found["detect"]] == [(10, "timeline")]


def test_a_field_at_the_time_of_an_event_is_that_event() -> None:
    times = milestones(PATH, started=at(DAY, "10:00"), detected=at(DAY, "10:12"))
    assert all_contradictions(told(*EVENTS, milestones=times), Policy()) == {}


@given(st.randoms(use_true_random=False))
def test_the_order_of_events_changes_no_contradiction(random: Random) -> None:
    times = milestones(PATH, started=at(DAY, "10:00"), detected=at(DAY, "10:25"))
    shuffled = list(EVENTS)
    random.shuffle(shuffled)
    found = [
        [
            (one.minutes, one.basis)
            for one in contradictions(told(*events, milestones=times), "detect", Policy())
        ]
        for events in (EVENTS, shuffled)
    ]
    assert found[0] == found[1] == [(10, "timeline")]


def stated(measure: str, length: float, text: str = "as stated") -> StatedDuration:
    return StatedDuration(measure, Duration(length, length, text=text), Location(PATH, 40))


def test_a_stated_duration_against_the_timeline() -> None:
    derived = milestones(PATH, "timeline", started=at(DAY, "10:00"), resolved=at(DAY, "11:30"))
    record = told(*EVENTS, milestones=derived, stated=(stated("recover", 200, "3 h 20 min"),))
    (found,) = contradictions(record, "recover", Policy())
    assert (found.minutes, found.basis, found.text) == (200, "stated", "3 h 20 min")


def test_a_recovery_from_detection_is_another_definition_and_no_contradiction() -> None:
    derived = milestones(
        PATH, "timeline", started=at(DAY, "10:00"), detected=at(DAY, "10:30"), resolved=at(DAY, "11:30")
    )
    record = told(*EVENTS, milestones=derived, stated=(stated("recover", 60),))
    assert contradictions(record, "recover", Policy()) == ()


def test_a_recovery_until_users_felt_nothing_is_no_contradiction_either() -> None:
    derived = milestones(
        *(PATH, "timeline"),
        detected=at(DAY, "10:10"),
        mitigated=at(DAY, "10:20"),
        resolved=at(DAY, "11:30"),
    )
    record = told(*EVENTS[1:], milestones=derived, stated=(stated("detect", 5), stated("recover", 15)))
    assert contradictions(record, "recover", Policy()) == ()


def test_where_the_beginning_is_not_told_the_stated_detection_stands_for_it() -> None:
    derived = milestones(PATH, "timeline", detected=at(DAY, "10:10"), resolved=at(DAY, "11:30"))
    events = EVENTS[1:]
    right = told(*events, milestones=derived, stated=(stated("detect", 10), stated("recover", 90)))
    wrong = told(*events, milestones=derived, stated=(stated("detect", 10), stated("recover", 400)))
    assert contradictions(right, "recover", Policy()) == ()
    assert [one.minutes for one in contradictions(wrong, "recover", Policy())] == [90]


WORKING = Policy(metrics=MetricRules(stated_durations="working"), working_time=WorkingTime())


@pytest.mark.parametrize(
    ("length", "text", "elapsed", "worked"),
    [
        (120, "2 hours", 66 * 60, 120),  # from Friday 16:00 to Monday 10:00, over a weekend
        (2880, "2 days", 4 * 24 * 60, 960),  # two working days end on Tuesday at the same time
    ],
)
def test_working_time_and_elapsed_time_stand_side_by_side(
    length: float, text: str, elapsed: float, worked: float
) -> None:
    friday = at("2025-03-14", "16:00")
    record = postmortem(
        "a",
        "2025-03-14",
        milestones=milestones(PATH, started=friday),
        stated=(stated("recover", length, text),),
    )
    recover = timings(record, WORKING)[-1]
    assert (recover.working_low, recover.low) == (worked, elapsed)


def test_working_time_without_a_beginning_is_missing_and_says_why() -> None:
    record = postmortem("a", DAY, stated=(stated("recover", 120, "2 hours"),))
    recover = timings(record, WORKING)[-1]
    assert recover.minutes is None
    assert recover.working_low == 120
    assert recover.reason == "stated as “2 hours” of working time, and no time is known from which it ran"


def test_times_have_their_working_time_where_the_policy_says_when_people_work() -> None:
    times = milestones(PATH, started=at("2025-03-14", "16:30"), resolved=at("2025-03-17", "09:30"))
    record = postmortem("a", "2025-03-14", milestones=times)
    recover = timings(record, Policy(working_time=WorkingTime()))[-1]
    assert (recover.minutes, recover.working_low) == (65 * 60, 60)
    assert timings(record)[-1].working_low is None
