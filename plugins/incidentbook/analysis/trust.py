"""How far a runbook can be trusted, from evidence: past, reviews, tests, uses, and what incidents said."""

from collections.abc import Iterator, Mapping
from datetime import date

from incidentbook.records import Runbook
from incidentbook.records.plain import dataclass
from incidentbook.records.runbook_past import RunbookPast

from .catalogue import Catalogue
from .freshness import Review, review
from .runbook_remarks import Remark, by_runbook
from .uses import RunbookUse, Uses

CONCERNS = (
    "said-wrong",
    "used-since-review",
    "commands-changed",
    "perhaps-wrong",
    "overdue",
    "never-reviewed",
    "untested",
)
"""Why somebody should look at a runbook, the gravest first; of a sentence that is perhaps about another one
it is only perhaps wrong."""

UNKNOWN = RunbookPast(reason="its history was not read")


@dataclass(frozen=True, slots=True)
class Judged:
    """A remark about one runbook.

    `answered` says by what it was answered since: "changed", "reviewed" (where Git does not tell of changes),
    or empty where nothing was done about it. `is_open` is False also where the incident has no day.
    """

    remark: Remark
    answered: str
    is_open: bool


@dataclass(frozen=True, slots=True)
class Trust:
    """All the evidence about one runbook; uses and remarks are the newest first.

    `concerns` are some of CONCERNS, the gravest first.
    """

    runbook: Runbook
    review: Review
    past: RunbookPast
    uses: tuple[RunbookUse, ...]
    remarks: tuple[Judged, ...]
    concerns: tuple[str, ...]

    @property
    def incidents(self) -> int:
        """In how many incidents it was used, without drills."""
        return sum(not use.is_drill for use in self.uses)

    @property
    def has_new_commands(self) -> bool:
        """Whether its commands are others than those that were tested."""
        return bool(self.past.new_commands or self.past.gone_commands)

    @property
    def order(self) -> tuple[object, ...]:
        """What sorts those first that somebody should look at first: gravest concerns, then most used."""
        ranks = (*(CONCERNS.index(one) for one in self.concerns), len(CONCERNS))
        due = self.review.due or date.min
        return ranks[0], -self.incidents, ranks[1:], due, self.runbook.title.casefold(), self.runbook.path


def trust(
    catalogue: Catalogue,
    used: Uses,
    remarks: tuple[Remark, ...],
    pasts: Mapping[str, RunbookPast],
    as_of: date,
) -> Mapping[str, Trust]:
    """The evidence about each runbook by path, on the day `as_of`."""
    said = by_runbook(remarks)
    return {
        one.path: _trust(
            one,
            review(one, catalogue.library.policy, as_of, used.by_runbook.get(one.path, ())),
            pasts.get(one.path, UNKNOWN),
            used.by_runbook.get(one.path, ()),
            said.get(one.path, ()),
        )
        for one in catalogue.library.runbooks
    }


def _trust(
    runbook: Runbook,
    its_review: Review,
    past: RunbookPast,
    used: tuple[RunbookUse, ...],
    remarks: tuple[Remark, ...],
) -> Trust:
    judged = tuple(_judged(remark, runbook, past) for remark in remarks)
    found = Trust(runbook, its_review, past, used, judged, ())
    return Trust(runbook, its_review, past, used, judged, tuple(_concerns(found)))


def _judged(remark: Remark, runbook: Runbook, past: RunbookPast) -> Judged:
    day = remark.incident.day
    if day is None:
        return Judged(remark, "", is_open=False)
    answered = _answered(day, runbook, past)
    return Judged(remark, answered, is_open=not answered)


def _answered(day: date, runbook: Runbook, past: RunbookPast) -> str:
    """By what a remark of that day was answered: only a change in substance counts where Git tells of it."""
    if past.changed is not None:
        return "changed" if past.changed >= day else ""
    if not past.is_committed:
        return "changed"
    if past.unchanged_since is not None and past.unchanged_since < day:
        return ""
    return "reviewed" if runbook.last_reviewed is not None and runbook.last_reviewed > day else ""


def _concerns(found: Trust) -> Iterator[str]:
    still_open = [one for one in found.remarks if one.is_open]
    if any(one.remark.is_certain for one in still_open):
        yield "said-wrong"
    if found.review.since is not None:
        yield "used-since-review"
    if found.has_new_commands:
        yield "commands-changed"
    if still_open and not any(one.remark.is_certain for one in still_open):
        yield "perhaps-wrong"
    if found.review.is_late:
        yield "overdue"
    if found.review.state == "never":
        yield "never-reviewed"
    if found.runbook.last_tested is None and not found.uses:
        yield "untested"
