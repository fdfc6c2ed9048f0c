"""Postmortems and runbooks as plain data: what `incidentbook export --format json` prints.

Times are ISO 8601 in UTC ("2025-03-15T14:25:00Z"), days "2025-03-15", durations minutes; what is not
known is null or empty. Lines count from 1.
"""

import json
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from math import isfinite

from incidentbook.analysis.inert import inert_json
from incidentbook.analysis.timings import Timing, timings
from incidentbook.records import (
    ActionItem,
    Duration,
    Impact,
    Library,
    Milestone,
    Moment,
    Policy,
    Postmortem,
    Runbook,
    Section,
    StatedDuration,
    Tick,
    Ticket,
    TimelineEntry,
)

from .steps import open_places, steps

VERSION = 1
"""The version of all data: raised when a field is taken away or changes its meaning."""

Record = dict[str, object]


def export_json(library: Library) -> str:
    """All records of a library as JSON text, in the order of their paths, the same for the same input."""
    return as_text(
        {
            "version": VERSION,
            "postmortems": (postmortem(one, library.policy) for one in library.postmortems),
            "runbooks": map(runbook, library.runbooks),
        }
    )


def as_text(data: Record | list[Record]) -> str:
    """Data as JSON text that can be written as UTF-8 whatever documents hold, one record of a list a line."""
    return "".join(as_pieces(data))


def as_pieces(data: Record | list[Record]) -> Iterator[str]:
    """The pieces of `as_text`; lists may be iterators, so that there is one record of theirs at a time.

    Records of an iterator are made one after the other and not kept: all together they take much space.
    With each value on a line of its own it would take ten times as long: quick encoders do not indent.
    """
    yield from map(inert_json, _lines(data, "") if isinstance(data, list) else _members(data))
    yield "\n"


_ENCODE = json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode


def _members(data: Record) -> Iterator[str]:
    before = "{"
    for key, value in data.items():
        yield f"{before}\n {_ENCODE(key)}: "
        if isinstance(value, (list, Iterator)):
            yield from _lines(value, " ")
        else:
            yield _ENCODE(value)
        before = ","
    yield "\n}"


def _lines(records: Iterable[object], margin: str) -> Iterator[str]:
    """A list with each of its records on a line."""
    before = "["
    for record in records:
        yield f"{before}\n{margin} {_ENCODE(record)}"
        before = ","
    yield "[]" if before == "[" else f"\n{margin}]"


def postmortem(record: Postmortem, policy: Policy) -> Record:
    """One postmortem with everything that was read from it."""
    return {
        "path": record.path,
        "id": record.id,
        "title": record.title,
        "kind": record.kind,
        "status": record.status,
        "severity": record.severity,
        "severity_text": record.severity_text,
        "date": day(record.date),
        "milestones": {one.name: _milestone(one) for one in record.milestones},
        "durations": {
            "stated": [_stated(one) for one in record.stated],
            "derived": {one.measure: _timing(one) for one in timings(record, policy)},
        },
        "services": list(record.services),
        "teams": list(record.teams),
        "causes": list(record.causes),
        "trigger": record.trigger,
        "detection": record.detection,
        "impact": _impact(record.impact),
        "alerts": list(record.alerts),
        "runbooks": list(record.runbooks),
        "repeat_of": list(record.repeat_of),
        "not_repeat_of": list(record.not_repeat_of),
        "related": list(record.related),
        "authors": list(record.authors),
        "roles": dict(record.roles),
        "tags": list(record.tags),
        "audience": record.audience,
        "summary": record.summary,
        "sections": sections(record.sections),
        "other_sections": other_sections(record.sections),
        "action_items": [action_item(one) for one in record.action_items],
        "checklist": [_tick(one) for one in record.ticks],
        "timeline": [_entry(one) for one in record.timeline],
    }


def runbook(record: Runbook) -> Record:
    """One runbook with everything that was read from it."""
    return {
        "path": record.path,
        "id": record.id,
        "title": record.title,
        "dialect": record.dialect,
        "services": list(record.services),
        "owner": record.owner,
        "alerts": list(record.alerts),
        "severities": list(record.severities),
        "severity_text": record.severity_text,
        "last_reviewed": day(record.last_reviewed),
        "review_every_days": record.review_every_days,
        "last_tested": day(record.last_tested),
        "tested_with": record.tested_with,
        "aliases": list(record.aliases),
        "tags": list(record.tags),
        "audience": record.audience,
        "summary": record.summary,
        "impact": record.impact,
        "contacts": list(record.contacts),
        "escalation": record.escalation,
        "sections": sections(record.sections),
        "other_sections": other_sections(record.sections),
        "placeholders": open_places(record),
        "steps": steps(record),
    }


def action_item(item: ActionItem) -> Record:
    """One action item as its document states it."""
    return {
        "id": item.id,
        "title": item.title,
        "text": item.text,
        "status": item.status,
        "status_text": item.status_text,
        "owners": list(item.owners),
        "due": day(item.due),
        "due_text": item.due_text,
        "done_on": day(item.done_on),
        "type": item.type,
        "priority": item.priority,
        "ticket": _ticket(item.ticket),
        "group": item.group,
        "form": item.form,
        "reason": item.reason,
        "extra": dict(item.extra),
        "anchor": item.anchor,
        "line": item.at.line,
    }


def sections(found: Iterable[Section]) -> Record:
    """Sections of a known meaning by canonical name: the first of each, `again` the lines of further ones."""
    by_name: dict[str, list[Section]] = {}
    for section in found:
        if section.name:
            by_name.setdefault(section.name, []).append(section)
    return {
        name: {**_section(first), "again": [other.at.line for other in others]}
        for name, (first, *others) in by_name.items()
    }


def other_sections(found: Iterable[Section]) -> list[Record]:
    """Sections of no known meaning, in their order."""
    return [_section(section) for section in found if not section.name]


def day(value: date | None) -> str | None:
    """A day as "2025-03-15", or None."""
    return value.isoformat() if value else None


def time(value: datetime | None) -> str | None:
    """A point in time as "2025-03-15T14:25:00Z", or None."""
    if value is None:
        return None
    return value.astimezone(UTC).replace(microsecond=0, tzinfo=None).isoformat() + "Z"


def number(value: float | None) -> float | None:
    """A number, or None where it is none that JSON knows (infinity)."""
    return value if value is not None and isfinite(value) else None


def _tick(tick: Tick) -> Record:
    return {
        "text": tick.text,
        "list": tick.list,
        "is_done": tick.is_done,
        "is_needed": tick.is_needed,
        "unclear": tick.unclear,
        "line": tick.at.line,
    }


def _moment(moment: Moment | None) -> Record:
    return {
        "at": time(moment.start) if moment else None,
        "until": time(moment.end) if moment else None,
        "precision": moment.precision if moment else None,
        "approximate": bool(moment and moment.approximate),
        "zone": moment.zone if moment else None,
        "zone_stated": bool(moment and moment.zone_stated),
    }


def _milestone(milestone: Milestone) -> Record:
    return {**_moment(milestone.moment), "source": milestone.source, "line": milestone.at.line}


def _entry(entry: TimelineEntry) -> Record:
    return {
        **_moment(entry.moment),
        "time_text": entry.time_text,
        "text": entry.text,
        "milestone": entry.milestone,
        "anchor": entry.anchor,
        "line": entry.at.line,
    }


def _stated(stated: StatedDuration) -> Record:
    return {"measure": stated.measure, **_duration(stated.duration), "line": stated.at.line}


def _duration(duration: Duration) -> Record:
    return {
        "low": number(duration.low),
        "high": number(duration.high),
        "approximate": duration.approximate,
        "text": duration.text,
    }


def _timing(timing: Timing) -> Record:
    return {
        "minutes": timing.minutes,
        "low": timing.low,
        "high": timing.high,
        "approximate": timing.is_approximate,
        "basis": timing.basis,
        "reason": timing.reason,
    }


def _impact(impact: Impact) -> Record:
    return {
        "users": number(impact.users),
        "users_percent": number(impact.users_percent),
        "revenue": number(impact.revenue),
        "revenue_text": impact.revenue_text,
        "sla_minutes": number(impact.sla_minutes),
        "summary": impact.summary,
    }


def _ticket(ticket: Ticket | None) -> Record | None:
    return {"text": ticket.text, "url": ticket.url} if ticket else None


def _section(section: Section) -> Record:
    return {"line": section.at.line, "heading": section.heading, "words": section.words}
