"""Lengths of time as pages show them: "7 min to 1 h", "about 3 d 4 h", "142 days"."""

from incidentbook.analysis.durations import spell

__all__ = ["spell", "spell_days", "spell_range"]


def spell_range(low: float, high: float, *, is_approximate: bool = False) -> str:
    """A length of time that is known within bounds: "about 7 min", "7 min to 1 h"."""
    first, last = spell(low), spell(high)
    text = first if first == last else f"{first} to {last}"
    return f"about {text}" if is_approximate else text


def spell_days(days: int) -> str:
    """A number of days as a length: "1 day", "142 days"."""
    return "1 day" if days == 1 else f"{days:,} days"
