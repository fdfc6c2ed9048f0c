"""Points in time: what a stamp such as `14:32 UTC` or `2025-03-15 14:00/14:30` means in UTC."""

from datetime import UTC, date, datetime, time, timedelta

from incidentbook.records import Moment

from .patterns import expression
from .stamps import Stamp, read_stamp
from .zones import find_zone, zone_info

__all__ = ["find_zone", "moment_of", "read_moment"]

_REST = expression(r"[\s.,;]*(?:[(\[][^()\[\]]*[)\]][\s.,;]*)?\Z")
_MARKUP = expression(r"[*_`]+")
_YEAR = expression(r"(?:19|20)\d\d")
_LONGEST = 200


def moment_of(
    stamp: Stamp, *, zone: str, zone_stated: bool, day: date | None, text: str = ""
) -> Moment | None:
    """The moment that a stamp states, or None where a day or a time is missing or not known.

    `day` and `zone` stand in where the stamp names none. A day without a time is a moment of the
    precision "day" that begins at midnight; a day whose time is given as unknown likewise.
    """
    first = stamp.day or day
    if first is None or stamp.bad or stamp.template or (stamp.clock is None and stamp.day is None):
        return None
    name = stamp.zone or zone
    try:
        start = _instant(first + timedelta(days=stamp.later), stamp.clock or time(), name)
        end = _end(stamp, first, start, name)
    except OverflowError:
        return None
    precision = "day" if stamp.clock is None else ("second" if stamp.seconds else "minute")
    stated = bool(stamp.zone) or zone_stated
    return Moment(start, end, precision, stamp.approximate, name, stated, text)


def read_moment(text: str, *, zone: str, zone_stated: bool, day: date | None) -> Moment | None:
    """The moment (or range of moments) that the whole of `text` is, or None.

    `zone` applies where the text names none, `day` where it gives only a time of day. A remark in
    brackets behind the time is no hindrance.
    """
    bare = _MARKUP.sub("", text[:_LONGEST]).strip()
    stamp = None if _YEAR.fullmatch(bare) else read_stamp(bare, day, timed=True)
    if stamp is None or not _REST.match(bare, stamp.end):
        return None
    return moment_of(stamp, zone=zone, zone_stated=zone_stated, day=day, text=text.strip())


def _instant(day: date, clock: time, zone: str) -> datetime:
    return datetime.combine(day, clock, zone_info(zone)).astimezone(UTC)


def _end(stamp: Stamp, first: date, start: datetime, zone: str) -> datetime | None:
    if stamp.end_clock is None:
        return _instant(stamp.end_day, time(), zone) if stamp.end_day else None
    end = _instant(stamp.end_day or first + timedelta(days=stamp.later), stamp.end_clock, zone)
    if end < start and stamp.end_day is None:
        end += timedelta(days=1)
    return end if end >= start else None
