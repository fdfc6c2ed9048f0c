"""Where time went: seconds by name, on a clock that is handed in, so that nobody here asks one."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from .records.plain import dataclass

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Lap:
    """What one kind of work took: its name, the seconds of all its turns together, and how many turns."""

    name: str
    seconds: float
    turns: int


class Stopwatch:
    """Adds up the time of kinds of work by name, in the order in which they were first met."""

    def __init__(self, clock: Callable[[], float], told: Callable[[str], None] | None = None) -> None:
        """`clock` gives seconds that only grow: `time.perf_counter`, or `time.process_time` for CPU time.

        `told` gets the name of each work that begins.
        """
        self._clock = clock
        self._told = told
        self._laps: dict[str, Lap] = {}

    @property
    def laps(self) -> tuple[Lap, ...]:
        """What was measured so far."""
        return tuple(self._laps.values())

    @property
    def seconds(self) -> float:
        """The sum of all laps."""
        return sum(lap.seconds for lap in self.laps)

    @contextmanager
    def during(self, name: str) -> Iterator[None]:
        """Count the time of a `with` block, also where it raises."""
        if self._told is not None:
            self._told(name)
        began = self._clock()
        try:
            yield
        finally:
            self.add([Lap(name, self._clock() - began, 1)])

    def draining(self, name: str, items: Iterable[_T]) -> list[_T]:
        """All items, with the time that it takes to make them."""
        with self.during(name):
            return list(items)

    def add(self, laps: Iterable[Lap]) -> None:
        """Add what another stopwatch measured, in another process maybe."""
        for lap in laps:
            known = self._laps.get(lap.name, Lap(lap.name, 0.0, 0))
            self._laps[lap.name] = Lap(lap.name, known.seconds + lap.seconds, known.turns + lap.turns)


def lines_of(laps: Iterable[Lap], *, longest_first: bool = False) -> list[str]:
    """A line a lap: its name, its seconds with three digits, aligned; the order is that of the laps."""
    every = sorted(laps, key=lambda lap: -lap.seconds) if longest_first else list(laps)
    widest = max((len(lap.name) for lap in every), default=0)
    return [f"{lap.name:{widest}}  {lap.seconds:9.3f} s" for lap in every]
