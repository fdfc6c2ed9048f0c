"""The words by which events of a timeline tell that a milestone was reached."""

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """What tells of a milestone, and what denies it; `hints` are looked for first, since that is quick."""

    hints: tuple[str, ...]
    telling: re.Pattern[str]
    denying: re.Pattern[str] | None = None

    def tell(self, text: str) -> bool:
        """Whether lower-case `text` tells of the milestone."""
        if not any(hint in text for hint in self.hints) or not self.telling.search(text):
            return False
        return self.denying is None or not self.denying.search(text)


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(patterns)})(?!\w)")


_IS = r"(?:is |are |was |were |has been |have been |got |gets )?"
_BEGINS = r"(?:begins?|began|starts?|started)"
_PEOPLE = (
    r"(?:customers?|users?|developers?|clients?|merchants?|support|someone|somebody|colleagues?|partners?|engineers?"
    r"|operators?|agents?|drivers?|shops?|tenants?|teams?)"
)
_ON_CALL = r"(?:on-?call(?: engineer)?|engineer|responder|duty engineer)"
_INCIDENT = (
    r"(?:major |critical |public |an? |the |status )*(?:sev(?:erity)?[- ]?\d|p[0-4]|incident|emergency)"
)

STARTED = Words(
    ("begin", "began", "start", "onset", "fail", "error", "timeout", "5xx", "50", "down", "offline", "expire")
    + ("out of", "to zero"),
    _any(
        rf"(?:outage|incident|impact|degradation|downtime|disruption|problem|user impact) {_BEGINS}",
        r"(?:start|beginning|onset) of (?:the )?(?:incident|outage|impact|degradation|disruption|problem)",
        r"first (?:\w+ ){0,2}(?:errors?|failures?|timeouts?|5xx|50\d)s?",
        rf"(?:errors?|failures?|timeouts?|5xxs?)(?: rates?)? (?:{_BEGINS}|appear(?:s|ed)?|ris(?:es?|ing)|rose)",
        r"(?:errors?|failures?|timeouts?|5xxs?)(?: rates?)? (?:spik(?:es?|ed|ing)|climb(?:s|ed|ing)?|jump(?:s|ed)?)",
        rf"{_BEGINS} (?:to )?(?:fail(?:ing)?|error(?:ing)?|return(?:ing)? (?:errors|5\d\d)|tim(?:e|ing) out)",
        rf"{_BEGINS} (?:to )?(?:degrad(?:e|ing)|crash(?:ing)?|reject(?:ing)?|drop(?:ping)?)",
        r"(?:goes|went) (?:down|offline|dark)",
        r"(?:certificates?|tokens?|licen[cs]es?|keys?|credentials?)(?: \w+){0,4} expire[sd]?",
        r"(?:runs?|ran) out of (?:memory|disk|space|connections|addresses|file)",
        r"(?:drops?|dropped|falls?|fell) to zero",
    ),
    _any(
        r"fix",
        r"might",
        r"would",
        r"could",
        r"investigat\w+",
        r"recover\w*",
        r"rollback",
        r"again",
        r"because",
        r"due to",
    ),
)
"""The incident itself begins."""

CHANGED = Words(
    ("deploy", "releas", "roll", "push", "ship", "merge", "appl", "upgrade", "change", "migrat"),
    _any(
        rf"(?:deploy|deployment|release|change|migration|upgrade|update|rollout)(?: \S+){{0,4}} {_IS}"
        rf"(?:pushed|deployed|released|applied|merged|rolled out|shipped|live|complete[ds]?|finish(?:ed|es)|{_BEGINS})",
        r"(?:is|was|were|been|gets?|got) (?:\w+ )?(?:deployed|released|rolled out|pushed|merged|applied|shipped)",
        r"(?:deployed|released|rolled out|pushed|shipped|deploys|releases|rolls out|upgraded) (?=\w)",
        r"\w+ (?:deployed|released|rolled out|shipped)",
    ),
    _any(
        r"(?:hot)?fix(?:es|ed)?", r"patch(?:es|ed)?", r"revert\w*", r"roll(?:ed|s|ing)?[- ]?back", r"mitigat\w+", r"work-?around",
        r"status page", r"post-?mortem", r"not", r"restor\w+", r"will", r"failed", r"stopped", r"pushed back",
    ),
)  # fmt: skip
"""A change goes out: the incident's beginning, if nothing else is said to be."""

DETECTED = Words(
    ("alert", "alarm", "page", "detect", "notice", "report", "discover", "spot", "complain", "ticket", "notif"),
    _any(
        r"(?:alerts?|alarms?)(?: \w+){0,2}? (?:fires?|fired|firing|triggers?|triggered|received|raised|sounds?|sounded)",
        r"(?:alerts?|alarms?)(?: \w+){0,2}? (?:goes off|went off|comes? in|came in)",
        r"(?:first|automatic|automated|received)(?: \w+){0,3} (?:alerts?|alarms?|page)",
        rf"(?:{_ON_CALL}|(?:\w+ )?team) (?:is |was |gets |got )?(?:paged|alerted)",
        r"(?:pages?|paged) (?:the )?(?:primary|secondary|on-?call)",
        r"(?:pagerduty|opsgenie|monitoring|alertmanager|synthetics?|probes?|checks?|alert|alarm|canary)(?: \w+){0,2}? "
        r"(?:pages?|paged|alerts?|alerted|detects?|detected|notifies|notified|reports?|notices?|noticed)",
        rf"(?:issue|problem|incident|outage|failure|anomaly|impact)(?: \w+){{0,5}}? {_IS}(?:first )?"
        r"(?:detected|noticed|reported|discovered|spotted)",
        rf"alerts?(?: \w+){{0,3}} {_IS}noticed",
        r"(?:first|initial) (?:\w+ )?(?:reports?|complaints?|tickets?)",
        rf"{_PEOPLE}(?: \w+){{0,2}}? (?:reports?|reported|complains?|complained|notices?|noticed|notif(?:ies|ied) us)",
        r"(?:we|i|they) (?:\w+ )?(?:notice|noticed|detect|detected|spot|spotted)",
        r"(?:^|first )(?:noticed|detected)",
    ),
    _any(
        r"no(?:body)? (?:alerts?|noticed|reports?)", r"not?(?: \w+)? (?:noticed|detected|alerted|reported)", r"un(?:noticed|detected)",
        r"(?:works?|working|fixed|resolved|restored|recovered|normal|healthy|fine)", r"alerts? (?:clears?|cleared)",
        r"silenced", r"muted", r"should", r"would", r"bug report\w*", r"reports? (?:from|of) the", r"same (?:issue|problem)",
    ),
)  # fmt: skip
"""Somebody or something notices."""

ACKNOWLEDGED = Words(
    ("ack", "on-call", "oncall", "engineer", "responder", "page"),
    _any(
        r"acknowledge[sd]?", r"ack(?:s|ed|'d)",
        rf"{_ON_CALL}(?: \w+)? (?:responds|responded|joins|joined|engages|engaged|picks up|picked up|takes over|online)",
        r"page (?:\w+ )?(?:accepted|answered)",
    ),
    _any(r"not (?:\w+ )?ack\w*", r"nobody ack\w*", r"never ack\w*", r"unacknowledged", r"no acknowledg\w+"),
)  # fmt: skip
"""A person takes it up."""

DECLARED = Words(
    (
        "declare",
        "open",
        "raise",
        "call",
        "creat",
        "start",
        "escalat",
        "upgrade",
        "begins",
        "set up",
        "convene",
    ),
    _any(
        rf"{_INCIDENT} {_IS}(?:formally )?(?:declared|opened|raised|called|created)",
        rf"(?:declares?|declared|opens?|opened|raises?|raised|calls?|called|creates?|created) {_INCIDENT}",
        rf"war[- ]?room {_IS}(?:opened|opens|started|created|set up|convened)",
        r"(?:opens?|opened|starts?|started|creates?|created) (?:an? |the )?war[- ]?room",
        r"incident (?:channel|bridge|call|room)(?: \S+)? (?:is |was )?(?:opened|created|started|opens)",
        r"(?:escalated|upgraded|raised) to (?:a )?sev[- ]?\d",
        r"incident begins",
    ),
    _any(
        r"resolved",
        r"over",
        r"closed?",
        r"review",
        r"report",
        r"retrospective",
        r"post-?mortem",
        r"not declared",
        r"should",
    ),
)
"""The incident is declared."""

MITIGATED = Words(
    ("mitigat", "roll", "revert", "error", "fail", "latency", "timeout", "5xx", "work", "impact", "outage"),
    _any(
        rf"{_IS}mitigated",
        rf"mitigation {_IS}(?:applied|completed?|in place|deployed|effective|confirmed)",
        rf"roll(?:-| )?back(?: \w+)? {_IS}(?:successfully )?(?:complete[sd]?|finish(?:ed|es)|done|succeeded|successful|deployed)",
        r"rolled back",
        rf"revert {_IS}(?:deployed|complete[sd]?|finished|live)",
        r"(?:errors?|failures?|latency|latencies|5xxs?|timeouts?)(?: rates?)?(?: is| are)? "
        r"(?:dropping|drops?|dropped|falling|falls?|fell|decreas\w+|declin\w+|recover\w*|subsid\w+|stop(?:s|ped)?|ceased?)",
        rf"work-?around {_IS}(?:applied|in place|deployed|live)",
        rf"fail-?over {_IS}(?:complete[sd]?|finished|done|finishes)",
        r"(?:impact|outage|user impact) (?:ends|ended|is over|stops|stopped)",
    ),
    _any(
        r"not(?: \w+)? (?:mitigated|rolled back|completed?)", r"(?:to|will|would|should|could|can|must) be", r"attempt\w*",
        r"trying", r"tried", r"decid\w+", r"decision", r"partial\w*", r"cannot", r"failed to", r"unable", r"but", r"n't", r"needs",
    ),
)  # fmt: skip
"""The harm stops."""

RESOLVED = Words(
    ("resolve", "restore", "recover", "operational", "normal", "back", "healthy", "stable", "end", "over", "close")
    + ("all clear", "all-clear", "resum"),
    _any(
        r"resolved", r"(?:services?|systems?|access|traffic|everything|functionality|logs?|availability) (?:\w+ )?" + _IS
        + r"(?:fully |completely |finally )?(?:restored|recovered|resumes|resumed)",
        r"(?:fully|completely) (?:restored|recovered|operational|stable|back|healthy|resolved)",
        r"(?:services?|systems?|components?|components|everything|all) (?:\w+ ){0,2}?operational",
        r"(?:back|return(?:s|ed|ing)?) to (?:\w+ )?normal",
        r"(?:services?|systems?|traffic|everything|site|platform|all) (?:\w+ )?(?:is |are |was |were )?(?:fully )?"
        r"(?:back(?: up| online)?|normal|healthy|stable)",
        r"recovery(?=:)",
    ),
    _any(
        r"(?:not|isn't|wasn't|aren't|never|un)(?: \w+)? ?(?:resolved|restored|recovered|operational|normal|back|stable)", r"\w+n't",
        r"partial\w*", r"belie\w+", r"assum\w+", r"appear\w*", r"seem\w*", r"attempt\w*", r"try(?:ing)?", r"until", r"once", r"if",
        r"will", r"would", r"should", r"could", r"to be", r"in order to", r"wait\w*", r"expect\w*", r"hop(?:e|es|ed|ing)", r"almost",
        r"follow-?up", r"e-?mail", r"tickets?", r"backlog", r"being", r"dns \w*", r"backups?", r"restored from", r"begins? to",
        r"starts? to", r"occurr?ing", r"investigations? continued", r"some", r"help", r"but",
    ),
)  # fmt: skip
"""Everything works again."""

ENDED = Words(
    ("incident", "outage", "all clear", "all-clear"),
    _any(
        rf"(?:incident|outage) {_IS}(?:declared )?(?:ends|ended|over|closed|resolved)",
        r"(?:closes?|closed|resolves?|resolved) (?:the )?incident",
        r"bringing the (?:outage|incident) to an end",
        r"all[- ]clear",
    ),
    _any(r"not", r"until", r"once", r"if", r"\w+n't", r"partial\w*", r"follow-?up", r"ticket", r"belie\w+"),
)
"""The incident is said to be over, anywhere in the words."""

TROUBLE = Words(
    ("again", "still", "another", "second", "third", "recur", "n't work", "not work", "fail", "continu"),
    _any(
        r"(?:fail\w*|errors?|down|wrong|broken|degraded|unavailable|timeouts?) again", r"again (?:fail\w*|down|unavailable)",
        r"(?:another|second|third) (?:\w+ )?(?:outage|alert|failure|wave|spike|report|node)", r"recur(?:s|red)",
        r"(?:aren't|isn't|not|wasn't) working", r"still (?:fail\w*|down|broken|unavailable|returning|seeing|affected)",
        r"(?:begins?|began|starts?|started) (?:to )?fail(?:ing)?", r"once again",
    ),
)  # fmt: skip
"""The incident is not over yet."""
