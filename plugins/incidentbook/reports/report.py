"""What a run of the checks looked at, and what came of it: all that a report may print."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import date

from incidentbook.checks import Outcome
from incidentbook.records import Finding
from incidentbook.records.finding import LEVELS
from incidentbook.records.plain import dataclass

Lines = Callable[[str], Sequence[str]]
"""The lines of a document by its path; none where it cannot be read."""


@dataclass(frozen=True, slots=True)
class Report:
    """One run: which documents it looked at, with how many rules and seconds, and what was found.

    `paths` are relative to the root; `prefix` leads from the current folder to the root ("docs/"), or is
    empty. `fail_on` is the lowest level that fails. `fixable` holds the findings that `--fix` would mend.
    `is_first_look` says that many findings of a whole corpus stand here for the first time, without a
    baseline. `command` is how the check was called, without what it was asked to report. `seen_before` is
    Markdown about past incidents that the run's postmortems resemble, for a comment.
    """

    outcome: Outcome
    paths: tuple[str, ...]
    rules: int
    seconds: float
    fail_on: str
    as_of: date
    lines: Lines
    prefix: str = ""
    fixable: frozenset[Finding] = frozenset()
    has_baseline: bool = False
    is_first_look: bool = False
    command: str = "incidentbook check"
    seen_before: str = ""

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What was found and nothing silences, in the order of the places."""
        return self.outcome.findings

    @property
    def documents(self) -> int:
        """How many documents the run looked at."""
        return len(self.paths)

    def place(self, finding: Finding) -> str:
        """The path of a finding's document, seen from the current folder."""
        return f"{self.prefix}{finding.at.path}"


def counts(findings: Iterable[Finding]) -> dict[str, int]:
    """How many findings there are of each level, gravest first."""
    found = Counter(finding.level for finding in findings)
    return {level: found[level] for level in ("error", "warning", "info")}


def gravest_first(findings: Iterable[Finding]) -> list[Finding]:
    """The findings by level, those of one level in their order."""
    return sorted(findings, key=lambda finding: LEVELS.index(finding.level))
