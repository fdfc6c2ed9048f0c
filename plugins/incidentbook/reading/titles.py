"""The title of an action item: what is left of its words, on one line, and what struck words mean."""

import re

from .action_draft import Draft
from .action_text import TAKEN, Words, tidy
from .action_verbs import sentences, verb_first
from .action_words import type_of
from .patterns import expression

_LONG = 200
_SHORTEST = 20
_LEAD_WORDS = 3
_MOSTLY = 0.8
_LETTER = expression(r"\w")
_EXPLAINS = expression(
    r"\s*(?:[:—–(,;-]|superseded|replaced|not |no |because|won|we |duplicate|already|dropped|obsolete)",
    re.IGNORECASE,
)


def title_of(words: Words, draft: Draft) -> str:
    """The title; a bold lead before an explanation is one, and so is the first of many long sentences.

    Words struck through say that the item was declined, unless it is done; what follows them is the reason.
    """
    _strike(words, draft)
    title = _lead(words) or words.rest()
    if not _LETTER.search(title):
        title = tidy(words.text)
    if len(title) > _LONG:
        first = sentences(title)[0][1].strip()
        title = first.rstrip(".") if _SHORTEST <= len(first) < len(title) else title
    return title.strip("*_ ") or " ".join(words.text.split())


def _strike(words: Words, draft: Draft) -> None:
    if not words.struck:
        return
    left = [i for i, char in enumerate(words.work) if char != TAKEN and _LETTER.match(char)]
    inside = {i for low, high in words.struck for i in range(low, high)}
    struck = [i for i in left if i in inside]
    if not struck:
        _decline(draft, "")
        return
    rest = tidy(words.work[struck[-1] + 1 :].replace(TAKEN, " "))
    if len(struck) >= _MOSTLY * len(left):
        _decline(draft, "")
    elif struck[0] == left[0] and _EXPLAINS.match(words.work[struck[-1] + 1 :].lstrip(TAKEN)):
        _decline(draft, rest)
        words.take(struck[-1] + 1, len(words.work))
    else:
        words.take_all(words.struck)


def _decline(draft: Draft, reason: str) -> None:
    if draft.status != "done":
        draft.status = "declined"
        draft.reason = draft.reason or reason.strip("()")


def _lead(words: Words) -> str:
    """A bold phrase at the beginning that says what to do, before words that explain it; or nothing."""
    start = len(words.work) - len(words.work.lstrip(" \n*_" + TAKEN))
    for low, high in words.bold:
        if low <= start < high:
            after = words.work[high:].lstrip(TAKEN)
            lead = words.rest(start, high)
            broken = after.startswith("\n")
            ended = lead != words.text[start:high].strip() or after.lstrip()[:1] in {":", ".", "—", "–", "-"}
            ended = ended or broken
            telling = len(lead.split()) >= _LEAD_WORDS or (" " in lead and (broken or verb_first(lead)))
            return lead if ended and telling and after.strip(" \n.:" + TAKEN) and not type_of(lead) else ""
    return ""
