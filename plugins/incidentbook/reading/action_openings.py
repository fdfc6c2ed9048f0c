"""The annotations with which an action item begins: `[x]`, `P1:`, `[ana]`, `@ana to …`, `Prevent:`."""

import re
from collections.abc import Callable

from .action_notes import Note, is_name, segment_notes
from .action_text import TAKEN, Words
from .action_tickets import REFERENCE
from .action_words import priority_of, status_of, type_of
from .patterns import expression

_OPENING = expression(
    r"(?:"
    r"\[(?P<box>[-~/>!xX ])\]\s{1,5}"
    r"|(?P<mark>[•·▪◦‣→☐⬜□✅☑✔✓❌🚧⏳]\ufe0f?)\s{0,5}"
    r"|(?P<number>\d{1,2}[.)]\s{1,5})"
    r"|(?P<word>(?:action(?: items?)?|ai|to-?do|task|follow[ -]?up|corrective action"
    r"|item)\s{0,5}(?:[#-]?\s?\d{1,3})?\s{0,5}[:–—-]\s{1,5})"
    r"|[(\[]?(?P<priority>[pP][0-4])[)\]]?\s{0,5}(?:[:–—-]\s{0,5}|\s(?=\S))"
    r"|(?P<key>" + REFERENCE + r")\s{0,5}[:–—-]\s{1,5}"
    r"|[(\[](?P<bracket>[^()\[\]]{1,60})[)\]]\s{0,5}[:–—-]?\s{0,5}"
    r"|(?P<owner>@[\w.-]{1,39}(?:(?:\s{0,5}(?:,|&|/|and)\s{0,5})@[\w.-]{1,39}){0,4})\s{0,5}(?:(?:to|will"
    r"|should|needs to|is going to)\s{1,5}|[:–—-]\s{0,5})"
    r"|(?P<label>[A-Za-z][A-Za-z'’ -]{2,30}?)(?:\s{0,5}[:–—]|\s-)\s{1,5}"
    r")",
    re.IGNORECASE,
)  # fmt: skip
_BOXES = {
    "-": "declined",
    "~": "declined",
    "/": "in-progress",
    ">": "blocked",
    "x": "done",
    "X": "done",
    " ": "",
    "!": "",
}
_MARKS = {
    "✅": "done",
    "☑": "done",
    "✔": "done",
    "✓": "done",
    "🚧": "in-progress",
    "⏳": "in-progress",
    "❌": "declined",
}
_LINKED = expression(rf"\s*(?P<key>{REFERENCE})\s*[(\[]?(?P<aside>[^()\[\]]*)[)\]]?\s*\Z")
_AFTER_LINK = expression(r"\)?\s{0,5}[:–—-]\s{1,5}")
_EDGE = " \t\n*_" + TAKEN


def opening_of(words: Words) -> tuple[list[Note], int] | None:
    """What the words begin with, and where it ends; None where they begin with the sentence itself."""
    work = words.work
    match = _OPENING.match(work, len(work) - len(work.lstrip(_EDGE)))
    if match is None or match.lastgroup is None:
        return _of_link(words, len(work) - len(work.lstrip(_EDGE)))
    kind = match.lastgroup
    start, end = match.span(kind)
    text = words.text[start:end]
    if kind in {"word", "number"}:
        return [], match.end()
    notes = _BY_KIND[kind](words, text, start) if kind in _BY_KIND else [Note(kind, text, start)]
    return None if notes is None else (notes, match.end())


def _of_link(words: Words, start: int) -> tuple[list[Note], int] | None:
    """A link to a ticket before a colon or dash; its words may state more ("OPS-12 (done)")."""
    link = next((link for link in words.links if link.start <= start < link.end), None)
    after = _AFTER_LINK.match(words.work, link.end) if link is not None else None
    if link is None or after is None:
        return None
    named = _LINKED.match(words.text[link.start : link.end])
    if named is None:
        return None
    left, right = (link.start + offset for offset in named.span("aside"))
    aside = segment_notes(words, left, right, names=False) if left < right else []
    ticket = Note("ticket", named["key"], start, link.url)
    return None if aside is None else ([ticket, *aside], after.end())


def _of_box(words: Words, text: str, start: int) -> list[Note]:
    del words
    return [Note("state", _BOXES[text], start)]


def _of_mark(words: Words, text: str, start: int) -> list[Note]:
    del words
    return [Note("state", _MARKS.get(text[0], ""), start)]


def _of_key(words: Words, text: str, start: int) -> list[Note]:
    link = words.link_at(start, start + len(text))
    return [Note("ticket", text, start, link.url if link else "")]


def _of_bracket(words: Words, text: str, start: int) -> list[Note] | None:
    notes = segment_notes(words, start, start + len(text), names=False)
    if notes is None and type_of(text):
        return [Note("type", text, start)]
    if notes is None and text.islower() and is_name(text) and words.text[start - 1] == "[":
        return [Note("owner", text, start)]
    return notes


_OWNER_BEHIND = expression(r"\s*[-–—]+\s*@")
"""A dash and a name, which follow an action, never a label."""


def _of_label(words: Words, text: str, start: int) -> list[Note] | None:
    if _OWNER_BEHIND.match(words.text, start + len(text)):
        return None
    if type_of(text):
        return [Note("type", text, start)]
    if priority_of(text) and "prio" in text.lower():
        return [Note("priority", text, start)]
    found = status_of(text)
    is_status = found is not None and found[1] == len(text.rstrip())
    return [Note("status", text, start)] if is_status else None


_BY_KIND: dict[str, Callable[[Words, str, int], list[Note] | None]] = {
    "box": _of_box,
    "mark": _of_mark,
    "key": _of_key,
    "bracket": _of_bracket,
    "label": _of_label,
}
