"""What to talk about in a review: at most `MOST` things, the weightiest first, one of each sort."""

from collections.abc import Callable, Iterator
from datetime import date

from incidentbook.records import ActionItem, Runbook
from incidentbook.records.plain import dataclass

from .alert_coverage import AlertCoverage
from .antipatterns import past_patterns
from .catalogue import Incident
from .follow_up import FollowUp
from .goals import aim
from .groups import source
from .pattern_cases import Pattern, Records
from .repeats import Repetition, Return
from .reviews import Book, Review, days_overdue
from .summaries import Interval
from .updates import updates_of

MOST = 5

STOPPING = frozenset({"", "prevent", "repair"})
"""Types of actions that are meant to stop a cause; the others limit the damage, find out or write down."""


@dataclass(frozen=True, slots=True)
class Topic:
    """Something to talk about: `sort` says what it is, and with it which of the others are set.

    "repeat" (repetition, and `undone`: what was to prevent it and had not been done), "return" (returned),
    "target" (incident, measure, taken, aim: the target missed by the largest factor), "customer" (incident,
    taken: the time to detect, where known), "overdue" (followed, days), "unanswered" (alert, incident),
    "stale" (runbook), "silence" (incident, taken, aim), "pattern" (pattern, of months and quarters alone).
    """

    sort: str
    incident: Incident | None = None
    repetition: Repetition | None = None
    undone: tuple[ActionItem, ...] = ()
    returned: Return | None = None
    measure: str = ""
    taken: Interval | None = None
    aim: float | None = None
    followed: FollowUp | None = None
    days: int = 0
    alert: str = ""
    runbook: Runbook | None = None
    pattern: Pattern | None = None


def topics(book: Book, review: Review) -> tuple[Topic, ...]:
    """What to talk about after a period."""
    found = (next(find(book, review), None) for find in _FINDERS)
    return tuple(topic for topic in found if topic)[:MOST]


def _repeats(_: Book, review: Review) -> Iterator[Topic]:
    """The repeat that the most unfinished actions of the earlier incident were there to prevent."""
    pairs = [(one, _undone(one.of, one.incident.day)) for one in review.repeats]
    for one, items in sorted(pairs, key=lambda pair: -len(pair[1])):
        yield Topic("repeat", incident=one.incident, repetition=one, undone=items)


def _undone(incident: Incident, day: date | None) -> tuple[ActionItem, ...]:
    """What was meant to stop the cause of an incident and had not been done by a day."""
    return tuple(
        item
        for item in incident.postmortem.action_items
        if item.type in STOPPING and (item.is_open or (item.done_on and day and item.done_on > day))
    )


def _returns(_: Book, review: Review) -> Iterator[Topic]:
    for one in review.returns:
        yield Topic("return", incident=one.incident, returned=one)


def _targets(book: Book, review: Review) -> Iterator[Topic]:
    """The target for mitigation or recovery that was missed by the largest factor."""
    policy = book.catalogue.library.policy
    missed = []
    for one in review.happened:
        for measure in ("mitigate", "recover"):
            target = aim(measure, one.postmortem, policy)
            taken = book.metrics.by_path[one.path][measure].interval
            if target and taken and taken.low > target:
                missed.append((taken.low / target, one.path, measure, one, taken, target))
    for _, _, measure, one, taken, target in sorted(missed, key=lambda entry: (-entry[0], entry[1])):
        yield Topic("target", incident=one, measure=measure, taken=taken, aim=target)


def _customers(book: Book, review: Review) -> Iterator[Topic]:
    """The incident that a customer told of first and that went unnoticed longest."""
    told = [(one, book.metrics.by_path[one.path]["detect"].interval) for one in review.happened]
    mine = [pair for pair in told if source(pair[0]) == "customer"]
    for one, taken in sorted(mine, key=lambda pair: (-(pair[1].high if pair[1] else 0), pair[0].path)):
        yield Topic("customer", incident=one, taken=taken)


def _overdue(_: Book, review: Review) -> Iterator[Topic]:
    for one in review.overdue:
        yield Topic("overdue", followed=one, days=days_overdue(one, review.until))


def _unanswered(_: Book, review: Review) -> Iterator[Topic]:
    for alert, one in review.unanswered:
        yield Topic("unanswered", alert=alert, incident=one)


def _stale(_: Book, review: Review) -> Iterator[Topic]:
    for runbook in review.stale:
        yield Topic("stale", runbook=runbook)


def _silences(book: Book, review: Review) -> Iterator[Topic]:
    """The longest silence of an incident that had updates at all, and a target for them."""
    policy = book.catalogue.library.policy
    found = []
    for one in review.happened:
        severity = policy.severity(one.postmortem.severity)
        target = severity.update_minutes if severity else None
        updates = updates_of(one)
        if target and updates.events and updates.silence is not None and updates.silence > target:
            found.append((updates.silence / target, one.path, one, updates.silence, target))
    for _, _, one, silence, target in sorted(found, key=lambda entry: (-entry[0], entry[1])):
        yield Topic("silence", incident=one, taken=Interval(silence, silence), aim=target)


def _patterns(book: Book, review: Review) -> Iterator[Topic]:
    """The first habit that the year up to the end of the period shows."""
    if review.period.kind not in {"month", "quarter"}:
        return
    for one in past_patterns(Records(book.catalogue, AlertCoverage(), review.until)):
        if one.state == "seen":
            yield Topic("pattern", pattern=one)


_FINDERS: tuple[Callable[[Book, Review], Iterator[Topic]], ...] = (
    _repeats,
    _returns,
    _targets,
    _customers,
    _overdue,
    _unanswered,
    _silences,
    _stale,
    _patterns,
)
"""The sorts of topics, the weightiest first."""
