"""The words by which search finds a page beyond those that stand on it.

People paste a part of an alert's name, in any case. Search engines split text at spaces and hyphens, so
the runs of a compound name's parts are given to them as words of their own.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import islice

_PART = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+|[^\W\d_a-zA-Z]+")
_MOST_PARTS = 12
_MOST_ENDS = 24
_LONGEST = 200


def search_words(names: Iterable[str]) -> tuple[str, ...]:
    """All words for `names`, in lower case, each once, in order.

    Of "HighErrorBudgetBurnRate_Fast" these are the name, every run of its parts ("budgetburn"), every
    end of it as it is written ("burnrate_fast"), and a part with a later run ("highbudgetburn").
    """
    return tuple(dict.fromkeys(word for name in names for word in _words(name)))


def spelled_words(names: Iterable[str]) -> tuple[str, ...]:
    """The fewest words by which `names` can be found: each name, its parts, and the ends of it as written."""
    return tuple(dict.fromkeys(word for name in names for word in _spelled(name)))


def parts_of(name: str) -> list[str]:
    """The parts of a compound name in lower case: "PodOOMKilled_v2" is pod, oom, killed, v, 2."""
    return [part.lower() for part in _PART.findall(name)]


def _words(name: str) -> Iterator[str]:
    yield from _spelled(name)
    if _is_compound(name):
        parts = parts_of(name)[:_MOST_PARTS]
        yield from _runs(parts)
        yield from _leaps(parts)


def _spelled(name: str) -> Iterator[str]:
    name = " ".join(name.split())
    yield name.lower()
    if _is_compound(name):
        yield from (name[match.start() :].lower() for match in islice(_PART.finditer(name), _MOST_ENDS))
        yield from parts_of(name)[:_MOST_PARTS]


def _is_compound(name: str) -> bool:
    name = name.strip()
    return not re.search(r"\s", name) and len(name) <= _LONGEST and len(parts_of(name)[:2]) > 1


def _runs(parts: list[str]) -> Iterator[str]:
    for start in range(len(parts)):
        for end in range(start + 1, len(parts) + 1):
            yield "".join(parts[start:end])


def _leaps(parts: list[str]) -> Iterator[str]:
    """Each part joined to a run that begins further on: what is left when the middle is forgotten."""
    for start, part in enumerate(parts):
        for next_start in range(start + 2, len(parts)):
            yield part + parts[next_start]
            yield part + "".join(parts[next_start : next_start + 2])
