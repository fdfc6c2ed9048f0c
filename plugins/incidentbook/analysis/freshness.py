"""Whether a runbook was reviewed within its interval, and since the last incident that used it."""

from collections.abc import Sequence
from datetime import date, timedelta

from incidentbook.records import Policy, Runbook
from incidentbook.records.plain import dataclass

from .catalogue import Incident
from .uses import RunbookUse

FAR = 36_500
"""No interval is longer than this, in days; keeps a wild number from leaving the calendar."""


@dataclass(frozen=True, slots=True)
class Review:
    """How a review stands: `state` is "fresh", "stale" or "never", `due` the day of the next one.

    `since` is the first incident that used the runbook after its review and made the next one due at once,
    or None where none did. `is_late` says that its interval is over, whatever incidents ask for.
    """

    state: str
    reviewed: date | None
    due: date | None
    interval_days: int
    is_late: bool = False
    since: Incident | None = None


def review(runbook: Runbook, policy: Policy, as_of: date, uses: Sequence[RunbookUse] = ()) -> Review:
    """How a runbook's review stands on the day `as_of`; its own interval goes before the policy's.

    `uses` are the runbook's. A review is also due after each incident that used it, unless the policy says
    otherwise: one before the incident does not count, one on its day does. Drills ask for none.
    """
    interval = min(max(runbook.review_every_days or policy.runbook_review_days, 1), FAR)
    reviewed = runbook.last_reviewed
    if reviewed is None:
        return Review("never", None, None, interval)
    by_interval = reviewed + timedelta(min(interval, (date.max - reviewed).days))
    is_asked = policy.runbook_review_after_incident == "required"
    since = _first_after(reviewed, uses, as_of) if is_asked else None
    due = min(by_interval, since.day) if since and since.day else by_interval
    return Review("stale" if due < as_of else "fresh", reviewed, due, interval, by_interval < as_of, since)


def _first_after(reviewed: date, uses: Sequence[RunbookUse], as_of: date) -> Incident | None:
    """The first real incident after a review, up to the day `as_of`."""
    later = [
        use.incident
        for use in uses
        if not use.is_drill and use.incident.day and reviewed < use.incident.day <= as_of
    ]
    return min(later, key=lambda one: (one.moment, one.path), default=None)
