"""A postmortem's text → its record. Nothing in the text can raise."""

import datetime
from collections.abc import Iterable, Mapping, Sequence

from incidentbook.records import (
    Location,
    Milestone,
    Policy,
    Postmortem,
    Problem,
    Section,
    StatedDuration,
    TimelineEntry,
)
from incidentbook.records.plain import dataclass, replace

from . import choices, facts, headline
from .action_parts import read_actions
from .anchors import anchors_of, defined_links
from .blocks import Block, parse
from .crowding import read_crowding
from .durations import may_state_durations, stated_durations
from .fences import report_open_blocks
from .fields import field_type
from .front_matter import FrontMatter, split
from .guidance import left_guidance
from .header import read_header
from .impacts import read_impact
from .internal_marks import unmarked
from .moments import day_of, field_durations, stated_milestones, with_proposed, zone_of
from .names import section_name
from .part import Part
from .prose import read_prose
from .secrets import read_hazards
from .sections import split_sections, title_heading
from .sheet import Sheet
from .tables import report_broken, report_unaligned
from .tick_answers import known_names
from .ticks import read_ticks
from .timeline_parts import Chronicle, read_chronicle
from .waivers import read_waivers

_LONGEST_SUMMARY = 2000


@dataclass(slots=True)
class _Document:
    """A document taken apart: its fields, its title's heading, its sections and its blocks."""

    path: str
    aliases: Mapping[str, str]
    front: FrontMatter
    blocks: list[Block]
    rest: list[Block]
    title: Block | None
    parts: list[Part]
    sheet: Sheet


def read_postmortem(path: str, text: str, policy: Policy, problems: Iterable[Problem] = ()) -> Postmortem:
    """The postmortem in `text`, the contents of the file at `path`.

    `problems` are those that were met in decoding the file. What cannot be read is left out of the
    record and stands in its `problems`; where the document is silent, the record's defaults apply.
    """
    document = _take_apart(path, text, policy.section_aliases)
    sheet, parts = document.sheet, document.parts
    told = _told_by_fields(document, policy)
    day = _day(document, told.title)
    zone, zone_stated = zone_of(sheet, _opening(parts), policy.time_zone)
    stated = stated_milestones(sheet, zone, zone_stated=zone_stated, day=day)
    day = _first_day(sheet, stated) or day
    chronicle = read_chronicle(parts, path, zone, day, _start(stated), zone_stated=zone_stated)
    date = day or _day_of_entries(chronicle.entries)
    year = date.year if date else None
    actions = read_actions(parts, sheet.field("action_items"), path, year, told.id)
    return replace(
        told,
        date=date,
        milestones=with_proposed(stated, chronicle.milestones),
        stated=_durations(document),
        impact=read_impact(sheet, parts),
        summary=_summary(document),
        sections=_sections(parts, {"timeline": chronicle.part, "action-items": actions.part}),
        action_items=actions.items,
        ticks=read_ticks(sheet.field("checklist"), parts, path, _doers(told, policy)),
        timeline=chronicle.entries,
        links=links_of(document.blocks, path, document.front),
        anchors=(
            *anchors_of(document.blocks, document.front.body),
            *(item.anchor for item in actions.items if item.anchor),
            *(entry.anchor for entry in chronicle.entries if entry.anchor),
        ),
        fields=sheet.fields,
        prose=read_prose(document.rest, parts, path),
        waivers=read_waivers(text, document.blocks, path, document.front.body_line),
        problems=_all_problems(document, chronicle, actions.problems, _of_text(document, text, problems)),
    )


def _of_text(document: _Document, text: str, problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The problems of the text as such: of its bytes, of hazards in it, and of what no page can show."""
    body, path = document.front, document.path
    crowding = read_crowding(body.body, document.blocks, path, body.body_line)
    return (*problems, *read_hazards(text, path), *crowding)


def _doers(told: Postmortem, policy: Policy) -> frozenset[str]:
    return known_names(policy, (*told.authors, *(name for _, name in told.roles)))


def _told_by_fields(document: _Document, policy: Policy) -> Postmortem:
    """The record as far as fields alone tell it; what is odd about them is noted on their sheet."""
    sheet = document.sheet
    status, status_text = facts.read_status(sheet)
    severity, severity_text = facts.read_severity_field(sheet, policy)
    facts.report_contradictions(sheet, policy)
    sheet.report_placeholders()
    return Postmortem(
        path=document.path,
        id=sheet.text("id") or headline.stem(document.path),
        title=_title(document),
        kind=facts.read_kind(sheet),
        status=status,
        status_text=status_text,
        severity=severity,
        severity_text=severity_text,
        services=facts.read_services(sheet),
        teams=sheet.texts("teams"),
        authors=sheet.texts("authors"),
        tags=sheet.texts("tags"),
        roles=facts.read_roles(sheet),
        causes=facts.read_causes(sheet, policy),
        trigger=sheet.text("trigger"),
        detection=choices.detection(sheet.text("detection")),
        alerts=sheet.texts("alerts"),
        runbooks=facts.linked(sheet.texts("runbooks")),
        repeat_of=facts.references(sheet.texts("repeat_of")),
        not_repeat_of=facts.references(sheet.texts("not_repeat_of")),
        related=facts.references(sheet.texts("related")),
        audience=facts.read_choice(sheet, "audience", choices.AUDIENCES),
    )


def _take_apart(path: str, text: str, aliases: Mapping[str, str]) -> _Document:
    front = split(text, path, lambda key: field_type("postmortem", key))
    blocks = parse(unmarked(front.body), front.body_line)
    title = title_heading(blocks, aliases)
    header = read_header(blocks, path, title)
    parts = split_sections(header.rest, path, aliases)
    sheet = Sheet("postmortem", front.fields, header.fields)
    return _Document(path, aliases, front, blocks, header.rest, title, parts, sheet)


def _title(document: _Document) -> str:
    return (
        document.sheet.text("title")
        or headline.title_from_headings(document.blocks, document.title)
        or (headline.title_from_opening(document.blocks) if document.title is None else "")
        or headline.title_from_path(document.path)
    )


def _day(document: _Document, title: str) -> datetime.date | None:
    """The incident's day, as far as it is known before its times are read."""
    stated = document.sheet.day("date")
    named = stated or headline.day_in_path(document.path) or headline.day_in_text(title)
    return named or headline.day_in_text(_opening(document.parts))


def _opening(parts: list[Part]) -> str:
    """What the document says first: its untitled text and its summary."""
    return "\n".join(
        part.section.text for part in parts if part.section.name == "summary" or not part.section.heading
    )


def _first_day(sheet: Sheet, stated: Sequence[Milestone]) -> datetime.date | None:
    """The day of the first stated milestone, where no field states the day itself."""
    if sheet.field("date") is not None or not stated:
        return None
    return day_of(stated[0].moment)


def _start(stated: Sequence[Milestone]) -> datetime.datetime | None:
    """When the incident began, as far as that is stated as a time of day."""
    started = next((m.moment for m in stated if m.name == "started" and m.moment.precision != "day"), None)
    return started.start if started else None


def _day_of_entries(entries: Sequence[TimelineEntry]) -> datetime.date | None:
    return next((day_of(entry.moment) for entry in entries if entry.moment is not None), None)


def _sections(parts: list[Part], renamed: Mapping[str, Part | None]) -> tuple[Section, ...]:
    """The sections; one that was read as the timeline or the action items goes by that name."""
    sections = []
    for part in parts:
        section = part.section
        for name, stranger in renamed.items():
            if stranger is not None and stranger.section is section and not section.name:
                section = replace(section, name=name)
        sections.append(section)
    return tuple(sections)


def _durations(document: _Document) -> tuple[StatedDuration, ...]:
    """Stated durations, those of fields first; the same statement counts once."""
    may_tell = may_state_durations(document.front.body)
    told = stated_durations(document.blocks, document.path) if may_tell else ()
    found = {stated.measure: stated for stated in told}
    found.update({stated.measure: stated for stated in field_durations(document.sheet)})
    return tuple(sorted(found.values(), key=lambda stated: stated.at))


def _summary(document: _Document) -> str:
    stated = document.sheet.text("summary")
    if stated:
        return stated
    for part in document.parts:
        if part.section.name == "summary" and not part.section.is_template and part.section.words:
            return part.section.text[:_LONGEST_SUMMARY]
    return ""


def links_of(blocks: list[Block], path: str, front: FrontMatter) -> tuple[tuple[str, Location], ...]:
    """The targets of all links and images, each with its place, in order; then those only defined."""
    found: dict[tuple[str, Location], None] = {}
    last = ("", 0)
    for block in blocks:
        for span in block.links():
            if (span.url, span.line) != last:
                found[span.url, Location(path, span.line, span.column)] = None
            last = (span.url, span.line)
    used = {url for url, _ in found}
    defined = defined_links(front.body, blocks, path, front.body_line)
    found.update((link, None) for link in defined if link[0] not in used)
    return tuple(found)


def _all_problems(
    document: _Document, chronicle: Chronicle, of_actions: Sequence[Problem], of_file: Iterable[Problem]
) -> tuple[Problem, ...]:
    path, blocks, body, first = document.path, document.blocks, document.front.body, document.front.body_line
    problems = [
        *of_file,
        *document.front.problems,
        *document.sheet.problems,
        *chronicle.problems,
        *of_actions,
        *left_guidance(document.parts, path),
        *report_unaligned(blocks, body, first, path),
        *report_broken(blocks, body, first, path),
        *report_open_blocks(blocks, body, first, path, lambda text: section_name(text, document.aliases)),
    ]
    if not document.blocks and not document.sheet.text("summary"):
        hint = "write it, or delete the file"
        problems.append(
            Problem(Location(document.path), "empty-document", "the document holds no text", hint)
        )
    return tuple(sorted(dict.fromkeys(problems), key=lambda problem: (problem.at, problem.rule)))
