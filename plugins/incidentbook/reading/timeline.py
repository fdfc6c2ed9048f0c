"""The timeline of a postmortem: tables, lists, paragraphs and headings of timed events → entries."""

from collections.abc import Sequence
from datetime import date, datetime

from incidentbook.records import Location, Problem, TimelineEntry
from incidentbook.records.plain import dataclass

from .blocks import Block
from .date_faults import time_fault
from .dates import find_date
from .patterns import expression
from .timeline_days import Days, runs_backwards
from .timeline_events import Collected, Event
from .timeline_tables import table_events
from .timeline_text import (
    code_events,
    dated_events,
    heading_events,
    list_events,
    paragraph_events,
    quoted_blocks,
    trailing_events,
    with_lists,
    words_of,
)
from .zones import find_zone, remarked_zone

_SHORT_REMARK = 40
_CLOCK = expression(r"\W*(\d{1,2}[:.]\d\d(?::\d\d)?)(?![\w.:])")


@dataclass(frozen=True, slots=True)
class TimelineReading:
    """The entries of a timeline, what could not be read, and the zone that applies to it.

    `zone` is what the section says, or the zone that was given where it says nothing.
    """

    entries: tuple[TimelineEntry, ...]
    problems: tuple[Problem, ...]
    zone: str


def read_timeline(  # noqa: PLR0913, PLR0917 - each is something that the section may not say itself
    blocks: Sequence[Block],
    heading: str,
    path: str,
    zone: str,
    day: date | None,
    start: datetime | None = None,
    *,
    zone_stated: bool = False,
) -> TimelineReading:
    """The entries of the section under `heading`, in the order in which they stand.

    `zone` applies where the section names none (`zone_stated`: the document does), `day` where its first
    times have no day, `start` where relative times ("T+5m") name no start of their own. An entry whose
    time is unknown ("??:??") or does not exist has no moment. Problems: "timeline-order",
    "timeline-unreadable-entry", "placeholder-left".
    """
    stated_day = find_date(heading, day.year if day else None)
    first_day = stated_day[0] if stated_day else day
    collected = _collect(with_lists(blocks), first_day)
    stated = _stated_zone(heading, collected)
    days = Days(path, stated or zone, first_day, zone_stated=bool(stated) or zone_stated, start=start)
    backwards = runs_backwards(collected.events)
    days.read(collected.events[::-1] if backwards else collected.events)
    problems = [*days.problems, *(_unread(path, *place) for place in collected.unread)]
    problems += (_ragged(path, *place) for place in collected.ragged)
    entries = days.entries[::-1] if backwards else days.entries
    if backwards and entries:
        problems.append(
            Problem(entries[0].at, "timeline-order", "the newest event stands first", "put the oldest first")
        )
    return TimelineReading(tuple(entries), tuple(sorted(problems, key=lambda problem: problem.at)), days.zone)


def _collect(blocks: Sequence[Block], day: date | None) -> Collected:
    """The events of blocks; failing these, those of quotations, code, and items that end with times."""
    collected = _events(blocks, day)
    if not collected.events and (quoted := quoted_blocks(blocks)):
        inner = _events(quoted, day)
        inner.remarks = [*collected.remarks, *inner.remarks]
        collected = inner
    if collected.events:
        return collected
    for block in blocks:
        if block.kind == "code":
            collected.events += code_events(block, collected)
        elif block.kind == "list":
            collected.events += trailing_events(block.children, collected)
    if not collected.events:
        collected.events += trailing_events([block for block in blocks if block.kind == "heading"], collected)
    if not collected.events:
        collected.events += dated_events(blocks, collected)
    return collected


def _events(blocks: Sequence[Block], day: date | None) -> Collected:
    collected = Collected(day)
    waiting: Event | None = None
    for index, block in enumerate(blocks):
        events = _block_events(block, blocks[index + 1 : index + 3], collected)
        if waiting is not None and block.kind in ("paragraph", "list") and not events:
            waiting.text = words_of(block)
        collected.events += events
        waiting = events[-1] if events and events[-1].form == "line" and not events[-1].text else None
    only = collected.events[0] if len(collected.events) == 1 else None
    if only is not None and only.form == "line" and only.plain:
        collected.events.clear()
    return collected


def _block_events(block: Block, below: Sequence[Block], collected: Collected) -> list[Event]:
    if block.kind == "heading":
        return heading_events(block, below, collected)
    if block.kind == "paragraph":
        return paragraph_events(block, collected)
    if block.kind == "list":
        return list_events(block, collected)
    if block.kind == "table":
        return table_events(block, collected)
    if block.kind == "quote":
        collected.remarks.append(block.all_text())
    return []


def _stated_zone(heading: str, collected: Collected) -> str:
    """The zone that the section names: in its heading, in a remark, or with each time that names one."""
    if zone := find_zone(heading):
        return zone
    for remark in collected.remarks:
        if zone := remarked_zone(remark):
            return zone
    zones = [event.stamp.zone or event.zone for event in collected.events if event.stamp.is_timed]
    named = set(filter(None, zones))
    usual = bool(zones) and (bool(zones[0]) or zones.count("") * 2 <= len(zones))
    return named.pop() if len(named) == 1 and usual else ""


def _unread(path: str, line: int, column: int, text: str) -> Problem:
    at = Location(path, line, column)
    clock = _CLOCK.match(text)
    fault = time_fault(clock[1]) if clock else None
    if clock and fault:
        hint = "write the time that is meant, such as `14:32`"
        return Problem(at, "timeline-unreadable-entry", f"“{clock[1]}” {fault.wrong}", hint)
    words = text if len(text) <= _SHORT_REMARK else f"{text[:_SHORT_REMARK]}…"
    message = f"“{words}” stands in the timeline without a time"
    hint = "begin it with its time, such as `14:32`, or `~14:30`"
    return Problem(at, "timeline-unreadable-entry", message, hint)


def _ragged(path: str, line: int, column: int, message: str) -> Problem:
    hint = "write a cell below each heading, an empty one too, and a `|` that ends no cell as `\\|`"
    return Problem(Location(path, line, column), "timeline-unreadable-entry", message, hint)
