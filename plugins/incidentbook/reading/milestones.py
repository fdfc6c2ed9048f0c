"""Milestones that the words of a timeline's events propose.

A milestone that is missing is better than one that is wrong: what is doubtful proposes nothing, and what
would break the order of the milestones is left out.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

from incidentbook.records import Milestone, TimelineEntry
from incidentbook.records.moment import MILESTONES

from . import milestone_words as words
from .patterns import expression

_LONGEST = 300
_A_DAY = 24 * 60 * 60.0
_SENTENCE_END = expression(r"(?<=[^\s.!?]{3})[.!?]+\s+(?=[A-Z*\"“])")
_LABEL = expression(
    r"[(\[]?(?P<label>detection|discovery|recovery|mitigation|resolution|detected|acknowledged|declared|mitigated"
    r"|recovered|resolved)\s?(?:[:)\]]|\s[-\u2013\u2014]\s)",
    re.IGNORECASE,
)
_ALONE = expression(
    r"(?:^|[.!?;:]\s+|\s[-\u2013\u2014]\s)(?:incident |impact |outage )?"
    r"(?P<word>detected|acknowledged|declared|mitigated|resolved|closed)(?: as \S{2,12})?"
    r"(?:[.!]|$)(?=\s+[A-Z(]|\s*$)",
    re.IGNORECASE,
)
"""A sentence that is nothing but the milestone: "Old release is back. Mitigated."""

_NAMED_ALERT = expression(
    r"\b[A-Z][a-z0-9]+_?[A-Z][A-Za-z0-9_]{1,100} (?:alert )?"
    r"(?:fires?|fired|is firing|triggers|triggered|pages|paged)\b"
)
_LABELS = {
    "detection": "detected",
    "discovery": "detected",
    "mitigation": "mitigated",
    "recovered": "resolved",
    "recovery": "resolved",
    "resolution": "resolved",
}
_WORDS = {
    "started": words.STARTED,
    "changed": words.CHANGED,
    "detected": words.DETECTED,
    "acknowledged": words.ACKNOWLEDGED,
    "declared": words.DECLARED,
    "mitigated": words.MITIGATED,
    "resolved": words.RESOLVED,
    "trouble": words.TROUBLE,
}
_ANYWHERE = frozenset({"acknowledged", "declared"})
_ENDINGS = {"closed": "resolved"}
_PREFERENCE = ("resolved", "mitigated", "declared", "acknowledged", "detected", "started")

_Told = tuple[TimelineEntry, frozenset[str]]


@lru_cache(maxsize=2048)
def told_by(text: str) -> frozenset[str]:
    """What an event's first sentence tells of: milestones, "changed" (a change goes out), "trouble"."""
    text = text[:_LONGEST]
    if label := _LABEL.match(text):
        word = label["label"].lower()
        return frozenset({_LABELS.get(word, word)})
    whole = text.lower()
    sentence = _SENTENCE_END.split(text, maxsplit=1)[0].lower()
    found = {name for name, told in _WORDS.items() if told.tell(whole if name in _ANYWHERE else sentence)}
    found |= {_ENDINGS.get(alone.lower(), alone.lower()) for alone in _ALONE.findall(text)}
    if words.ENDED.tell(whole):
        found.add("resolved")
    if _NAMED_ALERT.search(text[: len(sentence)]):
        found.add("detected")
    if found & {"resolved", "mitigated"}:
        found -= {"detected", "started", "changed"}
    return frozenset(found)


def milestone_of(text: str) -> str:
    """The one milestone that an event's words tell of most, or ""."""
    found = told_by(text)
    return next((name for name in _PREFERENCE if name in found), "")


def propose_milestones(entries: Sequence[TimelineEntry], path: str) -> list[Milestone]:
    """The milestones that the events propose, in their expected order, with the source "timeline".

    Only events of the document `path` with a known time of day count. The incident starts with what is
    said to be its beginning, else with the last change in the day before it was noticed; it is resolved
    by the first event that says so after the last sign of trouble.
    """
    told = [(entry, told_by(entry.text)) for entry in entries if entry.at.path == path and _is_exact(entry)]
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
    started = _beginning(told, noticed)
    anchor = max(noticed, started, 0)
    indices = {"started": started, "detected": noticed, "resolved": _end(told, anchor)}
    indices["mitigated"] = _first(told, "mitigated", anchor)
    over = min(
        (i for name in ("mitigated", "resolved") if (i := _first(told, name, anchor)) >= 0), default=len(told)
    )
    indices["declared"] = _first(told[:over], "declared", anchor)
    last = indices["declared"] + 1 if indices["declared"] >= 0 else over
    indices["acknowledged"] = _first(told[:last], "acknowledged", anchor)
    return {name: told[index][0] for name, index in indices.items() if index >= 0}


def _first(told: Sequence[_Told], name: str, start: int = 0) -> int:
    return next((index for index in range(start, len(told)) if name in told[index][1]), -1)


def _beginning(told: Sequence[_Told], noticed: int) -> int:
    """Where the incident starts: before anybody notices or reacts to it."""
    reacted = (_first(told, name) for name in ("declared", "acknowledged", "mitigated", "resolved"))
    last = noticed if noticed >= 0 else min((index for index in reacted if index >= 0), default=len(told) - 1)
    stated = _first(told[: last + 1], "started")
    if stated >= 0 or noticed < 0:
        return stated
    earliest = _start(told[noticed]) - _A_DAY
    changes = (
        index for index in range(noticed) if "changed" in told[index][1] and _start(told[index]) >= earliest
    )
    return max(changes, default=-1)


def _end(told: Sequence[_Told], anchor: int) -> int:
    """The first event that says that all is well after the last sign of trouble, else the last one."""
    ends = [index for index in range(anchor, len(told)) if "resolved" in told[index][1]]
    signs = {"started", "detected", "trouble"}
    trouble = max((index for index, (_, names) in enumerate(told) if names & signs), default=-1)
    return next((index for index in ends if index >= trouble), ends[-1] if ends else -1)
