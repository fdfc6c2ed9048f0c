"""Which incidents have a drill card, and where: by day and service, which gives no cause away."""

from collections.abc import Iterable

from incidentbook.analysis.catalogue import Incident
from incidentbook.analysis.rehearsal import obstacle

from .slugs import digest, slug

FOLDER = "drills"


def card_paths(incidents: Iterable[Incident]) -> dict[str, str]:
    """The paths of the cards by the path of their postmortem; the later of two on one day gets a hash."""
    found: dict[str, str] = {}
    taken: set[str] = set()
    for incident in sorted(incidents, key=lambda one: one.path):
        if not obstacle(incident.postmortem):
            name = _name(incident)
            name = f"{name}-{digest(incident.path)}" if name in taken else name
            taken.add(name)
            found[incident.path] = f"{FOLDER}/{name}.md"
    return found


def _name(incident: Incident) -> str:
    day = incident.day.isoformat() if incident.day else "undated"
    service = incident.services[0].id if incident.services else "drill"
    return f"{day}-{slug(service)}"
