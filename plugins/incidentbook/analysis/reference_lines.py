"""The line of front matter that names earlier incidents, spelled alike wherever it is proposed."""

import re
from collections.abc import Sequence

from incidentbook.reading.patterns import expression

_PLAIN = expression(r"[A-Za-z0-9](?:[\w./-]*[A-Za-z0-9])?", re.ASCII)
"""Names that need no quotes in a YAML list, unless they are a number, a day or a word of YAML's own."""
_VALUE = expression(r"[\d._/-]+|\d[\d_.]*e[+-]?\d+|0[xo][\da-f_]+", re.IGNORECASE | re.ASCII)
_NOT_TEXT = {"true", "false", "yes", "no", "on", "off", "null", "y", "n"}


def line(field: str, present: Sequence[str], name: str) -> str:
    """“repeat_of: [a, b]”: the field with the names that it has and one more."""
    return f"{field}: [{', '.join(map(_quoted, (*present, name)))}]"


def _quoted(name: str) -> str:
    if _PLAIN.fullmatch(name) and not _VALUE.fullmatch(name) and name.lower() not in _NOT_TEXT:
        return name
    escaped = "".join(_escaped(character) for character in name)
    return f'"{escaped}"'


def _escaped(character: str) -> str:
    if character in {'"', "\\"}:
        return f"\\{character}"
    return character if character.isprintable() else f"\\U{ord(character):08x}"
