"""What a rota writes of times: “2 weeks”, “mon 09:00”, “mon-fri 08:00-18:00”, “fri 18:00 - mon 08:00”."""

import re
from datetime import UTC, datetime

from incidentbook.records.rota import Window

from .patterns import expression
from .wall_clock import instant

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
DAY = 24 * 60
WEEK = 7 * DAY
LONGEST_TURN = 366 * DAY
"""Minutes in the longest turn."""

SHORTEST_TURN = 60
"""Minutes in the shortest turn."""

YEARS = range(1990, 2200)
"""Years in which somebody can be on call."""

_SHORTEST_WORD = 3
_MANY_DAYS = 3
"""So many days in a row are written with a dash."""

_LENGTH = expression(r"(?:every +)?(?P<number>\d{1,6})? *(?P<unit>weeks?|weekly|days?|daily|hours?|minutes?)")
_UNITS = {"w": WEEK, "d": DAY, "h": 60, "m": 1}
_DAY_WORD = r"(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*"
_CLOCK = r"(?:[01]?\d|2[0-4]):[0-5]\d"
_DASH = r"\s*(?:-|\u2013|to)\s*"
_HANDOFF = expression(rf"(?:(?P<day>{_DAY_WORD})\s+)?(?P<clock>{_CLOCK})")
_SPAN = expression(
    rf"(?P<day1>{_DAY_WORD})\s+(?P<c1>{_CLOCK}){_DASH}(?P<day2>{_DAY_WORD})\s+(?P<c2>{_CLOCK})"
)
_HOURS = expression(rf"(?:(?P<days>{_DAY_WORD}[a-z\s,\u2013-]*?)\s+)?(?P<c1>{_CLOCK}){_DASH}(?P<c2>{_CLOCK})")
_DAYS = expression(rf"(?P<first>{_DAY_WORD})(?:{_DASH}(?P<last>{_DAY_WORD}))?")


def turn_length(text: str) -> int | None:
    """The minutes of “week”, “2 weeks”, “daily” or “12 hours”, or None: from an hour to a year."""
    match = _LENGTH.fullmatch(text.strip().lower())
    if match is None:
        return None
    minutes = int(match["number"] or 1) * _UNITS[match["unit"][0]]
    return minutes if SHORTEST_TURN <= minutes <= LONGEST_TURN else None


def handoff(text: str) -> tuple[int | None, int] | None:
    """The weekday (0 is Monday, None where none is stated) and the minute of “mon 09:00”, or None."""
    match = _HANDOFF.fullmatch(text.strip().lower())
    if match is None:
        return None
    day, minute = weekday(match["day"]) if match["day"] else None, _minute(match["clock"])
    return None if day == -1 or minute >= DAY else (day, minute)


def window(text: str) -> Window | None:
    """The window of “08:00-18:00”, “mon-fri 08:00-18:00” or “fri 18:00 - mon 08:00”, or None."""
    plain = " ".join(text.lower().split())
    if match := _SPAN.fullmatch(plain):
        first, last = weekday(match["day1"]), weekday(match["day2"])
        start = _minute(match["c1"])
        length = (last * DAY + _minute(match["c2"]) - first * DAY - start) % WEEK or WEEK
        return None if -1 in {first, last} or start >= DAY else Window((first,), start, length)
    match = _HOURS.fullmatch(plain)
    if match is None:
        return None
    days = _weekdays(match["days"]) if match["days"] else tuple(range(7))
    start = _minute(match["c1"])
    length = (_minute(match["c2"]) - start) % DAY or DAY
    return Window(days, start, length) if days and start < DAY else None


def weekday(word: str) -> int:
    """The number of “mon” or “Monday” (0), or -1."""
    names = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
    meant = word.strip().lower()
    return next(
        (
            number
            for number, name in enumerate(names)
            if len(meant) >= _SHORTEST_WORD and name.startswith(meant)
        ),
        -1,
    )


def _weekdays(text: str) -> tuple[int, ...]:
    """The days of “mon-fri” or “sat, sun”, sorted; none where a word is no day."""
    found: set[int] = set()
    for part in text.split(","):
        match = _DAYS.fullmatch(part.strip())
        first, last = (
            (weekday(match["first"]), weekday(match["last"] or match["first"])) if match else (-1, -1)
        )
        if -1 in {first, last}:
            return ()
        found.update((first + step) % 7 for step in range((last - first) % 7 + 1))
    return tuple(sorted(found))


def _minute(clock: str) -> int:
    hours, minutes = clock.split(":")
    return int(hours) * 60 + int(minutes)


def moment(text: str, zone: str) -> datetime | None:
    """The moment of “2026-04-03 10:00” on the clock of `zone`, or of a time with its offset; or None."""
    try:
        found = datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    if not re.search(r"\d[T ]\d", text) or found.year not in YEARS:
        return None
    return found.astimezone(UTC) if found.tzinfo else instant(found, zone)


def length_fault(text: str) -> str:
    """What is wrong with the length of a turn, or nothing."""
    return "" if turn_length(text) else f"“{text}” is no length of a turn"


def handoff_fault(text: str) -> str:
    """What is wrong with the time of a handoff, or nothing."""
    return "" if handoff(text) else f"“{text}” is no time of a handoff"


def window_fault(text: str) -> str:
    """What is wrong with a window of hours, or nothing."""
    return "" if window(text) else f"“{text}” names no hours"


def moment_fault(text: str) -> str:
    """What is wrong with a point in time, or nothing."""
    return "" if moment(text, "UTC") else f"“{text}” is no day with a time"


def window_text(one: Window) -> str:
    """A window as it is written: the reverse of `window`."""
    end = one.start + one.length
    if one.length > DAY:
        last = (one.days[0] + end // DAY) % 7
        return f"{WEEKDAYS[one.days[0]]} {clock_text(one.start)} - {WEEKDAYS[last]} {clock_text(end % DAY)}"
    hours = f"{clock_text(one.start)}-{clock_text(end if end == DAY else end % DAY)}"
    return hours if len(one.days) == len(WEEKDAYS) else f"{_days_text(one.days)} {hours}"


def _days_text(days: tuple[int, ...]) -> str:
    if len(days) >= _MANY_DAYS and days[-1] - days[0] == len(days) - 1:
        return f"{WEEKDAYS[days[0]]}-{WEEKDAYS[days[-1]]}"
    return ",".join(WEEKDAYS[day] for day in days)


def clock_text(minute: int) -> str:
    """A minute of the day as “09:05”."""
    return f"{minute // 60:02}:{minute % 60:02}"


def turn_text(minutes: int) -> str:
    """The length of a turn as it is written: “1 week”, “2 days”, “12 hours”, or minutes where none fits."""
    for unit, size in (("week", WEEK), ("day", DAY), ("hour", 60), ("minute", 1)):
        if minutes % size == 0:
            number = minutes // size
            return f"{number} {unit}{'' if number == 1 else 's'}"
    raise ValueError(minutes)
