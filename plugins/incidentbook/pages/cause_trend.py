"""Repeats over time: by quarter as a chart, and the incidents of each cause by year as numbers."""

from collections import Counter
from collections.abc import Sequence

from incidentbook.analysis.names import Name
from incidentbook.analysis.recurrence import MOST_QUARTERS, quarters

from . import named
from .edition import Edition
from .models import Chart, Point, Table
from .words import count, joined, percent

MOST_YEARS = 12
"""A table of years shows the newest of them, and puts the others into one column."""

_FEWEST = 2


def trend(edition: Edition) -> Chart | None:
    """Incidents by quarter with the repeats among them, or None where fewer than two quarters are known."""
    ground = edition.ground
    found = quarters(ground.counted, ground.repetitions, ground.systemic, edition.as_of)
    if len(found) < _FEWEST:
        return None
    points = tuple(
        Point(
            label=f"{one.start.year} Q{(one.start.month + 2) // 3}",
            value=one.incidents,
            text=f"{one.incidents:,}",
            more=(
                f"{one.repeats:,}",
                percent(one.repeats, one.incidents) if one.incidents else "–",
                f"{one.systemic:,}",
            ),
            part=one.repeats,
        )
        for one in found
    )
    repeats, whole = sum(one.repeats for one in found), sum(one.incidents for one in found)
    outside = len(ground.counted) - whole
    cut = f" or before {points[0].label}" if len(found) == MOST_QUARTERS else ""
    return Chart(
        title="Incidents by quarter, the repeats among them filled",
        sentence=f"Incidents by quarter, {points[0].label} to {points[-1].label}: "
        f"{repeats:,} of {whole:,} repeat an earlier one.",
        unit="incidents",
        points=points,
        ground=joined(
            (
                f"{count(repeats, 'repeat')} among {count(whole, 'incident')}",
                f"{outside:,} without a day{cut} left out" if outside else "",
                "the last quarter is not over yet",
            )
        ),
        columns=("repeats", "share", "systemic, apart"),
        step="Quarter",
        part="repeats",
    )


def numbers(edition: Edition, names: Sequence[Name]) -> Table | None:
    """The incidents of each cause by year, the numbers behind the strips; None where no day is known."""
    ground = edition.ground
    counts = Counter(
        (cause, incident.day.year) for incident in ground.counted if incident.day for cause in incident.causes
    )
    years = sorted({year for _, year in counts})
    if not years:
        return None
    shown, older = years[-MOST_YEARS:], years[:-MOST_YEARS]
    struck = [name for name in names if any(counts[name, year] for year in years)]
    return Table(
        title="The numbers by year",
        heads=("Cause", *((f"Before {shown[0]}",) if older else ()), *map(str, shown), "All"),
        rows=tuple((named.cause(ground, name), _cells(counts, name, older, shown)) for name in struck),
        note="An incident with several causes counts for each of them.",
    )


def _cells(
    counts: Counter[tuple[Name, int]], name: Name, older: Sequence[int], shown: Sequence[int]
) -> tuple[str, ...]:
    before = sum(counts[name, year] for year in older)
    each = [counts[name, year] for year in shown]
    return (*((_number(before),) if older else ()), *map(_number, each), f"{before + sum(each):,}")


def _number(value: int) -> str:
    return f"{value:,}" if value else "–"
