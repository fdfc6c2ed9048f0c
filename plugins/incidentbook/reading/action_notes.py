"""What one piece of an action item's words states: an owner, a due date, a status, a ticket."""

import re
from collections.abc import Callable, Iterator

from incidentbook.records.plain import dataclass, replace

from .action_text import TAKEN, Words
from .action_tickets import is_generic, is_reference, is_tracker, ticket_of
from .action_verbs import VERBS
from .action_words import priority_of, status_of, type_of, word_set
from .dates import find_date, read_date
from .patterns import expression

_LABELS = {
    "owner": r"(?:action )?owners?|assignees?|assigned(?: to)?|responsible(?: person| party)?|dri|lead|who"
    r"|poc|owned by",
    "due": r"due(?: date| by| on)?|deadline|eta|target(?: date)?|by when|when|timeframe",
    "status": r"(?:current )?status|state|progress",
    "priority": r"priority|prio",
    "type": r"type|category|kind|action type",
    "ticket": r"tickets?|issues?|bugs?|jira(?: ticket| issue| link)?"
    r"|track(?:ing|ed|er)(?: bug| issue| ticket| link| in| by| at)?|links?|prs?|pull requests?|mr"
    r"|merge request"
    r"|(?:github|gitlab|linear|asana) (?:issue|ticket|link)|story|url|ref",
    "done_on": r"completed(?: on)?|done on|closed on|completion date|completed date",
    "reason": r"reason",
}
_LABEL = expression(
    r"[\W_]*(?:"
    + "|".join(f"(?P<{name}>{words})" for name, words in _LABELS.items())
    + r")[*_]*\s*(?:\(s\)\s*)?(?:[:=]|\s[-–—]\s)[*_]*\s*(?P<value>.*)",
    re.IGNORECASE | re.DOTALL,
)
BOUNDARY = (
    r"\s+(?=(?:[Oo]wners?|[Aa]ssignees?|DRI|[Dd]ue(?: [Dd]ate)?|[Dd]eadline|ETA|[Ss]tatus|[Pp]riority"
    r"|Tickets?"
    r"|Jira|JIRA)\s?:)"
)
"""White space before a label that needs no other separator."""

_HANDLE = r"@[A-Za-z0-9][\w.-]{0,38}(?<![.-])(?:/[A-Za-z][\w-]{0,39})?"
_MENTIONS = expression(rf"{_HANDLE}(?:\s*(?:,|/|&|\+|\band\b)?\s*{_HANDLE}){{0,5}}\Z")
_ASSIGNED = expression(r"(?:assigned to|owned by|owner|assignee|dri)\s+(\S.{0,60})\Z", re.IGNORECASE)
_BY = expression(r"(?:by|due|before|on)\b", re.IGNORECASE)
_DUE = expression(
    r"(?P<sure>due(?: date| by| on)?|deadline|eta|target(?: date)?|no later than|📅|🗓️?)\s*(?:is\s+|on\s+"
    r"|by\s+)?[:=]?\s*(?P<when>\S.{0,40})\Z"
    r"|(?P<loose>by|before|until|till|for)\s+(?P<then>\S.{0,40})\Z",
    re.IGNORECASE,
)
_WHEN = expression(
    r"(?:the )?(?:q[1-4]\b|h[12]\b|end of|mid[- ]|early |late |next |this |eo[dwmqy]\b|(?:jan|feb|mar|apr"
    r"|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b(?: \d{4})?"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day|tomorrow|asap|20\d\d|fy\d\d|sprint \d)",
    re.IGNORECASE,
)
_QUARTER = expression(
    r"(?:end of |by |early |mid[ -]|late )?(?:q[1-4]|h[12])(?:[ /’'-]{0,2}\d{2,4})?\Z|(?:this"
    r"|next) (?:week|sprint|month|quarter|year)\Z|eo[wmqy]\Z",
    re.IGNORECASE,
)
_SOFT_REASON = expression(
    r"\s*(?:[:;(–—-]|because|since|as\b|due to|by|in favou?r|for|until|on|after)\s*\S", re.IGNORECASE
)
_DONE_REST = expression(
    r"\s*(?:[:(–—-]|\b(?:in|on|by|via|with|as of|as part of|at|through|see|since|during)\b)", re.IGNORECASE
)
_BARE_STATUS = frozenset(
    {"no", "yes", "x", "●", "○", "ready", "active", "created", "assigned", "accepted", "approved"}
)
_TYPE_WORDS = word_set(
    """
    prevent prevention preventive preventative detect detection detective mitigate mitigation document
    documentation docs investigate investigation process repair corrective monitoring
    """
)
_HANDLE_NAME = expression(r"[a-z][a-z0-9]{1,15}(?:[._-][a-z0-9]{1,12}){0,2}\Z")
_NAME = expression(
    r"[A-Z][\w.'’-]{0,24}(?: (?:[A-Z][\w.'’-]{0,24}|team|group|squad|de|van|von|der|and|&)){0,4}\Z"
)
_NO_NAMES = word_set(
    """
    again asap soon later now done open closed maybe optional urgent high low medium yes no none both all each
    daily weekly monthly quarterly always never first second third today tomorrow ongoing too also etc though
    yet still please everywhere manually automatically separately permanently temporarily immediately
    eventually next only instead anyway however production staging prod dev test testing infra backend
    frontend database monitoring alerts metrics logs dashboards
    """
)
_EDGES = " \t\n*_`.,;:—–-|·" + TAKEN
_LONGEST = 400
_SHORT = 60
_LONG_REST = 80
_MOST_DATES = 4
_ANY_YEAR = 2000


@dataclass(frozen=True, slots=True)
class Note:
    """One statement: the column it belongs to, its words and link, and where it stands.

    It is `sure` unless it would pass for ordinary words elsewhere.
    """

    column: str
    text: str
    start: int
    url: str = ""
    sure: bool = True


def segment_notes(words: Words, start: int, end: int, *, names: bool) -> list[Note] | None:
    """What the words between `start` and `end` state, or None where they state anything else.

    `names` tells whether a name that stands alone is an owner.
    """
    if end - start > _LONGEST:
        return None
    notes: list[Note] = []
    for left, right in _pieces(words.work, start, end):
        note = note_of(words, left, right)
        if note is None:
            if not notes or notes[-1].column != "status" or not _has_reason(notes[-1].text):
                return None
            notes[-1] = replace(notes[-1], text=f"{notes[-1].text}, {words.text[left:right].strip()}")
            continue
        if note.column == "owner" and not note.sure and notes and notes[-1].column == "owner":
            note = replace(note, sure=notes[-1].sure)
        if note.column:
            notes.append(note)
    sure = any(note.sure for note in notes)
    return notes if sure or (names and notes) else None


def note_of(words: Words, start: int, end: int) -> Note | None:
    """What one piece states; a note without a column where there is nothing; None where it is other words."""
    piece = words.work[start:end]
    start += len(piece) - len(piece.lstrip(_EDGES))
    piece = piece.strip(_EDGES)
    if not piece:
        return Note("", "", start)
    written = words.text[start : start + len(piece)]
    link = words.link_at(start, start + len(piece))
    if link is not None:
        return _linked(written, link.url, start)
    label = _LABEL.match(piece)
    if label is not None and label.lastgroup is not None:
        return _labelled(words, label, start)
    if TAKEN in piece:
        return None
    return _plain(written if "\ufffc" not in piece else piece, start)


def fields_of(words: Words) -> list[Note]:
    """The fields that the whole of a line states by labels ("Owner: ana", "Owner: ana | Due: May")."""
    label = _LABEL.match(words.work)
    if label is None:
        return []
    notes = segment_notes(words, 0, len(words.text), names=False)
    if notes:
        return notes
    note = _labelled(words, label, 0)
    if note is None or (len(note.text) > _SHORT and note.column not in {"reason", "status"}):
        return []
    return [note]


def _pieces(work: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The pieces between separators; those in brackets and within dates do not separate."""
    dates = list(_dates(work, start, end))
    depth, left = 0, start
    for index in range(start, end):
        char = work[index]
        depth += (char in "([") - (char in ")]")
        parts = char in ",;|·\n" or (char in "—–" and work[index - 1 : index].isspace())
        if parts and depth <= 0 and not any(low < index < high for low, high in dates):
            yield left, index
            left = index + 1
    yield left, end


def _dates(work: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Where the first few dates stand; more of them mean prose."""
    for _ in range(_MOST_DATES):
        found = find_date(work[start:end])
        if found is None:
            return
        yield start + found[1], start + found[2]
        start += found[2]


def _linked(text: str, url: str, start: int) -> Note | None:
    if text.lstrip().startswith("@") or url.startswith("mailto:"):
        return Note("owner", text, start)
    if is_tracker(url) or is_generic(text) or is_reference(text):
        return Note("ticket", text, start, url)
    if text.startswith(("http://", "https://")):
        return Note("ticket", text, start, url, sure=False)
    return None


def _labelled(words: Words, label: re.Match[str], start: int) -> Note | None:
    column = next(name for name in _LABELS if label[name] is not None)
    left = start + label.start("value")
    value = words.text[left : left + len(label["value"])].strip()
    link = next(
        (link for link in words.links if link.start >= left and link.end <= left + len(label["value"])), None
    )
    if column == "ticket" and link is None and ticket_of(value) is None and value:
        return None
    if column in {"due", "done_on"} and len(value) > _SHORT:
        return None
    if column == "ticket" and link is not None:
        return Note(column, words.text[link.start : link.end], start, link.url)
    return Note(column, value, start)


def _plain(text: str, start: int) -> Note | None:
    """The first reading of words without label or link that makes sense of them."""
    for column, read in _READINGS:
        found = read(text)
        if found:
            return Note(column, found, start, sure=column != "type")
    ticket = None if text.lower() in {"issue", "link"} else ticket_of(text)
    if ticket is not None:
        is_sure = not ticket.url or is_tracker(ticket.url)
        seen = not is_sure and text.lower().startswith("see")
        return None if seen else Note("ticket", text, start, sure=is_sure)
    return Note("owner", text, start, sure=False) if is_name(text) else None


def _as_priority(text: str) -> str:
    return text if not text[:1].isdigit() and priority_of(text) else ""


def _as_date(text: str) -> str:
    return text if not _BY.match(text) and read_date(text) is not None else ""


def _as_type(text: str) -> str:
    return text if text.lower() in _TYPE_WORDS else ""


def _as_owner(text: str) -> str:
    assigned = _ASSIGNED.match(text)
    if assigned is not None:
        return assigned[1]
    return text if _MENTIONS.match(text) else ""


def is_name(text: str) -> bool:
    """Whether the words may be a person's or a team's name or handle."""
    if text.lower() in _NO_NAMES or text.lower() in VERBS or type_of(text):
        return False
    return _HANDLE_NAME.match(text) is not None or _NAME.match(text) is not None


def _as_due(text: str) -> str:
    match = _DUE.match(text)
    if match is None:
        return text if _QUARTER.match(text) else ""
    if match["sure"]:
        return match["when"]
    then = match["then"]
    return then if read_date(then, _ANY_YEAR) is not None or _WHEN.match(then) else ""


def _as_status(text: str) -> str:
    found = None if text.lower().strip() in _BARE_STATUS else status_of(text)
    return text if found is not None and _is_status(text, *found) else ""


def _is_status(text: str, status: str, end: int) -> bool:
    """Whether what follows a status word is what usually does: nothing, a date, a place, a reason."""
    rest = text[end:]
    if not rest.strip(_EDGES + "()!️") or read_date(rest.strip(" ()-–—:,"), _ANY_YEAR) is not None:
        return True
    if status == "done":
        return _DONE_REST.match(rest) is not None and len(rest) < _LONG_REST
    if status in {"declined", "blocked", "in-progress"}:
        return _SOFT_REASON.match(rest) is not None or text[:end].lower().endswith((" on", " by", " for"))
    return False


def _has_reason(text: str) -> bool:
    found = status_of(text)
    return (
        found is not None
        and found[0] in {"declined", "blocked", "in-progress"}
        and bool(text[found[1] :].strip())
    )


_READINGS: tuple[tuple[str, Callable[[str], str]], ...] = (
    ("priority", _as_priority),
    ("date", _as_date),
    ("due", _as_due),
    ("status", _as_status),
    ("type", _as_type),
    ("owner", _as_owner),
)
