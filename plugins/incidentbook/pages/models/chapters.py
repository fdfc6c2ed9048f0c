"""What the chapters of prose say of the policy: levels, targets and roles in words."""

from dataclasses import dataclass

from .values import Chip, Link


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


@dataclass(frozen=True, slots=True)
class Ladder:
    """The escalation of a rotation: its levels as (“after 5 min”, whom it tells), and when it begins anew."""

    rotation: Link
    rungs: tuple[tuple[str, str], ...]
    again: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of postmortems of a level (`chip`) or kind: how much review, which sections."""

    name: str
    sections: str
    review: str = ""
    chip: Chip | None = None


@dataclass(frozen=True, slots=True)
class Sample:
    """A skeleton to copy, and the command that writes it into a file."""

    title: str
    command: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Prose:
    """The model of every chapter of prose; times are words ("48 h"), `repeats` a percentage.

    `answer` is how soon somebody answers the gravest alerts, `answers` says it of every level. `ladders` are
    those of the rota, if `has_rota`; `next_level` is after how many minutes its second level is told at the
    earliest, empty where it has none. `asked` is what postmortems must hold, `runbook_sections` what runbooks
    must; `samples` are skeletons to copy.
    """

    levels: tuple[LevelWords, ...]
    rooms: str
    roles: tuple[RoleCard, ...]
    detect: str
    acknowledge: str
    writeup: str
    review_days: str
    repeats: str
    status_page: str
    answer: str = ""
    answers: str = ""
    has_rota: bool = False
    has_load: bool = False
    ladders: tuple[Ladder, ...] = ()
    next_level: str = ""
    asked: tuple[Asked, ...] = ()
    runbook_sections: str = ""
    runbook_review: str = ""
    samples: tuple[Sample, ...] = ()
