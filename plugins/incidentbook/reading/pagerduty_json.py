"""Schedules as PagerDuty's REST API gives them: JSON of `GET /schedules/{id}` and of escalation policies."""

from collections.abc import Iterator

from incidentbook.records import Location

from .json_lines import PlacedMap, load_json
from .pagerduty import Entry, EscalationPolicy, Layer, Restriction, Schedule, Source

_Map = dict[str, object]


def read_pagerduty_json(path: str, text: str) -> Source:
    """The schedules and escalation policies in a file: an object, a list, or an answer of the API."""
    source = Source()
    try:
        content = load_json(text)
    except (ValueError, RecursionError) as error:
        line = getattr(error, "lineno", 1)
        source.notes.append((Location(path, line), f"is no JSON that can be read: {error}"))
        return source
    reader = _Reader(path, source)
    for one in _objects(content):
        reader.read(one)
    if not source.schedules and not source.policies:
        source.notes.append((Location(path), "holds neither a schedule nor an escalation policy"))
    return source


def _objects(content: object) -> Iterator[_Map]:
    """The schedules and policies in an answer, in a list of answers, or bare."""
    if isinstance(content, list):
        for one in content:
            yield from _objects(one)
    elif isinstance(content, dict):
        wrapped = [
            content[key]
            for key in ("schedule", "schedules", "escalation_policy", "escalation_policies")
            if isinstance(content.get(key), (dict, list)) and not _is_one(content)
        ]
        if wrapped:
            for one in wrapped:
                yield from _objects(one)
        else:
            yield content


def _is_one(content: _Map) -> bool:
    return "schedule_layers" in content or "escalation_rules" in content


class _Reader:
    def __init__(self, path: str, source: Source) -> None:
        self.path = path
        self.source = source

    def at(self, one: _Map) -> Location:
        """Where an object begins."""
        return Location(self.path, one.line if isinstance(one, PlacedMap) else 1)

    def read(self, one: _Map) -> None:
        """Take over a schedule or a policy."""
        if "schedule_layers" in one:
            self.source.schedules.append(self._schedule(one))
        elif "escalation_rules" in one:
            self.source.policies.append(self._policy(one))
        elif one:
            name = _text(one, "summary") or _text(one, "name") or _text(one, "id") or "an object"
            self.source.notes.append((self.at(one), f"“{name}” has no layers: export the schedule by itself"))

    def _schedule(self, one: _Map) -> Schedule:
        key = _text(one, "id") or _text(one, "name")
        for user in _maps(one, "users"):
            self._user(user)
        layers = tuple(self._layer(layer) for layer in reversed(_maps(one, "schedule_layers")))
        return Schedule(
            key=key,
            name=_text(one, "name") or _text(one, "summary") or key,
            at=self.at(one),
            zone=_text(one, "time_zone") or "UTC",
            layers=layers,
            overrides=self._entries(one, "overrides_subschedule"),
            rendered=self._entries(one, "final_schedule"),
        )

    def _layer(self, one: _Map) -> Layer:
        users = (_map(entry, "user") or entry for entry in _maps(one, "users"))
        return Layer(
            name=_text(one, "name"),
            at=self.at(one),
            start=_text(one, "start"),
            virtual_start=_text(one, "rotation_virtual_start"),
            end=_text(one, "end"),
            turn_seconds=_number(one, "rotation_turn_length_seconds"),
            users=tuple(self._user(user) for user in users),
            restrictions=tuple(_restriction(entry) for entry in _maps(one, "restrictions")),
        )

    def _entries(self, one: _Map, name: str) -> tuple[Entry, ...]:
        rendered = _maps(_map(one, name), "rendered_schedule_entries")
        return tuple(
            Entry(_text(entry, "start"), _text(entry, "end"), self._user(_map(entry, "user")))
            for entry in rendered
        )

    def _user(self, one: _Map) -> str:
        own, email = _text(one, "id"), _text(one, "email")
        names = (_text(one, "name"), _text(one, "summary"), email.partition("@")[0], email)
        key = own or next(filter(None, names), "")
        known = self.source.users.get(key, ())
        self.source.users[key] = tuple(dict.fromkeys(filter(None, (*known, *names))))
        return key

    def _policy(self, one: _Map) -> EscalationPolicy:
        rules = tuple(
            (
                _number(rule, "escalation_delay_in_minutes"),
                tuple(self._target(target) for target in _maps(rule, "targets")),
            )
            for rule in _maps(one, "escalation_rules")
        )
        name = _text(one, "name") or _text(one, "summary") or _text(one, "id")
        return EscalationPolicy(name, self.at(one), int(_number(one, "num_loops")), rules)

    def _target(self, one: _Map) -> tuple[str, str]:
        if _text(one, "type").startswith("schedule"):
            return "schedule", _text(one, "id")
        return "user", self._user(one)


def _restriction(one: _Map) -> Restriction:
    is_weekly = _text(one, "type") == "weekly_restriction"
    day = int(_number(one, "start_day_of_week")) if is_weekly else None
    return Restriction(day, _text(one, "start_time_of_day"), _number(one, "duration_seconds"))


def _text(one: _Map, key: str) -> str:
    value = one.get(key)
    return value if isinstance(value, str) else ""


def _number(one: _Map, key: str) -> float:
    value = one.get(key)
    return value if isinstance(value, (int, float)) and not isinstance(value, bool) else 0


def _map(one: _Map, key: str) -> _Map:
    value = one.get(key)
    return value if isinstance(value, dict) else {}


def _maps(one: _Map, key: str) -> list[_Map]:
    value = one.get(key)
    return [entry for entry in value if isinstance(entry, dict)] if isinstance(value, list) else []
