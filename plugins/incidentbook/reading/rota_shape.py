"""The keys of `oncall.yml`: from here come its reader, its messages and its JSON Schema."""

from datetime import date
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

import yaml

from incidentbook.records.plain import dataclass
from incidentbook.records.rota import LINES

from .names import nearest
from .rota_times import YEARS, handoff_fault, length_fault, moment_fault, window_fault
from .shape import (
    MISSING,
    Checked,
    Choice,
    Day,
    Identity,
    Key,
    Listing,
    Number,
    Placed,
    Reader,
    Record,
    Shape,
    Text,
    near_hint,
    shown,
)

WAYS = ("next", "previous", "none")
"""What may stand for a second line: whose turn comes next, whose turn was before, or nobody."""

UNREAD = "?"
"""Below this name a located record says which of its keys could not be read as a whole."""

_SECOND_HINT = "write `secondary: next`, or `secondary: {people: [ana, bo]}`"
_TRUTH = {"true": True, "yes": True, "on": True, "false": False, "no": False, "off": False}


@dataclass(slots=True)
class ZoneName(Shape):
    """The name of a time zone."""

    def read(self, node: yaml.Node, reader: Reader) -> object:
        """See `Shape.read`."""
        name = str(node.value) if isinstance(node, yaml.ScalarNode) else ""
        try:
            ZoneInfo(name)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            near = nearest(name, available_timezones()) if name else ""
            hint = f"did you mean “{near}”?" if near else "use an IANA name such as Europe/Berlin"
            return reader.refuse(node, f"expected a time zone, found {shown(node)}", hint)
        return name

    def schema(self) -> dict[str, object]:
        """See `Shape.schema`."""
        return {"type": "string", "examples": ["Europe/Berlin", "America/New_York", "UTC"]}


class NearDay(Day):
    """A calendar day of our times."""

    __slots__ = ()

    def read(self, node: yaml.Node, reader: Reader) -> object:
        """See `Shape.read`."""
        found = Day.read(self, node, reader)
        if isinstance(found, date) and found.year not in YEARS:
            span = f"from {YEARS[0]} to {YEARS[-1]}"
            return reader.refuse(node, f"expected a day {span}, found {shown(node)}", "correct the year")
        return found


@dataclass(slots=True)
class Flag(Shape):
    """True or false."""

    def read(self, node: yaml.Node, reader: Reader) -> object:
        """See `Shape.read`."""
        word = str(node.value).lower() if isinstance(node, yaml.ScalarNode) else ""
        if word in _TRUTH:
            return _TRUTH[word]
        return reader.refuse(node, f"expected true or false, found {shown(node)}", "write true or false")

    def schema(self) -> dict[str, object]:
        """See `Shape.schema`."""
        return {"type": "boolean"}


@dataclass(slots=True)
class SecondLine(Shape):
    """A word that makes a second line out of the first one, or people of its own."""

    own: Record

    def read(self, node: yaml.Node, reader: Reader) -> object:
        """See `Shape.read`."""
        if isinstance(node, yaml.MappingNode):
            return Located(self.own).read(node, reader)
        word = str(node.value).lower() if isinstance(node, yaml.ScalarNode) else ""
        if word in WAYS:
            return word
        message = f"expected {', '.join(WAYS)} or a map with people, found {shown(node)}"
        return reader.refuse(node, message, near_hint(word, list(WAYS)) if word else _SECOND_HINT)

    def schema(self) -> dict[str, object]:
        """See `Shape.schema`."""
        return {"anyOf": [{"enum": list(WAYS)}, self.own.schema()]}


@dataclass(slots=True)
class Located(Shape):
    """A record whose values are given with the place at which it begins, under the key "".

    Below `UNREAD` stand the names of the keys of which something could not be read.
    """

    record: Record

    def read(self, node: yaml.Node, reader: Reader) -> object:
        """See `Shape.read`."""
        before = len(reader.problems)
        values = self.record.read(node, reader)
        if not isinstance(values, dict) or not isinstance(node, yaml.MappingNode):
            return MISSING
        faults = [(one.at.line, one.at.column) for one in reader.problems[before:]]
        return {
            **values,
            "": reader.at(node),
            UNREAD: _unread(node, faults, self.record) if faults else frozenset(),
        }

    def schema(self) -> dict[str, object]:
        """See `Shape.schema`."""
        return self.record.schema()


def _unread(node: yaml.MappingNode, faults: list[tuple[int, int]], record: Record) -> frozenset[str]:
    """The keys in whose key or value a fault lies; a mistyped key counts as the one that was meant."""
    found = set()
    for key, value in node.value:
        start, end = key.start_mark, value.end_mark
        first, last = (start.line + 1, start.column + 1), (end.line + 1, end.column + 1)
        if any(first <= fault < last or fault == first for fault in faults):
            name = str(key.value)
            found.add(name if name in record.keys else nearest(name, record.keys) or name)
    return frozenset(found)


_HOURS = Checked(window_fault, "write it as 08:00-18:00, mon-fri 08:00-18:00 or fri 18:00 - mon 08:00")
_MOMENT = Checked(moment_fault, "write the day with its time, as 2026-04-03 10:00")
_WHO = Placed(Text())
_PLACES = Listing(Placed(Text()), single=True, example="[ana, bo]")

_SHIFT: dict[str, Key] = {
    "people": Key(
        Listing(_WHO, single=True, example="[ana, bo]"),
        "Who takes turns, in this order: handles of members of teams",
    ),
    "every": Key(
        Checked(
            length_fault, "write it as week, 2 weeks, day or 12 hours, an hour at least and a year at most"
        ),
        "How long a turn is; a week",
    ),
    "handoff": Key(
        Checked(handoff_fault, "write it as mon 09:00, or 09:00 where turns are no weeks"),
        "When a turn ends and the next begins; mon 09:00, on the clock of the zone",
    ),
    "begins": Key(NearDay(), "The day on which the first person's turn begins"),
    "from": Key(_MOMENT, "From when this counts; from `begins` on where it is missing"),
    "until": Key(_MOMENT, "Up to when this counts"),
    "hours": Key(
        Listing(_HOURS, single=True), "The hours in which this counts, as mon-fri 08:00-18:00; all by default"
    ),
    "time_zone": Key(ZoneName(), "The zone of these times; that of the file or of the policy"),
    "home": Key(
        ZoneName(), "The zone in which these people live, by which nights are told; the same by default"
    ),
}
_ONE_SHIFT = Located(
    Record(
        "a shift",
        {
            "name": Key(Text(), "Name of the shift, for example Europe"),
            **_SHIFT,
            "over": Key(Flag(), "Whether it is meant to lie over the shifts before it"),
        },
        "{name: Day, people: [ana, bo], hours: 08:00-20:00}",
    )
)
_SHIFTS = Key(
    Listing(_ONE_SHIFT, example="[{name: Day, people: [ana, bo], hours: 08:00-20:00}]"),
    "Several shifts, for example by day and by night; the last one counts",
)
_SECOND = Record("the secondary", {**_SHIFT, "shifts": _SHIFTS})
_OVERRIDE = Located(
    Record(
        "an override",
        {
            "person": Key(
                _WHO, "Who is on call in place of whoever's turn it is", required=True, example="bo"
            ),
            "from": Key(_MOMENT, "From when", required=True, example="2026-04-03 10:00"),
            "to": Key(_MOMENT, "Up to when", required=True, example="2026-04-07 10:00"),
            "line": Key(Choice(LINES), "In which line; primary by default"),
            "reason": Key(Text(), "Why, for example Easter"),
        },
    )
)
_LEVEL = Located(
    Record(
        "a level",
        {
            "after": Key(Number(), "Minutes since the alert without an answer", required=True, example="5"),
            "notify": Key(
                _PLACES,
                "Who is told: primary, secondary, another rotation, a person or a team",
                required=True,
                example="secondary",
            ),
        },
    )
)
_ROTATION = Located(
    Record(
        "a rotation",
        {
            "id": Key(Identity("rotations"), "Short name, used in addresses", required=True, example="shop"),
            "title": Key(Text(), "Name in words"),
            "teams": Key(_PLACES, "Ids of the teams whose services it is for"),
            "services": Key(_PLACES, "Ids of further services it is for"),
            **_SHIFT,
            "shifts": _SHIFTS,
            "secondary": Key(
                SecondLine(_SECOND), "Who stands behind: next, previous, none, or people of its own"
            ),
            "covers": Key(
                Listing(_HOURS, single=True), "The hours in which somebody must be on call; all by default"
            ),
            "overrides": Key(
                Listing(_OVERRIDE, example="[{person: bo, from: 2026-04-03 10:00, to: 2026-04-07 10:00}]"),
                "Exchanged turns",
            ),
            "escalation": Key(
                Listing(_LEVEL, example="[{after: 5, notify: secondary}]"),
                "Who is told after how many minutes without an answer",
            ),
            "repeats": Key(Number(), "How often the escalation begins anew when nobody answers"),
            "repeats_after": Key(Number(), "Minutes after which it begins anew"),
        },
    )
)
_PERSON = Located(
    Record(
        "a person",
        {
            "id": Key(
                Identity("people"), "Handle, as rotations name it", required=True, example="duty-manager"
            ),
            "name": Key(Text(), "Name or role in words, for example Duty manager"),
            "aliases": Key(Listing(Text(), single=True), "What other programs call them"),
            "contact": Key(Text(), "How to reach them: tel:+441234567, a number, an address or words"),
        },
    )
)
_HOLIDAY = Located(
    Record(
        "a holiday",
        {
            "person": Key(_WHO, "Who is away", required=True, example="ana"),
            "from": Key(NearDay(), "First day", required=True, example="2026-07-06"),
            "to": Key(NearDay(), "Last day", required=True, example="2026-07-17"),
        },
    )
)
ROTA = Record(
    "the rota",
    {
        "time_zone": Key(ZoneName(), "Zone of all times without their own; that of the policy"),
        "rotations": Key(
            Listing(_ROTATION, example="[{id: shop, people: [ana, bo], begins: 2026-01-05}]"),
            "Who is on call for what",
        ),
        "people": Key(
            Listing(_PERSON, example="[{id: duty-manager, name: Duty manager}]"),
            "People and roles beside the members of teams, and names and contacts of members",
        ),
        "holidays": Key(
            Listing(_HOLIDAY, example="[{person: ana, from: 2026-07-06, to: 2026-07-17}]"),
            "When people are away and must not be on call",
        ),
        "load_page": Key(Flag(), "Whether the portal shows hours and incidents per person; false by default"),
    },
)


def rota_schema() -> dict[str, object]:
    """The JSON Schema (draft 2020-12) of `oncall.yml`."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "incidentbook rota",
        **ROTA.schema(),
    }
