"""The frame around one runbook."""

from collections.abc import Iterator
from functools import partial
from pathlib import PurePosixPath

from incidentbook.analysis.uses import RunbookUse
from incidentbook.records import Runbook

from . import chips, dates, links, named, runbook_rows, trust_words
from .contacts import contacts, escalation
from .edition import Edition
from .instructions import copyables, placeholders
from .measures import duration
from .models import Fact, Frame, Link, RunbookFrame, Use
from .postmortem import findings_link, service_aliases
from .rota_contacts import on_call_contacts
from .severity import declare_link
from .words import clipped, lead

MOST_USES = 12
MOST_SIBLINGS = 6
BOOST = 4.0
"""How much heavier than other pages a runbook weighs in search: it is what somebody at night looks for."""

LONGEST_NOTE = 400


def runbook_frame(edition: Edition, runbook: Runbook) -> Frame:
    """What is put above and below the text of one runbook."""
    return Frame(
        path=runbook.path,
        template="pages/runbook-header.html",
        footer="pages/runbook-footer.html",
        make=partial(_model, edition, runbook),
        keywords=_keywords(edition, runbook),
        boost=BOOST,
        title=runbook.title,
    )


def _model(edition: Edition, runbook: Runbook) -> RunbookFrame:
    ground = edition.ground
    uses = ground.uses.by_runbook.get(runbook.path, ())
    shown = tuple(_use(edition, use) for use in uses[:MOST_USES])
    row = edition.runbooks[runbook.path]
    commands = copyables(runbook)
    return RunbookFrame(
        title=runbook.title,
        path=runbook.path,
        freshness=row.freshness,
        services=row.services,
        owner=row.owner,
        alerts=row.alerts,
        severities=row.severities,
        severity_text="" if row.severities else clipped(runbook.severity_text, 40),
        used=row.used,
        last_use=_last_use(shown),
        uses=shown,
        uses_note=f"{MOST_USES} of {len(uses):,} shown, the newest first" if len(uses) > MOST_USES else "",
        escalation=escalation(runbook, LONGEST_NOTE),
        contacts=contacts(runbook, on_call_contacts(edition, runbook)),
        placeholders=placeholders(commands),
        commands=commands,
        facts=tuple(_facts(runbook)),
        siblings=_siblings(edition, runbook),
        evidence=tuple(trust_words.evidence(ground, ground.trust[runbook.path])),
        declare=declare_link(edition, _service(edition, runbook)),
        trust_link=links.page("Runbooks to look at next", links.RUNBOOK_TRUST),
        findings=findings_link(edition, runbook.path),
    )


def _service(edition: Edition, runbook: Runbook) -> str:
    """The one service of a runbook that the kit knows; empty where there are several, or none."""
    known = {service.id for service in edition.policy.services}
    found = [name.id for name in runbook_rows.its_services(edition.ground, runbook) if name.id in known]
    return found[0] if len(found) == 1 else ""


def _use(edition: Edition, use: RunbookUse) -> Use:
    incident = use.incident
    return Use(
        incident=links.document(incident.postmortem),
        severity=chips.severity(edition.ground, incident.postmortem),
        how=_how(use),
        is_drill=use.is_drill,
        date=dates.day(incident.day, edition.as_of) if incident.day else None,
        restored=lead(use.restored, 240),
        duration=duration(incident.timing("recover")),
    )


def _last_use(uses: tuple[Use, ...]) -> Use | None:
    """The newest real use that says what restored service, else the newest."""
    real = [use for use in uses if not use.is_drill]
    return next((use for use in real if use.restored), next(iter(real or uses), None))


def _how(use: RunbookUse) -> str:
    what = "drill" if use.is_drill else "postmortem"
    if use.how == "alert":
        return f"its alert {use.alert} fired{' in a drill' if use.is_drill else ''}"
    return f"named by the {what}" if use.how == "named" else f"linked in the {what}"


def _facts(runbook: Runbook) -> Iterator[Fact]:
    if runbook.tags:
        yield Fact("Tags", links.plain(runbook.tags))


def _siblings(edition: Edition, runbook: Runbook) -> tuple[Link, ...]:
    by_alert = edition.ground.catalogue.runbooks_by_alert
    by_service = edition.ground.catalogue.runbooks_by_service
    found = [other for alert in runbook.alerts for other in by_alert[alert.casefold()][: MOST_SIBLINGS + 1]]
    for name in runbook_rows.its_services(edition.ground, runbook):
        found += by_service[name.id][: MOST_SIBLINGS + 1]
    others = {other.path: other for other in found if other.path != runbook.path}
    return tuple(links.document(other) for other in list(others.values())[:MOST_SIBLINGS])


def _keywords(edition: Edition, runbook: Runbook) -> tuple[str, ...]:
    names = runbook_rows.its_services(edition.ground, runbook)
    owner = named.team_or_text(edition.ground, runbook.owner)
    words = (
        *edition.ground.catalogue.alerts_of(runbook),
        runbook.id,
        PurePosixPath(runbook.path).stem,
        *(word for name in names for word in (name.title, name.id, *service_aliases(edition, name.id))),
        owner.text if owner else "",
    )
    return tuple(dict.fromkeys(word for word in words if word))
