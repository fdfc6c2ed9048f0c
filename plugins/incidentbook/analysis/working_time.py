"""Working time: minutes and days on which people work, as the policy says.

The clock of the working hours is that of a zone, so that a day on which the clocks change still has its
usual hours. Elapsed time is counted in UTC and knows nothing of this.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, tzinfo

from incidentbook.reading.holidays import public_holidays
from incidentbook.records import WorkingTime

USUAL = WorkingTime()
"""Monday to Friday, where the policy says nothing; only its days are used then."""

_FARTHEST = 3660
"""Days after which counting stops: nobody states ten years of working time."""


def is_working_day(day: date, working: WorkingTime) -> bool:
    """Whether people work on this day."""
    return (
        day.weekday() in working.days
        and day not in working.free_days
        and day not in public_holidays(working.holidays)
    )


def working_minutes(start: datetime, end: datetime, working: WorkingTime) -> float | None:
    """The minutes of working time between two times; None where they lie too far apart to be counted."""
    if end - start > timedelta(_FARTHEST):
        return None
    spans = ((max(start, first), min(end, last)) for first, last in _spans(start, working, end))
    return sum((last - first).total_seconds() / 60 for first, last in spans if last > first)


def end_of_work(start: datetime, minutes: float, working: WorkingTime) -> datetime | None:
    """When so many minutes of working time have passed since `start`; None where that is never."""
    left = minutes
    for first, last in _spans(start, working, None):
        begin = max(start, first)
        room = (last - begin).total_seconds() / 60
        if room >= left:
            return begin + timedelta(minutes=left)
        left -= max(room, 0)
    return None


def business_days(first: date, last: date, working: WorkingTime) -> int:
    """The working days after the day `first`, up to `last`; 0 where that lies before it."""
    number = min(max((last - first).days, 0), _FARTHEST)
    return sum(is_working_day(first + timedelta(count), working) for count in range(1, number + 1))


def day_minutes(working: WorkingTime) -> int:
    """The minutes of one working day."""
    return working.end - working.start


def _spans(
    start: datetime, working: WorkingTime, end: datetime | None
) -> Iterator[tuple[datetime, datetime]]:
    """The spans of working time in UTC, from the day of `start` on."""
    from zoneinfo import ZoneInfo

    zone = ZoneInfo(working.time_zone)
    day = start.astimezone(zone).date()
    for _ in range(_FARTHEST):
        if is_working_day(day, working):
            first, last = (_clock(day, minute, zone) for minute in (working.start, working.end))
            if end is not None and first > end:
                return
            yield first, last
        elif end is not None and datetime(day.year, day.month, day.day, tzinfo=zone) > end:
            return
        if day == date.max:
            return
        day += timedelta(1)


def _clock(day: date, minute: int, zone: tzinfo) -> datetime:
    local = datetime(day.year, day.month, day.day, tzinfo=zone) + timedelta(minutes=minute)
    return local.astimezone(UTC)
