"""Alerts, runbooks and incidents against each other: what each side lacks."""

from collections.abc import Mapping
from types import MappingProxyType

from incidentbook.records import AlertRule, Library, Runbook
from incidentbook.records.plain import dataclass, field

from .alert_matching import Lead
from .catalogue import Catalogue, Incident
from .runbook_addresses import Destination

RUNBOOK_STATES = ("covered", "several", "elsewhere", "missing")
"""What an alert has: one runbook here, several that contradict each other, an address that leads elsewhere
and was not judged, or nothing."""

URL_STATES = ("right", "alias", "other", "broken", "elsewhere", "absent")
"""Where an alert's `runbook_url` leads: to its runbook, to a former place of it, to one of several, nowhere,
out of this portal (or through a template, so that nobody can judge it), or there is none."""

_GRAVEST = ("broken", "other", "alias", "absent", "elsewhere", "right")


@dataclass(frozen=True, slots=True)
class CoveredAlert:
    """An alert that has rules: its runbooks, where each rule's address leads, and its incidents.

    `destinations` are in the order of `rules`; incidents are the newest first. `runbook_state` is one of
    RUNBOOK_STATES, `url_state` one of URL_STATES: the gravest of its rules.
    """

    name: str
    rules: tuple[AlertRule, ...]
    leads: tuple[Lead, ...]
    destinations: tuple[Destination, ...]
    incidents: tuple[Incident, ...]
    runbook_state: str
    url_state: str


@dataclass(frozen=True, slots=True)
class FiredAlert:
    """An alert that incidents name and that has no rule."""

    name: str
    incidents: tuple[Incident, ...]


@dataclass(frozen=True, slots=True)
class IdleRunbook:
    """A runbook to which no rule leads; `alerts` are those that it lists and that have no rule."""

    runbook: Runbook
    alerts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AlertCoverage:
    """All alerts with rules in alphabetical order, and by name in lower case; then what has no rule.

    `is_known` is False where the policy names no rule files: then nothing can be said, and all is empty.
    """

    alerts: tuple[CoveredAlert, ...] = ()
    by_name: Mapping[str, CoveredAlert] = field(default_factory=lambda: MappingProxyType({}))
    unruled: tuple[FiredAlert, ...] = ()
    idle: tuple[IdleRunbook, ...] = ()
    is_known: bool = False

    def counted(self, runbook_state: str = "", url_state: str = "") -> int:
        """How many alerts are in these states."""
        return sum(
            runbook_state in {"", one.runbook_state} and url_state in {"", one.url_state}
            for one in self.alerts
        )


def alert_coverage(catalogue: Catalogue) -> AlertCoverage:
    """What rules, runbooks and incidents of a catalogue say of each other."""
    library = catalogue.library
    if not library.policy.alert_rules and not library.alert_files:
        return AlertCoverage()
    incidents = _incidents(catalogue)
    alerts = tuple(
        _covered(name, catalogue, incidents.get(name, ())) for name in sorted(catalogue.matching.rules)
    )
    by_name = {one.name.casefold(): one for one in alerts}
    return AlertCoverage(
        alerts=alerts,
        by_name=by_name,
        unruled=_unruled(catalogue, by_name) if alerts else (),
        idle=_idle(library, alerts) if alerts else (),
        is_known=True,
    )


def url_state(destination: Destination, leads: tuple[Lead, ...]) -> str:
    """One of URL_STATES for the address of one rule."""
    if destination.kind in {"nowhere", "invalid"}:
        return "broken"
    if destination.kind == "none":
        return "absent"
    if destination.kind in {"elsewhere", "template"}:
        return "elsewhere"
    if not destination.has_anchor:
        return "broken"
    if len(leads) > 1:
        return "other"
    return "alias" if destination.kind == "alias" else "right"


def _covered(name: str, catalogue: Catalogue, incidents: tuple[Incident, ...]) -> CoveredAlert:
    matching = catalogue.matching
    leads, destinations = matching.leads[name], matching.destinations[name]
    states = {url_state(one, leads) for one in destinations}
    if leads:
        state = "covered" if len(leads) == 1 else "several"
    else:
        state = "elsewhere" if "elsewhere" in states else "missing"
    return CoveredAlert(
        name=matching.rules[name][0].name,
        rules=matching.rules[name],
        leads=leads,
        destinations=destinations,
        incidents=incidents,
        runbook_state=state,
        url_state=next(one for one in _GRAVEST if one in states),
    )


def _incidents(catalogue: Catalogue) -> dict[str, tuple[Incident, ...]]:
    found: dict[str, list[Incident]] = {}
    for incident in catalogue.incidents:
        for alert in dict.fromkeys(alert.casefold() for alert in incident.postmortem.alerts):
            found.setdefault(alert, []).append(incident)
    return {name: tuple(ones) for name, ones in found.items()}


def _unruled(catalogue: Catalogue, known: Mapping[str, object]) -> tuple[FiredAlert, ...]:
    spelled = {
        alert.casefold(): alert
        for incident in reversed(catalogue.incidents)
        for alert in incident.postmortem.alerts
    }
    return tuple(
        FiredAlert(spelled[name], incidents)
        for name, incidents in sorted(_incidents(catalogue).items())
        if name not in known
    )


def _idle(library: Library, alerts: tuple[CoveredAlert, ...]) -> tuple[IdleRunbook, ...]:
    led_to = {lead.runbook.path for one in alerts for lead in one.leads}
    return tuple(
        IdleRunbook(runbook, runbook.alerts) for runbook in library.runbooks if runbook.path not in led_to
    )
