"""The evidence about a runbook as plain data, and its schema."""

from collections.abc import Iterable
from datetime import date

from incidentbook.analysis.freshness import Review
from incidentbook.analysis.runbook_words import KINDS
from incidentbook.analysis.trust import CONCERNS, Judged, Trust
from incidentbook.records.runbook_past import RunbookPast

from .records import VERSION, Record, as_text, day
from .schema_shapes import DAY, FLAG, MAYBE_TEXT, TEXT, TEXTS, WHOLE, Schema, listing, record

EVIDENCE: Schema = {
    "review": record(
        {
            "state": {"enum": ["fresh", "stale", "never"]},
            "due": {**DAY, "description": "By the interval, or the day of the incident that asks for one."},
            "interval_days": WHOLE,
            "after_incident": {**MAYBE_TEXT, "description": "The first incident that used it since."},
        }
    ),
    "past": record(
        {
            "changed": {**DAY, "description": "Last change in substance, from Git; null where not known."},
            "written": {**DAY, "description": "The first version that Git shows; null where not known."},
            "unchanged_since": {**DAY, "description": "In a shallow clone: it stood so on this day already."},
            "later_versions": {**WHOLE, "description": "Since then, with other dates or layout alone."},
            "is_committed": FLAG,
            "reason": {**TEXT, "description": "Why `changed` is null; empty where it is not."},
            "new_commands": {**TEXTS, "description": "Not in the version that was tested."},
            "gone_commands": {**TEXTS, "description": "In the version that was tested alone."},
            "tested_reason": {**TEXT, "description": "Why commands are not compared; empty where they are."},
        }
    ),
    "uses": listing(
        {
            "postmortem": TEXT,
            "path": TEXT,
            "date": DAY,
            "how": {"enum": ["named", "linked", "alert"]},
            "alert": TEXT,
            "is_drill": FLAG,
        }
    ),
    "remarks": listing(
        {
            "postmortem": TEXT,
            "path": TEXT,
            "date": DAY,
            "kind": {"enum": list(KINDS)},
            "sentence": {**TEXT, "description": "As the postmortem has it; empty where a cause says so."},
            "cause": TEXT,
            "is_certain": {**FLAG, "description": "False where it may mean another runbook too."},
            "is_open": {**FLAG, "description": "Nothing answered it since."},
            "answered": {"enum": ["", "changed", "reviewed"]},
        }
    ),
    "concerns": {
        "type": "array",
        "items": {"enum": list(CONCERNS)},
        "description": "Why somebody should look at it, the gravest first.",
    },
}
"""What data/runbooks.json adds to each runbook."""


def trust_record(found: Trust) -> Record:
    """The evidence about one runbook."""
    return {
        "review": _review(found.review),
        "past": _past(found.past),
        "uses": [
            {
                "postmortem": use.incident.postmortem.id,
                "path": use.incident.path,
                "date": day(use.incident.day),
                "how": use.how,
                "alert": use.alert,
                "is_drill": use.is_drill,
            }
            for use in found.uses
        ],
        "remarks": [_remark(one) for one in found.remarks],
        "concerns": list(found.concerns),
    }


def trust_json(those: Iterable[tuple[Trust, str]], as_of: date, note: str) -> str:
    """Some runbooks, each with the name of its owner: what `incidentbook runbooks` prints."""
    found = [
        {
            "path": one.runbook.path,
            "title": one.runbook.title,
            "owner": owner,
            "last_reviewed": day(one.runbook.last_reviewed),
            "last_tested": day(one.runbook.last_tested),
            **trust_record(one),
        }
        for one, owner in those
    ]
    return as_text({"version": VERSION, "as_of": day(as_of), "history_note": note, "runbooks": found})


def _review(found: Review) -> Record:
    return {
        "state": found.state,
        "due": day(found.due),
        "interval_days": found.interval_days,
        "after_incident": found.since.path if found.since else None,
    }


def _past(past: RunbookPast) -> Record:
    return {
        "changed": day(past.changed),
        "written": day(past.written),
        "unchanged_since": day(past.unchanged_since),
        "later_versions": past.later_versions,
        "is_committed": past.is_committed,
        "reason": past.reason,
        "new_commands": list(past.new_commands),
        "gone_commands": list(past.gone_commands),
        "tested_reason": past.tested_reason,
    }


def _remark(one: Judged) -> Record:
    remark = one.remark
    return {
        "postmortem": remark.incident.postmortem.id,
        "path": remark.incident.path,
        "date": day(remark.incident.day),
        "kind": remark.kind,
        "sentence": remark.sentence,
        "cause": remark.cause,
        "is_certain": remark.is_certain,
        "is_open": one.is_open,
        "answered": one.answered,
    }
