"""`check --fix` and `--diff`: what can be mended safely, written or shown."""

from collections.abc import Iterable, Iterator, Mapping

import click

from incidentbook.checks.fixers_of_causes import RULE, cause_fixer
from incidentbook.checks.fixes import FIXERS, Fixer, by_document
from incidentbook.reading.library import Source, read_document
from incidentbook.records import Finding

from .files import write_whole
from .mended import Mended, mended_document
from .runs import Run


def mendable(run: Run, path: str, findings: Iterable[Finding]) -> Iterator[Finding]:
    """Which of these findings of a document `--fix` would mend."""
    mended = _mended_file(run, path, findings, FIXERS)
    yield from mended.done if mended else ()


def mend(run: Run, *, causes: bool = False) -> int:
    """Write what can be mended into the documents, and say so; gives the number of findings.

    With `causes`, those are entered that the text of a postmortem without any speaks of.
    """
    every = list(_mended(run, _fixers(run, causes=causes)))
    for mended in every:
        before, after = mended.before.encode("utf-8"), mended.after.encode("utf-8")
        write_whole(run.place.root / mended.path, after, before=before)
    number = sum(len(mended.done) for mended in every)
    if number:
        documents = f"{len(every):,} document{'' if len(every) == 1 else 's'}"
        click.echo(f"mended {number:,} finding{'' if number == 1 else 's'} in {documents}", err=True)
    return number


def show_mended(run: Run, *, causes: bool = False) -> int:
    """Print what `--fix` would change as unified diffs; gives the number of findings it would mend."""
    number = 0
    for mended in _mended(run, _fixers(run, causes=causes)):
        number += len(mended.done)
        click.echo("".join(_diff(mended)), nl=False)
    return number


def _diff(mended: Mended) -> Iterator[str]:
    import difflib

    before, after = (text.splitlines(keepends=True) for text in (mended.before, mended.after))
    for line in difflib.unified_diff(before, after, mended.path, f"{mended.path} (mended)"):
        yield line if line.endswith(("\n", "\r")) else f"{line}\n\\ No newline at end of file\n"


def _fixers(run: Run, *, causes: bool) -> Mapping[str, Fixer]:
    return {**FIXERS, RULE: cause_fixer(run.place.policy.causes)} if causes else FIXERS


def _mended(run: Run, fixers: Mapping[str, Fixer]) -> Iterator[Mended]:
    for path, findings in sorted(by_document(run.outcome.findings, fixers).items()):
        mended = _mended_file(run, path, findings, fixers)
        if mended is not None:
            yield mended


def _mended_file(
    run: Run, path: str, findings: Iterable[Finding], fixers: Mapping[str, Fixer]
) -> Mended | None:
    """The document after the fixes; None where nothing changes, or where its file cannot be read."""
    place = run.place
    try:
        data = (place.root / path).read_bytes()
    except OSError:
        return None
    source = Source(path, run.examination.kinds[path], data)
    document = read_document(source, place.policy)
    return mended_document(source, document, findings, place.policy, place.as_of, fixers)
