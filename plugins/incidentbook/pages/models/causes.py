"""Causes: which keep coming back, and everything about one of them."""

from dataclasses import dataclass

from .actions import ActionRow
from .charts import Strip
from .incidents import IncidentRow
from .values import Data, Day, Empty, Facet, Figure, Link


@dataclass(frozen=True, slots=True, kw_only=True)
class CauseRow:
    """One cause in a list: its strip of incidents, how often it came, how often it came back.

    `count` counts incidents (drills and near-misses apart: `apart` says how many, in words);
    `repeats` those among them that are repeats; `came_back` how many actions were done and yet it came back.
    """

    link: Link
    id: str
    description: str = ""
    group: Link | None = None
    strip: Strip | None = None
    count: int = 0
    repeats: int = 0
    apart: str = ""
    came_back: int = 0
    services: tuple[Link, ...] = ()
    last: Day | None = None
    is_known: bool = True
    data: Data = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Repeat:
    """A repeat incident, the earlier one that it repeats, and why it counts as one.

    `why` is "same cause on checkout, 305 days after" or "declared by its author".
    """

    row: IncidentRow
    of: IncidentRow
    cause: Link | None
    why: str
    is_declared: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CameBack:
    """An action that was done before its cause came back on the same service; `sentence` says it all."""

    action: ActionRow
    incident: IncidentRow
    cause: Link
    service: Link
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CauseIndex:
    """causes/index.md: which causes keep coming back.

    `definition` says what counts as a repeat, `came_back_definition` which actions are listed; `figures`
    the share against the target.     `rows` are causes with incidents, those with most repeats first;
    `quiet` those of the policy that no incident names; `repeats` newest first; `came_back` likewise;
    `uncaused` the incidents that name no cause.
    """

    headline: str
    definition: str
    rows: tuple[CauseRow, ...]
    figures: tuple[Figure, ...] = ()
    repeats: tuple[Repeat, ...] = ()
    came_back: tuple[CameBack, ...] = ()
    came_back_definition: str = ""
    quiet: tuple[CauseRow, ...] = ()
    uncaused: tuple[Link, ...] = ()
    uncaused_note: str = ""
    facets: tuple[Facet, ...] = ()
    empty: Empty | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CausePage:
    """causes/<slug>.md: everything about one cause.

    `note` is there for a cause that the policy does not know. `children` are the causes below it,
    `systemic` says on how many services it struck. `incidents` newest first, `apart` its drills and
    near-misses.
    """

    title: str
    id: str
    definition: str
    description: str = ""
    note: str = ""
    group: Link | None = None
    children: tuple[CauseRow, ...] = ()
    headline: str = ""
    figures: tuple[Figure, ...] = ()
    strip: Strip | None = None
    by_service: tuple[tuple[Link, Strip], ...] = ()
    incidents: tuple[IncidentRow, ...] = ()
    apart: tuple[IncidentRow, ...] = ()
    repeats: tuple[Repeat, ...] = ()
    came_back: tuple[CameBack, ...] = ()
    came_back_definition: str = ""
    open_actions: tuple[ActionRow, ...] = ()
    closed_actions: tuple[ActionRow, ...] = ()
    empty: Empty | None = None
