"""Incidents that repeat an earlier one, by the definition of the policy.

An incident repeats another when its author says so (`repeat_of`), or when it names the same cause on the same
service within the policy's window of days after it; `not_repeat_of` overrules the second. The same cause on
another service is a systemic repeat, which is counted apart. So are drills and near-misses: they neither
repeat nor are repeated.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta

from incidentbook.records import ActionItem
from incidentbook.records.plain import dataclass

from .catalogue import Catalogue, Incident
from .names import Name

Chains = Mapping[tuple[str, str], tuple[Incident, ...]]


@dataclass(frozen=True, slots=True)
class Repetition:
    """An incident, the one that it repeats, by which cause on which service (None where not the same).

    `is_declared` where its author says so; `is_systemic` where only the cause is the same.
    """

    incident: Incident
    of: Incident
    cause: Name | None
    service: Name | None
    is_declared: bool
    is_systemic: bool = False

    @property
    def days(self) -> int | None:
        """The days between the two, or None where a day is not known."""
        return (self.incident.day - self.of.day).days if self.incident.day and self.of.day else None


@dataclass(frozen=True, slots=True)
class Return:
    """A done action, and the first incident after it with the same cause on the same service.

    `since` is the day from which it counts as done, by its `basis`: "stated" by the document, of the "commit"
    that said so, or of its "incident" where neither is known.
    """

    item: ActionItem
    origin: Incident
    incident: Incident
    cause: Name
    service: Name
    since: date
    basis: str

    @property
    def days(self) -> int:
        """The days for which the cause stayed away."""
        return (self.incident.day - self.since).days if self.incident.day else 0


def chains(incidents: Iterable[Incident]) -> Chains:
    """Counted incidents with a day by the ids of their cause and service, oldest first."""
    found: dict[tuple[str, str], list[Incident]] = defaultdict(list)
    for incident in _oldest_first(incidents):
        for cause in incident.causes:
            for service in incident.services:
                found[cause.id, service.id].append(incident)
    return {pair: tuple(chain) for pair, chain in found.items()}


def repetitions(catalogue: Catalogue, chained: Chains) -> tuple[Repetition, ...]:
    """All repeats that count, newest first; one for each cause by which an incident repeats another."""
    return tuple(
        repetition
        for incident in catalogue.incidents
        if incident.is_counted
        for repetition in _repetitions(incident, catalogue, chained)
    )


def systemic(catalogue: Catalogue, repeated: Iterable[Repetition]) -> tuple[Repetition, ...]:
    """The repeats of a cause on another service, newest first, less what is `repeated` by the same cause.

    One for each cause of an incident, with the latest earlier incident; none where the policy does not ask.
    """
    if "systemic" not in catalogue.library.policy.repeats.ways:
        return ()
    by_cause: dict[str, list[Incident]] = defaultdict(list)
    for incident in _oldest_first(catalogue.incidents):
        for cause in incident.causes:
            by_cause[cause.id].append(incident)
    known = {(one.incident.path, one.cause.id) for one in repeated if one.cause}
    found = (
        Repetition(incident, earlier, cause, None, is_declared=False, is_systemic=True)
        for incident in catalogue.incidents
        if incident.is_counted
        for cause in incident.causes
        if (incident.path, cause.id) not in known
        and (earlier := _predecessor(incident, by_cause[cause.id], denied(incident, catalogue), catalogue))
    )
    return tuple(found)


def denied(incident: Incident, catalogue: Catalogue) -> frozenset[str]:
    """The paths of the incidents that its author says it does not repeat."""
    known = map(catalogue.incident, incident.postmortem.not_repeat_of)
    return frozenset(one.path for one in known if one)


def is_within(earlier: date | None, later: date | None, days: int) -> bool:
    """Whether the later day lies at most so many days after the earlier one; False where one is unknown."""
    return bool(earlier and later and later - earlier <= timedelta(days))


def _oldest_first(incidents: Iterable[Incident]) -> list[Incident]:
    counted = (incident for incident in incidents if incident.is_counted and incident.day)
    return sorted(counted, key=lambda one: (one.moment, one.path))


def _repetitions(incident: Incident, catalogue: Catalogue, chained: Chains) -> Iterator[Repetition]:
    ways = catalogue.library.policy.repeats.ways
    declared = {one.path: one for one in _declared(incident, catalogue)}
    seen: set[str] = set()
    for cause in incident.causes if "same-service" in ways else ():
        repeated = _nearest(incident, cause, chained, catalogue)
        if repeated:
            earlier, service = repeated
            seen.add(earlier.path)
            yield Repetition(incident, earlier, cause, service, earlier.path in declared)
    for path, earlier in declared.items() if "declared" in ways else ():
        if path not in seen:
            yield Repetition(incident, earlier, *_in_common(incident, earlier), is_declared=True)


def _declared(incident: Incident, catalogue: Catalogue) -> Iterator[Incident]:
    for reference in incident.postmortem.repeat_of:
        earlier = catalogue.incident(reference)
        if earlier and earlier.path != incident.path and earlier.is_counted:
            yield earlier


def _in_common(incident: Incident, earlier: Incident) -> tuple[Name | None, Name | None]:
    cause = next((one for one in incident.causes if one in earlier.causes), None)
    return cause, next((one for one in incident.services if one in earlier.services), None)


def _nearest(
    incident: Incident, cause: Name, chained: Chains, catalogue: Catalogue
) -> tuple[Incident, Name] | None:
    refused = denied(incident, catalogue)
    found = [
        (earlier, service)
        for service in incident.services
        if (earlier := _predecessor(incident, chained.get((cause.id, service.id), ()), refused, catalogue))
    ]
    return max(found, key=lambda pair: pair[0].moment, default=None)


def _predecessor(
    incident: Incident, chain: Sequence[Incident], refused: frozenset[str], catalogue: Catalogue
) -> Incident | None:
    """The latest incident of a chain before this one and within the window, less those refused."""
    window = catalogue.library.policy.repeats.window_days
    position = bisect_left(chain, (incident.moment, incident.path), key=lambda one: (one.moment, one.path))
    while position > 0:
        position -= 1
        earlier = chain[position]
        if not is_within(earlier.day, incident.day, window):
            return None
        if earlier.path not in refused:
            return earlier
    return None
