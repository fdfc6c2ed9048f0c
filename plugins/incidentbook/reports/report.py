"""What a run of the checks looked at, and what came of it: all that a report may print."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from incidentbook.checks import Outcome
from incidentbook.records import Finding

Lines = Callable[[str], Sequence[str]]
"""The lines of a document by its path; none where it cannot be read."""


@dataclass(frozen=True, slots=True)
class Report:
    """One run: what was found, how many documents and rules it looked at, and how long it took.

    `fail_on` is the lowest level that fails. `fixable` holds the findings that `--fix` would mend.
    `is_first_look` says that many findings of a whole corpus stand here for the first time: there is no
    baseline yet.
    """

    outcome: Outcome
    documents: int
    rules: int
    seconds: float
    fail_on: str
    as_of: date
    lines: Lines
    fixable: frozenset[Finding] = frozenset()
    has_baseline: bool = False
    is_first_look: bool = False

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What was found and nothing silences, in the order of the places."""
        return self.outcome.findings


def counts(findings: Sequence[Finding]) -> dict[str, int]:
    """How many findings there are of each level, gravest first."""
    found = Counter(finding.level for finding in findings)
    return {level: found[level] for level in ("error", "warning", "info")}
