"""Rest for Python's collector of cycles, which else goes through all documents and pages again and again.

What a book consists of stays for the whole build and holds no cycles. Without this, looking for some took a
tenth of a build; with it, memory that is shared with a second process also stays shared.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def at_rest() -> Iterator[None]:
    """Look for no cycles in the block, nor afterwards in what it made, until `at_work`."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if was_enabled:
            gc.enable()


def at_work() -> None:
    """Look everywhere again: before the next build, since a process that ends would look for a second."""
    gc.unfreeze()
