"""Whether a runbook was reviewed within its interval."""

from datetime import date, timedelta

from incidentbook.records import Policy, Runbook
from incidentbook.records.plain import dataclass

FAR = 36_500
"""No interval is longer than this, in days; keeps a wild number from leaving the calendar."""


@dataclass(frozen=True, slots=True)
class Review:
    """How a review stands: `state` is "fresh", "stale" or "never", `due` the day of the next one."""

    state: str
    reviewed: date | None
    due: date | None
    interval_days: int


def review(runbook: Runbook, policy: Policy, as_of: date) -> Review:
    """How a runbook's review stands on the day `as_of`; its own interval goes before the policy's."""
    interval = min(max(runbook.review_every_days or policy.runbook_review_days, 1), FAR)
    reviewed = runbook.last_reviewed
    if reviewed is None:
        return Review("never", None, None, interval)
    due = reviewed + timedelta(min(interval, (date.max - reviewed).days))
    return Review("stale" if due < as_of else "fresh", reviewed, due, interval)
