"""Who is on call now: each rotation in a line, for pages that are not about the rota."""

from incidentbook.analysis.rota_answer import answer
from incidentbook.analysis.rota_people import rotations_of
from incidentbook.records.rota import Rota, Rotation

from . import dates, links
from .edition import Edition
from .models import Duty, DutyRotation
from .rota import anchor_of, noon, on_call_line
from .rota_data import rota_data


def duty(edition: Edition) -> Duty | None:
    """Everybody who is on call, by rotation; None where there is no rota, or it has no rotation."""
    rota = edition.ground.catalogue.library.rota
    if rota is None or not rota.rotations:
        return None
    rotations = tuple(_rotation(edition, rota, one) for one in rota.rotations)
    return Duty(dates.time(noon(edition)), rotations, rota_data(rota))


def _rotation(edition: Edition, rota: Rota, rotation: Rotation) -> DutyRotation:
    found = answer(rota, rotation, edition.policy, noon(edition))
    return DutyRotation(
        link=links.page(rotation.title, links.ROTA, anchor_of(rota, rotation)),
        lines=tuple(on_call_line(rota, rotation, line) for line in found.lines),
        services=tuple(
            service.id
            for service in edition.policy.services
            if rotation in rotations_of(rota, edition.policy, frozenset({service.id}), frozenset())
        ),
    )
