"""Days and times as text, the same on every machine: "15 Mar 2025, 14:25 UTC"."""

from datetime import UTC, date, datetime
from functools import lru_cache

from incidentbook.records import Moment

from .models import Day

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

MONTH_DAYS = 30.44
YEAR_DAYS = 365.25
DAYS_UP_TO = 60
"""A distance is told in days below this, then in months up to two years, then in years."""

_DAYS_FROM_NOW_ON = ((0, "today"), (1, "tomorrow"), (-1, "yesterday"))


@lru_cache(maxsize=8192)
def day(value: date, as_of: date | None = None) -> Day:
    """A day: "15 Mar 2025", with its relation to `as_of` where that is given."""
    return Day(_day_text(value), value.isoformat(), ago(value, as_of) if as_of else "")


def month(value: date) -> str:
    """The month of a day: "Mar 2025"."""
    return f"{MONTHS[value.month - 1]} {value.year}"


@lru_cache(maxsize=8192)
def time(value: datetime, as_of: date | None = None) -> Day:
    """A point in time: "15 Mar 2025, 14:25 UTC"."""
    value = value.astimezone(UTC)
    text = f"{_day_text(value.date())}, {value:%H:%M} UTC"
    return Day(text, iso(value), ago(value.date(), as_of) if as_of else "")


@lru_cache(maxsize=8192)
def clock(value: datetime) -> Day:
    """The time of day of a point in time, "14:25", with its full ISO form."""
    value = value.astimezone(UTC)
    return Day(f"{value:%H:%M}", iso(value))


def moment(value: Moment, as_of: date | None = None) -> Day:
    """A moment as precisely as the document stated it."""
    if value.precision == "day":
        return day(value.start.astimezone(UTC).date(), as_of)
    return time(value.start, as_of)


def period(start: datetime, end: datetime | None, as_of: date) -> Day:
    """From and to: "15 Mar 2025, 14:25–14:55 UTC", or with both days where they differ."""
    start = start.astimezone(UTC)
    first = time(start, as_of)
    if end is None or (end := end.astimezone(UTC)) <= start:
        return first
    if end.date() == start.date():
        text = f"{_day_text(start.date())}, {start:%H:%M}–{end:%H:%M} UTC"
    else:
        text = f"{_day_text(start.date())}, {start:%H:%M} – {_day_text(end.date())}, {end:%H:%M} UTC"
    return Day(text, first.iso, first.ago)


def iso(value: datetime) -> str:
    """A point in time as "2025-03-15T14:25:00Z"."""
    return value.astimezone(UTC).replace(microsecond=0, tzinfo=None).isoformat() + "Z"


def ago(value: date, as_of: date) -> str:
    """How far a day is from the day of the build: "today", "12 days ago", "in 3 months"."""
    days = (value - as_of).days
    if text := dict(_DAYS_FROM_NOW_ON).get(days):
        return text
    far = distance(abs(days))
    return f"in {far}" if days > 0 else f"{far} ago"


def distance(days: int) -> str:
    """A number of days at its size: "1 day", "12 days", "8 months", "3 years"."""
    if days < DAYS_UP_TO:
        return "1 day" if days == 1 else f"{days} days"
    if days < 2 * YEAR_DAYS:
        return f"{round(days / MONTH_DAYS)} months"
    return f"{round(days / YEAR_DAYS)} years"


def _day_text(value: date) -> str:
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}"


def day_and_month(value: date) -> str:
    """A day within a year that is clear from elsewhere: "15 Mar"."""
    return f"{value.day} {MONTHS[value.month - 1]}"
