"""The tree of causes: what lies above and below each, and the incidents of a whole branch."""

from collections import defaultdict
from collections.abc import Mapping

from incidentbook.records.plain import dataclass

from .catalogue import Catalogue, Incident
from .names import Name

NO_NAMES: tuple[Name, ...] = ()


@dataclass(frozen=True, slots=True)
class Taxonomy:
    """The policy's causes as a tree, by their ids; causes that only documents name stand beside it."""

    parents: Mapping[str, Name]
    children: Mapping[str, tuple[Name, ...]]

    def branch(self, name: Name) -> tuple[Name, ...]:
        """A cause and all below it, itself first; each once, even where the policy leads in a circle."""
        found: dict[str, Name] = {}
        waiting = [name]
        while waiting:
            current = waiting.pop()
            if current.id not in found:
                found[current.id] = current
                waiting.extend(reversed(self.children.get(current.id, NO_NAMES)))
        return tuple(found.values())

    def top(self, name: Name) -> Name:
        """The uppermost cause above one, or itself; in a circle, the last before it closes."""
        seen = {name.id}
        while (above := self.parents.get(name.id)) and above.id not in seen:
            seen.add(above.id)
            name = above
        return name


def taxonomy(catalogue: Catalogue) -> Taxonomy:
    """The tree of a catalogue's causes."""
    parents: dict[str, Name] = {}
    children: dict[str, list[Name]] = defaultdict(list)
    for cause in catalogue.library.policy.causes:
        name, parent = catalogue.causes.find(cause.id), catalogue.causes.find(cause.parent)
        if name and parent and name != parent and name.id not in parents:
            parents[name.id] = parent
            children[parent.id].append(name)
    return Taxonomy(parents, {key: tuple(names) for key, names in children.items()})


def incidents_of(catalogue: Catalogue, names: tuple[Name, ...]) -> tuple[Incident, ...]:
    """The incidents that name one of some causes, each once, newest first."""
    if len(names) == 1:
        return catalogue.by_cause.get(names[0].id, ())
    found = {one.path: one for name in names for one in catalogue.by_cause.get(name.id, ())}
    return tuple(sorted(found.values(), key=lambda one: one.order))
