"""Alerts without a runbook on the on-call page: what is known of them all the same."""

from collections.abc import Iterator

from incidentbook.analysis.catalogue import Catalogue, Incident
from incidentbook.analysis.uses import restoring_words
from incidentbook.records import AlertRule

from . import dates, links
from .edition import Edition
from .models import OnCallCard
from .slugs import slug
from .words import count, lead

LONGEST = 600
NO_RUNBOOK = "No runbook names this alert yet."


def alert_cards(edition: Edition) -> Iterator[OnCallCard]:
    """Alerts that fired in an incident or have a rule, and that no runbook names."""
    for name, incidents, rules in _unanswered(edition.ground.catalogue):
        newest = incidents[0] if incidents else None
        fired = f" It fired in {count(len(incidents), 'incident')}." if incidents else ""
        yield OnCallCard(
            title=links.plain((name,))[0],
            anchor=f"alert-{slug(name)}",
            alerts=(name,),
            names=tuple(dict.fromkeys(one.id for incident in incidents for one in incident.services)),
            used=len(incidents),
            last=links.document(newest.postmortem) if newest else None,
            last_day=dates.day(newest.day) if newest and newest.day else None,
            restored=lead(restoring_words(newest.postmortem), LONGEST) if newest else "",
            missing=f"{NO_RUNBOOK}{fired}",
            impact=lead(". ".join(dict.fromkeys(_rule_words(rules))), LONGEST),
        )


def _rule_words(rules: tuple[AlertRule, ...]) -> Iterator[str]:
    """What the rules of an alert say: its summary, whose it is, where it fires, and its address."""
    for rule in rules:
        yield from filter(None, (rule.summary.rstrip("."), f"Team: {rule.team}" if rule.team else ""))
    for rule in rules:
        if rule.runbook_url:
            yield f"Its address: {rule.runbook_url}"
        if rule.expression:
            yield f"It fires where {' '.join(rule.expression.split())} ({links.place(rule.at)})"


def _unanswered(catalogue: Catalogue) -> list[tuple[str, list[Incident], tuple[AlertRule, ...]]]:
    """Alerts that no runbook names by name, each with its incidents, newest first, and its rules."""
    names: dict[str, str] = {}
    fired: dict[str, list[Incident]] = {}
    for incident in catalogue.incidents:
        for alert in incident.postmortem.alerts:
            names.setdefault(alert.casefold(), alert)
            fired.setdefault(alert.casefold(), []).append(incident)
    for key, rules in catalogue.matching.rules.items():
        names.setdefault(key, rules[0].name)
    return [
        (names[key], fired.get(key, []), catalogue.matching.rules.get(key, ()))
        for key in sorted(names)
        if not catalogue.runbooks_by_alert.get(key)
    ]
