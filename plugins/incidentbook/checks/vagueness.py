"""Phrases that ask for something without saying where or how ("Check the logs", "Fix the problem")."""

import re

from incidentbook.reading.patterns import expression

_OPENING = r"(?:(?:first|then|next|finally),? |please |also |you (?:can|should|could|may|must) |try to )*"
_OF_ANY = (
    r"(?:(?:all|any|the|your|its|their|for|this|that|relevant|related|appropriate|affected|recent|other"
    r"|underlying|root|real|actual|responsible|application|app|services?|systems?|servers?|error|pods?"
    r"|containers?) )*"
)
_LOOK = r"(?:check|look (?:at|into|through)|see|inspect|review|examine|read|analy[sz]e|go through)"
_PLACES = (
    r"(?:logs?|log files?|dashboards?|metrics|monitoring|graphs?|alerts?|configs?|configurations?|settings"
    r"|status|health|errors|issues|documentation|docs|things)"
)
_SIGNS = r"(?:errors?|issues?|problems?|clues?|anomal(?:y|ies)|details?|information|hints?|anything \w+)"
_MEND = r"(?:fix|resolve|solve|address|mitigate|remediate|correct|repair|handle)"
_FAULTS = r"(?:problems?|issues?|causes?|errors?|bugs?|faults?|it|rules|incident|situation|failure)"
_ACTS = r"(?:actions?|steps?|measures?|fix(?:es)?)"
_PEOPLE = r"(?:team|owners?|developers?|people|person|part(?:y|ies))"

_PHRASES = (
    rf"{_LOOK} {_OF_ANY}{_PLACES}(?: for {_OF_ANY}(?:more )?{_SIGNS})?",
    rf"{_MEND} {_OF_ANY}{_FAULTS}",
    rf"(?:investigate|debug|troubleshoot|diagnose|analy[sz]e)(?: further| {_OF_ANY}(?:{_FAULTS}|alert))?",
    rf"(?:find|identify|determine|establish|locate)(?: out)?(?: what)? {_OF_ANY}(?:reason|{_FAULTS})(?: is)?",
    rf"(?:take|perform|apply|do)(?: the| any)? (?:appropriate|necessary|corrective|required|needed) {_ACTS}",
    rf"(?:monitor|watch|observe) {_OF_ANY}(?:situation|system|service)s?",
    rf"(?:restart|reboot|redeploy|scale) {_OF_ANY}(?:service|server|application|app|system|processe?)s?",
    rf"(?:contact|call|notify|inform|escalate to) {_OF_ANY}{_PEOPLE}",
    r"(?:escalate|act|respond|proceed) (?:if|as) (?:needed|necessary|required|appropriate)",
    r"be careful|use (?:common sense|your judge?ment)",
)
_VAGUE = expression(rf"{_OPENING}(?:{'|'.join(_PHRASES)})[\s.!:;]*", re.IGNORECASE)
_BRIEF = 90


def is_vague(text: str) -> bool:
    """Whether a step is no more than such a phrase, with no name, place or number of its own."""
    return len(text) <= _BRIEF and _VAGUE.fullmatch(text.strip()) is not None
