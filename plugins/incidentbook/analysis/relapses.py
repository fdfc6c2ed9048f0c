"""Actions that did not hold, by the incident that asked for them."""

from collections.abc import Callable
from functools import cache

from .catalogue import Catalogue, Incident
from .fixes import returns_of
from .repeats import Chains, Return, chains


def relapses(catalogue: Catalogue) -> Callable[[Incident], tuple[Return, ...]]:
    """What gives the done actions of an incident whose cause came back; worked out when it is asked."""

    @cache
    def chained() -> Chains:
        return chains(catalogue.incidents)

    @cache
    def returned(path: str) -> tuple[Return, ...]:
        return returns_of(catalogue.by_path[path], catalogue, chained())

    return lambda incident: returned(incident.path)
