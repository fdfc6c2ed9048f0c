"""What the words of an action item promise: nothing that can be finished, training, or a clear type."""

import re

from incidentbook.reading.action_verbs import VERBS
from incidentbook.reading.patterns import expression
from incidentbook.records import ActionItem

from .vocabulary import words

_BEGINNING = expression(
    r"(?:(?:we|i|everyone|everybody|the team|all|please|should|must|shall|will|could|needs? to|have to|"
    r"want to|try to|to|also|just|maybe|perhaps|possibly|always|generally|in general|todo|action)[\s:,]+)+"
)
_END = expression(
    r"\s\(?(?:in (?:the )?future|going forward|next time|asap|soon|again|where possible|if possible|"
    r"as needed|closely|carefully|further|even (?:more|further)|as much as possible|"
    r"significantly|drastically|in general|as well|too|accordingly|more|better)\Z"
)
_POINTS = " ,.;:!?…-–—)"
_CARE = expression(
    r"(?:be|being)\s(?:a (?:bit|little) )?(?:(?:much )?more |extra |very |really )?"
    r"(?:careful|cautious|aware|vigilant|mindful|diligent|attentive|proactive)\b.*"
    r"|pay (?:more |closer |better |extra )?attention\b.*"
    r"|(?:take|use|exercise) (?:more |greater |extra |better )?(?:care|caution)\b(?! of\b).*"
    r"|remember to\b.*|(?:keep|bear) (?:this |it |that |these )?in mind\b.*|(?:try|work) harder\b.*"
    r"|think (?:twice|before)\b.*|do better|communicate(?: clearly| often)?"
    r"|(?:(?:don[’']t|do not|never) do|avoid(?: doing)?|prevent) (?:this|it|that)"
    r"(?: from (?:happening|recurring))?"
    r"|(?:make sure|ensure)(?: that)? (?:this|it|that) (?:does not|doesn[’']t|never|won[’']t|will not)"
    r" (?:happen|recur)s?"
    r"|(?:avoid|prevent) (?:such|similar|future|this|these) (?:kinds? of )?"
    r"(?:issue|incident|problem|outage|error)s?"
)
_QUALITY = (
    r"(?:monitoring|monitors?|alerting|alerts?|alarms?|logging|logs|metrics|observability|tests?|testing|"
    r"(?:test )?coverage|documentation|docs?|communications?|process(?:es)?|procedures?|reliability|"
    r"resilien(?:ce|cy)|stability|performance|scalability|robustness|visibility|tooling|tools|dashboards?|"
    r"security|automation|(?:code )?quality|infrastructure|error handling|checks|validation|"
    r"response times?|detection|workflows?)"
)
_IMPROVEMENT = expression(
    r"(?:(?:improv(?:e|ing|ed)|increase|enhance|strengthen|extend|expand|add|write|create|implement|set ?up|"
    r"have|get|introduce|provide|update|review|revisit|build|do|establish|make|put in place)\s)?"
    r"(?:(?:more|better|additional|further|some|the|our|proper|good|new|all|existing|improved|increased)\s)*"
    rf"{_QUALITY}(?:(?:,|,? and| ?/| ?&)\s?(?:(?:more|better|the|our)\s)*{_QUALITY}){{0,5}}"
    r"(?: (?:improvements?|is needed|in place))?"
)
_LESSENING = expression(
    r"(?:reduc(?:e|ing)|lower(?:ing)?|bring(?:ing)? down|cut(?:ting)?(?: down(?: on)?)?|decreas(?:e|ing)|"
    r"limit|minimi[sz](?:e|ing)|lessen|shorten|get rid of|tackle|deal with|clean(?:ing)? up|improve|"
    r"speed up)\s"
    r"(?:(?:the|our|all|any|some|general|overall|amount of|number of|level of)\s)*"
    r"(?:(?:alert|alarm|alerting|pager|paging|log|monitoring|on-?call)\s)?"
    r"(?:noise|noisiness|toil|fatigue|technical debt|tech debt|debt|complexity|risks?|load|manual work|"
    r"false (?:alarms|positives)|mttr|mttd|(?:recovery|reaction|response|detection|resolution) times?|"
    r"time to (?:detect|respond|recover|resolve|mitigate|acknowledge))"
)
"""Less of something, without how much, where or how."""
_SEARCH = expression(
    r"(?:continue (?:to |with )?)?(?:look(?:ing)? (?:deeper |more )?(?:in)?to|investigat(?:e|ing|ion)|check|"
    r"examine|explore|research|analy[sz]e|follow[ -]?up(?: on| with)?|discuss|consider|think about|"
    r"monitor(?:ing)?|observe|watch|keep an eye on|dig into|debug|diagnose|understand|find out|figure out|"
    r"determine|identify|find|review|troubleshoot|resolve|solve|fix|address|handle|improve|work on)"
    r"(?:\s(?:(?:the|this|that|these|further|more|any|all|our|other|possible|potential|some|root|underlying|"
    r"actual|exact|original|same|whole|entire)\s)*"
    r"(?:it|this|that|issues?|problems?|incidents?|outages?|(?:root )?causes?|bugs?|errors?|failures?|"
    r"situation|options|alternatives|solutions?|logs?|code|systems?|things?|what happened|what went wrong|"
    r"why|why (?:this|it|that) happened))?"
)
_WHOM = (
    r"(?:(?:the|all|our|new|more|support|on-?call|remaining|other)\s)*(?:team|staff|engineer|operator|"
    r"developer|people|person|user|everyone|everybody|colleague|support|responder|on-?call|employee|"
    r"member|sre|manager|admin|product owner)"
)
_TRAINING = expression(
    rf"(?:re-?)?train(?:ing)? (?:{_WHOM}|(?:for|on|about)\b|session|course|material|workshop)"
    r"|(?:hold|give|run|organi[sz]e|schedule|provide|do|offer|arrange|conduct|plan|attend|book)\s"
    r"(?:an?\s|some\s|more\s)?(?:[\w-]+\s){0,3}"
    r"(?:training|workshop|lunch and learn|refresher|brown ?bag|tech talk|awareness session)"
    r"|remind(?:er)?\b|send (?:out )?an? reminder|educate\b|raise awareness|awareness\b|re-?educate"
    rf"|(?:teach|coach|brief|instruct) {_WHOM}|(?:training|refresher|education|coaching)\Z"
)
_DETECTING = expression(
    r"\b(?:alert|alarm|monitor|notif|page[sd]?\b|detect|probe|synthetic|health ?check|metric|dashboard)"
)
_DOCUMENTING = expression(
    r"(?:document|describe)\b|(?:write|update|add|create|extend|improve|amend)\b.*"
    r"\b(?:runbook|wiki|docs?|documentation|guide|readme|playbook|faq)\b"
)
_INVESTIGATING = expression(
    r"(?:investigat|look (?:deeper )?into|find out|figure out|analy[sz]e|research|explore|diagnose|"
    r"understand|dig into|check (?:if|why|whether)|assess|evaluate|discuss|consider|review)"
)
_DETAIL = 8
"""So many words beside the title say more than the title."""


def is_vague(item: ActionItem) -> bool:
    """Whether the item as a whole asks for care, "better monitoring", or a look into something unnamed.

    One that says more below its title, or has a ticket which may, is only vague where it asks for care.
    """
    title = _bare(item.title)
    if _CARE.fullmatch(title):
        return True
    if item.ticket is not None or words_beside_title(item) >= _DETAIL:
        return False
    return any(form.fullmatch(title) for form in (_IMPROVEMENT, _SEARCH, _LESSENING))


def is_training(item: ActionItem) -> bool:
    """Whether the item trains or reminds people, or asks them for care."""
    title = _bare(item.title)
    return _TRAINING.match(title) is not None or _CARE.fullmatch(title) is not None


def evident_type(item: ActionItem) -> str:
    """The item's type where that is plain, else "": detect by its words, then what it states.

    Training counts as "process"; a stated "process" says too little and counts as none.
    """
    title = _bare(item.title)
    if is_training(item):
        return "process"
    if _DETECTING.search(title):
        return "detect"
    if item.type:
        return "" if item.type == "process" else item.type
    if _DOCUMENTING.match(title):
        return "document"
    return "investigate" if _INVESTIGATING.match(title) else ""


def words_beside_title(item: ActionItem) -> int:
    """How many words the author wrote beside the title: below it, behind it, or in further columns."""
    extra = sum(len(value.split()) for _, value in item.extra)
    return max(len(item.text.split()) - len(item.title.split()), 0) + extra


def _bare(title: str) -> str:
    """The title in lower case without "we should" before and "in the future" behind it."""
    text = " ".join(title.lower().split())
    start = _BEGINNING.match(text)
    text = text[start.end() :] if start and start.end() < len(text) else text
    text = text.rstrip(_POINTS)
    while (end := _END.search(text)) is not None:
        text = text[: end.start()].rstrip(_POINTS)
    return text


_DOER = expression(
    r"(?:the\s+)?(?P<who>[A-Z][\w-]*(?:\s+[A-Z][\w-]*){0,3}|[\w-]+(?:\s+[\w-]+)?(?=\s+(?:team|squad|group|crew)\b))"
    r"(?:\s+(?:team|squad|group|crew))?\s+"
    r"(?:(?:will|shall|is\s+going\s+to)\s+(?:then\s+|also\s+|now\s+)?(?P<verb>[a-z-]+)"
    r"|has\s+(?:now\s+|already\s+|also\s+)?(?:placed|put|added|created|raised|opened|filed|planned|scheduled|taken|agreed)"
    r")\b"
)
_NO_DOER = words(
    """
    we i it this that these those they there he she who which what nobody somebody someone everyone every each
    all any some if when once then next future action alert alerts
    """
)
_HANDED_ON = expression(
    r"(?:we|i)(?:\s+have|[’']ve)?\s+(?:\w+ly\s+|now\s+|also\s+)?(?:added|created|raised|opened|filed|logged|put|placed)\s"
    r"(?:an?|the|this|some|\w+)\s(?:[\w-]+\s){0,2}(?:task|ticket|issue|story|card|item)s?\b",
    re.IGNORECASE,
)


def names_its_doer(item: ActionItem) -> bool:
    """Whether the item's sentence says who will do it: “Platform will renew the keys”.

    A thing may be its subject too (“Prometheus will alert”): the verb must be one that people are asked with.
    """
    match = _DOER.match(item.title)
    if match is None or match["who"].split()[0].lower() in _NO_DOER:
        return False
    return match["verb"] is None or (match["verb"] in VERBS and match["verb"] not in _OF_THINGS)


_OF_THINGS = words(
    "alert fail restart stop start run trigger show drop expire grow scale block page notify return"
)
"""What systems do, too."""


def is_handed_on(item: ActionItem) -> bool:
    """Whether the item says that a task was written elsewhere: who does it stands there."""
    return _HANDED_ON.match(item.title) is not None
