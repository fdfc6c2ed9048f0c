"""What alert rules say of a runbook that is still to be written."""

import click

from incidentbook.analysis.catalogue import Catalogue, catalogue
from incidentbook.reading.names import nearest
from incidentbook.reading.severities import read_severity
from incidentbook.records import AlertRule, Policy
from incidentbook.records.plain import dataclass

from .options import Place


@dataclass(frozen=True, slots=True)
class Draft:
    """What is known of a runbook for one alert; `rules` are for the template, each with its place."""

    alert: str
    title: str
    services: tuple[str, ...]
    owner: str
    severity: str
    rules: list[dict[str, str]]


def drafted(name: str, place: Place) -> Draft:
    """A draft of the runbook for the alert `name`, from all rules of that name.

    Raises click.UsageError where no rule has the name, or where a runbook for it exists.
    """
    found = catalogue(place.library())
    rules = found.matching.rules.get(name.casefold(), ())
    if not rules:
        raise click.UsageError(_unknown(name, found, place))
    if leads := found.matching.leads[name.casefold()]:
        paths = ", ".join(lead.runbook.path for lead in leads)
        raise click.UsageError(f"the alert “{rules[0].name}” has a runbook already: {paths}")
    return Draft(
        alert=rules[0].name,
        title=rules[0].name,
        services=tuple(dict.fromkeys(_service(rule, place.policy) for rule in rules if rule.service)),
        owner=next((rule.team for rule in rules if rule.team and "{{" not in rule.team), ""),
        severity=next((level for rule in rules if (level := read_severity(rule.severity, place.policy))), ""),
        rules=[_values(rule) for rule in rules],
    )


def _unknown(name: str, found: Catalogue, place: Place) -> str:
    known = [rules[0].name for rules in found.matching.rules.values()]
    if not known:
        globs = ", ".join(place.policy.alert_rules) or "none are named"
        return f"there are no alert rules below {place.root} (`alert_rules`: {globs})"
    near = nearest(name, known)
    return f"no rule has the name “{name}”; " + (
        f"did you mean “{near}”?" if near else "`incidentbook alerts` lists them"
    )


def _service(rule: AlertRule, policy: Policy) -> str:
    known = policy.service(rule.service)
    return known.id if known else rule.service


def _values(rule: AlertRule) -> dict[str, str]:
    return {
        "summary": rule.summary,
        "severity": rule.severity,
        "pending": rule.pending,
        "expression": rule.expression,
        "place": f"{rule.at.path}:{rule.at.line}",
    }
