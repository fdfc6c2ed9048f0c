"""Lengths of time as people write them: `1h 39m`, `6 hours, 14 minutes`, `00:30`, `2 to 3 hours`.

Every pattern is anchored and has bounded repeats, so that reading stays linear in the length of the text.
"""

import re
from typing import NamedTuple

from .patterns import expression

_MINUTES = {"s": 1 / 60, "m": 1.0, "h": 60.0, "d": 1440.0, "w": 10080.0, "mo": 43200.0}
_UNIT = expression(
    r"[ \u00a0-]{0,2}(?:(?P<mo>months?)|(?P<s>seconds?|secs?|s)|(?P<m>minutes?|mins?|mn|m)"
    r"|(?P<h>hours?|hrs?|h)|(?P<d>days?|d)|(?P<w>weeks?|wks?|w))(?![^\W\d_])\.?"
)
_WORDS = {
    "half an": 0.5,
    "half a": 0.5,
    "one and a half": 1.5,
    "an": 1,
    "a": 1,
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "eleven": 11,
    "twelve": 12,
    "fifteen": 15,
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "sixty": 60,
    "ninety": 90,
}
_NUMBER = expression(
    r"(?P<figures>\d{1,9}(?:,\d{3}(?!\d)){0,3}(?:[.,]\d{1,6})?)(?P<plus>\+)?"
    rf"|(?P<word>{'|'.join(sorted(_WORDS, key=len, reverse=True))})(?![a-z])"
)
_JOINT = expression(r"[ \u00a0]{0,3}(?:,?[ \u00a0]{0,2}(?:and\b|&|\+)|,)?[ \u00a0]{0,3}")
_HALF = expression(r" and a half\b")
_CLOCK = expression(r"(?P<h>\d{1,3}):(?P<m>[0-5]\d)(?::(?P<s>[0-5]\d))?(?![\d:])(?! ?[ap]\.?m)")
_ISO = expression(
    r"p(?:(?P<w>\d{1,4})w)?(?:(?P<d>\d{1,5})d)?(?:t(?:(?P<h>\d{1,5})h)?(?:(?P<m>\d{1,7})m)?(?:(?P<s>\d{1,9})s)?)?(?!\w)"
)
_BETWEEN = expression(r"[ \u00a0]{0,3}(?:-|\u2010|\u2011|\u2013|\u2014|to\b|and\b|or\b|\.\.)[ \u00a0]{0,3}")
_ABOUT = expression(
    r"(?:~|≈|≃|<=?|>=?|≤|≥|about|around|approximately|approx\b\.?|roughly|circa|ca\b\.?|c\.|nearly|almost|over"
    r"|more than|at least|up to|less than|under|within|some|just|only|for|between|from"
    r"|an estimated|estimated|est\.)[ \u00a0]{0,3}"
)
_EXACT = frozenset({"for", "between", "from", "just", "only"})
_AT_ONCE = expression(r"(?:immediate(?:ly)?|instant(?:ly|aneous(?:ly)?)?|at once)(?!\w)")


class _Length(NamedTuple):
    """Minutes read, where they end, the minutes of the first unit (0: a bare number), whether it is rough."""

    minutes: float
    end: int
    unit: float = 1.0
    rough: bool = False


def _figure(match: re.Match[str]) -> float:
    if match["word"]:
        return float(_WORDS[match["word"]])
    figures = match["figures"]
    if re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", figures):
        return float(figures.replace(",", ""))
    return float(figures.replace(",", ".")) if figures.count(",") <= 1 else 0.0


def _part(text: str, start: int) -> _Length | None:
    """One number with its unit ("39m", "6 hours", "half an hour", "one hour and a half")."""
    number = _NUMBER.match(text, start)
    if number is None:
        return None
    value, end, rough = _figure(number), number.end(), bool(number["plus"])
    half = _HALF.match(text, end)
    unit = _UNIT.match(text, half.end() if half else end)
    if unit is None:
        return _Length(value, end, 0.0, rough)
    half = half or _HALF.match(text, unit.end())
    end = max(unit.end(), half.end() if half else 0)
    minutes = _MINUTES[str(unit.lastgroup)]
    return _Length((value + (0.5 if half else 0)) * minutes, end, minutes, rough)


def _parts(text: str, start: int) -> _Length | None:
    """Numbers with ever smaller units in a row: "1 h 39 min", "6 hours, 14 minutes and 3 seconds"."""
    whole = last = _part(text, start)
    while whole is not None and last is not None and last.unit:
        joint = _JOINT.match(text, whole.end)
        part = _part(text, joint.end() if joint else whole.end)
        if part is None or part.unit >= last.unit:
            break
        if not part.unit:
            return _minutes_after_hours(text, whole, part)
        whole = _Length(whole.minutes + part.minutes, part.end, whole.unit, whole.rough or part.rough)
        last = part
    return whole


def _minutes_after_hours(text: str, whole: _Length, part: _Length) -> _Length:
    """In "1h30" the two figures straight after the hours are minutes."""
    after = text[whole.end : part.end]
    attached = text[whole.end - 1] == "h" and len(after) == len("30") and after.isdigit()
    return _Length(whole.minutes + part.minutes, part.end, whole.unit) if attached else whole


def _length(text: str, start: int) -> _Length | None:
    for pattern in (_CLOCK, _ISO):
        match = pattern.match(text, start)
        if match and any(match.groups()):
            given = {unit: value for unit, value in match.groupdict().items() if value}
            return _Length(sum(float(value) * _MINUTES[unit] for unit, value in given.items()), match.end())
    return _parts(text, start)


def scan_length(text: str) -> tuple[float, float, bool, int] | None:
    """Least and most minutes at the beginning of lower-case `text`, whether roughly, and where they end."""
    position, rough = 0, False
    while about := _ABOUT.match(text, position):
        rough = rough or about.group().strip() not in _EXACT
        position = about.end()
    low = _length(text, position)
    if low is None:
        at_once = _AT_ONCE.match(text, position)
        return (0.0, 0.0, True, at_once.end()) if at_once else None
    between = _BETWEEN.match(text, low.end)
    high = _length(text, between.end()) if between else None
    if high is not None and high.unit and not (low.unit and between and "and" in between.group()):
        start = low.minutes if low.unit else low.minutes * high.unit
        return min(start, high.minutes), max(start, high.minutes), rough or high.rough, high.end
    return (low.minutes, low.minutes, rough or low.rough, low.end) if low.unit else None
