"""Sentences in the making: counts with their nouns, lists, shortened text."""

from collections.abc import Iterable, Sequence
from functools import lru_cache

_NUMERALS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def count(number: int, singular: str, plural: str = "") -> str:
    """A number with its noun: "1 incident", "2 incidents", "1,204 causes"."""
    return f"{number:,} {singular if number == 1 else plural or singular + 's'}"


def numeral(number: int) -> str:
    """A small number as a word, a larger one in figures."""
    return _NUMERALS[number] if 0 <= number < len(_NUMERALS) else f"{number:,}"


def joined(parts: Iterable[str]) -> str:
    """Parts of a line with a dot between them; empty ones fall out."""
    return _joined(tuple(parts))


@lru_cache(maxsize=8192)
def _joined(parts: tuple[str, ...]) -> str:
    """The same line once, where several pages show it."""
    return " · ".join(part for part in parts if part)


def listed(parts: Sequence[str], last: str = "and") -> str:
    """Words in a sentence: "a", "a and b", "a, b and c"."""
    start, end = parts[:-1], parts[-1:]
    return f" {last} ".join(part for part in (", ".join(start), *end) if part)


def clipped(text: str, length: int) -> str:
    """The text on one line, cut at a word where it is longer, with an ellipsis."""
    line = " ".join(text[: length * 8].split())
    if len(line) <= length:
        return line
    cut = line[: length - 1]
    shorter = cut.rpartition(" ")[0]
    return (shorter if len(shorter) > length // 2 else cut).rstrip(" ,;:–—-") + "…"


def lead(text: str, length: int = 180) -> str:
    """The first sentences of a text that fit, at least one (clipped where it is longer)."""
    line = clipped(text, length * 4)
    if len(line) <= length:
        return line
    ends = [position + 1 for mark in ".!?" for position in _positions(line[:length], mark + " ")]
    return line[: max(ends)] if ends else clipped(line, length)


def percent(part: int, whole: int) -> str:
    """A share as a whole percentage: "31 %"; "0 %" only where there is none, "100 %" only where it is all."""
    share = round(100 * part / whole)
    share = min(max(share, 1 if part else 0), 100 if part == whole else 99)
    return f"{share} %"


def _positions(text: str, wanted: str) -> Iterable[int]:
    position = text.find(wanted)
    while position >= 0:
        yield position
        position = text.find(wanted, position + 1)
