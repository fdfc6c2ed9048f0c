"""Columns of charts."""

import dataclasses

from hypothesis import given
from hypothesis import strategies as st

from incidentbook.pages.models import Chart, Point
from incidentbook.rendering.charts import HEIGHT, columns

from .samples import CHART


def chart(*values: float) -> Chart:
    points = tuple(Point(f"Month {number}", value, f"{value:g}") for number, value in enumerate(values))
    return dataclasses.replace(CHART, points=points)


def test_stand_on_zero_and_reach_the_top_once() -> None:
    assert [column.height for column in columns(chart(0, 5, 10))] == [0, HEIGHT / 2, HEIGHT]


def test_nothing_but_zeros_is_flat() -> None:
    assert [column.height for column in columns(chart(0, 0))] == [0, 0]


def test_the_ends_and_the_tallest_speak() -> None:
    assert [column.text for column in columns(CHART) if column.text] == ["12", "38", "34"]
    assert [column.label for column in columns(CHART) if column.label] == ["Apr 2025", "Mar 2025"]


def test_a_tallest_beside_an_end_leaves_the_word_to_it() -> None:
    assert [column.text for column in columns(chart(3, 9, 1, 1, 2))] == ["3", "", "", "", "2"]


def test_no_points_make_no_columns() -> None:
    assert columns(chart()) == ()


@given(st.lists(st.floats(-1e9, 1e9), max_size=60))
def test_columns_stay_inside_and_apart(values: list[float]) -> None:
    made = columns(chart(*values))
    edges = [edge for column in made for edge in (column.x, column.x + column.width)]
    assert edges == sorted(edges)
    assert all(0 <= edge <= 1 + 1e-9 for edge in edges)
    assert all(0 <= column.height <= HEIGHT for column in made)


def test_a_part_is_drawn_to_the_same_scale_and_said() -> None:
    points = (Point("Q1", 4, "4", ("1",), 1), Point("Q2", 2, "2", ("2",), 2))
    found = columns(dataclasses.replace(CHART, points=points, part="repeats"))
    assert [column.height for column in found] == [HEIGHT, HEIGHT / 2]
    assert [column.part for column in found] == [HEIGHT / 4, HEIGHT / 2]
    assert [column.title for column in found] == ["Q1: 4, repeats 1", "Q2: 2, repeats 2"]
    assert not any(column.is_last for column in found)
