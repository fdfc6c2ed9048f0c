"""A rota as `oncall.yml`: the reverse of its reader."""

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from incidentbook.reading.rota_times import WEEK, WEEKDAYS, clock_text, turn_text, window_text
from incidentbook.reading.wall_clock import instant, wall_time
from incidentbook.records.rota import Level, Line, Named, Person, Rota, Rotation, Shift, Substitution

_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9_./-]*\Z")
_WORDS = re.compile(r"[A-Za-z][A-Za-z0-9_./() -]*[A-Za-z0-9)]\Z")
_OTHERS = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null", "none"})
_SPECIAL = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def rota_yaml(rota: Rota, comments: Sequence[str] = ()) -> str:
    """The text of a rota; `comments` stand above it, each in a line of its own. It ends in a line break."""
    lines = [*(f"# {' '.join(comment.split())}" for comment in comments), *([""] if comments else [])]
    if rota.people:
        lines += ["people:", *(f"  - {_person(person)}" for person in rota.people), ""]
    lines.append("rotations:" if rota.rotations else "rotations: []")
    for number, rotation in enumerate(rota.rotations):
        lines += [""] if number else []
        lines += _rotation(rotation)
    return "\n".join(lines) + "\n"


def _person(person: Person) -> str:
    parts = [f"id: {_text(person.id)}", f"name: {_text(person.name)}"]
    if person.aliases:
        parts.append(f"aliases: [{', '.join(map(_text, person.aliases))}]")
    if person.contact:
        parts.append(f"contact: {_text(person.contact)}")
    return f"{{{', '.join(parts)}}}"


def _rotation(rotation: Rotation) -> Iterator[str]:
    yield f"  - id: {_text(rotation.id)}"
    yield f"    title: {_text(rotation.title)}"
    yield f"    time_zone: {_text(rotation.zone)}"
    for key, named in (("teams", rotation.teams), ("services", rotation.services)):
        if named:
            yield f"    {key}: {_names(named)}"
    primary, *others = rotation.lines
    yield from _line(primary, rotation.zone, "    ")
    for line in others:
        yield "    secondary:"
        yield from _line(line, rotation.zone, "      ")
    if rotation.covers:
        yield f"    covers: [{', '.join(_text(window_text(one)) for one in rotation.covers)}]"
    if rotation.overrides:
        yield "    overrides:"
        yield from (f"      - {_override(one, rotation.zone)}" for one in rotation.overrides)
    if rotation.levels:
        yield "    escalation:"
        yield from (f"      - {_level(level)}" for level in rotation.levels)
    if rotation.repeats:
        yield f"    repeats: {rotation.repeats}"
    if rotation.repeat_minutes is not None:
        yield f"    repeats_after: {rotation.repeat_minutes:g}"


def _line(line: Line, zone: str, indent: str) -> Iterator[str]:
    if len(line.shifts) == 1 and not line.shifts[0].name:
        yield from (f"{indent}{text}" for text in _shift(line.shifts[0], zone))
        return
    yield f"{indent}shifts:"
    for shift in line.shifts:
        first, *others = ([f"name: {_text(shift.name)}"] if shift.name else []) + list(_shift(shift, zone))
        yield f"{indent}  - {first}"
        yield from (f"{indent}    {text}" for text in others)


def _shift(shift: Shift, zone: str) -> Iterator[str]:
    yield f"people: {_names(shift.people)}"
    yield f"every: {turn_text(shift.turn)}"
    clock = clock_text(shift.first.hour * 60 + shift.first.minute)
    is_weekly = shift.turn % WEEK == 0
    yield f'handoff: "{WEEKDAYS[shift.first.weekday()]} {clock}"' if is_weekly else f'handoff: "{clock}"'
    yield f"begins: {shift.first.date().isoformat()}"
    if shift.begins and shift.begins != shift.first:
        yield f'from: "{_wall(shift.begins)}"'
    if shift.ends:
        yield f'until: "{_wall(shift.ends)}"'
    if shift.windows:
        yield f"hours: [{', '.join(_text(window_text(one)) for one in shift.windows)}]"
    if shift.zone != zone:
        yield f"time_zone: {_text(shift.zone)}"
    if shift.home not in {"", shift.zone}:
        yield f"home: {_text(shift.home)}"
    if shift.is_over:
        yield "over: true"


def _override(one: Substitution, zone: str) -> str:
    parts = [
        f"person: {_text(one.person.name)}",
        f'from: "{_moment(one.start, zone)}"',
        f'to: "{_moment(one.end, zone)}"',
    ]
    parts += [f"line: {one.line}"] if one.line != "primary" else []
    parts += [f"reason: {_text(one.reason)}"] if one.reason else []
    return f"{{{', '.join(parts)}}}"


def _level(level: Level) -> str:
    return f"{{after: {level.minutes:g}, notify: {_names(level.targets)}}}"


def _moment(moment: datetime, zone: str) -> str:
    """A moment on the zone's clock, or in UTC where that clock shows the time twice."""
    wall = wall_time(moment, zone)
    return _wall(wall) if instant(wall, zone) == moment else f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def _wall(wall: datetime) -> str:
    return f"{wall:%Y-%m-%d %H:%M:%S}" if wall.second else f"{wall:%Y-%m-%d %H:%M}"


def _names(named: Sequence[Named]) -> str:
    return f"[{', '.join(_text(one.name) for one in named)}]"


def _text(text: str) -> str:
    """A text as YAML: bare where nobody can take it for anything else."""
    is_plain = _PLAIN.match(text) or _WORDS.match(text)
    if is_plain and text.lower() not in _OTHERS:
        return text
    return f'"{"".join(map(_sign, text))}"'


def _sign(sign: str) -> str:
    if sign in _SPECIAL:
        return _SPECIAL[sign]
    return sign if sign.isprintable() else f"\\U{ord(sign):08X}"
