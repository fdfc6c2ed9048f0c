"""Causes: which keep coming back, what was done about them, and everything about one of them."""

from dataclasses import dataclass

from .actions import ActionRow
from .charts import Chart, Grid, Strip, Table
from .incidents import IncidentRow
from .values import Chip, Data, Day, Empty, Facet, Figure, Link


@dataclass(frozen=True, slots=True, kw_only=True)
class CauseRow:
    """One cause in a list: its strip of incidents, how often it came, how often it came back.

    `count` counts incidents (drills and near-misses apart: `apart` says how many, in words); `repeats` those
    among them that are repeats, `systemic` those that only share the cause; `came_back` how many actions were
    done and yet it came back. `interval` says how many days lie between its incidents, `state` that it is
    new or how long it has been quiet.
    """

    link: Link
    id: str
    description: str = ""
    group: Link | None = None
    strip: Strip | None = None
    count: int = 0
    repeats: int = 0
    systemic: int = 0
    apart: str = ""
    came_back: int = 0
    services: tuple[Link, ...] = ()
    last: Day | None = None
    interval: str = ""
    state: str = ""
    is_known: bool = True
    data: Data = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Repeat:
    """A repeat incident, the earlier one that it repeats, and why it counts as one.

    `why` is "same cause on checkout, 305 days after" or "declared by its author"; `is_systemic` where
    only the cause is the same, which is no repeat.
    """

    row: IncidentRow
    of: IncidentRow
    cause: Link | None
    why: str
    is_declared: bool = False
    is_systemic: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FixRow:
    """A done action and whether it held: the `verdict`, and a `sentence` on since when and how it is known.

    `origin` is the incident that asked for it, `back` the one that showed that it did not hold. Nobody's
    name stands here.
    """

    action: Link
    type: str
    verdict: Chip
    sentence: str
    origin: IncidentRow
    back: IncidentRow | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EffectRow:
    """What became of the done actions of one type: how many, and how many of them did not hold.

    `after` says after how many days their cause came back; `share` is in words ("3 of 12", "25 %").
    """

    type: str
    done: int
    came_back: int
    quiet: int
    young: int
    unjudged: int
    share: str
    after: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CauseGroup:
    """A short answer: a few causes with one line each; `empty` stands where there is none."""

    title: str
    rows: tuple[tuple[Link, str], ...]
    more: str = ""
    empty: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CauseIndex:
    """causes/index.md: which causes keep coming back.

    `figures` are the share against the target and what is counted apart; `definition` says in sentences what
    counts as a repeat, `fix_definition` which actions are judged and how. `answers` say what recurs, what is
    new, what is quiet. `rows` are causes with incidents, those with most repeats first; `unseen` those of the
    policy that no incident names. `repeats`, `systemic` and `came_back` are the newest of each, and the link
    beside each leads to all; `uncaused` are incidents that name no cause.
    """

    headline: str
    definition: tuple[str, ...]
    rows: tuple[CauseRow, ...]
    figures: tuple[Figure, ...] = ()
    answers: tuple[CauseGroup, ...] = ()
    trend: Chart | None = None
    numbers: Table | None = None
    grid: Grid | None = None
    repeats: tuple[Repeat, ...] = ()
    repeats_link: Link | None = None
    systemic: tuple[Repeat, ...] = ()
    systemic_link: Link | None = None
    came_back: tuple[FixRow, ...] = ()
    came_back_link: Link | None = None
    effects: tuple[EffectRow, ...] = ()
    effects_note: str = ""
    fix_definition: tuple[str, ...] = ()
    unseen: tuple[CauseRow, ...] = ()
    uncaused: tuple[Link, ...] = ()
    uncaused_note: str = ""
    uncaused_link: Link | None = None
    facets: tuple[Facet, ...] = ()
    empty: Empty | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CausePage:
    """causes/<slug>.md: everything about one cause, and about those below it.

    `note` is there for a cause that the policy does not know. `children` are the causes below it; where there
    are some, everything on the page is about the whole branch. `incidents` newest first, `apart` its drills
    and near-misses; links lead to all where only the newest are listed. `fixes` are the done actions that
    are judged, `closed_actions` all that are closed.
    """

    title: str
    id: str
    definition: tuple[str, ...]
    description: str = ""
    examples: tuple[str, ...] = ()
    note: str = ""
    group: Link | None = None
    children: tuple[CauseRow, ...] = ()
    headline: str = ""
    figures: tuple[Figure, ...] = ()
    strip: Strip | None = None
    by_service: tuple[tuple[Link, Strip, int, str], ...] = ()
    incidents: tuple[IncidentRow, ...] = ()
    incidents_link: Link | None = None
    apart: tuple[IncidentRow, ...] = ()
    apart_link: Link | None = None
    repeats: tuple[Repeat, ...] = ()
    repeats_link: Link | None = None
    systemic: tuple[Repeat, ...] = ()
    systemic_link: Link | None = None
    fixes: tuple[FixRow, ...] = ()
    fixes_link: Link | None = None
    fix_definition: tuple[str, ...] = ()
    open_actions: tuple[ActionRow, ...] = ()
    closed_actions: tuple[ActionRow, ...] = ()
    closed_note: str = ""
    tracker: Link | None = None
    empty: Empty | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CauseList:
    """causes/all/….md: a sheet of a list that is too long for its page; one of the lists is filled.

    `sheets` are links to all sheets, without a target for this one.
    """

    title: str
    headline: str
    definition: tuple[str, ...] = ()
    repeats: tuple[Repeat, ...] = ()
    fixes: tuple[FixRow, ...] = ()
    incidents: tuple[IncidentRow, ...] = ()
    sheets: tuple[Link, ...] = ()
    back: Link | None = None
