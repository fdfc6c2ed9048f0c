"""The front matter of a public document: known fields that tell nothing of people, made clean."""

import json
from collections.abc import Callable, Iterable, Iterator

from incidentbook.reading.fields import lookup
from incidentbook.reading.names import compact
from incidentbook.reading.patterns import expression
from incidentbook.reading.sheet import is_map
from incidentbook.records import Field
from incidentbook.records.plain import dataclass

from .draft import Removal

_POSTMORTEM = frozenset(
    [
        "title",
        "id",
        "kind",
        "status",
        "severity",
        "date",
        "started_at",
        "detected_at",
        "acknowledged_at",
        "declared_at",
        "mitigated_at",
        "resolved_at",
        "time_zone",
        "duration",
        "time_to_detect",
        "time_to_acknowledge",
        "time_to_mitigate",
        "time_to_recover",
        "services",
        "teams",
        "causes",
        "trigger",
        "detection",
        "impact",
        "alerts",
        "runbooks",
        "repeat_of",
        "not_repeat_of",
        "related",
        "audience",
        "action_items",
        "summary",
        "published_on",
        "reviewed_on",
        "hide",
        "search",
    ]
)
_RUNBOOK = frozenset(
    [
        "title",
        "id",
        "kind",
        "severity",
        "services",
        "owner",
        "alerts",
        "impact",
        "audience",
        "summary",
        "last_reviewed",
        "review_every",
        "last_tested",
        "tested_with",
        "hide",
        "search",
    ]
)
_PAGE = frozenset(["title", "description", "audience", "hide", "search", "icon"])
_KEPT = {"postmortem": _POSTMORTEM, "runbook": _RUNBOOK, "page": _PAGE}
"""The fields that public documents keep. Tags, aliases and keys of other programs are not among them."""

_IMPACT = frozenset(map(compact, ("users", "users_percent", "sla_minutes", "summary")))
_ITEM = frozenset(
    map(
        compact,
        (
            [
                "id",
                "action",
                "title",
                "item",
                "task",
                "description",
                "type",
                "category",
                "priority",
                "prio",
                "due",
                "deadline",
                "status",
                "state",
                "done",
            ]
        ),
    )
)
_OWNER = frozenset(map(compact, ("owner", "assignee", "who", "responsible", "team", "owners")))
_REFERENCES = frozenset(("repeat_of", "not_repeat_of", "related", "runbooks"))
_TEAMS = frozenset(("teams", "owner"))
_CHOSEN = _REFERENCES | _TEAMS | {"services"}
_PLAIN = expression(r"[A-Za-z0-9](?:[\w .%/+-]|:(?! |$))*")
_YES = frozenset(("true", "yes", "on", "1"))


@dataclass(frozen=True, slots=True)
class Wording:
    """How the values of fields become public.

    `clean` gives a text without what stays inside, `team` the team that a name means (else empty), and
    `is_public` says whether an id, a path or a file's name is that of a public document, `is_service` whether
    the public may know a service. `further` are keys that the policy lets through.
    """

    clean: Callable[[str, int], str]
    team: Callable[[str], str]
    is_public: Callable[[str], bool]
    is_service: Callable[[str], bool]
    further: frozenset[str] = frozenset()


class FieldSieve:
    """Keeps of a document's fields what the public may see, and notes what it takes out."""

    def __init__(self, kind: str, wording: Wording) -> None:
        self._kind = kind
        self._wording = wording
        self.removals: list[Removal] = []

    def kept(self, fields: Iterable[Field]) -> dict[str, object]:
        """The public fields by their keys."""
        every = tuple(fields)
        inside = frozenset(map(compact, internal_keys(every)))
        found: dict[str, object] = {}
        for field in every:
            if compact(field.key) == "internal":
                continue
            value = self._value(
                field, is_marked=bool(inside & {compact(field.key), compact(self.name(field))})
            )
            if value not in (None, "", [], {}):
                found.setdefault(field.key, value)
        return found

    def name(self, field: Field) -> str:
        """The canonical name of a field."""
        spec = None if self._kind == "page" else lookup(self._kind, field.key)
        return spec.name if spec else field.key

    def _value(self, field: Field, *, is_marked: bool) -> object:
        name = self.name(field)
        is_kept = name in _KEPT[self._kind] or compact(field.key) in self._wording.further
        if is_marked or not is_kept:
            self._lost(field, "internal field" if is_marked else "field")
            return None
        if name in _CHOSEN:
            return self._chosen(name, field)
        if name == "action_items":
            return [kept for item in _entries(field.value) if (kept := self._item(item, field))]
        if name == "impact" and is_map(field.value):
            return self._map(field.value, _IMPACT)
        return plain(field.value) if name == "id" else self._clean(plain(field.value), field)

    def _chosen(self, name: str, field: Field) -> object:
        """The entries of a list that the public may know, each in the words for the public."""
        wording = self._wording
        if name in _TEAMS:
            return self._filtered(field, wording.team)
        is_known = wording.is_service if name == "services" else wording.is_public
        return self._filtered(field, lambda text: text if is_known(text) else "")

    def _item(self, item: object, field: Field) -> object:
        if not is_map(item):
            return self._clean(plain(item), field)
        if is_internal(item):
            for one in _fields(item):
                self._lost(one, "internal part")
            return None
        kept = self._map(item, _ITEM)
        for one in _fields(item):
            if compact(one.key) in _OWNER and (team := self._wording.team(str(plain(one.value)))):
                kept["owner"] = team
        return kept

    def _map(self, value: object, known: frozenset[str]) -> dict[str, object]:
        found: dict[str, object] = {}
        for one in _fields(value):
            if compact(one.key) in known:
                found[one.key] = self._clean(plain(one.value), one)
            else:
                self._lost(one, "field")
        return found

    def _filtered(self, field: Field, accept: Callable[[str], str]) -> object:
        found = []
        for entry in _texts(field.value):
            if kept := accept(entry):
                found.append(kept)
            else:
                self.removals.append(Removal(field.at.line, "field", entry))
        return found[0] if found and isinstance(field.value, str) and "," not in field.value else found

    def _clean(self, value: object, field: Field) -> object:
        if isinstance(value, str):
            return self._wording.clean(value, field.at.line)
        if isinstance(value, list):
            return [self._clean(one, field) for one in value]
        if isinstance(value, dict):
            return {key: self._clean(one, field) for key, one in value.items()}
        return value

    def _lost(self, field: Field, what: str) -> None:
        text = "\n".join(leaves(plain(field.value)))
        self.removals.append(Removal(field.at.line, what, text or field.key))


def internal_keys(fields: Iterable[Field]) -> tuple[str, ...]:
    """The keys that a document lists in its field `internal`."""
    return tuple(key for field in fields if compact(field.key) == "internal" for key in _texts(field.value))


def is_internal(item: object) -> bool:
    """Whether a map says of itself that it is for the organisation alone."""
    said = {compact(one.key): str(plain(one.value)).strip().lower() for one in _fields(item)}
    return said.get("internal", "") in _YES or said.get("audience", "") == "internal"


def front_matter(fields: dict[str, object]) -> str:
    """The block of front matter that states fields; a text is quoted where YAML may misread it."""
    lines = (f"{_written(key)}: {_written(value)}\n" for key, value in fields.items())
    return f"---\n{''.join(lines)}---\n"


def _written(value: object) -> str:
    if isinstance(value, list):
        return f"[{', '.join(map(_written, value))}]"
    if isinstance(value, dict):
        return f"{{{', '.join(f'{_written(key)}: {_written(one)}' for key, one in value.items())}}}"
    if isinstance(value, str) and _PLAIN.fullmatch(value) and not value.endswith(" "):
        return value
    return json.dumps(value, ensure_ascii=False)


def plain(value: object) -> object:
    """A field's value as lists, maps, texts and numbers."""
    if is_map(value):
        return {one.key: plain(one.value) for one in _fields(value)}
    return [plain(one) for one in value] if isinstance(value, tuple) else value


def _fields(value: object) -> Iterator[Field]:
    if isinstance(value, tuple):
        yield from (one for one in value if isinstance(one, Field))


def _entries(value: object) -> tuple[object, ...]:
    return value if isinstance(value, tuple) and not is_map(value) else (value,)


def _texts(value: object) -> tuple[str, ...]:
    """A text, or a list of them, that may be parted by commas."""
    entries = value if isinstance(value, tuple) and not is_map(value) else (value,)
    found = (str(plain(one)) for one in entries if one not in (None, ""))
    return tuple(part.strip() for text in found for part in text.split(",") if part.strip())


def leaves(value: object) -> Iterator[str]:
    """All texts and numbers in a value."""
    if isinstance(value, dict):
        for one in value.values():
            yield from leaves(one)
    elif isinstance(value, list):
        for one in value:
            yield from leaves(one)
    elif value not in (None, "") and not isinstance(value, bool):
        yield str(value)
