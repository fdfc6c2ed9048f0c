"""The words by which events of a timeline tell that a milestone was reached."""

import re


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(patterns)})\b", re.IGNORECASE)


_ON_CALL = r"(?:on-?call(?: engineer)?|engineer|responder|\w+ team)"
_AGAIN = r"(?:is |are |was |were |has been |have been |got |were all )?"
_BEGINS = r"(?:begins?|began|begun|starts?|started)"

STARTED = _any(
    rf"(?:outage|incident|impact|degradation|downtime|disruption) {_BEGINS}",
    r"(?:start|beginning|onset) of (?:the )?(?:incident|outage|impact|degradation|disruption)",
    r"problem (?:starts|started|begins|began)",
    rf"first (?:\w+ )?(?:errors?|failures?|timeouts?|5xx|50\d)s?(?! rate)",
    rf"(?:errors?|failures?|timeouts?|5xx) (?:rates? )?(?:{_BEGINS}|appear(?:s|ed)?|ris(?:e|es|ing)|spik(?:e|es|ed|ing)|climb(?:s|ed|ing)?)",
    rf"{_BEGINS} (?:to )?(?:fail(?:ing)?|error(?:ing)?|return(?:ing)? (?:errors|5\d\d)|tim(?:e|ing) out|degrad(?:e|ing)|crash(?:ing)?|reject(?:ing)?)",
    r"(?:goes|went|going) (?:down|offline|dark)",
    r"(?:certificate|token|licen[cs]e|key|credential)s? (?:\w+ ){0,4}expire[sd]?",
    r"(?:runs?|ran) out of (?:memory|disk|space|connections|addresses|file)",
    r"(?:drops?|dropped|falls?|fell) to zero",
)
"""The incident itself begins."""

CHANGED = _any(
    r"deploy(?:s|ed|ment)?(?: #?\w+)? (?:\w+ )?(?:pushed|starts?|started|begins|began|completed?|finished|goes out|went out|rolled out)",
    r"(?:is|was|were|been|gets?|got) (?:\w+ )?(?:deployed|released|rolled out|pushed|merged|applied|shipped)",
    r"(?:deployed|released|rolled out|pushed|shipped|rolls out|deploys|ships|releases)(?= )",
    r"(?:deploy|deployment|release|change|migration|config(?:uration)?(?: change)?|upgrade|update) (?:\w+ ){0,3}(?:pushed|deployed|released|applied|merged|rolled out|shipped|live|started|starts|begins|began)",
)
"""A change goes out: the incident's beginning, if nothing else is said to be."""

NO_CHANGE = _any(
    r"fix(?:es|ed)?", r"hot-?fix", r"patch(?:es|ed)?", r"revert(?:s|ed|ing)?", r"roll(?:ed|s|ing)? ?back", r"rollback",
    r"mitigat\w+", r"workaround", r"status page", r"post-?mortem", r"not deployed", r"restor\w+",
)

DETECTED = _any(
    r"alerts? (?:\w+ ){0,2}?(?:fires?|fired|firing|triggers?|triggered|received|goes off|went off|going off|raised|comes? in|came in|sounds?)",
    r"alarms? (?:\w+ ){0,2}?(?:fires?|fired|triggers?|triggered|received|goes off|went off|raised)",
    r"(?:first|automatic|automated|received) (?:\w+ ){0,2}?(?:alerts?|alarms?|page)",
    rf"{_ON_CALL} (?:is |was |gets |got )?(?:paged|alerted|notified)",
    r"(?:pages?|paged) (?:the )?(?:primary|secondary|on-?call)",
    r"(?:pagerduty|opsgenie|monitoring|alertmanager|synthetic\w*(?: \w+)?) (?:pages?|paged|alerts?|alerted|detects?|detected|notifies|notified|reports?)",
    r"(?:issue|problem|incident|outage|failure|anomaly|impact) (?:is |was )?(?:first )?(?:detected|noticed|reported|discovered|spotted)",
    r"(?:first|initial) (?:\w+ )?(?:reports?|complaints?|tickets?)",
    r"(?:customers?|users?|developers?|clients?|merchants?|support|someone|colleagues?|partners?|engineers?|teams?)(?: \w+){0,3} (?:reports?|reported|complains?|complained|notices?|noticed|notified us)",
    r"(?:we|i|they) (?:\w+ )?(?:notice|noticed|detect|detected|spot|spotted)",
    r"detection:",
    r"(?:detects|detected|noticed)",
)
"""Somebody or something notices."""

NOT_DETECTED = _any(
    r"no alerts?", r"not? (?:\w+ )?(?:noticed|detected|alerted|reported)", r"(?:un|never )(?:noticed|detected)",
    r"(?:works?|working|fixed|resolved|restored|recovered|normal|healthy|fine)(?: again| now)?", r"alerts? (?:clears?|cleared|resolves?|resolved)",
    r"silenced", r"muted",
)

ACKNOWLEDGED = _any(
    r"acknowledge[sd]?", r"acknowledges", r"ack(?:s|ed|'d)",
    rf"{_ON_CALL} (?:\w+ )?(?:responds|responded|joins|joined|engages|engaged|picks up|picked up|takes over|online)",
    r"page (?:\w+ )?(?:accepted|answered)",
)
"""A person takes it up."""

DECLARED = _any(
    r"(?:sev(?:erity)?[- ]?\d|p[0-5]|(?:major |critical )?incident|emergency) (?:is |was )?(?:formally )?(?:declared|opened|raised|called|created)",
    r"(?:declares?|declared|opens?|opened|raises?|raised|calls?|called) (?:an? |the )?(?:\w+ )?(?:sev(?:erity)?[- ]?\d|major incident|incident|emergency)(?! (?:review|report|resolved|over|closed))",
    r"war[- ]?room (?:is |was )?(?:opened|opens|started|created|set up|convened)",
    r"(?:opens?|opened|starts?|started|creates?|created) (?:an? |the )?war[- ]?room",
    r"incident (?:channel|bridge|call|room)(?: \w+)? (?:opened|created|started|opens)",
    r"(?:escalated|upgraded|raised) to (?:a )?sev[- ]?\d",
    r"incident begins",
)
"""The incident is declared."""

MITIGATED = _any(
    rf"{_AGAIN}mitigated",
    r"mitigation (?:is |was )?(?:applied|completed?|in place|deployed|effective|confirmed)",
    r"roll(?:-| )?back (?:is |was |has )?(?:successfully )?(?:complete[sd]?|finished|done|finishes|succeeded|successful|deployed)",
    r"(?:fully |successfully )?rolled back",
    r"revert (?:is |was )?(?:deployed|complete[sd]?|finished|live)",
    r"(?:error|failure|latency|5xx)(?: rates?)?(?: is| are)? (?:dropping|drops|dropped|falling|falls|fell|decreasing|declining|declines|recovering|subsid\w+)",
    r"(?:errors|failures|timeouts) (?:stop|stopped|cease|ceased|disappear|disappeared)",
    r"work-?around (?:is |was )?(?:applied|in place|deployed|live)",
    r"fail-?over (?:is |was )?(?:complete[sd]?|finished|done|finishes)",
    r"(?:impact|outage) (?:ends|ended|is over|stops|stopped|mitigated)",
)
"""The harm stops."""

NOT_MITIGATED = _any(
    r"not (?:\w+ )?(?:mitigated|rolled back|complete)", r"(?:to|will|would|should|could|can|must) be (?:\w+ )?(?:mitigated|rolled back)",
    r"attempt\w*", r"trying", r"tried", r"decid\w+", r"decision", r"partial\w*", r"cannot", r"failed to", r"unable",
)

RESOLVED = _any(
    rf"{_AGAIN}(?:fully |completely |finally |all )?(?:resolved|restored|recovered|operational)",
    r"(?:back|return(?:s|ed)?) to normal(?: \w+)?",
    r"(?:services?|systems?|traffic|everything|site|checkout|platform|all) (?:\w+ )?(?:is |are |was |were )?(?:fully )?(?:back(?: up| online)?|normal|healthy|stable)",
    r"(?:incident|outage) (?:is |was )?(?:ends|ended|over|closed|resolved)",
    r"(?:closes?|closed|resolves?) (?:the )?incident",
    r"all[- ]clear",
    r"fully (?:stable|back|healthy|recovered)",
    r"service resumes",
)
"""Everything works again."""

NOT_RESOLVED = _any(
    r"(?:not|isn't|wasn't|aren't|never|un)(?: \w+)? ?(?:resolved|restored|recovered|operational|normal|back|stable)", r"n't",
    r"partial\w*", r"belie\w+", r"assum\w+", r"appears?", r"seems?", r"attempt\w*", r"trying", r"until", r"once", r"if",
    r"will", r"would", r"should", r"could", r"to be", r"in order to", r"wait\w*", r"expect\w*", r"hop\w+", r"almost", r"some",
    r"follow-?up", r"e-?mail", r"ticket", r"backlog", r"being", r"dns (?:is )?resolved", r"backup restored", r"restored from",
    r"begins? to", r"starts? to",
)
