"""The click command `incidentbook`, which loads each of its commands only when it is called."""

import importlib

import click

from incidentbook import __version__

_COMMANDS = (
    "init",
    "new",
    "check",
    "explain",
    "actions",
    "alerts",
    "oncall",
    "runbooks",
    "rota",
    "severity",
    "drill",
    "message",
    "similar",
    "metrics",
    "review",
    "sync",
    "export",
    "redact",
    "schema",
    "csp",
)


class _Commands(click.Group):
    """Finds a command in the module of its name."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's
        if cmd_name not in _COMMANDS:
            return None
        module = importlib.import_module(f"incidentbook.commands.{cmd_name}")
        command: click.Command = module.command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in _COMMANDS:
            _suggest(args[0], ctx)
        return super().resolve_command(ctx, args)


def _suggest(word: str, ctx: click.Context) -> None:
    from incidentbook.reading.names import closest

    near = closest(word, _COMMANDS, 0.5)
    hint = f"did you mean “{near}”?" if near else f"there are: {', '.join(_COMMANDS)}"
    ctx.fail(f"no command “{word}”; {hint}")


@click.command(
    cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
@click.version_option(__version__, prog_name="incidentbook")
@click.option("--debug", is_flag=True, expose_value=False, help="Show the traceback when something breaks.")
def cli() -> None:
    """Check postmortems and runbooks, and make a searchable portal of them.

    \b
    Begin in a folder of documents with:
      incidentbook init
      incidentbook check
      mkdocs serve
    """
