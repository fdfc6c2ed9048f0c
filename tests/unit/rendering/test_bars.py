"""Bars of a strip as a path."""

from incidentbook.pages.models import Bar
from incidentbook.rendering.bars import bars

FOUND = (Bar(1, 0.5), Bar(), Bar(0.25))


def test_bars_stand_on_the_ground_each_in_its_place() -> None:
    assert bars(FOUND) == "M0 20v-20h0.85v20zM2 20v-5h0.85v5z"


def test_the_part_is_drawn_by_itself_and_nothing_is_nothing() -> None:
    assert bars(FOUND, "part") == "M0 20v-10h0.85v10z"
    assert bars(()) == ""
