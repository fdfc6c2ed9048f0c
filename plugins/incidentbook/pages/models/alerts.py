"""Alerts: their rules, their runbooks and their incidents, both ways."""

from dataclasses import dataclass

from .values import Chip, Choice, Data, Empty, Facet, Link


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertLead:
    """A runbook of an alert; `how` says how that is known, or is empty where the runbook lists the alert."""

    runbook: Link
    how: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertRuleRow:
    """One alert with all rules of its name.

    `state` is about its runbook, `url` about its `runbook_url` (what the gravest of its rules has); each is
    None where there is nothing to say: one runbook, the address of it.
    `addresses` are the addresses as written, where there is something to say of them; `places` are
    "path:line" of its rules. `fired` is "2 incidents, last 15 Mar 2025" or "in no incident", and leads to
    the newest one.
    """

    name: str
    anchor: str
    fired: Link
    state: Chip | None = None
    url: Chip | None = None
    leads: tuple[AlertLead, ...] = ()
    addresses: tuple[Link, ...] = ()
    severities: tuple[Chip, ...] = ()
    services: tuple[Link, ...] = ()
    teams: tuple[Link, ...] = ()
    summary: str = ""
    places: tuple[str, ...] = ()
    data: Data = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertIndex:
    """alerts.md: every alert with a rule, then what has none.

    `unruled` are alerts that fired in an incident and have no rule, each with the newest such incident;
    `idle` are runbooks to which no rule leads, with the alerts that they list. `files` say what was read
    of which rule file, `notes` what could not be. `empty` stands where the policy names no rule files, or
    none of them holds an alert.

    `sheets` lead to the other sheets of a long page; the one at hand has no target.
    """

    headline: str
    rows: tuple[AlertRuleRow, ...]
    unruled: tuple[tuple[str, Link], ...] = ()
    idle: tuple[tuple[Link, str], ...] = ()
    files: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    facets: tuple[Facet, ...] = ()
    sorts: tuple[Choice, ...] = ()
    data_files: tuple[Link, ...] = ()
    sheets: tuple[Link, ...] = ()
    empty: Empty | None = None
