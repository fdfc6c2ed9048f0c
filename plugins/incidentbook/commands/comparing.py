"""All incidents of a root, compared: files that did not change since the last run are not read again."""

import gc
import hashlib
import os
import time
from collections import deque
from collections.abc import Callable, Mapping
from functools import cache

from incidentbook.analysis.accounts import Account, account, copied_lines, line_keys
from incidentbook.analysis.catalogue import catalogue
from incidentbook.analysis.similarity import Comparison, comparison
from incidentbook.analysis.testimony import Testimony, testimony
from incidentbook.checks.digest import document_digest
from incidentbook.reading.library import library_of, read_document, source_of, sources
from incidentbook.reading.places import may_be_document
from incidentbook.reading.store import Store, code_digest, user_store
from incidentbook.reading.tree import Tree, read_tree, unreadable
from incidentbook.records import Postmortem, Runbook
from incidentbook.records.plain import dataclass, replace

from .kept import Signature, settled, signature
from .places import Place
from .refusals import no_documents

_NAME = "similar"
_NOT_WORTH_KEEPING = 0.005
"""Where no larger share of the documents changed, reading these again is quicker than keeping all."""


@dataclass(frozen=True, slots=True)
class _Kept:
    """What is known of one file that may be a document.

    `signature` is None where the file was so new that a later change could look the same. Then come the
    digest of its bytes, the record in brief, and what it says; no record for what is neither postmortem nor
    runbook.
    """

    signature: Signature | None
    content: bytes
    brief: Postmortem | Runbook | None
    account: Account | None


def compare_all(place: Place, store: Store | None = None) -> Comparison:
    """Compare all incidents of a place. Raises Refusal where there is no document."""
    store = user_store(place.root) if store is None else store
    key = f"{code_digest(store)}\n{place.policy!r}"
    was_enabled = gc.isenabled()
    gc.disable()  # many records, and no cycles among them
    try:
        return _compared(place, store, key)
    finally:
        if was_enabled:
            gc.enable()


def _compared(place: Place, store: Store, key: str) -> Comparison:
    kept = _kept(store, key)
    tree = read_tree(place.root)
    known = _known(place, tree, kept)
    changed = sum(kept.get(path) is not one for path, one in known.items()) + len(kept.keys() - known.keys())
    if changed > _NOT_WORTH_KEEPING * len(known):
        store.save(_NAME, (key, known))
    briefs = [one.brief for one in known.values() if one.brief]
    if not briefs:
        tree = read_tree(place.root)
        deque(sources(place.root, place.policy, tree), 0)  # adds what seems to be a document to the problems
        raise no_documents(place, tree.problems)
    said = {path: one.account for path, one in known.items() if one.account}
    return comparison(
        catalogue(library_of(briefs, place.policy, tree)),
        said,
        cache(lambda path: _testimony(place, path).text),
    )


def _kept(store: Store, key: str) -> dict[str, _Kept]:
    match store.load(_NAME):
        case (known, dict() as kept) if known == key:
            return kept
    return {}


def _known(place: Place, tree: Tree, kept: Mapping[str, _Kept]) -> dict[str, _Kept]:
    """What is known of each document: what is kept where the file did not change, else what it says now."""
    known: dict[str, _Kept] = {}
    read: dict[str, Testimony] = {}
    now = time.time_ns()
    for path in tree.files:
        before = kept.get(path)
        if before is None and not may_be_document(path, place.policy):
            continue
        try:
            seen = signature(os.stat(f"{place.root}/{path}"))  # noqa: PTH116 - for each file, at each start
            if before is None or before.signature != seen:
                before = _looked_at(place, path, before, settled(seen, now), read)
        except OSError as error:
            tree.problems.append(unreadable(path, f"the file cannot be read ({error.strerror})"))
        else:
            known[path] = before
    return known | _counted(known, read, lambda path: _testimony(place, path))


def _looked_at(
    place: Place, path: str, before: _Kept | None, seen: Signature | None, read: dict[str, Testimony]
) -> _Kept:
    """What a file is now known for; what a postmortem says goes to `read`. Raises OSError."""
    source = source_of(place.root, path, place.policy)
    if source is None or source.kind not in {"postmortem", "runbook"}:
        return _Kept(seen, b"", None, None)
    content = hashlib.sha256(source.kind.encode() + b"\0" + source.data).digest()
    if before is not None and before.content == content:
        return before if before.signature == seen else replace(before, signature=seen)
    document = read_document(source, place.policy)
    if isinstance(document, Postmortem):
        read[path] = testimony(document)
    return _Kept(seen, content, document_digest(document), None)


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


def _testimony(place: Place, path: str) -> Testimony:
    source = source_of(place.root, path, place.policy)
    document = read_document(source, place.policy) if source else None
    if not isinstance(document, Postmortem):
        raise TypeError(path)
    return testimony(document)
