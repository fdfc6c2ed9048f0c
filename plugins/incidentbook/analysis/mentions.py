"""Incidents that the text of another names: by id, by file name, or by a link to the file."""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache

from incidentbook.reading.patterns import expression
from incidentbook.reading.places import MARKDOWN

from .catalogue import Catalogue, Incident

_NAME = expression(r"[^\W_][\w.-]*[^\W_]")
_FROM_DIGIT = expression(r"\d[\w.-]*")
_LETTER_AND_DIGIT = expression(r"(?=.*\d)(?=.*[^\W\d_])")
_SHORTEST = 4
"""Characters of a name that stands for nothing else; it has a letter and a digit."""
_DENIAL = expression(r"\b(?:unlike|unrelated|not\s+(?:related|caused|the\s+same|due))\b", re.IGNORECASE)


def mentions(catalogue: Catalogue, told: Callable[[str], str]) -> Callable[[Incident], tuple[str, ...]]:
    """What gives the paths of the incidents that the text of one names, in the order of the text.

    `told` gives the text by its path. A sentence that says “unlike” or “not related” names none.
    """

    @cache
    def references() -> tuple[Mapping[str, str], frozenset[str]]:
        known = _references(catalogue)
        return known, frozenset(rest for name in known for rest in _rests(name))

    def mentioned(incident: Incident) -> tuple[str, ...]:
        known, rests = references()
        small = told(incident.path).casefold()
        return () if rests.isdisjoint(_rests(small)) else tuple(dict.fromkeys(_named(incident, small, known)))

    return mentioned


def _rests(text: str) -> set[str]:
    """What follows the first digit of each name in a text, with the digit: found sooner than the names."""
    return {found.rstrip("_.-") for found in _FROM_DIGIT.findall(text)}


def _named(incident: Incident, small: str, known: Mapping[str, str]) -> Iterator[str]:
    for found in _NAME.finditer(small):
        path = known.get(found[0])
        if path and path != incident.path and not _is_denied(small, found.start(), found.end()):
            yield path


def _is_denied(text: str, start: int, end: int) -> bool:
    """Whether the sentence around a name tells the two apart."""
    begin = max(text.rfind("\n", 0, start), text.rfind(". ", 0, start)) + 1
    ends = [place for place in (text.find("\n", end), text.find(". ", end)) if place >= 0]
    return bool(_DENIAL.search(text[begin : min(ends, default=len(text))]))


def _references(catalogue: Catalogue) -> dict[str, str]:
    """The paths of incidents by their names in small letters: those that only one has and nothing else is."""
    found: dict[str, str] = {}
    for name, incident in catalogue.by_id.items():
        for spelling in {name, name.partition(" ")[0]}:
            if len(spelling) >= _SHORTEST and _LETTER_AND_DIGIT.match(spelling):
                known = found.setdefault(spelling, incident.path)
                if known != incident.path:
                    found[spelling] = ""
    return found | {f"{name}{ending}": path for name, path in found.items() for ending in MARKDOWN}
