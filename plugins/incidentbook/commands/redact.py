"""`incidentbook redact`: what a public reader gets of a document, and why not the rest."""

import difflib
import json
import sys
from collections.abc import Iterator
from pathlib import Path

import click

from incidentbook.hosts.public_root import find
from incidentbook.redaction.corpus import corpus_of
from incidentbook.redaction.document import Redacted, Source, redacted

from .options import Place, place_options
from .printing import paint
from .usage import refusal

_WIDEST = 60
_COLOURS = {"-": "error", "+": "good", "@": "info"}


@click.command("redact")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--diff", "is_diff", is_flag=True, help="Show what goes, as a difference, and why.")
@click.option(
    "--format",
    "form",
    type=click.Choice(("text", "json")),
    default="text",
    show_default=True,
    help="How to print.",
)
@place_options
def command(place: Place, /, file: Path, is_diff: bool, form: str) -> None:
    """Print what a public reader gets of the document or page FILE.

    With `--diff` each line that goes is shown, and below it why: the class and the line. Nothing is written.
    Exit status: 0 where the document is public; 1 where it stays inside, or where a mark does not say where
    its part ends; 2 where FILE is no document and no page.

    \b
    Example:
      incidentbook redact postmortems/2025-03-15-checkout.md --diff
      incidentbook redact postmortems/2025-03-15-checkout.md --format json | jq '.removed[].class'
    """
    source, found = _redacted(place, file)
    if form == "json":
        click.echo(json.dumps(_data(found), indent=2, ensure_ascii=False))
    elif is_diff:
        for line in _lines(source, found):
            click.echo(line)
    elif found.text is not None:
        click.echo(found.text, nl=False)
    if found.text is None:
        click.echo(f"{source.path} stays inside: {found.reason}.", err=True)
    for problem in found.problems:
        click.echo(f"{problem.at}: {problem.message} ({problem.hint})", err=True)
    if found.text is None or found.problems:
        raise SystemExit(1)


def _redacted(place: Place, file: Path) -> tuple[Source, Redacted]:
    full = (file if file.exists() or not (place.root / file).exists() else place.root / file).resolve()
    if not full.is_relative_to(place.root):
        raise refusal(f"{file} lies outside the root {place.root}.\nName another root with --root.")
    path = full.relative_to(place.root).as_posix()
    found = find(place.root, place.policy, "")
    source = next((one for one in found.sources if one.path == path), None)
    if source is None:
        raise refusal(f"{path} is no document and no Markdown page.\nName a file below {place.root}.")
    return source, redacted(source, corpus_of(found, place.policy))


def _data(found: Redacted) -> dict[str, object]:
    """All of it for programs; what was taken out stands there, for its reader has the document."""
    return {
        "path": found.path,
        "public": found.text is not None,
        "reason": found.reason,
        "text": found.text,
        "removed": [
            {"line": one.line, "class": one.what, "text": one.text} for one in found.removals if one.what
        ],
        "problems": [
            {"line": one.at.line, "rule": one.rule, "message": one.message} for one in found.problems
        ],
    }


def _lines(source: Source, found: Redacted) -> Iterator[str]:
    """The difference, then each removal on a line of its own."""
    before, after = source.text.splitlines(), (found.text or "").splitlines()
    for line in difflib.unified_diff(before, after, source.path, f"{source.path} (public)", lineterm=""):
        yield _coloured(_printable(line))
    named = [one for one in found.removals if one.what and one.what != "document"]
    if named:
        yield ""
    for one in named:
        words = " ".join(_printable(one.text).split())
        shown = words if len(words) <= _WIDEST else f"{words[:_WIDEST]}…"
        yield f"{source.path}:{one.line}: {one.what}: {shown}"


def _coloured(line: str) -> str:
    colour = _COLOURS.get(line[:1], "")
    return paint(line, colour) if colour and sys.stdout.isatty() else line


def _printable(text: str) -> str:
    return "".join(char if char.isprintable() or char in "\t\n" else "\ufffd" for char in text)
