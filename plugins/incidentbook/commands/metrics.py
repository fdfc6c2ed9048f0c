"""`incidentbook metrics`: how long incidents took, by whatever they have in common."""

from collections.abc import Callable, Sequence
from datetime import datetime
from shutil import get_terminal_size

import click

from incidentbook.analysis.catalogue import catalogue
from incidentbook.analysis.groups import BY, Group, groups
from incidentbook.analysis.metrics import Metrics
from incidentbook.analysis.metrics import metrics as measured
from incidentbook.analysis.timings import MEASURES
from incidentbook.exports.metrics import groups_record
from incidentbook.exports.metrics_table import metrics_csv
from incidentbook.exports.records import VERSION, as_text, day

from .audience import audience_option
from .metric_table import metric_table
from .options import Place, place_options
from .printing import paint


@click.command("metrics")
@click.option("--by", type=click.Choice(BY), default=None, help="One row for each of these.")
@click.option(
    "--measure",
    "measures",
    type=click.Choice(MEASURES),
    multiple=True,
    help="Only this measure. May be repeated.",
)
@click.option(
    "--since",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="YYYY-MM-DD",
    help="Only incidents of this day or later.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(("table", "json", "csv")),
    default="table",
    show_default=True,
    help="How to print.",
)
@place_options
@audience_option
def command(
    place: Place,
    /,
    by: str | None,
    measures: tuple[str, ...],
    since: datetime | None,
    form: str,
) -> None:
    """Print the time to detect, acknowledge, mitigate and recover, with what each figure stands on.

    The median and the middle half stand first; below five incidents the values themselves stand instead. Exit
    status: 0, also where no incident fits.

    \b
    Example:
      incidentbook metrics --by severity
      incidentbook metrics --by quarter --since 2025-01-01 --measure recover
      incidentbook metrics --by service --format csv > metrics.csv
    """
    found = measured(catalogue(place.filled_library()), place.as_of)
    first = since.date() if since else None
    incidents = [
        one
        for one in found.catalogue.incidents
        if first is None or (one.day is not None and one.day >= first)
    ]
    every = groups(incidents, by, place.policy) if by else (Group("all", "all incidents", tuple(incidents)),)
    wanted = tuple(measure for measure in MEASURES if not measures or measure in measures)
    click.echo(_PRINTERS[form](found, every, wanted), nl=False)


def _table(found: Metrics, every: Sequence[Group], wanted: Sequence[str]) -> str:
    return metric_table(found, every, wanted, paint, get_terminal_size().columns)


def _json(found: Metrics, every: Sequence[Group], wanted: Sequence[str]) -> str:
    rows = groups_record(found, every, wanted)
    return as_text({"version": VERSION, "as_of": day(found.as_of), "groups": rows})


_PRINTERS: dict[str, Callable[[Metrics, Sequence[Group], Sequence[str]], str]] = {
    "table": _table,
    "json": _json,
    "csv": metrics_csv,
}
