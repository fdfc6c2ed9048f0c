"""The policy's keys about durations and working time."""

from datetime import date

import pytest

from incidentbook.reading import holidays
from incidentbook.reading.policy import PolicyError, default_policy, read_policy
from incidentbook.records import MetricRules, WorkingTime


def test_what_counts_where_nothing_is_said() -> None:
    assert default_policy().metrics == MetricRules("started", "timeline", "elapsed")
    assert default_policy().working_time is None


def test_durations_are_counted_as_the_policy_says() -> None:
    found = read_policy("metrics: {recover_from: detected, prefer: stated, stated_durations: working}")
    assert found.metrics == MetricRules("detected", "stated", "working")


def test_working_time_is_read() -> None:
    text = """
time_zone: Europe/Oslo
working_time:
  days: [sun, mon, tue]
  hours: 8:30 - 16:00
  free_days: [2025-12-24]
  holidays: NO
"""
    assert read_policy(text).working_time == WorkingTime(
        (0, 1, 6), 510, 960, "Europe/Oslo", "NO", (date(2025, 12, 24),)
    )
    assert read_policy("working_time: {}").working_time == WorkingTime()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("working_time: {hours: nine to five}", "“nine to five” is no span of hours"),
        ("working_time: {hours: 17:00-09:00}", "“17:00-09:00” is no span of hours"),
        ("working_time: {days: [someday]}", "known are: mon, tue"),
        ("working_time: {holidays: Atlantis}", "“Atlantis” is no country"),
        ("metrics: {recover_from: noticed}", "expected one of started, detected"),
    ],
)
def test_what_cannot_be_used_is_refused(text: str, message: str) -> None:
    with pytest.raises(PolicyError) as refused:
        read_policy(text)
    assert message in str(refused.value)


def test_holidays_say_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(holidays, "find_spec", lambda _: None)
    with pytest.raises(PolicyError, match=r'pip install "incidentbook\[holidays\]"'):
        read_policy("working_time: {holidays: DK}")
    assert read_policy("working_time: {free_days: [2025-12-24]}").working_time
