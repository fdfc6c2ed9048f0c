"""The words by which events of a timeline tell that a milestone was reached."""

import re

from incidentbook.records.plain import dataclass

from .patterns import expression


@dataclass(frozen=True, slots=True)
class Words:
    """What tells of a milestone, and what denies it; `hints` are looked for first, since that is quick."""

    hints: tuple[str, ...]
    telling: re.Pattern[str]
    denying: re.Pattern[str]

    def tell(self, text: str) -> bool:
        """Whether lower-case `text` tells of the milestone."""
        if not any(hint in text for hint in self.hints) or not self.telling.search(text):
            return False
        return not self.denying.search(text)


def _any(*patterns: str) -> re.Pattern[str]:
    return expression(rf"\b(?:{'|'.join(patterns)})(?!\w)")


_IS = r"(?:is |are |was |were |has been |have been |got |gets )?"
_BEGINS = r"(?:begins?|began|starts?|started)"
_PEOPLE = (
    r"(?:customers?|users?|developers?|clients?|merchants?|support|someone|somebody|colleagues?|partners?"
    r"|engineers?|operators?|agents?|drivers?|shops?|tenants?|teams?|leaders?|managers?"
    r"|dispatchers?|owners?)"
)
_WATCHERS = (
    r"(?:pagerduty|opsgenie|monitoring|alertmanager|synthetics?|probes?|checks?|alert|alarm"
    r"|canary)(?: \w+){0,2}?"
)
_ON_CALL = r"(?:on-?call(?: engineer)?|engineer|responder|duty engineer)"
_INCIDENT = (
    r"(?:major |critical |public |an? |the |status )*(?:sev(?:erity)?[- ]?\d|p[0-4]|incident|emergency)"
)
_HARM = r"(?:fault|outage|incident|impact|degradation|downtime|disruption|problem)"
_ERRORS = r"(?:errors?|failures?|timeouts?|5xxs?|latency|latencies)(?: rates?)?"
_SYSTEMS = (
    r"(?:services?|systems?|access|traffic|everything|functionality|logs?|availability|site|platform|all)"
)

STARTED = Words(
    (
        "begin",
        "began",
        "start",
        "onset",
        "occur",
        "fail",
        "error",
        "timeout",
        "5",
        "down",
        "line",
        "expire",
        "out of",
        "zero",
    ),
    _any(
        rf"{_HARM} (?:{_BEGINS}|occurs|occurred)",
        rf"(?:start|beginning|onset) of (?:the )?{_HARM}",
        r"first (?:\w+ ){0,2}(?:errors?|failures?|timeouts?|5xx|50\d)s?",
        rf"{_ERRORS} (?:{_BEGINS}|appear(?:s|ed)?|ris(?:es?|ing)|rose|spik(?:es?|ed|ing)|climb\w*|jump\w*)",
        rf"{_BEGINS} (?:to )?(?:fail(?:ing)?|error(?:ing)?|return(?:ing)? (?:errors|5\d\d)|tim(?:e|ing) out)",
        rf"{_BEGINS} (?:to )?(?:degrad(?:e|ing)|crash(?:ing)?|reject(?:ing)?|drop(?:ping)?)",
        r"(?:goes|went) (?:down|offline|dark)",
        r"(?:certificates?|tokens?|licen[cs]es?|keys?|credentials?)(?: \w+){0,4} expire[sd]?",
        r"(?:runs?|ran) out of (?:memory|disk|space|connections|addresses|file)",
        r"(?:drops?|dropped|falls?|fell) to zero",
    ),
    _any(r"fix|might|would|could|investigat\w+|recover\w*|rollback|again|because|due to"),
)
"""The incident itself begins."""

CHANGED = Words(
    ("deploy", "releas", "roll", "push", "ship", "merge", "appl", "upgrade", "change", "migrat"),
    _any(
        r"(?:deploy|deployment|release|change|migration|upgrade|update"
        rf"|rollout)(?: \S+){{0,4}} {_IS}(?:{_BEGINS}|live"
        r"|pushed|deployed|released|applied|merged|rolled out|shipped|complete[ds]?|finish(?:ed|es))",
        r"(?:is|was|were|been|gets?|got) (?:\w+ )?(?:deployed|released|rolled out|pushed|merged"
        r"|applied|shipped)",
        r"(?:deployed|released|rolled out|pushed|shipped|deploys|releases|rolls out|upgraded) (?=\w)",
        r"\w+ (?:deployed|released|rolled out|shipped)",
    ),
    _any(
        r"(?:hot)?fix(?:es|ed)?|patch(?:es|ed)?|revert\w*|roll(?:ed|s|ing)?[- ]?back|mitigat\w+|work-?around",
        r"status page|post-?mortem|not|restor\w+|will|failed|stopped|pushed back",
    ),
)
"""A change goes out: the incident's beginning, if nothing else is said to be."""

DETECTED = Words(
    (
        "alert",
        "alarm",
        "page",
        "sees",
        "saw",
        "detect",
        "notice",
        "report",
        "discover",
        "spot",
        "complain",
        "ticket",
        "notif",
        "inform",
        "aware",
        "warning",
    ),
    _any(
        r"(?:alerts?|alarms?)(?: \w+){0,2}? (?:fires?|fired|firing|triggers?|triggered|received"
        r"|raised|sound(?:s|ed)?)",
        r"(?:alerts?|alarms?)(?: \w+){0,2}? (?:goes off|went off|comes? in|came in)",
        r"(?:first|automatic|automated|received)(?: \w+){0,3} (?:alerts?|alarms?|page)",
        rf"(?:{_ON_CALL}|(?:\w+ )?team) (?:is |was |gets |got )?(?:paged|alerted)",
        r"(?:pages?|paged) (?:the )?(?:primary|secondary|on-?call)|fails? (?:\w+ ){0,5}and pages",
        r"(?:sees|saw) (?:\w+ )?(?:errors|failures|timeouts|alerts)",
        rf"{_WATCHERS} (?:pages?|paged|alerts?|alerted|detects?|detected|notif(?:ies|ied)|reports?"
        r"|notices?|noticed)",
        rf"(?:issue|failure|anomaly|{_HARM})(?: \w+){{0,5}}? {_IS}(?:first )?"
        r"(?:detected|noticed|reported|discovered|spotted)",
        rf"alerts?(?: \w+){{0,3}} {_IS}noticed",
        r"(?:first|initial) (?:\w+ ){0,3}(?:reports?|complaints?|tickets?)",
        rf"{_PEOPLE}(?: \w+){{0,2}}? (?:reports?|reported|complain(?:s|ed)?|notices?|noticed"
        r"|(?:are |were )?(?:reporting|complaining)"
        r"|(?:notif(?:y|ies|ied)|alert(?:s|ed)?|inform(?:s|ed)?) us)",
        rf"(?:^|we (?:are|were|got) )(?:alerted|informed|notified) by (?:[\w-]+ ){{0,4}}?{_PEOPLE}",
        rf"(?:^|{_IS}flooded with |receive[sd]? )reports of (?:\w+ ){{0,2}}?"
        r"(?:issues?|problems?|errors?|failures?|timeouts?)",
        r"(?:we|team|engineers?) (?:become|became|(?:are|were) made|was made|(?:is|are|was|were) now) aware",
        r"(?:automatic|automated) warning",
        r"(?:we|i|they) (?:\w+ )?(?:notice|noticed|detect|detected|spot|spotted)",
        r"(?:^|first )(?:noticed|detected)",
    ),
    _any(
        r"no(?:body)? (?:alerts?|noticed|reports?)|not?(?: \w+)? (?:noticed|detected|alerted|reported)",
        r"un(?:noticed|detected)|works?|working|fixed|resolved|restored|recovered|normal|healthy|fine",
        r"alerts? (?:clears?|cleared)|silenced|muted|should|would|because|bug report\w*"
        r"|reports? (?:from|of) the|report\w* back|from an? \w+ reporting",
        r"same (?:issue|problem)",
    ),
)
"""Somebody or something notices."""

ACKNOWLEDGED = Words(
    ("ack", "on-call", "oncall", "engineer", "responder", "page"),
    _any(
        r"acknowledge[sd]?|ack(?:s|ed|'d)",
        rf"{_ON_CALL}(?: \w+)? (?:respond(?:s|ed)|join(?:s|ed)|engage[sd]|pick(?:s|ed) up|takes over|online)",
        r"page (?:\w+ )?(?:accepted|answered)",
    ),
    _any(r"(?:not|nobody|never|no) (?:\w+ )?ack\w*|unacknowledged"),
)
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
        rf"(?:declare[sd]?|open(?:s|ed| an?)|raise[sd]?|call(?:s|ed)?|create[sd]?) {_INCIDENT}",
        rf"war[- ]?room {_IS}(?:opened|opens|started|created|set up|convened)",
        r"(?:open(?:s|ed)?|start(?:s|ed)?|create[sd]?) (?:an? |the )?war[- ]?room",
        r"incident (?:channel|bridge|call|room)(?: \S+)? (?:is |was )?(?:opened|created|started|opens)",
        r"(?:escalated|upgraded|raised) to (?:a )?sev[- ]?\d",
        r"incident begins",
    ),
    _any(r"resolved|over|closed?|review|report|retrospective|post-?mortem|not declared|should"),
)
"""The incident is declared."""

MITIGATED = Words(
    (
        "mitigat",
        "roll",
        "revert",
        "repaired",
        "error",
        "fail",
        "latency",
        "timeout",
        "5xx",
        "work",
        "impact",
        "outage",
    ),
    _any(
        rf"{_IS}mitigated|^repaired",
        rf"mitigation {_IS}(?:applied|completed?|in place|deployed|effective|confirmed)",
        rf"roll(?:-| )?back(?: \w+)? {_IS}(?:successfully )?(?:complete[sd]?|finish(?:ed|es)|done"
        r"|succeeded|deployed)",
        rf"roll(?:-| )?back {_IS}successful|rolled back",
        rf"revert {_IS}(?:deployed|complete[sd]?|finished|live)",
        rf"{_ERRORS}(?: is| are)? (?:dropping|drops?|dropped|falling|falls?|fell|decreas\w+"
        r"|declin\w+|recover\w*)",
        rf"{_ERRORS} (?:subsid\w+|stop(?:s|ped)?|ceased?)",
        rf"work-?around {_IS}(?:applied|in place|deployed|live)",
        rf"fail-?over {_IS}(?:complete[sd]?|finished|done|finishes)",
        r"(?:impact|outage) (?:ends|ended|is over|stops|stopped)",
    ),
    _any(
        r"not(?: \w+)? (?:mitigated|rolled back|completed?)|(?:to|will|would|should|could|can"
        r"|must) be|attempt\w*",
        r"trying|tried|decid\w+|decision|partial\w*|cannot|failed to|unable|but|\w+n't|needs",
    ),
)
"""The harm stops."""

RESOLVED = Words(
    (
        *("resol", "restor", "recover", "operat", "normal", "baseline", "back", "healthy", "stable"),
        *("resum", "fixed", "solved", "intended", "expected"),
    ),
    _any(
        r"resolved",
        rf"{_SYSTEMS} (?:\w+ )?{_IS}(?:fully |completely |finally )?(?:restored|recovered|resumes|resumed)",
        r"(?:fully|completely) (?:restored|recovered|operational|stable|back|healthy|resolved)",
        rf"(?:components?|{_SYSTEMS}) (?:\w+ ){{0,2}}?operational",
        r"(?:back|return(?:s|ed|ing)?) to (?:\w+ )?(?:normal|baseline)",
        rf"{_SYSTEMS} (?:\w+ )?{_IS}(?:fully )?(?:back(?: up| online)?|normal|healthy|stable)",
        rf"(?:issue|{_HARM})(?: \w+){{0,2}}? {_IS}(?:fully|completely|finally) (?:fixed|solved)",
        rf"{_SYSTEMS} {_IS}(?:again )?work(?:s|ing|ed) (?:as (?:intended|expected)|normally)",
    ),
    _any(
        r"(?:not|never|un)(?: \w+)? ?(?:resolved|restored|recovered|operational|normal|back|stable|fixed"
        r"|solved)"
        r"|\w+n't|not work\w*",
        r"partial\w*|belie\w+|assum\w+|appear\w*|seem\w*|attempt\w*|try(?:ing)?|until|once|if"
        r"|will|would|should",
        r"could|to be|in order to|wait\w*|expect\w*|hop(?:e|es|ed|ing)|almost|follow-?up|e-?mail"
        r"|tickets?|backlog",
        r"being|dns \w*|backups?|restored from|begins? to|starts? to|occurr?ing"
        r"|investigations? continued|some|help",
        r"but",
    ),
)
"""Everything works again."""

ENDED = Words(
    ("incident", "outage", "all clear", "all-clear", "end of"),
    _any(
        rf"(?:incident|outage) {_IS}(?:declared )?(?:ends|ended|over|closed|resolved)",
        r"(?:closes?|closed|resolves?|resolved) (?:the )?incident",
        r"bringing the (?:outage|incident) to an end|all[- ]clear|end of the (?:drill|incident|outage)",
    ),
    _any(r"not|until|once|if|\w+n't|partial\w*|follow-?up|ticket|belie\w+"),
)
"""The incident is said to be over, anywhere in the words."""

TROUBLE = Words(
    ("again", "still", "another", "second", "third", "recur", "n't work", "not work", "fail"),
    _any(
        r"(?:fail\w*|errors?|down|wrong|broken|degraded|unavailable|timeouts?) again",
        r"again (?:fail\w*|down|unavailable)|once again|recur(?:s|red)",
        r"(?:another|second|third) (?:\w+ )?(?:outage|alert|failure|wave|spike|report|node)",
        r"(?:\w+n't|not) working|still (?:fail\w*|down|broken|unavailable|returning|seeing|affected)",
        rf"{_BEGINS} (?:to )?fail(?:ing)?",
    ),
    _any(r"no longer|stopped"),
)
"""The incident is not over yet."""
