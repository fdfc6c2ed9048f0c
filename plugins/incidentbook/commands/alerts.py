"""`incidentbook alerts`: which alerts have a runbook, and the addresses of runbooks for rule files."""

from collections.abc import Iterator
from shutil import get_terminal_size

import click

from incidentbook.analysis.alert_coverage import AlertCoverage, CoveredAlert, alert_coverage
from incidentbook.analysis.catalogue import Catalogue, catalogue
from incidentbook.checks import Outcome
from incidentbook.exports.json import dump
from incidentbook.pages.alert_words import headline
from incidentbook.pages.ground import ground
from incidentbook.pages.words import joined
from incidentbook.reports.words import safe

from .action_table import NARROWEST, wrapped
from .alert_table import alert_table
from .annotations import annotate
from .options import Place, place_options
from .printing import paint

_STATES = ("missing", "several", "broken", "alias", "absent", "elsewhere", "silent")


@click.command("alerts")
@click.argument("words", nargs=-1)
@click.option(
    "--state",
    "states",
    type=click.Choice(_STATES),
    multiple=True,
    help="Only alerts without a runbook (missing), with several; whose runbook_url is broken, leads to an "
    "alias, is absent, leads elsewhere; that no incident names (silent). May be repeated.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(("table", "json")),
    default="table",
    show_default=True,
    help="How to print; json is the whole of data/alerts.json.",
)
@click.option(
    "--write-annotations",
    "write",
    is_flag=True,
    help="Show which runbook_url would be added to rule files, or corrected in them.",
)
@click.option("--yes", is_flag=True, help="With --write-annotations: write them.")
@place_options
def command(
    place: Place, words: tuple[str, ...], states: tuple[str, ...], form: str, write: bool, yes: bool
) -> None:
    """List the alerts of the rule files with their runbooks and incidents. WORDS must all occur in a name.

    Rule files are those that `alert_rules` in the policy names. --write-annotations prints a diff and
    changes nothing without --yes; what cannot be written without touching anything else is left alone and
    said.

    Exit status: 0, also where alerts lack a runbook (`incidentbook check` fails for that); 2 wrong usage,
    or no rule files.

    \b
    Example:
      incidentbook alerts --state missing
      incidentbook alerts --write-annotations
    """
    if yes and not write:
        raise click.UsageError("--yes is for --write-annotations")
    library = place.library()
    if not library.alert_files:
        globs = ", ".join(place.policy.alert_rules)
        looked = f"`alert_rules` is {globs}" if globs else "the policy names none"
        raise click.UsageError(
            f"no rule files below {place.root} ({looked}). "
            'Name them with --alert-rules GLOB, or in incidentbook.yml: alert_rules: ["rules/**/*.yml"]'
        )
    found = catalogue(library)
    if write:
        annotate(place.root, found, is_confirmed=yes)
    elif form == "json":
        click.echo(dump("alerts", ground(library, Outcome(()), place.as_of)), nl=False)
    else:
        click.echo(_table(found, states, words), nl=False)


def _kept(coverage: AlertCoverage, states: tuple[str, ...], words: tuple[str, ...]) -> list[CoveredAlert]:
    """The alerts that are in one of the states, where any are named, and whose names hold all words."""
    return [
        one
        for one in coverage.alerts
        if all(word.casefold() in one.name.casefold() for word in words)
        and (not states or not _states(one).isdisjoint(states))
    ]


def _states(alert: CoveredAlert) -> set[str]:
    return {alert.runbook_state, alert.url_state, "" if alert.incidents else "silent"}


def _table(found: Catalogue, states: tuple[str, ...], words: tuple[str, ...]) -> str:
    whole = alert_coverage(found)
    alerts = _kept(whole, states, words)
    width = max(get_terminal_size().columns, NARROWEST)
    lines = [alert_table(alerts, paint, width) if alerts else "no alert fits", ""]
    number = f"{len(alerts):,} shown" if len(alerts) < len(whole.alerts) else ""
    lines += wrapped(joined((number, headline(whole))), width)
    if not number:
        lines += [*_beside(whole, width), *_unread(found, width)]
    return "\n".join([*lines, ""])


def _unread(found: Catalogue, width: int) -> Iterator[str]:
    """What of the rule files could not be read, a line or two each."""
    for file in found.library.alert_files:
        for one in file.problems:
            yield from wrapped(f"not read: {safe(f'{file.path}:{one.at.line} {one.message}')}", width)


def _beside(coverage: AlertCoverage, width: int) -> list[str]:
    """What has no rule."""
    lines: list[str] = []
    if coverage.unruled:
        names = ", ".join(one.name for one in coverage.unruled)
        lines += wrapped(f"fired in an incident, without a rule: {names}", width)
    if coverage.idle:
        names = ", ".join(one.runbook.path for one in coverage.idle)
        lines += wrapped(f"runbooks to which no rule leads: {names}", width)
    return lines
