"""A YAML runbook → its record."""

from collections.abc import Iterable, Iterator

from incidentbook.records import Command, Field, Location, Policy, Problem, Runbook, Section, Step

from . import headline
from .anchors import slug
from .commands import stated_commands
from .fields import field_type
from .front_matter import read_map
from .intervals import read_interval
from .names import runbook_section_name
from .secrets import read_secrets
from .severities import read_severities
from .sheet import Sheet, is_map, plain_text
from .waivers import read_yaml_waivers

_SECTIONS = {
    "diagnosis": "investigation",
    "investigation": "investigation",
    "mitigation": "mitigation",
    "recovery": "recovery",
    "rollback": "rollback",
    "verification": "verification",
    "escalation": "escalation",
    "contacts": "contacts",
    "related": "related",
    "links": "related",
}
_STEPS = frozenset({"investigation", "mitigation", "recovery", "rollback", "verification"})
_TITLES = ("step", "option", "title", "name", "action", "check", "task", "description", "text")
_COMMANDS = ("command", "commands", "cmd", "run", "shell", "script")
_WHEN = ("when", "if", "condition")
_EXPECTED = ("expected", "expect", "expected_result", "expected_output")
_VERIFY = ("verify", "verification", "validate")
_WARNINGS = ("warning", "caution", "danger", "risk")
_NESTED = ("steps", "substeps", "actions")
_READ = frozenset({*_TITLES, *_COMMANDS, *_WHEN, *_EXPECTED, *_VERIFY, *_WARNINGS, *_NESTED})
_LINES = frozenset({"escalation", "contacts", "related"})
"""Sections whose entries are lines to read rather than steps; a text alone is one line."""
_WHO = ("name", "title", "who", "role", "team")
_DEEPEST = 8


def read_yaml_runbook(path: str, text: str, policy: Policy, problems: Iterable[Problem] = ()) -> Runbook:
    """The runbook in YAML `text`; what is missing or of a wrong type is left out, or a problem."""
    found = [*problems, *read_secrets(text, path)]
    fields, faults = read_map(text, path, 1, lambda key: field_type("runbook", key))
    found.extend(faults)
    if not text.strip():
        found.append(
            Problem(Location(path), "empty-document", "holds no text", "write it, or delete the file")
        )
    metadata = next((f.value for f in fields if f.key == "metadata" and is_map(f.value)), ())
    told = [field for field in metadata if isinstance(field, Field)] if isinstance(metadata, tuple) else []
    top = [field for field in fields if field.key != "metadata" and _section(field) == ""]
    sheet = Sheet("runbook", (*told, *top), [])
    sheet.report_placeholders()
    bodies = [field for field in fields if _section(field)]
    found.extend(_wrong(bodies))
    impact = sheet.text("impact")
    title = sheet.text("title") or headline.title_from_path(path)
    strange = {problem.at for problem in sheet.problems if problem.rule == "unknown-field"}
    further = [field for field in top if field.at in strange]
    sections = tuple(sorted(_sections([*bodies, *further], impact, sheet), key=lambda section: section.at))
    return Runbook(
        path=path,
        title=title,
        id=headline.stem(path),
        services=sheet.texts("services"),
        owner=sheet.text("owner"),
        alerts=sheet.texts("alerts"),
        severity_text=sheet.text("severity"),
        severities=read_severities(sheet.text("severity"), policy),
        last_reviewed=sheet.day("last_reviewed"),
        review_every_days=read_interval(sheet.text("review_every")),
        last_tested=sheet.day("last_tested"),
        tested_with=sheet.text("tested_with"),
        aliases=sheet.texts("aliases"),
        audience=sheet.text("audience"),
        tags=sheet.texts("tags"),
        dialect="yaml",
        summary=sheet.text("summary"),
        impact=impact,
        contacts=tuple(line for field in bodies if _section(field) == "contacts" for line in _lines(field)),
        escalation="\n".join(
            line for field in bodies if _section(field) == "escalation" for line in _lines(field)
        ),
        sections=sections,
        steps=tuple(step for field in bodies if _section(field) in _STEPS for step in _steps(field)),
        anchors=tuple(dict.fromkeys(map(slug, (title, *(section.heading for section in sections))))),
        fields=sheet.fields,
        waivers=read_yaml_waivers(text, path),
        problems=tuple(sorted([*found, *sheet.problems], key=lambda problem: problem.at)),
    )


def _section(field: Field) -> str:
    """The section that a key opens: a known one, or steps under a heading that Markdown runbooks use too."""
    key = field.key.strip().lower()
    if key in _SECTIONS or field_type("runbook", key):
        return _SECTIONS.get(key, "")
    name = runbook_section_name(key.replace("_", " "), {})
    return name if name in _STEPS and isinstance(field.value, tuple) else ""


def _entries(field: Field) -> tuple[object, ...]:
    if isinstance(field.value, tuple) and not is_map(field.value):
        return field.value
    return (field.value,) if field.value not in (None, "", ()) else ()


def _lines(field: Field) -> Iterator[str]:
    for entry in _entries(field):
        text = _line(entry)
        if text:
            yield text


def _line(entry: object) -> str:
    """An entry as one line; who is meant stands first, and needs no label."""
    parts = [part for part in entry if isinstance(part, Field)] if isinstance(entry, tuple) else []
    who = next((part for part in parts if part.key.strip().lower() in _WHO), None)
    if who is None:
        return plain_text(entry)
    return ", ".join([plain_text(who.value), *(plain_text(part) for part in parts if part is not who)])


def _wrong(bodies: list[Field]) -> Iterator[Problem]:
    for field in bodies:
        if _section(field) in _LINES and not isinstance(field.value, tuple):
            continue
        if not isinstance(field.value, tuple) or is_map(field.value):
            message = f"“{field.key}” is not a list of steps"
            yield Problem(
                field.at, "wrong-type", message, "write each step as a list item that begins with `- `"
            )


def _sections(bodies: list[Field], impact: str, sheet: Sheet) -> Iterator[Section]:
    stated = sheet.field("impact")
    if impact and stated is not None:
        yield Section("impact", "Impact", stated.at, 2, stated.at.line + 1, impact, len(impact.split()))
    for field in bodies:
        text = "\n".join(_lines(field))
        heading = (field.key[:1].upper() + field.key[1:]).replace("_", " ")
        yield Section(_section(field), heading, field.at, 2, field.at.line + 1, text, len(text.split()))


def _steps(field: Field) -> Iterator[Step]:
    for entry in _entries(field):
        yield from _told(entry, _section(field), field.at)


def _told(entry: object, section: str, at: Location, depth: int = 0) -> Iterator[Step]:
    """The step that an entry tells, and those nested in it."""
    if not (is_map(entry) and isinstance(entry, tuple)):
        if text := plain_text(entry):
            yield Step(at, section, text)
        return
    parts = [part for part in entry if isinstance(part, Field)]
    yield _step(parts, section, at)
    for part in parts:
        if part.key.strip().lower() in _NESTED and depth < _DEEPEST:
            for inner in _entries(part):
                yield from _told(inner, section, part.at, depth + 1)


def _step(parts: list[Field], section: str, at: Location) -> Step:
    told = {part.key.strip().lower(): part for part in parts}
    return Step(
        parts[0].at if parts else at,
        section,
        _words(told, parts),
        tuple(_commands(_first(told, _COMMANDS))),
        when=_text(told, _WHEN),
        expected=_text(told, _EXPECTED),
        verify=_text(told, _VERIFY),
        warning=" ".join(filter(None, (_text(told, (key,)) for key in _WARNINGS))),
        expected_at=_place(told, _EXPECTED),
        verify_at=_place(told, _VERIFY),
    )


def _words(told: dict[str, Field], parts: list[Field]) -> str:
    """What a step says: its titles in order, then what stands under keys of its own ("Note: a minute")."""
    titles = (_text(told, (key,)).rstrip(".") for key in _TITLES)
    further = (part for part in parts if part.key.strip().lower() not in _READ)
    notes = (
        f"{part.key[:1].upper()}{part.key[1:]}: {text}"
        for part in further
        if (text := plain_text(part.value))
    )
    return ". ".join(filter(None, (*dict.fromkeys(titles), *notes)))


def _first(told: dict[str, Field], keys: tuple[str, ...]) -> Field | None:
    """The first of some keys that says something."""
    return next((told[key] for key in keys if key in told and plain_text(told[key].value)), None)


def _place(told: dict[str, Field], keys: tuple[str, ...]) -> Location | None:
    field = _first(told, keys)
    return field.at if field else None


def _text(told: dict[str, Field], keys: tuple[str, ...]) -> str:
    field = _first(told, keys)
    return plain_text(field.value) if field else ""


def _commands(field: Field | None) -> Iterator[Command]:
    if field is None:
        return
    for entry in _entries(field):
        text = entry if isinstance(entry, str) else plain_text(entry)
        if text.strip():
            yield from stated_commands(text, field.at)
