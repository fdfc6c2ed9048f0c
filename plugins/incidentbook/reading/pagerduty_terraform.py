"""Schedules as Terraform describes them: `pagerduty_schedule` and `pagerduty_escalation_policy`."""

from collections.abc import Sequence
from math import prod

from incidentbook.records import Location

from .pagerduty import EscalationPolicy, Layer, Restriction, Schedule, Source
from .patterns import expression
from .terraform import Block, Reference, Unread, Value, read_terraform

_TYPES = ("pagerduty_schedule", "pagerduty_escalation_policy")
_LABELS = 2
_PRODUCT = expression(r"\d{1,9}(?:\s*\*\s*\d{1,9}){1,4}")


def read_pagerduty_terraform(files: Sequence[tuple[str, str]]) -> Source:
    """The schedules and escalation policies in files, given as (path, text)."""
    module = read_terraform(files)
    source = Source(notes=list(module.faults))
    blocks = [one for one in module.blocks if one.type in {"resource", "data"} and len(one.labels) == _LABELS]
    for one in blocks:
        if one.labels[0] == "pagerduty_user":
            names = (str(one.attributes.get(key, "")) for key in ("name", "email") if _is_text(one, key))
            stated = [*names]
            stated += [name.partition("@")[0] for name in stated if "@" in name]
            source.users[_key(one)] = tuple(dict.fromkeys((one.labels[1], *filter(None, stated))))
    reader = _Reader(source)
    for one in blocks:
        if one.type == "resource" and one.labels[0] == _TYPES[0]:
            source.schedules.append(reader.schedule(one))
        elif one.type == "resource" and one.labels[0] == _TYPES[1]:
            source.policies.append(reader.policy(one))
    if not source.schedules and not source.policies:
        at = Location(files[0][0]) if files else Location("")
        source.notes.append((at, f"holds no {' and no '.join(_TYPES)}"))
    return source


def _key(block: Block) -> str:
    return ".".join((*(("data",) if block.type == "data" else ()), *block.labels))


def _is_text(block: Block, key: str) -> bool:
    return isinstance(block.attributes.get(key), str)


def _expression(value: Value) -> str:
    """What stands for a user who cannot be known: an order of turns must not lose one of them."""
    if isinstance(value, Reference):
        return value.path
    return value.text if isinstance(value, Unread) else ""


class _Reader:
    """Reads blocks; what must be computed is noted and left out."""

    def __init__(self, source: Source) -> None:
        self.source = source

    def schedule(self, block: Block) -> Schedule:
        """A schedule; its layers stand in the order of the file, and the last one counts."""
        self._refuse_repeats(block, "layer")
        return Schedule(
            key=_key(block),
            name=self._text(block, "name") or block.labels[1],
            at=block.at,
            zone=self._text(block, "time_zone") or "UTC",
            layers=tuple(self._layer(one) for one in block.inner("layer")),
        )

    def _layer(self, block: Block) -> Layer:
        self._refuse_repeats(block, "restriction")
        return Layer(
            name=self._text(block, "name"),
            at=block.at,
            start=self._text(block, "start"),
            virtual_start=self._text(block, "rotation_virtual_start"),
            end=self._text(block, "end"),
            turn_seconds=self._number(block, "rotation_turn_length_seconds"),
            users=self._users(block),
            restrictions=tuple(self._restriction(one) for one in block.inner("restriction")),
        )

    def _restriction(self, block: Block) -> Restriction:
        is_weekly = self._text(block, "type") == "weekly_restriction"
        day = int(self._number(block, "start_day_of_week")) if is_weekly else None
        start = self._text(block, "start_time_of_day")
        return Restriction(day, start, self._number(block, "duration_seconds"))

    def _users(self, block: Block) -> tuple[str, ...]:
        value = block.attributes.get("users")
        if not isinstance(value, list):
            self._note(block, "users", value)
            return ()
        named = (self._named(block, "users", one) or _expression(one) for one in value)
        return tuple(filter(None, named))

    def policy(self, block: Block) -> EscalationPolicy:
        """An escalation policy; the delay of a rule is the time until the next one."""
        self._refuse_repeats(block, "rule")
        rules = []
        for rule in block.inner("rule"):
            self._refuse_repeats(rule, "target")
            targets = [self._target(one) for one in rule.inner("target")]
            delay = self._number(rule, "escalation_delay_in_minutes")
            rules.append((delay, tuple((kind, key) for kind, key in targets if key)))
        loops = int(self._number(block, "num_loops")) if "num_loops" in block.attributes else 0
        return EscalationPolicy(self._text(block, "name") or block.labels[1], block.at, loops, tuple(rules))

    def _target(self, block: Block) -> tuple[str, str]:
        key = self._named(block, "id", block.attributes.get("id"))
        stated = self._text(block, "type") if "type" in block.attributes else ""
        is_schedule = stated.startswith("schedule") or "pagerduty_schedule." in key
        return ("schedule" if is_schedule else "user"), key

    def _named(self, block: Block, name: str, value: Value) -> str:
        """The address of a resource without its `.id`, or an id as it is."""
        if isinstance(value, Reference):
            parts = value.path.split(".")
            is_resource = parts[0] == "data" or parts[0].startswith("pagerduty_")
            if is_resource and parts[-1] == "id" and "[" not in value.path and "*" not in value.path:
                address = ".".join(parts[:-1])
                if "pagerduty_user." in address:
                    self.source.users.setdefault(address, (parts[-2],))
                return address
        elif isinstance(value, str) and value:
            return value
        self._note(block, name, value)
        return ""

    def _text(self, block: Block, key: str) -> str:
        value = block.attributes.get(key)
        if isinstance(value, str):
            return value
        if value is not None:
            self._note(block, key, value)
        return ""

    def _number(self, block: Block, key: str) -> float:
        value = block.attributes.get(key)
        if isinstance(value, str) and value.strip().replace(".", "", 1).isdigit():
            return float(value)
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            return value
        if isinstance(value, Unread) and _PRODUCT.fullmatch(value.text):
            return prod(int(factor) for factor in value.text.split("*"))
        self._note(block, key, value)
        return 0

    def _refuse_repeats(self, block: Block, inner: str) -> None:
        """Note what makes several blocks of one: how many is known only when Terraform runs."""
        for key in ("count", "for_each"):
            if key in block.attributes:
                words = f"`{key}` of {'.'.join(block.labels)} is not followed; it was read once"
                self.source.notes.append((block.places[key], words))
        for one in block.inner("dynamic"):
            if one.labels[:1] == (inner,):
                self.source.notes.append((one.at, f'`dynamic "{inner}"` cannot be read, and was left out'))

    def _note(self, block: Block, key: str, value: Value) -> None:
        at = block.places.get(key, block.at)
        if value is None:
            words = f"`{key}` is missing"
        elif isinstance(value, (Unread, Reference)):
            shown = value.text if isinstance(value, Unread) else value.path
            words = f"`{key} = {' '.join(shown.split())[:80]}` must be computed, and is not known"
        else:
            words = f"`{key}` is not what was expected, and was left out"
        self.source.notes.append((at, words))
