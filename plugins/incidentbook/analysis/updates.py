"""How often those concerned were told, by the communication events of timelines.

An update is an event whose words say that customers, stakeholders or a status page were told. Measured is
the time from one update to the next within an incident, and the longest silence: between its detection, its
updates and its end. An incident with fewer than two updates has no time between them.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from itertools import pairwise

from incidentbook.reading.patterns import expression, occurs
from incidentbook.records import Policy, Postmortem, TimelineEntry
from incidentbook.records.plain import dataclass

from .catalogue import Incident
from .measurement import exclusion
from .summaries import Interval, Summary, summary

_TOLD = (
    r"(?:customers?|users?|clients?|stakeholders?|shippers?|merchants?|partners?|management|everybody|everyone"
    r"|public|support(?: desk| team)?|business)"
)
_WERE = r"(?:are |were |was |is |have been |had been )?"
_WHOSE = r"(?:all |the |our |every |affected |large )*"
_WHICH = (
    r"(?:first|second|third|next|further|last|final|another|hourly"
    r"|public|external|internal|customer|stakeholder)"
)
_UPDATE = expression(
    r"\bstatus ?page\b.{0,12}[:\u2013\u2014]"
    r"|(?:update|post|announce|notice|message|banner|incident|first word)\w*\b.{0,40}\bstatus ?page\b"
    r"|\bstatus ?page\b.{0,40}\b(?:update|updated|posted|published|announce|says (?:so|that)|message|told)"
    r"|\bstatuspage(?:\.io)?\b"
    rf"|\b{_WHICH} (?:public |customer |status )?update\b"
    r"|\bupdate (?:is |was )?(?:sent|posted|published|given)\b"
    r"|\b(?:sends?|sent|posts?|posted|publish\w*|gives?|gave) (?:an? |the |another |\w+ )?update\b"
    rf"|\b{_TOLD} {_WERE}(?:\w+ly )?(?:informed|told|notified|updated|e-?mailed|warned)\b"
    r"|\b(?:informs?|informed|tells?|told|notif(?:y|ies|ied)|e-?mails?|e-?mailed|wr(?:ites?|ote) to"
    r"|warns?|warned)"
    r" "
    rf"{_WHOSE}{_TOLD}\b"
    r"|\b(?:public|customer|status|internal) (?:announcement|notice|message|e-?mail)\b"
)
_SIGNS = (
    *("status", "update", "inform", "told", "tell", "notif", "mail", "warn", "wrote to", "write to"),
    *("writes to", "announcement", "notice", "message"),
)
"""One of these stands in all that the expression of updates finds."""
_NOT = expression(
    r"\b(?:their|its|\w+'s) (?:own )?status ?page\b"
    r"|\bstatus ?page (?:is|was|shows?|stays?|of) (?:green|normal|nothing)"
    r"|\bstatus ?page,? (?:which|that) is green"
    r"|\bsays nothing\b|\bno (?:update|customer|message)\b"
    r"|\bnobody (?:\w+ ){0,3}(?:told|informed|notified|updated)\b"
    r"|\bnot? (?:yet )?(?:been )?(?:told|informed|notified|updated)\b"
)
_LONGEST = 300


@dataclass(frozen=True, slots=True)
class Updates:
    """The updates of one incident: when, the minutes between them, and the longest silence in minutes."""

    incident: Incident
    events: tuple[TimelineEntry, ...]
    gaps: tuple[Interval, ...]
    silence: float | None


@dataclass(frozen=True, slots=True)
class Cadence:
    """The updates of the incidents of one severity, with the policy's target in minutes (None: no target).

    `kept` counts the times between updates within the target; `silent` are incidents with fewer than two
    updates.
    """

    severity: str
    target: float | None
    summary: Summary
    kept: int
    measured: tuple[Updates, ...]
    silent: tuple[Updates, ...]
    excluded: tuple[Incident, ...]


def is_update(text: str) -> bool:
    """Whether the words of an event say that those concerned were told."""
    words = text[:_LONGEST].casefold()
    return occurs(_SIGNS, words) and bool(_UPDATE.search(words)) and not _NOT.search(words)


def updates_of(incident: Incident) -> Updates:
    """The updates in the timeline of an incident, in the order of their times."""
    postmortem = incident.postmortem
    told = [
        (entry.moment.start, entry) for entry in _timed(postmortem) if entry.moment and is_update(entry.text)
    ]
    told.sort(key=lambda pair: (pair[0], pair[1].at))
    times = list(dict.fromkeys(time for time, _ in told))
    gaps = tuple(_gap(first, last) for first, last in pairwise(times))
    return Updates(incident, tuple(entry for _, entry in told), gaps, _silence(postmortem, times))


def cadences(incidents: Iterable[Incident], policy: Policy, as_of: date) -> tuple[Cadence, ...]:
    """The cadence of each severity that has an incident, worst first, those without one last."""
    by_severity: dict[str, list[Incident]] = {}
    for incident in incidents:
        by_severity.setdefault(incident.postmortem.severity, []).append(incident)
    order = [level.id for level in policy.severities if level.id in by_severity]
    order += [""] if "" in by_severity else []
    return tuple(_cadence(level, by_severity[level], policy, as_of) for level in order)


def _cadence(level: str, incidents: Sequence[Incident], policy: Policy, as_of: date) -> Cadence:
    severity = policy.severity(level)
    target = severity.update_minutes if severity else None
    counted = [updates_of(one) for one in incidents if not exclusion(one, as_of)]
    measured = tuple(one for one in counted if one.gaps)
    gaps = [gap for one in measured for gap in one.gaps]
    return Cadence(
        severity=level,
        target=target,
        summary=summary(gaps),
        kept=sum(target is not None and gap.high <= target for gap in gaps),
        measured=measured,
        silent=tuple(one for one in counted if not one.gaps),
        excluded=tuple(one for one in incidents if exclusion(one, as_of)),
    )


def _timed(postmortem: Postmortem) -> Iterable[TimelineEntry]:
    return (entry for entry in postmortem.timeline if entry.moment and entry.moment.precision != "day")


def _silence(postmortem: Postmortem, times: Sequence[datetime]) -> float | None:
    """The longest time in which nobody was told anything, where the detection and the end are known."""
    ends = [postmortem.milestone(name) for name in ("detected", "resolved")]
    known = [one.moment.start for one in ends if one and one.moment.precision != "day"]
    if len(known) < len(ends) or known[0] > known[1]:
        return None
    points = [known[0], *(time for time in times if known[0] < time < known[1]), known[1]]
    return max(_gap(first, last).high for first, last in pairwise(points))


def _gap(first: datetime, last: datetime) -> Interval:
    minutes = (last - first) / timedelta(minutes=1)
    return Interval(minutes, minutes)
