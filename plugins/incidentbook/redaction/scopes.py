"""The lines that are for the organisation alone: between marks, below marked headings, of marked rows."""

from collections.abc import Callable, Iterator, Sequence

from incidentbook.reading.blocks import Block, parse
from incidentbook.reading.internal_marks import ATTRIBUTE, internal_marks
from incidentbook.reading.patterns import expression

from .draft import Cut, Draft

_ROW_MARK = "\ue0f1"
"""Stands in a draft where the mark of a row stood, until the row is gone: a character of nobody's text."""

_QUOTED = expression(r"^(?:[ \t]{0,3}>[ ]?)*")
_ITEM = expression(r"[ \t>]*(?:[-*+]|\d{1,9}[.)]|\[\^[^\]]+\]:|!!!|\?\?\?\+?|===|:)(?:[ \t]|$)")
_LABEL = expression(r"[ \t>]*(?:\*\*[^*\n]+\*\*|__[^_\n]+__)[ \t]*:?[ \t]*$")
"""A line that stands for a heading."""

_HEADING = expression(r" {0,3}(#{1,6})")
_UNDERLINE = expression(r" {0,3}(=+|-+)[ \t]*$")
_DELIMITERS = expression(r"[ \t>]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$")
_DEPTH = {"=": 1, "-": 2}


def remove_enclosed(draft: Draft) -> None:
    """Take out what stands between marks; marks of rows leave a sign for `remove_marked`."""
    draft.cut([Cut(at, at + 1, "") for at, char in enumerate(draft.text) if char == _ROW_MARK])
    marks = internal_marks(draft.text)
    cuts = [Cut(one.start, one.end, "", "internal part") for one in marks.enclosed]
    cuts += [Cut(start, _end_of_comment(draft.text, start), _ROW_MARK) for start in marks.rows]
    touched = {line for cut in cuts for line in _lines_of(draft.text, cut) if cut.what}
    draft.cut(cuts)
    lines = draft.text.split("\n")
    draft.drop({index for index in touched if not lines[index].strip(" \t>|")}, "")


def _lines_of(text: str, cut: Cut) -> range:
    first = text.count("\n", 0, cut.start)
    return range(first, first + text.count("\n", cut.start, cut.end) + 1)


def _end_of_comment(text: str, start: int) -> int:
    return text.index("-->", start) + 3


def remove_marked(draft: Draft, is_internal: Callable[[str], bool] = lambda _heading: False) -> None:
    """Take out sections, rows, items and paragraphs that bear a mark, and sections of certain headings."""
    lines = draft.text.split("\n")
    blocks = list(parse(draft.text, 1)) if draft.text.strip() else []
    page = _Page(lines, blocks)
    gone: set[int] = set()
    for index, line in enumerate(lines):
        if index not in gone and (_ROW_MARK in line or ATTRIBUTE.search(line)):
            gone.update(page.scope(index))
    for block in blocks:
        if block.kind == "heading" and is_internal(block.text):
            gone.update(page.section(block.line - 1, block.level))
    draft.drop(gone, "internal part")


class _Page:
    """The lines of a text, and what stands in them."""

    def __init__(self, lines: Sequence[str], blocks: Sequence[Block]) -> None:
        self.lines = lines
        self.headings = [(one.line - 1, one.level) for one in blocks if one.kind == "heading"]
        every = [inner for one in blocks for inner in one.walk()]
        self.codes = [(one.line - 1, one.end - 1) for one in every if one.kind == "code" and one.fenced]

    def scope(self, index: int) -> range:
        """The lines to which a mark in a line applies."""
        for start, end in self.codes:
            if start <= index < end:
                return range(start, end)
        if self._level(index):
            return self.section(index, self._level(index))
        if not ATTRIBUTE.sub("", self.lines[index]).strip(" \t:>") and index:
            return self._above(index)
        if self._is_row(index):
            return self._row(index)
        if self._is_label(index):
            return self._labelled(index)
        return self._item_or_paragraph(index)

    def section(self, start: int, level: int) -> range:
        """The lines from a heading to the next one that is no lower."""
        ends = (line for line, depth in self.headings if line > start and depth <= level)
        return range(start, min(ends, default=len(self.lines)))

    def _level(self, index: int) -> int:
        known = next((level for line, level in self.headings if line == index), 0)
        if known:
            return known
        hashes = _HEADING.match(self.lines[index])
        if hashes:
            return len(hashes[1])
        below = self.lines[index + 1] if index + 1 < len(self.lines) else ""
        rule = _UNDERLINE.match(below)
        is_title = rule is not None and self.lines[index].strip() and "|" not in self.lines[index]
        return _DEPTH[rule[1][0]] if rule and is_title else 0

    def _is_label(self, index: int) -> bool:
        return _LABEL.match(ATTRIBUTE.sub("", self.lines[index]).replace(_ROW_MARK, "")) is not None

    def _labelled(self, start: int) -> range:
        """The lines from a label to the next one, or to a heading."""
        end = start + 1
        while end < len(self.lines) and not self._is_label(end) and not self._level(end):
            end += 1
        return range(start, end)

    def _above(self, index: int) -> range:
        """The block above a line that is a mark alone, and the line."""
        last = index - 1
        while last > 0 and not self.lines[last].strip():
            last -= 1
        if self._level(last):
            return range(last, max(self.section(last, self._level(last)).stop, index + 1))
        first = last
        if self._is_row(last):
            while first > 0 and self.lines[first - 1].strip():
                first -= 1
        else:
            first = self._item_or_paragraph(last).start
        return range(first, max(index + 1, self._item_or_paragraph(last).stop))

    def _is_row(self, index: int) -> bool:
        if "|" not in self.lines[index]:
            return False
        first = index
        while first > 0 and self.lines[first - 1].strip():
            first -= 1
        last = index
        while last + 1 < len(self.lines) and self.lines[last + 1].strip():
            last += 1
        return any("-" in line and _DELIMITERS.match(line) for line in self.lines[first : last + 1])

    def _row(self, index: int) -> range:
        """One row; the whole table where the row is its heading."""
        following = self.lines[index + 1] if index + 1 < len(self.lines) else ""
        if not (_DELIMITERS.match(following) or _DELIMITERS.match(self.lines[index])):
            return range(index, index + 1)
        end = index
        while end < len(self.lines) and self.lines[end].strip():
            end += 1
        return range(index, end)

    def _item_or_paragraph(self, index: int) -> range:
        start = self._start(index)
        item = _ITEM.match(self.lines[start])
        end = start + 1
        if item is None:
            while end < len(self.lines) and self.lines[end].strip() and not self._is_border(end):
                end += 1
            return range(start, max(end, index + 1))
        own = _indent(self.lines[start])
        while end < len(self.lines) and self._belongs(end, own):
            end += 1
        return range(start, max(end, index + 1))

    def _start(self, index: int) -> int:
        """The line where the item or paragraph of a line begins; that of an item, where it is indented."""
        start, width = index, _indent(self.lines[index])
        while start > 0 and not _ITEM.match(self.lines[start]):
            above = self.lines[start - 1]
            if self._level(start - 1) or (not above.strip() and not width):
                break
            if above.strip() and _indent(above) < width:
                width = _indent(above)
            start -= 1
        return next(iter(self._filled(start, index)), index)

    def _filled(self, start: int, index: int) -> Iterator[int]:
        return (line for line in range(start, index + 1) if self.lines[line].strip())

    def _belongs(self, index: int, width: int) -> bool:
        """Whether a line is part of an item with this indent, whose lines above it all are."""
        line = self.lines[index]
        if not line.strip():
            later = (one for one in self.lines[index + 1 :] if one.strip())
            return _indent(next(later, "")) > width
        if _indent(line) > width:
            return True
        return bool(self.lines[index - 1].strip()) and not self._is_border(index)

    def _is_border(self, index: int) -> bool:
        return bool(_ITEM.match(self.lines[index]) or self._level(index))


def _indent(line: str) -> int:
    """How far a line is indented, within its quotation where it stands in one."""
    bare = _QUOTED.sub("", line, count=1)
    return len(bare.expandtabs(4)) - len(bare.expandtabs(4).lstrip(" "))
