"""The command `incidentbook`: one module a command, loaded only when it is called."""

import gc
import sys
from pathlib import Path

TYPE_CHECKING = False  # as `typing` has it, which takes its time to import
if TYPE_CHECKING:
    from .group import cli

__all__ = ["FAILED", "cli", "main", "spare_collections"]

FAILED = 2
"""Exit status for wrong usage, a wrong policy or an unreadable path."""


def __getattr__(name: str) -> object:
    """The click command, imported when it is asked for."""
    if name != "cli":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from .group import cli

    return cli


def main() -> None:
    """Run the command; print a message instead of a traceback unless `--debug` is given."""
    from incidentbook.reading.policy_error import PolicyError

    from .shortcut import check_paths

    spare_collections()
    _speak_plainly()
    try:
        words = [word for word in sys.argv[1:] if word != "--debug"]
        status = check_paths(words)
        if status is not None:
            sys.exit(status)
        from .group import cli

        cli.main(words, prog_name="incidentbook")
    except PolicyError as error:
        _fail(error, str(error))
    except OSError as error:
        _fail(error, _trouble(error))
    except Exception as error:  # noqa: BLE001 - the last line of defence: our own bug, said in words
        _fail(error, f"this is a bug in incidentbook ({type(error).__name__}: {error}); --debug shows where")


def _trouble(error: OSError) -> str:
    """What an error of the system says; one that names no file is about what is printed."""
    if isinstance(error.filename, str):
        return f"{Path(error.filename).as_posix()}: {error.strerror or error}"
    from .files import reason

    return f"the output could not be written: {reason(error)}"


def spare_collections() -> None:
    """Look for cycles seldom in this process: it makes many small records, which hold none."""
    gc.set_threshold(50_000, 20, 100)


def _speak_plainly() -> None:
    """Let nothing that is printed raise: files and pipes get UTF-8, terminals what they can show."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is None or (stream.encoding.lower() == "utf-8" and stream.errors != "strict"):
            continue
        reconfigure(encoding=None if stream.isatty() else "utf-8", errors="backslashreplace")


def _fail(error: Exception, message: str) -> None:
    if "--debug" in sys.argv:
        raise error
    print(f"incidentbook: {message}", file=sys.stderr)  # noqa: T201 - the last words of a command
    sys.exit(FAILED)
