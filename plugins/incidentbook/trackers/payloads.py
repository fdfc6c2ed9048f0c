"""The structure of what a tracker sent, whatever it sent: an object is an object, a list is a list."""

from collections.abc import Iterable, Iterator, Mapping

from incidentbook.reading.tracker_values import text

Payload = Mapping[str, object]
"""A JSON object."""


def an_object(value: object) -> Payload:
    """The object, or an empty one."""
    return value if isinstance(value, dict) else {}


def objects(value: object) -> Iterator[Payload]:
    """The objects in a list."""
    yield from (one for one in value if isinstance(one, dict)) if isinstance(value, list) else ()


def whole(value: object) -> int:
    """The whole number, 0 where it is none."""
    return value if isinstance(value, int) and not isinstance(value, bool) else 0


def names(values: Iterable[Payload], *keys: str) -> tuple[str, ...]:
    """The name of each object: the first of the keys that it has."""
    found = (next((name for key in keys if (name := text(one.get(key)))), "") for one in values)
    return tuple(sorted({name for name in found if name}))
