"""The home page."""

from dataclasses import dataclass

from .actions import ActionCounts, ActionRow
from .causes import CauseRow
from .charts import Chart
from .duty import Duty
from .incidents import IncidentRow
from .runbooks import AlertRow, RunbookRow
from .values import Day, Empty, Figure, Link


@dataclass(frozen=True, slots=True, kw_only=True)
class Headline:
    """One part of the line above the fold: "4 open action items are overdue" · "oldest 142 days".

    `number` stands first and large ("4"), `words` after it; `link` is the whole, and leads to its evidence.
    """

    number: str
    words: str
    link: Link
    key: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Home:
    """index.md, below the author's own words.

    `headlines` stand above the fold, by key "overdue", "came-back", "stale"; none where all is calm:
    `calm` then says so. `declare` leads to where an incident is declared, `duty` says who is on
    call. `lately` are the newest incidents, `alerts` the runbooks for the alerts that fired most lately and
    then the others, `runbooks` those without an alert; `recurring` the causes with repeats (else most
    incidents). `actions`, `overdue` (the oldest few), `figures` and `trend` are the
    follow-through.
    """

    title: str
    as_of: Day
    headlines: tuple[Headline, ...] = ()
    calm: str = ""
    declare: Link | None = None
    duty: Duty | None = None
    lately: tuple[IncidentRow, ...] = ()
    lately_link: Link | None = None
    lately_empty: Empty | None = None
    alerts: tuple[AlertRow, ...] = ()
    runbooks: tuple[RunbookRow, ...] = ()
    runbook_links: tuple[Link, ...] = ()
    runbooks_empty: Empty | None = None
    recurring: tuple[CauseRow, ...] = ()
    recurring_link: Link | None = None
    recurring_empty: Empty | None = None
    actions: ActionCounts | None = None
    overdue: tuple[ActionRow, ...] = ()
    actions_link: Link | None = None
    figures: tuple[Figure, ...] = ()
    trend: Chart | None = None
    actions_empty: Empty | None = None
