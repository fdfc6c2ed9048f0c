"""Actions that were done before their cause came back, by the incident that asked for them."""

from collections.abc import Mapping
from dataclasses import dataclass

from incidentbook.records import ActionItem

from .catalogue import Catalogue, Incident
from .names import Name
from .repeats import chains, returns


@dataclass(frozen=True, slots=True)
class Relapse:
    """An action that did not hold, and the incident in which its cause came back on the service."""

    item: ActionItem
    incident: Incident
    cause: Name
    service: Name


def relapses(catalogue: Catalogue) -> Mapping[str, tuple[Relapse, ...]]:
    """The actions that did not hold, by the path of the incident that asked for them."""
    found: dict[str, list[Relapse]] = {}
    for one in returns(catalogue, chains(catalogue.incidents)):
        relapse = Relapse(one.item, one.incident, one.cause, one.service)
        found.setdefault(one.origin.path, []).append(relapse)
    return {path: tuple(group) for path, group in found.items()}
