"""The marks of a document that say what is for the organisation alone: comments, and attribute lists.

`<!-- incidentbook: internal -->` … `<!-- incidentbook: end -->` enclose lines or words, and may be nested.
In a line with other words, an opening mark without an end is about that row, item or paragraph. One that
stands alone and is not ended holds to the end of the document.
"""

import re
from collections.abc import Iterator

from incidentbook.records import Location, Problem
from incidentbook.records.plain import dataclass

from .patterns import expression

_MARK = expression(r"<!--\s*incidentbook:\s*(internal|end)\b[^>]*-->", re.IGNORECASE)
ATTRIBUTE = expression(
    r"\{:?[ \t]*(?:[^{}\n]*[ \t])?(?:\.|class[ ]*=[ ]*[\"']?(?:[^{}\"'\n]*[ ])?)internal(?![\w-])[^{}\n]*\}"
)
"""An attribute list that marks a heading with its section, a row, an item or a paragraph."""


@dataclass(frozen=True, slots=True)
class Enclosed:
    """A stretch of text from `start` to `end`, its marks included; `is_closed` unless it has no end."""

    start: int
    end: int
    is_closed: bool = True


@dataclass(slots=True)
class InternalMarks:
    """What the marks of a text enclose, the offsets of marks of rows, and of ends of nothing."""

    enclosed: list[Enclosed]
    rows: list[int]
    strays: list[int]


@dataclass(frozen=True, slots=True)
class _Opening:
    start: int
    is_alone: bool
    line: int


def internal_marks(text: str) -> InternalMarks:
    """The marks of a text."""
    found = InternalMarks([], [], [])
    if "incidentbook:" not in text.lower():
        return found
    open_ones: list[_Opening] = []
    for match in _MARK.finditer(text):
        line = text.count("\n", 0, match.start())
        if match[1].lower() == "internal":
            open_ones.append(_Opening(match.start(), _is_alone(text, match), line))
        elif open_ones:
            partner = _partner(open_ones, line, is_alone=_is_alone(text, match))
            open_ones.remove(partner)
            found.enclosed.append(Enclosed(partner.start, match.end()))
        else:
            found.strays.append(match.start())
    for left in open_ones:
        if left.is_alone:
            found.enclosed.append(Enclosed(left.start, len(text), is_closed=False))
        else:
            found.rows.append(left.start)
    return found


def unmarked(text: str) -> str:
    """A text with spaces for the attribute lists that mark what is internal, for its readers."""
    return ATTRIBUTE.sub(lambda mark: " " * len(mark[0]), text) if "internal" in text else text


def mark_problems(text: str, path: str) -> Iterator[Problem]:
    """The problems “unclosed-internal” and “stray-internal-end” of a document's text."""
    found = internal_marks(text)
    for one in found.enclosed:
        if not one.is_closed:
            message = "`<!-- incidentbook: internal -->` has no end; all down to the last line is internal"
            hint = "write `<!-- incidentbook: end -->` below the last internal line"
            yield Problem(_place(text, path, one.start), "unclosed-internal", message, hint)
    for start in found.strays:
        message = "`<!-- incidentbook: end -->` ends nothing"
        hint = "write `<!-- incidentbook: internal -->` above what is internal, or delete the line"
        yield Problem(_place(text, path, start), "stray-internal-end", message, hint)


def _place(text: str, path: str, start: int) -> Location:
    return Location(path, text.count("\n", 0, start) + 1, start - text.rfind("\n", 0, start))


def _partner(open_ones: list[_Opening], line: int, *, is_alone: bool) -> _Opening:
    """The opening that an end closes: in its line, else the last alone on its line, else the last."""
    beside = [one for one in open_ones if one.line == line]
    alone = [one for one in open_ones if one.is_alone] if is_alone else []
    return (beside or alone or open_ones)[-1]


def _is_alone(text: str, match: re.Match[str]) -> bool:
    """Whether nothing else stands in the line of a mark (but for the sign of a quotation)."""
    before = text[text.rfind("\n", 0, match.start()) + 1 : match.start()]
    end = text.find("\n", match.end())
    after = text[match.end() : end if end >= 0 else len(text)]
    return not before.strip(" \t>") and not after.strip()
