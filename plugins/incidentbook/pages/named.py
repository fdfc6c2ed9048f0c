"""Links to what has a name: services, causes, teams, owners."""

import re
from collections.abc import Iterable

from incidentbook.analysis.names import Name
from incidentbook.analysis.roster import handle

from . import links
from .ground import Ground
from .models import Link

_HANDLE = re.compile(r"[a-z0-9][\w.\-]*")


def service_path(ground: Ground, name: Name) -> str:
    """The path of a service's page."""
    return f"services/{ground.service_slugs[name.id]}.md"


def cause_path(ground: Ground, name: Name) -> str:
    """The path of a cause's page."""
    return f"causes/{ground.cause_slugs[name.id]}.md"


def team_path(ground: Ground, name: Name) -> str:
    """The path of a team's page."""
    return f"teams/{ground.team_slugs[name.id]}.md"


def service(ground: Ground, name: Name) -> Link:
    """A link to a service's page."""
    return links.page(name.title, service_path(ground, name))


def cause(ground: Ground, name: Name) -> Link:
    """A link to a cause's page."""
    return links.page(name.title, cause_path(ground, name))


def team(ground: Ground, name: Name) -> Link:
    """A link to a team's page."""
    return links.page(name.title, team_path(ground, name))


def services(ground: Ground, names: Iterable[Name]) -> tuple[Link, ...]:
    """Links to the pages of services."""
    return tuple(service(ground, name) for name in names)


def causes(ground: Ground, names: Iterable[Name]) -> tuple[Link, ...]:
    """Links to the pages of causes."""
    return tuple(cause(ground, name) for name in names)


def teams(ground: Ground, names: Iterable[Name]) -> tuple[Link, ...]:
    """Links to the pages of teams."""
    return tuple(team(ground, name) for name in names)


def owner(ground: Ground, text: str) -> Link:
    """A link to the tracker, filtered by the owner of an action item."""
    found = handle(text)
    if found not in ground.owner_slugs:
        return Link(text)
    return links.page(
        owner_name(ground, found), links.ACTION_ITEMS, query=f"owner={ground.owner_slugs[found]}"
    )


def owner_name(ground: Ground, found: str) -> str:
    """How an owner is printed: "@ana" for handles, otherwise as the first document has it."""
    name = ground.owner_names[found]
    return f"@{name}" if _HANDLE.fullmatch(name) else name


def team_or_text(ground: Ground, text: str) -> Link | None:
    """A link to the team that a text names, or the text, or None where it is empty."""
    found = ground.roster.team_of(text) if text else None
    return team(ground, found) if found else Link(text) if text else None
