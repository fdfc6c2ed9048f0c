"""Findings that fail nothing: waived with a reason, or in the baseline."""

from collections import Counter

from incidentbook.records import Finding

from . import dates, links
from .edition import Edition
from .models import Link, Silence, WaiverRow
from .words import count


def silence(edition: Edition) -> Silence | None:
    """How many findings the baseline covers, and every waiver that is in use; None where there is neither."""
    outcome = edition.ground.outcome
    if not outcome.covered and not outcome.waived:
        return None
    by_rule = Counter(f"{finding.id} {finding.name}" for finding in outcome.covered)
    return Silence(
        baseline=_baseline(outcome.covered),
        rules=tuple(f"{number:,} × {rule}" for rule, number in sorted(by_rule.items(), key=_most_first)),
        waivers=_waivers(edition),
    )


def _most_first(counted: tuple[str, int]) -> tuple[int, str]:
    return -counted[1], counted[0]


def _baseline(covered: tuple[Finding, ...]) -> str:
    if not covered:
        return ""
    documents = len({finding.at.path for finding in covered})
    return f"{count(len(covered), 'finding')} in {count(documents, 'document')} from before the checks began"


def _waivers(edition: Edition) -> tuple[WaiverRow, ...]:
    used = Counter(waiver for _, waiver in edition.ground.outcome.waived)
    documents = {record.path: links.document(record) for record in edition.ground.catalogue.documents}
    return tuple(
        WaiverRow(
            rules=", ".join(waiver.rules),
            document=documents.get(waiver.at.path, Link(waiver.at.path)),
            place=str(waiver.at),
            reason=waiver.reason,
            count=count(number, "finding"),
            until=dates.day(waiver.until, edition.as_of) if waiver.until else None,
        )
        for waiver, number in sorted(used.items(), key=lambda pair: pair[0].at)
    )
