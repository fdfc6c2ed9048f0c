"""What the chapters of prose say of the policy: levels, targets and roles in words."""

from dataclasses import dataclass

from .values import Chip


@dataclass(frozen=True, slots=True)
class LevelWords:
    """A level with its targets in words, empty where there is none."""

    chip: Chip
    title: str
    response: str
    mitigate: str
    resolve: str
    update: str
    tell: str
    room: bool


@dataclass(frozen=True, slots=True)
class RoleCard:
    """A role and the levels that need it."""

    anchor: str
    title: str
    purpose: str
    duties: tuple[str, ...]
    leaves: str
    needed: tuple[Chip, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Prose:
    """The model of every chapter of prose; times are words ("48 h"), `repeats` a percentage."""

    levels: tuple[LevelWords, ...]
    rooms: str
    roles: tuple[RoleCard, ...]
    detect: str
    acknowledge: str
    writeup: str
    review_days: str
    repeats: str
    status_page: str
