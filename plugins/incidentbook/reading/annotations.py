"""Owner, due date, status, priority and ticket found in an action item's own words, in any order."""

import re

from incidentbook.records import Ticket
from incidentbook.records.plain import dataclass, field

from .action_draft import Draft
from .action_notes import BOUNDARY, Note, note_of, segment_notes
from .action_openings import opening_of
from .action_text import TAKEN, Words, is_silent
from .action_tickets import (
    REFERENCE,
    URL,
    find_ticket,
    is_generic,
    is_reference,
    is_tracker,
    linked_ticket,
    ticket_of,
)
from .dates import find_date
from .patterns import expression
from .titles import title_of

_MOST = 24
_WINDOW = 400
_LONGEST = 6000
_SEPARATOR = expression(
    rf"(?P<dash>\s[—–→]+\s?|—|\s(?:-{{1,3}}|[-=]>)\s)|\n|\s\|\s?|;\s|(?<=[\w)\"”\]])[.!]\s+|\s·\s"
    rf"|{BOUNDARY}"
)
_BRACKET = expression(r"[(\[{]([^()\[\]{}]{1,240})[)\]}]")
_TOKENS = (
    ("owner", expression(r"(?:^|[\s(])(@[A-Za-z0-9][\w.-]{0,38})\Z")),
    ("ticket", expression(rf"(?:^|\s)({URL})\Z")),
    ("ticket", expression(rf"(?:^|\s)({REFERENCE})\Z")),
    ("status", expression(r"\s(DONE|WIP|[✅☑✔❌🚧⏳]\ufe0f?)\Z")),
    ("priority", expression(r"\s(P[0-4]|[🔺⏫🔼🔽])\Z")),
)
_MENTION = expression(r"(?<![\w/.@])@([A-Za-z0-9][\w.-]{0,38})(?<![.-])(?![\w/@])")
_NO_MENTIONS = frozenset({"here", "channel", "everyone", "all", "todo"})
_BY = expression(
    r"\b(?:due(?: date)?(?: is)?|by|before|until|deadline|eta|no later than)\s*(?:on\s"
    r"|by\s)?[:=]?\s*(?:the\s)?\Z",
    re.IGNORECASE,
)
_DATED = expression(r"\s(?P<mark>✅|☑|✔|📅|🗓|⏰|⌛)\ufe0f?\s*\Z")
_JOINED = expression(
    r"\b(?:to|of|in|from|with|by|the|on|for|original|this|an?|and|or|as|at|see|via|per|about|our"
    r"|existing)\s*\Z",
    re.IGNORECASE,
)
_POINTER = expression(
    r"(?:^|[\n.;,(]|\s[—–-])\s*((?:see(?: also)?|tracked(?: in| by| at| as| here)?|tracking(?: in)?"
    r"|related to|ref|cf\.?|more in|details in|filed as|via)\s*:?\s*)\Z",
    re.IGNORECASE,
)
_APART = frozenset(",;:.–—-|(" + TAKEN)
_ENDING = " \t\n.,;:*_|·—–→-\ufe0f" + TAKEN


@dataclass(slots=True)
class _Finder:
    """One pass over an item's words: what is found is noted and taken away from the title."""

    words: Words
    notes: list[Note] = field(default_factory=list)
    loose: list[Note] = field(default_factory=list)

    def run(self) -> None:
        for _ in range(_MOST):
            if not self._opening():
                break
        for _ in range(_MOST):
            end = len(self.words.work.rstrip(_ENDING))
            if not end or not (self._bracket(end) or self._segment(end) or self._token(end)):
                break
        self._within()

    def _keep(self, notes: list[Note], start: int, end: int) -> bool:
        self.notes.extend(notes)
        self.words.take(start, end)
        return True

    def _opening(self) -> bool:
        """Marks, numbers, priorities, keys, brackets, owners and types with which the words begin."""
        found = opening_of(self.words)
        if found is None or not self.words.work[found[1] :].strip(_ENDING):
            return False
        return self._keep(found[0], 0, found[1])

    def _bracket(self, end: int) -> bool:
        """A bracket at the end that holds nothing but annotations."""
        work = self.words.work
        if work[end - 1] not in ")]":
            return False
        depth = 0
        for index in range(end - 1, max(end - _WINDOW, -1), -1):
            depth += (work[index] in ")]") - (work[index] in "([")
            if not depth:
                notes = segment_notes(self.words, index + 1, end - 1, names=work[index] == "[")
                return notes is not None and self._keep(notes, index, end)
        return False

    def _segment(self, end: int) -> bool:
        """The words after the last dash, line break or full stop, or else after the last comma."""
        low = max(end - _WINDOW, 0)
        separators = _SEPARATOR.finditer(self.words.work, low, end)
        last = next((one for one in reversed(list(separators)) if self._is_level(one.end(), end)), None)
        if last is not None:
            dash = (last["dash"] or "").strip()
            notes = segment_notes(self.words, last.end(), end, names=bool(dash) and dash[0] != "-")
            if notes is not None and self.words.work[: last.start()].strip(_ENDING):
                return self._keep(notes, last.start(), end)
        comma = self.words.work.rfind(", ", low, end)
        if comma > 0 and (last is None or comma >= last.end()):
            note = note_of(self.words, comma + 1, end)
            if note is not None and note.column and (note.sure or self._is_backed(note, low, comma)):
                return self._keep([note], comma, end)
        return False

    def _is_backed(self, note: Note, low: int, comma: int) -> bool:
        """Whether a type, which alone would pass for ordinary words, follows another statement."""
        before = self.words.work.rfind(", ", low, comma)
        if note.column != "type" or before <= 0:
            return False
        other = note_of(self.words, before + 1, comma)
        return other is not None and other.sure and bool(other.column)

    def _is_level(self, start: int, end: int) -> bool:
        """Whether no bracket is opened or closed only on one side."""
        text = self.words.work[start:end]
        return text.count("(") == text.count(")") and text.count("[") == text.count("]")

    def _token(self, end: int) -> bool:
        """A single annotation at the end without anything before it that sets it apart."""
        for link in self.words.links:
            if link.end == end and self.words.work[link.start : end].strip(_ENDING):
                return self._end_link(link.start, end, link.url)
        window = max(end - _WINDOW * 2, 0)
        tail = self.words.work[window:end]
        for column, pattern in _TOKENS:
            match = pattern.search(tail)
            if match is not None and self._is_apart(column, match[1], window + match.start(1)):
                start = window + match.start(1)
                return self._keep([Note(column, match[1], start)], self._pointed(start), end)
        return self._end_due(window, tail, end)

    def _is_apart(self, column: str, text: str, start: int) -> bool:
        before = self.words.work[:start]
        if not before.strip(_ENDING) or (column == "owner" and text[1:].lower() in _NO_MENTIONS):
            return False
        if column == "ticket" and text.startswith("http") and not is_tracker(text):
            return False
        if column == "ticket" and any(note.column == "ticket" for note in self.notes):
            return self._pointed(start) != start or before.rstrip()[-1:] in _APART
        return column == "status" or self._pointed(start) != start or _JOINED.search(before[-40:]) is None

    def _pointed(self, start: int) -> int:
        """Where "see" or "tracked in" before a ticket begins, else `start` itself."""
        low = max(start - 60, 0)
        pointer = _POINTER.search(self.words.work[low:start])
        return low + pointer.start(1) if pointer is not None else start

    def _end_link(self, start: int, end: int, url: str) -> bool:
        text = self.words.text[start:end].strip()
        before = self.words.work[:start]
        if text.startswith("@"):
            return bool(before.strip(_ENDING)) and self._keep([Note("owner", text, start)], start, end)
        if not (is_generic(text) or is_reference(text) or (text.startswith("http") and is_tracker(url))):
            return False
        pointed = self._pointed(start)
        if not before[:pointed].strip(_ENDING) or (pointed == start and _JOINED.search(before[-40:])):
            return False
        return self._keep([Note("ticket", text, start, url)], pointed, end)

    def _end_due(self, window: int, tail: str, end: int) -> bool:
        low = max(len(tail) - 40, 0)
        found = find_date(tail[low:])
        if found is None or tail[low + found[2] :].strip(_ENDING + ")"):
            return False
        start = window + low + found[1]
        marked = _DATED.search(self.words.work[:start])
        if marked is not None:
            column = "due" if marked["mark"] in "📅🗓⏰⌛" else "status"
            text = self.words.text[start if column == "due" else marked.start() : end]
            return self._keep([Note(column, text, start)], marked.start(), end)
        by = _BY.search(self.words.work[:start][-30:])
        if by is None:
            return False
        opening = start - len(by.group())
        return self._keep([Note("due", self.words.text[start:end], start)], opening, end)

    def _within(self) -> None:
        """What stands in brackets in the middle is taken; what is part of a sentence is noted and stays."""
        work = self.words.work
        for match in _BRACKET.finditer(work[:_LONGEST]):
            notes = segment_notes(self.words, match.start(1), match.end(1), names=False)
            if notes is not None and any(note.column for note in notes):
                self._keep(notes, match.start(), match.end())
        for match in _MENTION.finditer(work[:_LONGEST]):
            if match[1].lower() not in _NO_MENTIONS:
                self.loose.append(Note("owner", match[1], match.start()))
        found = find_date(work[:_LONGEST])
        if found is not None and _BY.search(work[: found[1]][-30:]):
            self.loose.append(Note("due", self.words.text[found[1] : found[2]], found[1]))
        self._loose_tickets()

    def _loose_tickets(self) -> None:
        for link in self.words.links:
            text = self.words.text[link.start : link.end]
            if TAKEN not in self.words.work[link.start : link.end] and (
                is_tracker(link.url) or is_reference(text) or is_generic(text)
            ):
                self.loose.append(Note("ticket", text, link.start, link.url))
        found = find_ticket(self.words.work[:_LONGEST])
        if found is not None:
            self.loose.append(Note("ticket", self.words.text[found[1] : found[2]], found[1]))


def annotate(words: Words, draft: Draft) -> None:
    """Enter in the draft what its own words state, and give it the title that is left of them."""
    finder = _Finder(words)
    if words.links or not is_silent(words.work):
        finder.run()
    _enter(sorted(finder.notes, key=lambda note: note.start), draft)
    own = bool(draft.owners)
    for note in finder.loose:
        if note.column == "owner" and not own:
            draft.add_owners(note.text)
        elif note.column == "due" and not draft.due_text:
            draft.set_due(note.text)
    if draft.ticket is None:
        draft.ticket = _best_ticket(finder.notes, finder.loose) or ticket_of(words.text.strip())
    draft.title = title_of(words, draft)


def _enter(notes: list[Note], draft: Draft) -> None:
    before = ""
    for note in notes:
        if note.column == "date":
            if before == "status" and draft.status == "done" and draft.done_on is None:
                draft.enter("done_on", "", note.text)
            else:
                draft.set_due(note.text)
        elif note.column == "state":
            draft.status = note.text or draft.status
        elif note.column == "status":
            draft.set_status(note.text.strip())
        elif note.column and note.column != "ticket":
            draft.enter(note.column, note.column, note.text, note.url)
        before = note.column


def _best_ticket(notes: list[Note], loose: list[Note]) -> Ticket | None:
    ranked = [(_rank(note), note.start, note) for note in notes if note.column == "ticket"]
    ranked += [(_rank(note) + 10, note.start, note) for note in loose if note.column == "ticket"]
    if not ranked:
        return None
    note = min(ranked, key=lambda one: one[:2])[2]
    return linked_ticket(note.text, note.url) if note.url else ticket_of(note.text)


def _rank(note: Note) -> int:
    if note.url:
        return 0 if is_tracker(note.url) or is_reference(note.text) else 1
    return 2 if note.sure else 3
