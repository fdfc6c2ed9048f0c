"""What the chapters about duty say of the rota and the levels: who is told when, and how soon one answers."""

from collections.abc import Iterator

from incidentbook.analysis.durations import spell
from incidentbook.analysis.rota_people import told_words
from incidentbook.analysis.rota_words import after_words, again_words
from incidentbook.records import Policy
from incidentbook.records.rota import Level, Rota, Rotation

from . import links
from .models import Ladder
from .rota import anchor_of
from .words import listed


def ladders(rota: Rota, policy: Policy) -> Iterator[Ladder]:
    """The escalations of a rota, rotation by rotation; those without levels are left out."""
    for rotation in rota.rotations:
        if rotation.levels:
            rungs = (
                (after_words(level.minutes).capitalize(), _told(level, rotation, rota, policy))
                for level in rotation.levels
            )
            link = links.page(rotation.title, links.ROTA, anchor_of(rota, rotation))
            yield Ladder(link, tuple(rungs), again_words(rotation))


def _told(level: Level, rotation: Rotation, rota: Rota, policy: Policy) -> str:
    words = (told_words(one.name, rotation, rota, policy) for one in level.targets)
    return ", ".join(words) or "nobody"


def next_level(rota: Rota | None) -> str:
    """After how long a second level is told at the earliest: “5 min”; empty where none has one."""
    waits = [
        rotation.levels[1].minutes - rotation.levels[0].minutes
        for rotation in (rota.rotations if rota else ())
        if len(rotation.levels) > 1
    ]
    return spell(min(waits)) if waits else ""


def answer(policy: Policy) -> str:
    """How soon the gravest alerts are answered: the level's own target, else that of all incidents."""
    stated = [one.response_minutes for one in policy.severities if one.response_minutes is not None]
    return spell(min(stated, default=policy.targets.acknowledge_minutes))


def answers(policy: Policy) -> str:
    """How soon each level is answered: “5 min for a SEV1 and 15 min for a SEV2”; empty without targets."""
    stated = ((one.response_minutes, one.id) for one in policy.severities)
    return listed([f"{spell(minutes)} for a {level}" for minutes, level in stated if minutes is not None])
