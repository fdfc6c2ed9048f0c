"""Why somebody should look at a runbook, in a few words."""

from incidentbook.analysis.trust import Trust

from .words import listed

SHORT = {
    "said-wrong": "an incident found it wanting",
    "used-since-review": "used since its review",
    "commands-changed": "commands changed since the test",
    "perhaps-wrong": "perhaps found wanting by an incident",
    "overdue": "review overdue",
    "never-reviewed": "never reviewed",
    "untested": "neither tested nor used",
}
"""The concerns in a row of a list."""

FACET = {
    "said-wrong": "Found wanting",
    "used-since-review": "Used since its review",
    "commands-changed": "Commands changed",
    "perhaps-wrong": "Perhaps found wanting",
    "overdue": "Review overdue",
    "never-reviewed": "Never reviewed",
    "untested": "Neither tested nor used",
}
"""The concerns as what lists of runbooks can be filtered by."""

IN_ROWS = ("said-wrong", "commands-changed", "perhaps-wrong", "untested")
"""Concerns that a row tells; how its review stands is said there already."""


def row_words(trust: Trust) -> str:
    """The gravest concerns of a runbook, for its row in a list; reviews stand there already."""
    return listed([SHORT[one] for one in trust.concerns if one in IN_ROWS])
