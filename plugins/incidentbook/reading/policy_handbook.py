"""What the handbook takes from the policy."""

import yaml

from incidentbook.records.plain import dataclass

from .shape import Reader, Shape, shown

_WORDS = {"true": True, "yes": True, "on": True, "false": False, "no": False, "off": False}


@dataclass(slots=True)
class Flag(Shape):
    """Yes or no."""

    def read(self, node: yaml.Node, reader: Reader) -> object:
        """See `Shape.read`."""
        word = str(node.value).lower() if isinstance(node, yaml.ScalarNode) else ""
        if word in _WORDS:
            return _WORDS[word]
        return reader.refuse(node, f"expected true or false, found {shown(node)}", "write true or false")

    def schema(self) -> dict[str, object]:
        """See `Shape.schema`."""
        return {"type": "boolean"}
