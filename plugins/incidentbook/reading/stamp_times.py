"""The time of day in an event's stamp, its zone and its range; see `stamps`."""

import re
from datetime import date, time

from . import stamp_words as words
from .dates import date_at
from .stamp import Scan
from .zones import read_zone

_NOON = 12
_MIDNIGHT = 24
_HALF_A_DAY = 12 * 60
_A_DAY = 24 * 60


def read_times(scan: Scan) -> bool:
    """Read a time or a range of times, with what stands behind it."""
    match = _time_here(scan)
    if match is None:
        return False
    stamp = scan.stamp
    stamp.clock, stamp.later = _clock(match)
    stamp.seconds = bool(match.groupdict().get("second"))
    _read_behind(scan)
    _read_end(scan, match)
    if scan.take(words.LATER):
        scan.stamp.later += 1
    return True


def _time_here(scan: Scan) -> re.Match[str] | None:
    for pattern in (words.TIME, words.MILITARY, words.SPOKEN):
        match = pattern.match(scan.text, scan.at)
        if match and _counts(scan, match):
            scan.at = match.end()
            return match
    return scan.take(words.BARE_MILITARY) if scan.timed else None


def _counts(scan: Scan, match: re.Match[str]) -> bool:
    """Whether the figures can be a time: "14.32" only where a time is expected or set off."""
    groups = match.groupdict()
    if groups.get("word"):
        return True
    hour, minute = int(match["hour"]), groups.get("minute")
    if hour > _MIDNIGHT or (hour == _MIDNIGHT and minute != "00"):
        return False
    if minute or groups.get("half"):
        return True
    if not (groups.get("dotted") or groups.get("french")):
        return False
    set_off = words.SET_OFF.match(scan.text, match.end()) or words.ZONE.match(scan.text, match.end())
    return scan.timed or (len(match["hour"]) > 1 and set_off is not None)


def _read_behind(scan: Scan) -> None:
    """Read the zone, signs of roughness, and the same time in another zone."""
    read_rough_after(scan)
    scan.take(words.HOURS)
    zone = scan.take(words.ZONE)
    if zone is None and (scan.iso or scan.stamp.seconds):
        zone = scan.take(words.NEGATIVE)
    if zone and not scan.stamp.zone:
        scan.stamp.zone = read_zone(zone["name"])
    read_rough_after(scan)
    scan.take(words.SAME_TIME)


def read_rough(scan: Scan) -> None:
    """Read a sign such as "~" or "around" before a time."""
    if scan.take(words.ROUGH):
        scan.stamp.approximate = True


def read_rough_after(scan: Scan) -> None:
    """Read a sign such as "~" or "(approx.)" behind a time."""
    if scan.take(words.ROUGH_AFTER):
        scan.stamp.approximate = True


def _read_end(scan: Scan, first: re.Match[str]) -> None:
    """Read the end of a range, if one is stated; its day may be stated too."""
    to = words.TO.match(scan.text, scan.at)
    if to is None or ((to["word"] or "").lower() == "and" and not scan.between):
        return
    mark = scan.mark()
    scan.at = to.end()
    read_rough(scan)
    if scan.take(words.NO_TIME):
        scan.stamp.approximate = True
        return
    found = date_at(scan.text, scan.at, scan.stamp.day.year if scan.stamp.day else None)
    if found:
        scan.at = found[1]
        scan.take(words.THEN_TIME)
    match = _time_here(scan)
    if match is None or not _fits(scan, first, match, found[0] if found else None):
        scan.back(mark)


def _fits(scan: Scan, first: re.Match[str], last: re.Match[str], end_day: date | None) -> bool:
    """Take over the end of a range where it is one; the same time in another zone is none."""
    half = last.groupdict().get("half") or ""
    begin, end = _clock(first, half)[0], _clock(last)[0]
    if half and _minutes(begin) > _minutes(end):
        begin = _clock(first)[0]
    zone, scan.stamp.zone = scan.stamp.zone, ""
    _read_behind(scan)
    other, scan.stamp.zone = scan.stamp.zone, zone or scan.stamp.zone
    if zone and other and zone != other:
        return True
    scan.stamp.clock, scan.stamp.end_clock, scan.stamp.end_day = begin, end, end_day
    return end_day is not None or 0 < (_minutes(end) - _minutes(begin)) % _A_DAY <= _HALF_A_DAY


def read_no_time(scan: Scan) -> bool:
    """Read a sign that the time is not known, or what a template leaves for one."""
    stamp = scan.stamp
    match = scan.take(words.NO_TIME) or (scan.take(words.NO_TIME_WORD) if scan.timed else None)
    if match is None:
        if not (stamp.day or stamp.template) or not scan.take(words.TEMPLATE):
            return False
        stamp.unknown = stamp.day is not None
        return True
    left = match.group().lower().startswith("hh") and not (stamp.day or stamp.unknown)
    stamp.unknown, stamp.template = not left, left or stamp.template
    scan.take(words.ZONE)
    return True


def read_bad_time(scan: Scan) -> bool:
    """Read a time that does not exist ("25:61")."""
    match = words.BAD_TIME.match(scan.text, scan.at)
    if match is None or not (scan.timed or words.SET_OFF.match(scan.text, match.end())):
        return False
    scan.at = match.end()
    scan.stamp.bad, scan.stamp.unknown = match.group(), True
    return True


def read_relative(scan: Scan) -> bool:
    """Read a time that counts from the incident's start ("T+5m"), with the time of day behind it."""
    match = words.RELATIVE.match(scan.text, scan.at)
    if match is None or not any(match[unit] for unit in ("clock", "d", "h", "m", "s", "zero")):
        return False
    if not (match["sign"] or match["plus"] or match["zero"]):
        return False
    scan.at = match.end()
    minutes = _clock_minutes(match["clock"]) if match["clock"] else _unit_minutes(match)
    scan.stamp.minutes = -minutes if match["sign"] in ("-", "\u2212") else minutes
    mark = scan.mark()
    scan.take(words.ABSOLUTE)
    if scan.at == mark[0] or not read_times(scan):
        scan.back(mark)
    else:
        scan.take_one_of(")]")
    return True


def _clock(match: re.Match[str], half: str = "") -> tuple[time, int]:
    """The time of day that was matched, and how many days later ("24:00") it is."""
    groups = match.groupdict()
    if word := groups.get("word"):
        return time(0 if word.lower() == "midnight" else _NOON), 0
    hour = int(match["hour"])
    minute = int(groups.get("minute") or groups.get("dotted") or groups.get("french") or 0)
    half = (groups.get("half") or half).lower()
    if half == "p" and hour < _NOON:
        hour += _NOON
    elif half == "a" and hour == _NOON:
        hour = 0
    return time(hour % _MIDNIGHT, minute, int(groups.get("second") or 0)), hour // _MIDNIGHT


def _minutes(clock: time) -> int:
    return clock.hour * 60 + clock.minute


def _clock_minutes(text: str) -> float:
    hours, minutes, *seconds = text.split(":")
    return int(hours) * 60 + int(minutes) + (int(seconds[0]) / 60 if seconds else 0)


def _unit_minutes(match: re.Match[str]) -> float:
    units = (("d", 1440.0), ("h", 60.0), ("m", 1.0), ("s", 1 / 60))
    return sum(int(match[unit] or 0) * minutes for unit, minutes in units)
