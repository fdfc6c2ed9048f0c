"""One run of the checks: where, what was asked for, what was examined and what came of it."""

import time
from collections.abc import Iterable

from incidentbook.checks import Outcome
from incidentbook.checks.baseline import Baseline, BaselineError
from incidentbook.checks.conclusion import Aftermath, Found, settle
from incidentbook.hosts.baseline import read_baseline
from incidentbook.records import Finding
from incidentbook.records.plain import dataclass

from .examination import Examination, examine_all
from .places import Place
from .selection import Selection, others
from .stages import NOBODY, Stages
from .usage import refusal


@dataclass(frozen=True, slots=True)
class Run:
    """What `check` knows after it looked; `outcome` is about the chosen documents and rules."""

    place: Place
    chosen: Selection
    examination: Examination
    outcome: Outcome
    baseline: Baseline | None
    began: float

    @property
    def paths(self) -> frozenset[str]:
        """The documents that the run reports on."""
        return frozenset(path for path in self.examination.paths if self.chosen.includes(path))

    @property
    def silent(self) -> tuple[str, ...]:
        """The ids of the rules asked for that are off, and so find nothing."""
        return self.chosen.silent(self.place.policy)

    @property
    def seconds(self) -> float:
        """How long it has taken so far."""
        return time.perf_counter() - self.began


def run_checks(
    place: Place,
    chosen: Selection,
    began: float,
    stages: Stages = NOBODY,
    *,
    ignore_others: bool,
    may_be_none: bool = False,
) -> Run:
    """Examine the documents and conclude; `may_be_none` where there may be no document at all.

    `stages` learns how far it is. Raises Refusal where there is no document, a chosen path is none, or the
    baseline is unusable.
    """
    examination = examine_all(place, chosen.includes, stages=stages)
    if not examination.kinds and not may_be_none:
        from .refusals import no_documents

        raise no_documents(place, examination.problems)
    strangers = () if ignore_others else others(chosen, examination.paths)
    if strangers:
        from .refusals import no_such_documents

        raise no_such_documents(strangers, place)
    baseline = _baseline(place)
    globs = tuple(glob for one in place.policy.overrides for glob in one.paths)
    odd = place.policy.has_odd_assertions(place.as_of)
    found = Found(examination.findings, examination.waivers, examination.paths, chosen.includes, globs, odd)

    def late(aftermath: Aftermath) -> Iterable[Finding]:
        from incidentbook.checks import engine

        return engine.late(aftermath, examination.library, place.as_of)

    outcome = settle(found, place.as_of, baseline, late)
    return Run(place, chosen, examination, chosen.of(outcome), baseline, began)


def _baseline(place: Place) -> Baseline | None:
    try:
        return read_baseline(place.root)
    except BaselineError as error:
        raise refusal(str(error)) from error
