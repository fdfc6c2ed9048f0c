"""One edition of the book: the ground it stands on, and every row that its pages show, each made once."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from incidentbook.analysis.backlog import TrackedItem
from incidentbook.analysis.catalogue import Incident
from incidentbook.checks import Outcome
from incidentbook.records import Histories, Library, Policy, Runbook
from incidentbook.records.tracker import Tracker

from .action_rows import TrackedRow, action_row, in_order
from .ground import NO_PAST, NO_TRACKER, Ground, ground
from .incident_rows import incident_row
from .models import ActionRow, IncidentRow, Message, RunbookRow, Sample
from .runbook_rows import runbook_row
from .strips import Scale, scale


@dataclass(frozen=True, slots=True)
class Edition:
    """Rows by the path of their document; `actions` stand in the order of their documents.

    `messages` are those of the incident kit; without them there is none. `samples` are the skeletons of new
    documents.
    """

    ground: Ground
    scale: Scale
    incidents: Mapping[str, IncidentRow]
    actions: Mapping[str, tuple[ActionRow, ...]]
    runbooks: Mapping[str, RunbookRow]
    messages: tuple[Message, ...] = ()
    samples: tuple[Sample, ...] = ()

    @property
    def as_of(self) -> date:
        """The day of the build."""
        return self.ground.as_of

    @property
    def policy(self) -> Policy:
        """The policy of the library."""
        return self.ground.policy

    def incident_rows(self, incidents: Iterable[Incident]) -> tuple[IncidentRow, ...]:
        """The rows of some incidents, in their order."""
        return tuple(self.incidents[incident.path] for incident in incidents)

    def runbook_rows(self, runbooks: Iterable[Runbook]) -> tuple[RunbookRow, ...]:
        """The rows of some runbooks, in their order."""
        return tuple(self.runbooks[runbook.path] for runbook in runbooks)

    def action_rows(self, incidents: Iterable[Incident]) -> tuple[ActionRow, ...]:
        """The action items of some incidents: open ones by due date, then closed ones."""
        return in_order(row for incident in incidents for row in self.actions[incident.path])

    def tracked_rows(self) -> Iterator[tuple[TrackedItem, ActionRow]]:
        """Every action item with its row, newest incident first."""
        for path, rows in self.actions.items():
            yield from zip(self.ground.items[path], rows, strict=True)

    def followed_rows(self) -> Iterator[TrackedRow]:
        """What became of every action item, with its row, newest incident first."""
        for path, rows in self.actions.items():
            yield from zip(self.ground.follow_ups[path], rows, strict=True)


def edition(
    library: Library,
    outcome: Outcome,
    as_of: date,
    past: Histories = NO_PAST,
    tracker: Tracker = NO_TRACKER,
) -> Edition:
    """Make all rows of a library on the day `as_of`."""
    found = ground(library, outcome, as_of, past, tracker)
    incidents = {incident.path: incident_row(found, incident) for incident in found.catalogue.incidents}
    return Edition(
        ground=found,
        scale=scale(found),
        incidents=incidents,
        actions={
            path: tuple(action_row(found, followed, incidents[path]) for followed in follow_ups)
            for path, follow_ups in found.follow_ups.items()
        },
        runbooks={runbook.path: runbook_row(found, runbook) for runbook in library.runbooks},
    )
