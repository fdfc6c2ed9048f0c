"""The frame around one postmortem."""

from collections.abc import Iterator
from functools import partial

from incidentbook.analysis.catalogue import Incident
from incidentbook.records import Impact, Postmortem

from . import chips, dates, history, links, named
from .action_rows import action_counts, in_order
from .checklists import marks
from .drawings import drawing
from .edition import Edition
from .ground import Ground
from .measures import measures
from .models import AlertUse, Day, Fact, Frame, Link, PostmortemFrame
from .similar import similar
from .slugs import slug
from .words import clipped, count

DETECTIONS = {
    "alert": "By an alert",
    "customer": "By a customer",
    "internal": "By somebody inside",
    "synthetic": "By a synthetic check",
}
LONGEST_FACT = 300


def postmortem_frame(edition: Edition, incident: Incident) -> Frame:
    """What is put above and below the text of one postmortem."""
    return Frame(
        path=incident.path,
        template="pages/postmortem-header.html",
        footer="pages/postmortem-footer.html",
        make=partial(_model, edition, incident),
        keywords=_keywords(edition, incident),
        boost=1.0,
        title=incident.postmortem.title,
    )


def findings_link(edition: Edition, path: str) -> Link | None:
    """A link to what the checks found in a document, or None where they found nothing."""
    found = edition.ground.findings_by_path.get(path, ())
    if not found:
        return None
    anchor = edition.ground.document_slugs[path]
    return links.page(count(len(found), "finding"), links.QUALITY, anchor=anchor)


def _model(edition: Edition, incident: Incident) -> PostmortemFrame:
    ground, postmortem = edition.ground, incident.postmortem
    items = postmortem.action_items
    related = history.related(edition, incident)
    return PostmortemFrame(
        title=postmortem.title,
        id=postmortem.id,
        path=postmortem.path,
        severity=chips.severity(ground, postmortem),
        publication=chips.publication(postmortem),
        kind=chips.kind(postmortem),
        period=_period(edition, incident),
        services=named.services(ground, incident.services),
        teams=named.teams(ground, incident.teams),
        causes=named.causes(ground, incident.causes),
        measures=measures(incident, edition.policy),
        drawing=drawing(incident),
        seen_before=history.seen_before(edition, incident),
        not_held=history.not_held(edition, incident),
        neighbours=history.neighbours(edition, incident),
        facts=tuple(_facts(postmortem)),
        actions=in_order(edition.actions[incident.path]),
        action_counts=action_counts(items, edition.as_of) if items else None,
        alerts=_alerts(edition, postmortem),
        runbooks=_runbooks(edition, incident),
        checklists=marks(edition, incident) if edition.policy.handbook else (),
        similar=similar(edition, incident, related),
        related=related,
        related_more=history.related_more(edition, incident),
        findings=findings_link(edition, incident.path),
        drill=_drill(ground, incident),
    )


def _drill(ground: Ground, incident: Incident) -> Link | None:
    path = ground.cards.get(incident.path)
    return links.page("Play it as a drill", path) if path else None


def _period(edition: Edition, incident: Incident) -> Day | None:
    started, resolved = (incident.postmortem.milestone(name) for name in ("started", "resolved"))
    if started and started.moment.precision != "day":
        known = resolved and resolved.moment.precision != "day"
        end = (resolved.moment.end or resolved.moment.start) if resolved and known else None
        return dates.period(started.moment.start, end, edition.as_of)
    return dates.day(incident.day, edition.as_of) if incident.day else None


def _alerts(edition: Edition, postmortem: Postmortem) -> tuple[AlertUse, ...]:
    by_alert = edition.ground.catalogue.runbooks_by_alert
    return tuple(
        AlertUse(name=alert, runbooks=tuple(map(links.document, by_alert.get(alert.casefold(), ()))))
        for alert in dict.fromkeys(postmortem.alerts)
    )


def _runbooks(edition: Edition, incident: Incident) -> tuple[Link, ...]:
    found = edition.ground.uses.by_incident.get(incident.path, ())
    return tuple(links.document(use.runbook) for use in found)


def _facts(postmortem: Postmortem) -> Iterator[Fact]:
    detection = DETECTIONS.get(postmortem.detection.strip().casefold(), postmortem.detection)
    pairs = [
        ("Detected", (detection,)),
        ("Trigger", (postmortem.trigger,)),
        ("Impact", tuple(_impact(postmortem.impact))),
        *((_role(role), (name,)) for role, name in postmortem.roles),
        ("Written by", postmortem.authors),
        ("Tags", postmortem.tags),
    ]
    for label, texts in pairs:
        values = links.plain(clipped(text, LONGEST_FACT) for text in texts)
        if values:
            yield Fact(label, values)


def _impact(impact: Impact) -> Iterator[str]:
    if impact.users is not None:
        share = f" ({impact.users_percent:g} %)" if impact.users_percent is not None else ""
        yield f"{impact.users:,.0f} users{share}"
    elif impact.users_percent is not None:
        yield f"{impact.users_percent:g} % of users"
    if impact.revenue_text or impact.revenue is not None:
        yield impact.revenue_text or f"{impact.revenue:,.0f} of revenue"
    if impact.sla_minutes is not None:
        yield f"{impact.sla_minutes:g} min against the promise"
    yield impact.summary


def _role(role: str) -> str:
    return clipped(role.replace("_", " ").replace("-", " "), 40).capitalize()


def _keywords(edition: Edition, incident: Incident) -> tuple[str, ...]:
    postmortem = incident.postmortem
    names = (*incident.services, *incident.causes, *incident.teams)
    owners = (owner for item in postmortem.action_items for owner in item.owners)
    spelled = (word for name in names for word in (name.title, name.id))
    words = (postmortem.id, postmortem.severity, slug(postmortem.kind), *spelled, *postmortem.alerts, *owners)
    aliases = (alias for name in incident.services for alias in service_aliases(edition, name.id))
    return tuple(dict.fromkeys(word for word in (*words, *aliases) if word))


def service_aliases(edition: Edition, id: str) -> tuple[str, ...]:
    """The further names of a service, as the policy has them."""
    service = edition.policy.service(id)
    return service.aliases if service else ()
