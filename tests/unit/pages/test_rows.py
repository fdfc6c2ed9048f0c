"""Rows that are made when somebody looks at them."""

import pickle

from incidentbook.pages.models import Rows

MADE: list[int] = []


def row(number: int) -> str:
    MADE.append(number)
    return str(number)


def test_rows_are_made_when_they_are_asked_for_and_each_time() -> None:
    MADE.clear()
    rows = Rows(range(9), row, str)
    assert (len(rows), len(rows[2:5]), MADE) == (9, 3, [])
    assert (rows[1], rows[-1], MADE) == ("1", "8", [1, 8])
    assert list(rows[2:4]) == list(rows[2:4]) == ["2", "3"]
    assert MADE == [1, 8, 2, 3, 2, 3]


def test_rows_are_as_equal_as_what_they_hold() -> None:
    rows = Rows(range(3), row, str)
    assert rows == ("0", "1", "2")
    assert rows == Rows(("0", "1", "2"), str, str)
    assert rows != Rows(range(4), row, str)
    assert hash(rows) == hash(("0", "1", "2"))
    assert rows != ["0", "1", "2"]


def test_what_is_kept_of_rows_are_the_rows() -> None:
    kept = pickle.loads(pickle.dumps(Rows(range(3), row, str)))  # noqa: S301 - written by the line itself
    assert kept == ("0", "1", "2")
    assert isinstance(kept, tuple)
