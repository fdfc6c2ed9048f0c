"""What `check` does, once the command line is understood."""

import sys
import time
from datetime import date
from pathlib import Path

from incidentbook.checks import reaches
from incidentbook.records.plain import dataclass, replace

from .places import Place
from .printing import publish, report_of
from .runs import Run, run_checks
from .selection import changed_documents, selection
from .stages import Stages

TYPE_CHECKING = False  # as `typing` has it, which takes its time to import
if TYPE_CHECKING:
    from incidentbook.progress import ProgressLine

    from .timings import Timings

_PASSES = 5
"""Fixes that touch each other wait for the next pass."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was asked for: documents and rules (empty for all), and what to do with the findings.

    `causes` says to enter proposed causes too; `baseline` is "write" or "prune" where the baseline is to be
    changed, `until` its last day; `fail_on` is None for the policy's; `timings` says to tell where the time
    went; the others are the options of `incidentbook check`.
    """

    paths: tuple[Path, ...] = ()
    rules: tuple[str, ...] = ()
    changed_since: str | None = None
    ignore_others: bool = False
    form: str = "text"
    output: Path | None = None
    whole: bool = False
    fail_on: str | None = None
    fix: bool = False
    diff: bool = False
    causes: bool = False
    baseline: str = ""
    until: date | None = None
    timings: bool = False


def check(place: Place, wanted: Wanted) -> int:
    """Check, print and write what was asked for; gives the exit status, 0 or 1.

    Raises click.UsageError where the paths, the rules, the revision or the baseline cannot be used.
    """
    if not (wanted.fix or wanted.baseline):
        return _checked(place, wanted)
    from incidentbook.locks import alone

    with alone(place.root, lambda: _say_that_it_waits(place.root)):
        return _checked(place, wanted)


def _say_that_it_waits(root: Path) -> None:
    import click

    click.echo(f"waiting for another incidentbook that is writing in {root}", err=True)


def _checked(place: Place, wanted: Wanted) -> int:
    began = time.perf_counter()
    chosen = selection(place.root, wanted.paths, wanted.rules)
    if wanted.changed_since is not None:
        chosen = changed_documents(chosen, wanted.changed_since, place)
    ignore_others = wanted.ignore_others or wanted.changed_since is not None
    may_be_none = wanted.ignore_others and bool(wanted.paths)
    timings = _timings() if wanted.timings else None
    stages = Stages(_terminal_line(), timings)
    try:
        run = run_checks(place, chosen, began, stages, ignore_others=ignore_others, may_be_none=may_be_none)
    finally:
        stages.end()
    status = _conclude(run, wanted, began, stages)
    if timings:
        sys.stderr.write(timings.text(run.seconds))
    return status


def _timings() -> "Timings":
    from .timings import Timings

    return Timings()


def _terminal_line() -> "ProgressLine | None":
    """The line that says how far it is; none where nobody looks at standard error."""
    if sys.stderr is None or not sys.stderr.isatty():
        return None
    from incidentbook.progress import terminal_line

    return terminal_line(sys.stderr)


def _conclude(run: Run, wanted: Wanted, began: float, stages: Stages) -> int:
    """Do with the findings what was asked for; gives the exit status."""
    if wanted.baseline:
        return _change_baseline(run, wanted)
    if wanted.diff:
        from .mending import show_mended

        return int(show_mended(run, causes=wanted.causes) > 0)
    if wanted.fix:
        run = _fixed(run, began, causes=wanted.causes)
    _say_what_is_off(run)
    limit = wanted.fail_on or run.place.policy.fail_on
    report = report_of(run, limit, whole=wanted.whole)
    if wanted.form == "markdown":
        from .recollection import recollection

        report = replace(report, seen_before=recollection(run))
    with stages.during("report"):
        publish(report, wanted.form, wanted.output)
    return int(any(reaches(finding.level, limit) for finding in run.outcome.findings))


def _say_what_is_off(run: Run) -> None:
    """Tell on standard error which rules were asked for in vain."""
    if not run.silent:
        return
    import click

    from incidentbook.checks import RULES

    for one in run.silent:
        name = RULES[one].name
        hint = f"`rules: {{{name}: warning}}` in the policy turns it on"
        click.echo(f"{one} {name} is off, and finds nothing; {hint}", err=True)


def _change_baseline(run: Run, wanted: Wanted) -> int:
    import click

    from .baselines import prune_baseline, write_baseline

    place = run.place
    if wanted.baseline == "write":
        words = write_baseline(place.root, run.outcome, run.baseline, place.as_of, wanted.until)
    else:
        words = prune_baseline(place.root, run.outcome, run.baseline, place.as_of)
    click.echo(words)
    return 0


def _fixed(run: Run, began: float, *, causes: bool) -> Run:
    """Mend what can be mended, and look again, until nothing is left to mend."""
    from .mending import mend

    passes = 0
    while passes < _PASSES and mend(run, causes=causes):
        run = run_checks(run.place, run.chosen, began, ignore_others=True)
        passes += 1
    return run
