"""What is said of an alert's runbook, of its address and of its incidents."""

from incidentbook.analysis.alert_coverage import AlertCoverage, CoveredAlert
from incidentbook.analysis.alert_matching import Lead

from .dates import day
from .models import Chip
from .words import count, joined

RUNBOOKS = {
    "missing": "No runbook",
    "several": "Several runbooks",
    "elsewhere": "Elsewhere",
    "covered": "Runbook",
}
"""The states of an alert's runbook, the gravest first."""

URLS = {
    "broken": "Leads nowhere",
    "other": "To one of several",
    "alias": "To a former path",
    "absent": "No runbook_url",
    "elsewhere": "Leads elsewhere",
    "right": "Leads to its runbook",
}
"""The states of an alert's address, the gravest first."""

_KEYS = {
    "missing": "missed",
    "several": "missed",
    "broken": "missed",
    "other": "missed",
}
_TITLES = {
    "missing": "No runbook lists it, is named after it or has a heading of its name",
    "several": "Its runbook_url, a list or a name lead to different runbooks",
    "elsewhere": "It lies outside this portal, or a template makes the address; nobody looked there",
    "broken": "There is no such runbook, or no such heading in it",
    "alias": "It works as long as the runbook keeps its alias",
    "absent": "The rule has no such annotation",
}
_SAID = {("missing", "absent"), ("elsewhere", "elsewhere"), ("several", "other")}
_HOW = {
    "listed": "",
    "named": "by its name",
    "heading": "by a heading",
    "url": "by its runbook_url",
}


def runbook_chip(alert: CoveredAlert) -> Chip | None:
    """What is odd about an alert's runbook; None where it has one."""
    state = alert.runbook_state
    return None if state == "covered" else _chip(state, RUNBOOKS[state])


def url_chip(alert: CoveredAlert) -> Chip | None:
    """What is odd about an alert's address; None where nothing is, or the state of the runbook says it."""
    state = alert.url_state
    return None if state == "right" or (alert.runbook_state, state) in _SAID else _chip(state, URLS[state])


def _chip(state: str, words: str) -> Chip:
    return Chip(words, "verdict", _KEYS.get(state, "info"), title=_TITLES.get(state, ""))


def how(lead: Lead) -> str:
    """How it is known that a runbook is an alert's; empty where the runbook says so itself."""
    return _HOW[lead.how]


def fired(alert: CoveredAlert) -> str:
    """In how many incidents an alert fired, and when last."""
    if not alert.incidents:
        return "in no incident"
    last = alert.incidents[0].day
    number = count(len(alert.incidents), "incident")
    return f"{number}, last {day(last).text}" if last else number


def headline(coverage: AlertCoverage) -> str:
    """What is there and what is lacking, in one line."""
    rules = sum(len(one.rules) for one in coverage.alerts)
    silent = sum(not one.incidents for one in coverage.alerts)
    parts = (
        f"{count(len(coverage.alerts), 'alert')} with {count(rules, 'rule')}",
        _part(coverage.counted("covered"), "with a runbook"),
        _part(coverage.counted("missing"), "without"),
        _part(coverage.counted("several"), "with several"),
        _part(coverage.counted("elsewhere"), "with one elsewhere"),
        _part(coverage.counted(url_state="broken"), "with an address to nowhere"),
        _part(silent, "in no incident"),
    )
    return joined(parts)


def _part(number: int, words: str) -> str:
    return f"{number:,} {words}" if number else ""
