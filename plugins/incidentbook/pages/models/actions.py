"""Action items: their rows, their counts, and the tracker of all."""

from collections.abc import Sequence
from dataclasses import dataclass

from .charts import Chart
from .values import Chip, Choice, Data, Day, Empty, Facet, Figure, Link


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionCounts:
    """How a set of action items stands on the day of the build.

    `open` counts all that still ask somebody to do something (open, in progress, blocked, unknown), the
    overdue ones among them. `chips` says the same in words with shapes ("○ 2 open", "▲ 1 overdue", "● 3
    done"), zeros left out. `upcoming` is for the browser: "2026-04-02:1 2026-05-31:2", the items that
    will become overdue after that day.
    """

    total: int
    open: int
    overdue: int
    done: int
    declined: int = 0
    proposed: int = 0
    oldest_overdue_days: int = 0
    chips: tuple[Chip, ...] = ()
    sentence: str = ""
    upcoming: str = ""


@dataclass(frozen=True, slots=True)
class FixMark:
    """Whether a done action held: the `verdict`, why, and a link to the incident that showed it."""

    verdict: Chip
    sentence: str
    back: Link | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionRow:
    """One action item in a list: `link` is its title and leads to its place in its postmortem.

    `anchor` is its id on the tracker (same as in the document). `overdue` is "142 days overdue" on the
    day of the build, or empty; the browser recomputes it from `due.iso` where `is_open`. `due` is None
    where no date could be read (`due_text` then holds the author's words). `owners` lead to the tracker
    filtered by owner; `teams` are the owners', else the service's. `type` is "prevent" …, `priority`
    the author's word, `ticket` a link or plain text. `note` is a declined item's reason. `done` is the day
    on which it was done or declined, after `done_word` ("done", "declined"); `done_title` says where that
    is known from. `source` is "path:line". `opened` is the day from which an unfinished item's age counts,
    after `opened_word` ("written", "since"), and `opened_title` says where that is known from.
    `ticket_state` is what the tracker says ("closed in the tracker since 3 Feb 2026"), and
    `ticket_disagrees` where the document says otherwise. `slips` ("moved twice, 61 days later"),
    `came_back` and `over_target` ("52 days over the target of 28 days") are empty where there is nothing
    to say.
    `incident_key` names the incident among the rows. `fix` is there for done actions of a judged type, `data`
    on the tracker alone.
    """

    link: Link
    id: str
    anchor: str
    status: Chip
    is_open: bool
    incident: Link
    incident_id: str
    severity: Chip
    incident_date: Day | None = None
    overdue: str = ""
    overdue_days: int = 0
    due: Day | None = None
    due_text: str = ""
    done: Day | None = None
    done_word: str = "done"
    done_title: str = ""
    owners: tuple[Link, ...] = ()
    teams: tuple[Link, ...] = ()
    type: str = ""
    priority: str = ""
    ticket: Link | None = None
    services: tuple[Link, ...] = ()
    causes: tuple[Link, ...] = ()
    note: str = ""
    opened: Day | None = None
    opened_word: str = ""
    opened_title: str = ""
    slips: str = ""
    came_back: str = ""
    over_target: str = ""
    fix: FixMark | None = None
    ticket_state: str = ""
    ticket_disagrees: bool = False
    incident_key: str = ""
    group: str = ""
    source: str = ""
    data: Data = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosingRow:
    """How long items of one `kind` ("prevent", "P1") took: `number` of them, the rest in words of days.

    `dimension` is "Type" or "Priority"; `median` and `ninetieth` are the values themselves where there
    are few. `left_out` says how many have no known days, or is empty.
    """

    dimension: str
    kind: str
    number: int
    median: str
    ninetieth: str = ""
    left_out: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tracker:
    """action-items.md: every item of every postmortem; the late ones first, the closed ones last.

    Open items come by due date, then those without one. Facets: status (with "overdue"), team, owner,
    type, priority, severity, service, cause. `groups` and `sorts` are what the browser offers; without
    JavaScript the order above stands. `figures` say what was done in time; `trend` is the backlog at the
    ends of months, or None where too little is known. `closing` says how long items took, `notes` what
    is not known and why. `files` lead to the same items for other programs.

    `sheets` lead to the other sheets of a long page; the one at hand has no target.
    """

    headline: str
    counts: ActionCounts
    rows: Sequence[ActionRow]
    facets: tuple[Facet, ...] = ()
    groups: tuple[Choice, ...] = ()
    sorts: tuple[Choice, ...] = ()
    figures: tuple[Figure, ...] = ()
    trend: Chart | None = None
    closing: tuple[ClosingRow, ...] = ()
    notes: tuple[str, ...] = ()
    files: tuple[Link, ...] = ()
    sheets: tuple[Link, ...] = ()
    empty: Empty | None = None
