"""Milestones that the words of a timeline's events propose.

A milestone that is missing is better than one that is wrong: what is doubtful proposes nothing, and what
would break the order of the milestones is left out.
"""

from collections.abc import Callable, Mapping, Sequence

from incidentbook.records import Milestone, TimelineEntry
from incidentbook.records.moment import MILESTONES

from . import milestone_words as words

_LONGEST = 300
_PREFERENCE = ("resolved", "mitigated", "declared", "acknowledged", "detected", "started")


def milestones_of(text: str) -> frozenset[str]:
    """The milestones that an event's words tell of; "changed" where a change goes out."""
    text = text[:_LONGEST]
    found = {name for name, told in _TOLD.items() if told(text)}
    if "resolved" in found or "mitigated" in found:
        found -= {"detected", "started", "changed"}
    return frozenset(found)


def milestone_of(text: str) -> str:
    """The one milestone that an event's words tell of most, or ""."""
    found = milestones_of(text)
    return next((name for name in _PREFERENCE if name in found), "")


_TOLD: Mapping[str, Callable[[str], bool]] = {
    "started": lambda text: bool(words.STARTED.search(text)),
    "changed": lambda text: bool(words.CHANGED.search(text) and not words.NO_CHANGE.search(text)),
    "detected": lambda text: bool(words.DETECTED.search(text) and not words.NOT_DETECTED.search(text)),
    "acknowledged": lambda text: bool(words.ACKNOWLEDGED.search(text)),
    "declared": lambda text: bool(words.DECLARED.search(text)),
    "mitigated": lambda text: bool(words.MITIGATED.search(text) and not words.NOT_MITIGATED.search(text)),
    "resolved": lambda text: bool(words.RESOLVED.search(text) and not words.NOT_RESOLVED.search(text)),
}

_Told = tuple[TimelineEntry, frozenset[str]]


def propose_milestones(entries: Sequence[TimelineEntry], path: str) -> list[Milestone]:
    """The milestones that the events propose, in their expected order, with the source "timeline".

    Only events with a known time of day count. The incident starts with what is said to be its
    beginning, else with the last change before it was noticed; it is resolved by the first event that
    says so after the last sign of trouble.
    """
    told = [(entry, milestones_of(entry.text)) for entry in entries if entry.at.path == path and _is_exact(entry)]
    told.sort(key=_start)
    chosen = _choose(told)
    kept: list[Milestone] = []
    for name in MILESTONES:
        entry = chosen.get(name)
        if entry is None or entry.moment is None:
            continue
        if not kept or entry.moment.start >= kept[-1].moment.start:
            kept.append(Milestone(name, entry.moment, "timeline", entry.at))
    return kept


def _is_exact(entry: TimelineEntry) -> bool:
    return entry.moment is not None and entry.moment.precision != "day"


def _start(told: _Told) -> float:
    return told[0].moment.start.timestamp() if told[0].moment else 0.0


def _choose(told: Sequence[_Told]) -> dict[str, TimelineEntry]:
    """One event for each milestone that is told of."""
    noticed = _first(told, "detected")
    reacted = min((i for name in _PREFERENCE[:-1] if (i := _first(told, name)) >= 0), default=-1)
    started = _beginning(told, noticed, reacted)
    indices = {"started": started, "detected": noticed}
    anchor = max(noticed, started, 0)
    for name in ("acknowledged", "declared", "mitigated"):
        indices[name] = _first(told, name, anchor)
    indices["resolved"] = _end(told, anchor)
    return {name: told[index][0] for name, index in indices.items() if index >= 0}


def _first(told: Sequence[_Told], name: str, start: int = 0) -> int:
    return next((index for index in range(start, len(told)) if name in told[index][1]), -1)


def _beginning(told: Sequence[_Told], noticed: int, reacted: int) -> int:
    """Where the incident starts: before anybody reacts to it."""
    last = noticed if noticed >= 0 else reacted
    before = range(last + 1 if last >= 0 else len(told))
    stated = next((index for index in before if "started" in told[index][1]), -1)
    if stated >= 0 or noticed < 0:
        return stated
    return max((index for index in range(noticed) if "changed" in told[index][1]), default=-1)


def _end(told: Sequence[_Told], anchor: int) -> int:
    """The first event that says that all is well after the last sign of trouble, else the last that says so."""
    ends = [index for index in range(anchor, len(told)) if "resolved" in told[index][1]]
    trouble = max((index for index, (_, names) in enumerate(told) if names & {"started", "detected"}), default=-1)
    return next((index for index in ends if index >= trouble), ends[-1] if ends else -1)
