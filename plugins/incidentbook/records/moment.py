"""Points and stretches of time as documents state them."""

from datetime import datetime

from .plain import dataclass

MILESTONES = ("started", "detected", "acknowledged", "declared", "mitigated", "resolved")
"""The milestones of an incident, in the order in which they are expected."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A time as it was stated: aware datetimes in UTC, and how sure the document was.

    `end` is set for a range ("14:00/14:30"), otherwise None. `precision` is "minute", "second" or
    "day". `zone` is what the document (or its section, or the policy) said, for example "UTC",
    "Europe/Berlin" or "+02:00"; `zone_stated` is False where the policy's zone had to be assumed.
    """

    start: datetime
    end: datetime | None = None
    precision: str = "minute"
    approximate: bool = False
    zone: str = "UTC"
    zone_stated: bool = True
    text: str = ""


@dataclass(frozen=True, slots=True)
class Duration:
    """A stated length of time in minutes; `low == high` unless a range was stated.

    Both are None where the text says that it is unknown ("?", "N/A"): stated, yet not measured.
    """

    low: float | None
    high: float | None
    approximate: bool = False
    text: str = ""

    @property
    def is_known(self) -> bool:
        """Whether a number was given."""
        return self.low is not None
