"""Compiled templates, kept from one build to the next: to compile them took most of a small build's time.

What is kept of a template holds for its text, for this version of Jinja and Python, and for the functions
that templates are compiled with. All lie in one entry of the store, which is read when it is first asked.
"""

import sys
from hashlib import sha256
from pathlib import Path

import jinja2
from jinja2.bccache import Bucket, BytecodeCache

from incidentbook import rendering
from incidentbook.reading.store import Store

_NAME = "templates"


class Compiled(BytecodeCache):
    """Templates by the keys that Jinja gives them."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._state = _state()
        self._known: dict[str, bytes] | None = None
        self._is_changed = False

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give Jinja what was kept of a template; Jinja itself looks whether it is of this text."""
        if known := self._all().get(bucket.key):
            bucket.bytecode_from_string(known)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Take what Jinja has compiled."""
        self._all()[bucket.key] = bucket.bytecode_to_string()
        self._is_changed = True

    def save(self) -> None:
        """Keep all of it, if any is new."""
        if self._is_changed:
            self._store.save_plain(_NAME, (self._state, self._all()))
            self._is_changed = False

    def _all(self) -> dict[str, bytes]:
        if self._known is None:
            match self._store.load_plain(_NAME):
                case (state, dict() as known) if state == self._state:
                    self._known = known
                case _:
                    self._known = {}
        return self._known


def _state() -> bytes:
    """What changes with all that templates are compiled with."""
    seen = sha256(f"{jinja2.__version__} {sys.version}".encode())
    for path in sorted(Path(rendering.__path__[0]).glob("*.py")):
        seen.update(path.read_bytes())
    return seen.digest()
