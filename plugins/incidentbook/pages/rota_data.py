"""What the browser computes from who is on call: the rota in numbers, without anything that needs reading."""

from datetime import UTC, datetime

from incidentbook.analysis.rota_people import display_name
from incidentbook.records.rota import Line, Rota, Rotation, Shift

from .reach import reach

Data = dict[str, object]


def rota_data(rota: Rota) -> Data:
    """The rotations for the browser.

    Times on a wall's clock (`first`, `begins`, `ends` of shifts) are milliseconds as if the clock were UTC's;
    those of overrides are milliseconds since 1970. Lengths are minutes. `names` are words for handles,
    `contacts` how to reach them: a text, and the address where a browser can follow it.
    """
    people = {one.name for _, _, shift in rota.shifts() for one in shift.people}
    people |= {one.person.name for rotation in rota.rotations for one in rotation.overrides}
    return {
        "rotations": [_rotation(rotation) for rotation in rota.rotations],
        "names": {person: display_name(rota, person) for person in sorted(people)},
        "contacts": {person: contact for person in sorted(people) if (contact := _contact(rota, person))},
    }


def _contact(rota: Rota, person: str) -> Data:
    found = reach(rota, person)
    if found is None:
        return {}
    return {"text": found.text, "address": found.target.path if found.target else ""}


def _rotation(rotation: Rotation) -> Data:
    return {
        "id": rotation.id,
        "zone": rotation.zone,
        "lines": [_line(rotation, line) for line in rotation.lines],
    }


def _line(rotation: Rotation, line: Line) -> Data:
    return {
        "name": line.name,
        "shifts": [_shift(shift) for shift in line.shifts],
        "overrides": [
            {"person": one.person.name, "start": _milliseconds(one.start), "end": _milliseconds(one.end)}
            for one in rotation.overrides
            if one.line == line.name
        ],
    }


def _shift(shift: Shift) -> Data:
    return {
        "name": shift.name,
        "people": [one.name for one in shift.people],
        "zone": shift.zone,
        "first": _wall(shift.first),
        "turn": shift.turn,
        "windows": [
            {"days": list(one.days), "start": one.start, "length": one.length} for one in shift.windows
        ],
        "begins": _wall(shift.begins) if shift.begins else None,
        "ends": _wall(shift.ends) if shift.ends else None,
    }


def _wall(wall: datetime) -> int:
    return _milliseconds(wall.replace(tzinfo=UTC))


def _milliseconds(moment: datetime) -> int:
    return round(moment.timestamp() * 1000)
