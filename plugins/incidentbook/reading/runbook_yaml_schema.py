"""The JSON Schema of YAML runbooks, for completion and checks in editors."""

from incidentbook.records import Policy

from .field_schema import schema
from .field_values import Schema

_TEXT: Schema = {"type": ["string", "number", "null"]}
_COMMANDS: Schema = {"type": ["string", "array", "null"], "items": {"type": "string"}}
_STEP: Schema = {
    "type": ["object", "string"],
    "properties": {
        "step": {**_TEXT, "description": "What to look at or do, as one action."},
        "option": {**_TEXT, "description": "What to do, where there is a choice."},
        "when": {**_TEXT, "description": "When this is the right thing to do."},
        "warning": {**_TEXT, "description": "What it may destroy, and when not to do it."},
        "command": {**_COMMANDS, "description": "The command without its prompt; <pod> is to be filled in."},
        "expected": {**_TEXT, "description": "What is seen if all is well, and where to go otherwise."},
        "verify": {**_TEXT, "description": "How one sees that it helped."},
    },
}
_LISTS = {
    "diagnosis": "Steps to find out what is wrong.",
    "mitigation": "Options to end the impact.",
    "steps": "What to do, in order, where nothing is gained by parting it.",
    "recovery": "What must be true before the incident is over.",
    "rollback": "How to take each mitigation back.",
    "verification": "How to see that the service is well.",
    "escalation": "After how many minutes, to whom, and how.",
    "contacts": "Rotas and channels rather than people.",
    "links": "Dashboards, log queries, past incidents.",
}
_STEPS = frozenset({"diagnosis", "mitigation", "steps", "recovery", "rollback", "verification"})


def yaml_runbook_schema(policy: Policy | None = None) -> Schema:
    """The JSON Schema (draft 2020-12) of a runbook in YAML; `policy` as for `schema`."""
    front_matter = schema("runbook", policy)
    metadata = {key: value for key, value in front_matter.items() if key not in {"$schema", "title"}}
    lists = {name: _list(name, description) for name, description in _LISTS.items()}
    return {
        "$schema": front_matter["$schema"],
        "title": "Runbook",
        "type": "object",
        "properties": {"metadata": {"title": "metadata", **_local(metadata)}, **lists},
    }


def _list(name: str, description: str) -> Schema:
    entry: Schema = _STEP if name in _STEPS else {"type": ["string", "object"]}
    return {"title": name, "description": description, "type": ["array", "string", "null"], "items": entry}


def _local(metadata: Schema) -> Schema:
    """The same fields one level down: what refers to a field by its path refers to it there."""
    patterns = metadata["patternProperties"]
    moved = {
        pattern: {"$ref": str(entry["$ref"]).replace("#/properties/", "#/properties/metadata/properties/", 1)}
        for pattern, entry in (patterns.items() if isinstance(patterns, dict) else ())
    }
    return {
        **metadata,
        "description": "What the runbook is for, and who keeps it true.",
        "patternProperties": moved,
    }
