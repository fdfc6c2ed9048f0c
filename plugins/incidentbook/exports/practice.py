"""Checklists, readiness and patterns as plain data: what `data/practice.json` holds, and its schema."""

from incidentbook.analysis.antipatterns import patterns
from incidentbook.analysis.checklists import Compliance, Practice, Quarter, practice
from incidentbook.analysis.pattern_cases import STATES, Pattern
from incidentbook.analysis.readiness import VERDICTS, Readiness, readiness
from incidentbook.pages.antipatterns import records_of
from incidentbook.pages.ground import Ground
from incidentbook.pages.readiness import evidence_of
from incidentbook.records.practice import TICKED

from .records import Record, day, number
from .schema_shapes import DAY, FLAG, NUMBER, TEXT, TEXTS, WHOLE, Schema, listing, record

_TOLD: Schema = {
    "postmortem": TEXT,
    "path": TEXT,
    "date": DAY,
    "done": TEXTS,
    "skipped": {**TEXTS, "description": "The document says that these were not done."},
    "unsaid": {**TEXTS, "description": "The document does not mention these."},
    "not_applicable": {**TEXTS, "description": "These did not apply, and are not in the share."},
    "percent": NUMBER,
}

PRACTICE: Schema = {
    "checklists": {
        **listing(
            {
                "id": {"enum": list(TICKED)},
                "title": TEXT,
                "items": listing({"id": TEXT, "title": TEXT, "times_done": WHOLE, "times_asked": WHOLE}),
                "told": {**WHOLE, "description": "Incidents that tell of the list, without drills."},
                "without": {**TEXTS, "description": "Ids of the incidents that were asked and do not."},
                "median_percent": {**NUMBER, "description": "Of what these did; null where none tells."},
                "quarters": listing(
                    {"quarter": TEXT, "told": WHOLE, "without": WHOLE, "median_percent": NUMBER}
                ),
                "incidents": listing(_TOLD),
                "drills": listing(_TOLD),
            }
        ),
        "description": "The lists that postmortems tick, and what they tell of them.",
    },
    "readiness": listing(
        {
            "id": TEXT,
            "title": TEXT,
            "group": TEXT,
            "verdict": {"enum": list(VERDICTS)},
            "disagrees": {**FLAG, "description": "Whether documents and the assertion say different things."},
            "proof": {
                "anyOf": [
                    record(
                        {
                            "name": TEXT,
                            "met": WHOLE,
                            "of": WHOLE,
                            "begun": {**WHOLE, "description": "Cases that are so in part."},
                            "unknown": {**WHOLE, "description": "Cases that cannot be judged."},
                            "last": {**DAY, "description": "Where the proof is that there is one lately."},
                            "reason": {**TEXT, "description": "Why nothing is proven, or empty."},
                        }
                    ),
                    {"type": "null"},
                ]
            },
            "assertion": {
                "anyOf": [
                    record({"date": DAY, "role": TEXT, "note": TEXT, "holds": FLAG, "is_stale": FLAG}),
                    {"type": "null"},
                ]
            },
        }
    ),
    "patterns": listing(
        {
            "name": TEXT,
            "state": {"enum": list(STATES)},
            "count": {**WHOLE, "description": "Cases that show it; of two, those that speak against it."},
            "of": WHOLE,
            "threshold": {**NUMBER, "description": "In percent; for near-misses their number."},
            "fair": {
                **NUMBER,
                "description": "Of people: the share in percent that each would have in a fair rotation.",
            },
            "fewest": {**WHOLE, "description": "Of fewer cases nothing is said."},
            "postmortems": {
                **TEXTS,
                "description": "Ids of the incidents that show it, where they are told.",
            },
        }
    ),
}
"""The contents of the file."""


def practice_record(ground: Ground) -> Record:
    """Everything on the day of the build."""
    incidents, policy = ground.catalogue.incidents, ground.policy
    return {
        "checklists": [_list(practice(incidents, name, policy)) for name in TICKED],
        "readiness": [_ready(one) for one in readiness(evidence_of(ground))],
        "patterns": [_pattern(one) for one in patterns(records_of(ground))],
    }


def _list(one: Practice) -> Record:
    return {
        "id": one.checklist.id,
        "title": one.checklist.title,
        "items": [
            {
                "id": item.id,
                "title": item.title,
                "times_done": one.times_done(item),
                "times_asked": one.times_asked(item),
            }
            for item in one.checklist.items
        ],
        "told": len(one.told),
        "without": [incident.postmortem.id for incident in one.without],
        "median_percent": _percent(one.median),
        "quarters": [_quarter(quarter) for quarter in one.quarters],
        "incidents": [_told(told) for told in one.told],
        "drills": [_told(told) for told in one.drills],
    }


def _percent(value: float | None) -> float | int | None:
    return None if value is None else number(round(value, 1))


def _quarter(one: Quarter) -> Record:
    return {
        "quarter": one.period.id,
        "told": len(one.told),
        "without": one.without,
        "median_percent": _percent(one.median),
    }


def _told(one: Compliance) -> Record:
    return {
        "postmortem": one.incident.postmortem.id,
        "path": one.incident.path,
        "date": day(one.incident.day),
        "done": [item.id for item in one.done],
        "skipped": [item.id for item in one.skipped],
        "unsaid": [item.id for item in one.missing if item not in one.skipped],
        "not_applicable": [item.id for item in one.spared],
        "percent": _percent(one.percent),
    }


def _ready(one: Readiness) -> Record:
    proof, assertion = one.proof, one.assertion
    return {
        "id": one.item.id,
        "title": one.item.title,
        "group": one.item.group,
        "verdict": one.verdict,
        "disagrees": one.disagrees,
        "proof": proof
        and {
            "name": one.item.proof,
            "met": proof.met,
            "of": proof.of,
            "begun": proof.begun,
            "unknown": proof.unknown,
            "last": day(proof.last),
            "reason": proof.reason,
        },
        "assertion": assertion
        and {
            "date": day(assertion.day),
            "role": assertion.role,
            "note": assertion.note,
            "holds": assertion.holds,
            "is_stale": one.is_stale,
        },
    }


def _pattern(one: Pattern) -> Record:
    return {
        "name": one.name,
        "state": one.state,
        "count": one.count,
        "of": one.of,
        "threshold": _percent(one.threshold),
        "fair": _percent(one.fair),
        "fewest": one.fewest,
        "postmortems": [case.postmortem.id for case in one.cases],
    }
