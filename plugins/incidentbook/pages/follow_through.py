"""What became of action items: how many were done, how long it took, and the backlog over time."""

from collections.abc import Iterator, Sequence

from incidentbook.analysis.backlog import TrackedItem, history
from incidentbook.analysis.backlog_trend import first_dates_kept
from incidentbook.analysis.follow_up import (
    FollowUp,
    Lengths,
    completion,
    open_ages,
    punctuality,
    times_to_close,
)
from incidentbook.records.action_item import TYPES

from . import dates
from .durations import spell_days
from .edition import Edition
from .models import Chart, ClosingRow, Figure, Point
from .words import clipped, count, joined, listed, percent

FEWEST = 5
"""Below this many judged items no percentage and no trend is given."""


def figures(edition: Edition) -> tuple[Figure, ...]:
    """Completion, punctuality, the age of what is open, and what is over the policy's targets."""
    ups = list(edition.ground.all_follow_ups())
    found = (
        completed(ups),
        in_time(edition, ups),
        ages(edition, ups),
        over_target(edition, ups),
    )
    return tuple(figure for figure in found if figure)


def completed(ups: Sequence[FollowUp]) -> Figure | None:
    """The share of items that were done, of those that were to be done; None where there is none."""
    found = completion(ups)
    if not found.wanted:
        return None
    few = found.wanted < FEWEST
    declined = f"{found.declined:,} declined" if found.declined else ""
    proposed = f"{found.proposed:,} proposed" if found.proposed else ""
    left_out = listed([part for part in (declined, proposed) if part])
    return Figure(
        label="Completed",
        value=f"{found.done:,} of {found.wanted:,}" if few else percent(found.done, found.wanted),
        ground=joined(
            (
                f"of {count(found.wanted, 'item')}" if not few else "items",
                f"{left_out} left out" if left_out else "",
            )
        ),
    )


def in_time(edition: Edition, ups: Sequence[FollowUp]) -> Figure | None:
    """The share of items done by their due date, of those done or overdue; None where there is none."""
    found = punctuality(ups, edition.as_of)
    if not found.judged:
        return None
    few = found.judged < FEWEST
    whole = "done or overdue" if few else f"of {count(found.judged, 'item')} done or overdue"
    left_out = f"{found.left_out:,} done without a due date or a day left out" if found.left_out else ""
    return Figure(
        label="Done in time",
        value=f"{found.in_time:,} of {found.judged:,}" if few else percent(found.in_time, found.judged),
        ground=joined((whole, left_out)),
        note=_by_first_dates(edition),
    )


def _by_first_dates(edition: Edition) -> str:
    found = first_dates_kept(edition.ground.past.items.values(), edition.as_of)
    if found.judged < FEWEST:
        return ""
    return f"{percent(found.in_time, found.judged)} of {found.judged:,} by their first due date"


def ages(edition: Edition, ups: Sequence[FollowUp]) -> Figure | None:
    """The middle age of what is open, and the age that nine in ten do not exceed."""
    found = open_ages(ups, edition.as_of)
    if not found.values:
        return None
    unknown = f"{found.left_out:,} of unknown age" if found.left_out else ""
    number = f"{len(found.values):,} open"
    if found.median is None:
        few = listed([spell_days(value) for value in found.values])
        return Figure("Age", few, joined((number, unknown, f"no median below {FEWEST}")))
    most = f"nine in ten at most {_days(found.ninetieth)}" if found.ninetieth is not None else ""
    return Figure("Age", _days(found.median), joined(("median", most, number, unknown)))


def over_target(edition: Edition, ups: Sequence[FollowUp]) -> Figure | None:
    """How many open items are over the policy's targets, of those that have one."""
    aimed = [one for one in ups if one.target is not None and one.tracked.item.is_open]
    if not aimed:
        return None
    over = sum(one.over_target_days(edition.as_of) > 0 for one in aimed)
    return Figure("Over target", f"{over:,}", joined((f"of {count(len(aimed), 'open item')} with a target",)))


def closing(edition: Edition) -> tuple[ClosingRow, ...]:
    """How long items took from beginning to end, by type and by priority."""
    ups = list(edition.ground.all_follow_ups())
    by_type = times_to_close(ups, lambda one: one.tracked.item.type)
    by_priority = times_to_close(ups, lambda one: clipped(one.tracked.item.priority, 24))
    types = sorted(by_type, key=lambda name: (not name, TYPES.index(name) if name in TYPES else len(TYPES)))
    priorities = sorted(by_priority, key=lambda name: (not name, name.casefold()))
    return (
        *_rows("Type", [(name or "no type", by_type[name]) for name in types]),
        *_rows("Priority", [(name or "no priority", by_priority[name]) for name in priorities]),
    )


def _rows(dimension: str, groups: Sequence[tuple[str, Lengths]]) -> Iterator[ClosingRow]:
    for name, found in groups if len(groups) > 1 else ():
        few = listed([spell_days(value) for value in found.values]) or "not known"
        yield ClosingRow(
            dimension=dimension,
            kind=name,
            number=len(found.values),
            median=few if found.median is None else _days(found.median),
            ninetieth="" if found.ninetieth is None else _days(found.ninetieth),
            left_out=f"{found.left_out:,} without days" if found.left_out else "",
        )


def _days(value: float) -> str:
    return spell_days(round(value))


def trend(edition: Edition, items: Sequence[TrackedItem]) -> Chart | None:
    """The backlog month by month, from Git where it tells; None where too little is known."""
    return _written(edition) or _derived(edition, items)


def _written(edition: Edition) -> Chart | None:
    found = edition.ground.past.trend
    numbers = {point.open for point in found.points}
    if found.counted < FEWEST or found.left_out > found.counted or len(numbers) < 2:  # noqa: PLR2004 - a change
        return None
    points = tuple(
        Point(
            dates.month(point.day),
            point.open,
            f"{point.open:,}",
            (f"{point.opened + point.returned:,}", f"{point.closed + point.removed:,}"),
        )
        for point in found.points
    )
    left_out = f"{found.left_out:,} left out: a day is not known or contradicts another"
    return _chart(
        points, joined((count(found.counted, "item"), left_out if found.left_out else "", found.note))
    )


def _derived(edition: Edition, items: Sequence[TrackedItem]) -> Chart | None:
    found = history(items, edition.as_of)
    numbers = {number for _, number in found.points}
    if found.counted < FEWEST or found.left_out > found.counted or len(numbers) == 1:
        return None
    points = tuple(Point(dates.month(day), number, f"{number:,}") for day, number in found.points)
    left_out = f"{found.left_out:,} left out: the day of opening or closing is not known"
    ground = joined((count(found.counted, "item"), left_out if found.left_out else ""))
    return _chart(points, f"{ground} · counted from the day of the incident")


def _chart(points: tuple[Point, ...], ground: str) -> Chart:
    first, last = points[0], points[-1]
    return Chart(
        title="Backlog",
        sentence=f"Open action items month by month: {first.text} in {first.label}, {last.text} now.",
        unit="open action items",
        points=points,
        ground=ground,
        columns=("opened", "closed") if points[0].more else (),
    )
