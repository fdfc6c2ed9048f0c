"""DOC and REF: rule files, and the runbooks to which their alerts lead."""

from collections.abc import Iterator

from incidentbook.analysis.alert_coverage import url_state
from incidentbook.analysis.runbook_addresses import Destination
from incidentbook.reading.names import closest
from incidentbook.records import AlertRule, AlertRuleFile, Finding, Location, Postmortem, Runbook

from .context import Context, reported
from .registry import rule

_SHOWN = 3
_CLOSE = 0.87
"""Names of alerts resemble each other (“KubeAPIDown”, “KubeProxyDown”): only a slip is proposed."""


@rule("DOC122", "no-rule-file", level="warning", applies="alert-rules")
def no_rule_file(file: AlertRuleFile, _context: Context) -> Iterator[Finding]:
    """`alert_rules` in the policy names a file that holds no alert rules, or no file at all.

    Why: whoever reads the coverage believes that these alerts are counted.
    Instead: a glob that names rule files of Prometheus or Mimir, or `PrometheusRule` objects, and no others.
    Measured: no firing on 180 real documents and 7 rule files.
    """
    yield from reported(file, "no-rule-file")


@rule("DOC123", "alert-rules-unreadable", level="warning", applies="alert-rules")
def alert_rules_unreadable(file: AlertRuleFile, _context: Context) -> Iterator[Finding]:
    """A part of a rule file cannot be read: its YAML is broken, or a template makes an alert's name.

    The other alerts of the file are read all the same.

    Why: an alert that cannot be read is missing from the coverage and has no runbook here.
    Instead: mend the YAML; of a chart, name the rendered file in `alert_rules` in place of the template.
    Measured: no firing on 180 real documents and 7 rule files.
    """
    yield from reported(file, "alert-rules-unreadable")


@rule("REF108", "runbook-url-broken", level="warning", applies="alert-rules", scope="corpus")
def runbook_url_broken(file: AlertRuleFile, context: Context) -> Iterator[Finding]:
    """The `runbook_url` of an alert leads to no runbook, to a heading that is missing, or is no address.

    Judged are paths, and addresses below one that the policy names in `runbook_urls` or under which other
    rules find runbooks of this portal. Addresses elsewhere are not asked.

    Why: whoever is called follows this link first, and ends on an error page.
    Instead: the address of a runbook that exists; `incidentbook alerts --write-annotations` proposes it.
    Measured: 26 firings on 180 real documents and 7 rule files, 26 read, 0 false alarms.
    """
    for one, destination in _rules(file, context):
        leads = context.catalogue.matching.leads[one.name.casefold()]
        if url_state(destination, leads) == "broken":
            message = f"the alert “{one.name}” leads to “{one.runbook_url}”, {_fault(destination)}"
            key = f"{one.name} {one.runbook_url}"
            yield Finding(one.url_at or one.at, message, _remedy(one, destination, context), key=key)


@rule("REF109", "alert-rule-without-runbook", level="warning", applies="alert-rules", scope="corpus")
def alert_rule_without_runbook(file: AlertRuleFile, context: Context) -> Iterator[Finding]:
    """No runbook is written for an alert that has a rule, and its address leads to none.

    A runbook is an alert's where its `alerts:` lists it, where its file or title is the alert's name, where
    the rule's `runbook_url` leads to it, or where one of its headings is the alert's name. Reported once an
    alert, at its first rule.

    Why: the next person who is called by it begins from nothing.
    Instead: add the alert to a runbook's `alerts:`, or draft one with
    `incidentbook new runbook --from alert NAME`.
    Measured: 25 firings on 180 real documents and 7 rule files, 25 read, 0 false alarms.
    """
    for one, _ in _rules(file, context):
        alert = context.coverage.by_name[one.name.casefold()]
        if alert.runbook_state == "missing" and alert.rules[0] is one:
            hint = f"add it to a runbook's `alerts:`, or `incidentbook new runbook --from alert {one.name}`"
            yield Finding(one.at, f"no runbook is written for the alert “{one.name}”", hint, key=one.name)


@rule("REF110", "runbooks-contradict", level="warning", applies="alert-rules", scope="corpus")
def runbooks_contradict(file: AlertRuleFile, context: Context) -> Iterator[Finding]:
    """An alert leads to several runbooks: by its address to one, by a list or a name to another.

    Reported once an alert, at its first rule.

    Why: whoever is called reads one of them, and does not know of the other.
    Instead: lead the rule's `runbook_url` to the runbook that lists the alert, or leave the alert to one.
    Measured: 1 firing on 180 real documents and 7 rule files, 1 read, 0 false alarms.
    """
    for one, _ in _rules(file, context):
        alert = context.coverage.by_name[one.name.casefold()]
        if alert.runbook_state == "several" and alert.rules[0] is one:
            paths = ", ".join(f"{lead.runbook.path} ({_HOW[lead.how]})" for lead in alert.leads[:_SHOWN])
            hint = "keep one of them for it, and lead `runbook_url` there"
            yield Finding(one.at, f"the alert “{one.name}” leads to {paths}", hint, key=one.name)


@rule("REF111", "runbook-url-missing", level="info", applies="alert-rules", scope="corpus")
def runbook_url_missing(file: AlertRuleFile, context: Context) -> Iterator[Finding]:
    """An alert has a runbook, and its rule has no `runbook_url` that leads there.

    Why: the message on the phone is the one place that everybody sees; without the address in it, whoever
    is called must search.
    Instead: `runbook_url:` in the annotations; `incidentbook alerts --write-annotations` adds it.
    Measured: no firing on 180 real documents and 7 rule files, which all have one.
    """
    for one, destination in _rules(file, context):
        leads = context.catalogue.matching.leads[one.name.casefold()]
        if destination.kind == "none" and len(leads) == 1:
            message = f"the alert “{one.name}” has no `runbook_url`; its runbook is {leads[0].runbook.path}"
            hint = "`incidentbook alerts --write-annotations` adds it"
            yield Finding(one.at, message, hint, key=one.name)


@rule("REF112", "runbook-url-outdated", level="info", applies="alert-rules", scope="corpus")
def runbook_url_outdated(file: AlertRuleFile, context: Context) -> Iterator[Finding]:
    """The `runbook_url` of an alert leads to a former place of its runbook.

    A former place is one that `aliases:` names, or from which Git says that the runbook was renamed.

    Why: it works only as long as the runbook's `aliases:`, or the whole history, are kept.
    Instead: the present address; `incidentbook alerts --write-annotations` writes it.
    Measured: no firing on 180 real documents and 7 rule files.
    """
    for one, destination in _rules(file, context):
        if destination.kind == "alias" and destination.runbook is not None:
            message = f"the alert “{one.name}” leads to a former place of {destination.runbook.path}"
            hint = "`incidentbook alerts --write-annotations` writes the present one"
            yield Finding(one.url_at or one.at, message, hint, key=f"{one.name} {one.runbook_url}")


@rule("REF113", "alert-without-rule", level="info", scope="corpus")
def alert_without_rule(document: Postmortem, context: Context) -> Iterator[Finding]:
    """An alert fired in an incident, and no rule has its name.

    Reported once an alert, in the newest postmortem that names it, where there are alert rules at all.

    Why: it was renamed or deleted since, or the postmortem misspells it; the next such incident may be
    noticed by nobody.
    Instead: the alert's name as its rule has it; or add the rule's file to `alert_rules`.
    Measured: no firing on 180 real documents and 7 rule files; the postmortems name no alerts.
    """
    for one in context.coverage.unruled:
        if context.latest_by_alert.get(one.name.casefold()) == document.path:
            message = f"no rule has the name of the alert “{one.name}”, which fired in this incident"
            yield Finding(_at(document), message, _known_alert(one.name, context), key=one.name)


@rule("REF114", "alert-in-no-incident", level="off", applies="alert-rules", scope="corpus")
def alert_in_no_incident(file: AlertRuleFile, context: Context) -> Iterator[Finding]:
    """No postmortem names an alert. Off by default: most alerts that do their work prevent an incident.

    Why: an alert that never took part in an incident may be noise, or watch what nobody needs; turn this
    rule on before a review of the alerts. The alerts page has the same as a filter.
    Instead: name the alerts of an incident in the postmortem's `alerts:`; delete a rule that helps nobody.
    Measured: 116 firings on 180 real documents and 7 rule files, 20 read, 20 false alarms: no postmortem
    there names any alert.
    """
    for one, _ in _rules(file, context):
        alert = context.coverage.by_name[one.name.casefold()]
        if not alert.incidents and alert.rules[0] is one:
            hint = "name it in the `alerts:` of the incidents in which it fired, or review the rule"
            yield Finding(one.at, f"no postmortem names the alert “{one.name}”", hint, key=one.name)


@rule("RUN116", "unknown-alert", level="info", applies="runbook", scope="corpus")
def unknown_alert(document: Runbook, context: Context) -> Iterator[Finding]:
    """A runbook lists an alert that no rule defines, where there are alert rules at all.

    Why: the alert was renamed or deleted, or is misspelt here; nobody is led to this runbook by it.
    Instead: the alert's name as its rule has it; or add the rule's file to `alert_rules`.
    Measured: 17 firings on 180 real documents and 7 rule files, 17 read, 0 false alarms.
    """
    if not context.coverage.alerts:
        return
    for alert in dict.fromkeys(document.alerts):
        if alert.casefold() not in context.coverage.by_name:
            message = f"no rule has the name of the alert “{alert}”"
            yield Finding(_at(document), message, _known_alert(alert, context), key=alert)


@rule("RUN117", "alias-taken", level="warning", applies="runbook", scope="corpus")
def alias_taken(document: Runbook, context: Context) -> Iterator[Finding]:
    """A former path in `aliases:` is that of another document, or of another runbook's former path.

    Why: the page that stands there stays, so that the old address does not lead to this runbook.
    Instead: delete the alias, or move the document that took its place.
    Measured: no firing on 180 real documents and 7 rule files.
    """
    at = next((field.at for field in document.fields if field.key == "aliases"), document.at)
    for alias in dict.fromkeys(document.aliases):
        others = [path for path in context.claiming_alias(alias) if path != document.path]
        if others:
            message = f"the alias “{alias}” is taken by {others[0]}"
            yield Finding(at, message, "delete the alias, or move the other document", key=alias)


_HOW = {
    "listed": "lists it",
    "named": "is named after it",
    "heading": "has a heading",
    "url": "by its address",
}


def _rules(file: AlertRuleFile, context: Context) -> Iterator[tuple[AlertRule, Destination]]:
    """The rules of a file with where their addresses lead."""
    for one in file.rules:
        yield one, context.catalogue.matching.addresses.find(one.runbook_url)


def _fault(destination: Destination) -> str:
    if destination.kind == "invalid":
        return "which is no address"
    if destination.kind == "nowhere":
        return "where there is no runbook"
    path = destination.runbook.path if destination.runbook else "the runbook"
    return f"and {path} has no heading “#{destination.anchor}”"


def _remedy(one: AlertRule, destination: Destination, context: Context) -> str:
    if address := context.catalogue.matching.written(one.name):
        return f"write {address}"
    if destination.runbook is not None:
        return f"did you mean {destination.runbook.path}?"
    return "write the address of its runbook, or the runbook"


def _known_alert(name: str, context: Context) -> str:
    near = closest(name, [one.name for one in context.coverage.alerts], _CLOSE)
    return f"did you mean “{near}”?" if near else "correct it, or add the rule's file to `alert_rules`"


def _at(document: Postmortem | Runbook) -> Location:
    return next((field.at for field in document.fields if field.key == "alerts"), document.at)
