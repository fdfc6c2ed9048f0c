from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidentbook.pages import dates, durations, words
from incidentbook.pages.models import Day
from incidentbook.records import Moment

AS_OF = date(2026, 3, 31)


@pytest.mark.parametrize(
    ("minutes", "text"),
    [
        (0, "0 min"),
        (0.5, "30 s"),
        (0.995, "1 min"),
        (7.4, "7 min"),
        (59.6, "1 h"),
        (83, "1 h 23 min"),
        (60, "1 h"),
        (1439, "23 h 59 min"),
        (1440, "1 d"),
        (76 * 60, "3 d 4 h"),
        (2 * 1440 - 10, "2 d"),
        (1440 * 1500, "1,500 d"),
        (float("inf"), "without limit"),
    ],
)
def test_durations_are_told_at_their_size(minutes: float, text: str) -> None:
    assert durations.spell(minutes) == text


def test_ranges_and_guesses_are_told_as_such() -> None:
    assert durations.spell_range(7, 60) == "7 min to 1 h"
    assert durations.spell_range(7, 7, is_approximate=True) == "about 7 min"
    assert durations.spell_days(1) == "1 day"


@pytest.mark.parametrize(
    ("day", "text"),
    [
        ("2026-03-31", "today"),
        ("2026-03-30", "yesterday"),
        ("2026-04-01", "tomorrow"),
        ("2026-03-19", "12 days ago"),
        ("2026-04-30", "in 30 days"),
        ("2025-07-31", "8 months ago"),
        ("2023-03-31", "3 years ago"),
    ],
)
def test_days_are_told_from_the_day_of_the_build(day: str, text: str) -> None:
    assert dates.ago(date.fromisoformat(day), AS_OF) == text


def test_days_and_times_have_a_text_and_a_machine_form() -> None:
    assert dates.day(date(2025, 3, 5)) == Day("5 Mar 2025", "2025-03-05")
    berlin = datetime(2025, 3, 15, 15, 25, tzinfo=timezone(timedelta(hours=1)))
    assert dates.time(berlin) == Day("15 Mar 2025, 14:25 UTC", "2025-03-15T14:25:00Z")
    assert dates.moment(Moment(berlin, precision="day")).text == "15 Mar 2025"


@pytest.mark.parametrize(
    ("end", "text"),
    [
        (datetime(2025, 3, 15, 14, 55, tzinfo=UTC), "15 Mar 2025, 14:25–14:55 UTC"),
        (datetime(2025, 3, 16, 1, 5, tzinfo=UTC), "15 Mar 2025, 14:25 – 16 Mar 2025, 01:05 UTC"),
        (datetime(2025, 3, 15, 14, 0, tzinfo=UTC), "15 Mar 2025, 14:25 UTC"),
        (None, "15 Mar 2025, 14:25 UTC"),
    ],
)
def test_periods_name_both_days_where_they_differ(end: datetime | None, text: str) -> None:
    assert dates.period(datetime(2025, 3, 15, 14, 25, tzinfo=UTC), end, AS_OF).text == text


def test_counts_agree_with_their_nouns() -> None:
    assert words.count(1, "incident") == "1 incident"
    assert words.count(1204, "near-miss", "near-misses") == "1,204 near-misses"
    assert words.numeral(2) == "two"
    assert words.numeral(11) == "11"


@pytest.mark.parametrize(
    ("parts", "text"), [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")]
)
def test_lists_end_with_and(parts: list[str], text: str) -> None:
    assert words.listed(parts) == text


@pytest.mark.parametrize(
    ("part", "whole", "text"), [(0, 9, "0 %"), (1, 999, "1 %"), (998, 999, "99 %"), (5, 5, "100 %")]
)
def test_shares_never_round_to_none_or_all(part: int, whole: int, text: str) -> None:
    assert words.percent(part, whole) == text


def test_text_is_cut_at_a_word() -> None:
    assert words.clipped("one  two\nthree", 40) == "one two three"
    assert words.clipped("one two three", 9) == "one two…"
    assert words.lead("It broke. It was mended. Then we had tea and cake.", 30) == "It broke. It was mended."


@given(st.text(), st.integers(min_value=5, max_value=50))
def test_cut_text_is_never_too_long(text: str, length: int) -> None:
    assert len(words.clipped(text, length)) <= length
    assert len(words.lead(text, length)) <= length
