"""The stages of a run, for whoever wants to know of them: a line on the terminal, and stopwatches."""

TYPE_CHECKING = False  # as `typing` has it, which takes its time to import
if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from incidentbook.progress import ProgressLine
    from incidentbook.stopwatch import Stopwatch

    from .timings import Timings


class _Nothing:
    """A `with` block that nobody measures."""

    def __enter__(self) -> None:
        """Do nothing."""

    def __exit__(self, *_error: object) -> None:
        """Do nothing."""


_NOTHING = _Nothing()


class Stages:
    """Tells a terminal line how far the work is, and a stopwatch when a stage begins and ends; or nobody."""

    def __init__(self, line: "ProgressLine | None" = None, timings: "Timings | None" = None) -> None:
        self._line = line
        self._timings = timings

    @property
    def work(self) -> "Stopwatch | None":
        """The stopwatch of single readers and rules, in all processes; None where nobody measures."""
        return self._timings.work if self._timings else None

    def during(self, name: str) -> "AbstractContextManager[None]":
        """The `with` block of a stage."""
        return during(self._timings.stages if self._timings else None, name)

    def advance(self, done: int, total: int) -> None:
        """Say that so many of all files are looked at."""
        if self._line:
            self._line.show(done, total)

    def end(self) -> None:
        """Take the line away: what comes next is printed."""
        if self._line:
            self._line.clear()


def during(watch: "Stopwatch | None", name: str) -> "AbstractContextManager[None]":
    """The `with` block of some work that counts under a name, where there is a stopwatch."""
    return watch.during(name) if watch else _NOTHING


NOBODY = Stages()
"""For runs that nobody watches."""
