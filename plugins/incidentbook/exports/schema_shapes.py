"""The shapes of which the JSON Schemas of the data files are made."""

Schema = dict[str, object]

BASE = "https://json-schema.org/draft/2020-12/schema"

TEXT: Schema = {"type": "string"}
FLAG: Schema = {"type": "boolean"}
WHOLE: Schema = {"type": "integer"}
LINE: Schema = {"type": "integer", "minimum": 1}
NUMBER: Schema = {"type": ["number", "null"]}
MAYBE_WHOLE: Schema = {"type": ["integer", "null"]}
DAY: Schema = {"type": ["string", "null"], "pattern": r"^\d{4}-\d\d-\d\d$"}
TIME: Schema = {"type": ["string", "null"], "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$"}
MAYBE_TEXT: Schema = {"type": ["string", "null"]}
TEXTS: Schema = {"type": "array", "items": TEXT}


def record(properties: Schema) -> Schema:
    """An object with these properties, all of them required, and no others."""
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def listing(properties: Schema) -> Schema:
    """A list of such objects."""
    return {"type": "array", "items": record(properties)}


def mapping(values: Schema) -> Schema:
    """An object with any names and one shape of values."""
    return {"type": "object", "additionalProperties": values}
