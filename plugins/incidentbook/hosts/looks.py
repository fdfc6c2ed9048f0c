"""Files read each alone: here, or by several processes where there are many, which then examine them too."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from incidentbook.checks import Examined, examine
from incidentbook.reading.library import Record, read_source, source_of, stray_of
from incidentbook.reading.places import is_rota, may_be_document, may_hold_rules
from incidentbook.records import Policy, Problem
from incidentbook.sharing import parts_of, processes, shared

LEAST = 200
"""Documents from which on a second process pays."""

_AT_ONCE = 20
"""Files that a process takes at a time."""

_FIRST = 16
"""At most so many files, from all places, are read first: what the other processes need is then loaded."""

Found = Record | Problem | None
"""What a file is: a record, what is wrong with its name, or nothing of ours."""


@dataclass(frozen=True, slots=True)
class Look:
    """What one file gave, and what the checks of one document make of it; or why it cannot be read."""

    found: Found
    examined: Examined | None = None
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Task:
    """Where files lie, under which policy they are read, and the day as of which they are to be checked.

    The day is None where they are not checked.
    """

    root: Path
    policy: Policy
    as_of: date | None

    def read(self, path: str) -> Look:
        """Read a file."""
        try:
            source = source_of(self.root, path, self.policy)
            if source is None:
                return Look(stray_of(self.root, path, self.policy))
        except OSError as error:
            return Look(None, fault=f"the file cannot be read ({error.strerror})")
        return Look(read_source(source, self.policy))

    def look(self, path: str) -> Look:
        """Read a file, and examine it where that is wanted."""
        look = self.read(path)
        if self.as_of is None or look.found is None or isinstance(look.found, Problem):
            return look
        return Look(look.found, examine(look.found, self.policy, self.as_of))

    def looks(self, paths: Sequence[str]) -> list[Look]:
        """Read and examine files."""
        return [self.look(path) for path in paths]

    def may_read(self, path: str) -> bool:
        """Whether a file is more than a name."""
        may_be = may_be_document(path, self.policy) or may_hold_rules(path, self.policy)
        return may_be or is_rota(path, self.policy)


def looks_at(task: Task, paths: Sequence[str]) -> dict[str, Look]:
    """What files gave, by path; they are examined where several processes read them."""
    documents = [path for path in paths if task.may_read(path)]
    together = processes() if len(documents) >= LEAST else 1
    if together == 1:
        return {path: task.read(path) for path in paths}
    first = documents[:: len(documents) // _FIRST + 1]
    looks = {path: task.look(path) for path in first}
    parts = parts_of([path for path in documents if path not in looks], _AT_ONCE)
    for number, made in shared(task.looks, parts, together):
        looks |= zip(parts[number], made, strict=True)
    return looks | {path: task.read(path) for path in paths if path not in looks}
