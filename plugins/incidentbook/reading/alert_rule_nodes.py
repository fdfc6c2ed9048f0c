"""YAML's nodes → the alert rules in them, wherever they stand: in groups, in objects, in lists."""

from collections.abc import Iterator, Sequence

import yaml

from incidentbook.records import AlertRule, Location, Problem
from incidentbook.records.plain import dataclass, field

from .alert_rule_templates import is_hidden, shown
from .yaml_values import is_too_deep

URL_KEYS = ("runbook_url", "runbook", "runbookURL", "runbookUrl", "runbook_link", "playbook_url", "playbook")
"""The annotations (or labels) that name a runbook, the usual one first."""

_SEVERITY_KEYS = ("severity", "priority", "level")
_SERVICE_KEYS = ("service", "app", "application", "component")
_TEAM_KEYS = ("team", "owner", "squad")
_SUMMARY_KEYS = ("summary", "title", "description", "message")
_DEEPEST = 100
_UNREADABLE = "alert-rules-unreadable"
_MERGE = "tag:yaml.org,2002:merge"

Pairs = Sequence[tuple[yaml.ScalarNode, yaml.Node]]


@dataclass(frozen=True, slots=True)
class Frame:
    """Where a YAML text stands in its file: how many lines above it and columns before it are not its own."""

    path: str
    lines: int = 0
    columns: int = 0

    def at(self, mark: yaml.Mark) -> Location:
        """The place of a mark in the file."""
        return Location(self.path, self.lines + mark.line + 1, self.columns + mark.column + 1)


@dataclass(slots=True)
class Found:
    """What the nodes of a file hold. `is_rule_file` where it is made for rules, even if there are none."""

    rules: list[AlertRule] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    recorded: int = 0
    is_rule_file: bool = False


def composed(text: str) -> Iterator[yaml.Node]:
    """The documents of a YAML text that hold anything. Raises yaml.YAMLError, at the latest at its end."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    if is_too_deep(text) and _depth(text, loader) > _DEEPEST:
        raise yaml.YAMLError("nests too deeply")
    for node in yaml.compose_all(text, Loader=loader):
        if node is not None:
            yield node


def _depth(text: str, loader: type[yaml.SafeLoader]) -> int:
    depth = deepest = 0
    for event in yaml.parse(text, Loader=loader):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            deepest = max(deepest, depth)
            if depth > _DEEPEST:
                return depth
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
    return deepest


def collect(node: yaml.Node, frame: Frame, found: Found) -> None:
    """Add the rules below a node to `found`, in their order. What is shared by aliases counts once."""
    seen: set[int] = set()
    waiting: list[tuple[yaml.Node, str]] = [(node, "")]
    while waiting:
        current, group = waiting.pop()
        if id(current) in seen:
            continue
        seen.add(id(current))
        if isinstance(current, yaml.SequenceNode):
            waiting.extend((child, group) for child in reversed(current.value))
        elif isinstance(current, yaml.MappingNode):
            pairs = pairs_of(current)
            if not _take(current, pairs, group, frame, found):
                name = _text(_first(pairs, ("name",))) if _first(pairs, ("rules",)) else group
                found.is_rule_file |= _is_made_for_rules(pairs)
                waiting.extend((child, name) for _, child in reversed(pairs))
        elif isinstance(current, yaml.ScalarNode) and current.style == "|" and "alert:" in current.value:
            _collect_inner(current, frame, found)


def pairs_of(node: yaml.MappingNode) -> Pairs:
    """The keys of a map that are words, with their values; what `<<` brings along stands behind them."""
    own: list[tuple[yaml.ScalarNode, yaml.Node]] = []
    merged: list[yaml.Node] = []
    for key, value in node.value:
        if isinstance(key, yaml.ScalarNode) and key.tag == _MERGE:
            merged += value.value if isinstance(value, yaml.SequenceNode) else [value]
        elif isinstance(key, yaml.ScalarNode):
            own.append((key, value))
    known = {key.value for key, _ in own}
    for other in merged:
        if isinstance(other, yaml.MappingNode) and other is not node:
            own += [pair for pair in other.value if _is_new(pair[0], known)]
    return own


def value_of(pairs: Pairs, name: str) -> yaml.Node | None:
    """The value of a key, the first where it stands twice; None where it is missing."""
    return next((value for key, value in pairs if shown(key.value) == name), None)


def _is_new(key: yaml.Node, known: set[str]) -> bool:
    return isinstance(key, yaml.ScalarNode) and key.tag != _MERGE and key.value not in known


def _is_made_for_rules(pairs: Pairs) -> bool:
    """Whether a map holds groups of rules, as files of Prometheus and Mimir and `spec` of an object do."""
    groups = value_of(pairs, "groups")
    if not isinstance(groups, yaml.SequenceNode):
        return False
    maps = [one for one in groups.value if isinstance(one, yaml.MappingNode)]
    return not groups.value or any(value_of(pairs_of(one), "rules") is not None for one in maps)


def _take(node: yaml.MappingNode, pairs: Pairs, group: str, frame: Frame, found: Found) -> bool:
    """Whether a map is a rule, which is then added."""
    name, expression = value_of(pairs, "alert"), value_of(pairs, "expr")
    if name is None or not (isinstance(name, yaml.ScalarNode) or expression is not None):
        if expression is None or value_of(pairs, "record") is None:
            return False
        found.recorded += 1
        found.is_rule_file = True
        return True
    if expression is None and not group:
        return False
    found.is_rule_file = True
    fault = _fault_of_name(name)
    if fault:
        hint = "write the name out; what only the template knows cannot be matched to a runbook"
        found.problems.append(Problem(frame.at(name.start_mark), _UNREADABLE, fault, hint))
    else:
        found.rules.append(_rule(node, name, pairs, group, frame))
    return True


def _fault_of_name(name: yaml.Node) -> str:
    """Why a rule has no name that can be read, or ""."""
    if not isinstance(name, yaml.ScalarNode):
        return "the name of an alert is no text, but made by a template or a map"
    if is_hidden(name.value):
        return f"the alert's name is made by a template: {shown(name.value)}"
    return "" if name.value.strip() else "an alert has no name"


def _rule(node: yaml.MappingNode, name: yaml.Node, pairs: Pairs, group: str, frame: Frame) -> AlertRule:
    labels, annotations = (_map(value_of(pairs, key)) for key in ("labels", "annotations"))
    url = _first(annotations, URL_KEYS) or _first(labels, URL_KEYS)
    return AlertRule(
        name=shown(str(name.value)).strip(),
        at=frame.at(name.start_mark),
        last_line=frame.lines + max(name.end_mark.line + 1, _last_line(node)),
        group=group,
        expression=_text(value_of(pairs, "expr")).strip(),
        pending=_text(value_of(pairs, "for")),
        severity=_text(_first(labels, _SEVERITY_KEYS)),
        service=_text(_first(labels, _SERVICE_KEYS)),
        team=_text(_first(labels, _TEAM_KEYS)),
        summary=_text(_first(annotations, _SUMMARY_KEYS)),
        runbook_url=_text(url).strip(),
        url_at=frame.at(url.start_mark) if url is not None else None,
        labels=tuple((shown(key.value), _text(value)) for key, value in labels),
        annotations=tuple((shown(key.value), _text(value)) for key, value in annotations),
    )


def _last_line(node: yaml.MappingNode) -> int:
    """The last line of a map, counted from 1: the end mark of a block lies where the next thing begins."""
    ends = [value.end_mark.line + (value.end_mark.column > 0) for _, value in node.value]
    return max(node.start_mark.line + 1, *ends) if ends else node.start_mark.line + 1


def _map(node: yaml.Node | None) -> Pairs:
    return pairs_of(node) if isinstance(node, yaml.MappingNode) else ()


def _first(pairs: Pairs, names: Sequence[str]) -> yaml.Node | None:
    """The value of the first of these keys that says anything."""
    values = {shown(key.value): value for key, value in reversed(pairs)}
    return next((values[name] for name in names if name in values and values[name].value), None)


def _text(node: yaml.Node | None) -> str:
    return shown(node.value) if isinstance(node, yaml.ScalarNode) else ""


def _collect_inner(node: yaml.ScalarNode, frame: Frame, found: Found) -> None:
    """The rules in a file that stands in another one as text, as in a ConfigMap."""
    inner = Frame(frame.path, frame.lines + node.start_mark.line + 1, frame.columns)
    try:
        for document in composed(node.value):
            collect(document, inner, found)
    except (yaml.YAMLError, RecursionError):
        message = "the text inside an object holds alerts, and is no YAML that can be read"
        hint = "name the file it is made from in `alert_rules`"
        found.problems.append(Problem(frame.at(node.start_mark), _UNREADABLE, message, hint))
