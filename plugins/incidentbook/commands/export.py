"""`incidentbook export`: everything that was read, or all action items, for other programs."""

from collections.abc import Callable

import click

from incidentbook.analysis.backlog import items_of
from incidentbook.checks import Outcome
from incidentbook.exports.csv_table import action_items_csv
from incidentbook.exports.due_calendar import action_items_ics
from incidentbook.exports.feed import action_items_feed
from incidentbook.exports.records import export_json
from incidentbook.hosts.book import past_of
from incidentbook.pages.ground import Ground, ground
from incidentbook.records import Library

from .options import Place, place_options


def _ground(place: Place, library: Library) -> Ground:
    return ground(library, Outcome(()), place.as_of, past_of(place.root, library, place.as_of))


_FORMS: dict[str, Callable[[Place, Library], str]] = {
    "json": lambda _, library: export_json(library),
    "csv": lambda place, library: action_items_csv(_ground(place, library).all_follow_ups(), place.as_of),
    "ics": lambda place, library: action_items_ics(items_of(library), place.as_of, place.policy.title),
    "atom": lambda place, library: action_items_feed(_ground(place, library)),
}


@click.command("export")
@click.option(
    "--format",
    "form",
    type=click.Choice(tuple(_FORMS)),
    default="json",
    show_default=True,
    help="All records as json; all action items as csv; their due dates as ics; their news as atom.",
)
@place_options
def command(place: Place, form: str) -> None:
    """Print what the documents below the root hold: every record, or the action items.

    \b
    Example:
      incidentbook export --format json --root ~/incidents --postmortems '*.md' > records.json
      incidentbook export --format csv > action-items.csv
    """
    text = _FORMS[form](place, place.filled_library())
    click.echo(text.encode("utf-8", "replace"), nl=False)
