"""JSON whose objects know the line on which they begin."""

import json
import re
from bisect import bisect_left
from collections.abc import Iterator

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[{}]', re.DOTALL)


class PlacedMap(dict[str, object]):
    """An object of a JSON file; `line` is that of its opening brace, from 1."""

    __slots__ = ("line",)

    def __init__(self, pairs: list[tuple[str, object]], line: int) -> None:
        super().__init__(pairs)
        self.line = line


def load_json(text: str) -> object:
    """The content of a JSON text, its objects as `PlacedMap`.

    Raises:
        ValueError: The text is no JSON (`json.JSONDecodeError`, which knows the line).
        RecursionError: It is nested too deeply.
    """
    lines = _lines_of_objects(text)
    return json.loads(text, object_pairs_hook=lambda pairs: PlacedMap(pairs, next(lines, 1)))


def _lines_of_objects(text: str) -> Iterator[int]:
    """The lines on which objects begin, in the order in which they end: that in which they are read."""
    breaks = [match.start() for match in re.finditer("\n", text)]
    open_at: list[int] = []
    for token in _TOKEN.finditer(text):
        if token[0] == "{":
            open_at.append(token.start())
        elif token[0] == "}" and open_at:
            yield bisect_left(breaks, open_at.pop()) + 1
