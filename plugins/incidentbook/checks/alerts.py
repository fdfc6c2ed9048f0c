"""RUN and REF: which alert leads to which runbook, and which runbook nothing leads to."""

from collections.abc import Iterator

from incidentbook.records import Finding, Location, Postmortem, Runbook

from .context import Context
from .registry import Document, rule


@rule("RUN114", "duplicate-alert", level="warning", applies="runbook", scope="corpus")
def duplicate_alert(document: Runbook, context: Context) -> Iterator[Finding]:
    """Two runbooks are written for the same alert.

    Why: whoever is called at night must choose between them, and one of them is likely out of date.
    Instead: merge them, or leave the alert to one of them and link to it from the other.
    Measured: 2 firings on 108 real documents, 2 read, 0 false alarms.
    """
    for alert in dict.fromkeys(alert.casefold() for alert in document.alerts):
        claiming = context.catalogue.runbooks_by_alert.get(alert, ())
        others = [runbook.path for runbook in claiming if runbook.path != document.path]
        if others:
            name = next(one for one in document.alerts if one.casefold() == alert)
            message = f"the alert “{name}” also leads to {', '.join(others[:3])}"
            yield Finding(_at(document), message, "keep it in one runbook, and link to that one", key=name)


@rule("REF106", "alert-without-runbook", level="info", scope="corpus")
def alert_without_runbook(document: Postmortem, context: Context) -> Iterator[Finding]:
    """An alert fired in an incident, and no runbook lists it.

    Reported once an alert, in the newest postmortem that names it, where there are runbooks at all.

    Why: the next person who is called by it begins from nothing.
    Instead: add the alert to a runbook's `alerts:`, or write one with `incidentbook new runbook`.
    Measured: no firing on 68 real documents, which name no alerts.
    """
    if not context.library.runbooks:
        return
    for alert in document.alerts:
        name = alert.casefold()
        if name not in context.catalogue.runbooks_by_alert and context.latest_by_alert[name] == document.path:
            hint = f"add `alerts: [{alert}]` to a runbook"
            yield Finding(_at(document), f"no runbook is written for the alert “{alert}”", hint, key=alert)


@rule("REF107", "orphan-runbook", level="info", applies="runbook", scope="corpus")
def orphan_runbook(document: Runbook, context: Context) -> Iterator[Finding]:
    """No alert, no alert rule, no postmortem and no other document leads to a runbook.

    Why: nobody will find it in the night for which it was written.
    Instead: name the alerts in `alerts:`, or link to it from the runbook or postmortem in which it helps.
    Measured: no firing on 108 real documents, all of which are named after an alert.
    """
    if document.alerts or document.path in context.uses.by_runbook:
        return
    if document.path not in context.linked and document.path not in context.led_to:
        hint = "add its `alerts:`, or a link to it where somebody would need it"
        yield Finding(document.at, "no alert and no document leads to this runbook", hint)


def _at(document: Document) -> Location:
    return next((field.at for field in document.fields if field.key == "alerts"), document.at)
