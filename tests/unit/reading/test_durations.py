import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidentbook.reading.durations import leading_duration, read_duration
from incidentbook.records import Duration


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
