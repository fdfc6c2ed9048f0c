"""A YAML runbook → its record."""

from collections.abc import Iterable, Iterator

from incidentbook.records import Command, Field, Location, Policy, Problem, Runbook, Section, Step

from . import headline
from .anchors import slug
from .commands import stated_commands
from .fields import field_type
from .front_matter import read_map
from .intervals import read_interval
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
_WARNINGS = ("warning", "caution", "danger", "risk")
_NESTED = ("steps", "substeps", "actions")
_READ = frozenset({*_WARNINGS, *_NESTED, "command", "commands", "when", "expected", "verify"})
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
    return _SECTIONS.get(field.key.strip().lower(), "")


def _entries(field: Field) -> tuple[object, ...]:
    if isinstance(field.value, tuple) and not is_map(field.value):
        return field.value
    return (field.value,) if field.value not in (None, "", ()) else ()


def _lines(field: Field) -> Iterator[str]:
    for entry in _entries(field):
        text = plain_text(entry)
        if text:
            yield text


def _wrong(bodies: list[Field]) -> Iterator[Problem]:
    for field in bodies:
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
        heading = field.key[:1].upper() + field.key[1:]
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
        tuple(_commands(told.get("command") or told.get("commands"))),
        when=_text(told, "when"),
        expected=_text(told, "expected"),
        verify=_text(told, "verify"),
        warning=" ".join(filter(None, (_text(told, key) for key in _WARNINGS))),
        expected_at=_place(told, "expected"),
        verify_at=_place(told, "verify"),
    )


def _words(told: dict[str, Field], parts: list[Field]) -> str:
    """A step's title, and what else it says under keys of its own ("Note: takes a minute")."""
    title = next((key for key in _TITLES if key in told), "")
    further = (part for part in parts if part.key.strip().lower() not in {title, *_READ})
    notes = (
        f"{part.key[:1].upper()}{part.key[1:]}: {text}"
        for part in further
        if (text := plain_text(part.value))
    )
    return ". ".join(filter(None, (_text(told, title).rstrip("."), *notes))) if title else ". ".join(notes)


def _place(told: dict[str, Field], key: str) -> Location | None:
    return told[key].at if _text(told, key) else None


def _text(told: dict[str, Field], key: str) -> str:
    return plain_text(told[key].value) if key in told else ""


def _commands(field: Field | None) -> Iterator[Command]:
    if field is None:
        return
    for entry in _entries(field):
        text = entry if isinstance(entry, str) else plain_text(entry)
        if text.strip():
            yield from stated_commands(text, field.at)
