"""What `check` remembers of a root from run to run.

Besides the code of regular expressions, two entries are kept: `check` holds what is known of each file, and
what the rules about other documents found, as plain data; `digests` holds the records that these rules look
at, and is opened only when they must be asked anew. These two count only for the same files of the package,
the same root and the same policy.
"""

import sys
from collections.abc import Mapping

from incidentbook.reading.patterns import hand_in, handed_out
from incidentbook.reading.store import Store

from .kept import FindingRow, Kept

_FILES = "check"
_DIGESTS = "digests"
_PATTERNS = "patterns"

Rows = tuple[FindingRow, ...]


class Memory:
    """What is known of files by path, and by path what other documents' rules `found` in a `state` of all.

    `rules` is the number of those that are not off, 0 where nothing is remembered.
    """

    def __init__(self, store: Store, key: str) -> None:
        self._store = store
        self._key = key
        self.files: dict[str, Kept] = {}
        self.state: object = None
        self.found: dict[str, Rows] = {}
        self.rules = 0
        match store.load_plain(_FILES):
            case (known, int() as rules, dict() as files, state, dict() as found) if known == key:
                self.files = {path: Kept(*plain) for path, plain in files.items()}
                self.rules, self.state, self.found = rules, state, found

    def save(self, files: Mapping[str, Kept], rules: int, state: object, found: Mapping[str, Rows]) -> None:
        """Remember this instead, unless it is the same."""
        if files != self.files or state != self.state or found != self.found:
            plain = {path: kept.plain() for path, kept in files.items()}
            self._store.save_plain(_FILES, (self._key, rules, plain, state, dict(found)))

    def digests(self, files: Mapping[str, Kept]) -> dict[str, bytes]:
        """The pickled digests of documents, as far as they are kept and true."""
        match self._store.load_plain(_DIGESTS):
            case (known, dict() as kept) if known == self._key:
                return {
                    path: data
                    for path, (sum_, data) in kept.items()
                    if path in files and files[path].digest == sum_
                }
        return {}

    def save_digests(self, digests: Mapping[str, bytes], files: Mapping[str, Kept]) -> None:
        """Remember the pickled digests of documents."""
        kept = {path: (files[path].digest, data) for path, data in digests.items()}
        self._store.save_plain(_DIGESTS, (self._key, kept))

    def hand_in_patterns(self) -> None:
        """Spare the readers the compiling of expressions that an earlier run used."""
        match self._store.load_plain(_PATTERNS):
            case (known, dict() as codes) if known == sys.version:
                hand_in(codes)

    def save_patterns(self) -> None:
        """Remember the expressions that this run used, where some were new."""
        if codes := handed_out():
            self._store.save_plain(_PATTERNS, (sys.version, codes))
