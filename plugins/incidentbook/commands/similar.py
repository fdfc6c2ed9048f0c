"""`incidentbook similar`: which past incidents a postmortem resembles, and what became of their actions."""

from pathlib import Path
from shutil import get_terminal_size

import click

from incidentbook.analysis.catalogue import Catalogue, Incident
from incidentbook.analysis.similarity import FAINT, TOP, suggestions
from incidentbook.reports.resemblances import Resemblance

from .columns import NARROWEST
from .comparing import compare_all
from .options import Place, place_options
from .printing import paint
from .similar_lines import Sheet, lines, rows


@click.command("similar")
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.option("--all", "whole", is_flag=True, help="Every postmortem, each against those before it.")
@click.option("--top", type=click.IntRange(1), default=TOP, show_default=True, help="How many to suggest.")
@click.option(
    "--format",
    "form",
    type=click.Choice(("text", "json")),
    default="text",
    show_default=True,
    help="How to print.",
)
@place_options
def command(place: Place, /, file: Path | None, whole: bool, top: int, form: str) -> None:
    """Suggest past incidents that the postmortem FILE resembles, with the words that both use.

    Only earlier incidents are suggested; for a FILE without a date, all others. What its front matter names
    as `repeat_of` or `related` is shown as declared, and what it names as `not_repeat_of` never comes back.
    What resembles it faintly comes last, and in brief.
    Exit status: 0, also where nothing is alike; 2 where FILE is no postmortem.

    \b
    Example:
      incidentbook similar postmortems/2026-03-24-node-failure.md
      incidentbook similar --all --format json
    """
    if whole == (file is not None):
        raise click.UsageError("name one postmortem, or all of them with --all")
    wanted = None if file is None else _below(file, place.root)
    known = compare_all(place)
    incidents = known.catalogue.incidents
    asked = incidents if wanted is None else (_asked(wanted, known.catalogue, place),)
    answers = (Resemblance(incident, suggestions(incident, known, top, FAINT)) for incident in asked)
    if form == "json":
        click.echo(rows(tuple(answers)), nl=False)
        return
    sheet = Sheet(place.as_of, known.catalogue, paint, max(get_terminal_size().columns, NARROWEST))
    for number, answer in enumerate(answers):
        click.echo("\n".join(("",) * bool(number) + tuple(lines(answer, sheet))))


def _below(file: Path, root: Path) -> str:
    """The path below the root; what the current folder does not have is looked for in the root."""
    full = (file if file.exists() or not (root / file).exists() else root / file).resolve()
    if not full.is_relative_to(root):
        raise click.UsageError(f"{file} lies outside the root {root}; name another root with --root")
    return full.relative_to(root).as_posix()


def _asked(path: str, known: Catalogue, place: Place) -> Incident:
    if path in known.by_path:
        return known.by_path[path]
    if path in known.runbooks:
        raise click.UsageError(f"{path} is a runbook; only postmortems are compared")
    globs = ", ".join(place.policy.postmortems)
    reason = "is no postmortem" if (place.root / path).is_file() else "does not exist"
    raise click.UsageError(
        f"{path} {reason} (postmortems are {globs}). Correct the path, or name its place with "
        "--postmortems GLOB."
    )
