"""A run of the checks as a report, printed or written."""

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from importlib import import_module
from pathlib import Path

from incidentbook.reading.files import decode
from incidentbook.records import Finding
from incidentbook.reports.report import Report

from .runs import Run

FORMATS = ("text", "json", "sarif", "github", "gitlab", "junit", "markdown")
"""The formats; each is a module of `reports` with a function of its name."""

_COLOURS = {"error": 31, "warning": 33, "info": 36, "good": 32, "dim": 2}
"""The terminal's numbers for red, yellow, cyan, green, and faint."""

_WIDTH = 80
_MANY = 60
"""So many findings, and no baseline yet: a first look, which is summed up by rule."""


def report_of(run: Run, fail_on: str, *, whole: bool) -> Report:
    """All that a report may print; with `whole`, a first look is not summed up."""
    is_first = run.baseline is None and run.chosen.is_everything and len(run.outcome.findings) > _MANY
    return Report(
        outcome=run.outcome,
        paths=tuple(sorted(run.paths)),
        rules=len(run.chosen.rules) - len(run.silent) if run.chosen.rules else run.examination.rules,
        seconds=run.seconds,
        fail_on=fail_on,
        as_of=run.place.as_of,
        lines=lines_below(run.place.root),
        prefix=prefix(run.place.root),
        fixable=frozenset(_fixable(run)),
        has_baseline=run.baseline is not None,
        is_first_look=is_first and not whole,
        command=_command(run.place.given),
    )


def _command(given: Sequence[str]) -> str:
    """The command line of a check of the same place."""
    if not given:
        return "incidentbook check"
    import shlex

    return shlex.join(("incidentbook", "check", *given))


def _fixable(run: Run) -> Iterator[Finding]:
    """The findings that `--fix` would mend; what was kept of a document tells where all that it has stand."""
    by_path: dict[str, set[Finding]] = {}
    for finding in run.outcome.findings:
        by_path.setdefault(finding.at.path, set()).add(finding)
    for path in sorted(by_path.keys() & run.examination.kinds.keys()):
        candidates, mended = run.examination.fixable(path)
        here = by_path[path].intersection(candidates)
        if here and len(here) < len(candidates):
            from .mending import mendable

            yield from mendable(run, path, here)
        elif here:
            yield from mended


def prefix(root: Path) -> str:
    """How the root is reached from the current folder, where it lies below it."""
    here = Path.cwd()
    return f"{root.relative_to(here).as_posix()}/" if root != here and root.is_relative_to(here) else ""


def lines_below(root: Path) -> Callable[[str], Sequence[str]]:
    """A function that gives the lines of a document below `root`, read once; none where it cannot be read."""

    @cache
    def lines(path: str) -> Sequence[str]:
        try:
            text, _ = decode((root / path).read_bytes(), path)
        except OSError:
            return ()
        return text.split("\n")

    return lines


def publish(report: Report, form: str, output: Path | None) -> None:
    """Print the report, or write it into a file."""
    if form == "text":
        from incidentbook.reports.text import text

        words = text(report, paint if output is None and sys.stdout.isatty() else _plain, _columns())
    else:
        write: Callable[[Report], str] = getattr(import_module(f"incidentbook.reports.{form}"), form)
        words = write(report)
    if output is None:
        sys.stdout.write(words)
        sys.stdout.flush()
    else:
        from .files import write_output

        write_output(output, words.encode("utf-8", "replace"))


def _columns() -> int:
    """The width of the terminal, as `shutil` finds it, which takes its time to import."""
    if (stated := os.environ.get("COLUMNS", "")).isdigit() and int(stated):
        return int(stated)
    try:
        return os.get_terminal_size(sys.__stdout__.fileno()).columns if sys.__stdout__ else _WIDTH
    except (OSError, ValueError):
        return _WIDTH


def paint(words: str, role: str) -> str:
    """The words in the colour of a role or a level, unless NO_COLOR is set."""
    if os.environ.get("NO_COLOR"):
        return words
    return f"\x1b[{_COLOURS[role]}m{words}\x1b[0m"


def _plain(words: str, _role: str) -> str:
    return words
