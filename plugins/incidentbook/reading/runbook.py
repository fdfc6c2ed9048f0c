"""A runbook's text → its record. Nothing in the text can raise."""

import re
from collections.abc import Iterable, Iterator

from incidentbook.records import Location, Policy, Problem, Runbook, Section

from . import headline
from .anchors import anchors_of
from .blocks import Block, parse
from .crowding import read_crowding
from .facts import linked
from .fences import report_open_blocks
from .fields import field_type
from .front_matter import split
from .guidance import left_requests
from .header import read_header
from .internal_marks import unmarked
from .intervals import read_interval
from .names import runbook_section_name
from .part import Part
from .patterns import expression
from .postmortem import links_of
from .prose import read_prose
from .runbook_steps import lines_of, read_steps
from .runbook_yaml import read_yaml_runbook
from .secrets import read_hazards
from .sections import split_sections, title_heading
from .severities import read_severities
from .sheet import Sheet
from .tables import report_broken, report_unaligned
from .waivers import read_waivers

_ALERT = expression(r"[A-Za-z]+(?:[A-Z][a-z0-9]+|[A-Z]{2,})\w*")
_CERTAIN = expression(r"(?:[A-Z]+[a-z0-9]+){3,12}")
_OWNER = expression(r"(?:service\s+)?owner(?:s|ed by)?\s*:\s*(.+)", re.IGNORECASE)
_LATER = expression(r"(?:#|//|--)?\s*(?:TODO|TBD|FIXME)\b[^\n]*")
_BRIEF = 200
_LONGEST = 2000


def read_runbook(path: str, text: str, policy: Policy, problems: Iterable[Problem] = ()) -> Runbook:
    """The runbook in `text`, the contents of the file at `path` (Markdown, or YAML by its ending).

    `problems` are those that were met in decoding the file.
    """
    if path.lower().endswith((".yml", ".yaml")):
        return read_yaml_runbook(path, text, policy, problems)
    front = split(text, path, lambda key: field_type("runbook", key))
    blocks = parse(unmarked(front.body), front.body_line)
    title = title_heading(blocks, policy.section_aliases, runbook_section_name)
    header = read_header(blocks, path, title, "runbook")
    parts = split_sections(header.rest, path, policy.section_aliases, runbook_section_name)
    sheet = Sheet("runbook", front.fields, header.fields)
    sections = tuple(part.section for part in parts)
    sheet.report_placeholders()
    dialect = dialect_of(sections)
    contacts = _lines(parts, "contacts")
    found = [*problems, *front.problems, *read_hazards(text, path), *_open_code(blocks, path)]
    found += read_crowding(front.body, blocks, path, front.body_line)
    found += report_unaligned(blocks, front.body, front.body_line, path)
    found += left_requests(parts, path)
    found += report_broken(blocks, front.body, front.body_line, path)
    found += report_open_blocks(
        blocks,
        front.body,
        front.body_line,
        path,
        lambda text: runbook_section_name(text, policy.section_aliases),
    )
    if not text.strip():
        found.append(
            Problem(Location(path), "empty-document", "holds no text", "write it, or delete the file")
        )
    return Runbook(
        path=path,
        title=sheet.text("title") or _heading(title) or headline.title_from_path(path),
        id=headline.stem(path),
        services=sheet.texts("services"),
        owner=sheet.text("owner") or _owner(contacts),
        alerts=sheet.texts("alerts") or _alerts(path, title.text if title else "", dialect),
        severity_text=sheet.text("severity"),
        severities=read_severities(sheet.text("severity"), policy),
        last_reviewed=sheet.day("last_reviewed"),
        review_every_days=read_interval(sheet.text("review_every")),
        last_tested=sheet.day("last_tested"),
        tested_with=sheet.text("tested_with"),
        aliases=linked(sheet.texts("aliases")),
        audience=sheet.text("audience"),
        tags=sheet.texts("tags"),
        dialect=dialect,
        summary=_text(sections, "overview"),
        impact=_text(sections, "impact"),
        contacts=contacts,
        escalation=_text(sections, "escalation"),
        sections=sections,
        steps=read_steps(header.rest, path, policy.section_aliases),
        links=links_of(blocks, path, front),
        anchors=anchors_of(blocks, front.body),
        fields=sheet.fields,
        prose=read_prose(header.rest, parts, path),
        waivers=read_waivers(text, blocks, path, front.body_line),
        problems=tuple(sorted([*found, *sheet.problems], key=lambda problem: problem.at)),
    )


def dialect_of(sections: Iterable[Section]) -> str:
    """The dialect that the names of the sections speak."""
    names = {section.name for section in sections}
    headings = {section.heading.strip().lower() for section in sections}
    if "causes-and-fixes" in names or "severity-assessment" in names:
        return "scenario"
    if "common-issues" in names or "emergency" in names:
        return "service"
    if "meaning" in headings and {"investigation", "mitigation", "impact"} & names:
        return "prometheus"
    if {"investigation", "mitigation"} & names:
        return "alert"
    return "plain"


def _heading(title: Block | None) -> str:
    return headline.bare_runbook_title(title.text) if title else ""


def _alerts(path: str, title: str, dialect: str) -> tuple[str, ...]:
    """The alert that the title or the file is named after, in dialects that are written for alerts.

    Elsewhere only a title that reads like nothing else ("QueueAlmostFull", not "PostgreSQL") is one.
    """
    name, stem = title.strip(), headline.stem(path)
    if dialect not in {"alert", "prometheus"}:
        return (name,) if name == stem and _CERTAIN.fullmatch(name) else ()
    if dialect == "prometheus" and name == stem and name.isalnum():
        return (name,)
    return tuple(word for word in (name, stem) if _ALERT.fullmatch(word))[:1]


def _owner(contacts: tuple[str, ...]) -> str:
    return next((match[1].strip() for line in contacts if (match := _OWNER.match(line))), "")


def _open_code(blocks: list[Block], path: str) -> Iterator[Problem]:
    """Fences that hold nothing but a word for later ("# TODO: command needed")."""
    for block in (inner for top in blocks for inner in top.walk() if inner.kind == "code"):
        if len(block.source) < _BRIEF and (left := _LATER.fullmatch(block.source.strip())):
            message = f"“{left[0]}” was never filled in"
            hint = "write the command that belongs there, or delete the block"
            at = Location(path, block.code_line, block.column)
            yield Problem(at, "unfilled-placeholder", message, hint)


def _lines(parts: list[Part], name: str) -> tuple[str, ...]:
    return tuple(line for part in parts if part.section.name == name for line in lines_of(part.blocks))


def _text(sections: tuple[Section, ...], name: str) -> str:
    return next(
        (section.text[:_LONGEST] for section in sections if section.name == name and section.words), ""
    )
