"""INC: the incident's own facts."""

from collections.abc import Iterator

from incidentbook.records import Finding, Postmortem

from .context import Context, reported
from .registry import rule


@rule("INC101", "severity-unknown", level="error")
def severity_unknown(document: Postmortem, _context: Context) -> Iterator[Finding]:
    """The severity is none of the policy's levels.

    Why: the incident is missing from every figure by severity, and no section can be required of it.
    Instead: one of the levels, or an alias in the policy's `severities`.
    """
    return reported(document, "severity-unknown")


@rule("INC102", "severity-missing", level="info")
def severity_missing(document: Postmortem, context: Context) -> Iterator[Finding]:
    """The document states no severity.

    Why: filters and figures by severity leave it out.
    Instead: `severity: SEV2` in the front matter.
    """
    if not document.severity and not document.severity_text and document.status != "not-required":
        levels = ", ".join(severity.id for severity in context.policy.severities)
        yield Finding(
            document.at, "states no severity", f"add `severity:` to the front matter, one of {levels}"
        )


@rule("INC103", "status-unknown", level="warning")
def status_unknown(document: Postmortem, _context: Context) -> Iterator[Finding]:
    """The document's `status:` is none of draft, in-review, published, not-required.

    Why: drafts are shown as such and kept out of the figures; an unknown word counts as published.
    Instead: one of these words.
    """
    return (f for f in reported(document, "status-unknown") if not _is_of_an_item(document, f))


def _is_of_an_item(document: Postmortem, finding: Finding) -> bool:
    field = document.field("status")
    return field is None or field.at.line != finding.at.line
