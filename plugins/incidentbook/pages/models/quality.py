"""The quality page: what the checks found, and what could not be measured."""

from dataclasses import dataclass

from .values import Chip, Data, Empty, Facet, Figure, Link


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingRow:
    """One finding: `place` is "path:line:column", `document` leads to the document, if it is one."""

    level: Chip
    rule: str
    name: str
    message: str
    place: str
    hint: str = ""
    document: Link | None = None
    anchor: str = ""
    data: Data = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleGroup:
    """A rule with its findings by level and how many documents it concerns."""

    rule: str
    name: str
    level: Chip
    count: int
    documents: int
    anchor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentGroup:
    """A document with its findings, gravest first; `anchor` is its place on the page."""

    document: Link
    path: str
    anchor: str
    rows: tuple[FindingRow, ...]
    counts: tuple[Chip, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """Something that could not be measured: "7 of 26 incidents have no detection time", and where."""

    title: str
    sentence: str
    documents: tuple[Link, ...] = ()
    more: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quality:
    """quality.md: findings by rule and by document, then the gaps."""

    headline: str
    figures: tuple[Figure, ...] = ()
    rules: tuple[RuleGroup, ...] = ()
    documents: tuple[DocumentGroup, ...] = ()
    gaps: tuple[Gap, ...] = ()
    facets: tuple[Facet, ...] = ()
    empty: Empty | None = None
