"""ROT: what a rota plans and cannot mean: turns that have yet to begin, levels hours away, names twice."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import pairwise

from incidentbook.analysis.rota_words import after_words, length_words, wall_words
from incidentbook.records import Finding
from incidentbook.records.rota import Rota, Rotation

from .context import Context
from .registry import Setting, rule
from .rota_coverage import gaps_of
from .rota_spans import day_start, first_turn, own_lines

_A_YEAR = timedelta(days=366)


@rule("ROT121", "turns-yet-to-begin", level="warning", applies="rota")
def turns_yet_to_begin(rota: Rota, context: Context) -> Iterator[Finding]:
    """The first turn of a rotation lies ahead, and until then nobody is on call for its services.

    Silent where overrides fill the time, or where another rotation that has begun is for the same teams or
    services.

    Why: the year is mistyped, or the old rota was deleted too early; an alert wakes nobody.
    Instead: a day that has passed as `begins:`; or the rotation of before, with `until:`, beside the new one.
    Measured: no firing on 180 real documents, which have no rota.
    """
    now = day_start(context)
    for rotation in rota.rotations:
        primary = rotation.lines[0]
        first = None if primary.is_partial else first_turn((primary,))
        if first is None or first <= now + timedelta(days=1) or _is_covered(rotation, rota, now):
            continue
        far = first - now > _A_YEAR
        if not any(gaps_of(rotation, primary, now, now + _A_YEAR if far else first)):
            continue
        when = f"{wall_words(first, rotation.zone)} ({rotation.zone})"
        message = f"nobody is primary of “{rotation.id}” before its first turn, {when}"
        wait = f"{_ahead(first - now)} ahead: correct the year of `begins:`" if far else _HINT
        yield Finding(primary.at, message, wait, key=rotation.id)


def _ahead(wait: timedelta) -> str:
    years = wait // _A_YEAR
    return f"{years} years" if years > 1 else length_words(wait)


_HINT = "write a day that has passed at `begins:`, or keep the rotation of before with `until:`"


def _is_covered(rotation: Rotation, rota: Rota, now: datetime) -> bool:
    """Whether another rotation that has begun is for one of the same teams or services."""
    places = _places(rotation)
    begun = (one for one in rota.rotations if one.id != rotation.id and one.lines[0].shifts)
    return any(
        places & _places(one) and ((first := first_turn(one.lines[:1])) is None or first <= now)
        for one in begun
    )


def _places(rotation: Rotation) -> frozenset[tuple[str, str]]:
    teams = (("team", one.name) for one in rotation.teams)
    return frozenset((*teams, *(("service", one.name) for one in rotation.services)))


@rule("ROT122", "rota-without-rotation", level="warning", applies="rota")
def rota_without_rotation(rota: Rota, _context: Context) -> Iterator[Finding]:
    """The rota is there and names no rotation: it is empty, or holds people alone.

    Why: who looks for whoever is on call finds a page that says nothing.
    Instead: `rotations:` with an `id`, `people:` and the day on which the first turn `begins:`; or no file.
    Measured: no firing on 180 real documents, which have no rota.
    """
    if not rota.rotations and not rota.problems:
        hint = "write `rotations: [{id: shop, people: [ana, bo], begins: 2026-01-05}]`, or delete the file"
        yield Finding(rota.at, "the rota names no rotation, so nobody is on call", hint)


@rule(
    "ROT123",
    "late-escalation",
    level="warning",
    applies="rota",
    settings={"longest": Setting(120, "so many minutes may pass from one level to the next")},
)
def late_escalation(rota: Rota, context: Context) -> Iterator[Finding]:
    """Hours pass from one level of an escalation to the next, or before the first one.

    Why: `after:` counts minutes; whoever meant seconds or an hour of the day waits until the next morning.
    Instead: minutes in which people can be expected to answer, such as 0, 5, 15, 30.
    Measured: no firing on 180 real documents, which have no rota.
    """
    longest = context.number("ROT123", "longest", rota)
    for rotation in rota.rotations:
        told = [(0.0, rotation.at), *((level.minutes, level.at) for level in rotation.levels)]
        for number, ((before, _), (minutes, at)) in enumerate(pairwise(told), 1):
            if minutes - before > longest:
                message = f"level {number} of “{rotation.id}” is told {after_words(minutes)}"
                if number > 1:
                    message += (
                        f", {length_words(timedelta(minutes=minutes - before))} behind the one before it"
                    )
                yield Finding(at, message, "write the minutes since the alert", key=f"{rotation.id} {number}")


@rule("ROT124", "repeats-too-early", level="warning", applies="rota")
def repeats_too_early(rota: Rota, _context: Context) -> Iterator[Finding]:
    """An escalation begins anew before its last level is told, or at the same time.

    `repeats_after:` counts from the alert, as `after:` does.

    Why: the first level is told again while the last one has yet to hear of it.
    Instead: more minutes than those of the last level.
    Measured: no firing on 180 real documents, which have no rota.
    """
    for rotation in rota.rotations:
        again, levels = rotation.repeat_minutes, rotation.levels
        last = max((level.minutes for level in levels), default=0)
        if again is not None and levels and again <= last:
            message = f"the escalation of “{rotation.id}” begins anew {after_words(again)}"
            message += f", and its last level is told {after_words(last)}"
            hint = f"write more than {last:g} at `repeats_after:`"
            yield Finding(rotation.at, message, hint, key=rotation.id)


@rule("ROT125", "person-twice", level="warning", applies="rota")
def person_twice(rota: Rota, _context: Context) -> Iterator[Finding]:
    """One name stands twice in the order of a shift, so that its bearer has twice as many turns as others.

    Why: it is a slip of copying, or somebody else was meant; nobody notices before the second turn.
    Instead: each name once. Where somebody really takes more turns, say so with a waiver.
    Measured: no firing on 180 real documents, which have no rota.
    """
    for rotation in rota.rotations:
        for line in own_lines(rotation):
            for shift in line.shifts:
                for name, times in Counter(one.name for one in shift.people).items():
                    if times > 1:
                        at = [one.at for one in shift.people if one.name == name][1]
                        message = f"“{name}” stands {times} times among the people of “{rotation.id}”"
                        hint = "name everybody once, in the order of their turns"
                        yield Finding(at, message, hint, key=f"{rotation.id} {line.name} {shift.name} {name}")
