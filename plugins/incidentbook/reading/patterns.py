"""Regular expressions that are compiled when they are first used.

A run on one document needs a small part of all the expressions there are, and compiling all of them takes
longer than reading the document.
"""

import re
from typing import cast

_METHODS = ("match", "search", "fullmatch", "finditer", "findall", "sub", "subn", "split")


class _Pattern:
    """Stands for a compiled expression; at its first use it takes over that one's methods."""

    def __init__(self, source: str, flags: int) -> None:
        self._source = source
        self._flags = flags

    def __getattr__(self, name: str) -> object:
        compiled = re.compile(self._source, self._flags)
        for method in _METHODS:
            setattr(self, method, getattr(compiled, method))
        return getattr(compiled, name)


def expression(source: str, flags: int = 0) -> re.Pattern[str]:
    """As `re.compile`, and compiled at its first use: for patterns of modules, which are written once."""
    return cast("re.Pattern[str]", _Pattern(source, flags))
