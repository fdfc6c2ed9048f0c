"""What an event of a timeline was for those in it: a first sign, a theory, a setback, a recovery."""

from collections.abc import Callable

from incidentbook.records import TimelineEntry

from .wordings import wording

KINDS = (
    "detection",
    "acknowledgement",
    "declaration",
    "communication",
    "setback",
    "hypothesis",
    "decision",
    "escalation",
    "mitigation",
    "recovery",
    "beginning",
    "evidence",
    "else",
)
"""The kinds of events: "beginning" is something that starts to run or changes, "else" what no words tell."""

UNTOLD = ("evidence", "else")
"""The kinds that give way to any other, the more telling first."""

_BY_MILESTONE = {
    "detected": "detection",
    "acknowledged": "acknowledgement",
    "declared": "declaration",
    "mitigated": "recovery",
    "resolved": "recovery",
}


def _any(words: str) -> Callable[[str], bool]:
    """What says whether one of some alternatives, which may stand on several lines, is in a text."""
    lines = (line.strip() for line in words.strip().splitlines())
    return wording(rf"\b(?:{'|'.join(lines)})(?!\w)")


_BY_WORDS = (
    (
        "communication",
        _any(
            r"""
            status ?page|(?:first|second|third|next|public|another) update
            updates? (?:is|are|was|were )?(?:sent|posted)|announce\w*
            (?:customers|users|clients|merchants)(?: \w+)? (?:(?:is|are|was|were) )?(?:told|informed)
            (?:owners|support)(?: \w+)? (?:(?:is|are|was|were) )?(?:told|informed)
            tweet\w*|e-?mail(?:ed)? (?:to )?(?:customers|users|all)
            """
        ),
    ),
    (
        "setback",
        _any(
            r"""
            no (?:improvement|effect|change|luck)|(?:is|are|was|were) (?:refused|rejected|denied)
            not (?:yet )?allowed|fail(?:s|ed)? (?:to|again|too)
            (?:attempt|try|fix|rollback|restart|deploy\w*)(?: \w+){0,3} fail(?:s|ed)?
            still (?:fail\w*|down|broken|wait\w*|high|unavailable)|cannot|can[’']t|could not|couldn[’']t
            does not|did not|didn[’']t|there is none|retired|in a meeting|starts? it a?new
            (?:helps?|lasts?) for
            """
        ),
    ),
    (
        "hypothesis",
        _any(
            r"""
            theor(?:y|ies)|hypothes[ie]s|suspect\w*|suspicions?|assum\w+|suppos\w+|believ\w+|thought to
            might be|may be|probably|perhaps|ruled out|considered|wonders?|guess\w*|extrapolated
            points? to
            """
        ),
    ),
    (
        "decision",
        _any(
            r"""
            decisions?|decides?|decided|agrees?|agreed|chooses?|chose|proposes?|proposed
            """
        ),
    ),
    (
        "escalation",
        _any(
            r"""
            escalat\w+|(?:joins?|joined)
            (?:is|are|was|were|gets?|got) (?:paged|called|woken|pulled in|added)|calls?|called|hotline
            pages? (?:the|a|an) \w+|(?:takes?|took) (?:over|command)|vendor|provider[’']s support
            (?:support|ticket|case) (?:case|ticket)? ?(?:is |was )?opened with|asks? in
            """
        ),
    ),
    (
        "recovery",
        _any(
            r"""
            recovers?|recovered|back to normal|green again|all clear
            (?:works?|worked|working|goe?s?|went|comes?|came|gets?|got|pass(?:es)?)(?: \w+){0,2} again
            (?:up|available|reachable|healthy|normal|fast|well|complete|right|running) again
            (?:accepted|served|answered|delivered|printed|sent|sold|paid|booked) again
            (?:succeed|arrive|flow|load|answer|respond)s? again
            (?:errors?|failures?|timeouts|latency|lag|backlog|queue)(?: \w+){0,4} (?:stops?|stopped|ends)
            (?:errors?|failures?|timeouts|lag|backlog|queue)(?: \w+){0,4} (?:gone|worked off)
            (?:errors?|failures?|latency|lag|backlog|queue|rate)(?: \w+){0,4} (?:falls?|fell) (?:to|below)
            (?:errors?|failures?|latency|lag|backlog|queue|rate)(?: \w+){0,4} (?:drops?|returns?) (?:to|below)
            """
        ),
    ),
    (
        "mitigation",
        _any(
            r"""
            roll(?:s|ed|ing)?[- ]?back|rollback|restart\w*|revert\w*|restor\w+
            (?:is|are|was|were) (?:put )?back|fail(?:s|ed)?[- ]?over|failover
            scal(?:ed|ing|e) (?:up|out|down|from|to)|paus\w+|resum\w+|switch\w* (?:off|on|over)
            turn\w* (?:off|on)|disabl\w+|enabl\w+|drain\w*|promot\w+|work-?around|(?:hot)?fix\w*
            patch\w*|appl(?:y|ies|ied)|roll\w* out|rotat\w+|revoked?|remov\w+|delet\w+|ended by|ended
            is set|are set|raised to|lowered|limit\w* \w+|blocked|fixed at|put back|added|installed
            deployed|moved to
            """
        ),
    ),
    (
        "beginning",
        _any(
            r"""
            (?:import|export|job|run|batch|backup|sync|migration|upgrade)(?: \w+){0,4} (?:starts?|started)
            (?:deploy(?:ment)?|rollout|release|update|change|sale|test)(?: \w+){0,4} (?:starts?|started)
            (?:import|export|job|run|batch|migration|rollout|maintenance|sale)(?: \w+){0,4} (?:begins?|began)
            (?:change|release|deployment|update) (?:is|was) (?:made|merged|released|published)
            goes live|went live
            """
        ),
    ),
    (
        "evidence",
        _any(
            r"""
            finds?|found|shows?|showed|shown|sees?|saw|seen|discover\w*|notic(?:es?|ed|ing)|reveal\w*
            confirm\w*|identif\w+|turn(?:s|ed) out|look(?:s|ed|ing)? (?:at|into)|compar\w+|investigat\w+
            measur\w+|quer(?:y|ies)|logs?|graphs?|dashboards?|traces?|metrics?|because|cause|c[oa]mes? from
            missing|no rows|errors?|timeouts?|exceptions?|\d+ of \d+
            (?:is|are|was|were) (?:all )?(?:full|empty|taken|used up|stuck|gone|wrong|old|slow)
            """
        ),
    ),
)
"""Kinds by the words of an event, the first that fits."""


def event_kind(entry: TimelineEntry) -> str:
    """The kind of an event: by its milestone, else by its words, else "else"."""
    if known := _BY_MILESTONE.get(entry.milestone):
        return known
    otherwise = "beginning" if entry.milestone == "started" else "else"
    return next((kind for kind, is_in in _BY_WORDS if is_in(entry.text)), otherwise)
