"""Whether the handbook is lived: checklists and what was done of them, readiness, and habits that harm."""

from dataclasses import dataclass

from .values import Chip, Day, Figure, Link


@dataclass(frozen=True, slots=True)
class ChecklistRow:
    """An item: its id by which documents tick it, and how often it was done ("5 of 6"), or empty."""

    id: str
    title: str
    done: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldRow:
    """What one incident tells of a list: "9 of 11", and the titles of what was left out.

    `skipped` are those of which the document says so itself, `unsaid` those that it does not mention,
    `spared` those that did not apply.
    """

    link: Link
    severity: Chip
    day: Day | None
    done: str
    skipped: tuple[str, ...] = ()
    unsaid: tuple[str, ...] = ()
    spared: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class QuarterRow:
    """A quarter: how many incidents tell of the list, the median of what they did, and how many do not."""

    title: str
    told: str
    share: str
    without: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChecklistCard:
    """A list with what incidents tell of it; `note` says what is shown where nothing is told."""

    anchor: str
    title: str
    items: tuple[ChecklistRow, ...]
    figures: tuple[Figure, ...] = ()
    note: str = ""
    quarters: tuple[QuarterRow, ...] = ()
    told: tuple[ToldRow, ...] = ()
    more: str = ""
    drills: tuple[ToldRow, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ChecklistPage:
    """handbook/checklists.md; `example` is front matter that ticks the response list."""

    headline: str
    cards: tuple[ChecklistCard, ...]
    readiness: Link
    example: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChecklistMark:
    """What a postmortem's own page shows of one list."""

    title: Link
    sentence: str
    done: tuple[str, ...]
    skipped: tuple[str, ...] = ()
    unsaid: tuple[str, ...] = ()
    spared: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadinessRow:
    """An item: how it stands, what documents prove of it with a link to them, and what somebody asserts.

    `proof` is "26 of 30 (87 %)" or why nothing is proven; `asserted` "asserted by the platform lead", with
    its `day`; `odd` is a sentence where the two disagree, or where the assertion is too old.
    """

    id: str
    anchor: str
    title: str
    state: Chip
    proof: str = ""
    evidence: Link | None = None
    asserted: str = ""
    day: Day | None = None
    note: str = ""
    odd: str = ""


@dataclass(frozen=True, slots=True)
class ReadinessGroup:
    """The items below one heading."""

    title: str
    anchor: str
    rows: tuple[ReadinessRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadinessPage:
    """handbook/readiness.md; `example` is what the policy says to assert an item."""

    headline: str
    ground: str
    groups: tuple[ReadinessGroup, ...]
    example: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PatternCard:
    """A habit that the data shows: what was counted, where to look, why it harms, and what helps."""

    anchor: str
    title: str
    evidence: str
    links: tuple[Link, ...]
    harm: str
    remedy: str


@dataclass(frozen=True, slots=True)
class PatternRow:
    """A habit that is looked for: how it stands, what was counted, and from when on it is said."""

    title: str
    state: Chip
    counted: str
    threshold: str


@dataclass(frozen=True, slots=True)
class PatternAdvice:
    """A habit that is not seen: how it stands, why it would harm, and what helps."""

    title: str
    state: Chip
    harm: str
    remedy: str
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PatternPage:
    """handbook/anti-patterns.md; `advice` is about the habits that have no card."""

    headline: str
    ground: str
    cards: tuple[PatternCard, ...]
    looked: tuple[PatternRow, ...]
    advice: tuple[PatternAdvice, ...] = ()
