"""Texts without the names of people: a role in their place where it is known, else "someone"."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from incidentbook.analysis.roster import handle
from incidentbook.checks.people import is_personal, members, names_of
from incidentbook.records import Library, Policy, Postmortem

from .name_spellings import composed, spellings, without_accents

NOBODY = "someone"
"""Stands for a person whose role is not known."""

_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_HANDLE = re.compile(r"(?<![\w@/.+-])@[^\W\d_][\w.-]{0,38}(?<![.-])(?![\w/(@])")
_NAME = "[A-ZÀ-ÖØ-ÞĀ-Ž][a-zß-öø-ÿā-ž]{2,}"
_ONLY_PEOPLE_DO = re.compile(
    rf"(?<![\w@/.-])(?P<name>{_NAME}(?: {_NAME})?)(?= (?:also |then |again )?(?:"
    r"joins?|joined|asks?|asked|says|said|suggests?|suggested|wonders?|wondered|remembers?|remembered|reali[sz]e[sd]?|"
    r"thinks|thought|proposes?|proposed|suspects?|suspected|decides?|decided|(?:takes|took) (?:over|command)|"
    r"volunteers?|volunteered|wakes up|woke up|logs? (?:in|on)|logged (?:in|on))\b)"
)
_THINGS = re.compile(
    r"\b(?:everybody|everyone|somebody|someone|nobody|support|customers?|users?|developers?|engineers?|finance|legal|"
    r"marketing|management|sales|security|platform|teams?|they|she|you|who|and|then|another|one|two|both|first|second|"
    r"leadership|communications?|commander|lead|responders?|nodes?|pods?|workers?|colleagues?|incident)\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"\w+")
_CHANNELS = frozenset({"here", "channel", "all"})
_ADDED = re.compile(
    rf"\b(engineer|developer|on-call|manager|operator|lead|colleague|commander|person), {NOBODY},"
)


@dataclass(frozen=True, slots=True)
class Anonymity:
    """Who is known in a library: all spellings by which somebody may be called, by their first word."""

    policy: Policy
    names: Mapping[str, tuple[str, ...]]

    def mask(self, document: Postmortem) -> "Mask":
        """What hides names in texts of a document."""
        roles = _roles(document, self.policy)
        told = composed(" \n".join(entry.text for entry in document.timeline))
        seen = {match["name"] for match in _ONLY_PEOPLE_DO.finditer(told) if self._is_person(match["name"])}
        parts = (spelling for name in seen for spelling in spellings(name))
        return Mask(self, roles, frozenset(roles.keys() | {*parts}))

    def named_in(self, text: str) -> Iterator[str]:
        """The spellings that may occur in a text without accents."""
        return (name for word in {*_WORD.findall(text)} for name in self.names.get(word, ()))

    def _is_person(self, name: str) -> bool:
        known = self.policy.team(name) or self.policy.service(name)
        return not known and not _THINGS.search(name) and is_personal(name)


@dataclass(frozen=True, slots=True)
class Mask:
    """Hides the names of people in texts of one document; `roles` are what its people were, by spelling.

    `names` are spellings that this document alone gives away.
    """

    known: Anonymity
    roles: Mapping[str, str]
    names: frozenset[str]

    def hide(self, text: str) -> str:
        """The text without names."""
        hidden = _HANDLE.sub(self._handle, _ADDRESS.sub(NOBODY, text)) if "@" in text else text
        hidden = "".join(self._without_names(composed(hidden)))
        return _ADDED.sub(r"\1", hidden) if NOBODY in hidden else hidden

    def _without_names(self, text: str) -> Iterator[str]:
        """The pieces of a text in composed form, with stand-ins; names are looked for without accents."""
        bare, end = without_accents(text), 0
        pattern = _pattern({*self.names, *self.known.named_in(bare)}, bare)
        for match in pattern.finditer(bare) if pattern else ():
            yield text[end : match.start()]
            yield self._stand_in(match)
            end = match.end()
        yield text[end:]

    def _handle(self, match: re.Match[str]) -> str:
        """Teams and channels stay, somebody's handle goes."""
        name = match.group()[1:]
        is_group = self.known.policy.team(name) is not None or not is_personal(name) or name in _CHANNELS
        return match.group() if is_group else self._stand_in(match)

    def _stand_in(self, match: re.Match[str]) -> str:
        words = self.roles.get(without_accents(match.group().lstrip("@")), NOBODY)
        before = match.string[: match.start()].rstrip()
        begins = not before or before[-1] in ".!?:"
        return words[:1].upper() + words[1:] if begins else words


def anonymity(library: Library) -> Anonymity:
    """Everybody who signs a document of a library, has a role in one or owns an item, or is in a team."""
    found: dict[str, set[str]] = {}
    for spelling in _every_spelling(library):
        if first := _WORD.search(spelling):
            found.setdefault(first.group(), set()).add(spelling)
    return Anonymity(library.policy, {word: tuple(sorted(names)) for word, names in found.items()})


def _every_spelling(library: Library) -> Iterator[str]:
    policy = library.policy
    for member in members(policy):
        yield from spellings(member)
    for document in library.postmortems:
        owners = (owner.lstrip("@") for item in document.action_items for owner in item.owners)
        for name in (*names_of(document, policy), *filter(is_personal, owners)):
            if policy.team(name) is None and policy.service(name) is None:
                yield from spellings(name)


def _roles(document: Postmortem, policy: Policy) -> Mapping[str, str]:
    """What each person of a document's roles was, by every spelling of the name."""
    found: dict[str, str] = {}
    for role_id, name in document.roles:
        role = policy.role(role_id)
        title = (role.title if role and role.title else role_id.replace("_", " ")).strip().lower()
        person = handle(name)
        if title and person and is_personal(" ".join(name.split()).lstrip("@")):
            for spelling in spellings(" ".join(name.split()).lstrip("@")):
                found.setdefault(spelling, f"the {title}")
    return MappingProxyType(found)


def _pattern(names: Iterable[str], text: str) -> re.Pattern[str] | None:
    """The pattern of the names that occur at all, the longest first; None where there are none."""
    here = sorted((name for name in names if name in text), key=lambda name: (-len(name), name))
    either = "|".join(map(re.escape, here))
    return re.compile(rf"(?<![\w@/.\-])(?:{either})(?![\w\-/@]|\.\w)") if here else None
