"""Causes as rows; repeats in words; the share of repeats against the target."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from datetime import date, timedelta

from incidentbook.analysis.catalogue import Incident
from incidentbook.analysis.fixes import Fix
from incidentbook.analysis.names import Name
from incidentbook.analysis.recurrence import Quiet, intervals, is_new, quiet
from incidentbook.analysis.repeats import Repetition
from incidentbook.records import Cause
from incidentbook.records.policy import UNTYPED

from . import dates, links, named
from .durations import spell_days
from .edition import Edition
from .ground import Ground
from .models import CauseRow, Figure, Link, Repeat, Target
from .repeat_words import why
from .strips import strip
from .words import count, joined, listed, percent

FEWEST = 5
"""A share is given as a percentage from this many incidents up."""

APART = {"near-miss": "near-miss", "drill": "drill"}


def cause_row(
    edition: Edition, name: Name, incidents: Sequence[Incident], fixes: Iterable[Fix] = ()
) -> CauseRow:
    """One cause with some of its incidents (newest first): all of them, or those of one service or team.

    `fixes` are the judged actions against it; without them nothing is said of how long it has been quiet.
    """
    ground = edition.ground
    counted = [incident for incident in incidents if incident.is_counted]
    repeats = repeated_by(edition, (name,), counted)
    known = edition.policy.cause(name.id)
    services = Counter(service for incident in counted for service in incident.services)
    judged = list(fixes)
    return CauseRow(
        link=named.cause(ground, name),
        id=name.id,
        description=known.description if known else "",
        group=group(edition, known),
        strip=strip(ground, edition.scale, counted, repeats),
        count=len(counted),
        repeats=len(repeats),
        systemic=len(systemic_by(edition, (name,), counted)),
        apart=apart(incidents),
        came_back=sum(one.verdict == "came-back" for one in judged),
        services=named.services(ground, (service for service, _ in services.most_common())),
        last=dates.day(counted[0].day, edition.as_of) if counted and counted[0].day else None,
        interval=interval(counted),
        state=_state(edition, counted, judged),
        is_known=name.is_known,
    )


def group(edition: Edition, cause: Cause | None) -> Link | None:
    """The cause above one in the policy's taxonomy."""
    parent = edition.ground.taxonomy.parents.get(cause.id) if cause else None
    return named.cause(edition.ground, parent) if parent else None


def repeated_by(edition: Edition, names: Collection[Name], incidents: Iterable[Incident]) -> frozenset[str]:
    """The paths of those incidents that are repeats by one of these causes."""
    by_path = edition.ground.repetitions_by_path
    return frozenset(
        incident.path
        for incident in incidents
        if any(repetition.cause in names for repetition in by_path.get(incident.path, ()))
    )


def systemic_by(edition: Edition, names: Collection[Name], incidents: Iterable[Incident]) -> frozenset[str]:
    """The paths of those incidents that share one of these causes with an earlier one, on another service."""
    by_path = edition.ground.systemic_by_path
    return frozenset(
        incident.path
        for incident in incidents
        if any(one.cause in names for one in by_path.get(incident.path, ()))
    )


def apart(incidents: Iterable[Incident]) -> str:
    """How many drills and near-misses are among some incidents: "1 near-miss · 2 drills"."""
    kinds = Counter(incident.postmortem.kind for incident in incidents if not incident.is_counted)
    near = count(kinds["near-miss"], "near-miss", "near-misses") if kinds["near-miss"] else ""
    return joined((near, count(kinds["drill"], "drill") if kinds["drill"] else ""))


def interval(incidents: Iterable[Incident]) -> str:
    """The days from one incident to the next: "median 92 days, n 7", or the few that there are."""
    found = intervals(incidents)
    if not found.values:
        return ""
    if found.median is None:
        return f"{listed([f'{days:,.0f}' for days in found.values])} days"
    return f"median {spell_days(round(found.median))}, n {len(found.values):,}"


def quiet_since(ground: Ground, counted: Sequence[Incident], judged: Sequence[Fix]) -> Quiet | None:
    """How long some incidents' cause has been quiet since its actions were done, or None."""
    types = ground.policy.repeats.action_types
    waiting = {
        item.type or UNTYPED
        for incident in counted
        for item in incident.postmortem.action_items
        if item.is_open and (item.type or UNTYPED) in types
    }
    return quiet(counted, judged, waiting, ground.as_of)


def _state(edition: Edition, counted: Sequence[Incident], judged: Sequence[Fix]) -> str:
    rules = edition.policy.repeats
    found = quiet_since(edition.ground, counted, judged)
    done = ""
    if found:
        young = "" if found.days >= rules.settled_days else ", too young to tell"
        actions = "its action was" if found.done == 1 else f"its {found.done:,} actions were"
        done = f"quiet for {dates.distance(found.days)} since {actions} done{young}"
    new = "new" if is_new(counted, edition.as_of, rules.window_days) else ""
    return joined((new, done))


def repeat(edition: Edition, repetition: Repetition) -> Repeat:
    """A repeat with the incident that it repeats, and why it counts as one."""
    return Repeat(
        row=edition.incidents[repetition.incident.path],
        of=edition.incidents[repetition.of.path],
        cause=named.cause(edition.ground, repetition.cause) if repetition.cause else None,
        why=why(repetition),
        is_declared=repetition.is_declared,
        is_systemic=repetition.is_systemic,
    )


def since_window(ground: Ground) -> date:
    """The day after which the policy's window of days begins that ends with the day of the build."""
    return ground.as_of - timedelta(min(ground.policy.repeats.window_days, ground.as_of.toordinal() - 1))


def lately(ground: Ground, incidents: Iterable[Incident]) -> list[Incident]:
    """Those of some incidents that lie in the policy's window before the day of the build."""
    since = since_window(ground)
    return [one for one in incidents if one.day and since < one.day <= ground.as_of]


def systemic_only(ground: Ground, incidents: Iterable[Incident]) -> list[Incident]:
    """Those of some incidents that are systemic repeats and no others."""
    others = ground.repetitions_by_path
    return [one for one in incidents if one.path in ground.systemic_by_path and one.path not in others]


def share(label: str, incidents: Sequence[Incident], edition: Edition) -> Figure | None:
    """The share of repeats among some incidents against the target, or None where none can be judged."""
    by_path = edition.ground.repetitions_by_path
    needs_all = "same-service" in edition.policy.repeats.ways
    judged = [
        one
        for one in incidents
        if not needs_all or one.path in by_path or (one.causes and one.services and one.day)
    ]
    if not judged:
        return None
    repeats = sum(one.path in by_path for one in judged)
    left_out = len(incidents) - len(judged)
    out = f"{left_out:,} without cause, service or day left out" if left_out else ""
    if len(judged) < FEWEST:
        few = f"{repeats:,} of {len(judged):,}"
        return Figure(label, few, joined(("incidents", out)), f"no share below {FEWEST} incidents")
    ground = joined((f"{repeats:,} of {count(len(judged), 'incident')}", out))
    if not edition.policy.shows_targets:
        return Figure(
            label, percent(repeats, len(judged)), ground, target=Target("page", links.CAUSES, "repeats")
        )
    aim = edition.policy.targets.repeat_percent
    verdict = "met" if 100 * repeats < aim * len(judged) or not repeats else "missed"
    return Figure(
        label=label,
        value=percent(repeats, len(judged)),
        ground=ground,
        note=f"target under {aim:g} %: {verdict}" if aim else f"target none: {verdict}",
        verdict=verdict,
        target=Target("page", links.CAUSES, "repeats"),
    )
