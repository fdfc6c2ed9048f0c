"""Regular expressions that are compiled when they are first used, or not at all.

A run on one document needs a small part of all the expressions there are, and compiling all of them takes
longer than reading the document. Even that part takes a third of the run: so what `re` compiles an
expression to, its code, can be handed out after one run and handed in before the next. The code belongs to
one version of Python, is checked by it, and is made anew where it does not fit.
"""

import re
from collections.abc import Iterable, Mapping

_METHODS = ("match", "search", "fullmatch", "finditer", "findall", "sub", "subn", "split")

Code = tuple[int, bytes, int, dict[str, int], tuple[str | None, ...]]
"""An expression's flags, its code, the number of its groups, and their names by number and back."""

_KNOWN: dict[tuple[str, int], Code] = {}
_NEW: dict[tuple[str, int], Code] = {}


def hand_in(codes: Mapping[tuple[str, int], Code]) -> None:
    """Take over the codes that `handed_out` gave to the same version of Python, by source and flags."""
    _KNOWN.update(codes)


def handed_out() -> dict[tuple[str, int], Code]:
    """The codes of all expressions that were used or handed in; empty where there is none that is new."""
    return {**_KNOWN, **_NEW} if _NEW else {}


class _Pattern:
    """Stands for a compiled expression; at its first use it takes over that one's methods."""

    def __init__(self, source: str, flags: int) -> None:
        self._source = source
        self._flags = flags

    def __getattr__(self, name: str) -> object:
        compiled = _compiled(self._source, self._flags)
        for method in _METHODS:
            setattr(self, method, getattr(compiled, method))
        return getattr(compiled, name)


def expression(source: str, flags: int = 0) -> re.Pattern[str]:
    """As `re.compile`, and compiled at its first use: for patterns of modules, which are written once."""
    return _Pattern(source, flags)  # type: ignore[return-value]  # has all that is used of one


def occurs(signs: Iterable[str], text: str) -> bool:
    """Whether one of the signs stands in `text`: a look that spares it a slower search."""
    for sign in signs:  # noqa: SIM110 - a generator takes three times as long
        if sign in text:
            return True
    return False


def _compiled(source: str, flags: int) -> re.Pattern[str]:
    """The compiled expression, as `re.compile` makes it."""
    key = (source, int(flags))
    try:
        if key not in _KNOWN:
            _NEW[key] = _code(source, flags)
        return _made(source, _KNOWN.get(key) or _NEW[key])
    except (ImportError, AttributeError, RuntimeError, TypeError, OverflowError):
        _KNOWN.pop(key, None)
        _NEW.pop(key, None)
        return re.compile(source, flags)


def _code(source: str, flags: int) -> Code:
    """What `re` compiles an expression to, by its own inner functions (the same from Python 3.11 on)."""
    from array import array
    from re import _compiler, _parser  # type: ignore[attr-defined]  # not for everybody, and caught where missing

    parsed = _parser.parse(source, flags)
    names = dict(parsed.state.groupdict)
    numbered: list[str | None] = [None] * parsed.state.groups
    for name, number in names.items():
        numbered[number] = name
    code = array("I", _compiler._code(parsed, flags)).tobytes()  # noqa: SLF001 - see above
    return int(flags | parsed.state.flags), code, parsed.state.groups - 1, names, tuple(numbered)


def _made(source: str, code: Code) -> re.Pattern[str]:
    """The expression of a code. Raises RuntimeError where the code is none."""
    import _sre  # type: ignore[import-not-found]  # as `re` does
    from array import array

    flags, data, groups, names, numbered = code
    numbers = array("I")
    numbers.frombytes(data)
    made: re.Pattern[str] = _sre.compile(source, flags, numbers.tolist(), groups, names, numbered)
    return made
