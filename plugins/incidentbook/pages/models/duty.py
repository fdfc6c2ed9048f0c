"""Who is on call now, in a few lines: on the home page and in the incident kit."""

from dataclasses import dataclass

from .rota import OnCallLine
from .values import Day, Link


@dataclass(frozen=True, slots=True)
class DutyRotation:
    """A rotation with whoever is on call in each line; `services` are the ids of those it answers for."""

    link: Link
    lines: tuple[OnCallLine, ...]
    services: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Duty:
    """The rotations at `moment`; `data` is what the browser computes the present from, as plain data."""

    moment: Day
    rotations: tuple[DutyRotation, ...]
    data: dict[str, object]
