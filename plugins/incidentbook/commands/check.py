"""`incidentbook check`: what is wrong in the documents, and what to do about it."""

import sys
from datetime import datetime
from pathlib import Path

import click

from incidentbook.checks import RULES, level_of
from incidentbook.records import Policy

from .checking import Wanted, check
from .options import Place, place_options
from .printing import FORMATS


@click.command("check")
@click.argument("paths", nargs=-1, type=click.Path(exists=True, path_type=Path))
@click.option("--changed-since", metavar="REV", help="Report on what changed since REV forked off.")
@click.option(
    "--rule", "rules", multiple=True, metavar="RULE", help="Report this rule alone. May be repeated."
)
@click.option(
    "--ignore-others", is_flag=True, help="Leave out PATHS that are no documents, be it all of them."
)
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    default="text",
    show_default=True,
    help="How to print the findings.",
)
@click.option(
    "--output", type=click.Path(dir_okay=False, path_type=Path), help="Write the report into a file."
)
@click.option("--all", "whole", is_flag=True, help="List every finding, on a first look at many too.")
@click.option(
    "--fail-on",
    type=click.Choice(["error", "warning", "info"]),
    default=None,
    help="The lowest level that fails.  [default: the policy's fail_on]",
)
@click.option("--fix", is_flag=True, help="Mend what can be mended safely, then report the rest.")
@click.option("--diff", is_flag=True, help="Show what --fix would change, and change nothing.")
@click.option(
    "--suggest-causes",
    "causes",
    is_flag=True,
    help="With --fix or --diff: enter causes that the text tells of.",
)
@click.option(
    "--write-baseline", "write", is_flag=True, help="Record today's findings; only new ones fail then."
)
@click.option(
    "--until",
    type=click.DateTime(["%Y-%m-%d"]),
    default=None,
    help="The last day on which the baseline that --write-baseline writes holds.",
)
@click.option(
    "--prune-baseline", "prune", is_flag=True, help="Take out of the baseline what no longer occurs."
)
@click.option("--timings", is_flag=True, help="Tell on standard error where the time went.")
@click.option("--list-rules", is_flag=True, help="List the rules with their levels, and stop.")
@place_options
def command(
    place: Place,
    paths: tuple[Path, ...],
    changed_since: str | None,
    rules: tuple[str, ...],
    ignore_others: bool,
    form: str,
    output: Path | None,
    whole: bool,
    fail_on: str | None,
    fix: bool,
    diff: bool,
    causes: bool,
    write: bool,
    until: datetime | None,
    prune: bool,
    timings: bool,
    list_rules: bool,
) -> None:
    """Check the documents below the root, or only PATHS with the others as context.

    Exit status: 0 nothing at or over --fail-on, 1 findings, 2 wrong usage, policy or baseline, or no
    documents. With --diff: 1 where --fix would change something.

    \b
    Example:
      incidentbook check
      incidentbook check --changed-since origin/main --format github
      incidentbook check --root ~/incidents --postmortems '*.md' --write-baseline
    """
    if list_rules:
        click.echo(_rules(place.policy), nl=False)
        return
    if (write or prune) and (paths or rules or changed_since is not None):
        raise click.UsageError("the baseline is about everything: give no PATHS, --rule or --changed-since")
    if until is not None and not write:
        raise click.UsageError("--until is for --write-baseline")
    if causes and not (fix or diff):
        raise click.UsageError(
            "--suggest-causes goes with --fix or --diff; the hint of CAU101 shows the causes"
        )
    wanted = Wanted(
        paths,
        rules,
        changed_since,
        ignore_others=ignore_others,
        form=form,
        output=output,
        whole=whole,
        fail_on=fail_on,
        fix=fix,
        diff=diff,
        causes=causes,
        baseline="write" if write else "prune" if prune else "",
        until=until.date() if until else None,
        timings=timings,
    )
    sys.exit(check(place, wanted))


def _rules(policy: Policy) -> str:
    widest = max(len(rule.name) for rule in RULES.values())
    lines = [
        f"{rule.id:8} {level_of(rule, policy):8} {rule.name:{widest}}  {rule.headline}"
        for rule in sorted(RULES.values(), key=lambda rule: rule.id)
    ]
    return "\n".join([*lines, ""])
