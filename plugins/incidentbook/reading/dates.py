"""Days as people write them: `2025-03-15`, `15 Mar 2025`, `March 15th, 2025`, `15.03.2025`, `03/15/2025`.

Days and months in figures are told apart only where that is certain: `03/04/2025` is no date, `03/15/2025`
is one. Quarters, weeks and bare months are no dates either. All patterns have bounded repeats, so that
reading stays linear in the length of the text.
"""

import re
from collections.abc import Callable, Iterator
from datetime import date

from .patterns import expression

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
"""The first three letters of the months, in order."""

_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th|\.)?"
_YEAR = r"(?P<year>(?:19|20)\d\d)(?!\d)"
_GAP = r"[ \t\u00a0]{1,4}"
_LEFT = r"(?<![\w/])(?<!\d[.,:-])"
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\b[.,]{0,2}[ \t]{0,4})?"

_Match = re.Match[str]


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _numbers(match: _Match, default_year: int | None) -> date | None:
    """Year, month, day in figures, in this order."""
    del default_year
    return _day(int(match["year"]), int(match["month"]), int(match["day"]))


def _worded(match: _Match, default_year: int | None) -> date | None:
    """A day and a named month; the year may have to be taken from elsewhere."""
    stated = match.groupdict().get("year") or match.groupdict().get("short")
    year = int(stated) if stated else default_year
    if year is None:
        return None
    if year < 100:  # noqa: PLR2004 - two figures: this century
        year += 2000
    return _day(year, MONTHS.index(match["month"][:3].lower()) + 1, int(match["day"]))


def _european(match: _Match, default_year: int | None) -> date | None:
    """Day before month, as points between the figures say."""
    del default_year
    return _day(int(match["year"]), int(match["second"]), int(match["first"]))


def _undecided(match: _Match, default_year: int | None) -> date | None:
    """Two numbers and a year: a date only where they allow a single reading."""
    del default_year
    first, second, year = int(match["first"]), int(match["second"]), int(match["year"])
    if year < 100:  # noqa: PLR2004 - two figures: this century
        year += 2000
    readings = {_day(year, first, second), _day(year, second, first)} - {None}
    return readings.pop() if len(readings) == 1 else None


_Reader = Callable[[_Match, int | None], date | None]


def _forms(*forms: tuple[str, _Reader]) -> tuple[tuple[re.Pattern[str], _Reader], ...]:
    return tuple((expression(pattern, re.IGNORECASE), reader) for pattern, reader in forms)


_MARK = r"(?P<mark>[-/._\u2010\u2011\u2013])"
_BETWEEN = rf"(?:{_GAP}(?:of{_GAP})?|-)"
_THEN_YEAR = rf"(?:,?{_GAP}|,|-){_YEAR}"
_FORMS = _forms(
    (rf"(?<![\d/])(?<!\d[.,:-]){_YEAR}{_MARK}(?P<month>\d\d?)(?P=mark)(?P<day>\d\d?)(?!\d|\.\d)", _numbers),
    (r"(?<![\w./-])(?P<year>20\d\d)(?P<month>[01]\d)(?P<day>[0-3]\d)(?![\d.])", _numbers),
    (rf"{_LEFT}{_WEEKDAY}{_DAY}{_BETWEEN}?{_MONTH}{_THEN_YEAR}", _worded),
    (rf"{_LEFT}{_WEEKDAY}{_DAY}{_BETWEEN}?{_MONTH}[ -]?['’](?P<short>\d\d)\b", _worded),
    (rf"{_LEFT}{_WEEKDAY}{_MONTH}{_BETWEEN}{_DAY}{_THEN_YEAR}", _worded),
    (rf"{_LEFT}{_YEAR}{_BETWEEN}{_MONTH}{_BETWEEN}{_DAY}(?!\w)", _worded),
    (rf"{_LEFT}(?P<first>\d\d?)\.[ ]?(?P<second>\d\d?)\.[ ]?{_YEAR}(?![.]\d)", _european),
    (rf"{_LEFT}(?P<first>\d\d?)(?P<mark>[/-])(?P<second>\d\d?)(?P=mark){_YEAR}", _undecided),
    (rf"{_LEFT}(?P<first>\d\d?)/(?P<second>\d\d?)/(?P<year>\d\d)(?![\d/])", _undecided),
)
_CAPITAL = r"(?=(?-i:[A-Z]))"
_YEARLESS = _forms(
    (rf"{_LEFT}{_WEEKDAY}{_DAY}{_BETWEEN}{_CAPITAL}{_MONTH}(?!\w|{_GAP}\d{{4}}\b)", _worded),
    (rf"{_LEFT}{_WEEKDAY}{_CAPITAL}{_MONTH}{_GAP}{_DAY}(?![\w:]|\.\d|,?{_GAP}\d{{4}}\b)", _worded),
)
_DIGIT = expression(r"\d")
_ISO = expression(r"(?:19|20)[0-9]{2}-[0-9]{2}-[0-9]{2}")
_WHOLE = expression(r"[\s*_`~(\[]*(?:on\s|by\s|due\s)?\s*", re.IGNORECASE)
_REST = expression(
    rf"[\s*_`~)\].,;]*(?:\(?{_WEEKDAY}\)?)[\s*_`~)\].,;]*"
    r"(?:[T ]\s{0,4}\d{1,2}:\d\d(?::\d\d(?:\.\d{1,9})?)?\s{0,4}(?:Z|UTC|[+-]\d\d:?\d\d)?\s*)?\Z",
    re.IGNORECASE,
)


def _found(text: str, default_year: int | None) -> Iterator[tuple[int, int, date]]:
    forms = _FORMS if default_year is None else _FORMS + _YEARLESS
    for pattern, reader in forms:
        for match in pattern.finditer(text):
            day = reader(match, default_year)
            if day is not None:
                yield match.start(), -match.end(), day
                break


def date_at(text: str, start: int, default_year: int | None = None) -> tuple[date, int] | None:
    """The date that begins in `text` at `start`, and its end; or None. See `find_date`."""
    forms = _FORMS if default_year is None else _FORMS + _YEARLESS
    for pattern, reader in forms:
        match = pattern.match(text, start)
        day = reader(match, default_year) if match else None
        if match and day:
            return day, match.end()
    return None


def find_date(text: str, default_year: int | None = None) -> tuple[date, int, int] | None:
    """The first date in `text` with its start and end, or None.

    Dates in addresses (`/2025/03/15/`) do not count. `default_year` completes a day and a month
    without a year ("15 March"); without it such a day is no date.
    """
    if not _DIGIT.search(text):
        return None
    if _ISO.fullmatch(text) and (day := _day(int(text[:4]), int(text[5:7]), int(text[8:]))):
        return day, 0, len(text)
    first = min(_found(text, default_year), default=None)
    return None if first is None else (first[2], first[0], -first[1])


def read_date(text: str, default_year: int | None = None) -> date | None:
    """The date that the whole of `text` is, or None.

    A weekday, emphasis, a word such as "by", and a time after the date are no hindrance.
    """
    found = find_date(text[:100], default_year)
    if found is None:
        return None
    day, start, end = found
    opening = _WHOLE.match(text)
    if opening is None or opening.end() < start or not _REST.match(text, end):
        return None
    return day
