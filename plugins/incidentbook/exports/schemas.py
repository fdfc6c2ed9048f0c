"""The JSON Schemas of the data files, published with the portal's manual."""

from incidentbook.analysis.fixes import VERDICTS
from incidentbook.records.policy import REPEAT_WAYS
from incidentbook.records.practice import TICKED

from .alert_schema import ALERTS, RUNBOOK_URLS
from .json import FILES
from .metric_schema import METRICS
from .practice import PRACTICE
from .records import VERSION
from .schema_shapes import (
    BASE,
    DAY,
    FLAG,
    LINE,
    MAYBE_TEXT,
    MAYBE_WHOLE,
    NUMBER,
    TEXT,
    TEXTS,
    TIME,
    WHOLE,
    Schema,
    listing,
    mapping,
    record,
)
from .step_schema import STEPS
from .trust import EVIDENCE

DATA_FILES = (*FILES, "runbook", "runbook-urls")
"""The data files that have a schema: all in JSON; "runbook" is that of `runbooks/*.json`."""


def data_schema(name: str) -> Schema:
    """The JSON Schema (draft 2020-12) of the data file of this name.

    Raises:
        KeyError: There is no data file of this name.
    """
    title, properties = _CONTENTS[name]
    head: Schema = {"version": {"const": VERSION}, "as_of": {**DAY, "description": "The day of the build."}}
    return {"$schema": BASE, "title": title, **record({**head, **properties})}


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
        **mapping(record({**_SECTION, "again": {"type": "array", "items": LINE}})),
        "description": "By canonical name; `again` are the lines of further sections of that name.",
    },
    "other_sections": listing(_SECTION),
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
    "ticket": {"anyOf": [record({"text": TEXT, "url": TEXT}), {"type": "null"}]},
    "group": TEXT,
    "form": TEXT,
    "reason": TEXT,
    "extra": mapping(TEXT),
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
    "milestones": mapping(record({**_MOMENT, "source": TEXT, "line": LINE})),
    "durations": record(
        {
            "stated": listing(
                {
                    "measure": TEXT,
                    "low": NUMBER,
                    "high": NUMBER,
                    "approximate": FLAG,
                    "text": TEXT,
                    "line": LINE,
                }
            ),
            "derived": mapping(
                record(
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
    "impact": record(
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
    "roles": mapping(TEXT),
    "tags": TEXTS,
    "audience": TEXT,
    "summary": TEXT,
    **_SECTIONS,
    "action_items": listing(_ACTION_ITEM),
    "checklist": listing(
        {
            "text": {**TEXT, "description": "As the document has it."},
            "list": {"enum": ["", *TICKED], "description": "Empty where the document does not say which."},
            "is_done": FLAG,
            "is_needed": {**FLAG, "description": "False for what did not apply."},
            "unclear": {**TEXT, "description": "An answer that says neither yes nor no, or empty."},
            "line": LINE,
        }
    ),
    "timeline": listing(
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
    **STEPS,
    "file": {**TEXT, "description": "Its own data file, relative to the folder of this one."},
    **EVIDENCE,
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
    "examples": TEXTS,
    "parent": MAYBE_TEXT,
    "is_known": {**FLAG, "description": "Whether the policy lists it."},
    "page": {**TEXT, "description": "Its page in the portal."},
    "incidents": listing(_REFERENCE),
    "apart": {**listing(_REFERENCE), "description": "Drills and near-misses."},
    "days_between": {
        "type": "array",
        "items": NUMBER,
        "description": "From each of its incidents to the next, in ascending order.",
    },
    "repeats": listing(_REPEAT),
    "systemic": {**listing(_REPEAT), "description": "The same cause on another service, counted apart."},
    "came_back": {
        **listing(
            {
                "action_item": TEXT,
                "path": TEXT,
                "line": LINE,
                "done_on": {**DAY, "description": "Null where the day is not known."},
                "service": TEXT,
                "incident": TEXT,
            }
        ),
        "description": "Actions that were done before the cause came back on the same service.",
    },
    "fixes": {
        **listing(
            {
                "action_item": TEXT,
                "path": TEXT,
                "line": LINE,
                "type": TEXT,
                "verdict": {"enum": list(VERDICTS)},
                "since": {**DAY, "description": "The day from which it counts as done."},
                "basis": {"enum": ["stated", "commit", "incident", ""]},
                "days": {**WHOLE, "description": "From then to the return, or to the day of the build."},
                "incident": {**MAYBE_TEXT, "description": "The one that showed that it did not hold."},
            }
        ),
        "description": "Done actions of the judged types, each judged by this cause alone.",
    },
    "quiet_since": {
        **DAY,
        "description": "The day on which the last of its actions was done, where nothing happened since.",
    },
}
_EFFECT: Schema = {
    "type": TEXT,
    "done": WHOLE,
    "came_back": WHOLE,
    "quiet": WHOLE,
    "young": WHOLE,
    "unjudged": WHOLE,
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
    "postmortems": ("Postmortems", {"postmortems": listing(_POSTMORTEM)}),
    "runbooks": (
        "Runbooks",
        {
            "history_note": {**TEXT, "description": "What Git could not tell of runbooks."},
            "runbooks": listing(_RUNBOOK),
        },
    ),
    "runbook": (
        "A runbook",
        {
            "runbook": record(
                {**_RUNBOOK, "file": {**TEXT, "description": "This file, relative to the other data files."}}
            )
        },
    ),
    "action-items": ("Action items", {"action_items": listing(_TRACKED)}),
    "causes": (
        "Causes",
        {
            "definition": {**TEXTS, "description": "What counts as a repeat, in sentences."},
            "ways": {"type": "array", "items": {"enum": list(REPEAT_WAYS)}},
            "window_days": {**WHOLE, "description": "Days within which the same cause on a service repeats."},
            "action_types": {**TEXTS, "description": "Types of done actions that are judged."},
            "settled_days": {**WHOLE, "description": "Days after which a done action is judged quiet."},
            "incidents": {**WHOLE, "description": "Without drills and near-misses."},
            "repeat_incidents": WHOLE,
            "incidents_in_window": {**WHOLE, "description": "In the last `window_days` before `as_of`."},
            "repeat_incidents_in_window": WHOLE,
            "systemic_incidents": {
                **WHOLE,
                "description": "Of all time, without other repeats.",
            },
            "systemic_incidents_in_window": {**WHOLE, "description": "Of these, in the last `window_days`."},
            "repeat_percent_target": NUMBER,
            "causes": listing(_CAUSE),
            "repeats_without_cause": {**listing(_REPEAT), "description": "Declared by their authors only."},
            "effects": {**listing(_EFFECT), "description": "What became of done actions, by type."},
        },
    ),
    "alerts": ("Alerts", ALERTS),
    "runbook-urls": ("Addresses of runbooks by alert", RUNBOOK_URLS),
    "metrics": ("Metrics", METRICS),
    "practice": ("Checklists, readiness and patterns", PRACTICE),
    "findings": ("Findings", {"findings": listing(_FINDING)}),
}
