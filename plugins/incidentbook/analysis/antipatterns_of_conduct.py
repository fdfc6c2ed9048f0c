"""Habits in how incidents are told, led and prepared: blame, silence, alerts without context, no way back."""

from collections.abc import Callable, Iterator

from incidentbook.records import AlertRule, Runbook

from .alert_coverage import CoveredAlert
from .catalogue import Incident
from .pattern_cases import Judgement, Pattern, Records, judged, untold
from .updates import updates_of

BLAME = ("LNG101", "LNG103")
"""The rules that find blame: a phrase that blames somebody, a name in a cause."""

WAY_BACK = "RUN108"
"""The rule that finds a mitigation without a way back."""

GRAVE = 2
"""So many of the worst levels are grave."""

EXPLANATIONS = frozenset({"summary", "description", "message", "details", "impact"})
"""The annotations that say what an alert means."""


def _blame(records: Records) -> Pattern:
    """Postmortems blame somebody, or name somebody in a cause."""
    rules, told = records.rules, records.judgement
    if told is None or told.rules.isdisjoint(BLAME):
        return untold("blame", rules.blame_percent, rules.fewest)
    every = list(records.reviewed)
    blaming = tuple(one for one in every if told.finds(one.path, *BLAME))
    return judged("blame", len(blaming), len(every), rules.blame_percent, rules.fewest, cases=blaming)


def _without_context(records: Records) -> Pattern:
    """Alerts say too little: nothing explains them, or no address leads on."""
    rules, found = records.rules, records.coverage
    if not found.is_known:
        return untold("no-context", rules.without_context_percent, rules.fewest)
    bare = sum(not _has_context(one) for one in found.alerts)
    return judged("no-context", bare, len(found.alerts), rules.without_context_percent, rules.fewest)


def _has_context(alert: CoveredAlert) -> bool:
    return all(_explains(rule) and (alert.leads or _leads_on(rule)) for rule in alert.rules)


def _explains(rule: AlertRule) -> bool:
    return bool(rule.summary.strip()) or any(
        name.casefold() in EXPLANATIONS and text.strip() for name, text in rule.annotations
    )


def _leads_on(rule: AlertRule) -> bool:
    return bool(rule.runbook_url) or any("://" in text for _, text in rule.annotations)


def _without_updates(records: Records) -> Pattern:
    """Long, grave incidents in whose timeline nobody was told anything."""
    rules = records.rules
    long = list(_long_and_grave(records))
    silent = tuple(one for one in long if not updates_of(one).events)
    return judged(
        "no-updates",
        len(silent),
        len(long),
        rules.without_updates_percent,
        rules.fewest_gravest,
        cases=silent,
    )


def _long_and_grave(records: Records) -> Iterator[Incident]:
    """The incidents of the worst levels that lasted long enough for an update, and have a timeline.

    Security incidents are told to few on purpose, and stay out.
    """
    grave = {level.id for level in records.policy.severities[:GRAVE]}
    for one in records.reviewed:
        minutes = one.timing("recover").minutes
        is_long = minutes is not None and minutes >= records.rules.silent_minutes
        is_open = one.postmortem.kind != "security" and bool(one.postmortem.timeline)
        if one.postmortem.severity in grave and is_open and is_long:
            yield one


def _without_way_back(records: Records) -> Pattern:
    """Runbooks change what outlasts them, and nothing says how to take it back."""
    rules, told = records.rules, records.judgement
    if told is None or WAY_BACK not in told.rules:
        return untold("no-way-back", rules.without_way_back_percent, rules.fewest)
    changing = list(_changing(records, told))
    stuck = sum(told.finds(one.path, WAY_BACK) for one in changing)
    return judged("no-way-back", stuck, len(changing), rules.without_way_back_percent, rules.fewest)


def _changing(records: Records, told: Judgement) -> Iterator[Runbook]:
    return (one for one in records.catalogue.library.runbooks if one.path in told.changing)


CONDUCT: tuple[Callable[[Records], Pattern], ...] = (
    _blame,
    _without_context,
    _without_updates,
    _without_way_back,
)
"""What is looked for, in the order in which it is shown."""
