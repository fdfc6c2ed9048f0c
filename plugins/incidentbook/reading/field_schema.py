"""The JSON Schemas of front matter, made from the table of fields, for completion and checks in editors."""

from collections.abc import Callable

from incidentbook.records import Policy
from incidentbook.records.action_item import STATUSES, TYPES

from .choices import STATUSES as REVIEW_STATUSES
from .field_table import FIELDS, ROLES, FieldSpec
from .field_values import Schema, list_values, severity_values, spelling_pattern, suggestions

_TEXT: Schema = {"type": ["string", "number", "null"]}
_ENTRY: Schema = {"type": ["string", "number", "object"]}
_TEXTS: Schema = {"type": ["string", "number", "array", "null"], "items": _ENTRY}
_NUMBER: Schema = {"type": ["number", "string", "null"]}
_DATE: Schema = {"type": ["string", "null"], "examples": ["2025-03-15"]}
_MOMENT: Schema = {
    "type": ["string", "null"],
    "examples": ["2025-03-15T14:25:00Z", "2025-03-15 14:25 CET", "2025-03-15 14:00/14:30 UTC"],
}
_IMPACT: Schema = {
    "type": ["string", "object", "null"],
    "properties": {
        "users": {**_NUMBER, "description": "How many users felt it."},
        "users_percent": {**_NUMBER, "description": "Their share of all users, in percent."},
        "revenue": {**_NUMBER, "description": "Lost revenue, with its currency: ~$12,000."},
        "sla_minutes": {**_NUMBER, "description": "Minutes that count against the service level."},
        "summary": {**_TEXT, "description": "The impact in one sentence."},
    },
}
_ITEM: Schema = {
    "type": ["object", "string"],
    "properties": {
        "id": {**_TEXT, "description": "A number or name that stays the same."},
        "action": {**_TEXT, "description": "What is to be done, beginning with a verb."},
        "owner": {**_TEXTS, "description": "Who will do it."},
        "due": {**_DATE, "description": "By when."},
        "status": {**_TEXT, "description": "How far it has come.", **suggestions(STATUSES[:-1])},
        "type": {**_TEXT, "description": "What it does about the incident.", **suggestions(TYPES)},
        "priority": {**_TEXT, "description": "For example P1."},
        "ticket": {**_TEXT, "description": "The ticket's key or address."},
        "done_on": {**_DATE, "description": "When it was done."},
        "reason": {**_TEXT, "description": "Why it was declined."},
    },
}
_CHECKLIST: Schema = {"type": ["object", "array", "string", "null"]}
_ITEMS: Schema = {"type": ["array", "null"], "items": _ITEM}


def schema(kind: str, policy: Policy | None = None) -> Schema:
    """The JSON Schema (draft 2020-12) of the front matter of a "postmortem" or "runbook".

    With a `policy` its severities, causes, services and teams are completed, and a wrong severity or
    cause is marked. Every further name of a field is allowed; keys of other tools are not forbidden.
    """
    specs = [spec for spec in FIELDS if kind in spec.kinds]
    names = {spec.name for spec in specs}
    patterns = {
        _pattern([alias for alias in spec.aliases if alias not in names]): {
            "$ref": f"#/properties/{spec.name}"
        }
        for spec in specs
        if set(spec.aliases) - names and spec.type != "any"
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"Front matter of a {kind}",
        "type": "object",
        "properties": {spec.name: _of_field(spec, kind, policy) for spec in specs},
        "patternProperties": patterns,
    }


def _pattern(names: list[str]) -> str:
    return f"^(?:{'|'.join(names)})$"


def _of_field(spec: FieldSpec, kind: str, policy: Policy | None) -> Schema:
    shape = _CHOICES[spec.name] if spec.name in _CHOICES else _SHAPES[spec.type]
    found = shape(spec, kind) if callable(shape) else shape
    shown = _of_policy(spec, found, policy) if policy else found
    return {"title": spec.name, "description": spec.description, **shown}


def _of_policy(spec: FieldSpec, found: Schema, policy: Policy) -> Schema:
    """What the policy makes of a field's shape; the owner of a runbook is likely to be a team."""
    if spec.type == "severity":
        return severity_values(policy)
    if spec.name == "owner" and policy.teams:
        teams = suggestions([team.id for team in policy.teams], [team.title for team in policy.teams])
        return {**found, **teams}
    entries = list_values(policy)
    return {**found, "items": entries[spec.name]} if spec.name in entries else found


def _choice(spec: FieldSpec, kind: str) -> Schema:
    """The preferred words; others that are understood are allowed."""
    own = [word for word in spec.choices if spec.name != "kind" or (word == "runbook") == (kind == "runbook")]
    return {"type": ["string", "null"], **suggestions(own)}


def _status(spec: FieldSpec, kind: str) -> Schema:
    return {
        **_choice(spec, kind),
        "pattern": spelling_pattern(REVIEW_STATUSES),
        "patternErrorMessage": f"write one of {', '.join(spec.choices)}",
    }


def _severity(_spec: FieldSpec, _kind: str) -> Schema:
    return {"type": ["string", "integer", "null"], "examples": ["SEV1", "SEV2", "SEV3", "SEV4"]}


def _roles(_spec: FieldSpec, _kind: str) -> Schema:
    roles = {role: {**_TEXTS} for role in dict.fromkeys(ROLES.values())}
    return {"type": ["object", "array", "string", "null"], "properties": roles}


def _detection(_spec: FieldSpec, _kind: str) -> Schema:
    return {"type": ["string", "null"], **suggestions(["alert", "customer", "internal", "synthetic"])}


_Shape = Schema | Callable[[FieldSpec, str], Schema]
_CHOICES: dict[str, _Shape] = {"detection": _detection, "status": _status}
_SHAPES: dict[str, _Shape] = {
    "text": _TEXT,
    "list": _TEXTS,
    "date": _DATE,
    "moment": _MOMENT,
    "number": _NUMBER,
    "days": _NUMBER,
    "choice": _choice,
    "severity": _severity,
    "roles": _roles,
    "impact": _IMPACT,
    "items": _ITEMS,
    "checklist": _CHECKLIST,
    "flag": {"type": ["boolean", "string", "null"]},
    "any": {},
}
