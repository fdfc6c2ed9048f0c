"""The drawn timeline: nothing collides, everything is to scale."""

import dataclasses
from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidentbook.pages.models import Day, Drawing, Event, Segment
from incidentbook.rendering.drawing import LETTER, LEVEL, NARROWEST, Flag, lay_out

from .samples import DRAWING

NAMES = ("Started", "Detected", "Acknowledged", "Declared", "Mitigated", "Resolved")


def drawing(*minutes: float) -> Drawing:
    """Milestones at these minutes, with the segments between them."""
    events = tuple(
        Event(at, Day("14:25", "2025-03-15T14:25:00Z"), f"Event at {at}", milestones=(name,))
        for at, name in zip(minutes, NAMES, strict=False)
    )
    segments = tuple(
        Segment(start, end, "to go on", f"{end - start:g} min", "") for start, end in pairwise(minutes)
    )
    return dataclasses.replace(
        DRAWING, length=minutes[-1] if minutes else 0, events=events, segments=segments
    )


def words(flag: Flag) -> tuple[float, float]:
    """From where to where the words of a flag reach, at the narrowest width."""
    x = flag.x * NARROWEST
    width = len(f"{flag.name} {flag.clock} {flag.after}".strip()) * LETTER
    return (x - width, x) if flag.is_left else (x, x + width)


def test_segments_join_without_a_gap_and_to_scale() -> None:
    layout = lay_out(DRAWING)
    assert [round(stretch.width * 30, 6) for stretch in layout.stretches] == [7, 3, 12, 8]
    assert layout.stretches[-1].x + layout.stretches[-1].width == pytest.approx(1)


def test_a_length_that_does_not_fit_stands_at_the_flag_that_ends_it() -> None:
    layout = lay_out(drawing(0, 1, 2, 240))
    assert [stretch.text for stretch in layout.stretches] == ["", "", "238 min"]
    assert [flag.after for flag in layout.flags] == ["", "after 1 min", "after 1 min", ""]


def test_the_scale_uses_round_steps() -> None:
    assert [mark.text for mark in lay_out(DRAWING).marks] == ["0", "+10 min", "+20 min", "+30 min"]
    assert [mark.text for mark in lay_out(drawing(0, 200)).marks] == ["0", "+1 h", "+2 h", "+3 h"]
    assert [mark.text for mark in lay_out(drawing(0, 80)).marks][-1] == "+1 h 15 min"
    assert [mark.text for mark in lay_out(drawing(0, 5000)).marks] == ["0", "+1 d", "+2 d", "+3 d"]


def test_the_scale_begins_with_the_incident() -> None:
    marks = lay_out(drawing(10, 40)).marks
    assert (marks[0].text, marks[0].x) == ("0", 0.25)
    assert [mark.text for mark in marks] == ["0", "+10 min", "+20 min", "+30 min"]


def test_an_incident_without_length_stands_at_the_left() -> None:
    layout = lay_out(drawing(0, 0))
    assert {flag.x for flag in layout.flags} == {0}
    assert layout.marks == ()


def test_nothing_known_is_drawn_as_nothing() -> None:
    layout = lay_out(drawing())
    assert (layout.flags, layout.stretches, layout.dots, layout.stages) == ((), (), (), ())


def test_the_list_says_how_long_each_stage_took() -> None:
    stages = lay_out(DRAWING).stages
    assert [(stage.name, stage.length) for stage in stages] == [
        ("Started", "7 min"),
        ("Detected", "3 min"),
        ("Acknowledged", "12 min"),
        ("Mitigated", "8 min"),
        ("Resolved", ""),
    ]


def test_two_milestones_at_one_time_share_a_flag() -> None:
    event = dataclasses.replace(DRAWING.events[0], milestones=("Started", "Detected"))
    assert lay_out(dataclasses.replace(DRAWING, events=(event,))).flags[0].name == "Started, detected"


def test_flags_that_stand_too_close_get_room_at_the_end() -> None:
    layout = lay_out(drawing(57, 299, 558, 817, 1069, 1345))
    assert layout.end < 1
    assert not any(flag.is_left for flag in layout.flags)
    assert layout.stretches[-1].x + layout.stretches[-1].width == pytest.approx(layout.end)


@given(st.lists(st.integers(0, 3000), min_size=1, max_size=6).map(sorted))
def test_no_words_run_into_each_other(minutes: list[int]) -> None:
    layout = lay_out(drawing(*minutes))
    for one, other in combinations(layout.flags, 2):
        if one.y == other.y:
            (left, right), (from_, to) = words(one), words(other)
            assert right <= from_ + 1 or to <= left + 1, (one, other)


@given(st.lists(st.integers(0, 3000), min_size=1, max_size=6, unique=True).map(sorted))
def test_no_pole_crosses_words(minutes: list[int]) -> None:
    layout = lay_out(drawing(*minutes))
    for flag in layout.flags:
        left, right = words(flag)
        for pole in layout.flags:
            if pole is not flag and left < pole.x * NARROWEST < right:
                assert pole.y > flag.y, (flag, pole)


@given(st.lists(st.floats(0, 1e6), min_size=1, max_size=6).map(sorted))
def test_everything_stays_inside(minutes: list[float]) -> None:
    layout = lay_out(drawing(*minutes))
    places = [place for part in (layout.flags, layout.dots, layout.marks) for place in part]
    assert all(0 <= place.x <= 1 for place in places)
    assert all(0 <= stretch.middle <= 1 for stretch in layout.stretches)
    assert all(flag.y >= LEVEL - 6 for flag in layout.flags)
    assert len(layout.marks) <= 6
