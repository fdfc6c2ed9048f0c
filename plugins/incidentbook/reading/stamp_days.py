"""The day in an event's stamp; see `stamps`."""

import re
from datetime import date

from . import stamp_words as words
from .dates import date_at
from .patterns import expression
from .stamp import Scan

_FOREIGN = expression(r"[^\d./-]")
_LETTERS = expression(r"[ymd]", re.IGNORECASE)


def read_day(scan: Scan) -> bool:
    """Read a day, a sign that it is not known, or one that does not exist."""
    if words.CLEARLY_TIME.match(scan.text, scan.at):
        return False
    found = date_here(scan)
    if found:
        scan.stamp.day, scan.at = found
        return True
    return _no_day(scan) or _undecided_day(scan)


def date_here(scan: Scan) -> tuple[date, int] | None:
    """The date at this place, and its end; one without a year is the nearest to the day that is known."""
    context = scan.context
    if context is None or not 1 < context.year < date.max.year:
        return date_at(scan.text, scan.at)
    found = date_at(scan.text, scan.at, context.year)
    if found is None or date_at(scan.text, scan.at):
        return found
    readings = (date_at(scan.text, scan.at, context.year + shift) for shift in (-1, 0, 1))
    return min(filter(None, readings), key=lambda reading: abs(reading[0] - context))


def _no_day(scan: Scan) -> bool:
    match = words.NO_DATE.match(scan.text, scan.at)
    if match is None or not _FOREIGN.search(match.group()):
        return False
    scan.at = match.end()
    scan.stamp.template = _LETTERS.search(match.group()) is not None
    scan.stamp.unknown = not scan.stamp.template
    return True


def _undecided_day(scan: Scan) -> bool:
    """A day in figures with two readings: the one nearest to the day that is known, else bad."""
    match = scan.take(words.BAD_DATE)
    if match is None:
        return False
    short = words.SHORT_DATE.fullmatch(match.group())
    day = _nearest(scan, int(short["first"]), int(short["second"]), int(short["year"])) if short else None
    scan.stamp.day, scan.stamp.bad = day, "" if day else match.group()
    return True


def short_day(scan: Scan) -> bool:
    """Read a day in figures without a year ("15.03.", "03/15")."""
    match = words.SHORT_DATE.match(scan.text, scan.at)
    if match is None or match["year"] or scan.context is None:
        return False
    day = _nearest(scan, int(match["first"]), int(match["second"]), scan.context.year)
    if day:
        scan.at, scan.stamp.day = match.end(), day
    return day is not None


def _nearest(scan: Scan, first: int, second: int, year: int) -> date | None:
    context = scan.context
    if context is None:
        return None
    days = []
    for month, day in ((second, first), (first, second)):
        try:
            days.append(date(year, month, day))
        except ValueError:
            continue
    return min(days, key=lambda day: abs(day - context), default=None)


def read_last_day(scan: Scan) -> None:
    """Read the end of a range of days, if one is stated."""
    start, first = scan.at, scan.stamp.day
    if first is None:
        return
    short = words.LAST_DAY.match(scan.text, scan.at)
    if short and first.day < int(short["day"]) <= _days_of(first):
        scan.stamp.end_day, scan.at = first.replace(day=int(short["day"])), short.end()
        return
    if not scan.take(words.TO):
        return
    found = date_at(scan.text, scan.at, first.year)
    if found and found[0] > first:
        scan.stamp.end_day, scan.at = found
    else:
        scan.at = start


def read_day_after(scan: Scan) -> None:
    """Read the day that stands behind a time ("14:32 UTC on 15 March"), if one does."""
    start = scan.at
    scan.take(words.THEN_DATE)
    found = date_here(scan) if scan.at > start else None
    if found:
        scan.stamp.day, scan.at = found
        scan.take_one_of(")]")
    else:
        scan.at = start


def _days_of(month: date) -> int:
    """How many days the month of a day has."""
    from calendar import monthrange

    return monthrange(month.year, month.month)[1]
