"""DOC: the file and its front matter."""

from collections.abc import Iterator

from incidentbook.records import Finding, Postmortem

from .context import Context, reported
from .registry import Document, rule

_BOTH = "postmortem runbook"


@rule("DOC101", "not-utf8", level="warning", applies=_BOTH)
def not_utf8(document: Document, _context: Context) -> Iterator[Finding]:
    """The file is not plain UTF-8 text.

    Why: other tools show its letters wrongly, and search does not find them.
    Instead: save the file as UTF-8; most editors offer it under “Save with encoding”.
    """
    return reported(document, "not-utf8")


@rule("DOC102", "front-matter-invalid", level="error", applies=_BOTH)
def front_matter_invalid(document: Document, _context: Context) -> Iterator[Finding]:
    """The block between the first two `---` lines is not a YAML map.

    Why: nothing in it can be used, so the incident has no severity, no times and no services.
    Instead: `key: value` on each line; quote values that hold `: ` or begin with a special sign.
    """
    return reported(document, "front-matter-invalid")


@rule("DOC103", "front-matter-missing", level="info")
def front_matter_missing(document: Postmortem, _context: Context) -> Iterator[Finding]:
    """A postmortem has neither front matter nor header lines.

    Why: without severity, services and times it is missing from the filters and the figures.
    Instead: begin the file with `---`, `severity: SEV2`, `services: [checkout]`, `started_at: …`, `---`.
    """
    if not document.fields and not any(
        problem.rule == "front-matter-invalid" for problem in document.problems
    ):
        hint = "begin the file with `---`, fields such as `severity: SEV2`, and `---`"
        yield Finding(document.at, "has no front matter", hint)


@rule("DOC104", "duplicate-key", level="error", applies=_BOTH)
def duplicate_key(document: Document, _context: Context) -> Iterator[Finding]:
    """A key stands twice in the front matter.

    Why: only one of the values is used, and it may not be the one that was meant.
    Instead: keep one of them.
    """
    return reported(document, "duplicate-key")


@rule("DOC105", "unknown-field", level="warning", applies=_BOTH)
def unknown_field(document: Document, _context: Context) -> Iterator[Finding]:
    """A key of the front matter is not known.

    Why: a misspelt key is silently without effect.
    Instead: the nearest known key is named in the hint; keep free text in `tags` or in the body.
    """
    return reported(document, "unknown-field")


@rule("DOC106", "wrong-type", level="error", applies=_BOTH)
def wrong_type(document: Document, _context: Context) -> Iterator[Finding]:
    """A value of the front matter cannot be read as what its key needs.

    Why: the value is left out of every page and figure.
    Instead: dates as `2025-03-15`, times as `2025-03-15T14:25:00Z`, lists as `[checkout, payments]`.
    """
    return reported(document, "wrong-type")


@rule("DOC107", "ambiguous-yaml", level="warning", applies=_BOTH)
def ambiguous_yaml(document: Document, _context: Context) -> Iterator[Finding]:
    """A bare value that YAML readers take for something else (`10:30`, `no`, `1.10`).

    Why: other tools read the number 630, the value false or 1.1.
    Instead: put it in quotes.
    """
    return reported(document, "ambiguous-yaml")


@rule("DOC108", "contradiction", level="warning", applies=_BOTH)
def contradiction(document: Document, _context: Context) -> Iterator[Finding]:
    """The front matter and the text's header lines say different things.

    Why: the portal believes the front matter, readers believe the text.
    Instead: correct one of them, or delete the line from the text.
    """
    return reported(document, "contradiction")


@rule("DOC109", "duplicate-id", level="error", scope="corpus")
def duplicate_id(document: Postmortem, context: Context) -> Iterator[Finding]:
    """Two postmortems have the same id.

    Why: references and action items of one lead to the other.
    Instead: give one of them another `id:`.
    """
    others = [path for path in context.ids[document.id] if path != document.path]
    if others:
        field = document.field("id")
        at = field.at if field else document.at
        message = f"the id “{document.id}” is also that of {', '.join(others[:3])}"
        yield Finding(at, message, "give this one another `id:` in its front matter", key=document.id)


@rule("DOC110", "placeholder-left", level="warning", applies=_BOTH)
def placeholder_left(document: Document, _context: Context) -> Iterator[Finding]:
    """A placeholder of the template is still there (`[Action]`, `[Name]`, TBD).

    Why: a reader cannot tell whether it was forgotten or does not apply.
    Instead: fill it in, or delete the line.
    """
    return reported(document, "placeholder-left")


@rule("DOC112", "kind-unknown", level="error")
def kind_unknown(document: Postmortem, _context: Context) -> Iterator[Finding]:
    """`kind:` is none of incident, near-miss, drill, security.

    Why: the kind decides which sections are required and whether the figures count the incident.
    Instead: one of these words.
    """
    return reported(document, "kind-unknown")


@rule("DOC113", "empty-document", level="warning", applies=_BOTH)
def empty_document(document: Document, _context: Context) -> Iterator[Finding]:
    """The file holds no text.

    Why: an empty page looks as if something was lost.
    Instead: write it, or delete the file.
    """
    return reported(document, "empty-document")


@rule("DOC114", "unreadable-file", level="error", applies=_BOTH)
def unreadable_file(document: Document, _context: Context) -> Iterator[Finding]:
    """A file cannot be read, or is a symbolic link that leads out of the root.

    Why: its contents are missing from the portal.
    Instead: mend its permissions, or put the file itself below the root.
    """
    return reported(document, "unreadable-file")
