"""Actions that did not hold, by the incident that asked for them."""

from collections.abc import Mapping
from datetime import date

from .catalogue import Catalogue
from .fixes import fixes
from .repeats import Return, chains


def relapses(catalogue: Catalogue) -> Mapping[str, tuple[Return, ...]]:
    """The done actions whose cause came back, by the path of the incident that asked for them."""
    found: dict[str, list[Return]] = {}
    for one in fixes(catalogue, chains(catalogue.incidents), as_of=date.max):  # what came back, came back
        if one.back is not None:
            found.setdefault(one.origin.path, []).append(one.back)
    return {path: tuple(group) for path, group in found.items()}
