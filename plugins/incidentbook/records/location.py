"""Where something stands in the files, and what could not be read there."""

from .plain import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Location:
    """A place in a file: POSIX path relative to the root, line and column counted from 1."""

    path: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Problem:
    """Something the reader met and could not take at its word.

    `rule` is the name of the check that reports it (for example "front-matter-invalid"); the reader
    itself never raises over content. `other` is a second place that it is about, such as the first of two
    equal keys; `hides` holds the canonical names of sections that cannot be seen for it.
    """

    at: Location
    rule: str
    message: str
    hint: str = ""
    other: Location | None = None
    hides: tuple[str, ...] = ()
