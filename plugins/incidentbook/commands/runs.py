"""One run of the checks: where, what was asked for, what was examined and what came of it."""

import time
from dataclasses import dataclass

from incidentbook.checks import Outcome, conclude
from incidentbook.checks.baseline import Baseline, BaselineError
from incidentbook.hosts.baseline import read_baseline

from .examination import Examination, examine_all
from .options import Place
from .refusals import Refusal, no_documents, no_such_documents
from .selection import Selection, others


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
    def seconds(self) -> float:
        """How long it has taken so far."""
        return time.perf_counter() - self.began


def run_checks(
    place: Place, chosen: Selection, began: float, *, ignore_others: bool, may_be_none: bool = False
) -> Run:
    """Examine the documents and conclude; `may_be_none` where there may be no document at all.

    Raises Refusal where there is no document, a chosen path is none, or the baseline is unusable.
    """
    examination = examine_all(place, chosen.includes)
    if not examination.examined and not may_be_none:
        raise no_documents(place, examination.library)
    strangers = () if ignore_others else others(chosen, examination.paths)
    if strangers:
        raise no_such_documents(strangers, place)
    baseline = _baseline(place)
    outcome = conclude(examination.examined, examination.library, place.as_of, baseline, chosen.includes)
    return Run(place, chosen, examination, chosen.of(outcome), baseline, began)


def _baseline(place: Place) -> Baseline | None:
    try:
        return read_baseline(place.root)
    except BaselineError as error:
        raise Refusal(str(error)) from error
