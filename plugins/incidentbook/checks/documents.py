"""DOC: the file and its front matter."""

from collections.abc import Iterator

from incidentbook.reading.dates import read_date
from incidentbook.reading.names import normalise
from incidentbook.reading.patterns import expression
from incidentbook.records import Finding, Postmortem
from incidentbook.records.action_item import EMPTY_ITEM

from .context import Context, reported
from .registry import Document, Subject, rule

_BOTH = "postmortem runbook"


@rule("DOC101", "not-utf8", level="warning", applies=f"{_BOTH} alert-rules rota")
def not_utf8(document: Subject, _context: Context) -> Iterator[Finding]:
    """The file is not plain UTF-8 text.

    Why: other tools show its letters wrongly, and search does not find them.
    Instead: save the file as UTF-8; most editors offer it under “Save with encoding”.
    Measured: no firing on 177 real documents.
    """
    return reported(document, "not-utf8")


@rule("DOC102", "front-matter-invalid", level="error", applies=_BOTH)
def front_matter_invalid(document: Document, _context: Context) -> Iterator[Finding]:
    """The block between the first two `---` lines is not a YAML map.

    Why: nothing in it can be used, so the incident has no severity, no times and no services.
    Instead: `key: value` on each line; quote values that hold `: ` or begin with a special sign.
    Measured: no firing on 177 real documents.
    """
    return reported(document, "front-matter-invalid")


@rule("DOC103", "front-matter-missing", level="info")
def front_matter_missing(document: Postmortem, _context: Context) -> Iterator[Finding]:
    """A postmortem has neither front matter nor header lines.

    Why: without severity, services and times it is missing from the filters and the figures.
    Instead: begin the file with `---`, `severity: SEV2`, `services: [checkout]`, `started_at: …`, `---`.
    Measured: 61 firings on 67 real documents, 20 read, 0 false alarms.
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
    Measured: no firing on 177 real documents.
    """
    return reported(document, "duplicate-key")


@rule("DOC105", "unknown-field", level="warning", applies=_BOTH)
def unknown_field(document: Document, _context: Context) -> Iterator[Finding]:
    """A key of the front matter is not known.

    Why: a misspelt key is silently without effect.
    Instead: the nearest known key is named in the hint; keep free text in `tags` or in the body.
    Measured: no firing on 177 real documents.
    """
    return reported(document, "unknown-field")


@rule("DOC106", "wrong-type", level="error", applies=_BOTH)
def wrong_type(document: Document, _context: Context) -> Iterator[Finding]:
    """A value of the front matter cannot be read as what its key needs.

    Why: the value is left out of every page and figure.
    Instead: dates as `2025-03-15`, times as `2025-03-15T14:25:00Z`, lists as `[checkout, payments]`.
    Measured: no firing on 177 real documents.
    """
    return reported(document, "wrong-type")


@rule("DOC107", "ambiguous-yaml", level="warning", applies=_BOTH)
def ambiguous_yaml(document: Document, _context: Context) -> Iterator[Finding]:
    """A bare value that YAML readers take for something else (`10:30`, `no`, `1.10`).

    Why: other tools read the number 630, the value false or 1.1.
    Instead: put it in quotes.
    Measured: no firing on 177 real documents.
    """
    return reported(document, "ambiguous-yaml")


@rule("DOC108", "contradiction", level="warning", applies=_BOTH)
def contradiction(document: Document, _context: Context) -> Iterator[Finding]:
    """The front matter and the text's header lines say different things.

    Why: the portal believes the front matter, readers believe the text.
    Instead: correct one of them, or delete the line from the text.
    Measured: no firing on 177 real documents.
    """
    return reported(document, "contradiction")


@rule("DOC109", "duplicate-id", level="error", scope="corpus")
def duplicate_id(document: Postmortem, context: Context) -> Iterator[Finding]:
    """Two postmortems have the same id.

    Why: references and action items of one lead to the other.
    Instead: give one of them another `id:`.
    Measured: no firing on 67 real documents.
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

    In a draft, the empty row or item that a skeleton begins with waits to be filled in, and is not reported.

    Why: a reader cannot tell whether it was forgotten or does not apply.
    Instead: fill it in, or delete the line.
    Measured: 1 firing on 177 real documents, 1 read, 0 false alarms.
    """
    is_draft = isinstance(document, Postmortem) and document.status == "draft"
    found = reported(document, "placeholder-left")
    return (one for one in found if not (is_draft and one.message == EMPTY_ITEM))


@rule("DOC111", "template-instructions-left", level="warning", applies=_BOTH)
def template_instructions_left(document: Document, _context: Context) -> Iterator[Finding]:
    """An instruction of the template stands beside the text that it asked for.

    Known are paragraphs in italics that order or ask something (“*Describe the impact on users*”), and those
    that begin like no report does (“Briefly describe the …”). In runbooks, whose text gives orders too, only
    those that ask for something to be written are known. HTML comments are not shown to readers.

    Why: it reads as if the text was not finished, and search finds the template's words in every document.
    Instead: delete it, or keep such words in an HTML comment, `<!-- Describe the impact -->`.
    Measured: 45 firings on 176 real documents, 45 read, 0 false alarms. 42 of them are of one team.
    """
    return reported(document, "template-instructions-left")


@rule("DOC112", "kind-unknown", level="error")
def kind_unknown(document: Postmortem, _context: Context) -> Iterator[Finding]:
    """`kind:` is none of incident, near-miss, drill, security.

    Why: the kind decides which sections are required and whether the figures count the incident.
    Instead: one of these words.
    Measured: no firing on 67 real documents.
    """
    return reported(document, "kind-unknown")


@rule("DOC113", "empty-document", level="warning", applies=_BOTH)
def empty_document(document: Document, _context: Context) -> Iterator[Finding]:
    """The file holds no text.

    Why: an empty page looks as if something was lost.
    Instead: write it, or delete the file.
    Measured: no firing on 177 real documents.
    """
    return reported(document, "empty-document")


@rule("DOC114", "unreadable-file", level="error", applies=_BOTH)
def unreadable_file(document: Document, _context: Context) -> Iterator[Finding]:
    """A file cannot be read, or is a symbolic link that leads out of the root.

    Why: its contents are missing from the portal.
    Instead: mend its permissions, or put the file itself below the root.
    Measured: no firing on 177 real documents.
    """
    return reported(document, "unreadable-file")


@rule("DOC115", "table-unaligned", level="off", applies=_BOTH)
def table_unaligned(document: Document, _context: Context) -> Iterator[Finding]:
    """The pipes of a table are not in line.

    Off by default: the page looks the same, and only those who edit the source are served.

    Why: a table whose columns are in line can be read and changed in an editor.
    Instead: `incidentbook check --fix` brings them in line.
    Measured: 19 firings on 177 real documents, 19 read, 0 false alarms. All are a matter of taste.
    """
    return reported(document, "table-unaligned")


@rule("DOC119", "unclosed-block", level="error", applies=_BOTH)
def unclosed_block(document: Document, _context: Context) -> Iterator[Finding]:
    """A code block or an HTML comment is never closed, or only by the end of the next one.

    Sections that it hides are not reported as missing on top of it.

    Why: everything below is shown as code, or not at all, and neither read nor counted.
    Instead: the same fence as at its beginning, alone on a line, below the last line of the code.
    Measured: 1 firing on 177 real documents, 1 read, 0 false alarms.
    """
    return reported(document, "unclosed-block")


@rule("DOC120", "broken-table", level="warning", applies=_BOTH)
def broken_table(document: Document, _context: Context) -> Iterator[Finding]:
    """Lines that are meant as a table are none, because the line of hyphens below the heading is wrong.

    It needs a cell for each heading, and nothing but hyphens, and a colon at their ends, in each cell.

    Why: the rows are shown as text with pipes in it, and neither action items nor events are read from them.
    Instead: `| Action | Owner | Due |` and below it `|---|---|---|`.
    Measured: no firing on 177 real documents.
    """
    return reported(document, "broken-table")


@rule("DOC121", "file-not-read", level="warning", applies=_BOTH)
def file_not_read(document: Document, _context: Context) -> Iterator[Finding]:
    """A file lies among the documents and seems to be one, but its name does not end as the policy asks.

    Reported are the other endings of Markdown and of other markup, and plain text (`.txt`, or no ending) that
    begins or is divided like a document. Images, data, README, LICENSE and templates are not meant.

    Why: whoever wrote it believes that it is in the portal, and nothing else says that it is not.
    Instead: the ending `.md`; or its glob under `postmortems` or `exclude` in the policy.
    Measured: 2 firings on 177 real documents, 2 read, 0 false alarms.
    """
    return reported(document, "file-not-read")


@rule("DOC124", "too-crowded", level="warning", applies=_BOTH)
def too_crowded(document: Document, _context: Context) -> Iterator[Finding]:
    """A text is too long, or has too much open in it, to be shown as Markdown.

    Meant are more than 100 brackets `[` or signs `<` that nothing closes in one paragraph, item or row, more
    than 100 elements of HTML within each other, paragraphs of more than 50,000 characters, and documents with
    2,000 blocks of code. The first of a document is reported.

    Why: the time in which a page is made grows with the square of these, up to hours; so the site shows the
    whole document as it stands, without headings, tables and links.
    Instead: put logs and other output between fences (```), and close what is open.
    Measured: no firing on 180 real documents.
    """
    return reported(document, "too-crowded")


_BARE = expression(r"[A-Za-z]+(?:[ _-]?[A-Za-z]+)?[ _.#-]{0,2}\d{0,2}|\d{1,2}")
"""A level, a word or a number for one, and no remark."""


@rule("DOC116", "severity-spelling", level="info")
def severity_spelling(document: Postmortem, _context: Context) -> Iterator[Finding]:
    """The severity is understood, and spelt otherwise than in the policy (`sev-1` for `SEV1`).

    Silent where the value says more than the level, as in `SEV2 (payments only)`.

    Why: the portal knows what is meant; other tools that read the front matter may not.
    Instead: the policy's spelling; `incidentbook check --fix` writes it.
    Measured: no firing on 67 real documents. None of them states a severity.
    """
    field = document.field("severity")
    written = document.severity_text
    if field is None or field.source != "front-matter" or not document.severity or not written:
        return
    if written != document.severity and _BARE.fullmatch(written):
        message = f"the policy spells the severity “{written}” as “{document.severity}”"
        yield Finding(field.at, message, f"write `{field.key}: {document.severity}`", key=written)


_REVIEWED = frozenset(
    {
        "draft",
        "in draft",
        "drafting",
        "wip",
        "work in progress",
        "in review",
        "review",
        "under review",
        "reviewing",
    }
    | {"published", "publish", "complete", "completed", "final", "finalized", "finalised", "done", "finished"}
    | {"not required", "none required", "not needed"}
)
"""Words, in lower case and without signs, that can speak of nothing but the review."""


@rule("DOC117", "status-spelling", level="info")
def status_spelling(document: Postmortem, _context: Context) -> Iterator[Finding]:
    """The state of the review is understood, and spelt otherwise (`Complete` for `published`).

    Silent for words that speak of the incident (`resolved`) or say more than one of the four words can.

    Why: the portal knows what is meant; other tools that read the front matter may not.
    Instead: draft, in-review, published or not-required; `incidentbook check --fix` writes it.
    Measured: no firing on 67 real documents. None of them states its status.
    """
    field = document.field("status")
    written = document.status_text
    if field is None or field.source != "front-matter" or not written or written == document.status:
        return
    if normalise(written) in _REVIEWED:
        message = f"the status “{written}” means “{document.status}”"
        yield Finding(field.at, message, f"write `{field.key}: {document.status}`", key=written)


_DATES = frozenset({"date", "last_reviewed", "last_tested", "published_on", "reviewed_on"})
_ISO = expression(r"\d{4}-\d{2}-\d{2}")
_DIGITS = expression(r"(\d{1,2})([/. -])(\d{1,2})\2(\d{2,4})\b")
_TIMED = expression(r"\d:\d\d|\d\s?[ap]m\b")
_MONTHS = 12


@rule("DOC118", "date-format", level="info", applies=_BOTH)
def date_format(document: Document, _context: Context) -> Iterator[Finding]:
    """A date of the front matter is not written as `2025-03-15`.

    Silent where day and month could be mistaken for each other (`03/04/2025`): nobody but the author can mend
    that. Silent where a time of day stands behind the date.

    Why: `March 15, 2025` sorts before `April`, and other tools read it differently or not at all.
    Instead: year, month, day; `incidentbook check --fix` writes it.
    Measured: no firing on 177 real documents.
    """
    for field in document.fields:
        written = field.value if isinstance(field.value, str) else ""
        if field.key not in _DATES or field.source != "front-matter" or _ISO.match(written):
            continue
        day = read_date(written.strip()) if written and not _is_unclear(written) else None
        if day is not None:
            message = f"“{written}” is the date {day.isoformat()}"
            yield Finding(field.at, message, f"write `{day.isoformat()}`", key=f"{field.key} {written}")


def _is_unclear(written: str) -> bool:
    """Whether a date in figures has a short year or can be read in two ways, or a time belongs to it."""
    if _TIMED.search(written.lower()):
        return True
    figures = _DIGITS.match(written.strip())
    if figures is None:
        return False
    first, second = int(figures[1]), int(figures[3])
    return len(figures[4]) != len("2025") or (first != second and max(first, second) <= _MONTHS)
