"""The stamp with which an event begins: a day, a time of day, a range, or a sign that it is not known.

`14:32`, `2025-03-15 14:32:05 UTC`, `[14:32]`, `~2:30 PM PDT`, `14:00/14:30`, `15 March, 11:00`, `T+5m`,
`??:??`, `2025-03-15 --:--`. Nothing is concluded here: `clock` turns a stamp into a moment.
"""

import re
from dataclasses import dataclass, replace
from datetime import date, time

from . import stamp_words as words
from .dates import date_at
from .zones import read_zone

_NOON = 12
_HALF_DAY = 12 * 60
_DAY = 24 * 60


@dataclass(frozen=True, slots=True)
class Stamp:
    """What stands at the beginning of an event, from `start` to `end` of the text.

    `unknown` is set where a sign such as "??:??" stands for a time or a day, `template` where nobody has
    filled in the template, `bad` holds a day or time that does not exist or can be read in two ways.
    `minutes` is the distance of a relative time ("T+5m"). `introduced` is set where a word such as "at"
    comes first, and `marked` where brackets enclose it. `later` counts days on ("+1", "next day").
    """

    start: int
    end: int = 0
    day: date | None = None
    clock: time | None = None
    end_day: date | None = None
    end_clock: time | None = None
    zone: str = ""
    approximate: bool = False
    seconds: bool = False
    unknown: bool = False
    template: bool = False
    bad: str = ""
    minutes: float | None = None
    introduced: bool = False
    marked: bool = False
    later: int = 0

    @property
    def is_timed(self) -> bool:
        """Whether it says, or says that it does not know, a time of day."""
        return self.clock is not None or self.unknown or self.template or self.minutes is not None


def read_stamp(text: str, day: date | None = None, *, timed: bool = False) -> Stamp | None:
    """The stamp at the beginning of `text`, or None.

    `day` completes a day without a year and decides between two readings of a day in figures. `timed` is
    set where nothing but a time is expected, so that "1432" and "unknown" count too.
    """
    return _Scanner(text, day, timed=timed).read()


class _Scanner:
    """One pass over the beginning of a text; `at` is how far it has come."""

    def __init__(self, text: str, day: date | None, *, timed: bool) -> None:
        self.text = text
        self.context = day
        self.timed = timed
        self.at = 0
        self.iso = False
        self.stamp = Stamp(0)

    def take(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        match = pattern.match(self.text, self.at)
        if match:
            self.at = match.end()
        return match

    def set(self, **fields: object) -> None:
        self.stamp = replace(self.stamp, **fields)  # type: ignore[arg-type]

    def read(self) -> Stamp | None:
        self.take(words.LEAD)
        introduction = self.take(words.INTRODUCTION)
        self.set(start=self.at, introduced=introduction is not None)
        if self.template():
            return self.finished()
        opened = self.text[self.at : self.at + 1] in ("[", "(") and self.at < len(self.text)
        if opened:
            self.at += 1
            self.set(start=self.at, marked=True)
        self.rough()
        between = introduction is not None and introduction["word"].lower() == "between"
        if not (self.day_first(between=between) or self.time_first(between=between) or self.relative()):
            return None
        if opened and self.text[self.at : self.at + 1] in ("]", ")"):
            self.at += 1
        return self.finished()

    def finished(self) -> Stamp | None:
        follows = self.text[self.at : self.at + 2]
        if follows[:1].isalnum() or (follows[:1] in (":", ".", "%", "/") and follows[1:].isdigit()):
            return None
        self.set(end=self.at)
        return self.stamp

    def template(self) -> bool:
        match = self.take(words.TEMPLATE)
        if match:
            self.set(template=True)
            self.take(words.ZONE)
        return match is not None

    def rough(self) -> None:
        if self.take(words.ROUGH):
            self.set(approximate=True)

    def rough_after(self) -> None:
        if self.take(words.ROUGH_AFTER):
            self.set(approximate=True)

    # Days

    def day_first(self, *, between: bool) -> bool:
        start, stamp = self.at, self.stamp
        if self.read_day():
            if not self.time_after_day(between=between):
                self.days_end()
            return True
        if self.short_day() and self.time_after_day(between=between):
            return True
        self.at, self.stamp = start, stamp
        return False

    def read_day(self) -> bool:
        found = self.date_here()
        if found:
            self.set(day=found[0])
            self.at = found[1]
            return True
        return self.no_day() or self.undecided_day()

    def date_here(self) -> tuple[date, int] | None:
        """The date at this place; one without a year is the nearest to the day that is known."""
        found = date_at(self.text, self.at)
        if found or self.context is None:
            return found
        context, year = self.context, self.context.year
        readings = [date_at(self.text, self.at, year + shift) for shift in (-1, 0, 1) if 0 < year + shift < 9999]
        dates = [reading for reading in readings if reading]
        return min(dates, key=lambda reading: abs(reading[0] - context), default=None)

    def no_day(self) -> bool:
        match = words.NO_DATE.match(self.text, self.at)
        if match is None or not re.search(r"[^\d./-]", match.group()):
            return False
        self.at = match.end()
        left = re.search(r"[ymd]", match.group(), re.IGNORECASE) is not None
        self.set(template=left, unknown=not left)
        return True

    def undecided_day(self) -> bool:
        """A day in figures: the reading nearest to the day that is known, else none."""
        match = words.BAD_DATE.match(self.text, self.at)
        if match is None:
            return False
        self.at = match.end()
        short = words.SHORT_DATE.fullmatch(match.group())
        day = self.nearest(int(short["first"]), int(short["second"]), int(short["year"])) if short else None
        self.set(day=day, bad="" if day else match.group())
        return True

    def short_day(self) -> bool:
        match = words.SHORT_DATE.match(self.text, self.at)
        if match is None or match["year"] or self.context is None:
            return False
        day = self.nearest(int(match["first"]), int(match["second"]), self.context.year)
        if day:
            self.at = match.end()
            self.set(day=day)
        return day is not None

    def nearest(self, first: int, second: int, year: int) -> date | None:
        if self.context is None:
            return None
        context, days = self.context, []
        for month, day in ((second, first), (first, second)):
            try:
                days.append(date(year, month, day))
            except ValueError:
                continue
        return min(days, key=lambda day: abs(day - context), default=None)

    def days_end(self) -> None:
        start = self.at
        year = self.stamp.day.year if self.stamp.day else None
        found = date_at(self.text, self.at, year) if self.take(words.TO) else None
        if found is None:
            found = date_at(self.text, self.at, year) if self.at > start else None
        if found and self.stamp.day and found[0] > self.stamp.day:
            self.set(end_day=found[0])
            self.at = found[1]
        else:
            self.at = start

    def time_after_day(self, *, between: bool) -> bool:
        start, stamp, timed = self.at, self.stamp, self.timed
        then = self.take(words.THEN_TIME)
        self.iso = then is not None and then.group() == "T"
        self.rough()
        self.timed = True
        if self.at > start and (self.times(between=between) or self.no_time() or self.bad_time()):
            return True
        self.at, self.stamp, self.timed = start, stamp, timed
        return False

    # Times

    def time_first(self, *, between: bool) -> bool:
        start = self.at
        later = self.take(words.LATER)
        if later:
            self.take(words.THEN_TIME)
        zone = self.take(words.ZONE_FIRST)
        if self.times(between=between):
            if zone and not self.stamp.zone:
                self.set(zone=read_zone(zone["name"]))
            self.set(later=self.stamp.later + (1 if later else 0))
            self.day_after()
            return True
        self.at = start
        return self.no_time() or self.bad_time()

    def bad_time(self) -> bool:
        match = words.BAD_TIME.match(self.text, self.at)
        if match is None or not (self.timed or words.SET_OFF.match(self.text, match.end())):
            return False
        self.at = match.end()
        self.set(bad=match.group(), unknown=True)
        return True

    def day_after(self) -> None:
        start = self.at
        self.take(words.THEN_DATE)
        found = self.date_here()
        if found and self.at > start:
            self.at = found[1]
            self.set(day=found[0])
            self.at += self.text[self.at : self.at + 1] in (")", "]")
        else:
            self.at = start

    def no_time(self) -> bool:
        match = self.take(words.NO_TIME) or (self.take(words.NO_TIME_WORD) if self.timed else None)
        if match is None:
            if not (self.stamp.day or self.stamp.template) or not self.take(words.TEMPLATE):
                return False
            self.set(unknown=self.stamp.day is not None)
            return True
        left = match.group().lower().startswith("hh") and not (self.stamp.day or self.stamp.unknown)
        self.set(unknown=not left, template=left or self.stamp.template)
        self.take(words.ZONE)
        return True

    def times(self, *, between: bool) -> bool:
        """A time or a range of times, with what stands behind it."""
        match = self.time_match()
        if match is None:
            return False
        clock, later = _clock(match, "")
        self.set(clock=clock, later=later, seconds=bool(match.groupdict().get("second")))
        self.behind_time()
        self.range_end(match, between=between)
        if self.take(words.LATER):
            self.set(later=self.stamp.later + 1)
        return True

    def time_match(self) -> re.Match[str] | None:
        for pattern in (words.MILITARY, words.SPOKEN, words.TIME):
            match = pattern.match(self.text, self.at)
            if match and self.counts(match):
                self.at = match.end()
                return match
        return self.take(words.BARE_MILITARY) if self.timed else None

    def counts(self, match: re.Match[str]) -> bool:
        """Whether the figures can be a time: "14.32" only where a time is expected or set off."""
        groups = match.groupdict()
        if groups.get("word"):
            return True
        if int(match["hour"]) > _NOON * 2 or (
            int(match["hour"]) == _NOON * 2 and groups.get("minute") != "00"
        ):
            return False
        if groups.get("minute") or groups.get("half"):
            return True
        if groups.get("dotted") or groups.get("french"):
            set_off = words.SET_OFF.match(self.text, match.end()) or words.ZONE.match(self.text, match.end())
            return self.timed or (len(match["hour"]) > 1 and set_off is not None)
        return False

    def behind_time(self) -> None:
        """Zone and signs of roughness behind a time."""
        self.rough_after()
        self.take(words.HOURS)
        zone = self.take(words.ZONE)
        if zone is None and (self.iso or self.stamp.seconds):
            zone = self.take(words.NEGATIVE)
        if zone and not self.stamp.zone:
            self.set(zone=read_zone(zone["name"]))
        self.rough_after()
        self.take(words.SAME_TIME)

    def range_end(self, first: re.Match[str], *, between: bool) -> None:
        start, stamp = self.at, self.stamp
        to = self.take(words.TO)
        if to is None or ((to["word"] or "").lower() == "and" and not between):
            self.at = start
            return
        self.rough()
        if self.take(words.NO_TIME):
            self.set(approximate=True)
            return
        found = date_at(self.text, self.at, stamp.day.year if stamp.day else None)
        if found:
            self.at = found[1]
            self.take(words.THEN_TIME)
        match = self.time_match()
        if match is None or not self.range_fits(first, match, found[0] if found else None):
            self.at, self.stamp = start, stamp

    def range_fits(self, first: re.Match[str], last: re.Match[str], end_day: date | None) -> bool:
        half = last.groupdict().get("half") or ""
        begin, _ = _clock(first, half)
        end, _ = _clock(last, "")
        if not first.groupdict().get("half") and half and _minutes(begin) > _minutes(end):
            begin, _ = _clock(first, "")
        zone = self.stamp.zone
        self.set(zone="")
        self.behind_time()
        second_zone = self.stamp.zone
        self.set(zone=zone or second_zone)
        if zone and second_zone and zone != second_zone:
            return True
        self.set(clock=begin, end_clock=end, end_day=end_day)
        return end_day is not None or 0 < (_minutes(end) - _minutes(begin)) % _DAY <= _HALF_DAY

    # Relative times

    def relative(self) -> bool:
        match = words.RELATIVE.match(self.text, self.at)
        if match is None or not any(match[unit] for unit in ("clock", "d", "h", "m", "s", "zero")):
            return False
        if not (match["sign"] or match["plus"] or match["zero"]):
            return False
        self.at = match.end()
        minutes = _clock_minutes(match["clock"]) if match["clock"] else _unit_minutes(match)
        self.set(minutes=-minutes if match["sign"] in ("-", "\u2212") else minutes)
        self.absolute()
        return True

    def absolute(self) -> None:
        """The time of day behind a relative one: "T+5m (14:37 UTC)"."""
        start, stamp = self.at, self.stamp
        self.take(words.THEN_DATE)
        if self.at == start or not self.times(between=False):
            self.at, self.stamp = start, stamp
        elif self.text[self.at : self.at + 1] in (")", "]"):
            self.at += 1


def _clock(match: re.Match[str], half: str) -> tuple[time, int]:
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
    return time(hour % 24, minute, int(groups.get("second") or 0)), hour // 24


def _minutes(clock: time) -> int:
    return clock.hour * 60 + clock.minute


def _clock_minutes(text: str) -> float:
    hours, minutes, *seconds = text.split(":")
    return int(hours) * 60 + int(minutes) + (int(seconds[0]) / 60 if seconds else 0)


def _unit_minutes(match: re.Match[str]) -> float:
    return sum(
        int(match[unit] or 0) * minutes for unit, minutes in (("d", 1440), ("h", 60), ("m", 1), ("s", 1 / 60))
    )
