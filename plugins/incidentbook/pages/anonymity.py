"""Texts without the names of people: a role in their place where it is known, else "someone"."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from incidentbook.analysis.roster import handle
from incidentbook.checks.people import COMMON_WORDS, is_personal, members, names_of
from incidentbook.records import Library, Policy, Postmortem

NOBODY = "someone"
"""Stands for a person whose role is not known."""

_SHORTEST = 2
_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_HANDLE = re.compile(r"(?<![\w@/.+-])@[A-Za-z][\w.-]{0,38}(?<![.-])(?![\w/(@])")
_ONLY_PEOPLE_DO = re.compile(
    r"(?<![\w@/.-])(?P<name>[A-Z][a-zà-öø-ÿ]{2,}(?: [A-Z][a-zà-öø-ÿ]{2,})?)(?= (?:also |then |again )?(?:"
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
_CHANNELS = frozenset({"here", "channel", "all"})
_ADDED = re.compile(
    rf"\b(engineer|developer|on-call|manager|operator|lead|colleague|commander|person), {NOBODY},"
)


@dataclass(frozen=True, slots=True)
class Anonymity:
    """Who is known in a library: `names` are all spellings by which somebody may be called."""

    policy: Policy
    names: frozenset[str]

    def mask(self, document: Postmortem) -> "Mask":
        """What hides names in texts of a document."""
        roles = _roles(document, self.policy)
        told = " \n".join(entry.text for entry in document.timeline)
        seen = {match["name"] for match in _ONLY_PEOPLE_DO.finditer(told) if self._is_person(match["name"])}
        parts = (part for name in seen for part in (name, *name.split()))
        return Mask(self, roles, self.names | roles.keys() | {*parts})

    def _is_person(self, name: str) -> bool:
        known = self.policy.team(name) or self.policy.service(name)
        return not known and not _THINGS.search(name) and is_personal(name)


@dataclass(frozen=True, slots=True)
class Mask:
    """Hides the names of people in texts of one document; `roles` are what its people were, by spelling."""

    known: Anonymity
    roles: Mapping[str, str]
    names: frozenset[str]

    def hide(self, text: str) -> str:
        """The text without names."""
        hidden = _HANDLE.sub(self._handle, _ADDRESS.sub(NOBODY, text))
        for pattern in _patterns(self.names, hidden):
            hidden = pattern.sub(self._stand_in, hidden)
        return _ADDED.sub(r"\1", hidden)

    def _handle(self, match: re.Match[str]) -> str:
        """Teams and channels stay, somebody's handle goes."""
        name = match.group()[1:]
        is_group = self.known.policy.team(name) is not None or not is_personal(name) or name in _CHANNELS
        return match.group() if is_group else self._stand_in(match)

    def _stand_in(self, match: re.Match[str]) -> str:
        words = self.roles.get(match.group().lstrip("@"), NOBODY)
        before = match.string[: match.start()].rstrip()
        begins = not before or before[-1] in ".!?:"
        return words[:1].upper() + words[1:] if begins else words


def anonymity(library: Library) -> Anonymity:
    """Everybody who signs a document of a library, has a role in one or owns an item, or is in a team."""
    return Anonymity(library.policy, frozenset(_every_spelling(library)))


def _every_spelling(library: Library) -> Iterator[str]:
    policy = library.policy
    for member in members(policy):
        yield from _spellings(member)
    for document in library.postmortems:
        owners = (owner.lstrip("@") for item in document.action_items for owner in item.owners)
        for name in (*names_of(document, policy), *filter(is_personal, owners)):
            if policy.team(name) is None and policy.service(name) is None:
                yield from _spellings(name)


def _spellings(name: str) -> Iterator[str]:
    """A name in full, its parts, and a handle also with a capital letter."""
    parts = name.split()
    for part in parts if len(parts) > 1 else []:
        word = part.strip(".,()")
        if len(word) > _SHORTEST and word[:1].isupper():
            yield word
    if len(name) < _SHORTEST or not any(letter.isalpha() for letter in name):
        return
    if name.lower() not in COMMON_WORDS or name[:1].isupper():
        yield name
    if len(parts) == 1:
        yield name[:1].upper() + name[1:]


def _roles(document: Postmortem, policy: Policy) -> Mapping[str, str]:
    """What each person of a document's roles was, by every spelling of the name."""
    found: dict[str, str] = {}
    for role_id, name in document.roles:
        role = policy.role(role_id)
        title = (role.title if role and role.title else role_id.replace("_", " ")).strip().lower()
        person = handle(name)
        if title and person and is_personal(" ".join(name.split()).lstrip("@")):
            for spelling in _spellings(" ".join(name.split()).lstrip("@")):
                found.setdefault(spelling, f"the {title}")
    return MappingProxyType(found)


def _patterns(names: Iterable[str], text: str) -> Iterator[re.Pattern[str]]:
    """One pattern of the names that occur at all, the longest first."""
    here = sorted((name for name in names if name in text), key=lambda name: (-len(name), name))
    if here:
        either = "|".join(map(re.escape, here))
        yield re.compile(rf"(?<![\w@/.\-])(?:{either})(?![\w\-/@]|\.\w)")
