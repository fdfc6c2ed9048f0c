"""`incidentbook drill`: a past incident as a drill card, one step at a time or as a whole."""

import sys
from collections.abc import Iterable
from pathlib import Path
from shutil import get_terminal_size

import click

from incidentbook.analysis.catalogue import Incident
from incidentbook.analysis.rehearsal import obstacle
from incidentbook.checks import Outcome
from incidentbook.pages.drill_card import cardmaker
from incidentbook.pages.ground import Ground, ground
from incidentbook.pages.models import DrillCard
from incidentbook.rendering.drill_sheet import drill_markdown, drill_pieces

from .options import Place, place_options
from .printing import paint
from .refusals import Refusal

_WIDEST = 80


@click.command("drill")
@click.argument("incident")
@click.option(
    "--format",
    "form",
    type=click.Choice(("markdown", "text")),
    default=None,
    help="How to print the whole.  [default: step by step on a terminal, else markdown]",
)
@place_options
def command(place: Place, /, incident: str, form: str | None) -> None:
    """Make a drill card of INCIDENT, the id or the file of a postmortem.

    On a terminal, Enter reveals the next step. Names of people do not appear. Only incidents whose timeline
    has at least four steps with a time of day qualify. Exit status: 0; 2 where INCIDENT is unknown or cannot
    be drilled.

    \b
    Example:
      incidentbook drill PM-2025-014
      incidentbook drill postmortems/2025-03-15-checkout.md --format markdown > sheet.md
    """
    found = card_of(incident, place)
    if form == "markdown" or (form is None and not _is_terminal()):
        click.echo(drill_markdown(found), nl=False)
    elif form == "text":
        click.echo("\n\n".join(drill_pieces(found, _width())))
    else:
        _play(drill_pieces(found, _width()))


def card_of(reference: str, place: Place) -> DrillCard:
    """The card of the incident that an id or a file means; a refusal that says why there is none."""
    grounds = ground(place.filled_library(), Outcome(()), place.as_of)
    incident = incident_of(reference, grounds, place)
    if reason := obstacle(incident.postmortem):
        raise Refusal(f"no drill can be made of {incident.path}: {reason}")
    card = cardmaker(grounds).card(incident)
    if card is None:
        raise Refusal(f"no drill can be made of {incident.path}")
    return card


def incident_of(reference: str, grounds: Ground, place: Place) -> Incident:
    """The incident that an id or a file means. Raises a usage error where there is none."""
    path = _below(reference, place.root)
    found = grounds.catalogue.by_path.get(path) or grounds.catalogue.incident(reference)
    if found is None:
        globs = ", ".join(place.policy.postmortems)
        raise click.UsageError(f"“{reference}” is no postmortem (they are {globs}); write its id or its file")
    return found


def _below(reference: str, root: Path) -> str:
    full = Path(reference).resolve()
    return full.relative_to(root).as_posix() if full.is_relative_to(root) else reference


def _play(pieces: Iterable[str]) -> None:
    """Print one piece after another, each when Enter asks for it; the end of the input ends the drill."""
    for number, piece in enumerate(pieces):
        if number:
            try:
                click.prompt(paint("Enter: next", "dim"), default="", show_default=False, prompt_suffix=" ")
            except click.Abort:
                click.echo()
                return
        heading, _, rest = piece.partition("\n")
        click.echo(f"{click.style(heading, bold=True)}\n{rest}\n")


def _is_terminal() -> bool:
    return sys.stdin.isatty() and sys.stdout.isatty()


def _width() -> int:
    return min(get_terminal_size().columns, _WIDEST)
