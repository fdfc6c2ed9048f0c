"""Blocks of Terraform's language, as far as schedules need them: no part of the text can raise.

Read are blocks, attributes, texts, numbers, lists, maps, references and heredocs; `local.x` and `var.x` are
followed where they hold a plain value. Everything that must be computed (operators, functions, conditions,
`for`) is an `Unread` with its text, so that nobody takes a guess for an answer. Semicolons end a line.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from incidentbook.records import Location
from incidentbook.records.plain import dataclass, replace

from .patterns import expression

_SPACE = expression(r"(?:[ \t\r\n;]+|#[^\n]*|//[^\n]*|/\*.*?(?:\*/|\Z))+", re.DOTALL)
_INLINE = expression(r"(?:[ \t]+|/\*.*?\*/)+", re.DOTALL)
_NAME = expression(r"[A-Za-z_][\w-]*")
_NUMBER = expression(r"-?\d+(?:\.\d+)?")
_PATH = expression(r"[A-Za-z_][\w-]*(?:\.[\w*-]+|\[(?:\d+|\"[^\"\n]*\"|\*)\])*")
_HEREDOC = expression(r"<<-?([A-Za-z_]\w*)[ \t]*\r?\n(.*?)^[ \t]*\1[ \t]*$", re.DOTALL | re.MULTILINE)
_ESCAPED = expression(r"\\(.)")
_ALONE = expression(r"\$\{\s*([A-Za-z_][\w.\[\]\"*-]*)\s*\}")
_END = frozenset("\n\r;,]}")
_LITERALS = {"true": True, "false": False, "null": None}
_DEEPEST = 60
_SIGNS = {"n": "\n", "t": "\t", "r": "\r", '"': '"', "\\": "\\"}


@dataclass(frozen=True, slots=True)
class Reference:
    """A reference to something else, as it is written: "pagerduty_user.ana.id"."""

    path: str


@dataclass(frozen=True, slots=True)
class Unread:
    """An expression that would have to be computed, as it is written."""

    text: str


Value = object
"""A text, a number, a truth, None, a list, a map, a Reference or an Unread."""


@dataclass(frozen=True, slots=True)
class Block:
    """A block: `resource "pagerduty_schedule" "main" { … }`, with its attributes and inner blocks."""

    type: str
    labels: tuple[str, ...]
    at: Location
    attributes: Mapping[str, Value]
    blocks: tuple["Block", ...]
    places: Mapping[str, Location]

    def inner(self, type: str) -> Iterator["Block"]:
        """The blocks of one type directly inside."""
        return (block for block in self.blocks if block.type == type)


@dataclass(frozen=True, slots=True)
class Module:
    """All blocks of some files, and what of them could not be read as (place, words)."""

    blocks: tuple[Block, ...]
    faults: tuple[tuple[Location, str], ...]


def read_terraform(files: Sequence[tuple[str, str]]) -> Module:
    """The blocks of files, given as (path, text), with plain locals and variables put in their place."""
    parsers = [_Parser(path, text) for path, text in files]
    blocks = [block for parser in parsers for block in parser.body()[1]]
    faults = tuple(fault for parser in parsers for fault in parser.faults)
    known = _known(blocks)
    return Module(tuple(_settled(block, known) for block in blocks), faults)


def _known(blocks: Sequence[Block]) -> dict[str, Value]:
    """What `local.x` and `var.x` stand for."""
    found: dict[str, Value] = {}
    for block in blocks:
        if block.type == "locals":
            found |= {f"local.{name}": value for name, value in block.attributes.items()}
        elif block.type == "variable" and block.labels and "default" in block.attributes:
            found[f"var.{block.labels[0]}"] = block.attributes["default"]
    return found


def _settled(block: Block, known: Mapping[str, Value]) -> Block:
    attributes = {name: _resolved(value, known) for name, value in block.attributes.items()}
    return replace(block, attributes=attributes, blocks=tuple(_settled(one, known) for one in block.blocks))


def _resolved(value: Value, known: Mapping[str, Value], depth: int = 0) -> Value:
    if isinstance(value, Reference) and value.path in known and depth < _DEEPEST:
        return _resolved(known[value.path], known, depth + 1)
    if isinstance(value, list):
        return [_resolved(one, known, depth + 1) for one in value] if depth < _DEEPEST else value
    return value


class _Parser:
    """Goes through one text; what it cannot read it notes in `faults` and passes over."""

    def __init__(self, path: str, text: str) -> None:
        self.path = path
        self.text = text.removeprefix("\ufeff")
        self.at = 0
        self.faults: list[tuple[Location, str]] = []

    def place(self, offset: int) -> Location:
        """Where an offset of the text lies."""
        before = self.text.rfind("\n", 0, offset)
        return Location(self.path, self.text.count("\n", 0, offset) + 1, offset - before)

    def body(self, depth: int = 0) -> tuple[dict[str, Value], list[Block], dict[str, Location]]:
        """Attributes, blocks and the attributes' places, up to the closing brace or the end."""
        attributes: dict[str, Value] = {}
        places: dict[str, Location] = {}
        blocks: list[Block] = []
        while True:
            self._skip(_SPACE)
            if self.at >= len(self.text):
                break
            if self.text[self.at] == "}":
                if depth:
                    break
                self._pass_over("a brace that closes nothing")
                continue
            start, name = self.at, self._take(_NAME)
            if not name:
                self._pass_over("what is neither an attribute nor a block")
                continue
            self._skip(_INLINE)
            if self.text.startswith("=", self.at):
                self.at += 1
                attributes[name], places[name] = self._value(0), self.place(start)
            elif block := self._block(name, start, depth):
                blocks.append(block)
        return attributes, blocks, places

    def _block(self, type: str, start: int, depth: int) -> Block | None:
        labels = []
        while True:
            self._skip(_INLINE)
            if self.text.startswith('"', self.at):
                labels.append(str(self._text()))
            elif name := self._take(_NAME):
                labels.append(name)
            else:
                break
        if not self.text.startswith("{", self.at) or depth >= _DEEPEST:
            self._pass_over(f"what follows “{type}”")
            return None
        self.at += 1
        attributes, blocks, places = self.body(depth + 1)
        if self.text.startswith("}", self.at):
            self.at += 1
        else:
            self.faults.append((self.place(start), f"the block “{type}” is not closed"))
        return Block(type, tuple(labels), self.place(start), attributes, tuple(blocks), places)

    def _value(self, depth: int) -> Value:
        """An expression, up to a comma, a bracket or the line's end."""
        self._skip(_INLINE)
        start = self.at
        value = self._plain(depth)
        self._skip(_INLINE)
        rest = self.text[self.at : self.at + 2]
        if not isinstance(value, _Nothing) and (
            not rest or rest[0] in _END or rest[0] == "#" or rest == "//"
        ):
            return value
        self.at = start
        return Unread(self._raw().strip())

    def _plain(self, depth: int) -> Value:
        sign = self.text[self.at : self.at + 1]
        if sign == '"':
            return self._text()
        if sign == "[":
            return self._list(depth + 1) if depth < _DEEPEST else _NOTHING
        if sign == "{":
            return self._map(depth + 1) if depth < _DEEPEST else _NOTHING
        if match := _HEREDOC.match(self.text, self.at):
            self.at = match.end()
            return match[2]
        if number := self._take(_NUMBER):
            return float(number) if "." in number else int(number)
        path = self._take(_PATH)
        return _NOTHING if not path else _LITERALS[path] if path in _LITERALS else Reference(path)

    def _text(self) -> Value:
        """A text in quotes; one that holds nothing but a reference is that reference."""
        end = self._end_of_text(self.at)
        inner = self.text[self.at + 1 : end]
        self.at = min(end + 1, len(self.text))
        if match := _ALONE.fullmatch(inner):
            return Reference(match[1])
        if "${" in inner.replace("$${", "") or "%{" in inner.replace("%%{", ""):
            return Unread(f'"{inner}"')
        return _ESCAPED.sub(lambda found: _SIGNS.get(found[1], found[0]), inner).replace("$${", "${")

    def _end_of_text(self, start: int) -> int:
        """Where the quote stands that ends a text; texts may stand in what is put into it."""
        inside, end = ['"'], start + 1
        while end < len(self.text):
            sign = self.text[end]
            if inside[-1] == '"' and (sign == '"' or (sign == "\n" and len(inside) == 1)):
                inside.pop()
                if not inside:
                    return end
            elif inside[-1] == '"' and (sign == "\\" or self.text.startswith("$${", end)):
                end += 1
            elif inside[-1] == '"' and self.text.startswith("${", end):
                inside.append("{")
                end += 1
            elif inside[-1] == "{" and sign in '"{':
                inside.append(sign)
            elif inside[-1] == "{" and sign == "}":
                inside.pop()
            end += 1
        return len(self.text)

    def _list(self, depth: int) -> Value:
        found: list[Value] = []
        self.at += 1
        while True:
            self._skip(_SPACE)
            if self.at >= len(self.text):
                return _NOTHING
            if self.text[self.at] == "]":
                self.at += 1
                return found
            if self.text.startswith("for ", self.at):
                return _NOTHING
            before = self.at
            found.append(self._value(depth))
            self._skip(_SPACE)
            if self.text.startswith(",", self.at):
                self.at += 1
            elif not self.text.startswith("]", self.at) or self.at == before:
                return _NOTHING

    def _map(self, depth: int) -> Value:
        found: dict[str, Value] = {}
        self.at += 1
        while True:
            self._skip(_SPACE)
            if self.text.startswith("}", self.at):
                self.at += 1
                return found
            quoted = self.text.startswith('"', self.at)
            name = str(self._text()) if quoted else self._take(_NAME)
            self._skip(_INLINE)
            if not name or self.text[self.at : self.at + 1] not in {"=", ":"}:
                return _NOTHING
            self.at += 1
            found[name] = self._value(depth)
            self._skip(_SPACE)
            if self.text.startswith(",", self.at):
                self.at += 1

    def _raw(self) -> str:
        """The text of an expression, up to its end outside of all brackets and quotes."""
        start, depth = self.at, 0
        while self.at < len(self.text):
            sign = self.text[self.at]
            if not depth and sign in _END:
                break
            if sign == '"':
                self._text()
                continue
            depth += (sign in "([{") - (sign in ")]}")
            self.at += 1
        return self.text[start : self.at]

    def _pass_over(self, what: str) -> None:
        self.faults.append((self.place(self.at), f"{what} cannot be read"))
        end = self.text.find("\n", self.at)
        self.at = len(self.text) if end < 0 else end + 1

    def _skip(self, pattern: re.Pattern[str]) -> None:
        match = pattern.match(self.text, self.at)
        if match:
            self.at = match.end()

    def _take(self, pattern: re.Pattern[str]) -> str:
        match = pattern.match(self.text, self.at)
        if not match:
            return ""
        self.at = match.end()
        return match[0]


class _Nothing:
    """Stands for an expression that is none of those that are read."""


_NOTHING = _Nothing()
