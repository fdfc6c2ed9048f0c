"""A folder that holds what the public may read of a root, and nothing else; all that follows reads it."""

import posixpath
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from incidentbook.reading.files import LARGEST, decode
from incidentbook.reading.git import GitError, open_repository
from incidentbook.reading.globs import matches
from incidentbook.reading.library import read_library
from incidentbook.reading.places import MARKDOWN
from incidentbook.reading.tree import walk
from incidentbook.records import Policy
from incidentbook.records.plain import replace
from incidentbook.redaction.corpus import Found, corpus_of
from incidentbook.redaction.document import Corpus, Redacted, Source, attachment, redacted
from incidentbook.redaction.draft import Draft
from incidentbook.redaction.policy import public_policy
from incidentbook.redaction.watchlist import Watchlist

_UNSEEN = dict.fromkeys((0x02, 0x03, 0xAD, 0x200B, 0x200C, 0x2060, 0xFEFF))
"""Characters that nobody sees, between which a name would not be found."""


@dataclass(frozen=True, slots=True)
class PublicRoot:
    """The folder, the policy that holds in it, what became of each document, and what to look for."""

    folder: Path
    policy: Policy
    documents: tuple[Redacted, ...]
    watchlist: Watchlist


def find(root: Path, policy: Policy, pages: str | None = None) -> Found:
    """All documents below a root, and the Markdown pages below its folder `pages` (None: no pages)."""
    library, files = read_library(root, policy), walk(root)
    kinds = {one.path: "postmortem" for one in library.postmortems}
    kinds |= {one.path: "runbook" for one in library.runbooks}
    for path in files if pages is not None else ():
        if path.lower().endswith(MARKDOWN) and _is_below(path, pages or ""):
            kinds.setdefault(path, "page")
    sources = (_source(root, path, kind) for path, kind in sorted(kinds.items()))
    return Found(library, tuple(filter(None, sources)), files, _authors(root))


def _authors(root: Path) -> tuple[str, ...]:
    """Who wrote in the repository, by what Git says; nobody where there is none."""
    try:
        said = open_repository(root).log("--all", "--format=%an%n%cn")
    except GitError:
        return ()
    return tuple(sorted(set(said.split("\n")) - {""}))


def _source(root: Path, path: str, kind: str) -> Source | None:
    try:
        data = (root / path).read_bytes()
    except OSError:
        return None
    if len(data) > LARGEST:
        return None
    text = decode(data, path)[0].replace("\r\n", "\n").replace("\r", "\n")
    return Source(path, kind, text.translate(_UNSEEN))


def _is_below(path: str, folder: str) -> bool:
    return folder in {"", "."} or path.startswith(f"{folder}/")


@dataclass(frozen=True, slots=True)
class Pages:
    """The pages of a site beside its documents: their folder, as a path below the root (None: no pages).

    `files` are files below the root that the site needs, its style sheets say; `said` is what its
    configuration says on pages; `is_hidden` tells which pages it does not publish.
    """

    folder: str | None = None
    files: tuple[str, ...] = ()
    said: tuple[str, ...] = ()
    is_hidden: Callable[[str], bool] = lambda _path: False


def publish(root: Path, policy: Policy, folder: Path, pages: Pages = Pages()) -> PublicRoot:
    """Write into `folder` what the public may read of `root`; files of an earlier time are removed."""
    found = find(root, policy, pages.folder)
    sources = tuple(replace(one, is_hidden=pages.is_hidden(one.path)) for one in found.sources)
    found = replace(found, sources=sources)
    open_files = {path for path in found.files if matches(path, policy.redaction.files)}
    open_files |= set(pages.files) & set(found.files)
    open_files -= {one.path for one in found.sources}
    corpus = corpus_of(found, policy, open_files)
    documents = tuple(redacted(one, corpus) for one in found.sources)
    texts = {one.path: one.text for one in documents if one.text is not None}
    files = {path: text.encode("utf-8", "replace") for path, text in texts.items()}
    files |= {path: (root / path).read_bytes() for path in open_files}
    files |= _media(root, corpus, texts)
    files |= _parts(root, policy, found)
    _write(folder, files)
    public = public_policy(policy, texts.values(), lambda text: _clean(text, corpus))
    said = (*texts.values(), *_words(policy), *pages.said, *texts, *_titles(found, texts))
    return PublicRoot(folder, public, documents, _watchlist(corpus, documents, said))


def _titles(found: Found, public: Collection[str]) -> Iterator[str]:
    """By what public documents are called."""
    yield from (f"{one.id} . {one.title}" for one in found.library.postmortems if one.path in public)
    yield from (f"{one.id} . {one.title}" for one in found.library.runbooks if one.path in public)


def _clean(text: str, corpus: Corpus) -> str:
    draft = Draft(text, [1] * (text.count("\n") + 1))
    draft.cut((*corpus.classes.cuts(text), *corpus.values.cuts(text)))
    return draft.text


def _media(root: Path, corpus: Corpus, texts: dict[str, str]) -> dict[str, bytes]:
    """What public texts bring along, under the names by which they call it."""
    called = {posixpath.basename(attachment(path)): path for path in corpus.media}
    said = [text for text in texts.values() if "attachment-" in text]
    return {
        attachment(path): (root / path).read_bytes()
        for name, path in called.items()
        if any(name in text for text in said)
    }


def _parts(root: Path, policy: Policy, found: Found) -> dict[str, bytes]:
    """Parts of the portal that the policy lets through: rule files, and templates of messages."""
    paths: set[str] = set()
    if not policy.redaction.removes("alert-rules"):
        paths.update(one.path for one in found.library.alert_files)
    if not policy.redaction.removes("handbook") and policy.messages:
        paths.update(path for path in found.files if _is_below(path, policy.messages.strip("/")))
    return {path: (root / path).read_bytes() for path in paths}


def _write(folder: Path, files: dict[str, bytes]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for old in [path for path in folder.rglob("*") if path.is_file()]:
        if old.relative_to(folder).as_posix() not in files:
            old.unlink()
    for path, data in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        if not target.is_file() or target.read_bytes() != data:
            target.write_bytes(data)


def _watchlist(corpus: Corpus, documents: Iterable[Redacted], said: Iterable[str]) -> Watchlist:
    """What to look for in the site; what is `said` for the public, names and addresses apart, is no leak."""
    found = Watchlist(corpus.classes)
    for value in corpus.values.all:
        if not value.is_exact:
            found.add_value(value.text, value.what)
    for one in documents:
        found.add(one.removals)
    found.settle(said, _own_words())
    return found


def _words(policy: Policy) -> Iterator[str]:
    """What the policy says on pages of every audience, if a document names it."""
    yield policy.title
    yield from (f"{one.id} . {one.title}" for one in policy.services)
    yield from (f"{one.id} . {one.title}" for one in policy.teams)
    yield from (f"{one.id} . {one.title}" for one in policy.causes)
    yield from (f"{cause.title} . {cause.description}" for cause in policy.causes)
    yield from (f"{level.id} . {level.title} . {level.definition}" for level in policy.severities)


def _own_words() -> Iterator[str]:
    """The words of the package, which stand on pages whatever the documents say."""
    import incidentbook
    from incidentbook.resources import templates_folder

    package = Path(incidentbook.__file__).parent
    for folder, patterns in ((package, ("*.py",)), (templates_folder(), ("*.html", "*.md", "*.js", "*.css"))):
        for pattern in patterns:
            for path in sorted(folder.rglob(pattern)):
                yield path.read_text(encoding="utf-8", errors="replace")
