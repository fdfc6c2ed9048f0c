"""handbook/incident-kit.md: what is needed in the first minutes, and the messages with their blanks."""

from dataclasses import dataclass

from .duty import Duty
from .values import Chip, Link


@dataclass(frozen=True, slots=True)
class Slot:
    """A blank of a message; an optional one takes its line along where it stays empty."""

    name: str
    optional: bool = False


Part = str | Slot


@dataclass(frozen=True, slots=True)
class Message:
    """A message with its blanks, line by line."""

    audience: str
    phase: str
    lines: tuple[tuple[Part, ...], ...]

    @property
    def id(self) -> str:
        """Its name: "status-page/resolved"."""
        return f"{self.audience}/{self.phase}"

    @property
    def slots(self) -> frozenset[str]:
        """The names of its blanks."""
        return frozenset(part.name for line in self.lines for part in line if isinstance(part, Slot))

    @property
    def for_script(self) -> list[list[object]]:
        """The same as plain data: words, or a list of a slot's name and whether it is optional."""
        return [
            [[part.name, part.optional] if isinstance(part, Slot) else part for part in line]
            for line in self.lines
        ]


@dataclass(frozen=True, slots=True)
class KitMessage:
    """A message on the page: `spans` are (text, whether it is a blank)."""

    id: str
    anchor: str
    title: str
    spans: tuple[tuple[str, bool], ...]


@dataclass(frozen=True, slots=True)
class KitField:
    """Something to fill in: `phases` are those that use it, or empty for all; `is_time`: a time."""

    name: str
    label: str
    phases: str = ""
    is_time: bool = False


@dataclass(frozen=True, slots=True)
class KitRole:
    """A role to give out; `levels` are those that need it, as words."""

    id: str
    title: Link
    purpose: str
    levels: str = ""


@dataclass(frozen=True, slots=True)
class KitLevel:
    """A level to choose: how often it asks for an update, whom to tell and which roles, all as words."""

    id: str
    chip: Chip
    title: str
    definition: str
    every: str = ""
    tell: str = ""
    roles: str = ""


@dataclass(frozen=True, slots=True)
class KitService:
    """A service to choose, with what helps there: its dashboards and runbooks."""

    id: str
    title: str
    links: tuple[Link, ...]
    runbooks: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class KitPhase:
    """A phase with its messages."""

    id: str
    title: str
    sentence: str
    messages: tuple[KitMessage, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kit:
    """The page. `data` is what the script fills messages with, as plain data."""

    levels: tuple[KitLevel, ...]
    services: tuple[KitService, ...]
    first_fields: tuple[KitField, ...]
    roles: tuple[KitRole, ...]
    steps: tuple[str, ...]
    opening: tuple[KitMessage, ...]
    fields: tuple[KitField, ...]
    phases: tuple[KitPhase, ...]
    handoff: tuple[KitMessage, ...]
    handoff_fields: tuple[KitField, ...]
    severity_guide: Link
    duty: Duty | None = None
    data: dict[str, object]
