"""A section of a document."""

from .location import Location
from .plain import dataclass

POSTMORTEM_SECTIONS = (
    "summary",
    "impact",
    "timeline",
    "detection",
    "response",
    "resolution",
    "root-cause",
    "contributing-factors",
    "went-well",
    "went-poorly",
    "lucky",
    "lessons-learned",
    "action-items",
    "supporting-information",
)
"""Canonical names of a postmortem's sections, in the usual order."""

RUNBOOK_SECTIONS = (
    "overview",
    "impact",
    "severity-assessment",
    "metrics",
    "investigation",
    "causes-and-fixes",
    "common-issues",
    "mitigation",
    "verification",
    "recovery",
    "rollback",
    "emergency",
    "escalation",
    "contacts",
    "related",
)
"""Canonical names of a runbook's sections, in the usual order."""


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a document under one heading.

    `name` is the canonical name ("root-cause") or empty for a section of no known meaning;
    `heading` is what the author wrote, `level` 1 to 6 for headings and 0 for a bold label or untitled
    text. `text` is the plain text of the section and all below it; `words` counts its words.
    `at` is the heading; the section ends before line `end`.
    """

    name: str
    heading: str
    at: Location
    level: int = 2
    end: int = 0
    text: str = ""
    words: int = 0
    is_template: bool = False
