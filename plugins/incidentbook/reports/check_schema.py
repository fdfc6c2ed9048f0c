"""The JSON Schema of `check --format json`."""

from incidentbook.records.finding import LEVELS

Schema = dict[str, object]

_TEXT: Schema = {"type": "string"}
_NUMBER: Schema = {"type": "integer", "minimum": 0}
_LEVEL: Schema = {"enum": list(LEVELS[:3])}
_DAY: Schema = {"type": "string", "format": "date"}

_FINDING: dict[str, Schema] = {
    "path": {**_TEXT, "description": "The document, relative to the root"},
    "line": {"type": "integer", "minimum": 1},
    "column": {"type": "integer", "minimum": 1},
    "length": {**_NUMBER, "description": "How many characters are meant; 0: the whole line"},
    "level": _LEVEL,
    "id": {**_TEXT, "description": "The rule's id, which is never used for another rule"},
    "name": {**_TEXT, "description": "The rule's name"},
    "message": {**_TEXT, "description": "What is wrong"},
    "hint": {**_TEXT, "description": "What to write instead; may be empty"},
    "key": {**_TEXT, "description": "What it is about; the same when lines move"},
    "fixable": {"type": "boolean", "description": "Whether `check --fix` mends it"},
    "fingerprint": {**_TEXT, "description": "Of document, rule and key; unique in a report"},
}
_WAIVER: dict[str, Schema] = {"reason": _TEXT, "until": {"anyOf": [_DAY, {"type": "null"}]}}


def check_schema() -> Schema:
    """The JSON Schema (draft 2020-12) of the report."""
    content: dict[str, Schema] = {
        "version": {"const": 1},
        "as_of": {**_DAY, "description": "The day that counts as today"},
        "documents": {**_NUMBER, "description": "How many documents were looked at"},
        "rules": {**_NUMBER, "description": "How many rules were asked"},
        "fail_on": _LEVEL,
        "counts": _map({"error": _NUMBER, "warning": _NUMBER, "info": _NUMBER}),
        "baseline": {**_NUMBER, "description": "How many findings the baseline covers"},
        "findings": {"type": "array", "items": _map(_FINDING)},
        "waived": {"type": "array", "items": _map(_FINDING | _WAIVER)},
    }
    top = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "incidentbook check report"}
    return {**top, **_map(content)}


def _map(properties: dict[str, Schema]) -> Schema:
    required = list(properties)
    return {"type": "object", "properties": properties, "required": required, "additionalProperties": False}
