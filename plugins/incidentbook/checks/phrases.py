"""Phrases that point at people, or at what might have been: found in prose, each with a better question."""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache

from incidentbook.reading.patterns import expression
from incidentbook.records.plain import dataclass

from .people import MAYBE_PEOPLE, PEOPLE
from .vocabulary import words

_PERSON = (
    r"(?:engineers?|developers?|sysadmins?|dbas?|sres?|programmers?|reviewers?|committers?|maintainers?|"
    r"employees?|colleagues?|co-?workers?|contractors?|interns?|technicians?|somebody|someone)"
)
_WHO = (
    rf"(?:{_PERSON}|(?:on-?call|duty)(?:\s+{_PERSON})?|(?:sys)?admins?|administrators?|responders?|managers?|teams?|"
    r"person|people|staff)"
)
_NO_TERM = r"(?![-\s]+(?:toleran|inject|domain|isolat|detect|analys|tree|handling|report))"
_DEED = (
    r"(?:tested|reviewed|checked|caught|noticed|followed|communicated|prevented|avoided|rushed|addressed|"
    r"documented|escalated|verified|validated|anticipated|foreseen|predicted|planned|discussed|spotted|read|"
    r"rolled\s+out|thought\s+of|done|raised|fixed|updated|announced|coordinated|monitored|identified|removed)"
)
_ADVERBS = (
    r"(?:\s+(?:also|never|already|just|probably|really|simply|not|ever|always|(?!automatical)\w{2,12}ly))?"
)
_BY_SYSTEMS = (
    r"(?!\s+(?:automatically|from|by\s+(?:the|an?|our|its)\s+(?!team|engineer|developer|review|on-?call)))"
)
_OMITTED = (
    r"(?:verify|notice|check|test|communicate|escalate|consider|reali[sz]e|recogni[sz]e|update|follow|acknowledge|"
    r"ack|tell|inform|notify|plan|anticipate|foresee|predict|document|review|respond|react|see|spot|take|account|"
    r"think|understand|appreciate|read|monitor|ensure|validate|include|add|remove|renew|apply|set|configure|enable|"
    r"look|ask|coordinate|page|raise|provide|implement|prepare|prioriti[sz]e)"
)


@dataclass(frozen=True, slots=True)
class Phrase:
    """A form of words: `sign` is a lower-case text without which it cannot occur.

    `suits` looks at the whole text and the match, and may say no.
    """

    sign: str
    pattern: re.Pattern[str]
    hint: str
    suits: Callable[[str, re.Match[str]], bool] | None = None


def possible(phrases: tuple[Phrase, ...], text: str) -> tuple[Phrase, ...]:
    """Those of the phrases that may occur in `text`: a cheap test."""
    lower = text.lower()
    return tuple([phrase for phrase in phrases if phrase.sign in lower])


@lru_cache(maxsize=1)
def signs_in(text: str) -> frozenset[str]:
    """The signs of all phrases that occur in a text, about which several rules ask in turn."""
    lower = text.lower()
    return frozenset([sign for sign in _SIGNS if sign in lower])


def find(phrases: tuple[Phrase, ...], text: str) -> Iterator[tuple[re.Match[str], Phrase]]:
    """Where the phrases occur in `text`, in order; what overlaps an earlier one is left out."""
    end = 0
    found = [
        (match, phrase)
        for phrase in (possible(phrases, text) if phrases else ())
        for match in phrase.pattern.finditer(text)
        if phrase.suits is None or phrase.suits(text, match)
    ]
    for match, phrase in sorted(found, key=lambda pair: pair[0].start()):
        if match.start() >= end:
            end = match.end()
            yield match, phrase


_FILLING = words(
    """
    had has have also then both never even still again later first to simply just initially
    unfortunately not once all themselves himself herself
    """
)


def subject(text: str, end: int) -> str:
    """The word before `end` that says who did it, auxiliary verbs and adverbs skipped; lower case.

    Of “the engineer on call, who” it is “on-call”.
    """
    before = text[max(0, end - 80) : end].split()
    while before and (before[-1].lower() in _FILLING or before[-1].lower().endswith("ly")):
        before.pop()
    word = before[-1].lower().rstrip(",") if before else ""
    if word == "who":
        return subject(text, text.rfind(before[-1], 0, end))
    return "on-call" if word == "call" and len(before) > 1 and before[-2].lower() == "on" else word


def by_people(text: str, match: re.Match[str]) -> bool:
    """Whether people did what the matched words say."""
    who = subject(text, match.start())
    return who in PEOPLE or who.startswith("@")


def as_people_do(text: str, match: re.Match[str]) -> bool:
    """The same for words that software is hardly ever the subject of."""
    return by_people(text, match) or subject(text, match.start()) in MAYBE_PEOPLE


_AFTER_DEED = words(
    """
    the a an this that these those it them him her us our their his its my for to in on by when if
    before more earlier sooner into and or about with from at up out off down as better what whether how
    all each every both any some first instead
    """
)
_IRREGULAR = words(
    """
    done seen caught gone taken thought told made sent put kept given found gotten got had been chosen
    understood brought begun held met said spoken asked looked
    """
)
_DEED_OR_THING = words("known run set written read built broken left")


def _is_deed(text: str, match: re.Match[str]) -> bool:
    """Whether people should have done it: "should have tested the change", not "should have tested nodes"."""
    if not by_people(text, match):
        return False
    word = match.group().split()[-1].lower()
    if word in _IRREGULAR:
        return True
    rest = re.split(r"\W+", text[match.end() :].lstrip(" "), maxsplit=1)[0].lower()
    return (word.endswith("ed") or word in _DEED_OR_THING) and (not rest or rest in _AFTER_DEED)


_OTHERS = frozenset(word.rstrip("s") for word in PEOPLE - {"we", "i", "team", "teams", "nobody"})


def by_somebody(text: str, match: re.Match[str]) -> bool:
    """The same, without “nobody”."""
    return by_people(text, match) and subject(text, match.start()) != "nobody"


def _by_others(text: str, match: re.Match[str]) -> bool:
    """Whether somebody else than the authors did it."""
    return subject(text, match.start()).rstrip("s") in _OTHERS


def _phrase(sign: str, pattern: str, hint: str, suits: Callable[..., bool] | None = None) -> Phrase:
    return Phrase(sign, expression(pattern, re.IGNORECASE), hint, suits)


_SYSTEM = "say what in the system let it happen: “the tool took the command without asking”"
_WHAT_HELPS = "say what made that easy to miss, and let an action item name what will show it next time"
_SIGHT = "say what the person saw, and why it made sense then: “the dashboard showed green”"

BLAME = (
    _phrase("fault", r"\b(?:his|her|(?:somebody|someone|nobody)(?:[’']s))\s+(?:own\s+)?fault\b", _SYSTEM),
    _phrase(
        "fault", r"\b(?:was|is|were|are)\s+(?:\w+ly\s+|all\s+)?(?:my|our|their)\s+(?:own\s+)?fault\b", _SYSTEM
    ),
    _phrase(
        "fault",
        rf"\b{_WHO}(?:[’']s?\s+(?:own\s+)?|\s+(?:(?:was|were|is|are)\s+)?at\s+)fault\b{_NO_TERM}",
        _SYSTEM,
    ),
    _phrase(
        "fault",
        rf"(?<!\bno )\bfault\s+(?:of|(?:lies|lay|rests|is|was)\s+with)\s+"
        rf"(?:(?:the|our|an?|one\s+of\s+(?:the|our))\s+)?(?:[\w’'-]+\s+){{0,2}}?{_WHO}\b(?!\s+(?:network|laptop|rotation|account|system|tool))",
        _SYSTEM,
    ),
    _phrase(
        "blame",
        r"(?<!\bno )\bblame\s+(?:lies|lay|rests|is|was)\s+with\s+"
        rf"(?:(?:the|our|an?)\s+)?(?:[\w’'-]+\s+)?{_WHO}\b",
        _SYSTEM,
    ),
    _phrase(
        "attent",
        r"\b(?:(?:was|were)\s+not|(?:was|were)n[’']t|not)\s+paying\s+(?:enough\s+|close\s+)?attention\b",
        _SIGHT,
        by_people,
    ),
    _phrase("inattenti", r"\binattenti(?:on|ve)\b", _SIGHT),
    _phrase("lack of", r"\black\s+of\s+(?:attention|care|diligence|discipline)\b(?!\s+to\b)", _SIGHT),
    _phrase("ed up", r"\b(?:messed|screwed|fouled)\s+(?:it\s+|this\s+)?up\b", _SYSTEM, by_people),
    _phrase("forg", r"\bforgot(?:ten)?\s+(?:to\s+\w+|about\b)", _WHAT_HELPS, _by_others),
    _phrase("to blame", r"\b(?:is|was|are|were)\s+to\s+blame\b", _SYSTEM, by_somebody),
    _phrase("careless", r"\bcareless(?:ly|ness)?\b", _SYSTEM),
    _phrase("negligen", r"\bnegligen(?:t|tly|ce)\b", _SYSTEM),
    _phrase("sloppy", r"\bsloppy\b|\bsloppiness\b", _SYSTEM),
    _phrase("incompeten", r"\bincompeten(?:t|tly|ce)\b", _SYSTEM),
    _phrase("reckless", r"\breckless(?:ly|ness)?\b", _SYSTEM),
    _phrase("stupid", r"\bstupid(?:ly|ity)?\b", _SYSTEM),
    _phrase(
        "inexperienced", rf"\binexperienced\s+{_PERSON}\b", "say what the tool or the guide did not tell"
    ),
    _phrase("known better", r"\bshould(?:\s+have|[’']ve)\s+known\s+better\b", _SIGHT),
    _phrase("know better", r"\bshould\s+know\s+better\b", _SIGHT),
    _phrase(
        "bother", r"\b(?:did\s+not|didn[’']t|never)\s+(?:even\s+)?bother(?:ed)?\s+to\b", _SIGHT, by_people
    ),
    _phrase(
        "mistake",
        rf"\bmistakes?\s+(?:made\s+)?(?:by|of)\s+(?:the|an?|our|one)\s+(?:\w+\s+)?{_PERSON}\b",
        _SYSTEM,
    ),
    _phrase(
        "mistake", rf"\b{_PERSON}\s+(?:who\s+)?(?:had\s+|has\s+)?(?:made\s+(?:a|the)\s+)mistake\b", _SYSTEM
    ),
    _phrase(
        "ly ",
        r"\b(?:mistakenly|wrongly|accidentally|foolishly|blindly|inadvertently|erroneously|incorrectly)"
        r"\s+\w+(?:ed|ran|set|put|took|left|made|wrote|sent|gave)\b",
        _SYSTEM,
        _by_others,
    ),
    _phrase(
        "ignored",
        rf"\b{_PERSON}\s+(?:had\s+|has\s+|simply\s+|just\s+)*ignored\s+"
        r"(?:the|an?|our|all|several|this|these|it)\b",
        _SIGHT,
    ),
)
"""Words that judge a person, or that end the search at one."""

HUMAN_ERROR = (
    _phrase(
        "error",
        r"\b(?:human|operator|pilot|engineer)\s+error\b(?!\s+(?:rates?|logs?|messages?|codes?|counts?|metrics?)\b)",
        _SYSTEM,
    ),
)
"""What a person did, taken for an explanation."""

_WHAT_WAS = "say what happened and what was known at the time; what should change belongs to the action items"

COUNTERFACTUAL = (
    _phrase(
        "have",
        rf"\b(?:should(?:\s+not|n[’']t)?|ought\s+(?:not\s+)?to)\s+have{_ADVERBS}\s+been{_ADVERBS}\s+{_DEED}\b{_BY_SYSTEMS}",
        _WHAT_WAS,
    ),
    _phrase(
        "have",
        rf"\b(?:should(?:\s+not|n[’']t)?|ought\s+(?:not\s+)?to)\s+have{_ADVERBS}\s+\w+",
        _WHAT_WAS,
        _is_deed,
    ),
    _phrase("should", r"\bshould[’']ve\s+(?:been\s+)?\w+", _WHAT_WAS, by_people),
    _phrase(
        "could",
        r"\bcould\s+have\s+(?:easily\s+)?been\s+(?:easily\s+|entirely\s+)?(?:avoided|prevented|caught|spotted|noticed)\b"
        + _BY_SYSTEMS,
        _WHAT_WAS,
    ),
    _phrase(
        "would",
        rf"\bwould\s+(?:never\s+|not\s+)?have\s+been\s+(?:avoided|prevented)\b{_BY_SYSTEMS}",
        _WHAT_WAS,
    ),
    _phrase(
        "could have",
        rf"\bcould\s+have{_ADVERBS}\s+\w+(?=[^.;!?]{{1,120}}\bif\s+(?:we|i|he|she|they|somebody|someone)\s+had\b)",
        _WHAT_WAS,
        by_people,
    ),
    _phrase("if only", r"\bif\s+only\b(?=[^.;!?]{1,80}\b(?:had|knew|were)\b)", _WHAT_WAS),
    _phrase(
        "had",
        r"\bhad\s+(?:we|he|she|they|somebody|someone|the\s+(?:engineer|operator|developer|team|reviewer|responder))"
        r"\s+(?:only\s+|just\s+|not\s+)?\w+(?:ed|en|wn|ne|ght|ad|un|ept|ent)\b[^.;!?]{0,120}\bw?c?ould(?:n[’']t)?\b",
        _WHAT_WAS,
    ),
    _phrase("failed to", rf"\bfailed\s+to\s+{_OMITTED}\b", _WHAT_HELPS, by_people),
    _phrase("forg", r"\bforgot(?:ten)?\s+to\s+\w+", _WHAT_HELPS, as_people_do),
    _phrase("neglected", r"\bneglected\s+to\s+\w+", _WHAT_HELPS, as_people_do),
    _phrase(
        "fail",
        r"\bfail(?:ed|ing|ure)\s+to\s+(?:follow\s+(?:the|our|this|an?)\s+(?:\w+\s+)?"
        r"(?:procedures?|process|runbooks?|checklists?|instructions|guide|policy|protocol)|escalate)\b",
        _WHAT_HELPS,
    ),
)
"""Words about what did not happen: they judge afterwards, and explain nothing."""

_SIGNS = frozenset(phrase.sign for phrase in (*BLAME, *HUMAN_ERROR, *COUNTERFACTUAL))
