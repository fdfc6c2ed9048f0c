"""Weeks, months, quarters and years: `2025-W11`, `2025-03`, `2025-Q1`, `2025`.

Weeks are those of ISO 8601: they begin on Monday, and belong to the year of their Thursday.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache

from incidentbook.reading.patterns import expression
from incidentbook.records.plain import dataclass

KINDS = ("week", "month", "quarter", "year")

_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_ORDINALS = ("First", "Second", "Third", "Fourth")
_FORM = expression(
    r"(?P<year>\d{4})(?:-(?:[wW](?P<week>\d{1,2})|[qQ](?P<quarter>[1-4])|(?P<month>\d{1,2})))?"
)


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A stretch of days, both ends included; `id` is "2025-Q1", `title` "the first quarter of 2025"."""

    first: date
    last: date
    kind: str
    id: str

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.last - self.first).days + 1

    @property
    def title(self) -> str:
        """Its name in a heading: "Week 11 of 2025", "March 2025", "First quarter of 2025", "2025"."""
        if self.kind == "week":
            return f"Week {self.first.isocalendar().week} of {self.first.isocalendar().year}"
        if self.kind == "month":
            return f"{_MONTHS[self.first.month - 1]} {self.first.year}"
        if self.kind == "quarter":
            return f"{_ORDINALS[self.first.month // 3]} quarter of {self.first.year}"
        return str(self.first.year)

    def holds(self, day: date | None) -> bool:
        """Whether a day lies in it."""
        return day is not None and self.first <= day <= self.last


@lru_cache(maxsize=8192)
def period_of(day: date, kind: str) -> Period:
    """The week, month, quarter or year in which a day lies."""
    if kind == "week":
        return _week(day)
    if kind == "month":
        return _months(day.year, day.month, 1, kind, f"{day.year:04}-{day.month:02}")
    if kind == "quarter":
        number = (day.month - 1) // 3
        return _months(day.year, number * 3 + 1, 3, kind, f"{day.year:04}-Q{number + 1}")
    return _months(day.year, 1, 12, "year", f"{day.year:04}")


def read_period(text: str) -> Period | None:
    """The period that "2025-Q1", "2025-03", "2025-W11" or "2025" means, or None."""
    match = _FORM.fullmatch(text.strip())
    if match is None:
        return None
    try:
        return _read(int(match["year"]), match["week"], match["month"], match["quarter"])
    except ValueError:
        return None


def before(period: Period) -> Period | None:
    """The period of the same kind that ended the day before, or None at the beginning of time."""
    if period.first == date.min:
        return None
    return period_of(period.first - timedelta(1), period.kind)


def after(period: Period) -> Period | None:
    """The period of the same kind that begins the day after, or None at the end of time."""
    if period.last == date.max:
        return None
    return period_of(period.last + timedelta(1), period.kind)


def periods_between(first: date, last: date, kind: str) -> Iterator[Period]:
    """The periods of a kind from that of the day `first` to that of the day `last`, without a gap."""
    current: Period | None = period_of(first, kind)
    while current is not None and current.first <= last:
        yield current
        current = after(current)


def _read(year: int, week: str | None, month: str | None, quarter: str | None) -> Period:
    if week:
        return _week(date.fromisocalendar(year, int(week), 1))
    if month:
        return period_of(date(year, int(month), 1), "month")
    if quarter:
        return period_of(date(year, int(quarter) * 3, 1), "quarter")
    return period_of(date(year, 1, 1), "year")


def _week(day: date) -> Period:
    year, week, weekday = day.isocalendar()
    first = date.fromordinal(max(day.toordinal() - weekday + 1, 1))
    last = date.fromordinal(min(first.toordinal() + 6, date.max.toordinal()))
    return Period(first, last, "week", f"{year:04}-W{week:02}")


def _months(year: int, month: int, number: int, kind: str, id: str) -> Period:
    first = date(year, month, 1)
    end = month + number - 1
    if year == date.max.year and end == len(_MONTHS):
        return Period(first, date.max, kind, id)
    following = date(year + end // len(_MONTHS), end % len(_MONTHS) + 1, 1)
    return Period(first, following - timedelta(1), kind, id)
