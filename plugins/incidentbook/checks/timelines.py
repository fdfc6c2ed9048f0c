"""TML: the timeline."""

import re
from collections.abc import Iterator
from datetime import datetime, time, timedelta
from itertools import pairwise

from incidentbook.analysis.durations import spell
from incidentbook.reading.headline import day_in_path, day_in_text
from incidentbook.reading.names import normalise
from incidentbook.reading.patterns import expression
from incidentbook.reading.zones import zone_info
from incidentbook.records import Finding, Postmortem, TimelineEntry

from .context import Context, reported
from .registry import Setting, rule

_COUNTED = frozenset({"incident", "security"})
_A_MONTH = 30
_LONGEST = 50
_NOTICED = expression(
    r"\b(?:notic|alert|alarm|detect|discover|report|page[ds]?\b|aware|realiz|realis|spot|observ|inform|complain"
    r"|ticket|notif|contact|found|finds?\b|saw\b|sees?\b|seen\b|told\b|tells?\b|mention|raised|says?\b|said\b"
    r"|flag|monitor|investigat|identif|suspect|confirm|became clear|turns? out"
    r"|asks?\b|asked\b|escalat|acknowledg|declare|call(?:s|ed)\b|learn)",
    re.IGNORECASE,
)


@rule("TML101", "timeline-order", level="warning")
def timeline_order(document: Postmortem, _context: Context) -> Iterator[Finding]:
    """An event stands before an earlier one, or its time is mistyped.

    Why: the drawn timeline and the times derived from it are wrong.
    Instead: sort the events, or give the day where midnight was passed.
    Measured: 3 firings on 67 real documents, 3 read, 0 false alarms.
    """
    return reported(document, "timeline-order")


@rule(
    "TML102",
    "timeline-outside-window",
    level="warning",
    settings={
        "before": Setting(30, "Days before the incident within which events may have led up to it"),
        "after": Setting(30, "Days after the incident within which events may still belong to it"),
    },
)
def timeline_outside_window(document: Postmortem, context: Context) -> Iterator[Finding]:
    """An event lies more than a month before or after the incident.

    Why: its month or year is mistyped, or the incident's is; the drawn timeline is stretched over months.
    Instead: correct the day. An event that only explains the incident (“the key was issued”) reads better
    in the background or the root cause.
    Measured: no firing on 67 real documents.
    """
    window = _window(document, context) if document.timeline else None
    if window is None:
        return
    for entry in document.timeline:
        if entry.moment is not None and not window[0] <= entry.moment.start <= window[1]:
            side = "before" if entry.moment.start < window[0] else "after"
            message = f"“{entry.time_text}” lies more than a month {side} the incident"
            number = context.number("TML102", side, document)
            if number != _A_MONTH:
                message = f"“{entry.time_text}” lies more than {number:g} days {side} the incident"
            yield Finding(entry.at, message, "correct its day, or the incident's", key=entry.text)
            return


def _window(document: Postmortem, context: Context) -> tuple[datetime, datetime] | None:
    """The stated times of the incident, else its day, with the days around that are let pass."""
    zone = zone_info(context.policy.time_zone)
    stated = [one.moment.start for one in document.milestones if one.source != "timeline"]
    if document.date is not None and _states_day(document):
        stated.append(datetime.combine(document.date, time(), zone))
    if not stated:
        return None
    before, after = (timedelta(context.number("TML102", name, document)) for name in ("before", "after"))
    return min(stated) - before, max(stated) + after + timedelta(1)


def _states_day(document: Postmortem) -> bool:
    """Whether the incident's day is more than that of the timeline's first event."""
    if document.field("date") is not None:
        return True
    return (day_in_path(document.path) or day_in_text(document.title)) is not None


@rule("TML103", "timeline-unreadable-entry", level="warning")
def timeline_unreadable_entry(document: Postmortem, _context: Context) -> Iterator[Finding]:
    """The time of an event cannot be read.

    Why: the event is listed without a place in time.
    Instead: `14:32` or `2025-03-15 14:32`, `~14:30` where it is not exactly known.
    Measured: 5 firings on 67 real documents, 5 read, 0 false alarms.
    """
    return reported(document, "timeline-unreadable-entry")


@rule(
    "TML104",
    "timeline-gap",
    level="off",
    settings={"hours": Setting(4, "Hours without an event from which on something seems to be missing")},
)
def timeline_gap(document: Postmortem, context: Context) -> Iterator[Finding]:
    """Nothing is told for hours, although the incident had been noticed and was not over.

    Off by default: where the last event is but the closing of the incident, a day after the recovery, the
    night before it is no gap.

    Why: what was tried and did not help is what the next responder needs to know.
    Instead: the events in between, or one that says why there were none: `22:10 Left until the morning: …`.
    Measured: 2 firings on 67 real documents, 2 read, 1 false alarm.
    """
    begin, end = _struggle(document)
    if begin is None or end is None:
        return
    limit = timedelta(hours=context.number("TML104", "hours", document))
    during = [
        (one.moment.start, one) for one in _timed(document) if one.moment and begin <= one.moment.start <= end
    ]
    for (start, before), (later, after) in pairwise(sorted(during, key=lambda pair: pair[0])):
        if later - start > limit:
            length = spell((later - start).total_seconds() / 60)
            message = f"nothing is told of the {length} between {before.time_text} and {after.time_text}"
            yield Finding(after.at, message, "add what was tried, or why nobody worked on it", key=after.text)


def _struggle(document: Postmortem) -> tuple[datetime | None, datetime | None]:
    """From when on the incident was known, and when it was mitigated or over, as far as that is known."""
    noticed = document.milestone("detected") or document.milestone("acknowledged")
    over = document.milestone("mitigated") or document.milestone("resolved")
    return noticed.moment.start if noticed else None, over.moment.start if over else None


def _timed(document: Postmortem) -> Iterator[TimelineEntry]:
    return (one for one in document.timeline if one.moment is not None and one.moment.precision != "day")


@rule(
    "TML105",
    "no-detection-event",
    level="info",
    settings={"events": Setting(4, "Fewest events of a timeline that is expected to be complete")},
)
def no_detection_event(document: Postmortem, context: Context) -> Iterator[Finding]:
    """The timeline does not tell how or when the incident was noticed.

    Why: the time to detect cannot be counted, and a missing alert goes unseen.
    Instead: an event such as `14:32 The alert HighErrorRate fires` or `14:32 A customer reports errors`; or
    `detected_at:` in the front matter, or a section “Detection”.
    Measured: 1 firing on 67 real documents, 1 read, 0 false alarms.
    """
    if document.kind not in _COUNTED or document.status not in {"in-review", "published"}:
        return
    events = list(_timed(document))
    if len(events) < context.number("TML105", "events", document) or _tells_of_detection(document):
        return
    if not any(_NOTICED.search(entry.text) for entry in document.timeline):
        yield Finding(
            events[0].at,
            "no event says how the incident was noticed",
            "add one, such as `14:32 The alert HighErrorRate fires`, or `detected_at:`",
        )


def _tells_of_detection(document: Postmortem) -> bool:
    stated = any(one.measure == "detect" and one.duration.is_known for one in document.stated)
    is_known = stated or bool(document.detection) or document.milestone("detected") is not None
    return is_known or next(document.named_sections("detection"), None) is not None


@rule("TML106", "duplicate-entry", level="warning")
def duplicate_entry(document: Postmortem, _context: Context) -> Iterator[Finding]:
    """An event stands twice in the timeline, with the same time and the same words.

    Why: it was pasted twice, and one of the two may have been meant to say something else.
    Instead: delete one of them.
    Measured: no firing on 67 real documents.
    """
    seen: dict[tuple[datetime, str], TimelineEntry] = {}
    for entry in _timed(document):
        words = normalise(entry.text)
        if entry.moment is None or not words:
            continue
        first = seen.setdefault((entry.moment.start, words), entry)
        if first is not entry:
            message = f"“{entry.time_text} {_short(entry.text)}” already stands on line {first.at.line}"
            yield Finding(entry.at, message, "delete one of them", key=entry.text)


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1].rstrip()}…"
