"""The way that a commit hook takes: `incidentbook check` with nothing but paths, without click.

Importing click takes as long as all the rest. Whatever is not as simple as it should be goes the long way
from the beginning, so that each message is said in one place.
"""

import os
import sys
from collections.abc import Sequence
from pathlib import Path

_KNOWN = "--ignore-others"


def check_paths(words: Sequence[str]) -> int | None:
    """The exit status of `check [--ignore-others] [PATHS]`, or None where the long way must be gone."""
    paths = [word for word in words[1:] if word != _KNOWN]
    if list(words[:1]) != ["check"] or not all(map(_is_simple, paths)) or sys.platform == "win32":
        return None
    from .checking import Wanted, check
    from .places import place

    wanted = Wanted(tuple(map(Path, paths)), ignore_others=len(paths) < len(words) - 1)
    try:
        return check(place(Path()), wanted)
    except Exception:  # noqa: BLE001 - it comes again on the long way, and is said there
        return None


def _is_simple(word: str) -> bool:
    return not word.startswith("-") and os.path.exists(word)  # noqa: PTH110 - "" is no path
