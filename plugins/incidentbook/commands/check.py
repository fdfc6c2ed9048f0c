"""`incidentbook check`: what is wrong in the documents, and what to do about it."""

import sys
import time
from collections.abc import Sequence
from pathlib import Path

import click

from incidentbook.checks import RULES, level_of, reaches, run
from incidentbook.records import Finding, Library, Policy
from incidentbook.reports.json import json
from incidentbook.reports.summary import Summary
from incidentbook.reports.text import text

from .options import Place, place_options

_COLOURS = {"error": "red", "warning": "yellow", "info": "cyan", "good": "green"}


def _paint(words: str, role: str) -> str:
    return click.style(words, dim=True) if role == "dim" else click.style(words, fg=_COLOURS[role])


@click.command("check")
@click.argument("paths", nargs=-1, type=click.Path(exists=True, path_type=Path))
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="How to print the findings.",
)
@click.option(
    "--fail-on",
    type=click.Choice(["error", "warning", "info"]),
    default=None,
    help="The lowest level that fails.  [default: the policy's fail_on]",
)
@click.option("--list-rules", is_flag=True, help="List the rules with their levels, and stop.")
@place_options
def command(
    place: Place,
    paths: tuple[Path, ...],
    form: str,
    fail_on: str | None,
    list_rules: bool,
) -> None:
    """Check the documents below the root, or only PATHS with the others as context.

    Exit status: 0 nothing at or over --fail-on, 1 findings, 2 wrong usage or policy.

    \b
    Example:
      incidentbook check
      incidentbook check --root ~/incidents --postmortems '*.md' --format json
    """
    if list_rules:
        click.echo(_rules(place.policy), nl=False)
        return
    began = time.perf_counter()
    library = place.filled_library()
    chosen = _chosen(paths, place, library)
    findings = [f for f in run(library, place.as_of).findings if not chosen or f.at.path in chosen]
    limit = fail_on or place.policy.fail_on
    documents = len(chosen) or len(library.postmortems) + len(library.runbooks)
    asked = sum(level_of(rule, place.policy) != "off" for rule in RULES.values())
    summary = Summary(documents, asked, time.perf_counter() - began, limit, place.as_of)
    _print(findings, summary, form)
    sys.exit(int(any(reaches(finding.level, limit) for finding in findings)))


def _print(findings: Sequence[Finding], summary: Summary, form: str) -> None:
    report = json(findings, summary) if form == "json" else text(findings, summary, _paint)
    click.echo(report, nl=False)


def _chosen(paths: Sequence[Path], place: Place, library: Library) -> frozenset[str]:
    """The documents at `paths` (files or folders); a usage error for a path that is or holds none."""
    postmortems = {postmortem.path for postmortem in library.postmortems}
    documents = postmortems | {runbook.path for runbook in library.runbooks}
    chosen: set[str] = set()
    for path in paths:
        full = path.resolve()
        name = full.relative_to(place.root).as_posix() if full.is_relative_to(place.root) else path.as_posix()
        prefix = "" if name == "." else f"{name}/"
        found = {document for document in documents if document == name or document.startswith(prefix)}
        if not found:
            raise click.UsageError(
                f"{path} is no document of {place.root} and holds none (see `postmortems:` and `runbooks:`)"
            )
        chosen |= found
    return frozenset(chosen)


def _rules(policy: Policy) -> str:
    lines = []
    for rule in RULES.values():
        first = rule.page.split("\n", maxsplit=1)[0]
        lines.append(f"{rule.id}  {level_of(rule, policy):8}{rule.name:28}{first}")
    return "\n".join([*lines, ""])
