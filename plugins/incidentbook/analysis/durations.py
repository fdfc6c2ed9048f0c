"""Lengths of time in words: "7 min", "1 h 23 min", "3 d 4 h"."""

from math import isfinite

MINUTE = 60
HOUR = 60
DAY = 24 * HOUR
_LONGEST = 1e15
"""Minutes: longer than there has been anything."""


def spell(minutes: float) -> str:
    """A length of time, rounded to what matters at its size; seconds below one minute."""
    if not isfinite(minutes) or abs(minutes) > _LONGEST:
        return "without limit"
    seconds = round(minutes * 60)
    if 0 < seconds < MINUTE:
        return f"{seconds} s"
    whole = round(minutes)
    if whole < HOUR:
        return f"{whole} min"
    if whole < DAY:
        return _two(whole // HOUR, "h", whole % HOUR, "min")
    hours = round(whole / HOUR)
    return _two(hours // 24, "d", hours % 24, "h")


def _two(large: int, large_unit: str, small: int, small_unit: str) -> str:
    text = f"{large:,} {large_unit}"
    return f"{text} {small} {small_unit}" if small else text
