"""Names of services, causes and teams: the spellings of one name, and what the policy knows about it."""

from collections.abc import Iterable, Mapping

from incidentbook.reading.patterns import expression
from incidentbook.records.plain import dataclass

_JOINTS = expression(r"[\s_\-]+")


@dataclass(frozen=True, slots=True)
class Name:
    """A service, cause or team: its id, the title to print, and whether the policy knows it."""

    id: str
    title: str
    is_known: bool = True


@dataclass(frozen=True, slots=True)
class Names:
    """All names of one sort: the policy's in its order, then those that only documents use."""

    all: tuple[Name, ...]
    _by_key: Mapping[str, Name]

    def find(self, text: str) -> Name | None:
        """The name that this spelling means, or None where it is empty or was never seen."""
        return self._by_key.get(key(text))

    def resolve(self, texts: Iterable[str]) -> tuple[Name, ...]:
        """The names meant, each once, in the order given; what is empty falls out."""
        found = (self.find(text) for text in texts)
        return tuple(dict.fromkeys(name for name in found if name))


def key(text: str) -> str:
    """What two spellings of one name have in common: case, spaces, underscores and hyphens do not count."""
    return _JOINTS.sub("-", text.strip().casefold()).strip("-")


def names(known: Iterable[tuple[Name, Iterable[str]]], used: Iterable[str]) -> Names:
    """The names of the policy, each with its further spellings, and those that documents use beside them."""
    by_key: dict[str, Name] = {}
    known = list(known)
    for name, _ in known:
        by_key.setdefault(key(name.id), name)
    for name, spellings in known:
        for spelling in (name.title, *spellings):
            by_key.setdefault(key(spelling), name)
    by_key.pop("", None)
    strangers = _strangers(used, by_key)
    by_key |= strangers
    return Names((*dict.fromkeys(name for name, _ in known), *strangers.values()), by_key)


def _strangers(used: Iterable[str], by_key: Mapping[str, Name]) -> dict[str, Name]:
    spellings: dict[str, str] = {}
    for text in used:
        written = " ".join(text.split())
        if (found := key(written)) and found not in by_key:
            spellings[found] = min(written, spellings.get(found, written))
    return {found: Name(spellings[found], spellings[found], is_known=False) for found in sorted(spellings)}
