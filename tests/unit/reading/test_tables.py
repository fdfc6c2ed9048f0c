"""Tables that are none, and rows that are too short or too long."""

import pytest

from incidentbook.reading.blocks import parse
from incidentbook.reading.tables import report_broken, width_fault


def _broken(text: str) -> list[tuple[int, str]]:
    return [(problem.at.line, problem.hint) for problem in report_broken(parse(text, 5), text, 5, "a.md")]


@pytest.mark.parametrize(
    "text",
    [
        "| A | B |\n|---|\n| 1 | 2 |\n",
        "A | B\n--|--|--\n1 | 2\n",
        "| A | B |\n|=====|====|\n| 1 | 2 |\n",
        "| A | B |\n| — | —— |\n| 1 | 2 |\n",
        "| A | B |\n| 1 | 2 |\n",
        "> | A | B |\n> |---|\n> | 1 | 2 |\n",
        "- | A | B |\n  |---|\n  | 1 | 2 |\n",
    ],
)
def test_a_table_that_is_shown_as_text_is_reported_at_its_heading(text: str) -> None:
    assert _broken(text) == [(5, "write `|---|---|` below the heading")]


@pytest.mark.parametrize(
    "text",
    [
        "| A | B |\n|---|---|\n| 1 | 2 |\n",
        "a | b\nc | d\n",
        "`a | b`\n`c | d`\n",
        "|\n|---\n",
        "one || two\nthree\n",
        "",
    ],
)
def test_text_and_good_tables_are_not(text: str) -> None:
    assert _broken(text) == []


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ("| 1 |", "the row has 1 cell below 2 headings (A, …)"),
        ("| 1 | 2 | 3 |", "the row has 3 cells below 2 headings (A, …)"),
        ("| 1 | `2 | 3` |", ""),
        ("| 1 | 2 \\| 3 |", ""),
        ("| 1 | 2 | | |", ""),
        ("| 1 | |", ""),
        ("![a graph](a.png)", ""),
    ],
)
def test_the_width_of_a_row(row: str, fault: str) -> None:
    (table,) = parse(f"| A | |\n|---|---|\n{row}\n")
    assert width_fault(table.rows[1], table.rows[0]) == fault
