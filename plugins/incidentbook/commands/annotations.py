"""`incidentbook alerts --write-annotations`: the addresses of runbooks, written into rule files."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from incidentbook.analysis.alert_coverage import url_state
from incidentbook.analysis.catalogue import Catalogue
from incidentbook.pages.words import count
from incidentbook.reading.alert_annotations import Annotated, write_runbook_urls
from incidentbook.records import AlertRule, AlertRuleFile
from incidentbook.records.plain import dataclass
from incidentbook.reports.words import safe

from .files import write_whole

_WRITTEN_OVER = frozenset({"absent", "broken", "alias"})
"""States of an address that are mended; one that leads elsewhere is its author's decision."""


@dataclass(frozen=True, slots=True)
class Edit:
    """A rule file before and after."""

    path: str
    before: bytes
    after: Annotated


def annotate(root: Path, catalogue: Catalogue, *, is_confirmed: bool) -> None:
    """Print what would change in the rule files as a diff; write it where that is confirmed.

    Raises click.UsageError where nobody knows where runbooks are published.
    """
    if not catalogue.matching.addresses.mounts:
        raise click.UsageError(
            "where are the runbooks published? Say it in incidentbook.yml, for example\n"
            "runbook_urls:\n  https://runbooks.example.com/: docs"
        )
    edits = list(_edits(root, catalogue))
    for edit in edits:
        click.echo("".join(_diff(edit)), nl=False)
    for edit in edits:
        for rule, reason in edit.after.refused:
            click.echo(f"{rule.at}: {safe(rule.name)} was left alone: {safe(reason)}", err=True)
    written = [edit for edit in edits if edit.after.written]
    number = sum(len(edit.after.written) for edit in written)
    what = f"{count(number, 'rule')} in {count(len(written), 'file')}"
    if not number:
        click.echo("no runbook_url to add or to correct", err=True)
    elif is_confirmed:
        for edit in written:
            write_whole(root / edit.path, edit.after.data, before=edit.before)
        click.echo(f"wrote the runbook_url of {what}", err=True)
    else:
        click.echo(f"{what} would change; nothing was written. Add --yes to write it.", err=True)


def _edits(root: Path, catalogue: Catalogue) -> Iterator[Edit]:
    for file in catalogue.library.alert_files:
        if wishes := list(_wishes(file, catalogue)):
            before = (root / file.path).read_bytes()
            yield Edit(file.path, before, write_runbook_urls(file.path, before, wishes))


def _wishes(file: AlertRuleFile, catalogue: Catalogue) -> Iterator[tuple[AlertRule, str]]:
    """The rules of a file that lack their address or have a wrong one, with the one to write."""
    matching = catalogue.matching
    for rule in file.rules:
        leads = matching.leads[rule.name.casefold()]
        state = url_state(matching.addresses.find(rule.runbook_url), leads)
        url = matching.written(rule.name)
        if url and state in _WRITTEN_OVER and url != rule.runbook_url:
            yield rule, url


def _diff(edit: Edit) -> Iterator[str]:
    import difflib

    before, after = (_lines(data) for data in (edit.before, edit.after.data))
    for line in difflib.unified_diff(before, after, edit.path, f"{edit.path} (annotated)"):
        yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"


def _lines(data: bytes) -> Sequence[str]:
    """The lines of a file for a person to read; a carriage return at their ends is shown as such."""
    text = data.decode("utf-8", "replace").replace("\r", "␍")
    return text.splitlines(keepends=True)
