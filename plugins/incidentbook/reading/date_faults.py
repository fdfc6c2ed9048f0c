"""Days and times that cannot be read: what is wrong with them, and what their author may have meant."""

from datetime import date

from incidentbook.records.plain import dataclass

from .patterns import expression

_FIGURES = expression(
    r"(?<![\w./-])(?P<first>\d{1,6})(?P<mark>[-/.])(?P<second>\d{1,2})(?P=mark)(?P<third>\d{1,6})(?!\.?\d)"
)
_CLOCK = expression(r"(?<![\d:.])(?P<hour>\d{1,2})[:.](?P<minute>\d\d)(?::(?P<second>\d\d))?(?!\.?\d|:)")
_YEAR = 4
_SHORT = 2
"""Figures of a day, a month and a short year, at most."""
_YEARS = range(1900, 2100)
"""The years of days that are read; see `dates`."""
_MONTHS = 12
_LAST_HOUR, _LAST_MINUTE = 24, 59


@dataclass(frozen=True, slots=True)
class DateFault:
    """What is wrong with the day or time `written`, to be put behind it, and the days that may be meant.

    `is_guess` is set where the days are only likely.
    """

    written: str
    wrong: str
    meant: tuple[date, ...] = ()
    is_guess: bool = False

    def remedy(self, form: str = "{}") -> str:
        """The meant days as an order, each put into `form`; empty where none is known.

        "write `due 2027-02-01` or `due 2027-01-02`", "write the day that is meant, perhaps `2027-02-28`".
        """
        days = " or ".join(f"`{form.replace('{}', day.isoformat())}`" for day in self.meant)
        return days and (f"write the day that is meant, perhaps {days}" if self.is_guess else f"write {days}")


def day_fault(text: str, near: date | None = None) -> DateFault | None:
    """Why the figures in `text` are no day, or None where it holds none that look like one.

    `near` is a day that is known, from which a mistyped year is guessed.
    """
    match = _FIGURES.search(text)
    if match is None:
        return None
    written = match.group()
    first, second, third = (int(match[name]) for name in ("first", "second", "third"))
    if len(match["first"]) > _SHORT:
        year, month, day = match["first"], second, third
    else:
        year, month, day = match["third"], second, first
        if len(year) in {_SHORT, _YEAR}:
            full = third + (2000 if len(year) == _SHORT else 0)
            return _year_last(written, full, match["mark"], (first, second))
    if len(year) < _SHORT:
        return None
    if len(year) != _YEAR:
        meant = _day(near.year, month, day) if near else None
        return _guess(written, f"is no day: its year has {len(year)} figures", meant)
    return _no_day(written, int(year), month, day)


def _year_last(written: str, year: int, mark: str, figures: tuple[int, int]) -> DateFault | None:
    """A day in figures with the year at its end: points mean that the day comes first."""
    first, second = figures
    readings = [(second, first)] if mark == "." else [(second, first), (first, second)]
    days = tuple(dict.fromkeys(day for month, one in readings if (day := _day(year, month, one))))
    if not days:
        return _no_day(written, year, second, first)
    if len(days) == 1:
        return DateFault(written, "is not written as year, month, day", days)
    return DateFault(written, f"may be {_spoken(days[0])} or {_spoken(days[1])}", days)


def time_fault(text: str) -> DateFault | None:
    """Why the first time of day in `text` is none, or None where it holds none, or one that exists."""
    match = _CLOCK.search(text)
    if match is None:
        return None
    hour, minute, second = (int(match[name] or 0) for name in ("hour", "minute", "second"))
    if hour < _LAST_HOUR and max(minute, second) <= _LAST_MINUTE:
        return None
    too_many = "hours" if hour >= _LAST_HOUR else "minutes" if minute > _LAST_MINUTE else "seconds"
    return DateFault(match.group(), f"is no time of day: it has too many {too_many}")


def _no_day(written: str, year: int, month: int, day: int) -> DateFault | None:
    if _day(year, month, day):
        return None
    if year not in _YEARS:
        return DateFault(written, f"has the year {year}, which lies too far away")
    if not 1 <= month <= _MONTHS:
        return _guess(written, f"is no day: there is no month {month}", _day(year, day, month))
    from calendar import month_name, monthrange

    last = monthrange(year, month)[1]
    wrong = f"is no day: {month_name[month]} {year} has {last} days"
    return _guess(written, wrong, _day(year, month, last) if day > last else None)


def _guess(written: str, wrong: str, meant: date | None) -> DateFault:
    return DateFault(written, wrong, (meant,) if meant else (), is_guess=True)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if year in _YEARS else None
    except ValueError:
        return None


def _spoken(day: date) -> str:
    from calendar import month_name

    return f"{day.day} {month_name[day.month]} {day.year}"
