"""Causes as rows; repeats and returns in words."""

from collections import Counter
from collections.abc import Iterable, Sequence

from incidentbook.analysis.catalogue import Incident
from incidentbook.analysis.names import Name
from incidentbook.analysis.repeats import WINDOW, Repetition, Return
from incidentbook.records import Cause

from . import dates, named
from .durations import spell_days
from .edition import Edition
from .models import CameBack, CauseRow, Figure, Link, Repeat
from .strips import strip
from .words import count, joined, percent

DEFINITION = (
    f"A repeat is an incident that names the same cause on the same service as an earlier one "
    f"at most {WINDOW} days before it, or that its author declares one (repeat_of). "
    "Drills and near-misses are listed apart and never counted."
)
CAME_BACK = (
    "Actions meant to stop a cause (of type prevent or repair, or of none) that were marked done, "
    f"and at most {WINDOW} days later the cause came back on the same service."
)
FEWEST = 5
"""A share is given as a percentage from this many incidents up."""

APART = {"near-miss": "near-miss", "drill": "drill"}


def cause_row(edition: Edition, name: Name, incidents: Sequence[Incident], came_back: int = 0) -> CauseRow:
    """One cause with some of its incidents (newest first): all of them, or those of one service or team."""
    ground = edition.ground
    counted = [incident for incident in incidents if incident.is_counted]
    repeats = repeated_by(edition, name, counted)
    known = edition.policy.cause(name.id)
    services = Counter(service for incident in counted for service in incident.services)
    return CauseRow(
        link=named.cause(ground, name),
        id=name.id,
        description=known.description if known else "",
        group=group(edition, known),
        strip=strip(ground, edition.scale, counted, repeats),
        count=len(counted),
        repeats=len(repeats),
        apart=apart(incidents),
        came_back=came_back,
        services=named.services(ground, (service for service, _ in services.most_common())),
        last=dates.day(counted[0].day, edition.as_of) if counted and counted[0].day else None,
        is_known=name.is_known,
    )


def group(edition: Edition, cause: Cause | None) -> Link | None:
    """The cause above one in the policy's taxonomy."""
    parent = edition.ground.catalogue.causes.find(cause.parent) if cause and cause.parent else None
    return named.cause(edition.ground, parent) if parent else None


def repeated_by(edition: Edition, name: Name, incidents: Iterable[Incident]) -> frozenset[str]:
    """The paths of those incidents that are repeats by this cause."""
    by_path = edition.ground.repetitions_by_path
    return frozenset(
        incident.path
        for incident in incidents
        if any(repetition.cause == name for repetition in by_path.get(incident.path, ()))
    )


def apart(incidents: Iterable[Incident]) -> str:
    """How many drills and near-misses are among some incidents: "1 near-miss · 2 drills"."""
    kinds = Counter(incident.postmortem.kind for incident in incidents if not incident.is_counted)
    near = count(kinds["near-miss"], "near-miss", "near-misses") if kinds["near-miss"] else ""
    return joined((near, count(kinds["drill"], "drill") if kinds["drill"] else ""))


def repeat(edition: Edition, repetition: Repetition) -> Repeat:
    """A repeat with the incident that it repeats, and why it counts as one."""
    return Repeat(
        row=edition.incidents[repetition.incident.path],
        of=edition.incidents[repetition.of.path],
        cause=named.cause(edition.ground, repetition.cause) if repetition.cause else None,
        why=_why(repetition),
        is_declared=repetition.is_declared,
    )


def came_back(edition: Edition, one: Return) -> CameBack:
    """An action that was done before its cause came back."""
    rows = dict(
        zip(map(id, one.origin.postmortem.action_items), edition.actions[one.origin.path], strict=True)
    )
    return CameBack(
        action=rows[id(one.item)],
        incident=edition.incidents[one.incident.path],
        cause=named.cause(edition.ground, one.cause),
        service=named.service(edition.ground, one.service),
        sentence=_came_back(one),
    )


def share(label: str, incidents: Sequence[Incident], edition: Edition) -> Figure | None:
    """The share of repeats among some incidents against the target, or None where none can be judged."""
    by_path = edition.ground.repetitions_by_path
    judged = [one for one in incidents if one.path in by_path or (one.causes and one.services and one.day)]
    if not judged:
        return None
    repeats = sum(one.path in by_path for one in judged)
    left_out = len(incidents) - len(judged)
    out = f"{left_out:,} without cause, service or day left out" if left_out else ""
    if len(judged) < FEWEST:
        few = f"{repeats:,} of {len(judged):,}"
        return Figure(label, few, joined(("incidents", out)), f"no share below {FEWEST} incidents")
    aim = edition.policy.targets.repeat_percent
    verdict = "met" if 100 * repeats <= aim * len(judged) else "missed"
    return Figure(
        label=label,
        value=percent(repeats, len(judged)),
        ground=joined((f"{repeats:,} of {count(len(judged), 'incident')}", out)),
        note=f"target at most {aim:g} %: {verdict}",
        verdict=verdict,
    )


def _why(repetition: Repetition) -> str:
    after = f", {spell_days(abs(repetition.days))} after" if repetition.days is not None else ""
    if repetition.cause and repetition.service:
        declared = "; declared by its author" if repetition.is_declared else ""
        return f"same cause on {repetition.service.title}{after}{declared}"
    return f"declared by its author{after}"


def _came_back(one: Return) -> str:
    done, day = one.item.done_on, one.incident.day
    since = done or one.origin.day
    start = f"Done {dates.day(done).text}" if done else "Marked done, the day not stated"
    after = "later" if done else "after its incident"
    gap = f" {dates.distance((day - since).days)} {after}" if since and day else ""
    return f"{start}; “{one.cause.title}” came back on {one.service.title}{gap}"
