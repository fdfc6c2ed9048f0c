"""Incidents by severity, service, team, source of detection, month and quarter."""

from collections.abc import Callable, Iterable, Mapping

from incidentbook.reading.patterns import expression
from incidentbook.records import Policy
from incidentbook.records.plain import dataclass

from .catalogue import Incident
from .periods import period_of

BY = ("severity", "service", "team", "detection", "month", "quarter")
"""What incidents can be grouped by."""

SOURCES = ("alert", "synthetic", "internal", "customer", "other", "")
"""Who or what told first of an incident; empty where its document does not say."""

_TELLING = (
    ("synthetic", expression(r"synthetic|probe|canary|smoke|health.?check|black.?box")),
    (
        "customer",
        expression(
            r"customer|client|user|support|public|merchant|partner|shipper|social|twitter|tweet|ticket"
        ),
    ),
    (
        "alert",
        expression(r"alert|alarm|monitor|pager|paged|page\b|on.?call|dashboard|automat|watchdog|slo\b|log"),
    ),
    (
        "internal",
        expression(r"internal|engineer|developer|colleague|employee|staff|operator|team|manual|audit|we\b"),
    ),
)


@dataclass(frozen=True, slots=True)
class Group:
    """Some incidents that have something in common: `key` is stable, `title` can be printed."""

    key: str
    title: str
    incidents: tuple[Incident, ...]


def source(incident: Incident) -> str:
    """Who or what told first of an incident: one of `SOURCES`."""
    words = incident.postmortem.detection.strip().casefold()
    if not words or words in SOURCES:
        return words
    return next((name for name, telling in _TELLING if telling.search(words)), "other")


def groups(incidents: Iterable[Incident], by: str, policy: Policy) -> tuple[Group, ...]:
    """The groups of some incidents, in the order in which they are read; each incident may be in several.

    Severities stand worst first, services and teams by name, sources in the order of `SOURCES`, periods
    newest first; incidents without what they are grouped by stand last, with an empty key.
    """
    found: dict[str, list[Incident]] = {}
    titles: dict[str, str] = {"": MISSING[by]}
    for incident in incidents:
        for key, title in _KEYS[by](incident) or (("", MISSING[by]),):
            titles.setdefault(key, title)
            found.setdefault(key, []).append(incident)
    rank = _ranks(by, policy, titles)
    keys = sorted(found, key=lambda key: (not key, rank(key)))
    if by in {"month", "quarter"}:
        keys = [*sorted((key for key in keys if key), reverse=True), *([""] if "" in keys else [])]
    return tuple(Group(key, titles[key], tuple(found[key])) for key in keys)


MISSING: Mapping[str, str] = {
    "severity": "no severity",
    "service": "no service",
    "team": "no team",
    "detection": "not stated",
    "month": "no date",
    "quarter": "no date",
}
"""What incidents without what they are grouped by are called."""


def _ranks(by: str, policy: Policy, titles: Mapping[str, str]) -> Callable[[str], tuple[int, str]]:
    if by == "severity":
        order = [level.id for level in policy.severities]
    elif by == "detection":
        order = list(SOURCES)
    else:
        order = []
    places = {key: place for place, key in enumerate(order)}
    return lambda key: (places.get(key, len(order)), titles[key].casefold())


def _severities(incident: Incident) -> tuple[tuple[str, str], ...]:
    level = incident.postmortem.severity
    return ((level, level),) if level else ()


def _sources(incident: Incident) -> tuple[tuple[str, str], ...]:
    name = source(incident)
    return ((name, name),) if name else ()


def _period(kind: str) -> Callable[[Incident], tuple[tuple[str, str], ...]]:
    def keys(incident: Incident) -> tuple[tuple[str, str], ...]:
        if incident.day is None:
            return ()
        found = period_of(incident.day, kind)
        return ((found.id, found.id),)

    return keys


_KEYS: Mapping[str, Callable[[Incident], tuple[tuple[str, str], ...]]] = {
    "severity": _severities,
    "service": lambda incident: tuple((name.id, name.title) for name in incident.services),
    "team": lambda incident: tuple((name.id, name.title) for name in incident.teams),
    "detection": _sources,
    "month": _period("month"),
    "quarter": _period("quarter"),
}
