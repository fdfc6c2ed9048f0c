"""Whom a runbook's readers call by the rota: the rotations of its services, else of its owner."""

from incidentbook.analysis.rota_people import display_name, rotations_of, told_people
from incidentbook.analysis.rota_words import ladder_words
from incidentbook.records import Runbook
from incidentbook.records.rota import Rota, Rotation

from . import links, runbook_rows
from .edition import Edition
from .models import Link
from .reach import reach
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
    """Each rotation that answers for a runbook, its escalation in words, and contacts of whom it names."""
    rota = edition.ground.catalogue.library.rota
    if rota is None:
        return ()
    rotations = rotations_for(edition, runbook)
    ladders = (
        links.page(_words(edition, rota, rotation), links.ROTA, anchor_of(rota, rotation))
        for rotation in rotations
    )
    people = (name for rotation in rotations for name in told_people(rotation, rota, edition.policy))
    return (*ladders, *(link for name in dict.fromkeys(people) if (link := _reached(rota, name))))


def _reached(rota: Rota, name: str) -> Link | None:
    found = reach(rota, name)
    return (
        Link(clipped(f"{display_name(rota, name)}: {found.text}", LONGEST), found.target) if found else None
    )


def _words(edition: Edition, rota: Rota, rotation: Rotation) -> str:
    ladder = ladder_words(rotation, rota, edition.policy)
    return clipped(f"On call: {rotation.title}{f' ({ladder})' if ladder else ''}", LONGEST)
