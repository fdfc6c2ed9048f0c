"""`incidentbook export`: everything that was read, or all action items, for other programs."""

from collections.abc import Callable
from pathlib import PurePosixPath

import click

from incidentbook.analysis.backlog import items_of
from incidentbook.checks import Outcome
from incidentbook.exports.csv_table import action_items_csv
from incidentbook.exports.due_calendar import action_items_ics
from incidentbook.exports.feed import action_items_feed
from incidentbook.exports.json import dump, runbook_jsons
from incidentbook.exports.records import export_json
from incidentbook.hosts.book import past_of
from incidentbook.pages.ground import Ground, ground
from incidentbook.records import Library, Runbook

from .audience import audience_option
from .options import Place, place_options


def _ground(place: Place, library: Library) -> Ground:
    return ground(library, Outcome(()), place.as_of, past_of(place.root, library, place.as_of))


def _plain_ground(place: Place, library: Library) -> Ground:
    """What is known without the history of the action items, of which runbooks tell nothing."""
    return ground(library, Outcome(()), place.as_of)


_FORMS: dict[str, Callable[[Place, Library], str]] = {
    "json": lambda _, library: export_json(library),
    "runbooks": lambda place, library: dump("runbooks", _plain_ground(place, library)),
    "csv": lambda place, library: action_items_csv(_ground(place, library).all_follow_ups(), place.as_of),
    "ics": lambda place, library: action_items_ics(items_of(library), place.as_of, place.policy.title),
    "atom": lambda place, library: action_items_feed(_ground(place, library)),
}

_MOST_NAMED = 8


@click.command("export")
@click.option(
    "--format",
    "form",
    type=click.Choice(tuple(_FORMS)),
    default="json",
    show_default=True,
    help="All records as json; runbooks with their steps; all action items as csv; their due dates as ics; "
    "their news as atom.",
)
@click.option(
    "--runbook", metavar="NAME", help="The steps of one runbook: its path, its file's name or its alert."
)
@place_options
@audience_option
def command(place: Place, form: str, runbook: str | None) -> None:
    """Print what the documents below the root hold: every record, the runbooks, or the action items.

    \b
    Example:
      incidentbook export --format json --root ~/incidents --postmortems '*.md' > records.json
      incidentbook export --format csv > action-items.csv
      incidentbook export --runbook HighErrorBudgetBurnRate_Fast | jq -r '.runbook.steps[].commands[].text'
    """
    library = place.filled_library()
    text = _one(runbook, _plain_ground(place, library)) if runbook else _FORMS[form](place, library)
    click.echo(text.encode("utf-8", "replace"), nl=False)


def _one(name: str, found: Ground) -> str:
    """The data file of the runbook that a name means."""
    meant = _meant(name, found)
    if len(meant) == 1:
        ((_, text),) = runbook_jsons(found, meant[0])
        return text
    known = ", ".join(one.path for one in meant[:_MOST_NAMED])
    further = f" and {len(meant) - _MOST_NAMED} more" if len(meant) > _MOST_NAMED else ""
    if meant:
        raise click.UsageError(f"“{name}” means {len(meant)} runbooks: {known}{further}; give a path")
    raise click.UsageError(
        f"no runbook has the path, the name or the alert “{name}”; try incidentbook oncall"
    )


def _meant(name: str, found: Ground) -> tuple[Runbook, ...]:
    """The runbooks of this path, else of this file name, else of this alert."""
    runbooks, wanted = found.catalogue.library.runbooks, name.strip().casefold()
    exact = tuple(one for one in runbooks if one.path == name)
    named = tuple(
        one for one in runbooks if wanted in {one.id.casefold(), PurePosixPath(one.path).stem.casefold()}
    )
    return exact or named or found.catalogue.runbooks_by_alert.get(wanted, ())
