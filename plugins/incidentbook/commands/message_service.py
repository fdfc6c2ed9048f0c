"""The service of a message: which one a word means, and what helps there."""

from difflib import get_close_matches

import click

from incidentbook.pages.kit import MOST_RUNBOOKS, runbook_order
from incidentbook.records import Library, Policy, Runbook

from .options import Place


def service_id(name: str, place: Place) -> str:
    """The id of the service that a name means: of the policy, else of the documents.

    Any name is accepted where neither knows a service.

    Raises:
        click.BadParameter: There are services, and this is none of them.
    """
    if not name or (found := place.policy.service(name)):
        return found.id if name and found else name
    known = {spelling.casefold(): spelling for spelling in _spellings(place.policy, place.library())}
    if not known or name.casefold() in known:
        return known.get(name.casefold(), name)
    near = get_close_matches(name.casefold(), known, 1)
    hint = (
        f"did you mean “{known[near[0]]}”?" if near else f"there are: {', '.join(_ids(place.policy, known))}"
    )
    raise click.BadParameter(f"“{name}” is no service; {hint}", param_hint="-S")


def _spellings(policy: Policy, library: Library) -> list[str]:
    """All names of services: those of the policy by id, title and alias, and those that documents use."""
    found = [name for one in policy.services for name in (one.id, one.title, *one.aliases)]
    found += [name for one in library.postmortems for name in one.services]
    found += [name for one in library.runbooks for name in one.services]
    return list(filter(None, found))


def _ids(policy: Policy, known: dict[str, str]) -> list[str]:
    return [one.id for one in policy.services] or sorted(known.values())


def runbook_lines(service: str, place: Place) -> str:
    """The first runbooks of a service, each with its path in the repository, and how many more there are."""
    policy = place.policy
    found = sorted(
        (one for one in place.library().runbooks if _serves(one, service, policy)), key=runbook_order
    )
    lines = [f"Runbook: {one.title}: {one.path}" for one in found[:MOST_RUNBOOKS]]
    if rest := len(found) - MOST_RUNBOOKS:
        lines += [f"{rest} more: incidentbook runbooks"] if rest > 0 else []
    return "\n".join(lines)


def _serves(runbook: Runbook, service: str, policy: Policy) -> bool:
    """Whether a runbook names the service, by whichever of its names."""
    ids = {(found.id if (found := policy.service(name)) else name).casefold() for name in runbook.services}
    return service.casefold() in ids
