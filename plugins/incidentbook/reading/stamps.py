"""The stamp with which an event begins: a day, a time of day, a range, or a sign that it is not known.

`14:32`, `2025-03-15 14:32:05 UTC`, `[14:32]`, `~2:30 PM PDT`, `14:00/14:30`, `15 March, 11:00`, `T+5m`,
`??:??`, `2025-03-15 --:--`. Nothing is concluded here: `clock` turns a stamp into a moment.
"""

import re
from datetime import date, time

from . import stamp_words as words
from .stamp import Scan, Stamp
from .stamp_days import read_day, read_day_after, read_last_day, short_day
from .stamp_times import read_bad_time, read_no_time, read_relative, read_rough, read_times
from .zones import read_zone

__all__ = ["Stamp", "read_stamp"]


def read_stamp(text: str, day: date | None = None, *, timed: bool = False) -> Stamp | None:
    """The stamp at the beginning of `text`, or None.

    `day` completes a day without a year and decides between two readings of a day in figures. `timed` is
    set where nothing but a time is expected, so that "1432" and "unknown" count too.
    """
    if plain := words.PLAIN.fullmatch(text):
        return _plain(plain)
    scan = Scan(text, day, timed)
    scan.take(words.LEAD)
    if not words.POSSIBLE.match(text, scan.at):
        return None
    introduction = scan.take(words.INTRODUCTION)
    scan.stamp.introduced = introduction is not None
    scan.between = introduction is not None and introduction["word"].lower() == "between"
    scan.stamp.start = scan.at
    if scan.take(words.TEMPLATE):
        scan.stamp.template = True
        scan.take(words.ZONE)
    elif not _read_enclosed(scan):
        return None
    follows = text[scan.at : scan.at + 2]
    if follows[:1].isalnum() or (follows[:1] in (":", ".", "%", "/") and follows[1:].isdigit()):
        return None
    scan.stamp.end = scan.at
    return scan.stamp


def _plain(match: re.Match[str]) -> Stamp:
    """The stamp that a text in its plainest form is from beginning to end."""
    year, month, day, hour, minute, second, zone = match.groups()
    return Stamp(
        end=match.end(),
        day=date(int(year), int(month), int(day)) if year else None,
        clock=time(int(hour), int(minute), int(second or 0)),
        zone="UTC" if zone else "",
        seconds=second is not None,
    )


def _read_enclosed(scan: Scan) -> bool:
    if scan.take_one_of("[("):
        scan.stamp.start, scan.stamp.marked = scan.at, True
    read_rough(scan)
    if not (_read_day_first(scan) or _read_time_first(scan) or read_relative(scan)):
        return False
    if scan.stamp.marked:
        scan.take_one_of(")]")
    return True


def _read_day_first(scan: Scan) -> bool:
    start = scan.at
    if read_day(scan):
        if not _read_time_after_day(scan):
            read_last_day(scan)
        return True
    if short_day(scan) and _read_time_after_day(scan):
        return True
    scan.at, scan.stamp.day = start, None
    return False


def _read_time_after_day(scan: Scan) -> bool:
    start, timed, approximate = scan.at, scan.timed, scan.stamp.approximate
    then = scan.take(words.THEN_TIME)
    scan.iso = then is not None and then.group() == "T"
    read_rough(scan)
    scan.timed = True
    if scan.at > start and (read_times(scan) or read_no_time(scan) or read_bad_time(scan)):
        return True
    scan.at, scan.timed, scan.stamp.approximate = start, timed, approximate
    return False


def _read_time_first(scan: Scan) -> bool:
    start = scan.at
    later = scan.take(words.LATER)
    if later:
        scan.take(words.THEN_TIME)
    scan.take(words.WEEKDAY)
    zone = scan.take(words.ZONE_FIRST)
    if not read_times(scan):
        scan.at = start
        return read_no_time(scan) or read_bad_time(scan)
    if zone and not scan.stamp.zone:
        scan.stamp.zone = read_zone(zone["name"])
    scan.stamp.later += 1 if later else 0
    read_day_after(scan)
    return True
