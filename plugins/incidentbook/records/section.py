"""A section of a document."""

from dataclasses import dataclass

from .location import Location


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a document under one heading.

    `name` is the canonical name ("root-cause") or empty for a section of no known meaning;
    `heading` is what the author wrote, `level` 1 to 6 for headings and 0 for a bold label or untitled
    text. `text` is the plain text of the section and all below it; `words` counts its words.
    `at` is the heading; the section ends before line `end`.
    """

    name: str
    heading: str
    at: Location
    level: int = 2
    end: int = 0
    text: str = ""
    words: int = 0
    is_template: bool = False
