"""A run of the checks as a report, printed or written."""

import os
import shlex
from collections.abc import Callable, Sequence
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import cast

import click

from incidentbook.checks import RULES, level_of
from incidentbook.reading.files import decode
from incidentbook.reports.report import Report

from .files import write_whole
from .mending import mendable
from .runs import Run

FORMATS = ("text", "json", "sarif", "github", "gitlab", "junit", "markdown")
"""The formats; each is a module of `reports` with a function of its name."""

_COLOURS = {"error": "red", "warning": "yellow", "info": "cyan", "good": "green"}
_MANY = 60
"""So many findings, and no baseline yet: a first look, which is summed up by rule."""


def report_of(run: Run, fail_on: str, *, whole: bool) -> Report:
    """All that a report may print; with `whole`, a first look is not summed up."""
    policy = run.place.policy
    is_first = run.baseline is None and run.chosen.is_everything and len(run.outcome.findings) > _MANY
    return Report(
        outcome=run.outcome,
        paths=tuple(sorted(run.paths)),
        rules=sum(level_of(rule, policy) != "off" for rule in RULES.values()),
        seconds=run.seconds,
        fail_on=fail_on,
        as_of=run.place.as_of,
        lines=lines_below(run.place.root),
        prefix=prefix(run.place.root),
        fixable=mendable(run),
        has_baseline=run.baseline is not None,
        is_first_look=is_first and not whole,
        command=shlex.join(("incidentbook", "check", *run.place.given)),
    )


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
        from shutil import get_terminal_size

        from incidentbook.reports.text import text

        words = text(report, _plain if output else paint, get_terminal_size().columns)
    else:
        write = cast("Callable[[Report], str]", getattr(import_module(f"incidentbook.reports.{form}"), form))
        words = write(report)
    if output is None:
        click.echo(words, nl=False)
    else:
        output.parent.mkdir(parents=True, exist_ok=True)
        write_whole(output, words.encode("utf-8", "replace"))


def paint(words: str, role: str) -> str:
    """The words in the colour of a role or a level, unless NO_COLOR is set; a pipe takes it out again."""
    if os.environ.get("NO_COLOR"):
        return words
    return click.style(words, dim=True) if role == "dim" else click.style(words, fg=_COLOURS[role])


def _plain(words: str, _role: str) -> str:
    return words
