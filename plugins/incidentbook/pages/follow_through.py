"""What became of action items: how many were done in time, and the backlog over the last year."""

from collections.abc import Sequence

from incidentbook.analysis.backlog import TrackedItem, history, punctuality

from . import dates
from .edition import Edition
from .models import Chart, Figure, Point
from .words import count, joined, percent

FEWEST = 5
"""Below this many judged items no percentage and no trend is given."""


def in_time(edition: Edition, items: Sequence[TrackedItem]) -> Figure | None:
    """The share of items done by their due date, of those done or overdue; None where there is none."""
    found = punctuality((tracked.item for tracked in items), edition.as_of)
    if not found.judged:
        return None
    few = found.judged < FEWEST
    whole = "done or overdue" if few else f"of {count(found.judged, 'item')} done or overdue"
    left_out = f"{found.left_out:,} done without a due date or a day left out" if found.left_out else ""
    return Figure(
        label="Done in time",
        value=f"{found.in_time:,} of {found.judged:,}" if few else percent(found.in_time, found.judged),
        ground=joined((whole, left_out)),
    )


def trend(edition: Edition, items: Sequence[TrackedItem]) -> Chart | None:
    """The backlog month by month for a year, or None where too little is known to draw a change."""
    found = history(items, edition.as_of)
    numbers = {number for _, number in found.points}
    if found.counted < FEWEST or found.left_out > found.counted or len(numbers) == 1:
        return None
    points = tuple(Point(dates.month(day), number, f"{number:,}") for day, number in found.points)
    left_out = f"{found.left_out:,} left out: the day of opening or closing is not known"
    first, last = points[0], points[-1]
    return Chart(
        title="Backlog",
        sentence=f"Open action items month by month: {first.text} in {first.label}, {last.text} now.",
        unit="open action items",
        points=points,
        ground=joined((count(found.counted, "item"), left_out if found.left_out else "")),
    )
