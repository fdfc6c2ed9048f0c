"""ROT: what a rotation asks of people: how long, how often, and at what hour it is handed over."""

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta

from incidentbook.analysis.rota import Span, joined, people_of, pieces, spans
from incidentbook.analysis.rota_words import length_words
from incidentbook.reading.rota_times import DAY, WEEK, WEEKDAYS, clock_text
from incidentbook.reading.wall_clock import instant, wall_time
from incidentbook.records import Finding
from incidentbook.records.rota import Rota, Shift

from .context import Context
from .registry import Setting, rule
from .rota_spans import AHEAD, from_to, own_lines, time_ahead

_SATURDAY = 5


@rule("ROT106", "both-lines", level="warning", applies="rota", settings=AHEAD)
def both_lines(rota: Rota, context: Context) -> Iterator[Finding]:
    """One person is primary and secondary at the same time.

    Why: when the primary does not answer, the secondary does not either.
    Instead: another order of the people, `secondary: next`, or an override for the secondary as well.
    Measured: no firing on 180 real documents, which have no rota.
    """
    for rotation in rota.rotations:
        since, until = time_ahead("ROT106", rotation, rota, context)
        second = rotation.line("secondary")
        for one in spans(rotation, "primary", since, until) if second and second.shifts else ():
            both = [
                other
                for other in spans(rotation, "secondary", one.start, one.end)
                if other.person and other.person == one.person
            ]
            if both:
                message = (
                    f"{one.person} is primary and secondary of “{rotation.id}” {from_to(both[0], rotation)}"
                )
                hint = "let somebody else stand behind"
                yield Finding(rotation.at, message, hint, key=f"{rotation.id} {one.person}")
                break


@rule(
    "ROT107",
    "always-on-call",
    level="warning",
    applies="rota",
    settings={**AHEAD, "percent": Setting(90, "from this share of the time on")},
)
def always_on_call(rota: Rota, context: Context) -> Iterator[Finding]:
    """One person is on call nearly all the time, as primary or secondary of any rotation.

    Why: nobody can be ready for three months; they will miss alerts, or leave.
    Instead: more people in the rotation, or fewer hours that it covers.
    Measured: no firing on 180 real documents, which have no rota.
    """
    percent = context.number("ROT107", "percent", rota)
    times = [time_ahead("ROT107", rotation, rota, context) for rotation in rota.rotations]
    busy: dict[str, list[tuple[Span, int]]] = {}
    for number, (rotation, ahead) in enumerate(zip(rota.rotations, times, strict=True)):
        for line in rotation.lines:
            for one in spans(rotation, line.name, *ahead):
                if one.person:
                    busy.setdefault(one.person, []).append((one, number))
    for person, found in sorted(busy.items()):
        number = found[0][1]
        since, until = times[number]
        share = 100 * _hours_together([one for one, _ in found]) / ((until - since).total_seconds() / 3600)
        if share >= percent:
            message = f"{person} is on call {min(share, 100):.0f} % of the next {(until - since).days} days"
            hint = "share it with more people, or cover fewer hours"
            yield Finding(rota.rotations[number].at, message, hint, key=person)


def _hours_together(found: list[Span]) -> float:
    """The hours in which at least one of the stretches holds."""
    total, reached = timedelta(), datetime.min.replace(tzinfo=UTC)
    for one in sorted(found, key=lambda span: span.start):
        total += max(one.end - max(one.start, reached), timedelta())
        reached = max(reached, one.end)
    return total.total_seconds() / 3600


@rule(
    "ROT108",
    "long-stretch",
    level="warning",
    applies="rota",
    settings={**AHEAD, "longest": Setting(8, "days in a row that one person may be primary")},
)
def long_stretch(rota: Rota, context: Context) -> Iterator[Finding]:
    """One person is primary for more than a week in a row, nobody else in between: two turns back to back.

    Hours in which nobody is on call do not end a stretch. Reported once a rotation and person.

    Why: after a week of nights people need a week of sleep.
    Instead: another order of the people, shorter turns, or an exchange that is not with the next turn.
    Measured: no firing on 180 real documents, which have no rota.
    """
    longest = timedelta(days=context.number("ROT108", "longest", rota))
    for rotation in rota.rotations:
        since, until = time_ahead("ROT108", rotation, rota, context)
        seen: set[str] = set()
        for one in _stretches(pieces(rotation, "primary", since, until)):
            is_whole = one.start == since and one.end == until  # the rule always-on-call says so
            if one.end - one.start > longest and one.person not in seen and not is_whole:
                seen.add(one.person)
                words = length_words(one.end - one.start)
                message = (
                    f"{one.person} is primary of “{rotation.id}” {words} in a row, {from_to(one, rotation)}"
                )
                hint = "exchange a turn, or put somebody between"
                yield Finding(rotation.at, message, hint, key=f"{rotation.id} {one.person}")


def _stretches(found: tuple[Span, ...]) -> Iterator[Span]:
    """Stretches of one person; hours without anybody do not end them."""
    return joined((one for one in found if one.person), lambda last, one: last.person == one.person)


@rule(
    "ROT109",
    "few-people",
    level="warning",
    applies="rota",
    settings={"people": Setting(5, "so many must share a rotation of a week a turn")},
)
def few_people(rota: Rota, context: Context) -> Iterator[Finding]:
    """Fewer than five people share the primary turns of a rotation whose turns last a week or longer.

    Counted is everybody in any shift of the primary line.

    Why: with four, everybody is on call every fourth week, and a holiday or an illness makes it every third.
    Instead: join the rotations of two teams, train more people, or take shorter turns.
    Measured: no firing on 180 real documents, which have no rota.
    """
    least = int(context.number("ROT109", "people", rota))
    for rotation in rota.rotations:
        line = rotation.line("primary")
        number = len(people_of(line))
        if (
            line
            and not line.is_partial
            and 0 < number < least
            and any(shift.turn >= WEEK for shift in line.shifts)
        ):
            people = "1 person takes" if number == 1 else f"{number} people take"
            message = f"{people} the turns of “{rotation.id}”, which last a week"
            hint = f"let at least {least} share them"
            yield Finding(line.at, message, hint, key=rotation.id)


@rule(
    "ROT110",
    "handoff-at-night",
    level="warning",
    applies="rota",
    settings={
        "from_hour": Setting(21, "the hour at which the night begins"),
        "to_hour": Setting(7, "the hour at which it ends"),
    },
)
def handoff_at_night(rota: Rota, context: Context) -> Iterator[Finding]:
    """A turn or a shift begins at night, on the clock where its people live (`home:`, else its `time_zone:`).

    Why: whoever hands over tells what is going on; at night they sleep, or the other one does.
    Instead: a handoff in the hours in which both are awake, such as `handoff: mon 10:00`.
    Measured: no firing on 180 real documents, which have no rota.
    """
    night = context.number("ROT110", "from_hour", rota) * 60
    morning = context.number("ROT110", "to_hour", rota) * 60
    for rotation, line, shift in rota.shifts():
        if line not in own_lines(rotation):
            continue
        late = [minute for minute in _beginnings(shift) if minute >= night or minute < morning]
        if late:
            name = f" {shift.name}" if shift.name else ""
            message = f"“{rotation.id}”{name} is handed over at {clock_text(late[0])} ({shift.home})"
            key = f"{rotation.id} {line.name} {shift.name} {clock_text(late[0])}"
            yield Finding(shift.at, message, "let it begin in the daytime", key=key)


@rule("ROT111", "handoff-at-weekend", level="info", applies="rota")
def handoff_at_weekend(rota: Rota, _context: Context) -> Iterator[Finding]:
    """Turns of a week begin on a Saturday or a Sunday.

    Why: a handoff is a conversation, and on a Saturday nobody is there for it.
    Instead: a working day, such as `handoff: mon 10:00`.
    Measured: no firing on 180 real documents, which have no rota.
    """
    for rotation, line, shift in rota.shifts():
        if line not in own_lines(rotation):
            continue
        day = shift.first.weekday()
        if shift.turn % WEEK == 0 and len(shift.people) > 1 and not shift.windows and day >= _SATURDAY:
            message = f"the turns of “{rotation.id}” begin on {WEEKDAYS[day].capitalize()}"
            hint = "hand over on a working day"
            yield Finding(shift.at, message, hint, key=f"{rotation.id} {line.name} {shift.name}")


def _beginnings(shift: Shift) -> tuple[int, ...]:
    """The minutes of the day at home at which it is handed over: those of its hours, else of its turns."""
    if shift.windows:
        minutes = [window.start for window in shift.windows]
    elif len(shift.people) > 1:
        first = shift.first.hour * 60 + shift.first.minute
        minutes = sorted({(first + number * shift.turn) % DAY for number in range(DAY // 60)})
    else:
        minutes = []
    day = datetime.combine(shift.first, time())
    walls = (instant(day + timedelta(minutes=minute), shift.zone) for minute in dict.fromkeys(minutes))
    return tuple(wall.hour * 60 + wall.minute for wall in (wall_time(one, shift.home) for one in walls))
