"""handbook/severity.md: the levels, and the form that finds one."""

from dataclasses import dataclass

from .values import Chip, Link


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelRow:
    """A level of severity: `targets` are (label, value) in the order of the page's `heads`."""

    id: str
    anchor: str
    chip: Chip
    title: str
    definition: str = ""
    examples: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    tell: tuple[str, ...] = ()
    roles: tuple[Link, ...] = ()
    review: str = ""
    room: str = ""
    incidents: Link | None = None
    kit: Link | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionRow:
    """A question; `yes` is the level of a yes, `following` the anchor of the next question or of the end."""

    id: str
    anchor: str
    ask: str
    yes: Link
    chip: Chip
    following: str
    tell: str = ""


@dataclass(frozen=True, slots=True)
class MatrixCell:
    """A cell: its scope and impact as one value for the form, what it is called, and its level."""

    value: str
    label: str
    chip: Chip
    level: Link


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """A scope, what counts as it, and its cells by impact."""

    title: str
    definition: str
    cells: tuple[MatrixCell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SeverityGuide:
    """The page. `impacts` are (title, definition); `data` is what the form answers with, as plain data."""

    headline: str
    heads: tuple[str, ...]
    levels: tuple[LevelRow, ...]
    questions: tuple[QuestionRow, ...]
    otherwise: Link
    otherwise_chip: Chip
    impacts: tuple[tuple[str, str], ...]
    matrix: tuple[MatrixRow, ...]
    data: dict[str, object]
