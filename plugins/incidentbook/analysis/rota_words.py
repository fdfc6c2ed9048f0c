"""Times of a rota as people read them, the same on every machine: “Mon 6 Apr 2026, 10:00”."""

from datetime import datetime, timedelta

from incidentbook.reading.wall_clock import is_shown_twice, offset_text, wall_time
from incidentbook.records import Policy
from incidentbook.records.rota import Level, Rota, Rotation

from .rota_people import told_words

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def wall_words(moment: datetime, zone: str) -> str:
    """A moment on the clock of a zone: “Mon 6 Apr 2026, 10:00”.

    Where the clock shows a time twice, the offset says which one is meant: “Sun 25 Oct 2026, 01:15 +01:00”.
    """
    wall = wall_time(moment, zone)
    words = f"{_DAYS[wall.weekday()]} {wall.day} {_MONTHS[wall.month - 1]} {wall.year}, {wall:%H:%M}"
    return f"{words} {offset_text(moment, zone)}" if is_shown_twice(moment, zone) else words


def length_words(length: timedelta) -> str:
    """A length of time with its two largest units: “7 d”, “2 d 4 h”, “1 h 30 min”."""
    minutes = round(length.total_seconds() / 60)
    parts = [(minutes // 1440, "d"), (minutes % 1440 // 60, "h"), (minutes % 60, "min")]
    first = next((n for n, (number, _) in enumerate(parts) if number), len(parts) - 1)
    return " ".join(f"{number} {unit}" for number, unit in parts[first : first + 2] if number) or "0 min"


def after_words(minutes: float) -> str:
    """When a level of an escalation is told: “at once”, “after 15 min”, “after 1 h 30 min”."""
    return f"after {length_words(timedelta(minutes=minutes))}" if minutes else "at once"


def ladder_words(rotation: Rotation, rota: Rota, policy: Policy) -> str:
    """The escalation in one line: “at once primary; after 5 min secondary; after 15 min Duty manager”."""
    return "; ".join(_level_words(level, rotation, rota, policy) for level in rotation.levels)


def _level_words(level: Level, rotation: Rotation, rota: Rota, policy: Policy) -> str:
    told = ", ".join(told_words(one.name, rotation, rota, policy) for one in level.targets)
    return f"{after_words(level.minutes)} {told or 'nobody'}"


def again_words(rotation: Rotation) -> str:
    """How often the levels begin anew: “begins anew after 45 min, 2 times”, "" where they do not."""
    if not rotation.repeats:
        return ""
    after = f" {after_words(rotation.repeat_minutes)}" if rotation.repeat_minutes else ""
    times = "once" if rotation.repeats == 1 else f"{rotation.repeats} times"
    return f"begins anew{after}, {times}"
