from dataclasses import replace
from datetime import timedelta

import pytest

from incidentbook.analysis.timings import timings
from incidentbook.records import (
    Duration,
    Location,
    MetricRules,
    Milestone,
    Moment,
    Policy,
    Postmortem,
    StatedDuration,
)

from .library_of import at, milestones, postmortem

DAY = "2025-03-15"
PATH = "postmortems/a.md"


def minutes(record: Postmortem) -> dict[str, float | None]:
    return {timing.measure: timing.minutes for timing in timings(record)}


def stated(measure: str, low: float | None, high: float | None = None) -> StatedDuration:
    return StatedDuration(measure, Duration(low, low if high is None else high), Location(PATH, 5))


def test_acknowledging_counts_from_detection_and_the_rest_from_the_start() -> None:
    times = {
        "started": at(DAY),
        "detected": at(DAY, minutes=7),
        "acknowledged": at(DAY, minutes=10),
        "mitigated": at(DAY, minutes=22),
        "resolved": at(DAY, minutes=30),
    }
    record = postmortem("a", DAY, milestones=milestones(PATH, "front-matter", **times))
    assert minutes(record) == {"detect": 7, "acknowledge": 3, "mitigate": 22, "recover": 30}
    assert {timing.basis for timing in timings(record)} == {"front-matter"}


def test_what_is_missing_is_named() -> None:
    record = postmortem("a", DAY, milestones=milestones(PATH, started=at(DAY)))
    reasons = {timing.measure: timing.reason for timing in timings(record)}
    assert reasons["detect"] == "no time for “detected”"
    assert reasons["acknowledge"] == "no time for “detected” and “acknowledged”"
    assert set(minutes(record).values()) == {None}


def test_times_out_of_order_give_nothing() -> None:
    record = postmortem("a", DAY, milestones=milestones(PATH, started=at(DAY), detected=at(DAY, "09:00")))
    detect = timings(record)[0]
    assert detect.minutes is None
    assert detect.reason == "“detected” lies before “started”"


def test_days_are_no_times() -> None:
    start = milestones(PATH, started=at(DAY))[0]
    by_day = replace(start, moment=replace(start.moment, precision="day"))
    record = postmortem("a", DAY, milestones=(by_day, *milestones(PATH, resolved=at(DAY, "12:00"))))
    assert minutes(record)["recover"] is None


def test_ranges_stay_ranges() -> None:
    start = Milestone(
        "started", Moment(at(DAY), at(DAY) + timedelta(minutes=30)), "front-matter", Location(PATH)
    )
    record = postmortem("a", DAY, milestones=(start, *milestones(PATH, resolved=at(DAY, minutes=60))))
    recover = timings(record)[3]
    assert (recover.low, recover.high, recover.minutes) == (30, 60, 45)


@pytest.mark.parametrize(
    ("source", "prefer", "expected", "basis"),
    [
        ("front-matter", "timeline", 30, "front-matter"),
        ("front-matter", "stated", 30, "front-matter"),
        ("timeline", "timeline", 30, "timeline"),
        ("timeline", "stated", 41, "stated"),
    ],
)
def test_fields_go_first_then_the_timeline_unless_the_policy_prefers_the_text(
    source: str, prefer: str, expected: float, basis: str
) -> None:
    times = milestones(PATH, source, started=at(DAY), resolved=at(DAY, minutes=30))
    record = postmortem("a", DAY, milestones=times, stated=(stated("total", 41),))
    recover = timings(record, Policy(metrics=MetricRules(prefer=prefer)))[3]
    assert (recover.minutes, recover.basis) == (expected, basis)


def test_recovery_goes_before_the_total_and_the_unknown_counts_for_nothing() -> None:
    record = postmortem(
        "a", DAY, stated=(stated("total", 90), stated("recover", None), stated("recover", 60))
    )
    assert minutes(record)["recover"] == 60


def test_no_number_is_endless() -> None:
    record = postmortem("a", DAY, stated=(stated("detect", float("inf")), stated("recover", 5, float("inf"))))
    assert minutes(record)["detect"] is None
    assert minutes(record)["recover"] == 5
