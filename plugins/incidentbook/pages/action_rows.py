"""Action items as rows, how they are counted, and how the tracker filters them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta

from incidentbook.analysis.backlog import Backlog, TrackedItem, backlog
from incidentbook.analysis.follow_up import AGES, FollowUp
from incidentbook.analysis.roster import handle
from incidentbook.records import ActionItem
from incidentbook.records.action_item import STATUSES, TYPES

from . import chips, dates, facets, fix_rows, links, named, tickets
from .durations import spell_days
from .facets import Dimension, Value
from .ground import Ground
from .models import ActionCounts, ActionRow, Chip, Choice, Data, IncidentRow
from .slugs import slug
from .words import clipped, joined

TrackedRow = tuple[FollowUp, ActionRow]
"""What became of an item, and its row."""

AHEAD = 366
"""Days for which due dates are handed to the browser."""

GROUPS = ("owner", "team", "incident", "cause", "service", "severity", "type", "priority", "status")
SORTS = (
    Choice("due", "Due"),
    Choice("-overdue", "Longest overdue"),
    Choice("-age", "Oldest"),
    Choice("priority", "Priority"),
    Choice("severity", "Severity"),
    Choice("-date", "Newest incident"),
)
UNSORTED = "9999-12-31"
OPENED = {"written": "first written, as Git tells", "incident": "the day of the incident"}
OPENED_WORDS = {"written": "written", "incident": "since"}
CLOSED = {"stated": "as the document says", "commit": "as Git tells"}
CLASSES = ("Under 30 days", "30 to 89 days", "90 to 179 days", "180 to 364 days", "A year or more")
"""How old open items are, in words, youngest first; their bounds are `follow_up.AGES`."""


def action_counts(items: Iterable[ActionItem], as_of: date) -> ActionCounts:
    """How a set of action items stands on the day of the build."""
    found = backlog(items, as_of)
    number = found.by_status
    last = as_of + timedelta(min(AHEAD, (date.max - as_of).days))
    return ActionCounts(
        total=found.total,
        open=found.open,
        overdue=found.overdue,
        done=number["done"],
        declined=number["declined"],
        proposed=number["proposed"],
        oldest_overdue_days=found.oldest_overdue_days,
        chips=_chips(found),
        sentence=_sentence(found),
        upcoming=" ".join(f"{day.isoformat()}:{many}" for day, many in found.upcoming if day <= last),
    )


def action_row(ground: Ground, followed: FollowUp, incident: IncidentRow) -> ActionRow:
    """One action item in a list; `incident` is the row of the incident that asked for it."""
    tracked = followed.tracked
    item, postmortem = tracked.item, tracked.incident.postmortem
    late = (ground.as_of - item.due).days if item.due and item.is_overdue(ground.as_of) else 0
    closed, fix = followed.closed or item.done_on, ground.fix(item)
    return ActionRow(
        link=links.document(postmortem, item.title or item.text or "(no words)", item.anchor),
        id=item.id,
        anchor=item.anchor,
        status=chips.item_status(item),
        is_open=item.is_open,
        incident=incident.link,
        incident_id=incident.id,
        severity=incident.severity,
        incident_date=incident.date,
        overdue=f"{spell_days(late)} overdue" if late else "",
        overdue_days=late,
        due=dates.day(item.due, ground.as_of) if item.due else None,
        due_text=item.due_text,
        done=dates.day(closed, ground.as_of) if closed else None,
        done_word="declined" if item.status == "declined" else "done",
        done_title=CLOSED.get(followed.closed_basis, ""),
        owners=tuple(named.owner(ground, owner) for owner in item.owners),
        teams=tuple(named.team(ground, team) for team in tracked.teams),
        type=item.type,
        priority=item.priority,
        ticket=tickets.link(ground, item),
        services=incident.services,
        causes=incident.causes,
        note=item.reason,
        opened=dates.day(followed.opened, ground.as_of) if followed.opened and item.is_open else None,
        opened_word=OPENED_WORDS.get(followed.opened_basis, ""),
        opened_title=OPENED.get(followed.opened_basis, ""),
        slips=_slips(followed),
        came_back=_came_back(followed),
        over_target=_over_target(followed, ground.as_of),
        fix=fix_rows.fix_mark(ground, fix) if fix else None,
        ticket_state=tickets.sentence(ground, item),
        ticket_disagrees=tickets.disagrees(ground, item),
        incident_key=ground.document_slugs[postmortem.path],
        group=item.group,
        source=links.place(item.at),
    )


def tracker_row(ground: Ground, incidents: Mapping[str, IncidentRow], pair: TrackedRow) -> ActionRow:
    """The row of an item on the tracker: with what the browser filters and sorts by."""
    followed, row = pair
    incident = incidents[followed.tracked.incident.path]
    return replace(row, data=_data(ground, followed, dict(incident.data), row.overdue_days))


def _slips(followed: FollowUp) -> str:
    moves, days = followed.due_moves, followed.slip_days
    if not moves or days is None:
        return ""
    often = {1: "moved once", 2: "moved twice"}.get(moves, f"moved {moves} times")
    if days == 0:
        return f"{often}, to the same day"
    return f"{often}, {spell_days(abs(days))} {'later' if days > 0 else 'earlier'}"


def _came_back(followed: FollowUp) -> str:
    if not followed.came_back:
        return ""
    return "came back once" if followed.came_back == 1 else f"came back {followed.came_back} times"


def _over_target(followed: FollowUp, as_of: date) -> str:
    days = followed.over_target_days(as_of)
    if not days or followed.target_days is None:
        return ""
    return f"{spell_days(days)} over the target of {followed.target_days:g} days"


def in_order(rows: Iterable[ActionRow]) -> tuple[ActionRow, ...]:
    """Open rows by due date, then those without one, then closed rows, the last closed first."""
    return tuple(sorted(sorted(rows, key=_newest, reverse=True), key=_rank))


def pairs_in_order(pairs: Iterable[TrackedRow]) -> list[TrackedRow]:
    """Items and their rows in the same order."""
    newest = sorted(pairs, key=lambda pair: _newest(pair[1]), reverse=True)
    return sorted(newest, key=lambda pair: _rank(pair[1]))


def _rank(row: ActionRow) -> tuple[bool, str]:
    return not row.is_open, (row.due.iso if row.due else UNSORTED) if row.is_open else ""


def _newest(row: ActionRow) -> tuple[str, str]:
    closed = row.done.iso if row.done else ""
    return closed, row.incident_date.iso if row.incident_date else ""


def _chips(found: Backlog) -> tuple[Chip, ...]:
    numbers = {"overdue": found.overdue, **{status: found.by_status[status] for status in STATUSES}}
    return tuple(chips.counted_status(status, number) for status, number in numbers.items() if number)


def _sentence(found: Backlog) -> str:
    if not found.total:
        return "no action items"
    closed = found.by_status["done"] + found.by_status["declined"]
    return joined(
        (
            f"{found.open:,} open",
            f"{found.overdue:,} overdue" if found.overdue else "",
            f"{closed:,} closed" if closed else "",
            f"{found.by_status['proposed']:,} proposed" if found.by_status["proposed"] else "",
        )
    )


def _data(ground: Ground, followed: FollowUp, incident: Mapping[str, str], late: int) -> Data:
    tracked = followed.tracked
    item, age = tracked.item, followed.age_days(ground.as_of)
    return (
        *facets.data(ground, tracked, OWN_DIMENSIONS),
        *facets.data(ground, followed, DIMENSIONS_IN_TIME),
        ("incident", ground.document_slugs[tracked.incident.path]),
        *((name, incident[name]) for name in ("severity", "service", "cause", "sort-severity", "sort-date")),
        ("sort-status", str(_status_rank(item.status))),
        ("sort-title", item.title.casefold()),
        ("sort-owner", handle(item.owners[0]) if item.owners else ""),
        ("sort-due", item.due.isoformat() if item.due else ""),
        ("sort-overdue", str(late) if late else ""),
        ("sort-age", "" if age is None else str(age)),
        ("sort-priority", item.priority.casefold()),
        ("text", f"{item.id.casefold()} {incident['text']}"),
    )


def _status_rank(status: str) -> int:
    return STATUSES.index(status) if status in STATUSES else len(STATUSES)


def _statuses(ground: Ground, tracked: TrackedItem) -> Iterator[Value]:
    status = tracked.item.status
    if tracked.item.is_overdue(ground.as_of):
        yield Value("overdue", chips.STATUSES["overdue"], -1)
    yield Value(status, chips.STATUSES.get(status, status), _status_rank(status))


def _teams(ground: Ground, tracked: TrackedItem) -> Iterator[Value]:
    for team in tracked.teams:
        yield Value(ground.team_slugs[team.id], team.title)


def _owners(ground: Ground, tracked: TrackedItem) -> Iterator[Value]:
    for owner in tracked.item.owners:
        if found := handle(owner):
            yield Value(ground.owner_slugs[found], named.owner_name(ground, found))


def _types(_: Ground, tracked: TrackedItem) -> Iterator[Value]:
    if kind := tracked.item.type:
        yield Value(slug(kind), kind.capitalize(), TYPES.index(kind) if kind in TYPES else len(TYPES))


def _priorities(_: Ground, tracked: TrackedItem) -> Iterator[Value]:
    if priority := clipped(tracked.item.priority, 24):
        yield Value(slug(priority), priority, 0)


def _severities(ground: Ground, tracked: TrackedItem) -> Iterator[Value]:
    if level := tracked.incident.postmortem.severity:
        yield Value(slug(level), level, ground.severity_rank(level))


def _services(ground: Ground, tracked: TrackedItem) -> Iterator[Value]:
    for name in tracked.incident.services:
        yield Value(ground.service_slugs[name.id], name.title)


def _causes(ground: Ground, tracked: TrackedItem) -> Iterator[Value]:
    for name in tracked.incident.causes:
        yield Value(ground.cause_slugs[name.id], name.title)


def _ages(ground: Ground, followed: FollowUp) -> Iterator[Value]:
    age = followed.age_days(ground.as_of)
    if age is not None:
        rank = sum(age >= bound for bound in AGES)
        yield Value(f"age-{rank}", CLASSES[rank], rank)


def _tickets(ground: Ground, tracked: TrackedItem) -> Iterator[Value]:
    if state := ground.ticket(tracked.item):
        yield Value("disagrees", "Disagrees", 0) if state.disagrees else Value("agrees", "Agrees", 1)


def _fixes(ground: Ground, tracked: TrackedItem) -> Iterator[Value]:
    if fix := ground.fix(tracked.item):
        chip = fix_rows.VERDICTS[fix.verdict]
        yield Value(fix.verdict, chip.text.capitalize(), tuple(fix_rows.VERDICTS).index(fix.verdict))


def _targets(ground: Ground, followed: FollowUp) -> Iterator[Value]:
    item = followed.tracked.item
    is_judged = item.is_open or (item.status == "done" and followed.closed is not None)
    if followed.target is not None and is_judged:
        is_over = followed.over_target_days(ground.as_of) > 0
        yield Value("over", "Over target", 0) if is_over else Value("within", "Within target", 1)


OWN_DIMENSIONS: tuple[Dimension[TrackedItem], ...] = (
    Dimension("status", "Status", _statuses),
    Dimension("team", "Team", _teams, "No team"),
    Dimension("owner", "Owner", _owners, "Nobody"),
    Dimension("type", "Type", _types, "No type"),
    Dimension("priority", "Priority", _priorities, "No priority"),
    Dimension("tracker", "Tracker", _tickets),
    Dimension("held", "Did it hold", _fixes),
)
"""How the tracker can be filtered by what items say themselves."""

DIMENSIONS: tuple[Dimension[TrackedItem], ...] = (
    *OWN_DIMENSIONS,
    Dimension("severity", "Severity", _severities, "No severity"),
    Dimension("service", "Service", _services, "No service"),
    Dimension("cause", "Cause", _causes, "No cause"),
)
"""How the tracker can be filtered."""

DIMENSIONS_IN_TIME: tuple[Dimension[FollowUp], ...] = (
    Dimension("age", "Age", _ages),
    Dimension("target", "Target", _targets),
)
"""How the tracker can be filtered by what became of items in time."""
