"""The quality page: what the checks found, and what could not be measured."""

from dataclasses import dataclass

from .values import Chip, Data, Day, Empty, Facet, Figure, Link


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
    """A rule with its findings by level and how many documents it concerns.

    `sentence` says what it checks; `page` is the rest of its page, in paragraphs.
    """

    rule: str
    name: str
    level: Chip
    count: int
    documents: int
    anchor: str
    sentence: str = ""
    page: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class WaiverRow:
    """A waiver that silences findings: which rules, where, why, how many, and its last day, if it has one."""

    rules: str
    document: Link
    place: str
    reason: str
    count: str
    until: Day | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Silence:
    """Findings that fail nothing: `baseline` says how many were there before, `rules` which."""

    baseline: str = ""
    rules: tuple[str, ...] = ()
    waivers: tuple[WaiverRow, ...] = ()


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
    """quality.md: findings by rule and by document, those that are silent, then the gaps.

    `sheets` lead to the other sheets of a long page; the one at hand has no target.
    """

    headline: str
    figures: tuple[Figure, ...] = ()
    rules: tuple[RuleGroup, ...] = ()
    documents: tuple[DocumentGroup, ...] = ()
    silence: Silence | None = None
    gaps: tuple[Gap, ...] = ()
    facets: tuple[Facet, ...] = ()
    sheets: tuple[Link, ...] = ()
    empty: Empty | None = None
