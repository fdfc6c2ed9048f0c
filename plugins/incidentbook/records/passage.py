"""A stretch of an author's own prose."""

from bisect import bisect_right

from .location import Location
from .plain import dataclass

MASK = "\ufffc"
"""Stands, character for character, for what is not the author's own words: code, quotations, addresses."""


@dataclass(frozen=True, slots=True)
class Passage:
    """The words of one paragraph, list item or table cell ("paragraph", "item", "cell") on one line.

    `section` is the canonical name of the section it stands in, or empty. Code, quotations and web
    addresses in `text` are replaced by MASK of the same length; fenced code, block quotes, headings, HTML
    and lines of chat make no passage. `marks` says where runs of `text` stand in the file: (offset, line,
    column).
    """

    path: str
    section: str
    kind: str
    text: str
    marks: tuple[tuple[int, int, int], ...]

    def at(self, offset: int) -> Location:
        """The place in the file of the character at `offset` of `text`."""
        index = max(bisect_right(self.marks, (offset, 1 << 60, 0)) - 1, 0)
        start, line, column = self.marks[index]
        return Location(self.path, line, column + offset - start)
