"""Where code stands in a text: there braces, tags and brackets are no markup."""

from bisect import bisect_right
from itertools import accumulate

from incidentbook.reading.blocks import parse
from incidentbook.reading.patterns import expression

_INLINE = expression(r"(?<![`\\])(`{1,3})(?!`)([^\n]*?[^`\n])\1(?!`)")


class Code:
    """The stretches of code in a text: between fences, and between backticks in a line."""

    def __init__(self, text: str) -> None:
        self.spans = sorted(_spans(text))
        self._starts = [start for start, _ in self.spans]

    def holds(self, offset: int) -> bool:
        """Whether there is code at an offset."""
        index = bisect_right(self._starts, offset) - 1
        return index >= 0 and offset < self.spans[index][1]


def fences(text: str) -> list[tuple[int, int]]:
    """The offsets from and to which fenced code stands, its fences included."""
    if "```" not in text and "~~~" not in text:
        return []
    starts = list(accumulate((len(line) + 1 for line in text.split("\n")), initial=0))
    every = (inner for block in parse(text, 1) for inner in block.walk())
    found = [one for one in every if one.kind == "code" and one.fenced]
    return [(starts[one.line - 1], starts[min(one.end - 1, len(starts) - 1)]) for one in found]


def _spans(text: str) -> list[tuple[int, int]]:
    blocks = fences(text)
    inline = [match.span() for match in _INLINE.finditer(text)] if "`" in text else []
    return blocks + [
        (start, end) for start, end in inline if not any(first <= start < last for first, last in blocks)
    ]
