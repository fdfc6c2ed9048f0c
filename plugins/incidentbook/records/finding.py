"""What a check found."""

from .location import Location
from .plain import dataclass

LEVELS = ("error", "warning", "info", "off")
"""Levels of findings, gravest first."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A fault at a place: the rule's id and name, its level, what is wrong and what to do about it.

    `key` says in the document's own words what the finding is about ("Add a canary stage"): it stays the
    same when lines move or days pass, so that a baseline and other tools recognise the finding; it may be
    empty where a rule finds one fault a document. `length` is the number of characters from `at` on that
    are meant, 0 where the whole line is. `other` is a second place that it is about, such as the first
    of two equal keys.
    """

    at: Location
    message: str
    hint: str = ""
    id: str = ""
    name: str = ""
    level: str = "warning"
    key: str = ""
    length: int = 0
    other: Location | None = None
