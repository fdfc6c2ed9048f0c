"""The part of a JSON Schema that is about the steps of a runbook."""

from .schema_shapes import LINE, TEXT, TEXTS, Schema, listing

_MAYBE_LINE: Schema = {"type": ["integer", "null"], "minimum": 1}

_COMMAND: Schema = {
    "text": {**TEXT, "description": "As it is copied: without prompt, comment and output."},
    "block": {
        **LINE,
        "description": "Commands of one block are copied together, joined by line breaks. Counted from 1.",
    },
    "language": {**TEXT, "description": "As its block says, or empty."},
    "placeholders": {**TEXTS, "description": "Spellings in `text` that must be replaced before it can run."},
    "danger": {**TEXT, "description": "What it destroys (“empties a table”), or empty."},
    "output": {**TEXT, "description": "What its block shows as its answer, or empty."},
    "output_line": _MAYBE_LINE,
    "line": LINE,
    "column": LINE,
}

STEPS: Schema = {
    "placeholders": {
        **listing({"name": TEXT, "label": TEXT, "spellings": TEXTS}),
        "description": "What is to be filled in, each thing once: `<pod>` and `$POD` are one.",
    },
    "steps": {
        **listing(
            {
                "number": {**LINE, "description": "The order in which the document gives them, from 1."},
                "heading": {**TEXT, "description": "The nearest heading above it, as it is written."},
                "section": {**TEXT, "description": "What that section is for: “investigation”, “rollback” …"},
                "case": {**TEXT, "description": "The cause or issue to which it belongs, or empty."},
                "text": TEXT,
                "when": {**TEXT, "description": "The condition under which it is to be done, or empty."},
                "warning": {**TEXT, "description": "What the document warns of before it, or empty."},
                "expected": {**TEXT, "description": "What it should show, or empty."},
                "expected_line": _MAYBE_LINE,
                "verify": {**TEXT, "description": "How one sees that it helped, or empty."},
                "verify_line": _MAYBE_LINE,
                "line": LINE,
                "column": LINE,
                "commands": listing(_COMMAND),
            }
        ),
        "description": "In the order of the document; lines and columns are those of its `path`.",
    },
}
