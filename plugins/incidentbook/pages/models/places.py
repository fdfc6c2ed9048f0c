"""Services and teams: the lists of them, and everything about one of them."""

from dataclasses import dataclass

from .actions import ActionCounts, ActionRow
from .causes import CauseRow, Repeat
from .charts import Strip
from .incidents import IncidentRow
from .runbooks import RunbookRow
from .values import Data, Day, Empty, Fact, Figure, Link


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceRow:
    """A service or a team in a list.

    `note` is there where the policy does not know it; `last` is the day of its last incident; `team` is
    None for teams, `services` empty for services.
    """

    link: Link
    id: str
    strip: Strip | None = None
    team: Link | None = None
    services: tuple[Link, ...] = ()
    incidents: int = 0
    runbooks: int = 0
    actions: ActionCounts | None = None
    last: Day | None = None
    note: str = ""
    data: Data = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceIndex:
    """services/index.md and teams/index.md: `kind` is "service" or "team"."""

    kind: str
    headline: str
    rows: tuple[PlaceRow, ...]
    empty: Empty | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacePage:
    """services/<slug>.md and teams/<slug>.md: everything about one service or team.

    `links` are those of the policy (dashboard, chat). `facts` are the owning team, other names, members
    or services. `incidents` newest first; `apart` its drills and near-misses; `open_actions` overdue
    first; `closed_actions` newest first.
    """

    kind: str
    title: str
    id: str
    headline: str = ""
    note: str = ""
    links: tuple[Link, ...] = ()
    facts: tuple[Fact, ...] = ()
    figures: tuple[Figure, ...] = ()
    strip: Strip | None = None
    action_counts: ActionCounts | None = None
    open_actions: tuple[ActionRow, ...] = ()
    closed_actions: tuple[ActionRow, ...] = ()
    incidents: tuple[IncidentRow, ...] = ()
    apart: tuple[IncidentRow, ...] = ()
    causes: tuple[CauseRow, ...] = ()
    repeats: tuple[Repeat, ...] = ()
    runbooks: tuple[RunbookRow, ...] = ()
    tracker: Link | None = None
    register: Link | None = None
    empty: Empty | None = None
