"""What a portal and its action items are called outside it: addresses, and names that stay."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from incidentbook.analysis.backlog import TrackedItem
from incidentbook.pages.slugs import slug

NOWHERE = "incidentbook.invalid"
"""Stands for the host of a portal without an address; no host can have this name (RFC 2606)."""

Address = Callable[[TrackedItem], str]
"""Where an action item stands in a site; empty where there is none."""


def no_address(_: TrackedItem) -> str:
    """The address of what has none."""
    return ""


@dataclass(frozen=True, slots=True)
class Published:
    """Where a portal is published.

    `site` is its address ("https://book.example.com/"), `feed` and `tracker` are those of two of its files;
    all are empty where it has none. `item` gives the address of an action item in its postmortem.
    """

    site: str = ""
    feed: str = ""
    tracker: str = ""
    item: Address = no_address

    @property
    def host(self) -> str:
        """The name of its host, or one that no host can have."""
        return _host(self.site) or NOWHERE

    def scope(self, title: str) -> str:
        """What tells it from other portals of its host: its path, or its title where it has no address."""
        path = urlsplit(self.site).path.strip("/") if _host(self.site) else slug(title)
        return f"{path}/" if path else ""


UNPUBLISHED = Published()
"""A portal that is read where it lies."""


def _host(site: str) -> str:
    try:
        return (urlsplit(site).hostname or "").encode("idna").decode("ascii")
    except ValueError:  # a bracket too many, or a name that no host can have
        return ""


def with_names(items: Iterable[TrackedItem]) -> tuple[tuple[TrackedItem, str], ...]:
    """Each item with a name that no other one has: its id, with its path where several share the id."""
    every = tuple(items)
    number = Counter(tracked.item.id for tracked in every)
    names = (
        tracked.item.id if tracked.item.id and number[tracked.item.id] == 1 else _long_name(tracked)
        for tracked in every
    )
    return tuple(zip(every, _apart(names), strict=True))


def _long_name(tracked: TrackedItem) -> str:
    return f"{tracked.incident.path}/{tracked.item.id or tracked.item.anchor}"


def _apart(names: Iterable[str]) -> Iterator[str]:
    seen: Counter[str] = Counter()
    for name in names:
        seen[name] += 1
        yield name if seen[name] == 1 else f"{name}#{seen[name]}"
