"""One document → the text that the public may read, and what was taken out of it."""

import posixpath
import re
from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType

from incidentbook.reading.fields import lookup
from incidentbook.reading.front_matter import FrontMatter, split
from incidentbook.reading.internal_marks import mark_problems
from incidentbook.reading.names import compact, runbook_section_name
from incidentbook.reading.patterns import expression
from incidentbook.records import Field, Policy, Problem
from incidentbook.records.plain import dataclass

from . import hidden
from .classes import Classes
from .draft import Draft, Removal, draft_of
from .fields import FieldSieve, Wording, front_matter, internal_keys, plain
from .links import remove_links
from .scopes import remove_enclosed, remove_marked
from .values import Values
from .yaml_runbook import public_yaml, yaml_fields

_BLANK_LINES = expression(r"\n{3,}")
_EMPTY_ITEM = expression(r"^[ \t>]*(?:[-*+]|\d{1,9}[.)])[ \t]*(?:\[[ xX]\])?[ \t]*$", re.MULTILINE)
_UNFINISHED = frozenset(("draft", "in-review", "inreview", "review", "wip", "todo", "inprogress"))
_YES = frozenset(("true", "yes", "on", "1"))
_CONTACTS = frozenset(("contacts", "escalation"))
YAML = (".yml", ".yaml")


@dataclass(frozen=True, slots=True)
class Source:
    """A document as it stands in its file: `kind` is "postmortem", "runbook" or "page".

    `is_hidden` says that the site does not publish it whatever it says itself.
    """

    path: str
    kind: str
    text: str
    is_hidden: bool = False

    @property
    def is_yaml(self) -> bool:
        """Whether it is data of which a page is made."""
        return self.path.lower().endswith(YAML)


@dataclass(frozen=True, slots=True)
class Redacted:
    """What the public gets of a document: its text, or None and why it gets nothing; and what was taken out.

    `problems` are marks of which nobody can tell where their part begins or ends.
    """

    path: str
    text: str | None
    reason: str = ""
    removals: tuple[Removal, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Corpus:
    """What is known of all documents when one of them is made public.

    `paths` are those of public documents and pages, `ids` the ids and names of public documents, `media` what
    documents may bring along under another name, `files` what the policy lets through. `roles` gives what to
    write for names in the incident of a document.
    """

    policy: Policy
    classes: Classes
    values: Values
    paths: frozenset[str]
    ids: frozenset[str]
    media: frozenset[str]
    files: frozenset[str]
    team: Callable[[str], str]
    roles: Callable[[str], Mapping[str, str]] = lambda _path: MappingProxyType({})

    def address(self, path: str, origin: str) -> str:
        """The address of a public page or file from that of `origin`; empty for all others."""
        if path in self.paths or path in self.files:
            return posixpath.relpath(path, posixpath.dirname(origin) or ".")
        if path in self.media:
            return posixpath.relpath(attachment(path), posixpath.dirname(origin) or ".")
        return ""

    def is_public_url(self, url: str) -> bool:
        """Whether the public may know a web address."""
        return self.classes.is_clean(url) and next(self.values.cuts(url), None) is None

    def is_service(self, name: str) -> bool:
        """Whether the public may know a service: one of the policy's, or any where it names none."""
        return not self.policy.services or self.policy.service(name) is not None


def attachment(path: str) -> str:
    """Where a public build has a file that a document brings along; its own name may tell too much."""
    from hashlib import sha256

    folder, name = posixpath.split(path)
    ending = posixpath.splitext(name)[1].lower()
    return posixpath.join(folder, f"attachment-{sha256(path.encode()).hexdigest()[:12]}{ending}")


def kept_inside(source: Source) -> str:
    """Why the public does not get a document at all; empty where it does."""
    if source.is_hidden:
        return "the site does not publish it"
    if source.is_yaml:
        fields: Iterable[Field] = yaml_fields(source.text, source.path)
    else:
        front = split(source.text, source.path)
        if any(problem.rule == "front-matter-invalid" for problem in front.problems):
            return "its front matter cannot be read"
        fields = front.fields
    said = {_name(source.kind, one): str(plain(one.value)).strip().lower() for one in fields}
    if said.get("audience", "") != "public":
        return "it does not say `audience: public`"
    if said.get("internal", "") in _YES:
        return "it says `internal: true`"
    if compact(said.get("status", "")) in _UNFINISHED or said.get("draft", "") in _YES:
        return "it is a draft or still in review"
    return ""


def _name(kind: str, field: Field) -> str:
    spec = None if kind == "page" else lookup(kind, field.key)
    return spec.name if spec else field.key.strip().lower()


def redacted(source: Source, corpus: Corpus) -> Redacted:
    """What the public gets of a document."""
    if reason := kept_inside(source):
        return Redacted(source.path, None, reason, (Removal(1, "document", source.text),))
    if source.is_yaml:
        return _data(source, corpus)
    front = split(source.text, source.path)
    fields, removals = _fields(source, front, corpus)
    draft = draft_of(front.body, front.body_line)
    _clear(draft, source, corpus)
    problems = tuple(mark_problems(source.text, source.path))
    every = (*removals, *draft.removals)
    if not draft.text.strip() and front.body.strip():
        return Redacted(source.path, None, "all of it is internal", every, problems)
    text = f"{front_matter(fields)}\n{_tidy(draft.text)}"
    return Redacted(source.path, text, "", _sorted(every), problems)


def _data(source: Source, corpus: Corpus) -> Redacted:
    removals: list[Removal] = []
    text = public_yaml(source.text, source.path, _wording(source, corpus, removals), removals)
    return Redacted(source.path, text, "", _sorted(removals))


def _sorted(removals: Iterable[Removal]) -> tuple[Removal, ...]:
    return tuple(sorted(removals, key=lambda one: one.line))


def _fields(
    source: Source, front: FrontMatter, corpus: Corpus
) -> tuple[dict[str, object], tuple[Removal, ...]]:
    removals: list[Removal] = []
    sieve = FieldSieve(source.kind, _wording(source, corpus, removals))
    kept = sieve.kept(front.fields)
    known = {compact(key) for field in front.fields for key in (field.key, sieve.name(field))}
    removals.extend(
        Removal(1, "internal field", key)
        for key in internal_keys(front.fields)
        if compact(key) not in known and key.lower() not in _YES
    )
    return kept, (*sieve.removals, *removals)


def _wording(source: Source, corpus: Corpus, removals: list[Removal]) -> Wording:
    roles = corpus.roles(source.path)

    def clean(text: str, line: int) -> str:
        draft = Draft(text, [line] * (text.count("\n") + 1))
        hidden.remove_comments(draft)
        remove_marked(draft)
        draft.cut((*corpus.values.cuts(draft.text, roles), *corpus.classes.cuts(draft.text)))
        removals.extend(draft.removals)
        return draft.text

    further = frozenset(map(compact, corpus.policy.redaction.fields))
    return Wording(clean, corpus.team, lambda name: is_public_name(name, corpus), corpus.is_service, further)


def is_public_name(name: str, corpus: Corpus) -> bool:
    """Whether an id, a path or a file's name is that of a public document."""
    return name in corpus.ids or posixpath.basename(name) in corpus.ids or name in corpus.paths


def _clear(draft: Draft, source: Source, corpus: Corpus) -> None:
    """Take out of a document's body, step by step, what the public does not get."""
    is_contact = (
        _is_contact if corpus.policy.redaction.removes("contacts") and source.kind == "runbook" else None
    )
    remove_enclosed(draft)
    hidden.remove_comments(draft)
    remove_marked(draft, is_contact or (lambda _: False))
    hidden.resolve_escapes(draft)
    hidden.remove_hidden_elements(draft)
    hidden.remove_attributes(draft)
    remove_links(draft, source.path, corpus)
    hidden.remove_definitions(draft)
    hidden.remove_footnotes(draft)
    roles = corpus.roles(source.path)
    draft.cut((*corpus.values.cuts(draft.text, roles), *corpus.classes.cuts(draft.text)))


def _is_contact(heading: str) -> bool:
    return runbook_section_name(heading, {}) in _CONTACTS


_NOBODY = expression(
    r"^([ \t>*+-]*)[*_]{0,3}(?:[A-Za-z]+[ -]){0,2}(?:authors?|owners?|commanders?|ic|scribes?|leads?|"
    r"participants?|attendees|responders?|reviewers?|reporters?|contacts?|on[ -]?call|assignees?)"
    r"[*_]{0,3}[ \t]*:[*_]{0,3}[ \t]*"
    r"(?:(?:\[removed\]|the [a-z][a-z ]{2,30})(?:[ \t,;&]|\band\b)*)+(?:\|[ \t]*|$)",
    re.IGNORECASE | re.MULTILINE,
)
"""A header line, or its first part, that says who, where nobody is left."""


def _tidy(text: str) -> str:
    """A text without the labels, empty items and gaps that its removals left."""
    while _NOBODY.search(text):
        text = _NOBODY.sub(r"\1", text)
    lines = (line.rstrip() for line in text.split("\n") if not _EMPTY_ITEM.match(line))
    return _BLANK_LINES.sub("\n\n", "\n".join(lines)).strip("\n") + "\n"
