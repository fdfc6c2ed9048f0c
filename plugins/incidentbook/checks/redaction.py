"""RED: the marks of what is for the organisation alone."""

from collections.abc import Iterator

from incidentbook.records import Finding

from .context import Context, reported
from .registry import Document, rule

_BOTH = "postmortem runbook"


@rule("RED101", "unclosed-internal", level="error", applies=_BOTH)
def unclosed_internal(document: Document, _context: Context) -> Iterator[Finding]:
    """A mark opens an internal part of the document, and nothing says where it ends.

    Why: to be on the safe side a public build takes all that follows for internal, which few authors mean.
    Instead: `<!-- incidentbook: end -->` on a line of its own, below the last internal line.
    Measured: no firing on 180 real documents, none of which has such marks; see the rule's cases.
    """
    return reported(document, "unclosed-internal")


@rule("RED102", "stray-internal-end", level="error", applies=_BOTH)
def stray_internal_end(document: Document, _context: Context) -> Iterator[Finding]:
    """A mark ends an internal part of the document, and nothing says where it began.

    Why: its author meant something above it to be internal, which a public build shows.
    Instead: `<!-- incidentbook: internal -->` on a line of its own, above the first internal line.
    Measured: no firing on 180 real documents, none of which has such marks; see the rule's cases.
    """
    return reported(document, "stray-internal-end")
