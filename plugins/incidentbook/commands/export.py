"""`incidentbook export`: everything that was read, for other programs."""

import click

from incidentbook.exports.records import export_json

from .options import Place, place_options


@click.command("export")
@click.option(
    "--format",
    "form",
    type=click.Choice(["json"]),
    default="json",
    show_default=True,
    help="The form of the export.",
)
@place_options
def command(place: Place, form: str) -> None:  # noqa: ARG001 - the one form there is today
    """Print all records of the documents below the root.

    \b
    Example:
      incidentbook export --format json --root ~/incidents --postmortems '*.md' > records.json
    """
    click.echo(export_json(place.filled_library()), nl=False)
