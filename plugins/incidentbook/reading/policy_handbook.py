"""What the handbook takes from the policy: roles, and how a level of severity is found."""

from collections.abc import Mapping, Sequence
from typing import cast

import yaml

from incidentbook.records import (
    Classification,
    Grade,
    Location,
    Problem,
    Role,
    Severity,
    SeverityQuestion,
)
from incidentbook.records.plain import dataclass, replace

from . import policy_handbook_defaults as usual
from .shape import (
    Identity,
    Key,
    Listing,
    Mapped,
    Reader,
    Record,
    Reference,
    Shape,
    Text,
    near_hint,
    shown,
)

ROLE_IDS = tuple(role.id for role in usual.ROLES)
"""The ids of the usual roles."""

_FLAGS = {"true": True, "yes": True, "on": True, "false": False, "no": False, "off": False}
_WORDS = Listing(Text(), single=True)
_LEVEL = Reference("severities", "this is about the severity")

_Pairs = list[tuple[str, Location, list[str]]]


@dataclass(slots=True)
class Flag(Shape):
    """Yes or no."""

    def read(self, node: yaml.Node, reader: Reader) -> object:
        """See `Shape.read`."""
        word = str(node.value).lower() if isinstance(node, yaml.ScalarNode) else ""
        if word in _FLAGS:
            return _FLAGS[word]
        return reader.refuse(node, f"expected true or false, found {shown(node)}", "write true or false")

    def schema(self) -> dict[str, object]:
        """See `Shape.schema`."""
        return {"type": "boolean"}


@dataclass(slots=True)
class DrillCards(Shape):
    """How many incidents have a drill card, the newest first: a number, or None for all."""

    def read(self, node: yaml.Node, reader: Reader) -> object:
        """See `Shape.read`."""
        word = str(node.value).lower() if isinstance(node, yaml.ScalarNode) else ""
        if word == "all":
            return None
        if word.isascii() and word.isdigit():
            return int(word)
        hint = "write how many of the newest incidents have a card, 0 for none"
        return reader.refuse(node, f"expected a number or all, found {shown(node)}", hint)

    def schema(self) -> dict[str, object]:
        """See `Shape.schema`."""
        return {"anyOf": [{"type": "integer", "minimum": 0}, {"const": "all"}]}


def _grade(kind: str, what: str) -> Record:
    return Record(
        what,
        {
            "id": Key(Identity(kind), "Short name, as flags and `matrix` have it", required=True),
            "title": Key(Text(), "Name in words"),
            "definition": Key(Text(), "What counts as this"),
        },
    )


class _Classified(Record):
    """The map `classification`, whose matrix must have one level for each scope and impact."""

    def read(self, node: yaml.Node, reader: Reader) -> object:
        """See `Shape.read`."""
        before = len(reader.problems)
        values = super().read(node, reader)
        if isinstance(values, dict) and len(reader.problems) == before:
            reader.problems.extend(_matrix_problems(values, reader.at(node)))
        return values


CLASSIFICATION = _Classified(
    "the classification",
    {
        "questions": Key(
            Listing(
                Record(
                    "a question",
                    {
                        "id": Key(Identity("questions"), "Short name, as `--yes` takes it", required=True),
                        "ask": Key(Text(), "The question, to be answered with yes or no", required=True),
                        "severity": Key(_LEVEL, "Id of the level that a yes means at least", required=True),
                        "tell": Key(_WORDS, "Who is told beside those of the level"),
                    },
                )
            ),
            "Questions that lead to a level, in the order in which they are asked, worst first",
        ),
        "otherwise": Key(
            _LEVEL, "Id of the level where no question is answered with yes; the mildest by default"
        ),
        "scopes": Key(Listing(_grade("scopes", "a scope")), "How many are concerned: the matrix' rows"),
        "impacts": Key(Listing(_grade("impacts", "an impact")), "How badly: the matrix' columns"),
        "matrix": Key(
            Mapped(Listing(_LEVEL), Text()), "Scope → the ids of the levels for each impact, in their order"
        ),
    },
)
ROLE = Record(
    "a role",
    {
        "id": Key(
            Identity("roles"), "Name used in documents' `roles:`, for example commander", required=True
        ),
        "title": Key(Text(), "Name in words"),
        "purpose": Key(Text(), "What it is there for, in a sentence"),
        "duties": Key(_WORDS, "What it does"),
        "leaves": Key(Text(), "What it leaves to others"),
    },
)


def _matrix_problems(values: Mapping[str, object], at: Location) -> list[Problem]:
    """What is wrong with the matrix: a row too many or too few, or one of another length."""
    stated = cast("_Pairs | None", values.get("matrix"))
    if stated is None:
        changed = [name for name in ("scopes", "impacts") if name in values]
        message = f"classification: {' and '.join(changed)} without a matrix"
        hint = "write `matrix:` with a line for each scope: its id, and the level for each impact"
        return [Problem(at, "policy-invalid", message, hint)] if changed else []
    scopes = [grade.id for grade in _grades(values, "scopes", usual.SCOPES)]
    impacts = [grade.id for grade in _grades(values, "impacts", usual.IMPACTS)]
    problems = []
    for name, place, levels in stated:
        if name not in scopes:
            message = f"the matrix has a row for “{name}”, which is no scope"
            problems.append(Problem(place, "policy-invalid", message, near_hint(name, scopes)))
        elif len(levels) != len(impacts):
            message = f"the row “{name}” of the matrix has {len(levels)} levels for {len(impacts)} impacts"
            hint = f"write one level for each of {', '.join(impacts)}"
            problems.append(Problem(place, "policy-invalid", message, hint))
    missing = [scope for scope in scopes if scope not in {name for name, _, _ in stated}]
    if missing and not problems:
        message = f"the matrix has no row for {', '.join(f'“{name}”' for name in missing)}"
        problems.append(Problem(at, "policy-invalid", message, "write its levels, one for each impact"))
    return problems


def filled(
    severities: Sequence[Severity], stated: Sequence[Mapping[str, object]], roles: Sequence[Role]
) -> tuple[Severity, ...]:
    """The levels; where one says nothing of `tell`, `roles` and `war_room`, the usual ones of its rank count.

    `stated` are the maps of the policy they were read from, in the same order; `roles` are those there are.
    """
    known = {role.id for role in roles}
    return tuple(
        replace(
            severity,
            tell=severity.tell if "tell" in entry else usual.TELL[rank],
            roles=severity.roles
            if "roles" in entry
            else tuple(role for role in usual.ROLES_BY_RANK[rank] if role in known),
            war_room=severity.war_room if "war_room" in entry else usual.WAR_ROOM[rank],
        )
        for rank, severity, entry in zip(_ranks(len(severities)), severities, stated, strict=True)
    )


def _ranks(count: int) -> list[int]:
    """The rank of each of `count` levels among the usual ones; what lies below the mildest counts as that."""
    return [min(rank, len(usual.TELL) - 1) for rank in range(count)]


def read_roles(listed: Sequence[Mapping[str, object]]) -> tuple[Role, ...]:
    """The policy's own roles, else the usual ones."""
    own = tuple(
        Role(
            str(entry["id"]),
            str(entry.get("title") or _words(str(entry["id"]))),
            str(entry.get("purpose", "")),
            _texts(entry.get("duties")),
            str(entry.get("leaves", "")),
        )
        for entry in listed
    )
    return own or usual.ROLES


def read_classification(value: object, severities: Sequence[Severity]) -> Classification:
    """How a level is found: as the policy says, else as usual with the policy's levels by their rank."""
    values = cast("dict[str, object]", value or {})
    ids = [severity.id for severity in severities]

    def level(rank: int) -> str:
        return ids[min(rank, len(ids) - 1)]

    matrix = cast("_Pairs | None", values.get("matrix"))
    order = [grade.id for grade in _grades(values, "scopes", usual.SCOPES)]
    rows = {name: tuple(levels) for name, _, levels in matrix or ()} or {
        name: tuple(level(rank) for rank in ranks) for name, ranks in usual.MATRIX
    }
    questions = tuple(
        SeverityQuestion(str(one["id"]), str(one["ask"]), str(one["severity"]), _texts(one.get("tell")))
        for one in cast("list[dict[str, object]]", values.get("questions") or [])
    ) or tuple(SeverityQuestion(name, ask, level(rank), tell) for name, ask, rank, tell in usual.QUESTIONS)
    return Classification(
        questions=questions,
        scopes=_grades(values, "scopes", usual.SCOPES),
        impacts=_grades(values, "impacts", usual.IMPACTS),
        matrix=tuple((name, rows[name]) for name in order),
        otherwise=str(values.get("otherwise") or ids[-1]),
    )


def _grades(values: Mapping[str, object], key: str, otherwise: tuple[Grade, ...]) -> tuple[Grade, ...]:
    stated = cast("list[dict[str, object]]", values.get(key) or [])
    own = (
        Grade(str(one["id"]), str(one.get("title") or _words(str(one["id"]))), str(one.get("definition", "")))
        for one in stated
    )
    return tuple(own) or otherwise


def _texts(value: object) -> tuple[str, ...]:
    return tuple(str(item) for item in value) if isinstance(value, list) else ()


def _words(id: str) -> str:
    words = " ".join(id.replace("_", " ").replace("-", " ").split())
    return words[:1].upper() + words[1:]
