"""The on-call page: one file with every runbook's steps, which works without a network."""

from dataclasses import dataclass

from .instructions import Copyable
from .values import Chip, Day, Link


@dataclass(frozen=True, slots=True, kw_only=True)
class OnCallStep:
    """One step: what to do, when, with which commands, and what should then be seen."""

    text: str
    when: str = ""
    commands: tuple[Copyable, ...] = ()
    expected: str = ""
    verify: str = ""
    heading: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OnCallCard:
    """A runbook, or an alert that fired and has none (`steps` is then empty and `missing` says so).

    `first` are the first steps that hold a command, `steps` all of them. `names` are what else it is found
    by. `last` is the newest incident, `restored` what restored service in it; `rotations` are the ids of the
    rotations that answer for it. `cautions` say what to know before relying on it.
    """

    title: Link
    anchor: str
    alerts: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    services: tuple[Link, ...] = ()
    severities: tuple[Chip, ...] = ()
    owner: Link | None = None
    freshness: str = ""
    used: int = 0
    last: Link | None = None
    last_day: Day | None = None
    restored: str = ""
    first: tuple[OnCallStep, ...] = ()
    steps: tuple[OnCallStep, ...] = ()
    escalation: str = ""
    contacts: tuple[Link, ...] = ()
    rotations: tuple[str, ...] = ()
    impact: str = ""
    missing: str = ""
    cautions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OnCall:
    """The page: `site` is where it comes from, `day` when it was made."""

    title: str
    day: Day
    cards: tuple[OnCallCard, ...]
