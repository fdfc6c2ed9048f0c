"""The JSON Schemas of the data files, published with the portal's manual."""

from .json import FILES
from .records import VERSION

Schema = dict[str, object]

DATA_FILES = FILES
"""The data files that have a schema: all of them."""

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


def data_schema(name: str) -> Schema:
    """The JSON Schema (draft 2020-12) of the data file of this name.

    Raises:
        KeyError: There is no data file of this name.
    """
    title, properties = _CONTENTS[name]
    head: Schema = {"version": {"const": VERSION}, "as_of": {**DAY, "description": "The day of the build."}}
    return {"$schema": BASE, "title": title, **_object({**head, **properties})}


def _object(properties: Schema) -> Schema:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _list(properties: Schema) -> Schema:
    return {"type": "array", "items": _object(properties)}


def _map(values: Schema) -> Schema:
    return {"type": "object", "additionalProperties": values}


_MOMENT: Schema = {
    "at": {**TIME, "description": "In UTC; null where the document gives no usable time."},
    "until": {**TIME, "description": "The end, where a range was stated."},
    "precision": {"enum": ["second", "minute", "day", None]},
    "approximate": FLAG,
    "zone": {**MAYBE_TEXT, "description": "The zone that was read."},
    "zone_stated": {**FLAG, "description": "False where the policy's zone was assumed."},
}
_SECTION: Schema = {"line": LINE, "heading": TEXT, "words": WHOLE}
_SECTIONS: Schema = {
    "sections": {
        **_map(_object({**_SECTION, "again": {"type": "array", "items": LINE}})),
        "description": "By canonical name; `again` are the lines of further sections of that name.",
    },
    "other_sections": _list(_SECTION),
}
_ACTION_ITEM: Schema = {
    "id": TEXT,
    "title": TEXT,
    "text": TEXT,
    "status": {"enum": ["open", "in-progress", "blocked", "done", "declined", "proposed", "unknown"]},
    "status_text": TEXT,
    "owners": TEXTS,
    "due": DAY,
    "due_text": TEXT,
    "done_on": DAY,
    "type": TEXT,
    "priority": TEXT,
    "ticket": {"anyOf": [_object({"text": TEXT, "url": TEXT}), {"type": "null"}]},
    "group": TEXT,
    "form": TEXT,
    "reason": TEXT,
    "extra": _map(TEXT),
    "anchor": TEXT,
    "line": LINE,
}
_POSTMORTEM: Schema = {
    "path": TEXT,
    "id": TEXT,
    "title": TEXT,
    "kind": TEXT,
    "status": TEXT,
    "severity": {**TEXT, "description": "A level of the policy, or empty."},
    "severity_text": TEXT,
    "date": DAY,
    "milestones": _map(_object({**_MOMENT, "source": TEXT, "line": LINE})),
    "durations": _object(
        {
            "stated": _list(
                {
                    "measure": TEXT,
                    "low": NUMBER,
                    "high": NUMBER,
                    "approximate": FLAG,
                    "text": TEXT,
                    "line": LINE,
                }
            ),
            "derived": _map(
                _object(
                    {
                        "minutes": NUMBER,
                        "low": NUMBER,
                        "high": NUMBER,
                        "approximate": FLAG,
                        "basis": {"enum": ["front-matter", "header", "stated", "timeline", ""]},
                        "reason": {**TEXT, "description": "Why it is not known."},
                    }
                )
            ),
        }
    ),
    "services": TEXTS,
    "teams": TEXTS,
    "causes": TEXTS,
    "trigger": TEXT,
    "detection": TEXT,
    "impact": _object(
        {
            "users": NUMBER,
            "users_percent": NUMBER,
            "revenue": NUMBER,
            "revenue_text": TEXT,
            "sla_minutes": NUMBER,
            "summary": TEXT,
        }
    ),
    "alerts": TEXTS,
    "runbooks": TEXTS,
    "repeat_of": TEXTS,
    "not_repeat_of": TEXTS,
    "related": TEXTS,
    "authors": TEXTS,
    "roles": _map(TEXT),
    "tags": TEXTS,
    "audience": TEXT,
    "summary": TEXT,
    **_SECTIONS,
    "action_items": _list(_ACTION_ITEM),
    "timeline": _list(
        {**_MOMENT, "time_text": TEXT, "text": TEXT, "milestone": TEXT, "anchor": TEXT, "line": LINE}
    ),
}
_RUNBOOK: Schema = {
    "path": TEXT,
    "id": TEXT,
    "title": TEXT,
    "dialect": {"enum": ["alert", "scenario", "service", "prometheus", "yaml", "plain"]},
    "services": TEXTS,
    "owner": TEXT,
    "alerts": TEXTS,
    "severities": TEXTS,
    "severity_text": TEXT,
    "last_reviewed": DAY,
    "review_every_days": {"type": ["integer", "null"]},
    "last_tested": DAY,
    "tested_with": TEXT,
    "aliases": TEXTS,
    "tags": TEXTS,
    "audience": TEXT,
    "summary": TEXT,
    "impact": TEXT,
    "contacts": TEXTS,
    "escalation": TEXT,
    **_SECTIONS,
    "steps": _list(
        {
            "section": TEXT,
            "case": TEXT,
            "text": TEXT,
            "when": TEXT,
            "expected": TEXT,
            "verify": TEXT,
            "commands": _list({"text": TEXT, "language": TEXT, "placeholders": TEXTS, "line": LINE}),
            "line": LINE,
        }
    ),
    "review": _object({"state": {"enum": ["fresh", "stale", "never"]}, "due": DAY, "interval_days": WHOLE}),
}
_TRACKED: Schema = {
    **_ACTION_ITEM,
    "path": TEXT,
    "postmortem": TEXT,
    "postmortem_title": TEXT,
    "severity": TEXT,
    "incident_date": DAY,
    "services": TEXTS,
    "causes": TEXTS,
    "team": {**MAYBE_TEXT, "description": "The first of the teams."},
    "teams": {**TEXTS, "description": "The teams of its owners, else the first of its incident."},
    "is_open": FLAG,
    "is_overdue": FLAG,
    "overdue_days": WHOLE,
    "opened": {**DAY, "description": "When it was first written, else the day of its incident."},
    "opened_basis": {"enum": ["written", "incident", ""]},
    "closed": {**DAY, "description": "When it was done or declined, where that is known."},
    "closed_basis": {"enum": ["stated", "commit", ""]},
    "age_days": {**MAYBE_WHOLE, "description": "Of an unfinished item."},
    "days_to_close": {**MAYBE_WHOLE, "description": "Of an item that was done."},
    "due_moves": {**MAYBE_WHOLE, "description": "How often its due date moved; null without its history."},
    "slip_days": {**MAYBE_WHOLE, "description": "From its first due date to its last; likewise."},
    "came_back": {**MAYBE_WHOLE, "description": "How often it was open again once closed; likewise."},
    "target": {**DAY, "description": "The last day that the policy's `action_targets` allow."},
    "over_target_days": {**WHOLE, "description": "Days after that target; 0 where it is met."},
}
_REFERENCE: Schema = {
    "id": TEXT,
    "path": TEXT,
    "date": DAY,
    "kind": TEXT,
    "severity": TEXT,
    "services": TEXTS,
}
_REPEAT: Schema = {
    "path": TEXT,
    "of": TEXT,
    "service": MAYBE_TEXT,
    "days": {"type": ["integer", "null"]},
    "declared": FLAG,
}
_CAUSE: Schema = {
    "id": TEXT,
    "title": TEXT,
    "description": TEXT,
    "parent": MAYBE_TEXT,
    "is_known": {**FLAG, "description": "Whether the policy lists it."},
    "page": {**TEXT, "description": "Its page in the portal."},
    "incidents": _list(_REFERENCE),
    "apart": {**_list(_REFERENCE), "description": "Drills and near-misses."},
    "repeats": _list(_REPEAT),
    "came_back": {
        **_list(
            {
                "action_item": TEXT,
                "path": TEXT,
                "line": LINE,
                "done_on": DAY,
                "service": TEXT,
                "incident": TEXT,
            }
        ),
        "description": "Actions that were done before the cause came back on the same service.",
    },
}
_FINDING: Schema = {
    "path": TEXT,
    "line": LINE,
    "column": LINE,
    "id": TEXT,
    "name": TEXT,
    "level": {"enum": ["error", "warning", "info", "off"]},
    "message": TEXT,
    "hint": TEXT,
}

_CONTENTS: dict[str, tuple[str, Schema]] = {
    "postmortems": ("Postmortems", {"postmortems": _list(_POSTMORTEM)}),
    "runbooks": ("Runbooks", {"runbooks": _list(_RUNBOOK)}),
    "action-items": ("Action items", {"action_items": _list(_TRACKED)}),
    "causes": (
        "Causes",
        {
            "window_days": {**WHOLE, "description": "Days within which the same cause on a service repeats."},
            "incidents": {**WHOLE, "description": "Without drills and near-misses."},
            "repeat_incidents": WHOLE,
            "repeat_percent_target": NUMBER,
            "causes": _list(_CAUSE),
            "repeats_without_cause": {**_list(_REPEAT), "description": "Declared by their authors only."},
        },
    ),
    "findings": ("Findings", {"findings": _list(_FINDING)}),
}
