"""SEC: the sections of a document."""

from collections.abc import Iterator

from incidentbook.records import Finding, Policy, Postmortem

from .context import Context
from .registry import rule

_STANDS_FOR = {
    "lessons-learned": {"went-well", "went-poorly", "lucky"},
    "root-cause": {"contributing-factors"},
    "response": {"resolution"},
    "resolution": {"response"},
}
"""Sections that answer for another one, unless they are required themselves."""


def required_sections(postmortem: Postmortem, policy: Policy) -> tuple[str, ...]:
    """The sections that the policy requires: by kind, else by severity, else its default."""
    if postmortem.status in {"draft", "not-required"}:
        return ("summary",) if postmortem.status == "draft" else ()
    required = policy.required_sections
    for key in (postmortem.kind, postmortem.severity):
        if key in required:
            return required[key]
    return required.get("default", ())


@rule("SEC101", "missing-section", level="error")
def missing_section(document: Postmortem, context: Context) -> Iterator[Finding]:
    """A section that the policy requires for this severity and kind is missing.

    Why: reviewers and later readers look for it, and the portal's figures are drawn from it.
    Instead: add the heading with its text; `sections.required` in the policy says what is required,
    `sections.aliases` teaches further headings.
    """
    required = required_sections(document, context.policy)
    present = {section.name for section in document.sections}
    if document.action_items:
        present.add("action-items")
    for name in required:
        answered = name in present or (_STANDS_FOR.get(name, set()) - set(required)) & present
        if not answered:
            who = document.severity or document.kind
            yield Finding(
                document.at,
                f"the section “{title(name)}” is missing ({who} requires it)",
                f"add `## {title(name)}`, or teach the policy your heading under `sections.aliases`",
                key=name,
            )


@rule("SEC102", "empty-section", level="warning")
def empty_section(document: Postmortem, _context: Context) -> Iterator[Finding]:
    """A section has a heading and nothing below it, or only its template's text.

    Why: it reads as if something was forgotten.
    Instead: write “None” and why, or delete the heading.
    """
    for section in document.sections:
        if section.name and section.heading and (section.words == 0 or section.is_template):
            message = f"the section “{section.heading}” is empty"
            yield Finding(
                section.at,
                message,
                "write it, or say in a sentence why there is nothing to say",
                key=section.heading,
            )


def title(name: str) -> str:
    """A canonical section name in words: "root-cause" → "Root cause"."""
    words = {"went-well": "What went well", "went-poorly": "What went poorly", "lucky": "Where we got lucky"}
    return words.get(name, name.replace("-", " ").capitalize())
