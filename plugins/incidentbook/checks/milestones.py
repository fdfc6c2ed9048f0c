"""INC: the milestones of an incident, their order and the lengths of time between them."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import pairwise

from incidentbook.analysis.durations import DAY, HOUR, spell
from incidentbook.analysis.timings import between
from incidentbook.reading.dates import find_date
from incidentbook.records import Finding, Milestone, Postmortem, StatedDuration
from incidentbook.records.moment import MILESTONES

from .context import Context, hidden_sections, place_of
from .registry import Setting, rule

_ORDERED = (
    ("started", "detected"),
    ("started", "acknowledged"),
    ("started", "declared"),
    ("started", "mitigated"),
    ("started", "resolved"),
    ("detected", "acknowledged"),
    ("mitigated", "resolved"),
    ("acknowledged", "resolved"),
)
"""Pairs that cannot come the other way round. Declaring an incident late, or noticing it late, can."""

_SPANS = {
    "detect": (("started", "detected"),),
    "acknowledge": (("detected", "acknowledged"), ("started", "acknowledged")),
    "mitigate": (("started", "mitigated"), ("detected", "mitigated")),
    "recover": (("started", "resolved"), ("detected", "resolved"), ("started", "mitigated")),
    "total": (
        ("started", "resolved"),
        ("started", "mitigated"),
        ("detected", "resolved"),
        ("detected", "mitigated"),
    ),
}
"""What authors may mean by each stated duration: any of these is right."""

_NAMED = {
    "detect": "time to detect",
    "acknowledge": "time to acknowledge",
    "mitigate": "time to mitigate",
    "recover": "time to recover",
    "total": "duration",
}
_COUNTED = frozenset({"incident", "security"})
_HALF_A_DAY = 12 * HOUR


@rule("INC105", "milestone-order", level="warning")
def milestone_order(document: Postmortem, _context: Context) -> Iterator[Finding]:
    """A milestone is stated to lie before one that must come first, or only fits on the following day.

    Why: one of the two is mistyped, and no time to detect or recover can be counted from them.
    Instead: correct the earlier or the later one; give the day with both where midnight was passed, for
    example `resolved_at: 2025-03-16T00:20:00Z`.
    Measured: no firing on 67 real documents. Few of them state a milestone in a field.
    """
    stated = {one.name: one for one in document.milestones if one.source != "timeline"}
    for name, milestone in stated.items():
        earlier = (stated[first] for first, last in _ORDERED if last == name and first in stated)
        missed = next((one for one in earlier if _begin(one) > _end(milestone)), None)
        if missed is not None:
            message = f"“{name}” ({_shown(milestone)}) lies before “{missed.name}” ({_shown(missed)})"
            yield Finding(milestone.at, message, f"correct `{name}_at` or `{missed.name}_at`", key=name)
    for before, after in pairwise(stated.values()):
        if _is_carried_over(document, before, after):
            message = (
                f"“{after.name}” ({after.moment.text}) is earlier than “{before.name}” ({before.moment.text})"
            )
            yield Finding(
                after.at,
                f"{message}, so it was read as the day after",
                f"correct it, or write both with their day, such as `{after.name}_at: 2025-03-15 14:32 UTC`",
                key=after.name,
            )


def _begin(milestone: Milestone) -> datetime:
    return milestone.moment.start


def _end(milestone: Milestone) -> datetime:
    moment = milestone.moment
    if moment.precision == "day":
        return (moment.end or moment.start) + timedelta(days=1)
    return moment.end or moment.start + timedelta(seconds=59 if moment.precision == "minute" else 0)


def _shown(milestone: Milestone) -> str:
    return milestone.moment.text or milestone.moment.start.isoformat(" ", "minutes")


def _is_carried_over(document: Postmortem, before: Milestone, after: Milestone) -> bool:
    """Whether a time without a day was moved to the next one although that makes a gap of most of a day."""
    gap = _begin(after) - _begin(before)
    if not timedelta(minutes=_HALF_A_DAY) < gap < timedelta(days=1) or after.source != before.source:
        return False
    year = document.date.year if document.date else None
    return all(find_date(one.moment.text, year) is None for one in (before, after))


@rule(
    "INC106",
    "milestone-missing",
    level="warning",
    settings={
        "milestones": Setting(
            ("started", "detected", "resolved"), "The milestones that must be known", choices=MILESTONES
        ),
    },
)
def milestone_missing(document: Postmortem, context: Context) -> Iterator[Finding]:
    """An incident whose severity asks for a full review does not say when it began, was noticed or was over.

    Why: it is missing from the figures about detection and recovery, where it would weigh most.
    Instead: `started_at`, `detected_at` and `resolved_at` in the front matter, each with its zone. What
    the timeline or a stated duration tells counts; drafts are not asked.
    Measured: 38 firings on 67 real documents, 30 read, 0 false alarms. All were taken as SEV1 for it; in a
    third of those read a person could guess the time from the timeline's words.
    """
    if not _is_reviewed_in_full(document, context) or "timeline" in hidden_sections(document):
        return
    known = {milestone.name for milestone in document.milestones} | _told_by_durations(document)
    wanted = context.texts("INC106", "milestones", document)
    missing = [name for name in wanted if name not in known and not _is_unreadable(document, f"{name}_at")]
    if missing:
        message = f"{document.severity} asks for a full review, and {_listed(missing)} missing"
        them = "it" if len(missing) == 1 else "them"
        hint = f"write {them} in the front matter, as in `{missing[0]}_at: 2025-03-15T14:25:00Z`"
        if document.timeline:
            hint = f"{hint}; the timeline's words do not tell {them} for certain"
        yield Finding(place_of(document, f"{missing[0]}_at"), message, hint, key=", ".join(missing))


def _is_unreadable(document: Postmortem, key: str) -> bool:
    """Whether a time is stated and cannot be read, which is a finding of its own."""
    field = document.field(key)
    wrong = {problem.at for problem in document.problems if problem.rule == "wrong-type"}
    return field is not None and field.at in wrong


def _listed(names: list[str]) -> str:
    """Keys with their verb: "`started_at`, `detected_at` and `resolved_at` are"."""
    keys = [f"`{name}_at`" for name in names]
    return f"{keys[0]} is" if len(keys) == 1 else f"{', '.join(keys[:-1])} and {keys[-1]} are"


def _is_reviewed_in_full(document: Postmortem, context: Context) -> bool:
    severity = context.policy.severity(document.severity)
    is_counted = document.kind in _COUNTED and document.status in {"in-review", "published"}
    return is_counted and severity is not None and severity.postmortem == "full"


def _told_by_durations(document: Postmortem) -> set[str]:
    """Milestones that need no time of their own, since the document says how long each took."""
    told = {stated.measure for stated in document.stated if stated.duration.is_known}
    named = {"detect": "detected", "acknowledge": "acknowledged", "mitigate": "mitigated"}
    found = {named[measure] for measure in told if measure in named}
    found |= {"resolved"} if told & {"recover", "total"} else set()
    return found | ({"started"} if "detected" in found and "resolved" in found else set())


@rule(
    "INC109",
    "stated-duration-mismatch",
    level="warning",
    settings={
        "percent": Setting(10, "How far the two may differ, in percent of the stated duration"),
        "minutes": Setting(5, "How many minutes the two may differ in any case"),
    },
)
def stated_duration_mismatch(document: Postmortem, context: Context) -> Iterator[Finding]:
    """A duration that the document states is not the one between its own milestones.

    Why: one of the two is wrong, and readers cannot tell which.
    Instead: correct one of them, or leave the duration out: it is counted from the milestones anyway.
    Only milestones that the author states are compared, not those that were derived from the timeline.
    “~2 h” and “1 to 2 h” are taken as roughly as they are meant.
    Measured: no firing on 67 real documents. None of them states both in a field.
    """
    for stated in document.stated:
        spans = _stated_spans(document, stated.measure)
        if (
            stated.duration.is_known
            and spans
            and not any(_agree(stated, span, context, document) for span in spans)
        ):
            name = _NAMED[stated.measure]
            said = f"the {name} is stated as “{stated.duration.text}”"
            message = f"{said}, the milestones lie {spell(spans[0])} apart"
            yield Finding(
                stated.at, message, "correct one of them, or delete the duration", key=stated.measure
            )


def _stated_spans(document: Postmortem, measure: str) -> list[float]:
    """The minutes between each pair of stated milestones that the measure may mean."""
    found = []
    for first, last in _SPANS[measure]:
        start, end = document.milestone(first), document.milestone(last)
        if start is not None and end is not None and "timeline" not in (start.source, end.source):
            minutes = between(measure, start, end).minutes
            found += [] if minutes is None else [minutes]
    return found


def _agree(stated: StatedDuration, minutes: float, context: Context, document: Postmortem) -> bool:
    low, high = stated.duration.low or 0, stated.duration.high or 0
    share = context.number("INC109", "percent", document) / 100 * (3 if stated.duration.approximate else 1)
    leeway = max(share * high, context.number("INC109", "minutes", document))
    return low - leeway <= minutes <= high + leeway


@rule(
    "INC110",
    "implausible-duration",
    level="warning",
    settings={"days": Setting(30, "From how many days on an incident is taken for a slip")},
)
def implausible_duration(document: Postmortem, context: Context) -> Iterator[Finding]:
    """An incident lasted longer than a month, or was noticed only after it was over.

    Why: that is a wrong year, month or zone more often than not, and one such case moves every figure.
    Instead: correct the time; where it is right, say so in a waiver:
    `<!-- incidentbook: allow implausible-duration because the leak went unseen all spring -->`.
    Security incidents, near-misses and drills are not asked: weeks are usual there.
    Measured: no firing on 67 real documents.
    """
    if document.kind != "incident":
        return
    stated = {one.name: one for one in document.milestones if one.source != "timeline"}
    started, detected, resolved = (stated.get(name) for name in ("started", "detected", "resolved"))
    limit = context.number("INC110", "days", document)
    if started and resolved and _begin(resolved) - _end(started) > timedelta(days=limit):
        lasted = spell((_begin(resolved) - _begin(started)).total_seconds() / 60)
        yield Finding(
            resolved.at,
            f"the incident lasted {lasted}",
            "correct the day, the month or the year",
            key="resolved",
        )
    if detected and resolved and _begin(detected) > _end(resolved):
        message = f"it was noticed ({_shown(detected)}) after it was over ({_shown(resolved)})"
        yield Finding(detected.at, message, "correct `detected_at` or `resolved_at`", key="detected")
    for one in document.stated:
        if one.duration.low is not None and one.duration.low > limit * DAY:
            message = f"the {_NAMED[one.measure]} is stated as “{one.duration.text}”"
            yield Finding(one.at, message, "correct it, or its unit", key=one.measure)
