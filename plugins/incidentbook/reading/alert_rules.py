"""A file of alert rules → its record. Nothing in the text can raise.

Read are rule files of Prometheus and Mimir, `PrometheusRule` objects of Kubernetes (several documents in a
file, and lists of objects), and rules inside other objects. A file that a template makes is read as far as
the template lets it; the rest is said with its line.
"""

from collections.abc import Iterable, Iterator

import yaml

from incidentbook.records import AlertRule, AlertRuleFile, Location, Problem, Waiver
from incidentbook.records.plain import replace
from incidentbook.records.waiver import WHOLE_FILE

from .alert_rule_nodes import Found, Frame, collect, composed
from .alert_rule_templates import hidden
from .patterns import expression
from .waivers import read_yaml_waivers

_BEGINNING = expression(r"( *)- +(?:\"alert\"|'alert'|alert)[ \t]*:")
_FAULTS = (yaml.YAMLError, RecursionError, ValueError)
_HELM = expression(
    r"\{\{-?[^{}\n]{0,200}(?:[. (]|\$\.)(?:Values|Release|Chart)\.|\{\{-?\s*(?:include|toYaml)\b"
)


def read_alert_rules(path: str, text: str, problems: Iterable[Problem] = ()) -> AlertRuleFile:
    """The alert rules in `text`, the contents of the file at `path`.

    `problems` are those that were met in decoding the file.
    """
    found, fault = _read(text, path)
    is_templated = "{{" in text and (fault is not None or _HELM.search(text) is not None)
    if is_templated:
        found, fault = _read(hidden(text), path)
    if fault is not None:
        found = _piecewise(hidden(text) if is_templated else text, path, found, fault)
    if not found.is_rule_file and not found.problems:
        found.problems.append(_stranger(path, text))
    rules = _parted(sorted(found.rules, key=lambda rule: rule.at))
    return AlertRuleFile(
        path=path,
        rules=rules,
        recorded=found.recorded,
        is_templated=is_templated,
        waivers=tuple(_waivers(text, path, rules)),
        problems=tuple(sorted([*problems, *found.problems], key=lambda problem: problem.at)),
    )


def _parted(rules: list[AlertRule]) -> tuple[AlertRule, ...]:
    """The rules, each of which ends before the next one begins: YAML lets a block reach up to there."""
    nexts = [rule.at.line - 1 for rule in rules[1:]]
    return tuple(
        replace(rule, last_line=max(rule.at.line, min(rule.last_line, end)))
        for rule, end in zip(rules, [*nexts, WHOLE_FILE], strict=False)
    )


def _read(text: str, path: str) -> tuple[Found, Exception | None]:
    """What a text holds, and why it could not be read to its end."""
    found = Found()
    try:
        for document in composed(text):
            collect(document, Frame(path), found)
    except _FAULTS as error:
        return found, error
    return found, None


def _piecewise(text: str, path: str, before: Found, fault: Exception) -> Found:
    """What can be read of a text that is no YAML: each alert for itself; the fault is said with its line."""
    found = Found(is_rule_file=before.is_rule_file)
    lost: list[int] = []
    for first, piece in _pieces(text):
        inner = Found()
        try:
            for document in composed(piece):
                collect(document, Frame(path, first), inner)
        except _FAULTS:
            lost.append(first + 1)
        found.rules += inner.rules
        found.problems += inner.problems
        found.is_rule_file |= inner.is_rule_file
    found.problems.insert(0, _unreadable(path, fault, len(found.rules)))
    for line in lost:
        message = "this alert cannot be read, because it is no YAML"
        found.problems.append(
            Problem(Location(path, line), "alert-rules-unreadable", message, "mend its YAML")
        )
    return found


def _pieces(text: str) -> Iterator[tuple[int, str]]:
    """Each part of a text that begins with `- alert:`, up to what is less indented, with its first line."""
    lines = text.split("\n")
    starts = [(number, match) for number, line in enumerate(lines) if (match := _BEGINNING.match(line))]
    for number, match in starts:
        indent = len(match[1])
        end = number + 1
        while end < len(lines) and _belongs(lines[end], indent):
            end += 1
        yield number, "\n".join(lines[number:end])


def _belongs(line: str, indent: int) -> bool:
    bare = line.lstrip(" ")
    return not bare or bare.startswith("#") or len(line) - len(bare) > indent


def _unreadable(path: str, fault: Exception, number: int) -> Problem:
    mark = getattr(fault, "problem_mark", None)
    at = Location(path, mark.line + 1, mark.column + 1) if mark else Location(path)
    reason = getattr(fault, "problem", None) or str(fault).split("\n", maxsplit=1)[0]
    rest = "1 alert was" if number == 1 else f"{number:,} alerts were"
    message = f"the file is no YAML that can be read ({reason}); {rest} read one by one"
    hint = "mend the YAML, or name the file that is rendered from this template"
    return Problem(at, "alert-rules-unreadable", message, hint)


def _stranger(path: str, text: str) -> Problem:
    what = "is empty" if not text.strip() else "holds no groups of rules"
    hint = "correct `alert_rules` in the policy, or leave the file out with `exclude`"
    return Problem(Location(path), "no-rule-file", f"the file {what}, but `alert_rules` names it", hint)


def _waivers(text: str, path: str, rules: tuple[AlertRule, ...]) -> Iterator[Waiver]:
    """The waivers in comments: above the first key for the file, on a line of its own for the next rule."""
    lines = text.split("\n")
    first = next((n for n, line in enumerate(lines, 1) if _says_something(line)), 1)
    for waiver in read_yaml_waivers(text, path):
        if waiver.last != WHOLE_FILE or waiver.at.line < first:
            yield waiver
        else:
            line = waiver.at.line
            meant = next((n for n in range(line + 1, len(lines) + 1) if _says_something(lines[n - 1])), line)
            own = next((rule for rule in rules if rule.last_line >= meant), None)
            yield replace(waiver, first=line, last=own.last_line if own else line)


def _says_something(line: str) -> bool:
    return line.strip() != "" and not line.lstrip().startswith("#")
