"""Shapes of YAML: one description gives the reader, its messages and the JSON Schema.

A shape reads a composed YAML node (so that each value has its line) into plain Python data; what does not
fit becomes a `Problem` and the value is left out.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date

import yaml

from incidentbook.records import Location, Problem
from incidentbook.records.plain import dataclass, field

_FEW = 6

MISSING = object()
"""What `Shape.read` gives for a value that could not be used."""


@dataclass(slots=True)
class Reader:
    """Where the nodes stand, and what was wrong with them so far."""

    path: str
    problems: list[Problem] = field(default_factory=list)

    def at(self, node: yaml.Node) -> Location:
        """The place of a node."""
        return Location(self.path, node.start_mark.line + 1, node.start_mark.column + 1)

    def refuse(self, node: yaml.Node, message: str, hint: str = "") -> object:
        """Note a problem at a node; gives MISSING."""
        self.problems.append(Problem(self.at(node), "policy-invalid", message, hint))
        return MISSING


def shown(node: yaml.Node) -> str:
    """What stands at a node, in words for a message."""
    if isinstance(node, yaml.MappingNode):
        return "a map"
    if isinstance(node, yaml.SequenceNode):
        return "a list"
    import textwrap

    value = str(node.value)
    return f"“{textwrap.shorten(value, 60, placeholder='…')}”" if value else "nothing"


def nearest_hint(word: str, known: list[str]) -> str:
    """“did you mean …?” for the nearest known name, or the list of known names."""
    import difflib

    near = difflib.get_close_matches(word.lower(), known, 1, 0.6)
    return f"did you mean “{near[0]}”?" if near else f"known are: {', '.join(known)}"


class Shape:
    """What a value must look like."""

    description = ""

    def read(self, node: yaml.Node, reader: Reader) -> object:
        """The value at the node, or MISSING after a note in `reader.problems`."""
        raise NotImplementedError

    def schema(self) -> dict[str, object]:
        """The JSON Schema of this shape."""
        raise NotImplementedError


@dataclass(slots=True)
class Text(Shape):
    """One text; numbers and dates are taken as they are written."""

    def read(self, node: yaml.Node, reader: Reader) -> object:
        """See `Shape.read`."""
        if isinstance(node, yaml.ScalarNode):
            return str(node.value)
        return reader.refuse(node, f"expected a text, found {shown(node)}")

    def schema(self) -> dict[str, object]:
        """See `Shape.schema`."""
        return {"type": ["string", "number"]}


@dataclass(slots=True)
class Number(Shape):
    """A number of zero or more."""

    def read(self, node: yaml.Node, reader: Reader) -> object:
        """See `Shape.read`."""
        text = str(node.value) if isinstance(node, yaml.ScalarNode) else ""
        if re.fullmatch(r"\d+(\.\d+)?", text):
            return float(text) if "." in text else int(text)
        return reader.refuse(
            node, f"expected a number, found {shown(node)}", "write digits alone, for example 30"
        )

    def schema(self) -> dict[str, object]:
        """See `Shape.schema`."""
        return {"type": "number", "minimum": 0}


@dataclass(slots=True)
class Day(Shape):
    """A calendar day."""

    def read(self, node: yaml.Node, reader: Reader) -> object:
        """See `Shape.read`."""
        try:
            return date.fromisoformat(str(node.value)) if isinstance(node, yaml.ScalarNode) else MISSING
        except ValueError:
            return reader.refuse(node, f"expected a date, found {shown(node)}", "write it as 2026-03-31")

    def schema(self) -> dict[str, object]:
        """See `Shape.schema`."""
        return {"type": "string", "format": "date"}


@dataclass(slots=True)
class Choice(Shape):
    """One of a few words."""

    words: tuple[str, ...]
    what: str = "a known word"

    def read(self, node: yaml.Node, reader: Reader) -> object:
        """See `Shape.read`."""
        word = str(node.value).lower() if isinstance(node, yaml.ScalarNode) else ""
        if word in self.words:
            return word
        expected = f"one of {', '.join(self.words)}" if len(self.words) <= _FEW else self.what
        return reader.refuse(
            node, f"expected {expected}; found {shown(node)}", nearest_hint(word, list(self.words))
        )

    def schema(self) -> dict[str, object]:
        """See `Shape.schema`."""
        return {"enum": list(self.words)}


@dataclass(slots=True)
class Checked(Shape):
    """A text that must pass a test: `test` gives a message, or nothing where all is well."""

    test: Callable[[str], str]
    hint: str = ""

    def read(self, node: yaml.Node, reader: Reader) -> object:
        """See `Shape.read`."""
        if not isinstance(node, yaml.ScalarNode):
            return reader.refuse(node, f"expected a text, found {shown(node)}", self.hint)
        fault = self.test(str(node.value))
        return reader.refuse(node, fault, self.hint) if fault else str(node.value)

    def schema(self) -> dict[str, object]:
        """See `Shape.schema`."""
        return {"type": "string"}


@dataclass(slots=True)
class Listing(Shape):
    """A list; a single value counts as a list of one where `single` is set."""

    item: Shape
    single: bool = False

    def read(self, node: yaml.Node, reader: Reader) -> object:
        """See `Shape.read`."""
        if isinstance(node, yaml.SequenceNode):
            values = [self.item.read(child, reader) for child in node.value]
            return [value for value in values if value is not MISSING]
        if self.single and isinstance(node, yaml.ScalarNode):
            value = self.item.read(node, reader)
            return [] if value is MISSING else [value]
        return reader.refuse(node, f"expected a list, found {shown(node)}")

    def schema(self) -> dict[str, object]:
        """See `Shape.schema`."""
        listing: dict[str, object] = {"type": "array", "items": self.item.schema()}
        return {"anyOf": [self.item.schema(), listing]} if self.single else listing


@dataclass(slots=True)
class Key:
    """A key of a record: its shape, what it is for, and whether it must be there."""

    shape: Shape
    description: str
    required: bool = False


@dataclass(slots=True)
class Record(Shape):
    """A map with known keys."""

    what: str
    keys: Mapping[str, Key]

    def read(self, node: yaml.Node, reader: Reader) -> object:
        """See `Shape.read`."""
        if not isinstance(node, yaml.MappingNode):
            return reader.refuse(node, f"expected {self.what} as a map, found {shown(node)}")
        values: dict[str, object] = {}
        for key, value in node.value:
            self._read_key(key, value, values, reader)
        for name, key in self.keys.items():
            if key.required and name not in values:
                reader.refuse(node, f"{self.what} needs “{name}”", key.description)
        return values

    def _read_key(self, key: yaml.Node, value: yaml.Node, values: dict[str, object], reader: Reader) -> None:
        name = str(key.value)
        known = self.keys.get(name)
        if known is None:
            reader.refuse(key, f"unknown key “{name}” in {self.what}", nearest_hint(name, list(self.keys)))
        elif name in values:
            reader.refuse(key, f"“{name}” stands twice in {self.what}", "keep one of them")
        elif not (isinstance(value, yaml.ScalarNode) and value.tag.endswith(":null")):
            found = known.shape.read(value, reader)
            if found is not MISSING:
                values[name] = found

    def schema(self) -> dict[str, object]:
        """See `Shape.schema`."""
        properties = {
            name: {**key.shape.schema(), "description": key.description} for name, key in self.keys.items()
        }
        required = [name for name, key in self.keys.items() if key.required]
        shape: dict[str, object] = {"type": "object", "properties": properties, "additionalProperties": False}
        return {**shape, "required": required} if required else shape


@dataclass(slots=True)
class Mapped(Shape):
    """A map from any name to one shape; gives a list of (name, place of the name, value)."""

    value: Shape

    def read(self, node: yaml.Node, reader: Reader) -> object:
        """See `Shape.read`."""
        if not isinstance(node, yaml.MappingNode):
            return reader.refuse(node, f"expected a map, found {shown(node)}")
        pairs = [
            (str(key.value), reader.at(key), self.value.read(value, reader)) for key, value in node.value
        ]
        return [pair for pair in pairs if pair[2] is not MISSING]

    def schema(self) -> dict[str, object]:
        """See `Shape.schema`."""
        return {"type": "object", "additionalProperties": self.value.schema()}
