"""TML: the timeline."""

from collections.abc import Iterator

from incidentbook.records import Finding, Postmortem

from .context import Context, reported
from .registry import rule


@rule("TML101", "timeline-order", level="warning")
def timeline_order(document: Postmortem, _context: Context) -> Iterator[Finding]:
    """An event stands before an earlier one, or its time is mistyped.

    Why: the drawn timeline and the times derived from it are wrong.
    Instead: sort the events, or give the day where midnight was passed.
    """
    return reported(document, "timeline-order")


@rule("TML103", "timeline-unreadable-entry", level="warning")
def timeline_unreadable_entry(document: Postmortem, _context: Context) -> Iterator[Finding]:
    """The time of an event cannot be read.

    Why: the event is listed without a place in time.
    Instead: `14:32` or `2025-03-15 14:32`, `~14:30` where it is not exactly known.
    """
    return reported(document, "timeline-unreadable-entry")
