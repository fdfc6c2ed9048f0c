"""What every page builder stands on: the catalogue, what follows from it, slugs, the day of the build."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import chain, islice
from typing import TypeVar

from incidentbook.analysis.accounts import accounts
from incidentbook.analysis.alert_coverage import AlertCoverage, alert_coverage
from incidentbook.analysis.backlog import TrackedItem, tracked_items
from incidentbook.analysis.catalogue import Catalogue, Incident, catalogue
from incidentbook.analysis.drills import Drills, drills
from incidentbook.analysis.fixes import Fix, by_cause, fixes
from incidentbook.analysis.follow_up import FollowUp, follow_up
from incidentbook.analysis.metrics import Metrics, metrics
from incidentbook.analysis.rehearsal import Rehearsal, appraisal
from incidentbook.analysis.related import Backward, backward
from incidentbook.analysis.repeats import Chains, Repetition, chains, repetitions, systemic
from incidentbook.analysis.roster import Roster, handle, roster
from incidentbook.analysis.runbook_pasts import runbook_pasts
from incidentbook.analysis.runbook_remarks import Remark, runbook_remarks
from incidentbook.analysis.similarity import Comparison, comparison
from incidentbook.analysis.taxonomy import Taxonomy, taxonomy
from incidentbook.analysis.tracker_states import TicketState, ticket_states
from incidentbook.analysis.trust import Trust, trust
from incidentbook.analysis.uses import Uses, uses
from incidentbook.checks import Outcome
from incidentbook.records import ActionItem, Finding, Histories, Library, Policy, Postmortem
from incidentbook.records.tracker import Tracker

from .drill_paths import card_paths
from .slugs import Slugs, slugs

T = TypeVar("T")

NO_PAST = Histories({})
"""For portals whose documents have no history."""

NO_TRACKER = Tracker()
"""For portals that asked no tracker."""


@dataclass(frozen=True)
class Ground:
    """One library on one day. Mappings by path go by the path of a document.

    `systemic` repeats are counted apart from the `repetitions`; `fixes` are done actions as they are judged,
    newest incident first (in `fixes_by_cause` by one cause alone), `fix_of` finds the one of an item, and
    `fixes_shown_by` those that an incident showed not to hold. `owner_slugs` go by handle (lower case, no
    "@") and `owner_names` give the spelling to print; `severity_ranks` count from 0 for the worst;
    `document_slugs` name documents within a page.
    """

    as_of: date
    catalogue: Catalogue
    outcome: Outcome
    findings_by_path: Mapping[str, tuple[Finding, ...]]
    roster: Roster
    items: Mapping[str, tuple[TrackedItem, ...]]
    past: Histories
    follow_ups: Mapping[str, tuple[FollowUp, ...]]
    tracker: Tracker
    tickets: Mapping[ActionItem, TicketState]
    chains: Chains
    repetitions: tuple[Repetition, ...]
    repetitions_by_path: Mapping[str, tuple[Repetition, ...]]
    repetitions_by_cause: Mapping[str, tuple[Repetition, ...]]
    systemic: tuple[Repetition, ...]
    systemic_by_path: Mapping[str, tuple[Repetition, ...]]
    systemic_by_cause: Mapping[str, tuple[Repetition, ...]]
    fixes: tuple[Fix, ...]
    fixes_by_cause: Mapping[str, tuple[Fix, ...]]
    fix_of: Mapping[ActionItem, Fix]
    fixes_shown_by: Mapping[str, tuple[Fix, ...]]
    taxonomy: Taxonomy
    uses: Uses
    remarks: tuple[Remark, ...]
    trust: Mapping[str, Trust]
    coverage: AlertCoverage
    named_by: Backward
    service_slugs: Slugs
    cause_slugs: Slugs
    team_slugs: Slugs
    owner_slugs: Slugs
    owner_names: Mapping[str, str]
    severity_ranks: Mapping[str, int]
    document_slugs: Slugs

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What the checks found and nothing silences."""
        return self.outcome.findings

    @property
    def policy(self) -> Policy:
        """The policy of the library."""
        return self.catalogue.library.policy

    @property
    def counted(self) -> list[Incident]:
        """The incidents that count in numbers (no drills, no near-misses), newest first."""
        return [incident for incident in self.catalogue.incidents if incident.is_counted]

    def ticket(self, item: ActionItem) -> TicketState | None:
        """What a tracker says of an item; where none does, no item is compared with any."""
        return self.tickets.get(item) if self.tickets else None

    def fix(self, item: ActionItem) -> Fix | None:
        """How an item is judged, if it is; only those done are."""
        return self.fix_of.get(item) if item.status == "done" else None

    def severity_rank(self, level: str) -> int:
        """How grave a level is, counted from 0 for the worst; one that the policy lacks comes last."""
        return self.severity_ranks.get(level, len(self.severity_ranks))

    @cached_property
    def comparison(self) -> Comparison:
        """All incidents compared; worked out when a page first asks, since commands do without."""
        return comparison(self.catalogue, accounts(self.catalogue.library.postmortems), few=0)

    @cached_property
    def metrics(self) -> Metrics:
        """Detection, recovery and the like, worked out once for pages, reviews and data files."""
        return metrics(self.catalogue, self.as_of)

    @cached_property
    def drills(self) -> Drills:
        """What was drilled, and when last."""
        return drills(self.catalogue, self.uses, self.as_of)

    @cached_property
    def playable(self) -> Mapping[str, str]:
        """Where the card of each incident is that can be played as a drill, newest first, by its path.

        None where the policy wants no handbook; most have no card where it wants cards of the newest alone.
        """
        if not self.policy.handbook:
            return {}
        played = self.appraisals
        return card_paths(one for one in self.catalogue.incidents if not isinstance(played[one.path], str))

    @cached_property
    def cards(self) -> Mapping[str, str]:
        """Where drill cards are, by the path of their incident: as many as are wanted, of the newest."""
        return dict(islice(self.playable.items(), self.policy.drill_cards))

    @cached_property
    def appraisals(self) -> Mapping[str, Rehearsal | str]:
        """Each incident as a drill, or why it cannot be one, by its path."""
        return {one.path: appraisal(one.postmortem) for one in self.catalogue.incidents}

    def work_out(self) -> None:
        """Work out at once what the models of many pages share, for all processes that will make some."""
        _ = self.comparison if self.catalogue.incidents else None

    def all_follow_ups(self) -> Iterable[FollowUp]:
        """What became of each action item, in the order of `all_items`."""
        return chain.from_iterable(self.follow_ups.values())

    def all_items(self) -> Iterable[TrackedItem]:
        """The action items of all incidents, newest incident first."""
        return chain.from_iterable(self.items.values())


def ground(
    library: Library,
    outcome: Outcome,
    as_of: date,
    past: Histories = NO_PAST,
    tracker: Tracker = NO_TRACKER,
) -> Ground:
    """Work out, once, what the pages need."""
    found = catalogue(library)
    used = uses(found, as_of)
    remarks = runbook_remarks(found, used)
    chained = chains(found.incidents)
    repeated = repetitions(found, chained)
    its_roster = roster(library.policy, found.teams)
    owners = _owner_names(library.postmortems)
    items = {incident.path: tracked_items([incident], its_roster) for incident in found.incidents}
    every = (tracked.item for group in items.values() for tracked in group)
    follow_ups = {
        path: tuple(
            follow_up(one, past.items.get((path, one.item.id)), library.policy, as_of) for one in tracked
        )
        for path, tracked in items.items()
    }
    closings = _closings(chain.from_iterable(follow_ups.values()))
    judged = fixes(found, chained, as_of, closings)
    elsewhere = systemic(found, repeated)
    return Ground(
        as_of=as_of,
        catalogue=found,
        outcome=outcome,
        findings_by_path=_grouped((finding.at.path, finding) for finding in outcome.findings),
        roster=its_roster,
        items=items,
        past=past,
        follow_ups=follow_ups,
        tracker=tracker,
        tickets={state.item: state for state in ticket_states(every, tracker)},
        chains=chained,
        repetitions=repeated,
        repetitions_by_path=_grouped((repetition.incident.path, repetition) for repetition in repeated),
        repetitions_by_cause=_grouped((one.cause.id, one) for one in repeated if one.cause),
        systemic=elsewhere,
        systemic_by_path=_grouped((one.incident.path, one) for one in elsewhere),
        systemic_by_cause=_grouped((one.cause.id, one) for one in elsewhere if one.cause),
        fixes=judged,
        fixes_by_cause=by_cause(judged, found, chained, as_of, closings),
        fix_of={one.item: one for one in judged},
        fixes_shown_by=_grouped((one.back.incident.path, one) for one in judged if one.back),
        taxonomy=taxonomy(found),
        uses=used,
        remarks=remarks,
        trust=trust(found, used, remarks, runbook_pasts(past.runbooks, library), as_of),
        coverage=alert_coverage(found),
        named_by=backward(found),
        service_slugs=slugs(name.id for name in found.services.all),
        cause_slugs=slugs(name.id for name in found.causes.all),
        team_slugs=slugs(name.id for name in found.teams.all),
        owner_slugs=slugs(sorted(owners)),
        owner_names=owners,
        severity_ranks={severity.id: rank for rank, severity in enumerate(library.policy.severities)},
        document_slugs=_document_slugs(library, outcome.findings),
    )


def _closings(follow_ups: Iterable[FollowUp]) -> dict[ActionItem, tuple[date | None, str]]:
    """The days on which items were done, from their documents or from Git."""
    return {one.tracked.item: (one.closed, one.closed_basis) for one in follow_ups if one.closed}


def _owner_names(postmortems: Iterable[Postmortem]) -> dict[str, str]:
    names: dict[str, str] = {}
    for postmortem in postmortems:
        for item in postmortem.action_items:
            for owner in item.owners:
                if found := handle(owner):
                    names.setdefault(found, " ".join(owner.split()).lstrip("@"))
    return names


def _document_slugs(library: Library, findings: Iterable[Finding]) -> Slugs:
    paths = {postmortem.path for postmortem in library.postmortems}
    paths |= {runbook.path for runbook in library.runbooks}
    return slugs(sorted(paths | {finding.at.path for finding in findings}))


def _grouped(pairs: Iterable[tuple[str, T]]) -> dict[str, tuple[T, ...]]:
    found: dict[str, list[T]] = {}
    for key, thing in pairs:
        found.setdefault(key, []).append(thing)
    return {key: tuple(things) for key, things in found.items()}
