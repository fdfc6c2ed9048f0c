"""Action items in an order and below headings, as the tracker's page sorts and groups them."""

from collections.abc import Iterable, Sequence

from incidentbook.analysis.follow_up import FollowUp
from incidentbook.pages import action_rows
from incidentbook.pages.edition import Edition
from incidentbook.pages.facets import NONE, Value
from incidentbook.pages.ground import Ground
from incidentbook.pages.models import ActionRow
from incidentbook.records.plain import dataclass

from .action_filters import BY_NAME

GROUPINGS = ("owner", "team", "incident", "cause", "service", "severity", "type", "priority", "status")
SORTINGS = {
    "due": "due",
    "overdue": "-overdue",
    "age": "-age",
    "priority": "priority",
    "severity": "severity",
    "date": "-date",
}
"""What a command line may sort by, with the attribute of a row; after a "-" the largest comes first."""

_FURTHER = frozenset({"overdue"})
"""What an item says beside the value that it is grouped by."""

Pair = tuple[FollowUp, ActionRow]
"""What became of an action item, with its row."""


@dataclass(frozen=True, slots=True)
class Group:
    """Items with a heading, which is empty where nothing is grouped."""

    heading: str
    pairs: tuple[Pair, ...]

    @property
    def rows(self) -> tuple[ActionRow, ...]:
        """The rows of the group."""
        return tuple(row for _, row in self.pairs)


def in_order(book: Edition, pairs: Sequence[Pair], sort: str | None) -> list[Pair]:
    """The items in the order asked for, those that lack it last; else unfinished by due date, then closed."""
    by_row = {id(row): (followed, row) for followed, row in pairs}
    ordered = [by_row[id(row)] for row in action_rows.in_order(row for _, row in pairs)]
    if sort is None:
        return ordered
    name, is_down = SORTINGS[sort].lstrip("-"), SORTINGS[sort].startswith("-")
    rows = (action_rows.tracker_row(book.ground, book.incidents, pair) for pair in ordered)
    values = [dict(row.data)[f"sort-{name}"] for row in rows]
    are_numbers = all(value.isdigit() for value in values if value)
    keys = [(int(value) if are_numbers and value else 0, value) for value in values]
    known = [number for number, value in enumerate(values) if value]
    known.sort(key=lambda number: keys[number], reverse=is_down)
    return [ordered[number] for number in (*known, *(n for n, value in enumerate(values) if not value))]


def grouped(ground: Ground, pairs: Iterable[Pair], name: str | None) -> tuple[Group, ...]:
    """The items below headings, each once, in the order of the page's facet; all in one where it is None."""
    if name is None:
        return (Group("", tuple(pairs)),)
    found: dict[Value, list[Pair]] = {}
    for pair in pairs:
        found.setdefault(_value(ground, pair, name), []).append(pair)
    ordered = (
        sorted(found.items(), key=lambda one: _order(one[0], len(one[1])))
        if name != "incident"
        else found.items()
    )
    return tuple(Group(value.label, tuple(members)) for value, members in ordered)


def _value(ground: Ground, pair: Pair, name: str) -> Value:
    followed, row = pair
    if name == "incident":
        return Value(row.incident_id, f"{row.incident.text} ({row.incident_id})")
    own = (value for value in BY_NAME[name].of(ground, followed.tracked) if value.token not in _FURTHER)
    return next(own, Value(NONE, "None"))


def _order(value: Value, number: int) -> tuple[bool, int, int, str]:
    rank = value.rank
    return value.token == NONE, rank or 0, 0 if rank is not None else -number, value.label.casefold()
