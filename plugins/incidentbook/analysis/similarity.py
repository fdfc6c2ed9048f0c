"""Past incidents that an incident resembles, with the words that say so; the author decides.

What the author confirmed (`repeat_of`, `related`) comes first. What the author dismissed, in either of the
two documents (`not_repeat_of`), never comes back. Only what lies before an incident is suggested.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from functools import lru_cache
from itertools import islice

from incidentbook.records import ActionItem
from incidentbook.records.plain import dataclass, replace

from .accounts import Account
from .catalogue import Catalogue, Incident
from .explanations import Term, Words, explanation
from .likeness import CONSIDERED, FEW, Likeness
from .mentions import mentions
from .names import Name
from .relapses import relapses
from .repeats import Return
from .testimony import testimony

FAINT = 0.03
"""Incidents that are less alike than this are not suggested at all, …"""
ENOUGH = 0.11
"""… and those less alike than this only in passing, and where somebody asked: most have one subject alone."""
CLEAR = 0.13
"""So alike must incidents be where nobody asked: in a comment, and on a page."""
_RECENT = 1_000
"""What so many postmortems say is kept at hand."""
CLEAR_TERMS = 2
"""So many telling terms must two incidents share there; one alone may be a subject that both mention."""
TOP = 3
"""So many suggestions are made, where nothing else is asked for."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An earlier incident, how like it is (0 to 1), and why: `causes` and `services` of both, and terms.

    `declared` is "repeat-of" or "related" where the author says so, else empty. `unfinished` are its action
    items that are still to do, `returned` those that were done before their cause came back. `is_mentioned`
    where the text of the incident names it.
    """

    incident: Incident
    score: float
    terms: tuple[Term, ...]
    declared: str = ""
    unfinished: tuple[ActionItem, ...] = ()
    returned: tuple[Return, ...] = ()
    causes: tuple[Name, ...] = ()
    services: tuple[Name, ...] = ()
    is_mentioned: bool = False

    @property
    def strength(self) -> str:
        """How much speaks for it: "clear" (also where the author names it), "likely" or "faint"."""
        if self.declared or self.is_mentioned:
            return "clear"
        if self.score >= CLEAR and len(self.terms) + len(self.names) >= CLEAR_TERMS:
            return "clear"
        return "likely" if self.score >= ENOUGH else "faint"

    @property
    def names(self) -> tuple[Name, ...]:
        """What both incidents name."""
        return (*self.causes, *self.services)


@dataclass(frozen=True, slots=True)
class Comparison:
    """All that suggestions are made from.

    `told` gives the text of a postmortem's testimony by its path; the catalogue may hold digests without it.
    `likeness` has its paths oldest first. `returned` gives the actions that did not hold of the incident
    that asked for them, `mentioned` the paths of those that the text of one names.
    """

    catalogue: Catalogue
    likeness: Likeness
    told: Callable[[str], str]
    returned: Callable[[Incident], tuple[Return, ...]]
    mentioned: Callable[[Incident], tuple[str, ...]]


def comparison(
    catalogue: Catalogue,
    accounts: Mapping[str, Account],
    told: Callable[[str], str] | None = None,
    few: int = FEW,
) -> Comparison:
    """What is needed to suggest incidents of a catalogue by what they say.

    Without `told` the catalogue holds all text itself. After `few` questions it prepares for many.
    """
    oldest_first = sorted(catalogue.incidents, key=_age)
    texts = told or lru_cache(_RECENT)(lambda path: testimony(catalogue.by_path[path].postmortem).text)
    return Comparison(
        catalogue,
        Likeness(accounts, [one.path for one in oldest_first], few),
        texts,
        relapses(catalogue),
        mentions(catalogue, texts),
    )


def suggestions(
    incident: Incident, known: Comparison, top: int = TOP, least: float = ENOUGH
) -> tuple[Suggestion, ...]:
    """What its author declared, then at most `top` earlier incidents: what its text names, then the likest.

    None of these is less like it than `least`. Equal likeness is decided by the path.
    """
    declared = dict(_declared(incident, known.catalogue))
    named = known.mentioned(incident)
    mentioned = [path for path in named if path not in declared and _may_be(path, incident, known)]
    between = known.likeness.between
    scores = {path: between(incident.path, path) for path in (*declared, *mentioned)}
    earlier = (path for path in _suggestible(incident, known) if path not in scores)
    found = known.likeness.among(incident.path, islice(earlier, CONSIDERED))
    alike = [path for path in _ranked(found)[:top] if found[path] >= least]
    first = _ranked({path: scores[path] for path in declared})
    scores |= found
    return tuple(
        replace(
            _suggestion(incident, path, scores[path], known),
            declared=declared.get(path, ""),
            is_mentioned=path in named,
        )
        for path in (*first, *[*mentioned, *alike][:top])
    )


def _may_be(path: str, incident: Incident, known: Comparison) -> bool:
    """Whether an incident lies before another, and neither author told them apart."""
    other = known.catalogue.by_path[path]
    return is_earlier(other, incident) and not is_dismissed(other, incident, known.catalogue)


def _suggestion(incident: Incident, path: str, score: float, known: Comparison) -> Suggestion:
    other = known.catalogue.by_path[path]
    causes = tuple(name for name in incident.causes if name in other.causes)
    services = tuple(name for name in incident.services if name in other.services)
    spellings = (text for name in (*causes, *services) for text in (name.id, name.title))
    shares = known.likeness.shares(incident.path, path)
    return Suggestion(
        other,
        score,
        explanation(shares, _words(incident.path, known), _words(path, known), spellings),
        unfinished=tuple(item for item in other.postmortem.action_items if item.is_open),
        returned=known.returned(other),
        causes=causes,
        services=services,
    )


def _words(path: str, known: Comparison) -> Words:
    return Words(known.likeness.account(path), known.told(path))


def _suggestible(incident: Incident, known: Comparison) -> Iterator[str]:
    promising = known.likeness.promising(incident.path, before=incident.day is not None)
    return (path for path in promising if _may_be(path, incident, known))


def clear(incident: Incident, known: Comparison) -> tuple[Suggestion, ...]:
    """What is suggested where nobody asked: what its author declared, and what it clearly resembles."""
    found = suggestions(incident, known, least=CLEAR)
    return tuple(one for one in found if one.strength == "clear")


def is_earlier(other: Incident, incident: Incident) -> bool:
    """Whether an incident lies before another; where a day is not known, nothing says that it does not."""
    if other.path == incident.path:
        return False
    if incident.day is None or other.day is None:
        return True
    return _age(other) < _age(incident)


def _age(incident: Incident) -> tuple[bool, datetime, str]:
    """What sorts incidents oldest first; those without a day come before all others."""
    return incident.day is not None, incident.moment, incident.path


def is_dismissed(one: Incident, other: Incident, catalogue: Catalogue) -> bool:
    """Whether one of two incidents says that it does not repeat the other."""
    return _denies(one, other, catalogue) or _denies(other, one, catalogue)


def _denies(one: Incident, other: Incident, catalogue: Catalogue) -> bool:
    if not one.postmortem.not_repeat_of:
        return False
    named = map(catalogue.incident, one.postmortem.not_repeat_of)
    return any(found is not None and found.path == other.path for found in named)


def _declared(incident: Incident, catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    """The paths that the author names, with the stronger word where both are said."""
    postmortem = incident.postmortem
    for references, kind in ((postmortem.related, "related"), (postmortem.repeat_of, "repeat-of")):
        for other in map(catalogue.incident, references):
            if other and other.path != incident.path and not is_dismissed(other, incident, catalogue):
                yield other.path, kind


def _ranked(scores: Mapping[str, float]) -> list[str]:
    return sorted(scores, key=lambda path: (-round(scores[path], 9), path))
