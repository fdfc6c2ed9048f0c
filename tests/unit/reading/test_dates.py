from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidentbook.reading.dates import find_date, read_date

DAY = date(2025, 3, 15)


@pytest.mark.parametrize(
    "text",
    [
        "2025-03-15",
        "2025/03/15",
        "2025.03.15",
        "2025_03_15",
        "20250315",
        "15 Mar 2025",
        "15 March 2025",
        "15th of March, 2025",
        "15-Mar-2025",
        "15 Mar '25",
        "15. March 2025",
        "15 mar 2025",
        "March 15th, 2025",
        "Mar. 15, 2025",
        "March 15 2025",
        "2025 March 15",
        "15.03.2025",
        "15. 3. 2025",
        "03/15/2025",
        "15/03/2025",
        "15-03-2025",
        "3/15/25",
        "Saturday, 15 March 2025",
        "Sat 15 Mar 2025",
        "2025-03-15 (Sat)",
        "**2025-03-15**",
        " by 2025-03-15. ",
        "2025-03-15T14:32:00Z",
        "2025-03-15 14:32 UTC",
    ],
)
def test_a_date_is_read(text: str) -> None:
    assert read_date(text) == DAY


@pytest.mark.parametrize(
    "text",
    [
        "",
        "03/04/2025",
        "Q2 2025",
        "March 2025",
        "15 March",
        "2025",
        "2025-13-45",
        "2025-02-30",
        "20202-01-16",
        "next Friday",
        "2025-W12",
        "end of 2025-03-15 week or so",
        "2025-03-15 and 2025-03-16",
        "1.10.2",
        "10.15.20.25",
        "²025-03-15",
    ],
)
def test_what_is_no_date_is_none(text: str) -> None:
    assert read_date(text) is None


@pytest.mark.parametrize("text", ["15 March", "March 15th", "15. March", "Mar 15", "Sat, Mar 15"])
def test_a_missing_year_is_taken_from_elsewhere(text: str) -> None:
    assert read_date(text) is None
    assert read_date(text, 2025) == DAY


def test_the_same_number_twice_is_no_ambiguity() -> None:
    assert read_date("04/04/2025") == date(2025, 4, 4)


@pytest.mark.parametrize(
    ("text", "piece"),
    [
        ("Add a canary, due 2025-03-15, P1", "2025-03-15"),
        ("done by 15 March 2025 at the latest", "15 March 2025"),
        ("2025-03-15-checkout-outage", "2025-03-15"),
        ("PM-2025-03-15", "2025-03-15"),
        ("see https://example.org/2024/01/02/x and 2025-03-15", "2025-03-15"),
        ("version 2.2024-13-01, then March 15, 2025", "March 15, 2025"),
    ],
)
def test_a_date_is_found_with_its_place(text: str, piece: str) -> None:
    found = find_date(text)
    assert found is not None
    day, start, end = found
    assert day == DAY
    assert text[start:end] == piece


@pytest.mark.parametrize(
    "text",
    [
        "we may 3 times retry",
        "from 10.0.3.2025",
        "https://x.org/2025/03/15",
        "ticket 1-2-2025",
        "in March 2025",
    ],
)
def test_nothing_is_found_where_no_date_stands(text: str) -> None:
    assert find_date(text, 2025) is None


def test_the_first_of_two_dates_is_found() -> None:
    assert find_date("5 May 2024 or 2025-03-15") == (date(2024, 5, 5), 0, 10)


@given(st.dates(min_value=date(1970, 1, 1), max_value=date(2099, 12, 31)))
def test_every_day_survives_its_usual_spellings(day: date) -> None:
    for form in ("%Y-%m-%d", "%d %B %Y", "%B %d, %Y", "%d.%m.%Y", "%A, %d %b %Y"):
        assert read_date(day.strftime(form)) == day
    assert read_date(day.strftime("%d %B"), day.year) == day


@given(st.text(), st.none() | st.integers(1, 9999))
def test_nothing_raises_and_places_lie_within_the_text(text: str, year: int | None) -> None:
    read_date(text, year)
    found = find_date(text, year)
    assert found is None or 0 <= found[1] < found[2] <= len(text)


@given(st.text(alphabet="0123456789-/. marchTZ:,'", max_size=40))
def test_a_text_that_is_a_date_also_holds_it(text: str) -> None:
    day = read_date(text)
    if day is not None:
        found = find_date(text)
        assert found is not None
        assert found[0] == day
