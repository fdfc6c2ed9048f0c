"""Reports to print: one of everyday findings, and hostile ones made by hypothesis."""

from datetime import date

from hypothesis import strategies as st

from incidentbook.checks import Outcome
from incidentbook.records import Finding, Location, Waiver
from incidentbook.reports.report import Report

LABELS = "postmortems/labels late.md"
SOURCE = (
    "---",
    "severity: spicy",
    "---",
    "",
    "- [ ] Empty the queue",
    "\t- 待ち行列 is full of `parcels`",
    "x" * 300,
)

OWNER = Finding(
    Location(LABELS, 5, 7),
    "“Empty the queue” has no owner",
    "add `— @name`",
    "ACT101",
    "missing-owner",
    key="Empty",
)
SEVERITY = Finding(
    Location(LABELS, 2, 1),
    "“spicy” is no severity",
    "write SEV1",
    "INC101",
    "severity-unknown",
    "error",
    "spicy",
    8,
)
NOTE = Finding(Location("runbooks/ü.md", 1, 1), "never tested", "", "RUN104", "never-tested", "info")
OLD = Finding(Location(LABELS, 6, 4), "no due date", "", "ACT102", "missing-due", key="Old")
WAIVER = Waiver(Location(LABELS, 6), ("missing-due",), 6, 7, date(2026, 3, 1), "the team is new")


def report(
    *findings: Finding, outcome: Outcome | None = None, fail_on: str = "error", is_first_look: bool = False
) -> Report:
    return Report(
        outcome=outcome or Outcome(tuple(sorted(findings, key=lambda finding: finding.at))),
        paths=(LABELS, "runbooks/ü.md"),
        rules=61,
        seconds=0.42,
        fail_on=fail_on,
        as_of=date(2026, 2, 1),
        lines=lambda path: SOURCE if path == LABELS else (),
        is_first_look=is_first_look,
    )


FULL = report(outcome=Outcome((SEVERITY, OWNER, NOTE), ((OLD, WAIVER),), (OLD, OLD)))
EMPTY = report()

_nasty = st.text(st.characters(codec=None), max_size=40) | st.sampled_from(
    [
        "::error file=x::y", "%0A::set-output", "\x1b[31mred", "\u202etxt", "</failure>", "]]>", "<!--", "\0",
        "a\r\nb", "@everyone #1 https://evil.example www.evil.example", "`code` ``", "</details>",
        "<img src=x onerror=alert(1)>",
        "|a|b|", "\ud800", "x" * 500, "- [ ] task", "&lt;", "\\",
    ]
)  # fmt: skip
_findings = st.builds(
    Finding,
    at=st.builds(Location, path=_nasty, line=st.integers(1, 400), column=st.integers(1, 400)),
    message=_nasty,
    hint=_nasty,
    id=st.sampled_from(["ACT101", "INC101", "RUN104"]),
    name=st.just("missing-owner"),
    level=st.sampled_from(["error", "warning", "info"]),
    key=_nasty,
    length=st.integers(0, 50),
)
hostile = st.builds(
    lambda findings, level: report(*findings, fail_on=level),
    st.lists(_findings, max_size=8),
    st.sampled_from(["error", "warning", "info"]),
)
