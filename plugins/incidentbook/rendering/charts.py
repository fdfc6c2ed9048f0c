"""Charts of counts: where each column stands, and which columns carry their number."""

from dataclasses import dataclass

from incidentbook.pages.models import Chart, Point

HEIGHT = 72
"""Height of the tallest column, in CSS pixels."""

_EDGES = {"start": 0.1, "middle": 0.5, "end": 0.9}


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a chart: place and width as shares of the chart's width, height in CSS pixels.

    `text` is its number where it is printed above it, else empty; `label` is what lies below it, at
    `edge` with the SVG text-anchor that keeps it inside the chart. `part` is the height of what is drawn
    darker of it.
    """

    x: float
    width: float
    middle: float
    height: float
    text: str
    label: str
    edge: float
    anchor: str
    title: str
    is_last: bool
    part: float = 0


def columns(chart: Chart) -> tuple[Column, ...]:
    """The columns of a chart, drawn from a zero baseline.

    The first, the last and the tallest column carry their number, the first and the last their name;
    all others say theirs on hover and in the table.
    """
    count = len(chart.points)
    top = max((point.value for point in chart.points), default=0) or 1
    spoken = _spoken(chart)
    return tuple(
        Column(
            x=(number + 0.1) / count,
            width=0.8 / count,
            middle=(number + 0.5) / count,
            height=round(max(point.value, 0) / top * HEIGHT, 1),
            text=point.text if number in spoken else "",
            label=point.label if number in (0, count - 1) else "",
            edge=(number + _EDGES[_anchor(number, count)]) / count,
            anchor=_anchor(number, count),
            title=_title(chart, point),
            is_last=number == count - 1 and not chart.part,
            part=round(max(point.part, 0) / top * HEIGHT, 1),
        )
        for number, point in enumerate(chart.points)
    )


def _title(chart: Chart, point: Point) -> str:
    part = f", {chart.part} {point.more[0]}" if chart.part and point.more else ""
    return f"{point.label}: {point.text}{part}"


def _spoken(chart: Chart) -> frozenset[int]:
    """The columns that carry their number; a tallest one next to an end would run into it."""
    last = len(chart.points) - 1
    if last < 0:
        return frozenset()
    tallest = max(range(last + 1), key=lambda number: chart.points[number].value)
    return frozenset({0, last} | ({tallest} if 1 < tallest < last - 1 else set()))


def _anchor(number: int, count: int) -> str:
    if count > 1 and number == 0:
        return "start"
    return "end" if count > 1 and number == count - 1 else "middle"
