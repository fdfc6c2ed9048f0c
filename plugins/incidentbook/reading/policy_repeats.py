"""The key `repeats` of the policy: what counts as a repeat, and which done actions are judged by it."""

import re
from typing import cast

import yaml

from incidentbook.records import Repeats
from incidentbook.records.action_item import TYPES
from incidentbook.records.plain import dataclass
from incidentbook.records.policy import REPEAT_WAYS, UNTYPED

from .shape import MISSING, Choice, Key, Listing, Reader, Record, Shape, shown

LONGEST = 36_500
"""A hundred years: more days than an organisation remembers."""


@dataclass(slots=True)
class Days(Shape):
    """A whole number of days, from one to a hundred years."""

    def read(self, node: yaml.Node, reader: Reader) -> object:
        """See `Shape.read`."""
        text = str(node.value) if isinstance(node, yaml.ScalarNode) else ""
        if re.fullmatch(r"[0-9]{1,5}", text) and 1 <= int(text) <= LONGEST:
            return int(text)
        message = f"expected a whole number of days from 1 to {LONGEST}, found {shown(node)}"
        return reader.refuse(node, message, "write digits alone, for example 365")

    def schema(self) -> dict[str, object]:
        """See `Shape.schema`."""
        return {"type": "integer", "minimum": 1, "maximum": LONGEST}


class Some(Listing):
    """A list that is not empty."""

    __slots__ = ()

    def read(self, node: yaml.Node, reader: Reader) -> object:
        """See `Shape.read`."""
        if isinstance(node, yaml.SequenceNode) and not node.value:
            return reader.refuse(node, "expected at least one word, found an empty list", "leave the key out")
        found = Listing.read(self, node, reader)
        return found or MISSING

    def schema(self) -> dict[str, object]:
        """See `Shape.schema`."""
        found = Listing.schema(self)
        branches = cast("list[dict[str, object]]", found["anyOf"]) if self.single else [found]
        branches[-1]["minItems"] = 1
        return found


REPEATS = Record(
    "repeats",
    {
        "ways": Key(
            Some(Choice(REPEAT_WAYS), single=True),
            "How an incident can repeat an earlier one: its author says so (declared), the same cause on the "
            "same service (same-service), the same cause on any other (systemic, counted apart)",
        ),
        "window_days": Key(Days(), "Days after an incident in which the same cause counts as a repeat"),
        "action_types": Key(
            Some(Choice((*TYPES, UNTYPED), "a type of action items, or untyped"), single=True),
            "Types of done actions that did not hold when their cause comes back on the same service",
        ),
        "settled_days": Key(Days(), "Days after an action was done in which it is too early to judge it"),
    },
)


def read_repeats(values: object) -> Repeats:
    """What the policy states about repeats, and the defaults for the rest."""
    stated = cast("dict[str, object]", values or {})
    lists = {key: tuple(dict.fromkeys(value)) for key, value in stated.items() if isinstance(value, list)}
    return Repeats(**{**stated, **lists})  # type: ignore[arg-type]
