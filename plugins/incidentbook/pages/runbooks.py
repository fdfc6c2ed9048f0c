"""runbooks/index.md: runbooks by alert, by service, and what needs a review."""

from datetime import date

from incidentbook.records import Runbook

from . import facets, links, named, runbook_rows
from .dates import day
from .edition import Edition
from .models import AlertRow, Empty, Link, Page, Ready, RunbookGroup, RunbookIndex, RunbookRow
from .slugs import Slugs, slugs
from .words import count, joined

EMPTY = Empty(
    "No runbooks yet. They will stand here by service and by the alert that calls for them.",
    'incidentbook new runbook "What to do when …"',
)
BY_ALERT, BY_SERVICE, STALE = "by-alert", "by-service", "stale"
MOST_MISSING = 50


def runbook_page(edition: Edition) -> Page:
    """The index of runbooks."""
    runbooks = sorted(edition.ground.catalogue.library.runbooks, key=_title)
    stale = [row for row in edition.runbook_rows(runbooks) if row.freshness.chip.key != "fresh"]
    missing = _missing(edition)
    model = RunbookIndex(
        headline=_headline(edition),
        rows=edition.runbook_rows(runbooks),
        alerts=alert_rows(edition),
        groups=_groups(edition, runbooks),
        stale=tuple(sorted(stale, key=_due)),
        missing_alerts=tuple(missing[:MOST_MISSING]),
        missing_note=_missing_note(len(missing)),
        facets=facets.facets(edition.ground, runbooks, runbook_rows.DIMENSIONS),
        sorts=runbook_rows.SORTS,
        next=_next(edition),
        empty=None if runbooks else EMPTY,
    )
    return Page(
        links.RUNBOOKS,
        "Runbooks",
        "pages/runbooks.html",
        Ready(model),
        search=False,
        description="Runbooks by alert and by service, each with the day of its last review.",
    )


def alert_rows(edition: Edition) -> tuple[AlertRow, ...]:
    """Every alert that a runbook names, in alphabetical order, with its runbooks."""
    catalogue = edition.ground.catalogue
    spelled: dict[str, str] = {}
    for runbook in catalogue.library.runbooks:
        for alert in catalogue.alerts_of(runbook):
            spelled.setdefault(alert.casefold(), alert)
    anchors = slugs(sorted(spelled))
    fired = last_fired(edition)
    return tuple(
        AlertRow(
            name=name,
            anchor=f"alert-{anchors[key]}",
            runbooks=edition.runbook_rows(catalogue.runbooks_by_alert[key]),
            used=f"fired {day(fired[key]).text}" if key in fired else "",
        )
        for key, name in sorted(spelled.items())
    )


def last_fired(edition: Edition) -> dict[str, date]:
    """The day of the newest incident in which an alert fired, by its name in lower case."""
    fired: dict[str, date] = {}
    for incident in edition.ground.catalogue.incidents:
        for alert in incident.postmortem.alerts:
            if incident.day:
                fired.setdefault(alert.casefold(), incident.day)
    return fired


def stale_count(edition: Edition) -> int:
    """How many runbooks are over their review interval or were never reviewed."""
    return sum(row.freshness.chip.key != "fresh" for row in edition.runbooks.values())


def are_reviewed(edition: Edition) -> bool:
    """Whether reviews are noted at all; where they never are, to ask for them all would be noise."""
    return any(row.freshness.reviewed for row in edition.runbooks.values())


def _headline(edition: Edition) -> str:
    keys = [row.freshness.chip.key for row in edition.runbooks.values()]
    alerts = len(edition.ground.catalogue.runbooks_by_alert)
    return joined(
        (
            count(len(keys), "runbook"),
            f"for {count(alerts, 'alert')}" if alerts else "",
            f"{keys.count('stale'):,} stale" if "stale" in keys else "",
            f"{keys.count('never'):,} never reviewed" if "never" in keys else "",
        )
    )


def _groups(edition: Edition, runbooks: list[Runbook]) -> tuple[RunbookGroup, ...]:
    ground = edition.ground
    groups: dict[str, list[Runbook]] = {}
    for runbook in runbooks:
        for name in runbook_rows.its_services(ground, runbook) or (None,):
            groups.setdefault(name.id if name else "", []).append(runbook)
    anchors = _anchors(ground.service_slugs, groups)
    named_groups = [name for name in ground.catalogue.services.all if name.id in groups]
    found = [
        _group(edition, named.service(ground, name), anchors[name.id], groups[name.id])
        for name in named_groups
    ]
    if "" in groups:
        found.append(_group(edition, Link("No service"), anchors[""], groups[""]))
    return tuple(found)


def _anchors(of_services: Slugs, groups: dict[str, list[Runbook]]) -> dict[str, str]:
    return {key: f"service-{of_services[key]}" if key else "no-service" for key in groups}


def _group(edition: Edition, title: Link, anchor: str, runbooks: list[Runbook]) -> RunbookGroup:
    return RunbookGroup(title=title, anchor=anchor, rows=edition.runbook_rows(runbooks))


def _missing(edition: Edition) -> list[Link]:
    by_alert = edition.ground.catalogue.runbooks_by_alert
    found: dict[str, Link] = {}
    for incident in edition.ground.catalogue.incidents:
        for alert in incident.postmortem.alerts:
            if alert.casefold() not in by_alert:
                found.setdefault(alert.casefold(), links.document(incident.postmortem, alert))
    return [link for _, link in sorted(found.items())]


def _missing_note(number: int) -> str:
    if not number:
        return ""
    shown = f"; {MOST_MISSING} are listed" if number > MOST_MISSING else ""
    have = "has" if number == 1 else "have"
    return f"{count(number, 'alert')} fired in an incident and {have} no runbook{shown}"


def _next(edition: Edition) -> Link | None:
    pressing = sum(bool(one.concerns) for one in edition.ground.trust.values())
    return links.page(f"What to look at next ({pressing:,})", links.RUNBOOK_TRUST) if pressing else None


def _title(runbook: Runbook) -> tuple[str, str]:
    return runbook.title.casefold(), runbook.path


def _due(row: RunbookRow) -> tuple[str, str]:
    return row.freshness.due.iso if row.freshness.due else "", row.link.text.casefold()
