"""YAML's nodes → plain values with their places, without YAML's surprises."""

from collections.abc import Callable

import yaml

from incidentbook.records import Field, Location, Problem

from .patterns import expression

_BRACKETS = 500
_INDICATORS = expression(r"(?:[-?:][ \t]+){60}")
_WHOLE = expression(r"[-+]?(?:0|[1-9][0-9]{0,14})\Z")
_BROKEN = expression(r"[-+]?[0-9]{1,15}\.[0-9]{1,15}\Z")
_SIXTIES = expression(r"[-+]?[1-9][0-9_]*(?::[0-5]?[0-9])+\Z")
_OCTAL = expression(r"[-+]?0[0-7_]+\Z")
_BOOLEANS = {"true": True, "false": False}
_SAID_BOOLEANS = frozenset({"yes", "no", "on", "off"})
_NOTHING = frozenset({"", "~", "null"})
_NUMBERS = frozenset({"number", "days", "impact", "any", "flag"})
_MOST_NODES = 20_000
_DEEPEST = 12

Value = object


def is_too_deep(source: str) -> bool:
    """Whether a YAML text nests so deeply that composing it is a danger."""
    return source.count("[") + source.count("{") > _BRACKETS or _INDICATORS.search(source) is not None


class Reader:
    """Turns nodes into fields and values; collects what was odd in `problems`.

    The text's first line is line `line` of the file at `path`.
    """

    def __init__(self, path: str, line: int, type_of: Callable[[str], str]) -> None:
        self.path = path
        self.line = line
        self.type_of = type_of
        self.problems: list[Problem] = []
        self.count = 0
        self.is_cut = False

    def shifted(self, lines: int) -> "Reader":
        """A reader for a part of the text that begins so many lines below; it shares the problems."""
        other = Reader(self.path, self.line + lines, self.type_of)
        other.problems = self.problems
        return other

    def location(self, mark: yaml.Mark) -> Location:
        """The place of a mark in the file."""
        return Location(self.path, self.line + mark.line, mark.column + 1)

    def fields(self, node: yaml.MappingNode, depth: int = 0, inside: str = "") -> tuple[Field, ...]:
        """The keys of a map with their values, in order; of a key that stands twice the last."""
        found: dict[str, Field] = {}
        for key_node, value_node in node.value:
            at = self.location(key_node.start_mark)
            if not isinstance(key_node, yaml.ScalarNode):
                self._report(at, "front-matter-invalid", "a key must be a word", "write `key: value`")
                continue
            key = key_node.value.strip()
            if key in found:
                self._report(
                    at,
                    "duplicate-key",
                    f"“{key}” stands twice; the value in line {found[key].at.line} is not used",
                    "keep one of them",
                    found[key].at,
                )
                del found[key]
            found[key] = Field(key, self._value(value_node, inside or key, depth), at)
        return tuple(found.values())

    def _value(self, node: yaml.Node, key: str, depth: int) -> Value:
        self.count += 1
        if self.count > _MOST_NODES or depth > _DEEPEST:
            if not self.is_cut:
                hint = "keep front matter flat, and anchors few"
                at = self.location(node.start_mark)
                self._report(
                    at, "front-matter-invalid", "the values below are nested too deeply to be read", hint
                )
            self.is_cut = True
            return None
        if isinstance(node, yaml.MappingNode):
            return self.fields(node, depth + 1, key)
        if isinstance(node, yaml.SequenceNode):
            return tuple(self._value(child, key, depth + 1) for child in node.value)
        return self._scalar(node, key) if isinstance(node, yaml.ScalarNode) else None

    def _scalar(self, node: yaml.ScalarNode, key: str) -> Value:
        text = str(node.value)
        if node.style not in {None, ""}:
            return text
        lower = text.lower()
        if lower in _NOTHING:
            return None
        if lower in _BOOLEANS:
            return _BOOLEANS[lower]
        if lower in _SAID_BOOLEANS:
            return self._said_boolean(text, node, key)
        return self._number(text, node, key) if text[0] in "+-0123456789" else text

    def _said_boolean(self, text: str, node: yaml.Node, key: str) -> Value:
        if self.type_of(key) not in {"", "any", "checklist", "flag", "impact", "items", "roles"}:
            self._ambiguous(node, text, "false" if text.lower() in {"no", "off"} else "true")
        return text

    def _number(self, text: str, node: yaml.Node, key: str) -> Value:
        if _WHOLE.match(text):
            return int(text)
        if _BROKEN.match(text):
            number = float(text)
            if repr(number) == text.removeprefix("+") or self.type_of(key) in _NUMBERS:
                return number
            self._ambiguous(node, text, repr(number))
        elif _SIXTIES.match(text):
            self._ambiguous(node, text, f"the number {_in_sixties(text)}")
        elif _OCTAL.match(text):
            self._ambiguous(node, text, f"the number {int(text.replace('_', ''), 8)}")
        return text

    def _ambiguous(self, node: yaml.Node, text: str, taken: str) -> None:
        self._report(
            self.location(node.start_mark),
            "ambiguous-yaml",
            f"“{text}” is {taken} to YAML; it was read as it is written",
            f'write "{text}" in quotes',
        )

    def _report(
        self, at: Location, rule: str, message: str, hint: str, other: Location | None = None
    ) -> None:
        self.problems.append(Problem(at, rule, message, hint, other))


def _in_sixties(text: str) -> int:
    number = 0
    for digits in text.replace("_", "").lstrip("+-")[:40].split(":"):
        number = number * 60 + int(digits)
    return -number if text.startswith("-") else number
