"""The words of action items: columns, statuses, types, priorities, owners, and what no item is."""

import re
from functools import lru_cache

from .choices import suggestion
from .names import normalise
from .patterns import expression
from .placeholders import is_placeholder, is_unstated

_COLUMNS = {
    "action": """
        action, actions, action item, action items, task, tasks, to do, todo, what to do, item, items, title
        , what, follow up, follow ups, followup, follow up action, follow up item, next step, next steps
        , corrective action, corrective actions, preventive action, preventative action, preventive measure
        , preventative measure, recommendation, recommendations, improvement, improvements, measure, measures
        , remediation, remediation item, remediation action, remediation task, countermeasure, work item
        , activity, step, steps, proposal, suggestion, name, description, action description
        , task description, action item description, details, detail, summary, deliverable
        """,
    "type": "type, category, kind, action type, class, classification, type of action, item type",
    "priority": "priority, prio, p, pri, importance, urgency, action priority",
    "owner": """
        owner, owners, assignee, assignees, assigned to, assigned, who, by whom, dri, lead, responsible
        , responsible person, responsible party, person responsible, person, action owner, owned by
        , accountable, poc, point of contact, contact, team, owner team, owning team, responsible team
        """,
    "due": """
        due, due date, due by, due on, deadline, eta, by, by when, when, target, target date, date
        , complete by, completion target, expected, expected by, expected date, expected completion
        , timeframe, time frame, timeline, target completion, target completion date, planned date
        , due date utc, estimated completion, estimated completion date
        """,
    "status": "status, state, done, progress, current status, action status, completed, complete, finished",
    "done_on": """
        done on, completed on, completion date, date completed, closed on, completed date, date closed
        , closed date, date of completion, finished on, resolved on, done date, actual date
        """,
    "ticket": """
        ticket, tickets, issue, issues, link, links, bug, bugs, pr, prs, pull request, tracking, ref
        , reference, references, jira, jira ticket, jira issue, jira link, ticket id, ticket link, issue link
        , tracking bug, tracking issue, tracking ticket, tracking link, tracked in, github issue
        , gitlab issue
        , ticket issue, issue ticket, bug ticket, url, story, linked issue, linked ticket, card, tracker
        , ticket pr, issue pr, pr issue, bug link, mr, merge request, ticket number, issue number, tracked by
        """,
    "id": """
        id, no, nr, num, number, action id, item id, ai, item no, task id, key, action number, item number
        """,
    "reason": "reason, reason declined, why declined",
}


def word_set(text: str) -> frozenset[str]:
    """The words of `text`, however they are spread over lines."""
    return frozenset(text.split())


def _phrases(text: str) -> dict[str, int]:
    """The phrases between commas, each with its rank."""
    return {phrase.strip(): rank for rank, phrase in enumerate(" ".join(text.split()).split(","))}


_COLUMN_OF = {
    phrase: (column, rank)
    for column, phrases in _COLUMNS.items()
    for phrase, rank in _phrases(phrases).items()
}
_NUMBER_SIGNS = expression(r"\s*(?:#|№|nr\.?|no\.?)\s*\Z", re.IGNORECASE)

_STATUSES = (
    (
        "open",
        (
            r"not yet started|not started|not yet|not done|not complete[d]?|incomplete"
            r"|un(?:resolved|done|finished)"
            r"|to[ -]?do|new|re-?opened|open(?:ed)?|backlog(?:ged)?|pending|planned|scheduled|assigned"
            r"|created"
            r"|accepted|approved|ready|queued|outstanding|triaged?|no(?=\W*\Z)|0 ?%|\[ ?\]|☐|⬜|□|◯|○"
        ),
    ),
    (
        "declined",
        (
            r"won'?t[ -]do|won'?t[ -]?fix|will not (?:do|fix)|not doing|cancell?ed|reject(?:ed)?|not needed"
            r"|no longer (?:needed|relevant|required|applicable|necessary)|not (?:required|necessary"
            r"|planned)"
            r"|declined?|dropped|abandoned|obsoleted?|superseded|discarded|duplicate|⊘|🚫"
        ),
    ),
    (
        "in-progress",
        (
            r"(?:work )?in[ _-]?progress|in[ -](?:review|development|testing|flight|qa)|doing|wip|started"
            r"|on[ -]?going|under(?: |-)?(?:way|review|development)"
            r"|partial(?:ly)?(?: (?:done|complete|completed))?|partly done|active|working on it|reviewing"
            r"|continuous|🚧|⏳|🔄|◐|[1-9]\d? ?%"
        ),
    ),
    (
        "blocked",
        (
            r"(?:currently |still )?block(?:ed|ing)(?: (?:on|by))?|waiting(?: (?:on|for))?|on[ -]hold"
            r"|paused"
            r"|stalled|deferred|postponed|parked"
        ),
    ),
    (
        "done",
        (
            r"(?:already |all )?done|completed?|closed|fixed|merged|resolved|shipped|deployed|finished"
            r"|implemented|delivered|released|rolled out|100 ?%|yes|✅|☑|✔|✓|🟢 done|\[x\]|●"
        ),
    ),
    (
        "proposed",
        (
            r"proposed|proposal|ideas?|suggest(?:ion|ed)|tbd|draft|under consideration|considering"
            r"|candidate"
            r"|maybe|nice to have|to be (?:decided|discussed)"
        ),
    ),
)
_STATUS = expression(
    r"[\W_]{0,4}?(?:"
    + "|".join(f"(?P<s{i}>{words})" for i, (_, words) in enumerate(_STATUSES))
    + r")(?!\w|-\w)",
    re.IGNORECASE,
)
_PLACEHOLDER_STATUS = expression(r"\s*\[(?!\s*x?\s*\])[^\]]*\]\s*\Z", re.IGNORECASE)

_TYPES = {
    "prevent": "prevent prevention preventive preventative preventing preventions avoid avoidance harden"
    " hardening reliability resilience",
    "detect": "detect detection detective detecting monitor monitoring alert alerts alerting observability",
    "mitigate": "mitigate mitigation mitigations mitigative mitigating containment contain respond response",
    "document": "document documentation documenting docs doc runbook runbooks playbook playbooks",
    "investigate": "investigate investigation investigations investigative investigating research analyse"
    " analyze analysis spike",
    "process": "process processes procedural procedure procedures policy training communication"
    " communications people organisational organizational",
    "repair": "repair repairs fix fixes bugfix bugfixes cleanup corrective correct remediate remediation"
    " recover recovery restore restoration",
}
_TYPE_OF = {word: kind for kind, words in _TYPES.items() for word in words.split()}
_FILLING = word_set(
    """
    action actions item items improvement improvements measure measures work task tasks step steps change
    changes recurrence sooner faster better earlier quicker quickly it this again future the in of and for
    related follow up ups short medium long near mid term immediate technical our we will to further next
    incident incidents similar problem problems issue issues other from happening time impact updates update
    """
)
_PRIORITY = expression(
    r"(?:prio(?:rity)?[ :=-]*)?"
    r"(?:(p ?[0-4])|(critical|highest|urgent|high|medium|med|normal|moderate|low|lowest|minor|major))"
    r"(?:[ -]*prio(?:rity)?)?\b(?:\s*[-–—:(/].{0,30})?\s*\Z",
    re.IGNORECASE,
)
_MARKED = {"🔺": "highest", "⏫": "high", "🔼": "medium", "🔽": "low"}
_NUMBERED_PRIORITY = expression(r"(?:prio(?:rity)?[ :=-]*)?([0-5])\s*\Z", re.IGNORECASE)

_NOBODY = _phrases(
    """
    tbd, tba, unassigned, not assigned, to be assigned, to be determined, to be decided, nobody, no one, noone
    , todo, owner, name, your name, assignee, someone, everyone, everybody, anyone, needs owner, no owner
    , open, pending, various, removed
    """
)
_NOTHING = expression(
    r"\W*(?:none|n/?a|nil|nothing|not applicable"
    r"|(?:there (?:are|were) )?no(?:ne)?(?: (?:further|new|more|additional|other|specific|immediate|open))?"
    r"(?: (?:follow[ -]?ups?|corrective|preventive|preventative|remediation))?"
    r"(?: (?:actions?(?: items?)?|items?|tasks?|next steps?|follow[ -]?ups?|changes|steps))"
    r"|nothing (?:to do|further|more|else))"
    r"(?: (?:yet|so far|at (?:this|the) (?:time|moment|stage)|needed|required|necessary|identified|planned"
    r"|were|are|have|been|to (?:take|do|report)|from|for|of|this|the|incident|as|now|currently|taken|arose"
    r"|outstanding)){0,8}\W*\Z",
    re.IGNORECASE,
)
_DUMMY = expression(
    r"\W*(?:(?:corrective |preventive |preventative |follow[ -]?up |example |sample )?"
    r"(?:actions?(?: items?)?|items?|tasks?|to ?do|follow[ -]?ups?|next steps?|tbd|tba|tbc|example|sample"
    r"|description(?: of (?:the )?(?:action|task))?|action (?:item )?description"
    r"|(?:list|add|describe) (?:the |any |your )?(?:action )?items?(?: here)?"
    r"|to be (?:determined|added|defined|decided|filled in|completed)"
    r"|lorem ipsum.*|\.{2,}|…|x{3,}))\s*(?:#?\d{1,2}|[a-z]|[❶-❿①-⑳])?\W*"
    r"(?:[(\[][^()\[\]]{0,60}[)\]])?\W*\Z",
    re.IGNORECASE | re.DOTALL,
)
_NO_WORDS = frozenset(" *_-–—.:[]()xX\u200b")
_LONGEST_NOTHING = 120
_LONGEST_DUMMY = 90
_LONGEST_PRIORITY = 60
_MOST_LABEL_WORDS = 6


@lru_cache(maxsize=1024)
def column_of(heading: str) -> tuple[str, int]:
    """What a column (or key) means and how well it does so (0 is best), or ("", 0)."""
    if _NUMBER_SIGNS.match(heading):
        return "id", 0
    name = normalise(heading)
    found = _COLUMN_OF.get(name)
    if found is None and name.endswith("s"):
        found = _COLUMN_OF.get(name[:-1])
    return found or ("", 0)


@lru_cache(maxsize=1024)
def status_of(text: str) -> tuple[str, int] | None:
    """The status with which `text` begins and where the rest of it begins, or None."""
    text = text[:300]
    plain = text.replace("’", "'")
    match = _STATUS.match(plain)
    if match is None or match.lastgroup is None:
        return None
    return _STATUSES[int(match.lastgroup[1:])][0], match.end()


_STATUS_NAMES = ("open", "in progress", "blocked", "done", "declined", "proposed")
_STATUS_SPELLINGS = {
    **{name: name for name in _STATUS_NAMES},
    **dict.fromkeys(("todo", "to do", "not started", "new", "backlog", "pending"), "open"),
    **dict.fromkeys(("doing", "wip", "started", "ongoing", "in review"), "in progress"),
    **dict.fromkeys(("waiting", "on hold"), "blocked"),
    **dict.fromkeys(("completed", "closed", "fixed", "merged", "resolved", "finished"), "done"),
    **dict.fromkeys(("wontfix", "cancelled", "canceled", "rejected", "not needed"), "declined"),
    **dict.fromkeys(("idea", "suggestion"), "proposed"),
}


def status_hint(text: str) -> str:
    """The status that a mistyped word is nearest to, or all of them."""
    return suggestion(
        text, _STATUS_SPELLINGS, f"write {', '.join(_STATUS_NAMES[:-1])} or {_STATUS_NAMES[-1]}"
    )


def is_bare_status(text: str) -> bool:
    """Whether a text is a status and nothing more: no day, no reason."""
    found = status_of(text)
    return found is not None and not text[found[1] :].strip(" .")


@lru_cache(maxsize=1024)
def type_of(label: str) -> str:
    """The type of action that a word or a short label names ("Process improvements"), or ""."""
    words = normalise(label).split()
    if not words or len(words) > _MOST_LABEL_WORDS:
        return ""
    telling = [word for word in words if word not in _FILLING]
    types = [_TYPE_OF.get(word, "") for word in telling]
    return types[0] if types and all(types) else ""


@lru_cache(maxsize=1024)
def names_term(label: str) -> bool:
    """Whether a label says nothing but when or how urgently ("Short term", "Next steps", "Technical")."""
    words = normalise(label).split()
    return 0 < len(words) < _MOST_LABEL_WORDS and all(word in _FILLING for word in words)


def priority_of(text: str) -> str:
    """The priority that the whole of `text` states ("P1", "high"), or ""."""
    text = text.strip().strip("*_`[]()🔴🟠🟡🟢🔵⚪").strip()
    if text in _MARKED:
        return _MARKED[text]
    if len(text) > _LONGEST_PRIORITY:
        return ""
    if numbered := _NUMBERED_PRIORITY.match(text):
        return f"P{numbered[1]}"
    match = _PRIORITY.match(text)
    if match is None:
        return ""
    if match[1]:
        return match[1].replace(" ", "").upper()
    word = match[2].lower()
    return "medium" if word == "med" else word


@lru_cache(maxsize=1024)
def is_nobody(text: str) -> bool:
    """Whether an owner's cell names nobody ("TBD", "-", "unassigned", "[Name]")."""
    return is_unstated(text) or is_placeholder(text) or normalise(text) in _NOBODY or not normalise(text)


def is_nothing(text: str) -> bool:
    """Whether the words say that there is nothing to do ("None", "No further action items")."""
    if is_unstated(text):
        return bool(text.strip())
    return len(text) < _LONGEST_NOTHING and _NOTHING.match(text) is not None


def is_dummy(text: str) -> bool:
    """Whether the words are a template's ("[Action 1]", "TBD", "Action item 2") or there are none."""
    if all(char in _NO_WORDS or char.isspace() or not char.isprintable() for char in text):
        return True
    return is_placeholder(text) or (len(text) < _LONGEST_DUMMY and _DUMMY.match(text) is not None)


def has_unknown_status(text: str) -> bool:
    """Whether a status is stated that nobody knows; an empty or template's cell states none."""
    if not text.strip() or is_unstated(text) or _PLACEHOLDER_STATUS.match(text):
        return False
    return status_of(text) is None
