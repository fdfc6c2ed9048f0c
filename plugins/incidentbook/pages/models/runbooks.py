"""Runbooks: their rows, the index by service and by alert, and the frame around one runbook."""

from dataclasses import dataclass

from .evidence import Evidence
from .instructions import Copyable, Placeholder
from .values import Chip, Choice, Data, Day, Empty, Facet, Fact, Link


@dataclass(frozen=True, slots=True, kw_only=True)
class Freshness:
    """Whether a runbook was reviewed within its interval.

    `chip` has the key "fresh", "stale" or "never". `sentence` is "reviewed 12 days ago, every 90 days",
    "review 50 days overdue (reviewed 18 Nov 2025, every 90 days)", "review due since the incident of
    1 Dec 2025 (reviewed 18 Nov 2025)" or "never reviewed". The browser recomputes it from `due.iso`, unless
    it `is_after_incident`: then no day to come changes it.
    """

    chip: Chip
    sentence: str
    reviewed: Day | None = None
    due: Day | None = None
    interval_days: int = 90
    is_after_incident: bool = False
    tested: Day | None = None
    tested_note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RunbookRow:
    """One runbook in a list; `used` is "used in 3 incidents, last 15 Mar 2025", or empty.

    `trust` are its gravest concerns besides reviews, "commands changed since the test", or empty.
    """

    link: Link
    freshness: Freshness
    services: tuple[Link, ...] = ()
    owner: Link | None = None
    alerts: tuple[str, ...] = ()
    severities: tuple[Chip, ...] = ()
    used: str = ""
    use_count: int = 0
    trust: str = ""
    summary: str = ""
    data: Data = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertRow:
    """An alert and the runbooks for it, in the alphabetical list; `anchor` is its place on the page."""

    name: str
    anchor: str
    runbooks: tuple[RunbookRow, ...]
    used: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RunbookGroup:
    """The runbooks of one service (or those of none); `anchor` is its place on the page."""

    title: Link
    anchor: str
    rows: tuple[RunbookRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RunbookIndex:
    """runbooks/index.md: by alert, by service, and what needs a review.

    The sections' anchors are "by-alert" (`alerts`, then `missing_alerts`: alerts that fired in an
    incident and have no runbook, each a link to the newest such incident), "by-service" (`groups`) and
    "stale" (`stale`: over their interval or never reviewed). `rows` are all runbooks, for the filter; `next`
    leads to what to look at.

    `sheets` lead to the other sheets of a long page; the one at hand has no target.
    """

    headline: str
    rows: tuple[RunbookRow, ...]
    alerts: tuple[AlertRow, ...] = ()
    groups: tuple[RunbookGroup, ...] = ()
    stale: tuple[RunbookRow, ...] = ()
    missing_alerts: tuple[Link, ...] = ()
    missing_note: str = ""
    facets: tuple[Facet, ...] = ()
    sorts: tuple[Choice, ...] = ()
    next: Link | None = None
    sheets: tuple[Link, ...] = ()
    empty: Empty | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """An incident in which a runbook was used, and how that is known.

    `how` is "named in its front matter", "its alert X fired" or "linked in its text"; `restored` what
    restored service as the postmortem says it (raw text, cut at a word), or empty; `duration` the time to
    recover, or empty.
    """

    incident: Link
    severity: Chip
    how: str
    date: Day | None = None
    restored: str = ""
    is_drill: bool = False
    duration: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RunbookFrame:
    """What stands above (pages/runbook-header.html) and below (pages/runbook-footer.html) a runbook.

    Above: owner, alerts, severities, freshness, services, `last_use` with what restored service,
    escalation and contacts, `placeholders` to fill in, and those `commands` that destroy something. Below:
    all `evidence` of how far to trust it (the `cautions` among it stand above too), all `uses`, newest first,
    and a line with escalation and contacts that stays in reach.
    """

    title: str
    path: str
    freshness: Freshness
    services: tuple[Link, ...] = ()
    owner: Link | None = None
    alerts: tuple[str, ...] = ()
    severities: tuple[Chip, ...] = ()
    severity_text: str = ""
    used: str = ""
    last_use: Use | None = None
    uses: tuple[Use, ...] = ()
    uses_note: str = ""
    escalation: str = ""
    contacts: tuple[Link, ...] = ()
    placeholders: tuple[Placeholder, ...] = ()
    commands: tuple[Copyable, ...] = ()
    facts: tuple[Fact, ...] = ()
    siblings: tuple[Link, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    declare: Link | None = None
    trust_link: Link | None = None
    findings: Link | None = None

    @property
    def cautions(self) -> tuple[Evidence, ...]:
        """What whoever follows it should know first: what incidents found wanting, what nobody tested."""
        return tuple(one for one in self.evidence if one.is_concern and (one.quote or one.commands))

    @property
    def hazards(self) -> tuple[Copyable, ...]:
        """The commands that destroy something, each once."""
        return tuple({one.text: one for one in self.commands if one.hazard}.values())
