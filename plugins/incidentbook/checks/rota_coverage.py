"""ROT: whether somebody is on call, and only one: gaps, overlaps, holidays, overrides."""

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from itertools import combinations, pairwise

from incidentbook.analysis.rota import (
    Span,
    boundaries,
    is_active,
    is_inside,
    merged,
    on_call,
    spans,
    window_spans,
)
from incidentbook.analysis.rota_words import length_words, wall_words
from incidentbook.reading.wall_clock import instant
from incidentbook.records import Finding
from incidentbook.records.plain import replace
from incidentbook.records.rota import Line, Rota, Rotation, Shift

from .context import Context
from .registry import rule
from .rota_spans import AHEAD, from_to, own_lines, time_ahead


@rule("ROT103", "on-call-gap", level="error", applies="rota", settings=AHEAD)
def on_call_gap(rota: Rota, context: Context) -> Iterator[Finding]:
    """Nobody is on call for a time, within the hours that the rotation covers.

    Looked at are the next days, from today or from the first turn on. `covers:` says in which hours somebody
    must be on call; without it, always.

    Why: an alert in a gap wakes nobody.
    Instead: a shift for these hours, a later `until:`, or `covers: mon-fri 08:00-18:00` if the gap is meant.
    Measured: no firing on 180 real documents, which have no rota.
    """
    for rotation in rota.rotations:
        since, until = time_ahead("ROT103", rotation, rota, context)
        for line in own_lines(rotation):
            gaps = list(gaps_of(rotation, line, since, until))
            if line.shifts and gaps and not line.is_partial:
                lost = sum((gap.end - gap.start for gap in gaps), timedelta())
                more = f"; {len(gaps) - 1} more follow, {length_words(lost)} in all" if len(gaps) > 1 else ""
                message = f"nobody is {line.name} of “{rotation.id}” {from_to(gaps[0], rotation)}{more}"
                hint = "add a shift or a person for it, or say `covers:` if it is meant"
                yield Finding(line.at, message, hint, key=f"{rotation.id} {line.name}")


def gaps_of(rotation: Rotation, line: Line, since: datetime, until: datetime) -> Iterator[Span]:
    """The stretches without anybody within the covered hours."""
    edges = set(boundaries(rotation, line.name, since, until))
    edges.update(_cover_edges(rotation, since, until))
    return merged(
        Span(start, end, "")
        for start, end in pairwise(sorted(edges))
        if not on_call(rotation, line.name, start).person and is_inside(rotation.covers, rotation.zone, start)
    )


def _cover_edges(rotation: Rotation, since: datetime, until: datetime) -> Iterator[datetime]:
    for start, end in window_spans(rotation.covers, rotation.zone, since, until):
        yield from (moment for moment in (start, end) if since < moment < until)


@rule("ROT104", "on-call-overlap", level="warning", applies="rota", settings=AHEAD)
def on_call_overlap(rota: Rota, context: Context) -> Iterator[Finding]:
    """Two shifts of a line, or two overrides, hold for the same time.

    Of two shifts the later one in the file counts, of two overrides too. A shift that is meant to lie over
    the others says `over: true`.

    Why: two people believe that they are on call, or each that it is the other.
    Instead: `hours:` or `until:` that do not meet; `over: true` where the shift is meant to go first.
    Measured: no firing on 180 real documents, which have no rota.
    """
    for rotation in rota.rotations:
        since, until = time_ahead("ROT104", rotation, rota, context)
        for line in rotation.lines:
            if line in own_lines(rotation) and not line.is_partial:
                yield from _meeting_shifts(rotation, line, since, until)
            yield from _meeting_overrides(rotation, line, since)


def _meeting_shifts(rotation: Rotation, line: Line, since: datetime, until: datetime) -> Iterator[Finding]:
    edges = boundaries(rotation, line.name, since, until) if len(line.shifts) > 1 else []
    for (number, one), (later, other) in combinations(enumerate(line.shifts, 1), 2):
        if other.is_over:
            continue
        found = [edge for edge in edges[:-1] if is_active(one, edge) and is_active(other, edge)]
        if found:
            first, second = _shift_name(one, number), _shift_name(other, later)
            when = wall_words(found[0], rotation.zone)
            message = f"{first} and {second} of “{rotation.id}” hold for the same time, first at {when}"
            hint = "let their `hours:` not meet, or write `over: true` at the one that goes first"
            yield Finding(other.at, message, hint, key=f"{rotation.id} {line.name} {first} {second}")


def _meeting_overrides(rotation: Rotation, line: Line, since: datetime) -> Iterator[Finding]:
    own = [one for one in rotation.overrides if one.line == line.name and one.end > since]
    for one, other in combinations(own, 2):
        start, end = max(one.start, other.start), min(one.end, other.end)
        if start < end and one.person.name != other.person.name:
            words = from_to(Span(start, end, ""), rotation)
            message = f"two overrides of “{rotation.id}” hold {words}: {one.person.name}, {other.person.name}"
            key = f"{rotation.id} {one.person.name} {other.person.name} {start:%Y-%m-%d}"
            hint = "the later one in the file counts; shorten one of them"
            yield Finding(other.at, message, hint, key=key, other=one.at)


@rule("ROT105", "on-call-on-holiday", level="warning", applies="rota", settings=AHEAD)
def on_call_on_holiday(rota: Rota, context: Context) -> Iterator[Finding]:
    """Somebody is on call on days on which `holidays:` says that they are away.

    Why: the alert goes to somebody at a beach, and the next level learns of it minutes later.
    Instead: an override for these days, agreed with whoever takes them.
    Measured: no firing on 180 real documents, which have no rota.
    """
    for holiday in rota.holidays:
        for rotation in rota.rotations:
            since, until = time_ahead("ROT105", rotation, rota, context)
            first = instant(datetime.combine(holiday.first, time()), rotation.zone)
            last = instant(datetime.combine(holiday.last + timedelta(1), time()), rotation.zone)
            start, end = max(first, since), min(last, until)
            for line in rotation.lines if start < end else ():
                found = [
                    one for one in spans(rotation, line.name, start, end) if one.person == holiday.person.name
                ]
                if found:
                    name = holiday.person.name
                    words = from_to(found[0], rotation)
                    message = f"{name} is away, and {line.name} of “{rotation.id}” {words}"
                    key = f"{rotation.id} {line.name} {name} {holiday.first.isoformat()}"
                    hint = "write an override for these days"
                    yield Finding(holiday.at, message, hint, key=key, other=line.at)


@rule("ROT119", "idle-override", level="info", applies="rota")
def idle_override(rota: Rota, context: Context) -> Iterator[Finding]:
    """An override that is not over names whoever would be on call anyway.

    Why: it was written for another week, or the order of the people changed under it.
    Instead: delete it, or correct its days.
    Measured: no firing on 180 real documents, which have no rota.
    """
    today = datetime.combine(context.as_of, time(), UTC)
    for rotation in rota.rotations:
        for number, one in enumerate(rotation.overrides):
            others = (*rotation.overrides[:number], *rotation.overrides[number + 1 :])
            bare = replace(rotation, overrides=others)
            if one.end <= today:
                continue
            without = spans(bare, one.line, one.start, one.end)
            if [span.person for span in without] == [one.person.name]:
                message = f"{one.person.name} is {one.line} of “{rotation.id}” at that time anyway"
                key = f"{rotation.id} {one.person.name} {one.start:%Y-%m-%d}"
                yield Finding(one.at, message, "delete the override, or correct its days", key=key)


def _shift_name(shift: Shift, number: int) -> str:
    return f"“{shift.name}”" if shift.name else f"shift {number}"
