"""Sentences in which a postmortem says that a runbook was wrong, left something out, or was missing.

Nobody is blamed by them: they say what the next reader of the runbook should know.
"""

import re
from collections.abc import Iterator

from incidentbook.reading.patterns import expression, occurs

KINDS = ("wrong", "incomplete", "missing")
"""What can be said of a runbook, the gravest first."""

_RUNBOOK = (
    r"\b(?:run[- ]?books?|play[- ]?books?|SOPs?|(?:operating|recovery|written|emergency) procedures?"
    r"|troubleshooting guides?)\b"
)
_IS = r"\b(?:is|are|was|were|had become|has become|turned out(?: to be)?|proved(?: to be)?|being)"
_SOME = r"(?:\w+[ -]){0,3}"
_NEAR = r"[^.;:!?]{0,60}?"
_NOT = r"\b(?:did not|didn.t|does not|doesn.t|do not|don.t|never)"
_THE = r"(?:the|our|its|any|an?)"
_FALSE = (
    r"(?:out[- ]of[- ]date|outdated|obsolete|stale|wrong|incorrect|inaccurate|misleading|broken|mistaken"
    r"|false|no longer (?:true|valid|right|correct|current)|(?:\w+ ){1,2}(?:weeks|months|years) old"
    r"|not (?:current|correct|right|accurate|up[- ]to[- ]date))\b"
)
_FAILED = (
    r"\b(?:fail(?:s|ed)?|finds? nothing|found nothing|(?:is|was|are|were) (?:refused|rejected|gone|dead)"
    r"|(?:gives?|gave|returns?|returned) an error|no longer)\b"
)
_PART = r"(?:command|step|link|query|script|procedure|instruction|address|host name)s?"
_SAYS = (
    r"\b(?:refer(?:s|red)?|point(?:s|ed)?|leads?|led|link(?:s|ed)?|name[sd]?|describe[sd]?|mention(?:s|ed)?"
    r"|call(?:s|ed)?)\b"
)
_PAST = (
    r"\b(?:renamed|removed|decommissioned|retired|as it was|used to|no longer|had been gone|does not exist"
    r"|did not exist|(?:the|an) old)\b"
)
_ONLY = r"(?:speak|mention|cover|list|talk|say|describe|deal)(?:s|ed)?"


def _any(*parts: str) -> re.Pattern[str]:
    return expression("|".join(parts), re.IGNORECASE)


MENTION = _any(_RUNBOOK)
_SIGNS = ("book", "sop", "procedure", "trouble")
"""One of these stands, in small letters, in all that names a runbook; without an i, of which Unicode has
several that `casefold` keeps apart and `MENTION` does not."""

_ENDS = expression(r"(?<=[.!?])\s+|\n+")
_ADVICE = _any(
    r"\W*(?:\[[ x]\]\s*)?(?:if|when|whenever|unless|so that|make sure|ensure|check|review|update|add|write"
    r"|create|improve|fix|bring|document|link|test|consider|extend|keep|every|all|we should|we will|we must"
    r"|should|let us|todo|action)\b"
)
"""How sentences begin that say what to do, or what holds in general."""
_DENIED = _any(
    rf"\bno {_SOME}{_RUNBOOK}{_NEAR}\b(?:needed|required|necessary|changed|affected|involved)\b",
    r"\bnot (?:wrong|missing|out[- ]of[- ]date|outdated|stale|incomplete|to blame)\b",
    rf"\bno (?:fault|error|gap|mistake)s? in {_THE} {_SOME}{_RUNBOOK}",
    r"\bwould (?:be|have been|not have)\b",
    r"\bwithout (?:an? |any )?\w*book changes?\b",
)
_WRONG = _any(
    rf"\b{_FALSE} {_SOME}{_RUNBOOK}",
    rf"{_RUNBOOK}(?:.s)?{_NEAR}{_IS} (?:\w+ )?{_FALSE}",
    rf"\bin {_THE} {_SOME}{_RUNBOOK} {_IS} (?:\w+ )?{_FALSE}",
    rf"{_RUNBOOK}{_NEAR}\bno longer (?:match|appl|work|fit|exist|hold)",
    rf"{_RUNBOOK}{_NEAR}{_NOT} (?:match|work|fit|apply|reflect)\b",
    rf"{_RUNBOOK}.s (?:\w+ )?{_PART}\b{_NEAR}{_FAILED}",
    rf"\b{_PART} (?:in|of|from) {_THE} {_SOME}{_RUNBOOK}{_NEAR}{_FAILED}",
    rf"{_RUNBOOK}{_NEAR}{_SAYS}{_NEAR}{_PAST}",
    rf"{_RUNBOOK}[^.!?]{{0,60}}?\bits (?:\w+ )?{_PART}\b{_NEAR}(?:{_FAILED}|{_SAYS}{_NEAR}{_PAST})",
)
_INCOMPLETE = _any(
    rf"{_RUNBOOK}{_NEAR}{_NOT} (?:\w+ ){{0,2}}(?:mention|cover|say|list|include|describe|explain|tell|contain"
    r"|help|address|account|name|warn)\b",
    rf"{_RUNBOOK}{_NEAR}\b{_ONLY} (?:\w+ )?only\b",
    rf"{_RUNBOOK}{_NEAR}\bonly {_ONLY}\b",
    rf"{_RUNBOOK}(?:.s)?{_NEAR}{_IS} (?:incomplete|unclear|vague|silent|too (?:vague|short|long|general))\b",
    rf"{_RUNBOOK}{_NEAR}\b(?:lack(?:s|ed)?|miss(?:es|ed|ing)) (?:an?|the|some|several|steps?|one|two|any)\b",
    rf"\b(?:incomplete|unclear|vague) {_SOME}{_RUNBOOK}",
    rf"\bgaps? in {_THE} {_SOME}{_RUNBOOK}",
    rf"(?:\bnot|n.t|\bnothing|\bnever) (?:\w+ ){{0,2}}(?:in|part of|covered by|mentioned in|listed in) {_THE}"
    rf" {_SOME}{_RUNBOOK}",
)
_MISSING = _any(
    r"\b(?:no|without (?:an?|any)|lack(?:ed|ing|s)?(?: of)?(?: an?| any)?|absence of (?:an?|any)|missing)"
    rf" {_SOME}{_RUNBOOK}(?!.s\b)",
    rf"{_NOT} have (?:an?|any) {_SOME}{_RUNBOOK}",
    rf"{_RUNBOOK}(?: for{_NEAR})? {_NOT} exist\b",
    rf"{_RUNBOOK}(?: for{_NEAR})? {_IS} (?:missing|absent|nowhere|never written|unavailable|inaccessible"
    r"|not (?:written|available|there|found|reachable))\b",
    rf"\b(?:could not|couldn.t|nobody|no one|unable to) (?:find|found) {_THE} {_SOME}{_RUNBOOK}",
)


def kind_of(sentence: str) -> str:
    """What a sentence says of a runbook: one of KINDS, or empty."""
    if not MENTION.search(sentence) or _ADVICE.match(sentence) or _DENIED.search(sentence):
        return ""
    if _WRONG.search(sentence):
        return "wrong"
    if _INCOMPLETE.search(sentence):
        return "incomplete"
    return "missing" if _MISSING.search(sentence) else ""


def is_of_runbooks(text: str) -> bool:
    """Whether a text speaks of runbooks at all."""
    return occurs(_SIGNS, text.casefold()) and bool(MENTION.search(text))


def remarks_in(text: str) -> Iterator[tuple[str, str, int]]:
    """The sentences of a text that say so: kind, sentence, and the offset at which it begins."""
    if not is_of_runbooks(text):
        return
    place = 0
    for end in (*(found.span() for found in _ENDS.finditer(text)), (len(text), len(text))):
        sentence = text[place : end[0]]
        plain = " ".join(sentence.split())
        if kind := kind_of(plain):
            yield kind, plain, place + len(sentence) - len(sentence.lstrip())
        place = end[1]
