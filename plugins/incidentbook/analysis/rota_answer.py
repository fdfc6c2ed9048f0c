"""Who is on call in a rotation at one moment, and who comes next: for the terminal and the pages."""

from datetime import datetime

from incidentbook.records import Policy
from incidentbook.records.plain import dataclass
from incidentbook.records.rota import Rota, Rotation

from .rota import Span, now_and_next
from .rota_people import contact_of, display_name, target_of


@dataclass(frozen=True, slots=True)
class LineAnswer:
    """One line: whoever is on call (`now`, which begins at the moment), and whoever comes then."""

    line: str
    now: Span
    next: Span | None


@dataclass(frozen=True, slots=True)
class Told:
    """Whom a level tells: the words of the file, and who that is at the moment ("" where it is no line).

    `contact` says how to reach whoever that is, "" where the rota does not say.
    """

    name: str
    kind: str
    person: str
    contact: str = ""


@dataclass(frozen=True, slots=True)
class RotationAnswer:
    """One rotation: its lines, and its levels as (minutes, whom they tell)."""

    rotation: Rotation
    lines: tuple[LineAnswer, ...]
    levels: tuple[tuple[float, tuple[Told, ...]], ...]


def answer(rota: Rota, rotation: Rotation, policy: Policy, moment: datetime) -> RotationAnswer:
    """Who is on call in a rotation at a moment."""
    lines = tuple(
        LineAnswer(line.name, *now_and_next(rotation, line.name, moment)) for line in rotation.lines
    )
    levels = tuple(
        (level.minutes, tuple(_told(rota, rotation, policy, one.name, moment) for one in level.targets))
        for level in rotation.levels
    )
    return RotationAnswer(rotation, lines, levels)


def _told(rota: Rota, rotation: Rotation, policy: Policy, word: str, moment: datetime) -> Told:
    target = target_of(word, rotation, rota, policy)
    if target.kind != "line":
        contact = contact_of(rota, target.name) if target.kind == "person" else ""
        return Told(display_name(rota, target.name), target.kind, "", contact)
    other = rota.rotation(target.rotation)
    person = now_and_next(other, target.line, moment)[0].person if other else ""
    name = target.line if target.rotation == rotation.id else f"{target.line} of {target.rotation}"
    return Told(name, "line", person, contact_of(rota, person))
