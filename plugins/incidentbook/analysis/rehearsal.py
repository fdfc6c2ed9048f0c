"""A past incident taken apart so that it can be lived through again: a timeline as steps of a drill.

A drill begins where the incident began for people: with its first sign. What happened before is the
background, which the facilitator knows and the players find out at the end.
"""

from collections.abc import Iterable
from datetime import datetime

from incidentbook.records import Postmortem, TimelineEntry
from incidentbook.records.plain import dataclass

from .event_kinds import UNTOLD, event_kind

FEWEST = 4
"""So many steps, from the first sign on, make a drill; with fewer there is nothing to find out."""

_NOTICED = ("detected", "acknowledged", "declared")


@dataclass(frozen=True, slots=True)
class Step:
    """What happened in one minute: texts as the document has them, and the kind of the first that tells.

    `minutes` count from the beginning of the incident, and are negative before it.
    """

    moment: datetime
    minutes: float
    kind: str
    texts: tuple[str, ...]
    is_approximate: bool = False


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """The steps of a drill from the first sign on, and what happened before; `began` is minute zero."""

    began: datetime
    background: tuple[Step, ...]
    steps: tuple[Step, ...]


def rehearsal(postmortem: Postmortem) -> Rehearsal | None:
    """The incident as a drill, or None where `obstacle` says why it cannot be one."""
    found = appraisal(postmortem)
    return None if isinstance(found, str) else found


def obstacle(postmortem: Postmortem) -> str:
    """Why no drill can be made of an incident, in words; empty where one can."""
    found = appraisal(postmortem)
    return found if isinstance(found, str) else ""


def appraisal(postmortem: Postmortem) -> Rehearsal | str:
    """The incident as a drill, or why no drill can be made of it."""
    if postmortem.kind == "drill":
        return "it is a drill itself"
    if postmortem.status == "draft":
        return "it is still a draft"
    if not postmortem.timeline:
        return "it has no timeline"
    timed = sum(_is_timed(entry) for entry in postmortem.timeline)
    if timed < FEWEST:
        return f"{timed} of {len(postmortem.timeline)} events have a time of day; a card needs {FEWEST}"
    found = _taken_apart(postmortem)
    if len(found.steps) < FEWEST:
        return f"{len(found.steps)} steps from the first sign on; a card needs {FEWEST}"
    return found


def _taken_apart(postmortem: Postmortem) -> Rehearsal:
    groups = _by_minute(postmortem.timeline)
    started = postmortem.milestone("started")
    began = started.moment.start if started and started.moment.precision != "day" else groups[0][0]
    first = _first_sign(postmortem, groups)
    steps = [_step(moment, entries, began) for moment, entries in groups]
    signs = steps[first:]
    if signs and signs[0].kind != "detection":
        one = signs[0]
        signs[0] = Step(one.moment, one.minutes, "detection", one.texts, one.is_approximate)
    return Rehearsal(began, tuple(steps[:first]), tuple(signs))


def _is_timed(entry: TimelineEntry) -> bool:
    return entry.moment is not None and entry.moment.precision != "day"


_Group = tuple[datetime, list[TimelineEntry]]


def _by_minute(timeline: Iterable[TimelineEntry]) -> list[_Group]:
    """Entries by the minute, in the order of time; what has no time stays with the one before it."""
    groups: list[_Group] = []
    for entry in timeline:
        if entry.moment is not None and _is_timed(entry):
            groups.append((entry.moment.start.replace(second=0, microsecond=0), [entry]))
        elif groups:
            groups[-1][1].append(entry)
    together: list[_Group] = []
    for moment, entries in sorted(groups, key=lambda group: group[0]):
        if together and together[-1][0] == moment:
            together[-1][1].extend(entries)
        else:
            together.append((moment, list(entries)))
    return together


def _first_sign(postmortem: Postmortem, groups: list[_Group]) -> int:
    """Which group is the first that people noticed.

    It is the first at or after the detection; where none is known, that before the acknowledgement or the
    declaration; else the first after the beginning.
    """
    known = {name: postmortem.milestone(name) for name in ("started", *_NOTICED)}
    for name in _NOTICED:
        if (milestone := known[name]) is not None and milestone.moment.precision != "day":
            at = _first_from(groups, milestone.moment.start)
            return at if name == "detected" else max(at - 1, 0)
    for number, (_, entries) in enumerate(groups):
        milestones = {entry.milestone for entry in entries}
        if "detected" in milestones:
            return number
        if milestones & {"acknowledged", "declared"}:
            return max(number - 1, 0)
    started = known["started"]
    return _first_from(groups, started.moment.start) if started else 0


def _first_from(groups: list[_Group], start: datetime) -> int:
    floor = start.replace(second=0, microsecond=0)
    found = (number for number, (moment, _) in enumerate(groups) if moment >= floor)
    return next(found, len(groups))


def _step(moment: datetime, entries: list[TimelineEntry], began: datetime) -> Step:
    kinds = [event_kind(entry) for entry in entries]
    kind = min(kinds, key=lambda one: UNTOLD.index(one) if one in UNTOLD else -1)
    is_approximate = any(entry.moment is not None and entry.moment.approximate for entry in entries)
    minutes = (moment - began.replace(second=0, microsecond=0)).total_seconds() / 60
    return Step(moment, minutes, kind, tuple(entry.text for entry in entries), is_approximate)
