"""A YAML runbook → the YAML that the public may read."""

from collections.abc import Callable, Iterator

import yaml

from incidentbook.reading.fields import field_type
from incidentbook.reading.front_matter import read_map
from incidentbook.reading.sheet import is_map
from incidentbook.records import Field

from .draft import Removal
from .fields import FieldSieve, Wording, is_internal, leaves, plain

_SECTIONS = frozenset(["diagnosis", "investigation", "mitigation", "recovery", "rollback", "verification"])
_STEP = frozenset(
    [
        "step",
        "option",
        "title",
        "name",
        "action",
        "check",
        "task",
        "description",
        "text",
        "command",
        "commands",
        "cmd",
        "run",
        "shell",
        "script",
        "when",
        "if",
        "condition",
        "expected",
        "expect",
        "expected_result",
        "expected_output",
        "verify",
        "verification",
        "validate",
        "warning",
        "caution",
        "danger",
        "risk",
        "steps",
        "substeps",
        "actions",
    ]
)


def yaml_fields(text: str, path: str) -> tuple[Field, ...]:
    """What a YAML runbook says of itself, at its top and below `metadata`; nothing where it is no YAML."""
    fields, problems = read_map(text, path, 1, lambda key: field_type("runbook", key))
    if any(problem.rule == "front-matter-invalid" for problem in problems):
        return ()
    return (*_metadata(fields), *(field for field in fields if field.key != "metadata"))


def public_yaml(text: str, path: str, wording: Wording, removals: list[Removal]) -> str:
    """The public form of a YAML runbook; what is taken out is added to `removals`."""
    fields, _ = read_map(text, path, 1, lambda key: field_type("runbook", key))
    sieve = FieldSieve("runbook", wording)
    top = [field for field in fields if field.key != "metadata" and field.key not in _SECTIONS]
    found: dict[str, object] = {"metadata": sieve.kept((*_metadata(fields), *top))}
    for field in fields:
        if field.key in _SECTIONS:
            found[field.key] = _value(field.value, field.at.line, wording.clean, removals)
    removals.extend(sieve.removals)
    return yaml.safe_dump(found, sort_keys=False, allow_unicode=True, width=100)


def _metadata(fields: tuple[Field, ...]) -> Iterator[Field]:
    for field in fields:
        if field.key == "metadata" and is_map(field.value) and isinstance(field.value, tuple):
            yield from (one for one in field.value if isinstance(one, Field))


def _value(value: object, line: int, clean: Callable[[str, int], str], removals: list[Removal]) -> object:
    """A value with its texts clean, without entries that are internal and keys that nobody knows."""
    if is_map(value) and isinstance(value, tuple):
        found: dict[str, object] = {}
        for one in value:
            if isinstance(one, Field) and one.key.strip().lower() in _STEP:
                found[one.key] = _value(one.value, one.at.line, clean, removals)
            elif isinstance(one, Field):
                removals.append(Removal(one.at.line, "field", str(plain(one.value))))
        return found
    if isinstance(value, tuple):
        kept = []
        for entry in value:
            if is_map(entry) and is_internal(entry):
                removals.append(Removal(line, "internal part", "\n".join(leaves(plain(entry)))))
            else:
                kept.append(_value(entry, line, clean, removals))
        return kept
    return clean(value, line) if isinstance(value, str) else value
