"""What the pages of services and those of teams have in common."""

from collections.abc import Iterable, Sequence

from incidentbook.analysis.catalogue import Incident
from incidentbook.analysis.names import Name

from .cause_rows import apart, cause_row, repeat
from .edition import Edition
from .models import ActionCounts, CauseRow, Repeat
from .words import count, joined


def cause_rows(edition: Edition, incidents: Sequence[Incident]) -> tuple[CauseRow, ...]:
    """The causes of some incidents, each with those of them that it caused; the most frequent first."""
    groups = _by_cause(incidents)
    rows = [cause_row(edition, cause, caused) for cause, caused in groups.items()]
    return tuple(sorted(rows, key=lambda row: (-row.repeats, -row.count, row.link.text.casefold())))


def repeats(edition: Edition, incidents: Iterable[Incident]) -> tuple[Repeat, ...]:
    """The repeats among some incidents."""
    by_path = edition.ground.repetitions_by_path
    return tuple(repeat(edition, one) for incident in incidents for one in by_path.get(incident.path, ()))


def headline(incidents: Sequence[Incident], counts: ActionCounts, runbooks: int) -> str:
    """What there is about a service or team, in one line."""
    counted = sum(incident.is_counted for incident in incidents)
    return joined(
        (
            count(counted, "incident"),
            apart(incidents),
            f"{count(counts.open, 'open action item')}" if counts.total else "",
            f"{counts.overdue:,} overdue" if counts.overdue else "",
            count(runbooks, "runbook") if runbooks else "",
        )
    )


def counted(incidents: Iterable[Incident]) -> list[Incident]:
    """Without drills and near-misses."""
    return [incident for incident in incidents if incident.is_counted]


def repeated_paths(edition: Edition, incidents: Iterable[Incident]) -> frozenset[str]:
    """The paths of those incidents that repeat another."""
    return frozenset(one.path for one in incidents if one.path in edition.ground.repetitions_by_path)


def _by_cause(incidents: Iterable[Incident]) -> dict[Name, list[Incident]]:
    groups: dict[Name, list[Incident]] = {}
    for incident in incidents:
        for cause in incident.causes:
            groups.setdefault(cause, []).append(incident)
    return groups
