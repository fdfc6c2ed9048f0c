"""Between points in time and what a clock on the wall shows, also on the days on which it is changed.

A time that the clocks skip is the moment at which they skip it; of a time that they show twice the first one
is meant. So the order of times on the wall is never turned round, and stretches that meet on the wall meet.
"""

from datetime import UTC, datetime, timedelta
from functools import lru_cache

TYPE_CHECKING = False  # as `typing` has it, which takes its time to import
if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

_MINUTE = timedelta(minutes=1)


@lru_cache(maxsize=256)
def zone_of(name: str) -> "ZoneInfo":
    """The zone of that IANA name. Raises ZoneInfoNotFoundError."""
    from zoneinfo import ZoneInfo  # few books have a rota

    return ZoneInfo(name)


def wall_time(moment: datetime, zone: str) -> datetime:
    """What the clock in `zone` shows at a moment, without a zone and without saying which of two times."""
    return moment.astimezone(zone_of(zone)).replace(tzinfo=None, fold=0)


def is_shown_twice(moment: datetime, zone: str) -> bool:
    """Whether the clock in `zone` shows the time of a moment twice, since it was put back in between."""
    shown = moment.astimezone(zone_of(zone))
    return shown.replace(fold=0).utcoffset() != shown.replace(fold=1).utcoffset()


def offset_text(moment: datetime, zone: str) -> str:
    """How far the clock in `zone` is before UTC at a moment: “+01:00”, “-03:30”."""
    shown = f"{moment.astimezone(zone_of(zone)):%z}"
    return f"{shown[:3]}:{shown[3:5]}"


@lru_cache(maxsize=16_384)
def instant(wall: datetime, zone: str) -> datetime:
    """The moment, in UTC, at which the clock in `zone` shows `wall`, which has no zone."""
    place = zone_of(zone)
    found = wall.replace(tzinfo=place, fold=0).astimezone(UTC)
    if wall_time(found, zone) == wall.replace(fold=0):
        return found
    return _change(wall.replace(tzinfo=place, fold=1).astimezone(UTC), found, place)


def _change(low: datetime, high: datetime, place: "ZoneInfo") -> datetime:
    """The moment between two moments, to the minute, from which the clock is as it is at `high`."""
    after = high.astimezone(place).utcoffset()
    while high - low >= _MINUTE:
        middle = low + (high - low) // 2
        middle -= timedelta(seconds=middle.second, microseconds=middle.microsecond)
        if middle.astimezone(place).utcoffset() == after:
            high = middle
        elif middle == low:
            break
        else:
            low = middle
    return high
