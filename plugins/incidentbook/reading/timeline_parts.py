"""Which sections of a document are its timeline, and their entries together."""

import datetime
from collections.abc import Iterator

from incidentbook.records import Milestone, Problem, TimelineEntry
from incidentbook.records.plain import dataclass, replace

from .blocks import Block
from .dates import find_date
from .milestones import propose_milestones
from .names import normalise
from .part import Part
from .stamps import read_stamp
from .timeline import TimelineReading, read_timeline

_ENOUGH = 2
_SHORT = frozenset({"key events", "key moments", "key times", "key milestones", "milestones"})
_ELSEWHERE = frozenset(
    {"", "response", "resolution", "detection", "summary", "root-cause", "impact", "supporting-information"}
)


@dataclass(frozen=True, slots=True)
class Chronicle:
    """The timeline's entries, the milestones that all timelines propose, and what could not be read.

    `part` is the section that was taken for the timeline although it is called otherwise, or None.
    """

    entries: tuple[TimelineEntry, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    problems: tuple[Problem, ...] = ()
    part: Part | None = None


def read_chronicle(  # noqa: PLR0913 - each is something that the sections may not say themselves
    parts: list[Part],
    path: str,
    zone: str,
    day: datetime.date | None,
    start: datetime.datetime | None = None,
    *,
    zone_stated: bool = False,
) -> Chronicle:
    """The timeline: the sections of that name, of several about the same hours the most detailed one.

    `zone` applies where a section names none; `zone_stated` says whether the document does.

    Without such a section, or with one that is called "Key events" alone, another one counts whose text is
    a list of more times ("Leadup").
    """
    timelines = [
        _continued(part, parts[number + 1 :], day)
        for number, part in enumerate(parts)
        if part.section.name == "timeline"
    ]
    readings = [
        read_timeline(blocks, heading, path, zone, _day_of(heading, day), start, zone_stated=zone_stated)
        for heading, blocks in _stretches(timelines)
    ]
    stranger = None
    found = sum(len(reading.entries) for reading in readings)
    if not found or all(_is_short(part) for part in timelines):
        other, reading = _elsewhere(parts, path, zone, day, zone_stated=zone_stated)
        if reading is not None and len(reading.entries) > found:
            stranger, readings = other, [*readings, reading]
    chosen = _chosen(readings)
    entries = [entry for reading in chosen for entry in reading.entries]
    numbered = tuple(replace(entry, anchor=f"event-{number}") for number, entry in enumerate(entries, 1))
    problems = tuple(problem for reading in chosen for problem in reading.problems)
    return Chronicle(numbered, _proposed(readings, entries, path), problems, stranger)


def _continued(part: Part, later: list[Part], day: datetime.date | None) -> Part:
    """The timeline with the sections right behind it whose headings are times ("## Feb 21, 13:00")."""
    blocks, end = list(part.blocks), part.section.end
    for other in later:
        section = other.section
        if section.at.line < end:
            continue
        if other.heading is None or section.name or section.level != part.section.level:
            break
        if not read_stamp(section.heading, day):
            break
        blocks += [other.heading, *other.blocks]
        end = section.end
    return Part(replace(part.section, end=end), part.heading, blocks)


def _is_short(part: Part) -> bool:
    """Whether the section is, by its name, only a list of the milestones."""
    return normalise(part.section.heading) in _SHORT


def _day_of(heading: str, day: datetime.date | None) -> datetime.date | None:
    """The day that a timeline's heading names, else the incident's."""
    found = find_date(heading[:200], day.year if day else None)
    return found[0] if found else day


def _stretches(timelines: list[Part]) -> Iterator[tuple[str, list[Block]]]:
    """The timelines with their headings; one that holds others ends where they begin."""
    for number, part in enumerate(timelines):
        inner = next((p for p in timelines[number + 1 :] if p.section.at.line < part.section.end), None)
        blocks = part.blocks
        if inner is not None:
            blocks = [block for block in blocks if block.line < inner.section.at.line]
        above = next((p for p in timelines[:number] if part.section.at.line < p.section.end), None)
        heading = f"{part.section.heading} {above.section.heading}" if above else part.section.heading
        yield heading, blocks


def _chosen(readings: list[TimelineReading]) -> list[TimelineReading]:
    """The readings that make up the timeline: of two about the same hours the longer one, or the later."""
    chosen: list[TimelineReading] = []
    order = sorted(enumerate(readings), key=lambda entry: (-len(entry[1].entries), -entry[0]))
    for _, reading in order:
        if reading.entries and not any(_overlap(reading, other) for other in chosen):
            chosen.append(reading)
    if not chosen:
        return readings[:1]
    return sorted(chosen, key=lambda reading: reading.entries[0].at)


def _overlap(one: TimelineReading, other: TimelineReading) -> bool:
    """Whether two timelines tell of the same hours; where one gives no times it is taken to."""
    first, second = _span(one), _span(other)
    if first is None or second is None:
        return True
    return first[0] < second[1] and second[0] < first[1]


def _span(reading: TimelineReading) -> tuple[datetime.datetime, datetime.datetime] | None:
    starts = [entry.moment.start for entry in reading.entries if entry.moment is not None]
    return (min(starts), max(starts)) if starts else None


def _elsewhere(
    parts: list[Part], path: str, zone: str, day: datetime.date | None, *, zone_stated: bool
) -> tuple[Part | None, TimelineReading | None]:
    """The section of another name with the most timed events, if they are more than one."""
    best: tuple[Part | None, TimelineReading | None] = (None, None)
    most = _ENOUGH - 1
    for part in parts:
        if part.section.name in _ELSEWHERE and _may_tell_times(part):
            reading = read_timeline(
                part.blocks, part.section.heading, path, zone, day, zone_stated=zone_stated
            )
            timed = sum(entry.moment is not None for entry in reading.entries)
            if timed > most:
                best, most = (part, reading), timed
    return best


def _may_tell_times(part: Part) -> bool:
    return ":" in part.section.text and any(character.isdigit() for character in part.section.text)


def _proposed(
    readings: list[TimelineReading], entries: list[TimelineEntry], path: str
) -> tuple[Milestone, ...]:
    """What short lists of key events propose, then what the timeline itself does."""
    found: dict[str, Milestone] = {}
    short = [reading.entries for reading in readings if list(reading.entries) != entries]
    for events in (*short, tuple(entries)):
        for milestone in propose_milestones(events, path):
            found.setdefault(milestone.name, milestone)
    return tuple(found.values())
