"""All incidents of a root, compared: what documents whose bytes were seen before say is not counted again."""

import hashlib
from collections.abc import Callable, Mapping
from functools import cache

from incidentbook.analysis.accounts import Account, account, copied_lines, line_keys
from incidentbook.analysis.catalogue import catalogue
from incidentbook.analysis.likeness import likeness
from incidentbook.analysis.similarity import Comparison, comparison
from incidentbook.analysis.testimony import Testimony, testimony
from incidentbook.checks.digest import document_digest
from incidentbook.reading.library import Source, library_of, read_document, sources
from incidentbook.reading.store import Store, code_digest, user_store
from incidentbook.reading.tree import read_tree
from incidentbook.records import Policy, Postmortem, Runbook
from incidentbook.records.plain import dataclass, replace

from .places import Place
from .refusals import no_documents

_NAME = "similar"


@dataclass(frozen=True, slots=True)
class _Kept:
    """What is known of one document: the digest of its bytes, its record in brief, and what it says."""

    bytes_digest: bytes
    brief: Postmortem | Runbook
    account: Account | None


def compare_all(place: Place, store: Store | None = None) -> Comparison:
    """Compare all incidents of a place. Raises Refusal where there is no document."""
    store = user_store(place.root) if store is None else store
    key = f"{code_digest(store)}\n{place.policy!r}"
    kept = _kept(store, key)
    tree = read_tree(place.root)
    every = sources(place.root, place.policy, tree)
    found = {source.path: source for source in every if source.kind in {"postmortem", "runbook"}}
    if not found:
        raise no_documents(place, tree.problems)
    known = _known(found, kept, place.policy)
    if any(kept.get(path) is not one for path, one in known.items()) or kept.keys() - known.keys():
        store.save(_NAME, (key, known))
    library = library_of([one.brief for one in known.values()], place.policy, tree)
    said = {path: one.account for path, one in known.items() if one.account}
    return comparison(
        catalogue(library), likeness(said), cache(lambda path: _testimony(found[path], place.policy))
    )


def _kept(store: Store, key: str) -> dict[str, _Kept]:
    match store.load(_NAME):
        case (known, dict() as kept) if known == key:
            return kept
    return {}


def _known(found: Mapping[str, Source], kept: Mapping[str, _Kept], policy: Policy) -> dict[str, _Kept]:
    """What is known of each document: what is kept where it still holds, else what it says now."""
    known: dict[str, _Kept] = {}
    read: dict[str, Testimony] = {}
    for path, source in found.items():
        seen = hashlib.sha256(source.kind.encode() + b"\0" + source.data).digest()
        before = kept.get(path)
        if before is None or before.bytes_digest != seen:
            document = read_document(source, policy)
            before = _Kept(seen, document_digest(document), None)
            if isinstance(document, Postmortem):
                read[path] = testimony(document)
        known[path] = before
    return known | _counted(known, read, lambda path: _testimony(found[path], policy))


def _counted(
    known: Mapping[str, _Kept], read: Mapping[str, Testimony], told: Callable[[str], Testimony]
) -> dict[str, _Kept]:
    """The documents of which what they say has to be counted, because they or the templates changed."""
    lines = {path: one.account.lines for path, one in known.items() if one.account}
    lines |= {path: line_keys(one) for path, one in read.items()}
    copied = copied_lines(lines.values())
    changed: dict[str, _Kept] = {}
    for path, own in lines.items():
        before = known[path].account
        if before is None or before.left_out != own & copied:
            said = account(read.get(path) or told(path), own, copied)
            changed[path] = replace(known[path], account=said)
    return changed


def _testimony(source: Source, policy: Policy) -> Testimony:
    document = read_document(source, policy)
    if isinstance(document, Runbook):
        raise TypeError(source.path)
    return testimony(document)
