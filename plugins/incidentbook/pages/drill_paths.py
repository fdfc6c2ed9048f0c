"""Where the drill cards of incidents are: by day and service, which gives no cause away."""

from collections.abc import Iterable

from incidentbook.analysis.catalogue import Incident

from .slugs import digest, slug

FOLDER = "drills"


def card_paths(incidents: Iterable[Incident]) -> dict[str, str]:
    """The paths of the cards of `incidents` by those of their postmortems, in the order of `incidents`.

    The later of two on one day gets a hash.
    """
    every = list(incidents)
    found = dict.fromkeys((incident.path for incident in every), "")
    taken: set[str] = set()
    for incident in sorted(every, key=lambda one: one.path):
        name = _name(incident)
        name = f"{name}-{digest(incident.path)}" if name in taken else name
        taken.add(name)
        found[incident.path] = f"{FOLDER}/{name}.md"
    return found


def _name(incident: Incident) -> str:
    day = incident.day.isoformat() if incident.day else "undated"
    service = incident.services[0].id if incident.services else "drill"
    return f"{day}-{slug(service)}"
