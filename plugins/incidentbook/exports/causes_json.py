"""The data file of causes: what the pages of causes show, for other programs."""

from collections.abc import Iterable

from incidentbook.analysis.catalogue import Incident
from incidentbook.analysis.fixes import Fix
from incidentbook.analysis.names import Name
from incidentbook.analysis.recurrence import intervals
from incidentbook.analysis.repeats import Repetition
from incidentbook.pages.cause_rows import lately, quiet_since, systemic_only
from incidentbook.pages.fix_rows import effects
from incidentbook.pages.ground import Ground
from incidentbook.pages.named import cause_path
from incidentbook.pages.repeat_words import definition, fix_definition

from .records import Record, day, number


def causes(ground: Ground) -> Record:
    """Everything about causes that is known of a book, by cause."""
    rules, repeated = ground.policy.repeats, ground.repetitions_by_path
    recent = lately(ground, ground.counted)
    return {
        "definition": [*definition(ground.policy), *fix_definition(ground.policy)],
        "ways": list(rules.ways),
        "window_days": rules.window_days,
        "action_types": list(rules.action_types),
        "settled_days": rules.settled_days,
        "incidents": len(ground.counted),
        "repeat_incidents": len(repeated),
        "incidents_in_window": len(recent),
        "repeat_incidents_in_window": sum(one.path in repeated for one in recent),
        "systemic_incidents": len(systemic_only(ground, ground.counted)),
        "systemic_incidents_in_window": len(systemic_only(ground, recent)),
        "repeat_percent_target": number(ground.policy.targets.repeat_percent)
        if ground.policy.shows_targets
        else None,
        "causes": [_cause(ground, name) for name in ground.catalogue.causes.all],
        "repeats_without_cause": [_repeat(one) for one in ground.repetitions if one.cause is None],
        "effects": [
            {
                "type": one.type,
                "done": one.done,
                "came_back": one.came_back,
                "quiet": one.quiet,
                "young": one.young,
                "unjudged": one.unjudged,
            }
            for one in effects(ground.fixes)
        ],
    }


def _cause(ground: Ground, name: Name) -> Record:
    known = ground.policy.cause(name.id)
    incidents = ground.catalogue.by_cause.get(name.id, ())
    counted = [incident for incident in incidents if incident.is_counted]
    fixes = ground.fixes_by_cause.get(name.id, ())
    quiet = quiet_since(ground, counted, fixes)
    between = intervals(counted)
    return {
        "id": name.id,
        "title": name.title,
        "description": known.description if known else "",
        "examples": list(known.examples) if known else [],
        "parent": known.parent if known and known.parent else None,
        "is_known": name.is_known,
        "page": cause_path(ground, name),
        "incidents": [_reference(incident) for incident in counted],
        "apart": [_reference(incident) for incident in incidents if not incident.is_counted],
        "days_between": [number(value) for value in between.values],
        "repeats": [_repeat(one) for one in ground.repetitions_by_cause.get(name.id, ())],
        "systemic": [_repeat(one) for one in ground.systemic_by_cause.get(name.id, ())],
        "came_back": [_return(one) for one in fixes if one.back],
        "fixes": [_fix(one) for one in fixes],
        "quiet_since": day(quiet.since) if quiet else None,
    }


def _reference(incident: Incident) -> Record:
    return {
        "id": incident.postmortem.id,
        "path": incident.path,
        "date": day(incident.day),
        "kind": incident.postmortem.kind,
        "severity": incident.postmortem.severity,
        "services": _ids(incident.services),
    }


def _repeat(one: Repetition) -> Record:
    return {
        "path": one.incident.path,
        "of": one.of.path,
        "service": one.service.id if one.service else None,
        "days": one.days,
        "declared": one.is_declared,
    }


def _return(one: Fix) -> Record:
    return {
        **_action(one),
        "done_on": day(one.since) if one.basis != "incident" else None,
        "service": one.back.service.id if one.back else None,
        "incident": one.back.incident.path if one.back else None,
    }


def _fix(one: Fix) -> Record:
    return {
        **_action(one),
        "type": one.item.type,
        "verdict": one.verdict,
        "since": day(one.since),
        "basis": one.basis,
        "days": one.quiet_days,
        "incident": one.back.incident.path if one.back else None,
    }


def _action(one: Fix) -> Record:
    return {"action_item": one.item.id, "path": one.item.at.path, "line": one.item.at.line}


def _ids(names: Iterable[Name]) -> list[str]:
    return [name.id for name in names]
