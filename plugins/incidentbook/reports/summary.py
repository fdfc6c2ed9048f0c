"""What a run of the checks looked at, and how it went."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from incidentbook.records import Finding


@dataclass(frozen=True, slots=True)
class Summary:
    """One run: documents read, rules asked, seconds taken, and the level from which it fails."""

    documents: int
    rules: int
    seconds: float
    fail_on: str
    as_of: date


def counts(findings: Sequence[Finding]) -> dict[str, int]:
    """How many findings there are of each level, gravest first."""
    found = Counter(finding.level for finding in findings)
    return {level: found[level] for level in ("error", "warning", "info")}
