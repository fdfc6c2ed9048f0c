"""What trackers said of the tickets that action items name, on the day they were last asked."""

from datetime import date, datetime

from .location import Problem
from .plain import dataclass

TITLES = {"github": "GitHub", "gitlab": "GitLab", "jira": "Jira"}
"""The names of the trackers by their kinds."""

TICKET_STATES = ("open", "in-progress", "done", "declined", "unknown", "missing")
"""The states of a ticket; "missing" is one that the tracker does not show."""


@dataclass(frozen=True, slots=True)
class TrackerTicket:
    """One ticket: `ref` is its name in its tracker ("acme/shop#12", "OPS-12").

    `names` are further spellings in the documents, `state_text` is the tracker's own word for the state,
    `closed_at` is in UTC and None where it is open or nobody knows. `is_stale` where the tracker did not
    answer when it was last asked, so that the state is that of `fetched_on`.
    """

    ref: str
    state: str
    url: str = ""
    title: str = ""
    state_text: str = ""
    closed_at: datetime | None = None
    assignees: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    fetched_on: date | None = None
    is_stale: bool = False

    @property
    def is_closed(self) -> bool:
        """Whether nobody has to do anything about it any more."""
        return self.state in {"done", "declined"}


@dataclass(frozen=True, slots=True)
class TrackerSource:
    """One tracker: its `kind` ("github", "gitlab" or "jira"), its address, and the day it was asked."""

    kind: str
    url: str
    fetched_on: date
    tickets: tuple[TrackerTicket, ...] = ()


@dataclass(frozen=True, slots=True)
class Tracker:
    """All trackers that were asked, and what of their file could not be read."""

    sources: tuple[TrackerSource, ...] = ()
    problems: tuple[Problem, ...] = ()
