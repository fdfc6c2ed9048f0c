"""Whose names a document may contain: the people that it or the policy knows, and how prose calls them."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from incidentbook.reading.patterns import expression
from incidentbook.records import Passage, Policy, Postmortem, Team

from .vocabulary import words

PEOPLE = words(
    """
    engineer engineers developer developers sysadmin sysadmins dba dbas sre sres programmer programmers
    coder coders reviewer reviewers author committer committers maintainer maintainers employee
    employees colleague colleagues coworker coworkers contractor contractors intern interns technician
    technicians person people somebody someone nobody anyone anybody everyone everybody team staff he
    she i we on-call oncall on-caller
    """
)
"""Words for the people who run or change a system (customers and users are not meant)."""

MAYBE_PEOPLE = words(
    """
    operator operators admin admins administrator administrators manager managers responder responders
    commander tester testers member members dev devs teams they
    """
)
"""Words that mean people or software: a Kubernetes operator, a certificate manager, an etcd member."""

_HANDLE = expression(r"(?<![\w@/.+-])@([A-Za-z][\w-]{1,38})(?![\w/(@]|\.\w)")
_NO_PERSON = words(
    """
    here channel everyone all team oncall on-call sre ops support media import property override param
    return returns type types staticmethod classmethod dataclass latest next beta alpha master main
    stable deprecated see todo since throws version charset include mixin font-face keyframes
    """
)
COMMON_WORDS = words(
    """
    will mark bill rob grace hope max art chase dash may april june august drew sue pat ray guy chip dot
    gene iris rose summer faith joy kit lance miles nick penny rich robin skip sky van wade ward bob
    jack page an in is or so to us we be he if it me my no of on up
    """
)
"""Names that are words of their own: in lower case they name nobody."""

_JOINTS = frozenset("_@/-")
_FULL_NAME = expression(r"[^\W\d_][\w'’.-]*(?: [^\W\d_][\w'’.-]*){1,3}")
_GROUP = expression(
    r"\b(?:team|group|squad|crew|support|on-?call|engineering|engineers?|developers?|ops|sre|it|infra\w*|"
    r"platform|security|operations?|department|manager|lead|owner|vendor|service|everyone|all)\b",
    re.IGNORECASE,
)


def names_of(document: Postmortem, policy: Policy) -> tuple[str, ...]:
    """The names of people whom a document's fields or the policy's teams know, each once."""
    signed = (*document.authors, *(name for _, name in document.roles))
    owners = (owner for item in document.action_items for owner in item.owners if " " in owner.strip())
    return tuple(dict.fromkeys((*_persons((*signed, *owners), policy), *members(policy))))


def _persons(names: Iterable[str], policy: Policy) -> Iterator[str]:
    for written in names:
        name = " ".join(written.split()).lstrip("@")
        if is_personal(name) and policy.team(name) is None and policy.service(name) is None:
            yield name


def is_personal(name: str) -> bool:
    """Whether a text that stands where a name is expected can be one: no team, no role, no abbreviation."""
    return (
        bool(name)
        and not name.isupper()
        and not _GROUP.search(name)
        and (" " not in name or _FULL_NAME.fullmatch(name) is not None)
    )


def members(policy: Policy) -> tuple[str, ...]:
    """The members of the policy's teams."""
    return _members(policy.teams)


@lru_cache(maxsize=8)
def _members(teams: tuple[Team, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(member.lstrip("@") for team in teams for member in team.members))


def _spellings(names: Iterable[str]) -> Iterator[str]:
    """Full names as they are, single ones only as a name is written: with a capital letter."""
    for name in names:
        if " " in name:
            yield name
        elif name.isalpha() and name.lower() not in COMMON_WORDS:
            yield name[:1].upper() + name[1:]


def mentions(passage: Passage, names: Iterable[str], policy: Policy) -> Iterator[tuple[int, str]]:
    """Where a passage names a person, and how: "@ana", or one of `names`."""
    text = passage.text
    if "@" in text:
        for match in _HANDLE.finditer(text):
            if _is_somebody(match[1], policy):
                yield match.start(), match.group()
    for name in _spellings(names):
        start = text.find(name) if name in text else -1
        while start >= 0:
            if _stands_alone(text, start, start + len(name)):
                yield start, name
            start = text.find(name, start + 1)


def _stands_alone(text: str, start: int, end: int) -> bool:
    before, after = text[start - 1 : start], text[end : end + 1]
    return not (before.isalnum() or after.isalnum() or before in _JOINTS or after in _JOINTS)


def _is_somebody(handle: str, policy: Policy) -> bool:
    if handle in members(policy):
        return True
    is_annotation = handle[:1].isupper() and not handle.islower()
    return not (
        is_annotation
        or handle.lower() in _NO_PERSON
        or policy.team(handle) is not None
        or policy.service(handle) is not None
        or _GROUP.search(handle) is not None
    )
