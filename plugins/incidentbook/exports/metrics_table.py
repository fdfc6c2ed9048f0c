"""Metrics as a table for spreadsheets: one row for each group and measure (RFC 4180, UTF-8)."""

import csv
from collections.abc import Iterable

from incidentbook.analysis.groups import Group
from incidentbook.analysis.metrics import Metrics
from incidentbook.analysis.summaries import Interval
from incidentbook.analysis.timings import MEASURES

from .csv_table import Lines, cell

FIGURES = ("median", "lower", "upper", "ninetieth", "mean")
_NAMES = ("median", "lower_quartile", "upper_quartile", "ninetieth", "mean")
COLUMNS = (
    *("group", "measure", "incidents", "n", "missing", "excluded", "contradictory"),
    *(f"{name}_{bound}" for name in _NAMES for bound in ("low", "high")),
    "values",
)
"""The columns; figures are minutes with both bounds, and `values` stands where there are too few for them."""


def metrics_csv(found: Metrics, groups: Iterable[Group], measures: Iterable[str] = MEASURES) -> str:
    """Some groups of incidents with the tally of each measure."""
    lines = Lines()
    table = csv.writer(lines, lineterminator="\r\n")
    table.writerow(COLUMNS)
    wanted = tuple(measures)
    for group in groups:
        for measure in wanted:
            tally = found.tally(measure, group.incidents)
            figures = [getattr(tally.summary, name) for name in FIGURES]
            few = () if tally.summary.median else tally.summary.values
            table.writerow(
                (
                    *(cell(group.title), measure, len(group.incidents), tally.summary.number),
                    *(len(tally.missing), len(tally.excluded), len(tally.contradictory)),
                    *(bound for figure in figures for bound in _bounds(figure)),
                    " ".join(_span(value) for value in few),
                )
            )
    return "".join(lines)


def _bounds(value: Interval | None) -> tuple[str, str]:
    return (f"{value.low:.10g}", f"{value.high:.10g}") if value else ("", "")


def _span(value: Interval) -> str:
    return f"{value.low:.10g}" if value.low == value.high else f"{value.low:.10g}-{value.high:.10g}"
