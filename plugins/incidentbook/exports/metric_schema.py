"""The JSON Schema of `data/metrics.json`."""

from .schema_shapes import DAY, FLAG, NUMBER, TEXT, WHOLE, Schema, listing, mapping, record

_INTERVAL: Schema = {
    "anyOf": [record({"low": NUMBER, "high": NUMBER}), {"type": "null"}],
    "description": "Minutes; low and high are equal unless a range was stated.",
}
_SUMMARY: Schema = {
    "n": {**WHOLE, "description": "How many values the figures stand on."},
    "median": _INTERVAL,
    "lower_quartile": _INTERVAL,
    "upper_quartile": _INTERVAL,
    "ninetieth": {**_INTERVAL, "description": "Null below ten values."},
    "mean": _INTERVAL,
    "values": {
        "type": "array",
        "items": _INTERVAL,
        "description": "The values themselves, where there are fewer than five.",
    },
}
_TALLY: Schema = {
    **_SUMMARY,
    "missing": {**WHOLE, "description": "Incidents whose documents do not tell."},
    "excluded": {**WHOLE, "description": "Drills, near-misses, drafts, incidents that need no review."},
    "contradictory": {**WHOLE, "description": "Incidents whose documents say two things."},
}
_GROUP: Schema = {"key": TEXT, "title": TEXT}
_REFERENCE: Schema = {"id": TEXT, "path": TEXT, "date": DAY, "severity": TEXT}
_TIMING: Schema = {
    "minutes": _INTERVAL,
    "basis": {"enum": ["front-matter", "header", "timeline", "stated", ""]},
    "approximate": FLAG,
    "text": {**TEXT, "description": "A stated duration in the author's words."},
}
_MEASURE: Schema = record(
    {
        "from": TEXT,
        "to": TEXT,
        "all": record(_TALLY),
        "by": mapping(listing({**_GROUP, **_TALLY})),
        "incidents": listing(
            {
                **_REFERENCE,
                "state": {"enum": ["counted", "missing", "excluded"]},
                "reason": TEXT,
                **_TIMING,
                "working": {**_INTERVAL, "description": "The same in working time, where the policy has it."},
                "contradictions": listing(_TIMING),
            }
        ),
    }
)
_COMPARED: Schema = record(
    {
        "earlier": record({"first": DAY, "last": DAY}),
        "later": record({"first": DAY, "last": DAY}),
        "incidents": record({"earlier": WHOLE, "later": WHOLE, "chance": NUMBER}),
        "measures": mapping(
            record(
                {
                    "earlier": record(_TALLY),
                    "later": record(_TALLY),
                    "chance": {
                        **NUMBER,
                        "description": "How often chance differs as much; null where there are too few.",
                    },
                }
            )
        ),
    }
)

METRICS: Schema = {
    "settings": record({"recover_from": TEXT, "prefer": TEXT, "stated_durations": TEXT}),
    "measures": mapping(_MEASURE),
    "volume": record(
        {
            "incidents": WHOLE,
            "apart": WHOLE,
            "customers_told_first": WHOLE,
            "by": mapping(listing({**_GROUP, "incidents": WHOLE})),
        }
    ),
    "targets": listing(
        {
            "name": TEXT,
            "unit": {"enum": ["minutes", "hours", "days"]},
            "met": WHOLE,
            "perhaps": WHOLE,
            "missed": WHOLE,
            "unknown": WHOLE,
            "excluded": WHOLE,
            "without_target": WHOLE,
            "incidents": listing(
                {
                    **_REFERENCE,
                    "taken": {**_INTERVAL, "description": "In the target's unit."},
                    "target": NUMBER,
                    "verdict": {"enum": ["met", "perhaps", "missed", "unknown"]},
                    "reason": TEXT,
                }
            ),
        }
    ),
    "between": listing(
        {
            "service": TEXT,
            "incidents": WHOLE,
            **_SUMMARY,
            "missing": WHOLE,
            "overlaps": WHOLE,
            "times": listing({"earlier": TEXT, "later": TEXT, "minutes": _INTERVAL, "reason": TEXT}),
        }
    ),
    "updates": listing(
        {
            "severity": TEXT,
            "target_minutes": NUMBER,
            **_SUMMARY,
            "within_target": WHOLE,
            "incidents": listing(
                {
                    **_REFERENCE,
                    "updates": WHOLE,
                    "gaps": {"type": "array", "items": _INTERVAL},
                    "longest_silence": {**NUMBER, "description": "Minutes."},
                }
            ),
        }
    ),
    "compared": {"anyOf": [_COMPARED, {"type": "null"}]},
}
"""What the file holds beside its version and day."""
