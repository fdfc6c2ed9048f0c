"""Where a text says who: labels, columns, and lists below a heading that names people."""

import re
from collections.abc import Iterator

from incidentbook.reading.patterns import expression

_LABEL = expression(
    r"^[ \t>*+-]*[*_]{0,3}(?:[A-Za-z]+[ -]){0,2}(?:authors?|owners?|commanders?|ic|scribes?|leads?|"
    r"participants?|attendees|responders?|reviewers?|facilitators?|reporters?|reported by|written by|"
    r"prepared by|contacts?|on[ -]?call|assignees?|dri|approvers?|moderators?|operators?|managers?|people|"
    r"engineers?|paged|members?)[*_]{0,3}[ \t]*:[*_]{0,3}[ \t]*([^\n|]+)",
    re.IGNORECASE | re.MULTILINE,
)
"""A line, or the first part of one, that says who."""

_FURTHER_LABEL = expression(
    r"\|[ \t]*[*_]{0,3}(?:authors?|owners?|commander|scribe|lead|reviewers?|reporter)[*_]{0,3}[ \t]*:"
    r"[*_]{0,3}[ \t]*([^\n|]+)",
    re.IGNORECASE,
)
_PAIR = expression(
    r"^[ \t>]*\|[ \t]*[*_]{0,3}(?:authors?|owners?|commander|scribe|leads?|participants?|"
    r"attendees|responders?|reviewers?|reporters?|contacts?|on[ -]?call|assignees?)[*_]{0,3}:?"
    r"[*_]{0,3}[ \t]*\|([^|\n]+)\|?[ \t]*$",
    re.IGNORECASE | re.MULTILINE,
)
"""A row of two cells that says who."""

_LIST_LABEL = expression(
    r"[ \t>#*_+-]*(?:authors|participants|attendees|responders|reviewers|contacts|people(?: involved)?|"
    r"owners|incident team|response team|on[ -]?call)[ \t*_:#]*",
    re.IGNORECASE,
)
_LISTED = expression(r"[ \t>]*(?:[-*+]|\d{1,3}[.)])[ \t]+([^(:\u2013\u2014\n]+)")
_COLUMN = expression(
    r"owners?|assignees?|assigned to|who|dri|leads?|responsible|authors?|names?|persons?|people|contacts?|"
    r"reviewers?|responders?|engineers?|on[ -]?call|participants?|attendees|members?|reported by|reporter",
    re.IGNORECASE,
)
_ROW = expression(r"^[ \t>]*\|?(.*\|.*?)\|?[ \t]*$")
_RULE = expression(r"[ \t>|:-]*-[ \t>|:-]*")


def named_in(text: str) -> Iterator[str]:
    """What stands where names do; it may be several names, or none."""
    yield from _LABEL.findall(text)
    yield from _FURTHER_LABEL.findall(text)
    yield from _listed(text)
    if "|" in text:
        yield from _PAIR.findall(text)
        yield from _cells(text)


def _listed(text: str) -> Iterator[str]:
    """The items of lists below a heading or a label that names people."""
    is_list = False
    for line in text.split("\n"):
        item = _LISTED.match(line)
        if item and is_list:
            yield item[1]
        elif line.strip():
            is_list = _LIST_LABEL.fullmatch(line) is not None


def _cells(text: str) -> Iterator[str]:
    """The cells below headings of columns that name people."""
    lines = text.split("\n")
    for index in range(1, len(lines)):
        heading = _ROW.match(lines[index - 1]) if _RULE.fullmatch(lines[index]) else None
        if heading is None:
            continue
        columns = [
            at for at, word in enumerate(heading[1].split("|")) if _COLUMN.fullmatch(word.strip(" *_:"))
        ]
        for line in lines[index + 1 :] if columns else ():
            row = _ROW.match(line)
            if row is None:
                break
            cells = row[1].split("|")
            yield from (cells[at].strip() for at in columns if at < len(cells))
