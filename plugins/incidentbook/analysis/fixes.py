"""Did the fix work? Done actions, and whether the cause that they were to stop or to show came back.

Judged are the done actions of the types that the policy names (prevent and detect, unless it says otherwise).
An action did not hold when one of its incident's causes came back on one of the same services after the day
on which it was done, however much later. An action that names its own cause, in a column or key “cause”, is
judged by that one alone.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date

from incidentbook.records import ActionItem
from incidentbook.records.plain import dataclass
from incidentbook.records.policy import UNTYPED

from .catalogue import Catalogue, Incident
from .names import Name, key
from .repeats import Chains, Return, denied

VERDICTS = ("came-back", "quiet", "young", "unjudged")
"""How a done action is judged.

"came-back": the cause struck again, the action did not hold. "quiet": not so far. "young": not so far, and
the policy's days for judging are not over. "unjudged": its incident names no cause, no service or no day.
"""

Closings = Mapping[ActionItem, tuple[date | None, str]]
"""The day on which an item was done and its basis ("stated", "commit"), None and "" where not known."""

_CAUSE_KEYS = frozenset({"cause", "causes", "root-cause"})


@dataclass(frozen=True, slots=True)
class Fix:
    """A done action of a judged type on one day.

    `since` and `basis` are those of `Return`; `since` is None where not even the incident's day is known.
    `quiet_days` count from `since` to the return, or to the day of asking. `apart` is the newest incident
    in which the cause struck again, but which its author declared another matter.
    """

    item: ActionItem
    origin: Incident
    causes: tuple[Name, ...]
    verdict: str
    since: date | None = None
    basis: str = ""
    quiet_days: int = 0
    back: Return | None = None
    apart: Incident | None = None


@dataclass(frozen=True, slots=True)
class _Evidence:
    """What actions are judged by."""

    catalogue: Catalogue
    chained: Chains
    closings: Closings


def fixes(
    catalogue: Catalogue, chained: Chains, as_of: date, closings: Closings | None = None
) -> tuple[Fix, ...]:
    """Every done action of a judged type, newest incident first.

    `closings` are the days on which items were done, where more is known than the documents say.
    """
    evidence = _Evidence(catalogue, chained, closings or {})
    return tuple(
        _fix(item, incident, _causes(item, incident, catalogue), as_of, evidence)
        for item, incident in _judged(catalogue)
    )


def by_cause(
    found: tuple[Fix, ...],
    catalogue: Catalogue,
    chained: Chains,
    as_of: date,
    closings: Closings | None = None,
) -> dict[str, tuple[Fix, ...]]:
    """The `found` fixes by the ids of their causes, each judged by that cause alone."""
    evidence = _Evidence(catalogue, chained, closings or {})
    groups: dict[str, list[Fix]] = defaultdict(list)
    for fix in found:
        for cause in fix.causes:
            is_alone = len(fix.causes) == 1
            own = fix if is_alone else _fix(fix.item, fix.origin, (cause,), as_of, evidence)
            groups[cause.id].append(own)
    return {cause: tuple(group) for cause, group in groups.items()}


def returns(catalogue: Catalogue, chained: Chains, closings: Closings | None = None) -> tuple[Return, ...]:
    """Every done action of a judged type that did not hold, by the incident that showed it, newest first."""
    evidence = _Evidence(catalogue, chained, closings or {})
    found = (
        _return(item, incident, _causes(item, incident, catalogue), evidence)
        for item, incident in _judged(catalogue)
    )
    return tuple(sorted((one for one in found if one), key=lambda one: one.incident.order))


def returns_of(incident: Incident, catalogue: Catalogue, chained: Chains) -> tuple[Return, ...]:
    """The done actions of one incident, of a judged type, that did not hold, in their order."""
    evidence = _Evidence(catalogue, chained, {})
    found = (
        _return(item, incident, _causes(item, incident, catalogue), evidence)
        for item in _judged_of(incident, catalogue)
    )
    return tuple(one for one in found if one)


def _judged(catalogue: Catalogue) -> Iterator[tuple[ActionItem, Incident]]:
    """The done items of the policy's types, but for those of drills, whose causes are made up."""
    for incident in catalogue.incidents:
        for item in _judged_of(incident, catalogue):
            yield item, incident


def _judged_of(incident: Incident, catalogue: Catalogue) -> Iterator[ActionItem]:
    if incident.postmortem.kind != "drill":
        types = catalogue.library.policy.repeats.action_types
        for item in incident.postmortem.action_items:
            if item.status == "done" and (item.type or UNTYPED) in types:
                yield item


def _fix(
    item: ActionItem, incident: Incident, causes: tuple[Name, ...], as_of: date, evidence: _Evidence
) -> Fix:
    since, basis = _since(item, incident, evidence.closings)
    if since is None or not (causes and incident.services and incident.day):
        return Fix(item, incident, causes, "unjudged", since, basis)
    back = _return(item, incident, causes, evidence)
    if back:
        return Fix(item, incident, causes, "came-back", since, basis, back.days, back)
    quiet = (as_of - since).days
    is_settled = quiet >= evidence.catalogue.library.policy.repeats.settled_days
    verdict = "quiet" if is_settled else "young"
    apart = _told_apart(incident, since, causes, evidence)
    return Fix(item, incident, causes, verdict, since, basis, max(quiet, 0), apart=apart)


def _causes(item: ActionItem, incident: Incident, catalogue: Catalogue) -> tuple[Name, ...]:
    """The causes that an action is against: its own where it names some that the book knows, else all."""
    stated = (text for _, text in causes_named(item))
    own = catalogue.causes.resolve(part for text in stated for part in text.replace(";", ",").split(","))
    return own or incident.causes


def causes_named(item: ActionItem) -> tuple[tuple[str, str], ...]:
    """The further columns or keys of an item that name the causes it is against."""
    return tuple(pair for pair in item.extra if key(pair[0]) in _CAUSE_KEYS)


def _since(item: ActionItem, incident: Incident, closings: Closings) -> tuple[date | None, str]:
    """The day from which an item counts as done, never before its incident, and where it is from."""
    day, basis = closings.get(item, (None, "")) if closings else (None, "")
    if day is None:
        day, basis = (item.done_on, "stated") if item.done_on else (incident.day, "incident")
    if day is None:
        return None, ""
    return (max(day, incident.day) if incident.day else day), basis


def _return(
    item: ActionItem, incident: Incident, causes: tuple[Name, ...], evidence: _Evidence
) -> Return | None:
    since, basis = _since(item, incident, evidence.closings)
    if since is None or incident.day is None:
        return None
    found = (
        Return(item, incident, later, cause, service, since, basis)
        for cause in causes
        for service in incident.services
        if (later := _successor(incident, since, (cause, service), evidence))
    )
    return min(found, key=lambda one: (one.incident.moment, one.incident.path), default=None)


def _successor(
    incident: Incident, since: date, pair: tuple[Name, Name], evidence: _Evidence
) -> Incident | None:
    """The first incident after a day with this cause and service that its author does not tell apart."""
    cause, service = pair
    chain = evidence.chained.get((cause.id, service.id), ())
    for later in chain[bisect_right(chain, since, key=lambda one: one.day or date.min) :]:
        if incident.path not in denied(later, evidence.catalogue):
            return later
    return None


def _told_apart(
    incident: Incident, since: date, causes: tuple[Name, ...], evidence: _Evidence
) -> Incident | None:
    """The newest incident after a day with one of these causes and a service of an earlier one."""
    pairs = ((cause.id, service.id) for cause in causes for service in incident.services)
    chained = (evidence.chained.get(pair, ())[-1:] for pair in pairs)
    later = [one for chain in chained for one in chain if one.day and one.day > since]
    return max(later, key=lambda one: (one.moment, one.path), default=None)
