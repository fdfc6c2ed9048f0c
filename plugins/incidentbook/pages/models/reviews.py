"""Reviews of weeks, months and quarters: sentences with links, the same on the page and as Markdown."""

from dataclasses import dataclass

from .values import Empty, Link


@dataclass(frozen=True, slots=True)
class Line:
    """Sentences: parts in a row, each plain text or a link; `is_item` where they are an item of a list."""

    parts: tuple[Link, ...]
    is_item: bool = False

    @property
    def text(self) -> str:
        """The words without their links."""
        return "".join(part.text for part in self.parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of a review with its heading and lines."""

    title: str
    anchor: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewPage:
    """reviews/<period>.md: `headline` is the period in one sentence; `note` says where it is not over yet.

    `earlier` and `later` are the neighbours of the same kind that have a page; `wider` the month and quarter
    that hold it.
    """

    period: str
    headline: str
    note: str = ""
    parts: tuple[Part, ...] = ()
    earlier: Link | None = None
    later: Link | None = None
    wider: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewList:
    """All reviews of one kind ("Quarters"), newest first, each with its headline; `is_long` where folded."""

    title: str
    anchor: str
    rows: tuple[tuple[Link, str], ...]
    is_long: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewIndex:
    """reviews/index.md: the reviews of quarters, months and weeks."""

    headline: str
    lists: tuple[ReviewList, ...] = ()
    empty: Empty | None = None
