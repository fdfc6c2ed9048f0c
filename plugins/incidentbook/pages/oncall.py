"""The on-call page: every runbook with its steps, and the alerts that fired and have none."""

from collections.abc import Iterator

from incidentbook.analysis.answers import Card
from incidentbook.analysis.catalogue import Incident
from incidentbook.analysis.uses import restoring_words
from incidentbook.records import Runbook, Step

from . import dates, links, runbook_rows, trust_words
from .contacts import contacts
from .edition import Edition
from .instructions import copyable
from .models import Freshness, OnCall, OnCallCard, OnCallStep
from .postmortem import service_aliases
from .rota_contacts import on_call_contacts, rotations_for
from .slugs import slug
from .words import count, lead

FIRST = 3
"""So many steps with a command are shown before the others are asked for."""

LONGEST = 600
MOST_CAUTIONS = 2
NO_RUNBOOK = "No runbook names this alert yet."


def oncall_page(edition: Edition) -> OnCall:
    """What the page shows: runbooks by title, then alerts without one by name."""
    runbooks = sorted(
        edition.ground.catalogue.library.runbooks, key=lambda one: (one.title.casefold(), one.path)
    )
    cards = (*(runbook_card(edition, one) for one in runbooks), *alert_cards(edition))
    return OnCall(title=edition.policy.title, day=dates.day(edition.as_of), cards=cards)


def runbook_card(edition: Edition, runbook: Runbook) -> OnCallCard:
    """One runbook as somebody on call needs it."""
    ground, row = edition.ground, edition.runbooks[runbook.path]
    uses = [use for use in ground.uses.by_runbook.get(runbook.path, ()) if not use.is_drill]
    last = next((use for use in uses if use.restored), next(iter(uses), None))
    steps = tuple(_steps(runbook))
    return OnCallCard(
        title=row.link,
        anchor=f"runbook-{ground.document_slugs[runbook.path]}",
        alerts=row.alerts,
        names=_names(edition, runbook),
        services=row.services,
        severities=row.severities,
        owner=row.owner,
        freshness=_freshness(row.freshness),
        used=len(uses),
        last=links.document(last.incident.postmortem) if last else None,
        last_day=dates.day(last.incident.day) if last and last.incident.day else None,
        restored=lead(last.restored, LONGEST) if last else "",
        first=tuple(step for step in steps if step.commands)[:FIRST],
        steps=steps,
        escalation=lead("; ".join(filter(None, map(str.strip, runbook.escalation.splitlines()))), LONGEST),
        contacts=contacts(runbook, on_call_contacts(edition, runbook)),
        rotations=tuple(one.id for one in rotations_for(edition, runbook)),
        impact=lead(runbook.impact or runbook.summary, LONGEST),
        cautions=tuple(trust_words.cautions(ground.trust[runbook.path]))[:MOST_CAUTIONS],
    )


def _names(edition: Edition, runbook: Runbook) -> tuple[str, ...]:
    services = runbook_rows.its_services(edition.ground, runbook)
    words = (word for one in services for word in (one.id, one.title, *service_aliases(edition, one.id)))
    return tuple(dict.fromkeys((runbook.id, *runbook.aliases, *words)))


def alert_cards(edition: Edition) -> Iterator[OnCallCard]:
    """Alerts that fired in an incident and that no runbook names."""
    for name, incidents in _unanswered(edition):
        newest = incidents[0]
        yield OnCallCard(
            title=links.plain((name,))[0],
            anchor=f"alert-{slug(name)}",
            alerts=(name,),
            names=tuple(dict.fromkeys(one.id for incident in incidents for one in incident.services)),
            used=len(incidents),
            last=links.document(newest.postmortem),
            last_day=dates.day(newest.day) if newest.day else None,
            restored=lead(restoring_words(newest.postmortem), LONGEST),
            missing=f"{NO_RUNBOOK} It fired in {count(len(incidents), 'incident')}.",
        )


def _unanswered(edition: Edition) -> list[tuple[str, list[Incident]]]:
    """Alerts that no runbook names, each with its incidents, newest first."""
    fired: dict[str, tuple[str, list[Incident]]] = {}
    for incident in edition.ground.catalogue.incidents:
        for alert in incident.postmortem.alerts:
            if not edition.ground.catalogue.runbooks_by_alert.get(alert.casefold()):
                fired.setdefault(alert.casefold(), (alert, []))[1].append(incident)
    return [fired[name] for name in sorted(fired)]


def search_card(card: OnCallCard) -> Card:
    """The same as something that can be asked for."""
    path = card.title.target.path if card.title.target else ""
    said = (
        text
        for step in card.steps
        for text in (step.text, step.when, step.expected, step.verify, *(one.text for one in step.commands))
    )
    texts = (card.impact, card.escalation, card.restored, *said)
    return Card(card.title.text, path, card.alerts, card.names, tuple(filter(None, texts)), card.used)


def _freshness(found: Freshness) -> str:
    """The state of the review in days of the calendar: the file may be read much later than it was made."""
    if not found.reviewed:
        return "never reviewed"
    return f"reviewed {found.reviewed.text}" + (f", next due {found.due.text}" if found.due else "")


def _steps(runbook: Runbook) -> Iterator[OnCallStep]:
    heading = ""
    for step in runbook.steps:
        name = _heading(step)
        yield OnCallStep(
            text=step.text,
            when=step.when,
            commands=tuple(map(copyable, step.commands)),
            expected=step.expected,
            verify=step.verify,
            heading=name if name != heading else "",
        )
        heading = name


def _heading(step: Step) -> str:
    section = step.section.replace("-", " ").capitalize()
    return f"{section}: {step.case}" if step.case and section else step.case or section
