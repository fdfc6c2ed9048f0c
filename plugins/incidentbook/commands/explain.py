"""`incidentbook explain`: what a rule checks, why, and what to write instead."""

import click

from incidentbook.checks import RULES


@click.command("explain")
@click.argument("rule")
def command(rule: str) -> None:
    """Print the page of RULE, named by its id or its name.

    \b
    Example:
      incidentbook explain ACT101
    """
    found = [known for known in RULES.values() if rule.upper() == known.id or rule.lower() == known.name]
    if not found:
        raise click.UsageError(f"no rule “{rule}”; `incidentbook check --list-rules` names them all")
    for known in found:
        applies = " and ".join(f"{kind}s" for kind in sorted(known.applies))
        head = click.style(f"{known.id} {known.name}", bold=True)
        click.echo(f"{head}  ({known.level}, {applies})\n\n{known.page}\n")
