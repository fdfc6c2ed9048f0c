"""Where two rotas disagree: who is on call when, and who is told when nobody answers."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from itertools import pairwise

from incidentbook.reading.pagerduty import Imported
from incidentbook.reading.pagerduty import Span as Rendered
from incidentbook.records.plain import dataclass
from incidentbook.records.rota import Level, Rota, Rotation

from .names import key
from .rota import Span, spans
from .rota_words import after_words


@dataclass(frozen=True, slots=True)
class Pair:
    """One of our lines and the rotation of the other program that says the same."""

    ours: Rotation
    line: str
    theirs: Rotation


@dataclass(frozen=True, slots=True)
class Difference:
    """A stretch of time (UTC) in which two rotas name different people, "" for nobody."""

    pair: Pair
    start: datetime
    end: datetime
    ours: str
    theirs: str


def pairs(rota: Rota, chosen: Sequence[Rotation], other: Imported) -> tuple[Pair, ...]:
    """Which of our lines and which of their rotations belong together.

    By id or title; else the only ones of both. A rotation that theirs tells next is our secondary.
    """
    found: list[Pair] = []
    left = list(other.rota.rotations)
    for ours in chosen:
        names = {key(ours.id), key(ours.title)}
        theirs = next((one for one in left if names & {key(one.id), key(one.title)}), None)
        if theirs is None and len(rota.rotations) == 1 and left:
            theirs = _leading(left)
        if theirs:
            found.append(Pair(ours, "primary", theirs))
            left.remove(theirs)
    for pair in tuple(found):
        told = [target.name for level in pair.theirs.levels[1:] for target in level.targets]
        second = next((one for one in left if one.id in told), None)
        if second and pair.ours.line("secondary"):
            found.append(Pair(pair.ours, "secondary", second))
            left.remove(second)
    return tuple(found)


def _leading(rotations: Sequence[Rotation]) -> Rotation | None:
    """The only rotation, or the only one with an escalation."""
    leading = [one for one in rotations if one.levels]
    if len(rotations) == 1:
        return rotations[0]
    return leading[0] if len(leading) == 1 else None


def unpaired(
    found: Sequence[Pair], chosen: Sequence[Rotation], other: Imported
) -> tuple[tuple[Rotation, ...], tuple[Rotation, ...]]:
    """Our rotations and theirs that have no counterpart."""
    ours = {pair.ours.id for pair in found}
    theirs = {pair.theirs.id for pair in found}
    return (
        tuple(one for one in chosen if one.id not in ours),
        tuple(one for one in other.rota.rotations if one.id not in theirs),
    )


def differences(pair: Pair, other: Imported, since: datetime, until: datetime) -> Iterator[Difference]:
    """The stretches from `since` to `until` in which the two name different people.

    Where the other program worked out its own spans, those count for the time that they are about.
    """
    own = spans(pair.ours, pair.line, since, until)
    others = tuple(_theirs(pair.theirs, other.rendered.get(pair.theirs.id, ()), since, until))
    edges = sorted({span.start for span in (*own, *others)} | {span.end for span in (*own, *others)})
    last: Difference | None = None
    for start, end in pairwise(edges):
        mine, their = _at(own, start), _at(others, start)
        if key(mine) == key(their):
            continue
        if last and last.end == start and (last.ours, last.theirs) == (mine, their):
            last = Difference(pair, last.start, end, mine, their)
            continue
        if last:
            yield last
        last = Difference(pair, start, end, mine, their)
    if last:
        yield last


def _theirs(
    rotation: Rotation, rendered: Sequence[Rendered], since: datetime, until: datetime
) -> Iterator[Span]:
    """The other program's own spans within their time, and what its layers say before and after."""
    if not rendered:
        yield from spans(rotation, "primary", since, until)
        return
    first = max(since, min(one.start for one in rendered))
    last = min(until, max(one.end for one in rendered))
    if first >= last:
        yield from spans(rotation, "primary", since, until)
        return
    if since < first:
        yield from spans(rotation, "primary", since, first)
    reached = first
    for one in sorted(rendered, key=lambda span: span.start):
        start, end = max(one.start, first), min(one.end, last)
        if start < end:
            if reached < start:
                yield Span(reached, start, "")
            yield Span(start, end, one.person)
            reached = max(reached, end)
    if last < until:
        yield from spans(rotation, "primary", last, until)


def _at(found: Sequence[Span], moment: datetime) -> str:
    return next((one.person for one in found if one.start <= moment < one.end), "")


def rendered_faults(other: Imported) -> Iterator[tuple[Rotation, Span, str]]:
    """Where their own spans contradict their layers as they were read: (rotation, span, their person)."""
    for rotation in other.rota.rotations:
        for one in other.rendered.get(rotation.id, ()):
            for span in spans(rotation, "primary", one.start, one.end):
                if span.person != one.person:
                    yield rotation, span, one.person


def escalation_difference(pair: Pair, names: Mapping[str, str]) -> tuple[str, str] | None:
    """The two ladders in words where they differ; `names` are our words for their rotations' ids."""
    if pair.line != "primary" or not pair.theirs.levels:
        return None
    ours, theirs = (
        "; ".join(f"{after_words(level.minutes)} {', '.join(_told(level, words))}" for level in levels)
        for levels, words in ((pair.ours.levels, {}), (pair.theirs.levels, names))
    )
    return None if ours == theirs else (ours or "nothing", theirs)


def _told(level: Level, names: Mapping[str, str]) -> list[str]:
    return sorted(names.get(target.name, key(target.name)) for target in level.targets)
