"""The data files about alerts: `alerts.json`, and `runbook-urls.json`, from alerts to addresses."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date

from incidentbook.analysis.alert_coverage import AlertCoverage, CoveredAlert
from incidentbook.analysis.alert_matching import Lead
from incidentbook.analysis.catalogue import Catalogue, Incident
from incidentbook.analysis.runbook_addresses import Destination
from incidentbook.records import AlertRule, AlertRuleFile, Library

from .records import VERSION, Record, as_text, day


def alerts(coverage: AlertCoverage, library: Library) -> Record:
    """What rules, runbooks and incidents say of each other."""
    return {
        "rule_files_named": coverage.is_known,
        "files": [_file(one) for one in library.alert_files],
        "alerts": [_alert(one) for one in coverage.alerts],
        "alerts_without_rule": [
            {"name": one.name, "incidents": _incidents(one.incidents)} for one in coverage.unruled
        ],
        "runbooks_without_alert": [
            {"path": one.runbook.path, "alerts": list(one.alerts)} for one in coverage.idle
        ],
    }


def runbook_urls_json(catalogue: Catalogue, as_of: date, base: str, address: Callable[[str], str]) -> str:
    """A map from each alert that has a runbook to the address of that runbook.

    `base` is the site's own address and may be empty, `address` gives that of a document's page below it.
    Of several runbooks for one alert the one that lists it is taken, else the first by path.
    """
    urls = {name: f"{base}{address(lead.runbook.path)}{_anchor(lead)}" for name, lead in _leading(catalogue)}
    return as_text(
        {"version": VERSION, "as_of": day(as_of), "base": base, "urls": dict(sorted(urls.items()))}
    )


def _leading(catalogue: Catalogue) -> Iterator[tuple[str, Lead]]:
    """Each alert that has a runbook, by its spelling in the rules, else in runbooks."""
    matching = catalogue.matching
    for name, rules in matching.rules.items():
        if matching.leads[name]:
            yield rules[0].name, matching.leads[name][0]
    seen = set(matching.rules)
    for runbook in catalogue.library.runbooks:
        for alert in runbook.alerts:
            if alert.casefold() not in seen:
                seen.add(alert.casefold())
                yield alert, Lead(runbook, "listed")


def _anchor(lead: Lead) -> str:
    return f"#{lead.anchor}" if lead.anchor else ""


def _file(file: AlertRuleFile) -> Record:
    return {
        "path": file.path,
        "alert_rules": len(file.rules),
        "recording_rules": file.recorded,
        "is_templated": file.is_templated,
        "problems": [
            {"line": one.at.line, "rule": one.rule, "message": one.message} for one in file.problems
        ],
    }


def _alert(alert: CoveredAlert) -> Record:
    return {
        "name": alert.name,
        "runbook_state": alert.runbook_state,
        "url_state": alert.url_state,
        "runbooks": [
            {"path": lead.runbook.path, "how": lead.how, "anchor": lead.anchor} for lead in alert.leads
        ],
        "rules": [_rule(*pair) for pair in zip(alert.rules, alert.destinations, strict=True)],
        "incidents": _incidents(alert.incidents),
    }


def _rule(rule: AlertRule, destination: Destination) -> Record:
    return {
        "path": rule.at.path,
        "line": rule.at.line,
        "group": rule.group,
        "severity": rule.severity,
        "service": rule.service,
        "team": rule.team,
        "summary": rule.summary,
        "expression": rule.expression,
        "for": rule.pending,
        "runbook_url": rule.runbook_url,
        "leads_to": destination.kind,
    }


def _incidents(incidents: Iterable[Incident]) -> list[Record]:
    return [
        {"id": one.postmortem.id, "path": one.path, "date": day(one.day), "severity": one.postmortem.severity}
        for one in incidents
    ]
