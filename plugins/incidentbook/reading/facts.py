"""What a postmortem's fields say, each as its own type: severity, status, kind, roles and the like."""

import posixpath
import re
from collections.abc import Mapping
from functools import lru_cache

from incidentbook.records import Field, Policy

from . import choices
from .fields import ROLES, role
from .names import nearest, normalise
from .patterns import expression
from .placeholders import is_placeholder, is_unstated
from .severities import read_severity
from .sheet import Sheet, day_in, is_map, plain_text

_LEVEL = expression(r"(?<![a-z])(?:sev(?:erity)?|p(?:riority)?|s)[-_ #]{0,2}\d(?!\d)", re.IGNORECASE)
_REMARK = expression(r"\s*\([^()]*\)\s*\Z")
_NO_CAUSES = frozenset(
    {
        "postmortem",
        "postmortems",
        "post mortem",
        "incident",
        "incidents",
        "outage",
        "outages",
        "blog",
        "report",
    }
)
_SITE_KEYS = frozenset({"categories", "category"})
_OPTIONS = expression(r"\s*(?:[/|,;]|\bor\b)\s*")
_MANY = 3
_FIRST_WORDS = expression(r"[\w]+(?:[ -][\w]+)?")
_MARKDOWN_LINK = expression(r"\[[^\]]*\]\(([^)\s]+)[^)]*\)\Z")
_DOCUMENT = (".md", ".markdown", ".yml", ".yaml")


def severity_of(text: str, policy: Policy) -> str:
    """The level that a text such as "SEV-2 (major)" or "High – payments" names, or ""."""
    found = read_severity(text, policy)
    if not found and (level := _LEVEL.search(text)):
        found = read_severity(level.group(), policy)
    if not found and (words := _FIRST_WORDS.match(text.strip())):
        found = read_severity(words.group(), policy) or read_severity(words.group().split()[0], policy)
    return found


def read_severity_field(sheet: Sheet, policy: Policy) -> tuple[str, str]:
    """The severity's id (or "") and what was written; reports a level that the policy does not have."""
    text = sheet.text("severity")
    field = sheet.field("severity")
    if (
        field is not None
        and len({severity_of(part, policy) for part in _OPTIONS.split(text)} - {""}) >= _MANY
    ):
        _report_choice(sheet, field, text)
        return "", text
    found = severity_of(text, policy) if text else ""
    if text and not found and field is not None:
        hint = severity_hint(text, policy)
        sheet.report(field.at, "severity-unknown", f"“{text}” is no severity of the policy", hint)
    return found, text


def severity_hint(text: str, policy: Policy) -> str:
    """The level that a mistyped text is nearest to, or all of them."""
    levels = ", ".join(severity.id for severity in policy.severities)
    names = {
        name: one.id
        for one in policy.severities
        for name in (one.id, one.title, *one.aliases)
        if len(name) > 1
    }
    return choices.suggestion(text, names, f"write one of {levels}")


def read_status(sheet: Sheet) -> tuple[str, str]:
    """The state of the review, and what was written."""
    text = sheet.text("status")
    if not text:
        draft = sheet.text("draft").lower() in {"true", "yes", "1", "on"}
        return ("draft" if draft else "published"), ""
    found = choices.meaning(text, choices.STATUSES)
    field = sheet.field("status")
    if found or field is None:
        return found or "published", text
    if sum(bool(choices.meaning(part, choices.STATUSES)) for part in _OPTIONS.split(text)) > 1:
        _report_choice(sheet, field, text)
        return "draft", text
    usual = "write draft, in-review, published or not-required"
    hint = choices.suggestion(text, choices.STATUSES, usual)
    sheet.report(field.at, "status-unknown", f"“{text}” is no state of a review", hint)
    return "published", text


def _report_choice(sheet: Sheet, field: Field, text: str) -> None:
    message = f"“{field.key}” still offers the template's choice “{text}”"
    sheet.report(field.at, "placeholder-left", message, "keep one of them")


def read_kind(sheet: Sheet) -> str:
    """The kind of postmortem; a word that is none is reported."""
    text = sheet.text("kind")
    found = choices.meaning(text, choices.KINDS) if text else "incident"
    field = sheet.field("kind")
    if found or field is None:
        return found or "incident"
    near = nearest(text, list(choices.KINDS))
    if near or sheet.written("kind") == "kind":
        hint = choices.suggestion(text, choices.KINDS, "write incident, near-miss, drill or security")
        sheet.report(field.at, "kind-unknown", f"“{text}” is no kind of postmortem", hint)
    return "incident"


def read_services(sheet: Sheet) -> tuple[str, ...]:
    """The services; remarks in brackets behind a name in the text ("api (read only)") are left out."""
    field = sheet.field("services")
    names = sheet.texts("services")
    if field is None or field.source == "front-matter":
        return names
    return tuple(dict.fromkeys(bare for name in names if (bare := _REMARK.sub("", name))))


def read_causes(sheet: Sheet, policy: Policy) -> tuple[str, ...]:
    """The causes, without categories that only say that this is a postmortem.

    Site generators have categories of their own ("Kubernetes"): under that key counts what the policy knows,
    or nearly.
    """
    found = tuple(cause for cause in sheet.texts("causes") if normalise(cause) not in _NO_CAUSES)
    if sheet.written("causes").lower() not in _SITE_KEYS:
        return found
    known = tuple(name for cause in policy.causes for name in (cause.id, cause.title))
    return tuple(cause for cause in found if _is_near(cause, known))


@lru_cache(maxsize=1024)
def _is_near(cause: str, known: tuple[str, ...]) -> bool:
    return bool(nearest(cause, known))


def read_choice(sheet: Sheet, name: str, words: Mapping[str, str]) -> str:
    """The meaning of a field with few words; one that is none of them is reported."""
    text = sheet.text(name)
    found = choices.meaning(text, words) if text else ""
    field = sheet.field(name)
    if text and not found and field is not None and field.source == "front-matter":
        expected = " or ".join(sorted(set(words.values())))
        sheet.wrong(field, expected, choices.suggestion(text, words, ""))
    return found


def read_roles(sheet: Sheet) -> tuple[tuple[str, str], ...]:
    """Roles and names, in the order in which they are stated."""
    found: dict[tuple[str, str], None] = {}
    for field in sheet.fields:
        if field.key == "roles":
            found.update(dict.fromkeys(_roles(field.value)))
        elif field.key in ROLES.values():
            found.update(((field.key, name), None) for name in _people(field.value))
    return tuple(found)


def _roles(value: object) -> list[tuple[str, str]]:
    if not isinstance(value, tuple):
        return [("participant", name) for name in _people(value)]
    found: list[tuple[str, str]] = []
    for item in value:
        if isinstance(item, Field):
            found.extend((role(item.key) or item.key, name) for name in _people(item.value))
        elif is_map(item):
            found.extend(_role_of_map(item))
        else:
            found.extend(("participant", name) for name in _people(item))
    return found


def _role_of_map(item: object) -> list[tuple[str, str]]:
    """`{role: commander, name: ana}`, or `{commander: ana}`."""
    fields = [field for field in item if isinstance(field, Field)] if isinstance(item, tuple) else []
    named = {field.key.lower(): plain_text(field.value) for field in fields}
    if "name" in named:
        return [(role(named.get("role", "")) or named.get("role", "") or "participant", named["name"])]
    return [(role(field.key) or field.key, person) for field in fields for person in _people(field.value)]


def _people(value: object) -> list[str]:
    names = (part.strip().removeprefix("@") for part in re.split(r"[,;\n]|\s/\s", plain_text(value)))
    return [name for name in names if not is_unstated(name) and not is_placeholder(name)]


def references(texts: tuple[str, ...]) -> tuple[str, ...]:
    """References to documents as ids: a path or a link becomes the file's name without its ending."""
    return tuple(dict.fromkeys(_reference(text) for text in texts))


def linked(texts: tuple[str, ...]) -> tuple[str, ...]:
    """Texts, where a Markdown link becomes its target."""
    return tuple(link[1] if (link := _MARKDOWN_LINK.match(text)) else text for text in texts)


def _reference(text: str) -> str:
    text = linked((text,))[0]
    name = posixpath.basename(text.split("#", maxsplit=1)[0])
    return posixpath.splitext(name)[0] if name.lower().endswith(_DOCUMENT) else text


def report_contradictions(sheet: Sheet, policy: Policy) -> None:
    """Note where header lines state another severity, day, status or kind than the front matter does."""
    for name in ("severity", "date", "status", "kind"):
        counted = sheet.field(name)
        if counted is None or counted.source != "front-matter":
            continue
        said = _meaning(name, plain_text(counted.value), policy)
        for field in sheet.stated(name):
            other = _meaning(name, plain_text(field.value), policy) if field.source == "header" else None
            if said and other and said != other:
                sheet.contradict(name, field)


def _meaning(name: str, text: str, policy: Policy) -> object:
    if name == "severity":
        return severity_of(text, policy)
    if name == "date":
        return day_in(text)
    return choices.meaning(text, choices.STATUSES if name == "status" else choices.KINDS)
