"""Incidents: their rows, the register of all, and the frame around one postmortem."""

from dataclasses import dataclass

from .actions import ActionCounts, ActionRow, FixMark
from .charts import Drawing
from .practice import ChecklistMark
from .values import Chip, Choice, Data, Day, Empty, Facet, Fact, Figure, Link


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentRow:
    """One incident in a list: `link` is its title and leads to the document.

    `severity` is always there (the word is "no severity" where none is known). `kind` is None for plain
    incidents, `publication` None for published ones, `date` None where no day is known.
    `duration` is the time to recover ("1 h 23 min"), or empty; `duration_note` says where it is from.
    `actions` counts its action items. `summary` is the first sentence or two, cut at a word.
    """

    link: Link
    id: str
    severity: Chip
    date: Day | None = None
    kind: Chip | None = None
    publication: Chip | None = None
    services: tuple[Link, ...] = ()
    teams: tuple[Link, ...] = ()
    causes: tuple[Link, ...] = ()
    duration: str = ""
    duration_note: str = ""
    actions: ActionCounts | None = None
    summary: str = ""
    data: Data = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """postmortems/index.md: every incident, newest first.

    `headline` is the sentence of counts; facets are severity, service, team, cause, year, status (of
    publication) and kind (those with fewer than two values are left out); `figures` are medians with
    their ground.

    `sheets` lead to the other sheets of a long page; the one at hand has no target.
    """

    headline: str
    rows: tuple[IncidentRow, ...]
    facets: tuple[Facet, ...] = ()
    sorts: tuple[Choice, ...] = ()
    figures: tuple[Figure, ...] = ()
    sheets: tuple[Link, ...] = ()
    empty: Empty | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """The time to detect, acknowledge, mitigate or recover.

    `name` is "detect" …, `label` "Detect" …; `value` is "7 min" or "not known"; `minutes` is None where
    not known. `basis` says where it is from ("from the front matter", "derived from the timeline", "as
    the text states"); `is_derived` where the words of the timeline had to be taken for it. `target` is
    "target 5 min" or empty; `verdict` a chip in words ("missed by 2 min", "on target"), or None where
    there is no target or no value.
    """

    name: str
    label: str
    value: str
    minutes: float | None = None
    basis: str = ""
    is_derived: bool = False
    target: str = ""
    verdict: Chip | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Related:
    """A past or later incident and the reason why it is shown.

    `reason` is "same cause on the same service: Disk full on Tracking". `is_declared` where the author
    named it (repeat_of, related); `gap` is "10 months before".
    """

    row: IncidentRow
    reason: str
    gap: str = ""
    is_declared: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenBefore:
    """The line that says that this happened before, and what is still open from then.

    `sentence`: "2 incidents with “unsafe config change” on checkout in the year before; one action from
    them is still open, 142 days overdue". `incidents` are links to them, `open_actions` the rows.
    """

    sentence: str
    incidents: tuple[Link, ...] = ()
    open_actions: tuple[ActionRow, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbours:
    """The previous and the next incident on one service (None at the ends)."""

    service: Link
    previous: IncidentRow | None = None
    next: IncidentRow | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertUse:
    """An alert that fired in this incident and the runbooks that name it (perhaps none)."""

    name: str
    runbooks: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PostmortemFrame:
    """What stands above (pages/postmortem-header.html) and below (pages/postmortem-footer.html) a postmortem.

    Above: chips, `period` ("15 Mar 2025, 14:25–14:55 UTC"), services and teams, measures, drawing,
    `seen_before`, `not_held` (actions of earlier incidents that did not hold, as this one showed),
    `neighbours`. Below: `actions` as they stand on the day of the build, runbooks and
    alerts, `similar` earlier incidents, `related` (`related_more` leads to all with the same cause or
    service, with their number), the document's own facts (authors, roles, detection, trigger, impact) and
    the number of findings with a link to them, and
    the card that makes a drill of it.
    """

    title: str
    id: str
    path: str
    severity: Chip
    publication: Chip
    kind: Chip | None = None
    period: Day | None = None
    services: tuple[Link, ...] = ()
    teams: tuple[Link, ...] = ()
    causes: tuple[Link, ...] = ()
    measures: tuple[Measure, ...] = ()
    drawing: Drawing | None = None
    seen_before: SeenBefore | None = None
    not_held: tuple[FixMark, ...] = ()
    neighbours: tuple[Neighbours, ...] = ()
    facts: tuple[Fact, ...] = ()
    actions: tuple[ActionRow, ...] = ()
    action_counts: ActionCounts | None = None
    alerts: tuple[AlertUse, ...] = ()
    runbooks: tuple[Link, ...] = ()
    checklists: tuple[ChecklistMark, ...] = ()
    similar: tuple[Related, ...] = ()
    related: tuple[Related, ...] = ()
    related_more: tuple[Link, ...] = ()
    findings: Link | None = None
    drill: Link | None = None
