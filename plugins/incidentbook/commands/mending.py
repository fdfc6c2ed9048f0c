"""`check --fix` and `--diff`: what can be mended safely, written or shown."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import click

from incidentbook.checks import examine
from incidentbook.checks.fixers_of_causes import RULE, cause_fixer
from incidentbook.checks.fixes import FIXERS, Fixer, by_document, fix_all
from incidentbook.reading.files import decode
from incidentbook.reading.library import Source, read_document
from incidentbook.records import Finding, Postmortem, Runbook

from .files import write_whole
from .options import Place
from .runs import Run


@dataclass(frozen=True, slots=True)
class Mended:
    """A document that can be mended: its text as it is and as it would be, and the findings this answers."""

    path: str
    before: str
    after: str
    done: tuple[Finding, ...]


def mendable(run: Run) -> frozenset[Finding]:
    """The findings that `--fix` would mend."""
    return frozenset(finding for mended in _mended(run.place, run, FIXERS) for finding in mended.done)


def mend(run: Run, *, causes: bool = False) -> int:
    """Write what can be mended into the documents, and say so; gives the number of findings.

    With `causes`, those are entered that the text of a postmortem without any speaks of.
    """
    every = list(_mended(run.place, run, _fixers(run.place, causes=causes)))
    for mended in every:
        write_whole(run.place.root / mended.path, mended.after.encode("utf-8"))
    number = sum(len(mended.done) for mended in every)
    if number:
        documents = f"{len(every):,} document{'' if len(every) == 1 else 's'}"
        click.echo(f"mended {number:,} finding{'' if number == 1 else 's'} in {documents}", err=True)
    return number


def show_mended(run: Run, *, causes: bool = False) -> int:
    """Print what `--fix` would change as unified diffs; gives the number of findings it would mend."""
    number = 0
    for mended in _mended(run.place, run, _fixers(run.place, causes=causes)):
        number += len(mended.done)
        click.echo("".join(_diff(mended)), nl=False)
    return number


def _diff(mended: Mended) -> Iterator[str]:
    import difflib

    before, after = (text.splitlines(keepends=True) for text in (mended.before, mended.after))
    for line in difflib.unified_diff(before, after, mended.path, f"{mended.path} (mended)"):
        yield line if line.endswith(("\n", "\r")) else f"{line}\n\\ No newline at end of file\n"


def _fixers(place: Place, *, causes: bool) -> Mapping[str, Fixer]:
    return {**FIXERS, RULE: cause_fixer(place.policy.causes)} if causes else FIXERS


def _mended(place: Place, run: Run, fixers: Mapping[str, Fixer]) -> Iterator[Mended]:
    digests = {one.digest.path: one.digest for one in run.examination.examined}
    for path, findings in sorted(by_document(run.outcome.findings, fixers).items()):
        kind = "postmortem" if isinstance(digests[path], Postmortem) else "runbook"
        mended = _mended_document(place, path, kind, findings, fixers)
        if mended is not None:
            yield mended


def _mended_document(
    place: Place, path: str, kind: str, findings: Iterable[Finding], fixers: Mapping[str, Fixer]
) -> Mended | None:
    """The document after the fixes; None where nothing changes, or where its file is not plain UTF-8 text."""
    try:
        data = (place.root / path).read_bytes()
        before = data.decode("utf-8")
    except (OSError, UnicodeDecodeError):
        return None
    _, problems = decode(data, path)
    if problems:
        return None

    def look(text: str) -> tuple[Postmortem | Runbook, tuple[Finding, ...]]:
        read = read_document(Source(path, kind, text.encode("utf-8")), place.policy)
        return read, examine(read, place.policy, place.as_of).findings

    document = read_document(Source(path, kind, data), place.policy)
    fixed = fix_all(before, document, findings, look, fixers)
    return Mended(path, before, fixed.text, fixed.done) if fixed.done else None
