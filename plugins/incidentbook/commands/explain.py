"""`incidentbook explain`: what a rule checks, why, and what to write instead."""

from pathlib import Path

import click

from incidentbook.checks import RULES, named
from incidentbook.checks.fixes import FIXABLE
from incidentbook.reading.names import nearest
from incidentbook.reports.rule_page import rule_list, rule_page


@click.command("explain")
@click.argument("rules", nargs=-1, metavar="[RULE]...")
@click.option(
    "--write",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    help="Write the pages of all rules and their list into a folder.",
)
def command(rules: tuple[str, ...], folder: Path | None) -> None:
    """Print the pages of RULES, each named by its id or its name.

    \b
    Example:
      incidentbook explain ACT101
      incidentbook explain missing-owner
    """
    if folder is not None:
        _write(folder)
    elif not rules:
        raise click.UsageError("name a rule; `incidentbook check --list-rules` lists them all")
    found = [rule for word in rules for rule in named(word) or _unknown(word)]
    click.echo("\n".join(rule_page(rule, is_fixable=rule.id in FIXABLE) for rule in found), nl=False)


def _unknown(word: str) -> tuple[()]:
    near = nearest(word, [*RULES, *(rule.name for rule in RULES.values())])
    hint = f"did you mean “{near}”?" if near else "`incidentbook check --list-rules` names them all"
    raise click.UsageError(f"no rule “{word}”; {hint}")


def _write(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    pages = {f"{rule.id}.md": rule_page(rule, is_fixable=rule.id in FIXABLE) for rule in RULES.values()}
    for name, text in {**pages, "README.md": rule_list(FIXABLE)}.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
