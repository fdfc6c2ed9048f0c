"""All incidents of a root, compared: files that did not change since the last run are not read again."""

import gc
import hashlib
import os
import time
from array import array
from collections import deque
from collections.abc import Iterable, Iterator, Mapping

from incidentbook.analysis.accounts import Keys, account, copied_lines, line_keys
from incidentbook.analysis.catalogue import catalogue
from incidentbook.analysis.similarity import Comparison, comparison
from incidentbook.analysis.testimony import Testimony, testimony
from incidentbook.reading.library import library_of, read_document, source_of, sources
from incidentbook.reading.places import may_be_document
from incidentbook.reading.store import Store, code_digest, user_store
from incidentbook.reading.tree import Tree, read_tree, unreadable
from incidentbook.records import Postmortem
from incidentbook.records.plain import replace

from .kept import Signature, settled, signature
from .kept_incidents import Incident, Known, brief, load, packed, save
from .places import Place
from .refusals import no_documents

_NOT_WORTH_KEEPING = 0.005
"""Where no larger share of the documents changed, reading these again is quicker than keeping all."""


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
    kept, copied_then = load(store, key)
    tree = read_tree(place.root)
    read: dict[str, Testimony] = {}
    known = _known(place, tree, kept, read)
    copied = copied_lines(_lines(known, read))
    known |= _counted(place, known, read, copied, copied_then)
    changed = sum(kept.get(path) is not one for path, one in known.items()) + len(kept.keys() - known.keys())
    if changed > _NOT_WORTH_KEEPING * len(known):
        save(store, key, known, copied)
    briefs = [one.brief for one in known.values() if one.brief]
    if not briefs:
        tree = read_tree(place.root)
        deque(sources(place.root, place.policy, tree), 0)  # adds what seems to be a document to the problems
        raise no_documents(place, tree.problems)
    incidents = {path: one.incident for path, one in known.items() if one.incident}
    return comparison(
        catalogue(library_of(briefs, place.policy, tree)),
        {path: one.account for path, one in incidents.items()},
        lambda path: incidents[path].text,
    )


def _known(
    place: Place, tree: Tree, kept: Mapping[str, Known], read: dict[str, Testimony]
) -> dict[str, Known]:
    """What is known of each document: what is kept where the file did not change, else what it says now.

    What changed postmortems say goes to `read`, and is not counted yet.
    """
    known: dict[str, Known] = {}
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
    return known


def _looked_at(
    place: Place, path: str, before: Known | None, seen: Signature | None, read: dict[str, Testimony]
) -> Known:
    """What a file is now known for; what a postmortem says goes to `read`. Raises OSError."""
    source = source_of(place.root, path, place.policy)
    if source is None or source.kind not in {"postmortem", "runbook"}:
        return Known(seen, b"", None, None)
    content = hashlib.sha256(source.kind.encode() + b"\0" + source.data).digest()
    if before is not None and before.content == content:
        return before if before.signature == seen else replace(before, signature=seen)
    document = read_document(source, place.policy)
    if isinstance(document, Postmortem):
        read[path] = testimony(document)
    return Known(seen, content, brief(document), None)


def _lines(known: Mapping[str, Known], read: Mapping[str, Testimony]) -> Iterator[Iterable[int]]:
    """The keys of the lines of each postmortem."""
    yield from (one.incident.lines.tolist() for one in known.values() if one.incident)
    yield from map(line_keys, read.values())


def _counted(
    place: Place, known: Mapping[str, Known], read: Mapping[str, Testimony], copied: Keys, copied_then: Keys
) -> dict[str, Known]:
    """The postmortems that have to be counted, because they or a template among their lines changed."""
    other = copied ^ copied_then
    again = [
        path
        for path, one in known.items()
        if other and one.incident and not other.isdisjoint(one.incident.lines.tolist())
    ]
    told = {path: _testimony(place, path) for path in again} | dict(read)
    return {path: replace(known[path], incident=_incident(one, copied)) for path, one in told.items()}


def _incident(told: Testimony, copied: Keys) -> Incident:
    return Incident(account(told, copied), array("I", sorted(line_keys(told))), packed(told.text))


def _testimony(place: Place, path: str) -> Testimony:
    source = source_of(place.root, path, place.policy)
    document = read_document(source, place.policy) if source else None
    if not isinstance(document, Postmortem):
        raise TypeError(path)
    return testimony(document)
