"""What a check found."""

from dataclasses import dataclass

from .location import Location

LEVELS = ("error", "warning", "info", "off")
"""Levels of findings, gravest first."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A fault at a place: the rule's id and name, its level, what is wrong and what to do about it."""

    at: Location
    message: str
    hint: str = ""
    id: str = ""
    name: str = ""
    level: str = "warning"
