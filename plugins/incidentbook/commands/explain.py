"""`incidentbook explain`: what a rule checks, why, and what to write instead; and the list of causes."""

from pathlib import Path

import click

from incidentbook.checks import RULES, Rule, named, suggestion
from incidentbook.checks.fixes import FIXABLE
from incidentbook.reading.policy import default_policy
from incidentbook.reports.cause_page import cause_page
from incidentbook.reports.rule_page import rule_list, rule_page

from .files import write_changed
from .options import place

_CAUSES = "causes"


@click.command("explain")
@click.argument("rules", nargs=-1, metavar="[RULE]...")
@click.option(
    "--write",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    help="Write the pages of all rules and their list into a folder.",
)
@click.option("--built-in", is_flag=True, help="With causes: the built-in ones, whatever the policy says.")
@click.option(
    "--root",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=".",
    help="With causes: folder of the policy.",
    show_default=True,
)
@click.option(
    "--config",
    type=click.Path(dir_okay=False, path_type=Path),
    default=None,
    help="With causes: policy file.  [default: incidentbook.yml in the root]",
)
def command(
    rules: tuple[str, ...], folder: Path | None, built_in: bool, root: Path, config: Path | None
) -> None:
    """Print the pages of RULES, each named by its id or its name; or the list of causes, for the word causes.

    \b
    Example:
      incidentbook explain ACT101
      incidentbook explain missing-owner
      incidentbook explain causes
    """
    if folder is not None:
        _write(folder)
    elif not rules:
        hint = "`incidentbook check --list-rules` lists them all"
        raise click.UsageError(f"name a rule ({hint}), or write `incidentbook explain causes`")
    if _CAUSES in rules:
        click.echo(_causes(root, config, built_in=built_in), nl=False)
    found = [_rule(word) for word in rules if word != _CAUSES]
    click.echo("\n".join(rule_page(rule, is_fixable=rule.id in FIXABLE) for rule in found), nl=False)


def _causes(root: Path, config: Path | None, *, built_in: bool) -> str:
    usual = default_policy().causes
    causes = usual if built_in else place(root, config).policy.causes
    return cause_page(causes, is_built_in=causes == usual)


def _rule(word: str) -> Rule:
    found = named(word)
    if found is None:
        raise click.UsageError(f"no rule “{word}”; {suggestion(word)}")
    return found


def _write(folder: Path) -> None:
    pages = {f"{rule.id}.md": rule_page(rule, is_fixable=rule.id in FIXABLE) for rule in RULES.values()}
    for name, text in {**pages, "README.md": rule_list(FIXABLE)}.items():
        write_changed(folder / name, text.encode())
