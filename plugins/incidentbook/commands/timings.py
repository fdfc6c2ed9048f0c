"""Where the time of a run went, for `--timings`: its stages, and what was done in all processes."""

import time
from collections.abc import Iterable, Iterator

from incidentbook.stopwatch import Lap, Stopwatch, lines_of


class Timings:
    """The stopwatch of the stages, in seconds on the wall, and that of readers and rules, in seconds of CPU.

    The `work` of several processes is added up.
    """

    def __init__(self) -> None:
        self.stages = Stopwatch(time.perf_counter)
        self.work = Stopwatch(time.process_time)

    def text(self, seconds: float) -> str:
        """The lines to print about a run that took so many seconds, the longest work first."""
        rest = Lap("all else", max(seconds - self.stages.seconds, 0.0), 1)
        lines = [*_part("stages, by the clock", [*self.stages.laps, rest])]
        lines += _part(
            "CPU time of readers and rules, in all processes",
            sorted(self.work.laps, key=lambda lap: -lap.seconds),
        )
        return "\n".join([*lines, ""])


def _part(heading: str, laps: Iterable[Lap]) -> Iterator[str]:
    lines = lines_of(laps)
    if lines:
        yield f"{heading}:"
        yield from (f"  {line}" for line in lines)
