"""Which runbooks to look at next."""

from dataclasses import dataclass

from .evidence import Evidence
from .runbooks import RunbookRow
from .values import Empty, Link


@dataclass(frozen=True, slots=True, kw_only=True)
class NextRunbook:
    """A runbook that somebody should look at: why, in sentences, and what else is known, in one line."""

    link: Link
    reasons: tuple[Evidence, ...]
    facts: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NextGroup:
    """What one owner should look at, the most pressing first; `anchor` is its place on the page."""

    title: Link
    anchor: str
    rows: tuple[NextRunbook, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LackingIncident:
    """An incident that says something of a runbook, where none that is here can be meant."""

    incident: Link
    sentence: str
    quote: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NextIndex:
    """runbook-trust.md: what to look at next by owner, then what incidents lacked, most and never used."""

    headline: str
    order: str = ""
    notes: tuple[str, ...] = ()
    groups: tuple[NextGroup, ...] = ()
    lacking: tuple[LackingIncident, ...] = ()
    most_used: tuple[RunbookRow, ...] = ()
    never_used: tuple[RunbookRow, ...] = ()
    never_note: str = ""
    calm: str = ""
    empty: Empty | None = None
