"""A word in a document that asks a check to be silent."""

from datetime import date

from .location import Location
from .plain import dataclass

WHOLE_FILE = 1 << 60
"""The last line of a waiver that covers its file."""


@dataclass(frozen=True, slots=True)
class Waiver:
    """`incidentbook: allow missing-owner until 2026-03-01 because …`, in a comment.

    `rules` are names or ids of rules as they are written; it covers the lines from `first` to `last`, both
    included. `until` is the last day on which it holds. `fault` says why it cannot be used, or is empty,
    `remedy` what to write instead.
    """

    at: Location
    rules: tuple[str, ...]
    first: int = 1
    last: int = WHOLE_FILE
    until: date | None = None
    reason: str = ""
    fault: str = ""
    remedy: str = ""

    def covers(self, line: int) -> bool:
        """Whether a finding in that line is meant."""
        return self.first <= line <= self.last
