"""The handbook: its contents, and what its chapters show."""

from dataclasses import dataclass

from .values import Link


@dataclass(frozen=True, slots=True)
class ChapterRow:
    """A chapter in the contents: its page, and what it answers in one sentence."""

    link: Link
    sentence: str = ""


@dataclass(frozen=True, slots=True)
class HandbookPart:
    """Chapters that belong together; `beside` are pages of the portal that the contents name with them."""

    title: str
    anchor: str
    chapters: tuple[ChapterRow, ...]
    beside: tuple[ChapterRow, ...] = ()


@dataclass(frozen=True, slots=True)
class Handbook:
    """handbook/index.md, and the way through the handbook above each of its pages.

    `here` is the path of the page that is shown; a host adds the team's own pages as one more part.
    """

    title: str
    parts: tuple[HandbookPart, ...]
    here: str = ""
