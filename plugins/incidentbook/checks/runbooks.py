"""RUN: runbooks."""

from collections.abc import Iterator

from incidentbook.records import Finding, Runbook

from .context import Context
from .registry import rule
from .sections import title


@rule("RUN101", "missing-owner", level="warning", applies="runbook")
def runbook_missing_owner(document: Runbook, _context: Context) -> Iterator[Finding]:
    """A runbook names no team or person who keeps it true.

    Why: nobody reviews it, and at night nobody knows whom to ask.
    Instead: `owner: platform` in the front matter.
    """
    if not document.owner:
        yield Finding(document.at, "names no owner", "add `owner: <team>` to the front matter")


@rule("RUN106", "missing-section", level="error", applies="runbook")
def runbook_missing_section(document: Runbook, context: Context) -> Iterator[Finding]:
    """A section that the policy requires of runbooks is missing.

    Why: the person on call looks for it.
    Instead: add the heading; `sections.required.runbook` in the policy says what is required.
    """
    present = {section.name for section in document.sections}
    for name in context.policy.required_sections.get("runbook", ()):
        if name not in present:
            message = f"the section “{title(name)}” is missing (the policy requires it of runbooks)"
            yield Finding(document.at, message, f"add `## {title(name)}`", key=name)
