"""`oncall.yml` → a `Rota`. Nothing in the text can raise: what cannot be used is a problem with its line."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, time, timedelta
from typing import cast

import yaml

from incidentbook.records import Location, Policy, Problem, Waiver
from incidentbook.records.plain import replace
from incidentbook.records.rota import (
    LINES,
    Holiday,
    Level,
    Line,
    Named,
    Person,
    Rota,
    Rotation,
    Shift,
    Substitution,
    Window,
)
from incidentbook.records.waiver import WHOLE_FILE

from .rota_shape import ROTA, UNREAD
from .rota_times import DAY, WEEK, WEEKDAYS, handoff, moment, turn_length, window
from .shape import MISSING, Reader
from .waivers import read_yaml_waivers
from .wall_clock import wall_time
from .yaml_values import is_too_deep

ROTA_NAME = "oncall.yml"
"""The usual name of the file, in the root."""

FAULT = "rota-unreadable"
"""The name of the rule that reports what could not be read."""

_Values = Mapping[str, object]
_NINE = (0, 9 * 60)
_HOLDS = frozenset({
    "people", "every", "handoff", "begins", "from", "until", "hours", "time_zone", "over", "shifts", "covers",
    "overrides",
})  # fmt: skip
"""The keys that say when who is on call: where one could not be read, gaps and overlaps follow from it."""

_FIRST_MONDAY = date(2024, 1, 1)


def read_rota(path: str, text: str, policy: Policy, problems: Iterable[Problem] = ()) -> Rota:
    """The rota in `text`, the contents of the file at `path`; `policy` lends its time zone.

    `problems` are those that were met in decoding the file.
    """
    reader = Reader(path)
    values = _values(text, reader)
    zone = str(values.get("time_zone") or policy.time_zone)
    rotations = tuple(
        rotation for one in _maps(values, "rotations") if (rotation := _rotation(one, zone, reader))
    )
    people = tuple(_person(one) for one in _maps(values, "people") if "id" in one)
    holidays = tuple(found for one in _maps(values, "holidays") if (found := _holiday(one, reader)))
    faults = (replace(one, rule=FAULT) for one in reader.problems)
    return Rota(
        path=path,
        rotations=rotations,
        people=people,
        holidays=holidays,
        shows_load=bool(values.get("load_page")),
        waivers=tuple(_waivers(text, path)),
        problems=tuple(sorted([*problems, *faults], key=lambda problem: problem.at)),
    )


def _values(text: str, reader: Reader) -> _Values:
    start = Location(reader.path)
    if is_too_deep(text):
        reader.problems.append(Problem(start, FAULT, "is nested too deeply to be read", "keep it flat"))
        return {}
    try:
        node = yaml.compose(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        at = Location(reader.path, mark.line + 1, mark.column + 1) if mark else start
        reason = getattr(error, "problem", None) or str(error).split("\n", maxsplit=1)[0]
        hint = "check indentation and quotes"
        reader.problems.append(Problem(at, FAULT, f"is not valid YAML: {reason}", hint))
        return {}
    if node is None or (isinstance(node, yaml.ScalarNode) and not node.value):
        return {}
    values = ROTA.read(node, reader)
    return {} if values is MISSING else cast("_Values", values)


def _maps(values: _Values, key: str) -> list[_Values]:
    return cast("list[_Values]", values.get(key) or [])


def _at(values: _Values) -> Location:
    return cast("Location", values[""])


def _named(value: object) -> tuple[Named, ...]:
    return tuple(Named(name, at) for name, at in cast("list[tuple[str, Location]]", value or []))


def _windows(value: object) -> tuple[Window, ...]:
    return tuple(found for text in cast("list[str]", value or []) if (found := window(text)))


def _refuse(reader: Reader, at: Location, message: str, hint: str) -> None:
    reader.problems.append(Problem(at, FAULT, message, hint))


def _rotation(values: _Values, outer: str, reader: Reader) -> Rotation | None:
    if "id" not in values:
        return None
    name, zone = str(values["id"]), str(values.get("time_zone") or outer)
    primary = _line(LINES[0], values, zone, reader)
    number = values.get("repeats")
    after = cast("float | None", values.get("repeats_after"))
    return Rotation(
        id=name,
        title=str(values.get("title") or name[:1].upper() + name[1:].replace("-", " ")),
        at=_at(values),
        zone=zone,
        lines=(primary, *_second(values, primary, zone, reader)),
        teams=_named(values.get("teams")),
        services=_named(values.get("services")),
        covers=_windows(values.get("covers")),
        overrides=tuple(_overrides(values, zone, reader)),
        levels=tuple(
            Level(float(cast("float", one["after"])), _named(one.get("notify")), _at(one))
            for one in _maps(values, "escalation")
            if "after" in one
        ),
        repeats=int(cast("float", number)) if number else 0,
        repeat_minutes=float(after) if after is not None else None,
        is_ladder_unread="escalation" in _unread(values),
    )


def _unread(values: _Values) -> frozenset[str]:
    """The keys of a record of which something could not be read."""
    return cast("frozenset[str]", values.get(UNREAD) or frozenset())


def _second(values: _Values, primary: Line, zone: str, reader: Reader) -> Iterator[Line]:
    stated = values.get("secondary")
    if isinstance(stated, dict):
        own = {**{key: values[key] for key in ("every", "handoff", "begins") if key in values}, **stated}
        yield _line(LINES[1], own, str(stated.get("time_zone") or zone), reader)
    elif stated in {"next", "previous"}:
        step = 1 if stated == "next" else -1
        shifts = tuple(_turned(shift, step) for shift in primary.shifts)
        yield Line(LINES[1], primary.at, shifts, primary.is_partial)


def _turned(shift: Shift, step: int) -> Shift:
    """The shift one turn later or earlier: whoever comes next, or came before."""
    cut = step % len(shift.people)
    return replace(shift, people=shift.people[cut:] + shift.people[:cut])


def _line(name: str, values: _Values, zone: str, reader: Reader) -> Line:
    at, listed = _at(values), _maps(values, "shifts")
    if listed and values.get("people"):
        _refuse(reader, at, "has “people” and “shifts”", "put the people into the shifts")
    shared = {key: values[key] for key in ("every", "handoff", "begins") if key in values}
    own = [values] if not listed else [{**shared, **one} for one in listed]
    before = len(reader.problems)
    shifts = [_shift({**one, "": one.get("", at)}, zone, reader) for one in own]
    unread = any(not _HOLDS.isdisjoint(_unread(one)) for one in (values, *own))
    is_partial = unread or len(reader.problems) > before
    return Line(name, at, tuple(shift for shift in shifts if shift), is_partial)


def _shift(values: _Values, outer: str, reader: Reader) -> Shift | None:
    at, people = _at(values), _named(values.get("people"))
    if not people:
        _refuse(reader, at, "names nobody: “people” is missing or empty", "write `people: [ana, bo]`")
        return None
    zone = str(values.get("time_zone") or outer)
    turn = turn_length(str(values.get("every", "week"))) or WEEK
    first = _first(values, turn, len(people), reader)
    if first is None:
        return None
    begins, ends = (_wall(values.get(key), zone) for key in ("from", "until"))
    if begins and ends and ends <= begins:
        hint = "write a later `until:`" if ends == begins else "exchange them"
        _refuse(reader, at, "“until” is not after “from”", hint)
    stated = cast("date | None", values.get("begins"))
    return Shift(
        name=str(values.get("name", "")),
        at=at,
        people=people,
        zone=zone,
        first=first,
        turn=turn,
        windows=_windows(values.get("hours")),
        begins=begins or (first if stated else None),
        ends=ends,
        is_over=bool(values.get("over")),
        home=str(values.get("home") or zone),
    )


def _wall(value: object, zone: str) -> datetime | None:
    found = moment(str(value), zone) if value else None
    return wall_time(found, zone) if found else None


def _first(values: _Values, turn: int, people: int, reader: Reader) -> datetime | None:
    """When the first turn begins, by `begins` and `handoff`, which must agree about the weekday."""
    at, begins = _at(values), cast("date | None", values.get("begins"))
    day, minute = handoff(str(values.get("handoff", ""))) or (
        _NINE if "handoff" not in values else (None, 540)
    )
    is_weekly = turn % WEEK == 0
    if day is not None and not is_weekly and "handoff" in values:
        message = "“handoff” names a weekday, but a turn is no number of weeks"
        _refuse(reader, at, message, f"write `handoff: {minute // 60:02}:{minute % 60:02}`")
    if begins is None:
        if people > 1:
            hint = "write the day on which the first person's turn begins, as `begins: 2026-01-05`"
            _refuse(reader, at, "needs “begins”", hint)
            return None
        begins = _FIRST_MONDAY + timedelta(day or 0)
    elif is_weekly and day is not None and "handoff" in values and begins.weekday() != day:
        right = begins + timedelta((day - begins.weekday()) % 7)
        message = f"“begins” is a {begins:%A}, and the handoff is on {WEEKDAYS[day].capitalize()}"
        _refuse(reader, at, message, f"write `begins: {right.isoformat()}`, or another handoff")
    return datetime.combine(begins, time()) + timedelta(minutes=minute % DAY)


def _overrides(values: _Values, zone: str, reader: Reader) -> Iterator[Substitution]:
    for one in _maps(values, "overrides"):
        start, end = (moment(str(one.get(key, "")), zone) for key in ("from", "to"))
        if start is None or end is None or "person" not in one:
            continue
        if end == start:
            _refuse(reader, _at(one), "the override ends when it begins", "write a later time at `to:`")
            continue
        if end < start:
            _refuse(reader, _at(one), "the override ends before it begins", "exchange “from” and “to”")
            continue
        (person,) = _named([one["person"]])
        line, reason = str(one.get("line", LINES[0])), str(one.get("reason", ""))
        yield Substitution(person, start, end, line, _at(one), reason)


def _person(values: _Values) -> Person:
    handle = str(values["id"])
    aliases = tuple(str(alias) for alias in cast("list[str]", values.get("aliases") or []))
    return Person(
        handle, str(values.get("name") or handle), _at(values), aliases, str(values.get("contact") or "")
    )


def _holiday(values: _Values, reader: Reader) -> Holiday | None:
    first, last = (cast("date | None", values.get(key)) for key in ("from", "to"))
    if first is None or last is None or "person" not in values:
        return None
    if last < first:
        _refuse(reader, _at(values), "the holiday ends before it begins", "exchange “from” and “to”")
        return None
    (person,) = _named([values["person"]])
    return Holiday(person, first, last, _at(values))


def _waivers(text: str, path: str) -> Iterator[Waiver]:
    """The waivers in comments: above the first key for the file, else for the block that follows."""
    lines = text.split("\n")
    first = next((number for number, line in enumerate(lines, 1) if _says_something(line)), 1)
    for waiver in read_yaml_waivers(text, path):
        if waiver.last != WHOLE_FILE or waiver.at.line < first:
            yield waiver
        else:
            yield replace(waiver, first=waiver.at.line, last=_end_of_block(lines, waiver.at.line))


def _end_of_block(lines: list[str], line: int) -> int:
    """The last line of the block that begins below `line`: up to the next one that is no deeper."""
    rest = [(number, lines[number - 1]) for number in range(line + 1, len(lines) + 1)]
    said = [(number, text) for number, text in rest if _says_something(text)]
    if not said:
        return line
    depth = len(said[0][1]) - len(said[0][1].lstrip())
    ends = (number - 1 for number, text in said[1:] if len(text) - len(text.lstrip()) <= depth)
    return next(ends, len(lines))


def _says_something(line: str) -> bool:
    return line.strip() != "" and not line.lstrip().startswith("#")
