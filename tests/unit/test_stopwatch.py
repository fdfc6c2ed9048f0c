"""Times are added up by name, on whatever clock is handed in."""

from collections.abc import Iterator

import pytest

from incidentbook.stopwatch import Lap, Stopwatch, lines_of


@pytest.fixture
def watch() -> Stopwatch:
    """A stopwatch on whose clock a second passes each time that it is looked at."""
    seconds = iter(range(1000))
    return Stopwatch(lambda: float(next(seconds)))


def test_a_name_stands_for_all_its_turns_in_the_order_of_the_first(watch: Stopwatch) -> None:
    for name in ("read", "check", "read"):
        with watch.during(name):
            pass
    assert watch.laps == (Lap("read", 2.0, 2), Lap("check", 1.0, 1))
    assert watch.seconds == 3.0


def test_time_counts_where_the_work_fails(watch: Stopwatch) -> None:
    with pytest.raises(OSError, match="gone"), watch.during("read"):
        raise OSError("gone")
    assert watch.laps == (Lap("read", 1.0, 1),)


def test_making_items_takes_the_time_and_not_naming_what_makes_them(watch: Stopwatch) -> None:
    def made() -> Iterator[int]:
        with watch.during("within"):
            yield 1

    items = made()
    assert list(watch.laps) == []
    assert watch.draining("all", items) == [1]
    assert watch.laps == (Lap("within", 1.0, 1), Lap("all", 3.0, 1))


def test_what_other_processes_measured_is_added(watch: Stopwatch) -> None:
    watch.add([Lap("read", 0.5, 3)])
    watch.add([Lap("read", 0.25, 1), Lap("check", 0.125, 2)])
    assert watch.laps == (Lap("read", 0.75, 4), Lap("check", 0.125, 2))


def test_lines_are_aligned_and_stand_in_the_asked_order() -> None:
    laps = [Lap("find files", 0.25, 1), Lap("read", 12.0, 2)]
    assert lines_of(laps) == ["find files      0.250 s", "read           12.000 s"]
    assert lines_of(laps, longest_first=True) == ["read           12.000 s", "find files      0.250 s"]
    assert lines_of([]) == []
