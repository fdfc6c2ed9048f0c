"""What the answer beside an item of a checklist means: done, not done, not applicable, or nothing clear."""

import re
from collections.abc import Iterable
from functools import lru_cache

from incidentbook.records import Policy, Role, Team

from .names import compact
from .patterns import expression

ANSWERS = ("done", "undone", "not-needed", "unclear")
"""What an answer may mean."""

_END = r"(?=[\s,;:.!()–—-]|\Z)"
_NOT_NEEDED = expression(
    r"(?:n\.?/?a\.?|not (?:applicable|needed|necessary|required|relevant)|none needed|no need|irrelevant)"
    rf"{_END}",
    re.IGNORECASE,
)
_NO = expression(
    r"(?:false|no|nope|not|never|none|nobody|n|skipped|omitted|missing|undone|forgot|forgotten|left out"
    rf"|✗|✘|❌){_END}",
    re.IGNORECASE,
)
_YES = expression(
    r"(?:true|yes|yep|yeah|y|ok|okay|done|x|sent|completed?|checked|finished|acknowledged|acked|ack|✓|✔|☑|✅)"
    rf"\ufe0f?{_END}",
    re.IGNORECASE,
)
_LATER = expression(rf"(?:later|too late|open|pending|to ?-?do|missed){_END}", re.IGNORECASE)
_TIME = expression(
    r"(?<!\d)(?:[01]?\d|2[0-4])[:.h][0-5]\d(?!\d)|\d{4}-\d\d-\d\d|\b\d{1,2} ?[ap]\.?m\b"
    r"|\b\d+(?:\.\d+)? ?(?:s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?)\b",
    re.IGNORECASE,
)
_EXACT = {"": "undone", "0": "undone", "off": "undone", "1": "done", "on": "done"}
_BEFORE_A_NAME = expression(r"(?:by|the|our)\s+", re.IGNORECASE)
_BETWEEN_NAMES = expression(r"\s*[,;/&+()]\s*|\s+and\s+", re.IGNORECASE)
_HANDLE = expression(r"@[^\W\d_][\w.-]*")
_ASIDE = expression(r"[\s(–—:,-]*\b(?:n/a|not applicable|not needed)\)?[\s.]*\Z", re.IGNORECASE)
_BY_WORDS = (
    (_NOT_NEEDED, "not-needed"),
    (_NO, "undone"),
    (_YES, "done"),
)


def read_answer(text: str, known: frozenset[str]) -> str:
    """What an answer means, one of `ANSWERS`; `known` are roles and people, compact.

    Done is what says so at its beginning, or gives a time, a role, or somebody who is known.
    """
    said = text.strip().strip("*_`'\"").strip()
    if said.casefold() in _EXACT:
        return _EXACT[said.casefold()]
    by_words = next((meaning for words, meaning in _BY_WORDS if words.match(said)), "")
    if by_words:
        return by_words
    if _TIME.search(said) or _HANDLE.match(said) or _names(said, known):
        return "done"
    return "undone" if _LATER.match(said) else "unclear"


def without_aside(text: str) -> tuple[str, bool]:
    """The words of an item without “(n/a)” at their end, and whether that was there."""
    bare = _ASIDE.sub("", text)
    return bare, bare != text


def _names(text: str, known: frozenset[str]) -> bool:
    parts = (_BEFORE_A_NAME.sub("", part.strip(), count=2) for part in _BETWEEN_NAMES.split(text))
    return any(compact(part) in known for part in parts if part)


def known_names(policy: Policy, people: Iterable[str]) -> frozenset[str]:
    """Roles, teams and people by whom an item may be done: the policy's, and `people` of the document."""
    return (_of_policy(policy.roles, policy.teams) | {compact(name.lstrip("@")) for name in people}) - {""}


@lru_cache(maxsize=8)
def _of_policy(roles: tuple[Role, ...], teams: tuple[Team, ...]) -> frozenset[str]:
    names = (
        *(name for role in roles for name in (role.id, role.title)),
        *(name for team in teams for name in (team.id, team.title, *team.aliases, *team.members)),
    )
    return frozenset(compact(name.lstrip("@")) for name in names if name)
