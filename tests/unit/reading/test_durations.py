import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidentbook.reading.blocks import parse
from incidentbook.reading.durations import leading_duration, read_duration, stated_duration, stated_durations
from incidentbook.records import Duration, Location


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("30min", 30),
        ("371 minutes", 371),
        ("1h 39m", 99),
        ("1h50m", 110),
        ("1h30", 90),
        ("1 hr 5 mins", 65),
        ("6 hours, 14 minutes", 374),
        ("6 hours and 14 minutes", 374),
        ("54 hours 10 minutes", 3250),
        ("19 hours 43 minutes.", 1183),
        ("11 Days", 15840),
        ("3 d 4 h", 4560),
        ("2 weeks", 20160),
        ("90 seconds", 1.5),
        ("1 day, 2 hours, 3 minutes and 30 seconds", 1563.5),
        ("1.5 hours", 90),
        ("1,5 h", 90),
        ("1,440 minutes", 1440),
        ("00:30", 30),
        ("1:05:30", 65.5),
        ("PT1H30M", 90),
        ("P1DT2H", 1560),
        ("one hour", 60),
        ("half an hour", 30),
        ("one and a half hours", 90),
        ("an hour and a half", 90),
        ("**45 minutes**", 45),
        ("279 minutes [^3]", 279),
        ("30 minutes (14:25 to 14:55)", 30),
        ("0 minutes", 0),
        ("45-minute", 45),
    ],
)
def test_an_exact_length_is_read_in_minutes(text: str, minutes: float) -> None:
    assert read_duration(text) == Duration(minutes, minutes, approximate=False, text=text)


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("~41h", 2460),
        ("about an hour", 60),
        ("approx. 20 min", 20),
        ("approximately nine hours", 540),
        ("ca. 3 hours", 180),
        ("< 5 min", 5),
        ("less than 5 minutes", 5),
        ("more than 2 hours", 120),
        ("2+ hours", 120),
        ("immediately", 0),
    ],
)
def test_a_rough_length_is_marked_as_such(text: str, minutes: float) -> None:
    duration = read_duration(text)
    assert duration is not None
    assert (duration.low, duration.high, duration.approximate) == (minutes, minutes, True)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("between 2 and 3 hours", 120, 180),
        ("2-3 hours", 120, 180),
        ("10–30 minutes", 10, 30),
        ("2 to 3 h", 120, 180),
        ("45 min to 1 hour", 45, 60),
        ("1h - 1h30m", 60, 90),
        ("1 to 2 hours 30 minutes", 60, 150),
    ],
)
def test_a_range_keeps_both_ends(text: str, low: float, high: float) -> None:
    duration = read_duration(text)
    assert duration is not None
    assert (duration.low, duration.high) == (low, high)


@pytest.mark.parametrize(
    "text", ["?", "N/A", "n/a", "unknown", "Unknown (no logs)", "TBD", "-", "—", "ongoing", "na"]
)
def test_what_is_said_to_be_unknown_is_stated_without_a_number(text: str) -> None:
    duration = read_duration(text)
    assert duration is not None
    assert not duration.is_known


@pytest.mark.parametrize(
    "text",
    [
        "",
        "30",
        "YYY",
        "Mean time to detect",
        "a long time",
        "2:32 PM",
        "14:32 UTC",
        "2025-03-15",
        "X hours Y minutes",
        "[Time]",
        "10 messages",
        "30 minutes of one thing, 20 of another",
        "unknown unknowns",
        "3 mice",
        "HH:MM",
    ],
)
def test_what_is_no_length_is_none(text: str) -> None:
    assert read_duration(text) is None


def test_a_leading_length_may_be_followed_by_words() -> None:
    duration = leading_duration("30 minutes of full outage, then 2 hours of slow answers")
    assert duration is not None
    assert duration.low == 30


@given(st.integers(0, 400), st.integers(0, 23), st.integers(0, 59))
def test_days_hours_and_minutes_add_up(days: int, hours: int, minutes: int) -> None:
    total = days * 1440 + hours * 60 + minutes
    for form in ("{}d {}h {}m", "{} days, {} hours and {} minutes", "{}d{}h{}m"):
        duration = read_duration(form.format(days, hours, minutes))
        assert duration is not None
        assert duration.low == duration.high == total


@given(st.text() | st.text(alphabet="0123456789hmd :-~.,and?/", max_size=60))
def test_nothing_raises_and_ends_are_in_order(text: str) -> None:
    leading_duration(text)
    duration = read_duration(text)
    if duration is not None and duration.low is not None and duration.high is not None:
        assert 0 <= duration.low <= duration.high


def stated(text: str) -> list[tuple[str, float | None]]:
    return [(found.measure, found.duration.low) for found in stated_durations(parse(text), "pm.md")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("- Time to detection: 5 minutes\n- Time to recovery: ?", [("detect", 5), ("recover", None)]),
        ("**Date:** 2025-03-15 | **Duration:** 00:30 | **Severity:** SEV1", [("total", 30)]),
        ("| Metric | Value |\n|--|--|\n| User impact duration | 2 hours 5 minutes |", [("total", 125)]),
        (
            "| TTD | TTM | TTR |\n|--|--|--|\n| 5m | 20m | 1h |",
            [("detect", 5), ("mitigate", 20), ("recover", 60)],
        ),
        ("- **MTTA** — 4 min\n- **Time to mitigate (TTM)**: 1h", [("acknowledge", 4), ("mitigate", 60)]),
        ("- Duration: 14:25 - 14:55 UTC", [("total", 30)]),
        ("- Duration: 2025-03-15 23:50 – 2025-03-16 00:20 (UTC)", [("total", 30)]),
        ("- Duration: 14:25–14:55 UTC (about 25 minutes)", [("total", 25)]),
        ("## Outage duration\n\n45 minutes", [("total", 45)]),
        ("Duration:\n2 hours", [("total", 120)]),
        ("Downtime\n: 3h", [("total", 180)]),
        ("- Incident length: 2-3 hours", [("total", 120)]),
        ("- Duration: 30 minutes of full outage, then slow", [("total", 30)]),
        ("- Duration: [Start - End]\n- Duration: HH:MM\n- Time to detect: YYY", []),
        ("- Detection time: 14:32\n- Recovered at: 14:55", []),
        ("| MTTD | Mean time to detect | < 5 minutes |\n|--|--|--|\n| MTTA | Mean | < 15 |", []),
        ("> Duration: 5 minutes\n\n```\nDuration: 5 minutes\n```", []),
        ("The duration was 5 minutes: too long.", []),
    ],
)
def test_labelled_durations_are_found_wherever_they_stand(
    text: str, expected: list[tuple[str, float | None]]
) -> None:
    assert stated(text) == expected


def test_a_stated_duration_stands_at_its_label() -> None:
    found = stated_durations(parse("x\n\n- **Severity:** 1 | **Duration:** 5 min"), "pm.md")
    assert [duration.at for duration in found] == [Location("pm.md", 3, 23)]


@pytest.mark.parametrize("label", ["time_to_detect", "Time to detect", "time-to-detection", "TTD", "MTTD"])
def test_a_field_states_a_duration_by_its_name(label: str) -> None:
    found = stated_duration(label, "7 min", Location("pm.md", 2, 1))
    assert found is not None
    assert (found.measure, found.duration.low, found.at.line) == ("detect", 7, 2)


@given(st.text())
def test_no_document_raises(text: str) -> None:
    for found in stated_durations(parse(text), "pm.md"):
        assert found.measure in {"detect", "acknowledge", "mitigate", "recover", "total"}
