"""`runbook_url` added to the rules of a file, or corrected in it, without touching another byte.

Each change is one insertion or one replaced value; afterwards the file is read again, and where anything
but the wished addresses differs, nothing is changed. What cannot be written safely is refused with words.
"""

from collections.abc import Iterable, Iterator, Sequence

import yaml

from incidentbook.records import AlertRule
from incidentbook.records.plain import dataclass

from .alert_rule_nodes import URL_KEYS, composed, pairs_of, value_of
from .alert_rules import read_alert_rules
from .patterns import expression

_MARK = b"\xef\xbb\xbf"
_SAFE = expression(r"https?://[A-Za-z0-9._~:/?#@$&()*+;=%-]+(?<!:)")
_REST = expression(r"[ \t]*(?:#.*)?\Z")
_KEY = "runbook_url"
_FAULTS = (yaml.YAMLError, RecursionError, ValueError)

Place = tuple[int, int]
"""The line and column at which the name of an alert stands in its file."""


@dataclass(frozen=True, slots=True)
class Annotated:
    """A file's bytes after the changes: the rules that have their address now, and why others have not."""

    data: bytes
    written: tuple[AlertRule, ...] = ()
    refused: tuple[tuple[AlertRule, str], ...] = ()


@dataclass(frozen=True, slots=True)
class _Change:
    """Characters from `start` to `end` that become `text`."""

    start: int
    end: int
    text: str


class _UnsafeError(Exception):
    """A change cannot be made safely; says why."""


def write_runbook_urls(path: str, data: bytes, wishes: Sequence[tuple[AlertRule, str]]) -> Annotated:
    """Give the rules of a file their addresses.

    `wishes` are rules as read from the same bytes, each with the address to write.
    """
    mark = _MARK if data.startswith(_MARK) else b""
    try:
        text = data.removeprefix(mark).decode("utf-8")
    except UnicodeDecodeError:
        return _refuse_all(data, wishes, "the file is not UTF-8 text")
    if read_alert_rules(path, text).is_templated:
        return _refuse_all(data, wishes, "a template makes the file")
    try:
        rules = _Rules(list(composed(text)), text)
    except _FAULTS:
        return _refuse_all(data, wishes, "the file is no YAML that can be read to its end")
    changes: list[tuple[AlertRule, str, _Change]] = []
    refused: list[tuple[AlertRule, str]] = []
    for rule, url in wishes:
        try:
            changes.append((rule, url, rules.change(rule, url)))
        except _UnsafeError as reason:
            refused.append((rule, str(reason)))
    kept = frozenset(_verified(path, text, changes))
    lost = [
        (rule, "the file would not read the same otherwise") for rule, _, _ in changes if rule not in kept
    ]
    written = tuple(rule for rule, _, _ in changes if rule in kept)
    after = _applied(text, [change for rule, _, change in changes if rule in kept])
    return Annotated(mark + after.encode("utf-8"), written, (*refused, *lost))


def _refuse_all(data: bytes, wishes: Iterable[tuple[AlertRule, str]], reason: str) -> Annotated:
    return Annotated(data, (), tuple((rule, reason) for rule, _ in wishes))


class _Rules:
    """The nodes of all rules of a text by the places of their names."""

    def __init__(self, documents: Sequence[yaml.Node], text: str) -> None:
        self.text = text
        self.uses: dict[int, int] = {}
        self.nodes: dict[Place, yaml.MappingNode] = {}
        for node in _walked(documents, self.uses):
            name = value_of(pairs_of(node), "alert")
            if isinstance(name, yaml.ScalarNode):
                self.nodes.setdefault((name.start_mark.line + 1, name.start_mark.column + 1), node)

    def change(self, rule: AlertRule, url: str) -> _Change:
        """What to change for one rule. Raises _UnsafeError."""
        node = self.nodes.get((rule.at.line, rule.at.column))
        if node is None:
            raise _UnsafeError("the rule stands in a text inside another object")
        if not _SAFE.fullmatch(url):
            raise _UnsafeError(f"the address {url} holds signs that would have to be quoted")
        if self.uses[id(node)] > 1:
            raise _UnsafeError("the rule is shared by an anchor")
        own = [key.value for key, _ in node.value if isinstance(key, yaml.ScalarNode)]
        if own.count("annotations") > 1 or own.count("alert") > 1:
            raise _UnsafeError("the rule has a key twice")
        if "annotations" not in own:
            if "<<" in own:
                raise _UnsafeError("the rule takes its annotations from an anchor")
            return self._new_annotations(node, url)
        key, value = _own(node, "annotations")
        if isinstance(value, yaml.MappingNode):
            return self._in_annotations(rule, key, value, url)
        if isinstance(value, yaml.ScalarNode) and not self._source(value) and not node.flow_style:
            return self._line_after(key, key.end_mark.index + 1, self._indent(key) + 2, url)
        raise _UnsafeError("its annotations are no map")

    def _in_annotations(self, rule: AlertRule, key: yaml.Node, node: yaml.MappingNode, url: str) -> _Change:
        if self.uses[id(node)] > 1:
            raise _UnsafeError("its annotations are shared by an anchor")
        stated = [pair for pair in node.value if isinstance(pair[0], yaml.ScalarNode)]
        named = [(k, v) for name in URL_KEYS for k, v in stated if k.value == name]
        if len({k.value for k, _ in named}) < len(named):
            raise _UnsafeError("its annotations have the same key twice")
        if rule.runbook_url and not any(isinstance(v, yaml.ScalarNode) and v.value for _, v in named):
            raise _UnsafeError("its address stands among the labels, or comes from an anchor")
        wanted = [(k, v) for k, v in named if v.value] or [(k, v) for k, v in named if k.value == _KEY]
        if wanted:
            return self._new_value(*wanted[0], url)
        if node.flow_style:
            return self._in_flow(node, key, url)
        if not stated:
            raise _UnsafeError("its annotations have no plain keys")
        return self._line_before(node.value[0][0], key.end_mark.index, url)

    def _new_value(self, key: yaml.ScalarNode, node: yaml.Node, url: str) -> _Change:
        """The address in place of a value, in the same quotes."""
        if self.uses[id(node)] > 1 or node.start_mark.index < key.end_mark.index:
            raise _UnsafeError("its address is shared by an anchor")
        source = self._source(node)
        if not isinstance(node, yaml.ScalarNode) or node.style in {"|", ">"} or len(source.splitlines()) > 1:
            raise _UnsafeError("its address takes more than one line")
        start, end = node.start_mark.index, node.end_mark.index
        if node.style in {'"', "'"}:
            if source[:1] != node.style:
                raise _UnsafeError("its address has a tag or an anchor")
            return _Change(start + 1, end - 1, url)
        if source:
            if source[0] in "&!*":
                raise _UnsafeError("its address has a tag or an anchor")
            return _Change(start, end, url)
        colon = key.end_mark.index
        if self.text[colon : colon + 1] != ":":
            raise _UnsafeError("its address is empty in a way that is not understood")
        return _Change(colon + 1, colon + 1, f" {url}")

    def _in_flow(self, node: yaml.MappingNode, key: yaml.Node, url: str) -> _Change:
        """The address as the first pair between the braces."""
        quoted = _is_double_quoted(node.value[0][0] if node.value else key)
        pair = f'"{_KEY}": "{url}"' if quoted else f'{_KEY}: "{url}"'
        if node.value:
            start = node.value[0][0].start_mark.index
            return _Change(start, start, f"{pair}, ")
        start = node.start_mark.index
        if self.text[start : start + 1] != "{":
            raise _UnsafeError("its annotations have a tag or an anchor")
        return _Change(start + 1, start + 1, pair)

    def _new_annotations(self, node: yaml.MappingNode, url: str) -> _Change:
        """Annotations after the name of the alert."""
        key, name = _own(node, "alert")
        if node.flow_style:
            end = name.end_mark.index
            if _is_double_quoted(key):
                return _Change(end, end, f', "annotations": {{"{_KEY}": "{url}"}}')
            return _Change(end, end, f', annotations: {{{_KEY}: "{url}"}}')
        indent = self._indent(key)
        change = self._line_after(key, name.end_mark.index, indent + 2, url)
        head, own = f"{' ' * indent}annotations:", f"{' ' * (indent + 2)}{_KEY}: {url}"
        line = self._line_break()
        return _Change(change.start, change.end, change.text.replace(own, f"{head}{line}{own}"))

    def _line_before(self, key: yaml.Node, after: int, url: str) -> _Change:
        """A line above a key and the comments that belong to it, as far indented, behind `after`."""
        start = key.start_mark.index
        begin = self._line_start(start)
        indent = self.text[begin:start]
        if indent.strip(" "):
            raise _UnsafeError("its annotations begin in the middle of a line")
        begin = self._above_comments(begin, after)
        return _Change(begin, begin, f"{indent}{_KEY}: {url}{self._line_break()}")

    def _line_after(self, key: yaml.Node, index: int, indent: int, url: str) -> _Change:
        """A line below the one that ends a value at `index`, indented by so many spaces."""
        if "\t" in self.text[self._line_start(key.start_mark.index) : key.start_mark.index]:
            raise _UnsafeError("the rule is indented by tabs")
        line = self._line_break()
        words = f"{' ' * indent}{_KEY}: {url}"
        end = self.text.find(line, index)
        rest = self.text[index : end if end >= 0 else len(self.text)]
        if not _REST.match(rest) or "\n" in rest or "\r" in rest:
            raise _UnsafeError("something stands behind it on its line")
        if end < 0:
            return _Change(len(self.text), len(self.text), f"{line}{words}")
        return _Change(end + len(line), end + len(line), f"{words}{line}")

    def _above_comments(self, begin: int, after: int) -> int:
        """Where the comments begin that stand straight above the line at `begin`, behind `after`."""
        above = self._line_start(max(begin - len(self._line_break()), 0))
        while above > after and self.text[above:begin].lstrip(" \t").startswith("#"):
            begin, above = above, self._line_start(max(above - len(self._line_break()), 0))
        return begin

    def _line_start(self, index: int) -> int:
        return max(self.text.rfind("\n", 0, index), self.text.rfind("\r", 0, index)) + 1

    def _line_break(self) -> str:
        """The line break of the file, which must be one throughout."""
        found = [mark for mark in ("\r\n", "\n", "\r") if mark in self.text.replace("\r\n", "")]
        if "\r\n" in self.text:
            found = ["\r\n", *found]
        if len(found) > 1:
            raise _UnsafeError("the file mixes line breaks")
        return found[0] if found else "\n"

    def _indent(self, key: yaml.Node) -> int:
        return key.start_mark.column

    def _source(self, node: yaml.Node) -> str:
        return self.text[node.start_mark.index : node.end_mark.index]


def _own(node: yaml.MappingNode, name: str) -> tuple[yaml.ScalarNode, yaml.Node]:
    """A key of a map that stands in it, with its value. Raises _UnsafeError."""
    for key, value in node.value:
        if isinstance(key, yaml.ScalarNode) and key.value == name:
            if value.start_mark.index < key.end_mark.index:
                raise _UnsafeError(f"its {name} stand elsewhere, behind an anchor")
            return key, value
    raise _UnsafeError(f"its {name} comes from an anchor")


def _is_double_quoted(key: yaml.Node) -> bool:
    return isinstance(key, yaml.ScalarNode) and key.style == '"'


def _walked(documents: Sequence[yaml.Node], uses: dict[int, int]) -> Iterator[yaml.MappingNode]:
    """All maps, each once; `uses` counts how often each node is referred to."""
    waiting: list[yaml.Node] = list(documents)
    while waiting:
        node = waiting.pop()
        uses[id(node)] = uses.get(id(node), 0) + 1
        if uses[id(node)] > 1:
            continue
        if isinstance(node, yaml.MappingNode):
            yield node
            waiting += [part for pair in node.value for part in pair]
        elif isinstance(node, yaml.SequenceNode):
            waiting += node.value


def _applied(text: str, changes: Iterable[_Change]) -> str:
    for change in sorted(changes, key=lambda change: change.start, reverse=True):
        text = f"{text[: change.start]}{change.text}{text[change.end :]}"
    return text


def _verified(path: str, text: str, changes: Sequence[tuple[AlertRule, str, _Change]]) -> list[AlertRule]:
    """The rules whose changes leave all else as it is: all of them, or those that do so one by one."""
    if _is_as_wished(path, text, changes):
        return [rule for rule, _, _ in changes]
    kept: list[tuple[AlertRule, str, _Change]] = []
    for one in changes:
        if _is_as_wished(path, text, [*kept, one]):
            kept.append(one)
    return [rule for rule, _, _ in kept]


def _is_as_wished(path: str, text: str, changes: Sequence[tuple[AlertRule, str, _Change]]) -> bool:
    after = _applied(text, [change for _, _, change in changes])
    wished = {rule: url for rule, url, _ in changes}
    before = read_alert_rules(path, text).rules
    now = read_alert_rules(path, after).rules
    if [(one.name, wished.get(one, one.runbook_url)) for one in before] != [
        (one.name, one.runbook_url) for one in now
    ]:
        return False
    try:
        return [_bare(one) for one in composed(text)] == [_bare(one) for one in composed(after)]
    except _FAULTS:
        return False


def _bare(node: yaml.Node, *, is_annotations: bool = False) -> object:
    """A node as plain data with its tags, without the addresses of runbooks."""
    if isinstance(node, yaml.SequenceNode):
        return node.tag, [_bare(child) for child in node.value]
    if not isinstance(node, yaml.MappingNode):
        return node.tag, node.value
    pairs = [
        (_bare(key), _bare(value, is_annotations=key.value == "annotations"))
        for key, value in node.value
        if not (is_annotations and key.value in URL_KEYS) and not _is_nothing(key, value)
    ]
    return node.tag, pairs


def _is_nothing(key: yaml.Node, value: yaml.Node) -> bool:
    """Whether a pair is annotations that hold nothing but the address of a runbook."""
    if key.value != "annotations":
        return False
    if isinstance(value, yaml.MappingNode):
        return all(inner.value in URL_KEYS for inner, _ in value.value)
    return not value.value
