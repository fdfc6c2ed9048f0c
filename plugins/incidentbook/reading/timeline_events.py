"""Events as they stand in a timeline, before days are carried on and zones applied."""

import re
from datetime import date
from itertools import pairwise

from incidentbook.records.plain import dataclass, field

from .lines import Line
from .patterns import expression
from .stamps import Stamp, read_stamp

_SEPARATOR = expression(
    r"[ \t\u00a0]{0,4}(?:[\u2013\u2014→|•·]|[:=]{1,2}>?(?=[\s\W]|\Z)|-{1,3}>?(?=\s|\Z)|(?<=\s)-|\t| {2})"
    r"[ \t\u00a0]{0,4}"
)
_BRACKETED = expression(r"\[[^\[\]]*\]|<[^<>]*>|\{\{[^{}]*\}\}")
_TEMPLATE_TEXT = expression(
    r"(?:short |brief )?(?:event|action)?\s?(?:description|details|text|here)?(?: of (?:the )?event)?"
    r"[.…]{0,3}|what happened\??|tbd|todo|xxx|lorem ipsum.*",
    re.IGNORECASE,
)
_LONGEST_SEPARATION = 12
_SET_APART = frozenset({"strong", "code", "emphasis", "link"})
_CONNECTIVE = expression(
    r"(?:about|and|around|approximately|at|between|by|for|from|of|since|than|the|till|to|until|was|were|with|within)",
    re.IGNORECASE,
)
"""Words after which a time is part of the sentence and begins no new event."""


@dataclass(slots=True)
class Event:
    """A stamp with the words that follow it.

    `form` is heading, line, item or row; `level` a heading's level or an item's depth. `plain` is set where
    nothing but a space sets the stamp off from the words, `linked` where it is part of a link with further
    words. `zone` is what a column's heading says.
    """

    stamp: Stamp
    text: str
    time_text: str
    line: int
    column: int
    form: str = "line"
    level: int = 0
    plain: bool = False
    linked: bool = False
    zone: str = ""

    @property
    def is_template(self) -> bool:
        """Whether nobody has filled in this line of a template."""
        if self.stamp.template or _BRACKETED.fullmatch(self.text):
            return True
        return self.stamp.unknown and _TEMPLATE_TEXT.fullmatch(self.text) is not None


@dataclass(slots=True)
class Collected:
    """What was found in a section, in order: events, unread places, and the remarks between them.

    Of `ragged` rows of tables it is said what is wrong with them.

    `day` is the day that was named last: it completes days without a year.
    """

    day: date | None = None
    events: list[Event] = field(default_factory=list)
    unread: list[tuple[int, int, str]] = field(default_factory=list)
    ragged: list[tuple[int, int, str]] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)

    def stamp(self, text: str, *, timed: bool = False) -> Stamp | None:
        """The stamp at the beginning of `text`, read with the day that was named last."""
        stamp = read_stamp(text, self.day, timed=timed)
        if stamp and stamp.day:
            self.day = stamp.day
        return stamp


def event_of(line: Line, piece: str, offset: int, stamp: Stamp, form: str) -> Event:
    """The event that begins with `stamp` in `piece`, the part of `line` that starts at `offset`."""
    text, separated = after_stamp(piece[stamp.end :])
    row, column = line.place(offset + stamp.start)
    styles, alone = _style(line, piece, offset, stamp)
    plain = not (separated or stamp.marked or (alone and styles & _SET_APART))
    linked = "link" in styles and not alone
    return Event(stamp, text, written(piece, stamp), row, column, form, plain=plain, linked=linked)


def after_stamp(rest: str) -> tuple[str, bool]:
    """The words behind a stamp without what sets them off, and whether anything does."""
    position = 0
    while position < _LONGEST_SEPARATION and (match := _SEPARATOR.match(rest, position)):
        position = match.end()
    text = " ".join(rest[position:].split())
    return text, position > 0 or not text


def written(text: str, stamp: Stamp) -> str:
    """The stamp as the author wrote it, without a bracket that closes behind it."""
    stated = text[stamp.start : stamp.end].strip()
    for opening, closing in ("()", "[]"):
        if stated.endswith(closing) and stated.count(opening) < stated.count(closing):
            return stated[:-1].rstrip()
    return stated


def _style(line: Line, piece: str, offset: int, stamp: Stamp) -> tuple[frozenset[str], bool]:
    """The styles in which the stamp is written, and whether they end with it."""
    found = line.span_at(offset + stamp.start)
    if found is None:
        return frozenset(), False
    start, span = found
    after = piece[stamp.end : max(start + len(span.text) - offset, 0)].strip(" :.)]-\u2013\u2014")
    return span.styles, not after


def timed_lines(lines: list[Line], collected: Collected, *, form: str) -> list[Event]:
    """The events of lines, the first of which must begin with a stamp; else none.

    A further line is an event of its own where it is set off like the first one and does not merely go
    on with a sentence; otherwise its words belong to the event before it.
    """
    events: list[Event] = []
    texts: list[list[str]] = []
    before = ""
    for number, line in enumerate(lines):
        for offset, piece in _pieces(line.text):
            stamp = collected.stamp(piece)
            event = event_of(line, piece, offset, stamp, form) if stamp else None
            goes_on = number > 0 and offset == 0 and _goes_on(before)
            if event is not None and not goes_on and _counts(event, events[-1] if events else None):
                events.append(event)
                texts.append([event.text])
            elif not events:
                return []
            else:
                texts[-1].append(piece.removeprefix(":"))
        before = line.text
    for event, parts in zip(events, texts, strict=True):
        event.text = " ".join(" ".join(parts).split())
    return events


def _counts(event: Event, before: Event | None) -> bool:
    stamp, in_prose = event.stamp, event.form == "line"
    if not stamp.is_timed and (event.linked or not (stamp.day or stamp.bad)):
        return False
    if before is not None and (stamp.introduced or event.plain != before.plain):
        return False
    if in_prose and (stamp.introduced or (event.plain and event.text.startswith(","))):
        return False
    return stamp.is_timed or not event.plain or not in_prose


def _goes_on(before: str) -> bool:
    """Whether a text breaks off in the midst of a phrase that asks for a time ("… restarted at")."""
    words = before[-60:].split()
    return bool(words) and (words[-1][-1] in ",(~" or _CONNECTIVE.fullmatch(words[-1]) is not None)


_PIPE = expression(r"[ \t]\|[ \t]{1,4}")
_BEGINNING = r"\d{1,2}:\d\d(?: ?[AP]M)?(?: [A-Z]{3,4})?[ \t]{1,4}[-\u2013\u2014][ \t]{1,4}(?!\d{1,2}:\d)"
_INLINE = expression(rf"(?<=\S)[ \t](?={_BEGINNING})")
_FIRST = expression(_BEGINNING)
_LONGEST_STAMP = 60


def _pieces(text: str) -> list[tuple[int, str]]:
    """A line cut where further events begin ("14:47 - Rolled back | 14:55 - Resolved"), and where."""
    cuts = [match.end() for match in _PIPE.finditer(text) if _starts_event(text, match.end())]
    if not cuts and _FIRST.match(text):
        places = (match.start() for match in _INLINE.finditer(text))
        cuts = [place + 1 for place in places if not _goes_on(text[max(0, place - _LONGEST_STAMP) : place])]
    edges = [0, *cuts, len(text)]
    return [(start, text[start:end].rstrip(" \t|")) for start, end in pairwise(edges)]


def _starts_event(text: str, start: int) -> bool:
    stamp = read_stamp(text[start : start + _LONGEST_STAMP])
    return stamp is not None and stamp.is_timed and not stamp.introduced
