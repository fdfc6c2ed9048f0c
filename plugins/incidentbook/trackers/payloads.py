"""Values in what a tracker sent, whatever it sent: a text is a text on one line, a list is a list."""

from collections.abc import Iterable, Iterator, Mapping

from incidentbook.reading.tracker_file import normal_url

Payload = Mapping[str, object]
"""A JSON object."""

_LONGEST = 300


def an_object(value: object) -> Payload:
    """The object, or an empty one."""
    return value if isinstance(value, dict) else {}


def objects(value: object) -> Iterator[Payload]:
    """The objects in a list."""
    yield from (one for one in value if isinstance(one, dict)) if isinstance(value, list) else ()


def text(value: object) -> str:
    """The text on one line without control characters, shortened; empty where it is none."""
    if not isinstance(value, str):
        return ""
    line = " ".join("".join(sign if sign.isprintable() else " " for sign in value[: 4 * _LONGEST]).split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"


def whole(value: object) -> int:
    """The whole number, 0 where it is none."""
    return value if isinstance(value, int) and not isinstance(value, bool) else 0


def address(value: object) -> str:
    """The address of a page, or empty where it is none."""
    url = value.strip() if isinstance(value, str) else ""
    return url if url.isprintable() and " " not in url and normal_url(url) else ""


def names(values: Iterable[Payload], *keys: str) -> tuple[str, ...]:
    """The name of each object: the first of the keys that it has."""
    found = (next((name for key in keys if (name := text(one.get(key)))), "") for one in values)
    return tuple(sorted({name for name in found if name}))
