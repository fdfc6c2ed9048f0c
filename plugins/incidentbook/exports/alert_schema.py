"""The JSON Schemas of the data files about alerts."""

from .schema_shapes import DAY, FLAG, LINE, TEXT, TEXTS, WHOLE, Schema, listing, mapping

_NAMED: Schema = {"id": TEXT, "path": TEXT, "date": DAY, "severity": TEXT}
_ALERT_RULE: Schema = {
    "path": TEXT,
    "line": LINE,
    "group": TEXT,
    "severity": {**TEXT, "description": "As the label says it."},
    "service": TEXT,
    "team": TEXT,
    "summary": TEXT,
    "expression": TEXT,
    "for": TEXT,
    "runbook_url": TEXT,
    "leads_to": {"enum": ["runbook", "alias", "nowhere", "elsewhere", "template", "invalid", "none"]},
}
_ALERT: Schema = {
    "name": TEXT,
    "runbook_state": {"enum": ["covered", "several", "elsewhere", "missing"]},
    "url_state": {
        "enum": ["right", "alias", "other", "broken", "elsewhere", "absent"],
        "description": "The gravest of its rules.",
    },
    "runbooks": listing(
        {"path": TEXT, "how": {"enum": ["listed", "named", "url", "heading"]}, "anchor": TEXT}
    ),
    "rules": listing(_ALERT_RULE),
    "incidents": {**listing(_NAMED), "description": "Newest first."},
}
_RULE_FILE: Schema = {
    "path": TEXT,
    "alert_rules": WHOLE,
    "recording_rules": WHOLE,
    "is_templated": {**FLAG, "description": "Whether a template makes the file."},
    "problems": {
        **listing({"line": LINE, "rule": TEXT, "message": TEXT}),
        "description": "What of it could not be read.",
    },
}

ALERTS: Schema = {
    "rule_files_named": {**FLAG, "description": "Whether the policy names rule files at all."},
    "files": listing(_RULE_FILE),
    "alerts": {**listing(_ALERT), "description": "One a name; it may have several rules."},
    "alerts_without_rule": listing({"name": TEXT, "incidents": listing(_NAMED)}),
    "runbooks_without_alert": listing({"path": TEXT, "alerts": TEXTS}),
}
"""What `alerts.json` holds."""

RUNBOOK_URLS: Schema = {
    "base": {**TEXT, "description": "The site's own address; empty where it states none."},
    "urls": {**mapping(TEXT), "description": "By the alert's name; below `base`."},
}
"""What `runbook-urls.json` holds."""
