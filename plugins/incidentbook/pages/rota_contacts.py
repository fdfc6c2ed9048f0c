"""Whom a runbook's readers call by the rota: the rotations of its services, else of its owner."""

from incidentbook.analysis.rota_people import rotations_of
from incidentbook.analysis.rota_words import ladder_words
from incidentbook.records import Runbook
from incidentbook.records.rota import Rotation

from . import links, runbook_rows
from .edition import Edition
from .models import Link
from .rota import anchor_of
from .words import clipped

LONGEST = 240


def rotations_for(edition: Edition, runbook: Runbook) -> tuple[Rotation, ...]:
    """The rotations that answer for a runbook; none where there is no rota, or it does not say."""
    ground = edition.ground
    rota = ground.catalogue.library.rota
    if rota is None:
        return ()
    services = frozenset(name.id for name in runbook_rows.its_services(ground, runbook))
    owner = ground.roster.team_of(runbook.owner) if runbook.owner else None
    teams = frozenset({owner.id} if owner else ())
    found = rotations_of(rota, edition.policy, services, frozenset())
    return tuple(found or rotations_of(rota, edition.policy, frozenset(), teams))


def on_call_contacts(edition: Edition, runbook: Runbook) -> tuple[Link, ...]:
    """A link to each rotation that answers for a runbook, with its escalation in words."""
    rota = edition.ground.catalogue.library.rota
    if rota is None:
        return ()
    return tuple(
        links.page(_words(rotation), links.ROTA, anchor_of(rota, rotation))
        for rotation in rotations_for(edition, runbook)
    )


def _words(rotation: Rotation) -> str:
    ladder = ladder_words(rotation)
    return clipped(f"On call: {rotation.title}{f' ({ladder})' if ladder else ''}", LONGEST)
