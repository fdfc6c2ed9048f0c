"""The on-call page: every runbook with its steps, and the alerts that fired and have none."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from incidentbook.analysis.answers import Card
from incidentbook.analysis.uses import RunbookUse
from incidentbook.records import Runbook, Step

from . import dates, links, runbook_rows, trust_words
from .contacts import contacts
from .edition import Edition
from .instructions import copyable
from .models import Freshness, OnCall, OnCallCard, OnCallStep
from .oncall_alerts import alert_cards
from .oncall_parts import parts_of
from .postmortem import service_aliases
from .rota_contacts import on_call_contacts, rotations_for
from .slugs import slug
from .words import lead

FIRST = 3
"""So many steps with a command are shown before the others are asked for."""

LONGEST = 600
MOST_CAUTIONS = 2


def oncall_page(edition: Edition) -> OnCall:
    """What the page shows: runbooks by title, then alerts without one by name."""
    runbooks = sorted(
        edition.ground.catalogue.library.runbooks, key=lambda one: (one.title.casefold(), one.path)
    )
    cards = (*(card for one in runbooks for card in runbook_cards(edition, one)), *alert_cards(edition))
    return OnCall(title=edition.policy.title, day=dates.day(edition.as_of), cards=cards)


def runbook_cards(edition: Edition, runbook: Runbook) -> Iterator[OnCallCard]:
    """A runbook, and each part of it that serves alerts of its own, which are then the part's alone."""
    whole = _runbook_card(edition, runbook)
    parts = parts_of(edition, runbook)
    taken = {alert for part in parts for alert in part.alerts}
    yield replace(whole, alerts=tuple(alert for alert in whole.alerts if alert not in taken))
    for part in parts:
        asked = {alert.casefold() for alert in part.alerts}
        uses = [
            use
            for use in _incidents(edition, runbook)
            if asked & {alert.casefold() for alert in use.incident.postmortem.alerts}
        ]
        yield replace(
            _with_steps(_with_uses(whole, uses), part.steps),
            title=links.document(runbook, f"{runbook.title}: {part.heading}", part.anchor),
            anchor=f"{whole.anchor}--{slug(part.heading)}",
            alerts=part.alerts,
        )


def _incidents(edition: Edition, runbook: Runbook) -> list[RunbookUse]:
    return [use for use in edition.ground.uses.by_runbook.get(runbook.path, ()) if not use.is_drill]


def _with_uses(card: OnCallCard, uses: Sequence[RunbookUse]) -> OnCallCard:
    """The card with what the last of some incidents tells, the last that was ended by something said."""
    last = next((use for use in uses if use.restored), next(iter(uses), None))
    return replace(
        card,
        used=len(uses),
        last=links.document(last.incident.postmortem) if last else None,
        last_day=dates.day(last.incident.day) if last and last.incident.day else None,
        restored=lead(last.restored, LONGEST) if last else "",
    )


def _with_steps(card: OnCallCard, steps: Sequence[Step]) -> OnCallCard:
    shown = tuple(_steps(steps))
    return replace(card, first=tuple(step for step in shown if step.commands)[:FIRST], steps=shown)


def _runbook_card(edition: Edition, runbook: Runbook) -> OnCallCard:
    """One runbook as somebody on call needs it."""
    ground, row = edition.ground, edition.runbooks[runbook.path]
    card = OnCallCard(
        title=row.link,
        anchor=f"runbook-{ground.document_slugs[runbook.path]}",
        alerts=row.alerts,
        names=_names(edition, runbook),
        services=row.services,
        severities=row.severities,
        owner=row.owner,
        freshness=_freshness(row.freshness),
        escalation=lead("; ".join(filter(None, map(str.strip, runbook.escalation.splitlines()))), LONGEST),
        contacts=contacts(runbook, on_call_contacts(edition, runbook)),
        rotations=tuple(one.id for one in rotations_for(edition, runbook)),
        impact=lead(runbook.impact or runbook.summary, LONGEST),
        cautions=tuple(trust_words.cautions(ground.trust[runbook.path]))[:MOST_CAUTIONS],
    )
    return _with_steps(_with_uses(card, _incidents(edition, runbook)), runbook.steps)


def _names(edition: Edition, runbook: Runbook) -> tuple[str, ...]:
    services = runbook_rows.its_services(edition.ground, runbook)
    words = (word for one in services for word in (one.id, one.title, *service_aliases(edition, one.id)))
    return tuple(dict.fromkeys((runbook.id, *runbook.aliases, *words)))


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


def _steps(steps: Iterable[Step]) -> Iterator[OnCallStep]:
    heading = ""
    for step in steps:
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
