"""What an incident has behind and around it: seen before, related incidents, neighbours on its services."""

from collections.abc import Iterable, Iterator
from datetime import timedelta

from incidentbook.analysis.catalogue import Incident
from incidentbook.analysis.names import Name
from incidentbook.analysis.related import Relation, position_in, relations
from incidentbook.analysis.repeats import Repetition

from . import action_rows, dates, links, named
from .durations import spell_days
from .edition import Edition
from .fix_rows import in_order, shown_here
from .models import ActionRow, FixMark, Link, Neighbours, Related, SeenBefore
from .words import count, listed, numeral

MOST_RELATED = 6
MOST_BEFORE = 12
"""How far back the same cause on the same service is followed."""

REASONS = {
    "repeat-of": "this incident is declared a repeat of it",
    "repeated-by": "declared a repeat of this incident",
    "related": "named as related",
}


def related(edition: Edition, incident: Incident) -> tuple[Related, ...]:
    """The incidents nearest to one, each with the reason why it is shown."""
    ground = edition.ground
    found = relations(incident, ground.catalogue, ground.named_by)[:MOST_RELATED]
    return tuple(_related(edition, incident, relation) for relation in found)


def related_more(edition: Edition, incident: Incident) -> tuple[Link, ...]:
    """Where all incidents with the same causes and on the same services are, with their numbers."""
    ground = edition.ground
    causes = (
        (name, ground.catalogue.by_cause[name.id], named.cause_path(ground, name)) for name in incident.causes
    )
    services = (
        (name, ground.catalogue.by_service[name.id], named.service_path(ground, name))
        for name in incident.services
    )
    found = [
        *((f"All {len(all_of):,} with “{name.title}”", path, all_of) for name, all_of, path in causes),
        *((f"All {len(all_of):,} on {name.title}", path, all_of) for name, all_of, path in services),
    ]
    return tuple(links.page(text, path) for text, path, all_of in found if len(all_of) > 1)


def neighbours(edition: Edition, incident: Incident) -> tuple[Neighbours, ...]:
    """The previous and the next incident on each service that has another one."""
    found = (_neighbours(edition, incident, name) for name in incident.services)
    return tuple(one for one in found if one.previous or one.next)


def seen_before(edition: Edition, incident: Incident) -> SeenBefore | None:
    """Whether this happened before: a repeat with its forerunners, and what they left open."""
    repetitions = edition.ground.repetitions_by_path.get(incident.path, ())
    if not repetitions:
        return None
    before: dict[str, Incident] = {}
    for repetition in repetitions:
        before |= {one.path: one for one in _forerunners(edition, repetition)}
    earlier = sorted(before.values(), key=lambda one: one.order)
    rows = action_rows.in_order(row for one in earlier for row in edition.actions[one.path] if row.is_open)
    return SeenBefore(
        sentence=f"{_what(repetitions, earlier, edition.policy.repeats.window_days)}{_still_open(rows)}",
        incidents=tuple(links.document(one.postmortem) for one in earlier),
        open_actions=rows,
    )


def not_held(edition: Edition, incident: Incident) -> tuple[FixMark, ...]:
    """The done actions of earlier incidents that did not hold, as this incident showed first."""
    found = edition.ground.fixes_shown_by.get(incident.path, ())
    return tuple(shown_here(fix) for fix in in_order(found))


def _forerunners(edition: Edition, repetition: Repetition) -> Iterator[Incident]:
    yield repetition.of
    incident, cause, service = repetition.incident, repetition.cause, repetition.service
    if cause is None or service is None or incident.day is None:
        return
    newest_first = edition.ground.catalogue.by_service[service.id]
    position = position_in(incident, newest_first)
    window = edition.policy.repeats.window_days
    since = incident.day - timedelta(min(window, incident.day.toordinal() - 1))
    for earlier in newest_first[position + 1 : position + 1 + MOST_BEFORE]:
        if earlier.day and earlier.day >= since and earlier.is_counted and cause in earlier.causes:
            yield earlier


def _what(repetitions: Iterable[Repetition], earlier: list[Incident], window: int) -> str:
    shared = [repetition for repetition in repetitions if repetition.cause]
    if not shared:
        return f"Declared a repeat of {count(len(earlier), 'earlier incident')}"
    causes = listed(list(dict.fromkeys(f"“{one.cause.title}”" for one in shared if one.cause)))
    services = listed(list(dict.fromkeys(one.service.title for one in shared if one.service)))
    on = f" on {services}" if services else ""
    within = all(one.days is not None and one.days <= window for one in shared)
    when = f"in the {spell_days(window)} before" if within else "before"
    return f"{count(len(earlier), 'incident')} with {causes}{on} {when}"


def _still_open(rows: tuple[ActionRow, ...]) -> str:
    if not rows:
        return "; no action from then is open"
    late = max(row.overdue_days for row in rows)
    verb = "is" if len(rows) == 1 else "are"
    noun = "action" if len(rows) == 1 else "actions"
    oldest = "" if len(rows) == 1 else "the oldest "
    overdue = f", {oldest}{spell_days(late)} overdue" if late else ""
    return f"; {numeral(len(rows))} {noun} from then {verb} still open{overdue}"


def _related(edition: Edition, incident: Incident, relation: Relation) -> Related:
    return Related(
        row=edition.incidents[relation.incident.path],
        reason=_reason(relation),
        gap=_gap(incident, relation.incident),
        is_declared=relation.kind in REASONS,
    )


def _reason(relation: Relation) -> str:
    if relation.kind in REASONS:
        return REASONS[relation.kind]
    cause = relation.cause.title if relation.cause else ""
    service = relation.service.title if relation.service else ""
    if relation.kind == "both":
        return f"same cause on the same service: {cause} on {service}"
    return f"same cause: {cause}" if relation.kind == "cause" else f"same service: {service}"


def _gap(incident: Incident, other: Incident) -> str:
    if incident.day is None or other.day is None:
        return ""
    if incident.day == other.day:
        return "the same day"
    side = "before" if other.day < incident.day else "after"
    return f"{dates.distance(abs((incident.day - other.day).days))} {side}"


def _neighbours(edition: Edition, incident: Incident, service: Name) -> Neighbours:
    newest_first = edition.ground.catalogue.by_service[service.id]
    position = position_in(incident, newest_first)
    earlier, later = newest_first[position + 1 : position + 2], newest_first[max(position - 1, 0) : position]
    return Neighbours(
        service=named.service(edition.ground, service),
        previous=edition.incidents[earlier[0].path] if earlier else None,
        next=edition.incidents[later[0].path] if later else None,
    )
