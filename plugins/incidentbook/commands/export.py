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
from incidentbook.pages.ground import ground
from incidentbook.records import Library

from .options import Place, place_options


def _atom(place: Place, library: Library) -> str:
    past = past_of(place.root, library, place.as_of)
    return action_items_feed(ground(library, Outcome(()), place.as_of, past))


_FORMS: dict[str, Callable[[Place, Library], str]] = {
    "json": lambda _, library: export_json(library),
    "csv": lambda place, library: action_items_csv(items_of(library), place.as_of),
    "ics": lambda place, library: action_items_ics(items_of(library), place.as_of, place.policy.title),
    "atom": _atom,
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
