"""The command `incidentbook`: one module a command, loaded only when it is called."""

import importlib
import sys
from pathlib import Path

import click

from incidentbook import __version__

_COMMANDS = ("init", "new", "check", "explain", "actions", "metrics", "review", "sync", "export", "schema")
FAILED = 2
"""Exit status for wrong usage, a wrong policy or an unreadable path."""


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
    import difflib

    near = difflib.get_close_matches(word, _COMMANDS, 1, 0.5)
    hint = f"did you mean “{near[0]}”?" if near else f"there are: {', '.join(_COMMANDS)}"
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


def main() -> None:
    """Run the command; print a message instead of a traceback unless `--debug` is given."""
    from incidentbook.reading.policy import PolicyError

    try:
        cli.main([word for word in sys.argv[1:] if word != "--debug"], prog_name="incidentbook")
    except PolicyError as error:
        _fail(error, str(error))
    except OSError as error:
        where = f"{Path(error.filename).as_posix()}: " if isinstance(error.filename, str) else ""
        _fail(error, f"{where}{error.strerror or error}")
    except Exception as error:  # noqa: BLE001 - the last line of defence: our own bug, said in words
        _fail(error, f"this is a bug in incidentbook ({type(error).__name__}: {error}); --debug shows where")


def _fail(error: Exception, message: str) -> None:
    if "--debug" in sys.argv:
        raise error
    click.echo(f"incidentbook: {message}", err=True)
    sys.exit(FAILED)
