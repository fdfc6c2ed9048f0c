"""What the reading of a YAML file knows: where its nodes stand, what was wrong, and which names it met."""

from collections.abc import Mapping, Sequence

import yaml

from incidentbook.records import Location, Problem
from incidentbook.records.plain import dataclass, field

from .names import nearest_word

MISSING = object()
"""What `Shape.read` gives for a value that could not be used."""


@dataclass(slots=True)
class Reader:
    """Where the nodes stand, what was wrong with them so far, and the names that others refer to.

    `ids` are the names by kind ("causes") in their order, each with its place.
    """

    path: str
    problems: list[Problem] = field(default_factory=list)
    ids: dict[str, dict[str, Location]] = field(default_factory=dict)
    references: list["NamedThere"] = field(default_factory=list)

    def at(self, node: yaml.Node) -> Location:
        """The place of a node."""
        return Location(self.path, node.start_mark.line + 1, node.start_mark.column + 1)

    def refuse(self, node: yaml.Node, message: str, hint: str = "") -> object:
        """Note a problem at a node; gives MISSING."""
        self.problems.append(Problem(self.at(node), "policy-invalid", message, hint))
        return MISSING

    def check_references(self, usual: Mapping[str, Sequence[str]]) -> None:
        """Refuse references to names that do not exist; `usual` are those of a kind that is not stated."""
        for reference in self.references:
            kind = reference.kind
            base = self.ids.get(kind) or usual.get(kind, ())
            known = [*base, *self.ids.get(f"more_{kind}", ()), *reference.others]
            if known and reference.name not in known:
                message = f"{reference.what} “{reference.name}”, {reference.missing}"
                self.problems.append(
                    Problem(reference.at, "policy-invalid", message, near_hint(reference.name, known))
                )

    def check_additions(self, kind: str, usual: Sequence[str]) -> None:
        """Refuse names that are to be added to a kind ("more_causes" to "causes") which has them."""
        base = self.ids.get(kind) or usual
        for name, at in self.ids.get(f"more_{kind}", {}).items():
            if name in base:
                message = f"more_{kind}: “{name}” is in the list already"
                hint = "take it out; the others are kept"
                self.problems.append(Problem(at, "policy-invalid", message, hint))


@dataclass(frozen=True, slots=True)
class NamedThere:
    """A name that must be one of a kind's, or of `others`; a message says `what`, the name and `missing`."""

    kind: str
    name: str
    at: Location
    what: str
    missing: str
    others: tuple[str, ...] = ()


def shown(node: yaml.Node) -> str:
    """What stands at a node, in words for a message."""
    if isinstance(node, yaml.MappingNode):
        return "a map"
    if isinstance(node, yaml.SequenceNode):
        return "a list"
    import textwrap  # for messages alone

    value = str(node.value)
    return f"“{textwrap.shorten(value, 60, placeholder='…')}”" if value else "nothing"


def near_hint(word: str, known: Sequence[str]) -> str:
    """“did you mean …?” for the nearest known name, or the list of known names."""
    near = nearest_word(word, known)
    return f"did you mean “{near}”?" if near else f"known are: {', '.join(known)}"


def is_null(node: yaml.Node) -> bool:
    """Whether nothing stands at a node."""
    return isinstance(node, yaml.ScalarNode) and node.tag.endswith(":null")
