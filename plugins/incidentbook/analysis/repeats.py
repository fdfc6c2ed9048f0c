"""Incidents that repeat an earlier one, and actions after which the cause came back all the same.

An incident repeats another when it names the same cause on the same service at most `WINDOW` days after
it, or when its author says so (`repeat_of`). `not_repeat_of` overrules the first. Drills and near-misses
neither repeat nor are repeated.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta

from incidentbook.records import ActionItem
from incidentbook.records.plain import dataclass

from .catalogue import Catalogue, Incident
from .names import Name

WINDOW = 365
"""Days within which the same cause on the same service counts as a repeat."""

STOPPING = frozenset({"", "prevent", "repair"})
"""Types of actions that are meant to stop a cause; the others limit the damage, find out or write down."""

Chains = Mapping[tuple[str, str], tuple[Incident, ...]]


@dataclass(frozen=True, slots=True)
class Repetition:
    """An incident, the one that it repeats, by which cause on which service (None where only declared)."""

    incident: Incident
    of: Incident
    cause: Name | None
    service: Name | None
    is_declared: bool

    @property
    def days(self) -> int | None:
        """The days between the two, or None where a day is not known."""
        return (self.incident.day - self.of.day).days if self.incident.day and self.of.day else None


@dataclass(frozen=True, slots=True)
class Return:
    """An action meant to stop a cause, marked done before that cause came back on the same service."""

    item: ActionItem
    origin: Incident
    incident: Incident
    cause: Name
    service: Name


def chains(incidents: Iterable[Incident]) -> Chains:
    """Counted incidents with a day by the ids of their cause and service, oldest first."""
    found: dict[tuple[str, str], list[Incident]] = defaultdict(list)
    for incident in sorted(incidents, key=lambda one: (one.moment, one.path)):
        if incident.is_counted and incident.day:
            for cause in incident.causes:
                for service in incident.services:
                    found[cause.id, service.id].append(incident)
    return {pair: tuple(chain) for pair, chain in found.items()}


def repetitions(catalogue: Catalogue, chained: Chains) -> tuple[Repetition, ...]:
    """All repeats, newest first; one for each cause by which an incident repeats another."""
    found = [
        repetition
        for incident in catalogue.incidents
        if incident.is_counted
        for repetition in _repetitions(incident, catalogue, chained)
    ]
    return tuple(found)


def returns(catalogue: Catalogue, chained: Chains) -> tuple[Return, ...]:
    """Every done action (of the `STOPPING` types) whose cause came back within the `WINDOW`; newest first.

    Each is there once, with the first return. Where the document does not say on which day it was done,
    the day of its incident counts.
    """
    found = [one for incident in catalogue.incidents for one in _returns(incident, chained)]
    return tuple(sorted(found, key=lambda one: one.incident.order))


def _repetitions(incident: Incident, catalogue: Catalogue, chained: Chains) -> Iterator[Repetition]:
    declared = {one.path: one for one in _declared(incident, catalogue)}
    denied = {one.path for one in map(catalogue.incident, incident.postmortem.not_repeat_of) if one}
    seen: set[str] = set()
    for cause in incident.causes:
        repeated = _nearest(incident, cause, chained, denied)
        if repeated:
            earlier, service = repeated
            seen.add(earlier.path)
            yield Repetition(incident, earlier, cause, service, earlier.path in declared)
    for path, earlier in declared.items():
        if path not in seen:
            yield Repetition(incident, earlier, *_in_common(incident, earlier), is_declared=True)


def _declared(incident: Incident, catalogue: Catalogue) -> Iterator[Incident]:
    for reference in incident.postmortem.repeat_of:
        earlier = catalogue.incident(reference)
        if earlier and earlier.path != incident.path:
            yield earlier


def _in_common(incident: Incident, earlier: Incident) -> tuple[Name | None, Name | None]:
    cause = next((one for one in incident.causes if one in earlier.causes), None)
    return cause, next((one for one in incident.services if one in earlier.services), None)


def _nearest(
    incident: Incident, cause: Name, chained: Chains, denied: set[str]
) -> tuple[Incident, Name] | None:
    found = [
        (earlier, service)
        for service in incident.services
        if (earlier := _predecessor(incident, chained.get((cause.id, service.id), ()), denied))
    ]
    return max(found, key=lambda pair: pair[0].moment, default=None)


def _predecessor(incident: Incident, chain: tuple[Incident, ...], denied: set[str]) -> Incident | None:
    position = bisect_left(chain, (incident.moment, incident.path), key=lambda one: (one.moment, one.path))
    while position > 0:
        position -= 1
        earlier = chain[position]
        if not _is_within(earlier.day, incident.day):
            return None
        if earlier.path not in denied:
            return earlier
    return None


def _is_within(earlier: date | None, later: date | None) -> bool:
    return bool(earlier and later and later - earlier <= timedelta(WINDOW))


def _returns(incident: Incident, chained: Chains) -> Iterator[Return]:
    done = [one for one in incident.postmortem.action_items if one.status == "done" and one.type in STOPPING]
    for item in done:
        found = [
            Return(item, incident, later, cause, service)
            for cause in incident.causes
            for service in incident.services
            if (later := _successor(incident, item.done_on, chained.get((cause.id, service.id), ())))
        ]
        if found:
            yield min(found, key=lambda one: one.incident.moment)


def _successor(incident: Incident, done_on: date | None, chain: tuple[Incident, ...]) -> Incident | None:
    if incident.day is None:
        return None
    since = max(incident.day, done_on or incident.day)
    position = bisect_right(chain, since, key=lambda one: one.day or date.min)
    later = chain[position] if position < len(chain) else None
    return later if later and _is_within(since, later.day) else None
