"""What is kept of each incident to compare it: packed into few bytes that are ready without being unpacked.

Ten thousand incidents have three million terms, and one question needs a look at each: so the numbers of all
lie one after the other, and what is read is a view of them.
"""

import marshal
import sys
import zlib
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, pairwise

from incidentbook.analysis.accounts import Account, Keys, Numbers, Weights
from incidentbook.checks.digest import document_digest
from incidentbook.reading.store import Store, pickled, unpickled
from incidentbook.records import Postmortem, Runbook
from incidentbook.records.plain import dataclass, replace

from .kept import Signature

_NAME = "incidents"
_HEAD = 8
"""Bytes that say how long the list at the beginning is."""


@dataclass(frozen=True, slots=True)
class Incident:
    """What a postmortem says: counted, the keys of its lines, and the text that was counted, compressed."""

    account: Account
    lines: Numbers
    packed: bytes | memoryview

    @property
    def text(self) -> str:
        """The text that was counted."""
        return zlib.decompress(self.packed).decode("utf-8", "surrogatepass")


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of one file that may be a document.

    `signature` is None where the file was so new that a later change could look the same. Then come the
    digest of its bytes, the record in brief, and for a postmortem what it says; no record for what is
    neither postmortem nor runbook.
    """

    signature: Signature | None
    content: bytes
    brief: Postmortem | Runbook | None
    incident: Incident | None


def packed(text: str) -> bytes:
    """A text in few bytes."""
    return zlib.compress(text.encode("utf-8", "surrogatepass"), 1)


def brief(document: Postmortem | Runbook) -> Postmortem | Runbook:
    """A document with no more than suggestions show and need: names, days, references, action items."""
    if isinstance(document, Runbook):
        return Runbook(document.path, document.title, document.id)
    own_id = tuple(field for field in document.fields if field.key == "id")
    started = tuple(one for one in document.milestones if one.name == "started")
    needed = replace(document, fields=own_id, links=(), milestones=started, anchors=(), stated=(), ticks=())
    return document_digest(replace(needed, alerts=(), runbooks=(), teams=()))


def load(store: Store, key: str) -> tuple[dict[str, Known], Keys]:
    """What is kept by paths, and the keys of lines of templates; empty where nothing is kept."""
    data = store.load_bytes(_NAME)
    if data is None or len(data) < _HEAD:
        return {}, frozenset()
    begin = _HEAD + int.from_bytes(data[:_HEAD], "big")
    match _listed(data[_HEAD:begin]):
        case (known, list() as rows, list() as copied, list() as sizes) if known == _key(key):
            ends = pairwise(accumulate(sizes, initial=begin))
            return dict(_unpacked(rows, [data[one:other] for one, other in ends])), frozenset(copied)
    return {}, frozenset()


def _listed(data: memoryview) -> object:
    """The list at the beginning, or None where it cannot be read."""
    try:
        return marshal.loads(data)  # noqa: S302 - the user's own file, and whole
    except (ValueError, EOFError, TypeError):
        return None


def save(store: Store, key: str, known: Mapping[str, Known], copied: Keys) -> None:
    """Keep what is known."""
    if store.folder is None:
        return
    rows = [(path, one.signature, one.content, *_sizes(one.incident)) for path, one in known.items()]
    incidents = [one.incident for one in known.values() if one.incident]
    parts = [
        pickled([one.brief for one in known.values()]),
        _joined(one.account.terms for one in incidents),
        _joined(one.account.weights for one in incidents),
        _joined(one.account.spots for one in incidents),
        _joined(one.lines for one in incidents),
        b"".join(one.packed for one in incidents),
    ]
    head = marshal.dumps((_key(key), rows, list(copied), [len(part) for part in parts]))
    store.save_bytes(_NAME, b"".join((len(head).to_bytes(_HEAD, "big"), head, *parts)))


def _key(key: str) -> str:
    return f"{key}\n{sys.byteorder} {array('I').itemsize}"


def _joined(arrays: Iterable[Numbers] | Iterable[Weights]) -> bytes:
    return b"".join(one.tobytes() for one in arrays)


def _sizes(incident: Incident | None) -> tuple[int, int, int, float]:
    """How many terms, lines and bytes of text there are (-1 for no incident), and the account's length."""
    if incident is None:
        return -1, 0, 0, 0.0
    own = incident.account
    return len(own.terms), len(incident.lines), len(incident.packed), own.length


def _unpacked(
    rows: Sequence[tuple[str, Signature | None, bytes, int, int, int, float]], parts: Sequence[memoryview]
) -> Iterator[tuple[str, Known]]:
    briefs = unpickled(parts[0])
    if not isinstance(briefs, list):
        return
    terms, weights = parts[1].cast("Q"), parts[2].cast("f")
    spots, lines = parts[3].cast("I"), parts[4].cast("I")
    at = line = byte = 0
    for (path, signature, content, of_terms, of_lines, of_bytes, length), its_brief in zip(
        rows, briefs, strict=True
    ):
        incident = None
        if of_terms >= 0:
            end = at + of_terms
            account = Account(terms[at:end], weights[at:end], spots[at:end], length)
            incident = Incident(account, lines[line : line + of_lines], parts[5][byte : byte + of_bytes])
            at, line, byte = end, line + of_lines, byte + of_bytes
        yield path, Known(signature, content, its_brief, incident)
