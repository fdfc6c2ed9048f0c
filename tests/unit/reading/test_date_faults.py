"""What is wrong with a day or a time, and which was meant."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidentbook.reading.date_faults import day_fault, time_fault
from incidentbook.reading.dates import read_date

NEAR = date(2026, 1, 15)


@pytest.mark.parametrize(
    ("text", "wrong", "remedy"),
    [
        ("01/02/2027", "may be 1 February 2027 or 2 January 2027", "write `2027-02-01` or `2027-01-02`"),
        ("by 1-2-2027", "may be 1 February 2027 or 2 January 2027", "write `2027-02-01` or `2027-01-02`"),
        ("01/02/27", "may be 1 February 2027 or 2 January 2027", "write `2027-02-01` or `2027-01-02`"),
        ("1.2.27", "is not written as year, month, day", "write `2027-02-01`"),
        ("2027-02-30", "February 2027 has 28 days", "perhaps `2027-02-28`"),
        ("31/04/2027", "April 2027 has 30 days", "perhaps `2027-04-30`"),
        ("3000-01-31", "has the year 3000", ""),
        ("2027-00-10", "there is no month 0", ""),
        ("2027-01-00", "January 2027 has 31 days", ""),
        ("2026-13-01", "there is no month 13", "perhaps `2026-01-13`"),
        ("20226-03-01", "its year has 5 figures", "perhaps `2026-03-01`"),
        ("202-03-01", "its year has 3 figures", "perhaps `2026-03-01`"),
        ("01/03/20226", "its year has 5 figures", "perhaps `2026-03-01`"),
    ],
)
def test_a_day_that_cannot_be_read_says_why_and_what_to_write(text: str, wrong: str, remedy: str) -> None:
    fault = day_fault(text, NEAR)
    assert fault is not None
    assert wrong in fault.wrong
    assert fault.remedy().endswith(remedy)


@pytest.mark.parametrize(
    "text", ["2027-02-28", "2027-02-28 25:10", "soon", "", "12", "v1.2", "10:30", "1.2.3.4"]
)
def test_other_texts_have_no_fault_of_a_day(text: str) -> None:
    assert day_fault(text, NEAR) is None


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("25:99", "too many hours"),
        ("24:01", "too many hours"),
        ("10:75", "too many minutes"),
        ("10.75", "too many minutes"),
        ("10:15:99", "too many seconds"),
        ("2026-03-04 25:10", "too many hours"),
    ],
)
def test_a_time_that_does_not_exist_says_what_is_too_much(text: str, wrong: str) -> None:
    fault = time_fault(text)
    assert fault is not None
    assert wrong in fault.wrong


@pytest.mark.parametrize("text", ["10:30", "00:00", "23:59:59", "32.13.2026", "2026-03-04", "soon", "10:300"])
def test_other_texts_have_no_fault_of_a_time(text: str) -> None:
    assert time_fault(text) is None


def test_a_remedy_is_put_into_the_words_around_it() -> None:
    fault = day_fault("2026-13-01T10:00Z")
    assert fault is not None
    assert fault.remedy("{}T10:00Z") == "write the day that is meant, perhaps `2026-01-13T10:00Z`"


@given(st.from_regex(r"[0-9]{1,6}[-/.][0-9]{1,2}[-/.][0-9]{1,6}", fullmatch=True))
def test_days_that_are_proposed_can_be_read(text: str) -> None:
    fault = day_fault(text, NEAR)
    for day in fault.meant if fault else ():
        assert read_date(day.isoformat()) == day
