"""All documents of a root, examined: those whose bytes were seen before are not read again."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from incidentbook.checks import Examined, examine
from incidentbook.reading.library import Source, library_of, read_document, sources
from incidentbook.reading.store import Store, code_digest, user_store
from incidentbook.reading.tree import read_tree
from incidentbook.records import Library

from .options import Place

_NAME = "check"


@dataclass(frozen=True, slots=True)
class _Kept:
    """What is known of one document: the digest of its bytes, the day for which its findings hold."""

    bytes_digest: bytes
    as_of: date
    examined: Examined


@dataclass(frozen=True, slots=True)
class Examination:
    """What each document alone gave, in the order of their paths, and the library of their digests."""

    examined: tuple[Examined, ...]
    library: Library

    @property
    def paths(self) -> frozenset[str]:
        """The paths of all documents."""
        return frozenset(one.digest.path for one in self.examined)


def examine_all(
    place: Place, is_wanted: Callable[[str], bool] = lambda _path: True, store: Store | None = None
) -> Examination:
    """Examine the documents of a place; findings are complete for those whose path is wanted.

    What is kept of a document is used where its bytes, the policy and the package are the same; its
    findings also where the day is the same.
    """
    store = user_store(place.root) if store is None else store
    key = key_of(place)
    kept = _kept(store, key)
    tree = read_tree(place.root)
    found: dict[str, _Kept] = {}
    for source in sources(place.root, place.policy, tree):
        known = kept.get(source.path)
        found[source.path] = _examined(source, known, place, needed=is_wanted(source.path))
    if any(kept.get(path) is not one for path, one in found.items()) or kept.keys() - found.keys():
        store.save(_NAME, (key, found))
    examined = tuple(one.examined for one in found.values())
    return Examination(examined, library_of([one.digest for one in examined], place.policy, tree))


def _kept(store: Store, key: str) -> dict[str, _Kept]:
    match store.load(_NAME):
        case (known, dict() as kept) if known == key:
            return kept
    return {}


def _examined(source: Source, known: _Kept | None, place: Place, *, needed: bool) -> _Kept:
    seen = hashlib.sha256(source.kind.encode() + b"\0" + source.data).digest()
    if known is not None and known.bytes_digest == seen and (known.as_of == place.as_of or not needed):
        return known
    document = read_document(source, place.policy)
    return _Kept(seen, place.as_of, examine(document, place.policy, place.as_of))


def key_of(place: Place) -> str:
    """What must be the same for what is kept of documents to be used."""
    return hashlib.sha256(f"{code_digest()} {place.policy!r}".encode("utf-8", "surrogateescape")).hexdigest()[
        :16
    ]
