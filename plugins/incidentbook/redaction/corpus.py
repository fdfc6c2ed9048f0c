"""A library and its texts → what is known of all documents when one of them is made public."""

import posixpath
import re
from collections.abc import Iterable, Iterator

from incidentbook.reading.patterns import expression
from incidentbook.records import Library, Policy
from incidentbook.records.plain import dataclass

from .classes import USUAL_HOSTS, Classes
from .document import Corpus, Source, kept_inside
from .people import People
from .values import Value, Values, words_of

_TITLE = expression(r"^#[ \t]+(.+?)[ \t#]*$", re.MULTILINE)
_HOSTS_RULE = ("PRV104", "internal-link-in-public-document")
_FEWEST_WORDS = 3
_MEDIA = frozenset(
    [
        ".png",
        ".jpg",
        ".jpeg",
        ".gif",
        ".webp",
        ".avif",
        ".bmp",
        ".mp4",
        ".webm",
        ".mov",
        ".mp3",
        ".ogg",
        ".pdf",
    ]
)
"""Endings of what public documents may bring along; files of text may hold anything, and need the policy."""


@dataclass(frozen=True, slots=True)
class Found:
    """What lies below a root: records, texts of documents and pages, names of files, and Git's authors."""

    library: Library
    sources: tuple[Source, ...]
    files: tuple[str, ...]
    authors: tuple[str, ...] = ()


def corpus_of(found: Found, policy: Policy, further: Iterable[str] = ()) -> Corpus:
    """What the public may know of the documents `found`; `further` are files that it gets in any case."""
    public = [one for one in found.sources if not kept_inside(one)]
    paths = frozenset(one.path for one in public)
    ids = frozenset(_ids(found.library, paths))
    people = People(policy)
    if policy.redaction.removes("names"):
        people.add_library(found.library)
        people.add_authors(found.authors)
        for source in found.sources:
            people.add_text(source.text)
    roles = {one.path: people.roles(one.roles) for one in found.library.postmortems}
    names = people.values() if policy.redaction.removes("names") else ()
    values = Values((*names, *_documents(found, paths, ids, _known(policy))))
    documents = {one.path for one in found.sources}
    media = (path for path in found.files if path not in documents and _ending(path) in _MEDIA)
    return Corpus(
        policy,
        Classes(policy.redaction, hosts_of(policy), ids),
        values,
        paths,
        ids,
        frozenset(media),
        frozenset(further),
        people.team_of,
        lambda path: roles.get(path, {}),
    )


def hosts_of(policy: Policy) -> tuple[str, ...]:
    """The domains that only the organisation reaches: the usual ones, and those of the rule PRV104."""
    stated = (policy.rules[name].settings.get("hosts") for name in _HOSTS_RULE if name in policy.rules)
    own = (host for one in stated if isinstance(one, list) for host in one)
    return (*USUAL_HOSTS, *map(str, own))


def _ids(library: Library, paths: frozenset[str]) -> Iterator[str]:
    """By what public documents are called: ids, paths, and names of files."""
    for path in paths:
        yield from (path, posixpath.basename(path), _stem(path))
    yield from (one.id for one in library.postmortems if one.path in paths)
    yield from (one.id for one in library.runbooks if one.path in paths)


def _documents(
    found: Found, paths: frozenset[str], ids: frozenset[str], known: frozenset[tuple[str, ...]]
) -> Iterator[Value]:
    """The names of documents and pages that stay inside, where they are no words that anybody may use."""
    titles = {one.path: (one.title, one.id) for one in found.library.postmortems}
    titles |= {one.path: (one.title, one.id) for one in found.library.runbooks}
    public_titles = {words_of(titles[path][0]) for path in paths if path in titles}
    for source in found.sources:
        if source.path in paths:
            continue
        heading = _TITLE.search(source.text)
        if len(words_of(_stem(source.path))) > 1 and posixpath.basename(source.path) not in ids:
            yield Value(posixpath.basename(source.path), "documents")
        for name in {*titles.get(source.path, ()), _stem(source.path), heading[1] if heading else ""}:
            words = words_of(name)
            has_figures = len(words) > 1 and any(map(str.isdigit, name))
            is_telling = len(words) >= _FEWEST_WORDS or has_figures
            if is_telling and name not in ids and words not in known and words not in public_titles:
                yield Value(name, "documents")


def _known(policy: Policy) -> frozenset[tuple[str, ...]]:
    """What the policy calls things, which are no documents' names alone."""
    named = [text for cause in policy.causes for text in (cause.id, cause.title)]
    named += [text for service in policy.services for text in (service.id, service.title)]
    named += [text for team in policy.teams for text in (team.id, team.title)]
    named += [text for role in policy.roles for text in (role.id, role.title)]
    return frozenset(map(words_of, (*named, policy.title)))


def _stem(path: str) -> str:
    return posixpath.splitext(posixpath.basename(path))[0]


def _ending(path: str) -> str:
    return posixpath.splitext(path)[1].lower()
