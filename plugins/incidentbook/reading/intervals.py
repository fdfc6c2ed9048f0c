"""How often something is due: "90d", "3 months", "quarterly", 90."""

import re

from .patterns import expression

_UNITS = {"d": 1, "w": 7, "m": 30, "q": 91, "y": 365}
_WORDS = {"daily": 1, "weekly": 7, "monthly": 30, "quarterly": 91, "yearly": 365, "annually": 365}
_INTERVAL = expression(r"(?:every\s+)?(\d{1,4})\s*(?:(d|w|m|q|y)\w*)?\.?", re.IGNORECASE)


def read_interval(text: str) -> int | None:
    """The interval in days (a bare number means days), or None where the text is none."""
    word = text.strip().lower()
    if word in _WORDS:
        return _WORDS[word]
    match = _INTERVAL.fullmatch(word)
    return int(match[1]) * _UNITS[match[2] or "d"] if match and int(match[1]) else None
