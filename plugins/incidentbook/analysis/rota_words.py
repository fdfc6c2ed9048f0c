"""Times of a rota as people read them, the same on every machine: “Mon 6 Apr 2026, 10:00”."""

from datetime import datetime, timedelta

from incidentbook.reading.wall_clock import wall_time
from incidentbook.records.rota import Level, Rotation

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def wall_words(moment: datetime, zone: str) -> str:
    """A moment on the clock of a zone: “Mon 6 Apr 2026, 10:00”."""
    wall = wall_time(moment, zone)
    return f"{_DAYS[wall.weekday()]} {wall.day} {_MONTHS[wall.month - 1]} {wall.year}, {wall:%H:%M}"


def length_words(length: timedelta) -> str:
    """A length of time with its two largest units: “7 d”, “2 d 4 h”, “1 h 30 min”."""
    minutes = round(length.total_seconds() / 60)
    parts = [(minutes // 1440, "d"), (minutes % 1440 // 60, "h"), (minutes % 60, "min")]
    first = next((n for n, (number, _) in enumerate(parts) if number), len(parts) - 1)
    return " ".join(f"{number} {unit}" for number, unit in parts[first : first + 2] if number) or "0 min"


def after_words(minutes: float) -> str:
    """When a level of an escalation is told: “at once”, “after 15 min”, “after 1 h 30 min”."""
    return f"after {length_words(timedelta(minutes=minutes))}" if minutes else "at once"


def ladder_words(rotation: Rotation) -> str:
    """The escalation in one line: “at once primary; after 5 min secondary; after 15 min duty-manager”."""
    return "; ".join(level_words(level) for level in rotation.levels)


def level_words(level: Level) -> str:
    """One level: “after 5 min secondary, ana”."""
    told = ", ".join(target.name for target in level.targets) or "nobody"
    return f"{after_words(level.minutes)} {told}"
