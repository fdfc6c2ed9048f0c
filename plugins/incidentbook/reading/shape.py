"""Shapes of YAML: one description gives the reader, its messages and the JSON Schema.

A shape reads a composed YAML node (so that each value has its line) into plain Python data; what does not
fit becomes a `Problem` and the value is left out.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date

import yaml

from incidentbook.records.plain import dataclass, field

from .shape_reader import MISSING, NamedThere, Reader, is_null, near_hint, shown

__all__ = ["MISSING", "Reader", "is_null", "near_hint", "shown"]

_FEW = 6
_WHOLE = 100


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
class Identity(Shape):
    """A name that only one of its kind has, and to which others refer."""

    kind: str

    def read(self, node: yaml.Node, reader: Reader) -> object:
        """See `Shape.read`."""
        name = Text().read(node, reader)
        if name is MISSING:
            return MISSING
        found = reader.ids.setdefault(self.kind, {})
        if str(name) in found:
            return reader.refuse(node, f"{self.kind}: the id “{name}” stands twice", "ids are unique")
        found[str(name)] = reader.at(node)
        return name

    def schema(self) -> dict[str, object]:
        """See `Shape.schema`."""
        return Text().schema()


@dataclass(slots=True)
class Reference(Shape):
    """The name of one of a kind, or of `others`; whether it exists is known when all was read."""

    kind: str
    what: str
    others: tuple[str, ...] = ()
    missing: str = "which does not exist"

    def read(self, node: yaml.Node, reader: Reader) -> object:
        """See `Shape.read`."""
        name = Text().read(node, reader)
        if name is not MISSING:
            found = NamedThere(self.kind, str(name), reader.at(node), self.what, self.missing, self.others)
            reader.references.append(found)
        return name

    def schema(self) -> dict[str, object]:
        """See `Shape.schema`."""
        return Text().schema()


@dataclass(slots=True)
class Placed(Shape):
    """A shape whose value is given as (value, place)."""

    value: Shape

    def read(self, node: yaml.Node, reader: Reader) -> object:
        """See `Shape.read`."""
        found = self.value.read(node, reader)
        return MISSING if found is MISSING else (found, reader.at(node))

    def schema(self) -> dict[str, object]:
        """See `Shape.schema`."""
        return self.value.schema()


@dataclass(slots=True)
class Number(Shape):
    """A number of zero or more."""

    def read(self, node: yaml.Node, reader: Reader) -> object:
        """See `Shape.read`."""
        text = str(node.value) if isinstance(node, yaml.ScalarNode) else ""
        if re.fullmatch(r"\d+(\.\d+)?", text):
            return float(text) if "." in text else int(text)
        return reader.refuse(
            node,
            f"expected a number of zero or more, found {shown(node)}",
            "write digits alone, for example 30",
        )

    def schema(self) -> dict[str, object]:
        """See `Shape.schema`."""
        return {"type": "number", "minimum": 0}


class Percent(Number):
    """A share: a number from 0 to 100."""

    __slots__ = ()

    def read(self, node: yaml.Node, reader: Reader) -> object:
        """See `Shape.read`."""
        found = Number.read(self, node, reader)
        if isinstance(found, (int, float)) and found > _WHOLE:
            hint = "a share of all is 100 at most"
            return reader.refuse(node, f"expected a percentage from 0 to 100, found {shown(node)}", hint)
        return found

    def schema(self) -> dict[str, object]:
        """See `Shape.schema`."""
        return {"type": "number", "minimum": 0, "maximum": _WHOLE}


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
            node, f"expected {expected}; found {shown(node)}", near_hint(word, list(self.words))
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
    example: str = ""

    def read(self, node: yaml.Node, reader: Reader) -> object:
        """See `Shape.read`."""
        if isinstance(node, yaml.SequenceNode):
            values = [self.item.read(child, reader) for child in node.value]
            return [value for value in values if value is not MISSING]
        if self.single and isinstance(node, yaml.ScalarNode):
            value = self.item.read(node, reader)
            return [] if value is MISSING else [value]
        hint = f"write for example `{self.example}`" if self.example else "begin each entry with `- `"
        return reader.refuse(node, f"expected a list, found {shown(node)}", hint)

    def schema(self) -> dict[str, object]:
        """See `Shape.schema`."""
        listing: dict[str, object] = {"type": "array", "items": self.item.schema()}
        return {"anyOf": [self.item.schema(), listing]} if self.single else listing


@dataclass(slots=True)
class Key:
    """A key of a record: its shape, what it is for, whether it must be there, and a value to write."""

    shape: Shape
    description: str
    required: bool = False
    example: str = "…"


def _asking(name: str, key: Key) -> str:
    return f"write `{name}: {key.example}`: {key.description[:1].lower()}{key.description[1:]}"


@dataclass(slots=True)
class Record(Shape):
    """A map with known keys."""

    what: str
    keys: Mapping[str, Key]
    example: str = ""

    def read(self, node: yaml.Node, reader: Reader) -> object:
        """See `Shape.read`."""
        if not isinstance(node, yaml.MappingNode):
            hint = f"write it as `{self.example or self._form()}`"
            return reader.refuse(node, f"expected {self.what} as a map, found {shown(node)}", hint)
        values: dict[str, object] = {}
        seen: set[str] = set()
        for key, value in node.value:
            self._read_key(key, value, values, seen, reader)
        for name, key in self.keys.items():
            if key.required and name not in seen:
                reader.refuse(node, f"{self.what} needs “{name}”", _asking(name, key))
        return values

    def _form(self) -> str:
        """The record with the keys that it must have, else with its first one: “{id: …, ask: …}”."""
        needed = [name for name, key in self.keys.items() if key.required] or list(self.keys)[:1]
        return f"{{{', '.join(f'{name}: {self.keys[name].example}' for name in needed)}}}"

    def _read_key(
        self, key: yaml.Node, value: yaml.Node, values: dict[str, object], seen: set[str], reader: Reader
    ) -> None:
        name = str(key.value)
        known = self.keys.get(name)
        if known is None:
            reader.refuse(key, f"unknown key “{name}” in {self.what}", near_hint(name, list(self.keys)))
        elif name in seen:
            reader.refuse(key, f"“{name}” stands twice in {self.what}", "keep one of them")
        elif is_null(value) and known.required:
            reader.refuse(key, f"“{name}” of {self.what} is empty", _asking(name, known))
        elif not is_null(value):
            found = known.shape.read(value, reader)
            if found is not MISSING:
                values[name] = found
        seen.add(name)

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
    """A map from names to one shape; gives a list of (name, place of the name, value)."""

    value: Shape
    name: Shape = field(default_factory=Text)
    example: str = "{name: value}"

    def read(self, node: yaml.Node, reader: Reader) -> object:
        """See `Shape.read`."""
        if not isinstance(node, yaml.MappingNode):
            hint = f"write it as `{self.example}`"
            return reader.refuse(node, f"expected a map, found {shown(node)}", hint)
        lines: dict[str, int] = {}
        pairs = []
        for key, value in node.value:
            found = self.name.read(key, reader)
            if found is MISSING:
                continue
            name, at = str(found), reader.at(key)
            if name in lines:
                message = f"“{name}” stands twice; the first is in line {lines[name]}"
                reader.refuse(key, message, "keep one of them")
                continue
            lines[name] = at.line
            read = self.value.read(value, reader)
            if read is not MISSING:
                pairs.append((name, at, read))
        return pairs

    def schema(self) -> dict[str, object]:
        """See `Shape.schema`."""
        return {"type": "object", "additionalProperties": self.value.schema()}
