"""What the policy says of practice: checklists, what somebody asserts of readiness, and patterns."""

from collections.abc import Mapping, Sequence
from typing import cast

import yaml

from incidentbook.records import Assertion, Checklist, ChecklistItem, PatternRules
from incidentbook.records.practice import PROOFS

from . import policy_practice_defaults as usual
from .policy_handbook import Flag
from .shape import (
    MISSING,
    Choice,
    Day,
    Identity,
    Key,
    Listing,
    Number,
    Percent,
    Reader,
    Record,
    Reference,
    Text,
)

READINESS_IDS = tuple(item.id for item in usual.READINESS.items)
"""The ids of the usual items of readiness."""

_WORDS = Listing(Text(), single=True)
_KIND = "checklists.{}.items"
READINESS_KIND = _KIND.format("readiness")


def _item(list: str) -> Record:
    """An item of a list; those of readiness also have a group and a proof."""
    keys = {
        "id": Key(Identity(_KIND.format(list)), "Short name, by which documents tick it", required=True),
        "title": Key(Text(), "What is to be done, or what is to be true", required=True),
        "also": Key(_WORDS, "Other words by which documents tick it"),
    }
    if list == "readiness":
        keys["group"] = Key(Text(), "Heading below which it stands")
        keys["proof"] = Key(Choice(PROOFS, "a proof that the portal has"), "What of the portal proves it")
    return Record("an item of a checklist", keys)


def _list(id: str, description: str) -> Key:
    keys = {
        "title": Key(Text(), "Name in words"),
        "items": Key(Listing(_item(id)), "Its items in their order; replaces the usual ones", required=True),
    }
    return Key(Record("a checklist", keys), description)


CHECKLISTS = Record(
    "the checklists",
    {
        "response": _list("response", "What is done first; the incident kit shows it"),
        "resolution": _list("resolution", "What is true before an incident is over"),
        "readiness": _list("readiness", "What is ready before anything breaks"),
    },
)


class _Asserted(Record):
    """The map of one assertion, which keeps its place."""

    def read(self, node: yaml.Node, reader: Reader) -> object:
        """See `Shape.read`."""
        values = super().read(node, reader)
        return {**values, "at": reader.at(node)} if isinstance(values, dict) else MISSING


ASSERTION = _Asserted(
    "an assertion of readiness",
    {
        "item": Key(
            Reference(READINESS_KIND, "this is about the item of readiness"),
            "Id of the item of the readiness list",
            required=True,
        ),
        "date": Key(Day(), "The day on which somebody looked", required=True),
        "role": Key(Text(), "In which role, for example platform lead; no name", required=True),
        "note": Key(Text(), "What was seen, and where"),
        "holds": Key(Flag(), "False where it was found missing; true by default"),
    },
)

_SHARE = "Share in percent from which on it is said that "
PATTERNS = Record(
    "patterns",
    {
        "window_days": Key(Number(), "How many days are looked back; 365 by default"),
        "fewest": Key(Number(), "Of fewer cases nothing is said; 10 by default"),
        "fewest_gravest": Key(Number(), "Of fewer incidents of the gravest level neither; 3 by default"),
        "one_person_percent": Key(
            Percent(),
            "How far, in percent, one person must be from a fair share towards all incidents; 50 by default",
        ),
        "all_gravest_percent": Key(Percent(), f"{_SHARE}nearly all are the gravest level; 50 by default"),
        "no_severity_percent": Key(Percent(), f"{_SHARE}incidents have no severity; 30 by default"),
        "without_roles_percent": Key(Percent(), f"{_SHARE}the gravest name no roles; 30 by default"),
        "without_actions_percent": Key(Percent(), f"{_SHARE}postmortems have no actions; 20 by default"),
        "without_owner_percent": Key(Percent(), f"{_SHARE}open actions have no owner; 20 by default"),
        "without_runbook_percent": Key(Percent(), f"{_SHARE}alerts have no runbook; 20 by default"),
        "small_percent": Key(
            Percent(), "Share in percent of reviews below which small incidents go unreviewed; 10 by default"
        ),
        "blame_percent": Key(Percent(), f"{_SHARE}postmortems blame or name people; 20 by default"),
        "without_context_percent": Key(
            Percent(), f"{_SHARE}alerts come without an explanation or a link; 20 by default"
        ),
        "without_updates_percent": Key(
            Percent(), f"{_SHARE}long incidents of the two worst levels tell nobody; 30 by default"
        ),
        "silent_minutes": Key(Number(), "From how many minutes on such an incident is long; 60 by default"),
        "without_way_back_percent": Key(
            Percent(), f"{_SHARE}runbooks change something with no way back; 20 by default"
        ),
        "near_misses": Key(Number(), "How many near-misses are too few below; 1 by default"),
    },
)


def read_checklists(value: object) -> tuple[Checklist, ...]:
    """The three lists, each as the policy has it, else the usual one."""
    stated = cast("Mapping[str, Mapping[str, object]]", value or {})
    return tuple(_checklist(stated[one.id], one) if one.id in stated else one for one in usual.CHECKLISTS)


def _checklist(values: Mapping[str, object], otherwise: Checklist) -> Checklist:
    items = tuple(
        ChecklistItem(
            str(one["id"]),
            str(one["title"]),
            tuple(map(str, cast("Sequence[object]", one.get("also") or ()))),
            str(one.get("group", "")),
            str(one.get("proof", "")),
        )
        for one in cast("Sequence[Mapping[str, object]]", values.get("items") or ())
    )
    return Checklist(otherwise.id, str(values.get("title") or otherwise.title), items)


def read_readiness(listed: Sequence[Mapping[str, object]]) -> tuple[Assertion, ...]:
    """What somebody asserts, in the order of the policy."""
    return tuple(_assertion(one) for one in listed)


def _assertion(values: Mapping[str, object]) -> Assertion:
    return Assertion(**{"day" if key == "date" else key: value for key, value in values.items()})  # type: ignore[arg-type]  # as ASSERTION reads it


def read_patterns(value: object) -> PatternRules:
    """The thresholds of patterns, each the usual one where the policy says nothing."""
    return PatternRules(**cast("dict[str, float]", value or {}))
