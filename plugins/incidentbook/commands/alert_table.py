"""Alerts as a table for a terminal: name and state beside each other, and below them what is to be known."""

from collections.abc import Iterator, Sequence

from incidentbook.analysis.alert_coverage import CoveredAlert
from incidentbook.pages.alert_words import RUNBOOKS, URLS, fired, how
from incidentbook.pages.words import joined
from incidentbook.reports.text import Paint
from incidentbook.reports.words import safe

from .action_table import NARROWEST, wrapped

_GAP = "  "
_GRAVE = frozenset({"missing", "several", "broken", "other"})


def alert_table(alerts: Sequence[CoveredAlert], paint: Paint, width: int = 80) -> str:
    """The alerts as lines of at most `width` columns where their names allow it."""
    width = max(width, NARROWEST)
    size = max(len(_state(one)) for one in alerts)
    lines = [paint(f"{'State':{size}}{_GAP}Alert", "dim")]
    for alert in alerts:
        state = f"{_state(alert):{size}}"
        is_grave = alert.runbook_state in _GRAVE or alert.url_state in _GRAVE
        lines.append(f"{paint(state, 'error') if is_grave else state}{_GAP}{safe(alert.name)}")
        for text in _about(alert):
            lines += [paint(f"{_GAP}{line}", "dim") for line in wrapped(safe(text), width - len(_GAP))]
    return "\n".join(lines)


def _state(alert: CoveredAlert) -> str:
    """The gravest of what is said of an alert."""
    if alert.runbook_state != "covered":
        return RUNBOOKS[alert.runbook_state]
    return "Runbook" if alert.url_state in {"right", "elsewhere"} else URLS[alert.url_state]


def _about(alert: CoveredAlert) -> Iterator[str]:
    severities = dict.fromkeys(rule.severity for rule in alert.rules if rule.severity)
    places = dict.fromkeys(f"{rule.at.path}:{rule.at.line}" for rule in alert.rules)
    yield joined((*places, ", ".join(severities), fired(alert)))
    for lead in alert.leads:
        anchor = f"#{lead.anchor}" if lead.anchor else ""
        known = f" ({how(lead)})" if how(lead) else ""
        yield f"→ {lead.runbook.path}{anchor}{known}"
    if alert.url_state in {"broken", "alias", "other", "elsewhere"}:
        for url in dict.fromkeys(rule.runbook_url for rule in alert.rules if rule.runbook_url):
            yield f"runbook_url: {url} ({URLS[alert.url_state].lower()})"
