"""Sections made by labels: `**Impact**` on its own line, `**Impact:** …`, `- **Impact**: …`, `<summary>`."""

import re
from collections.abc import Callable, Iterator

from incidentbook.records import Location, Section
from incidentbook.records.plain import dataclass, field, replace

from .blocks import Block, Span
from .labels import Label, label_of, lines
from .names import is_exact_section
from .part import Part, text_of
from .patterns import expression

_SUMMARY_TAG = expression(r"<summary[^>]{0,200}>(.{1,300}?)</summary>", re.IGNORECASE | re.DOTALL)
_TAG = expression(r"<[^>]{0,200}>")
_LESSONS = frozenset({"went-well", "went-poorly", "lucky", "action-items"})
_CLOSED = frozenset({"action-items", "timeline"})
_LONGEST = 60


@dataclass(slots=True)
class _Start:
    """Where a label stands: its section's name, its words, what follows on its line, and the blocks below."""

    name: str
    words: str
    line: int
    column: int
    blocks: list[Block] = field(default_factory=list)


def labelled_parts(part: Part, path: str, named: Callable[[str], str], *, bare: bool = False) -> list[Part]:
    """The sections that labels make within a part, up to its first sub-heading, in order.

    With `bare`, a line of its own that is exactly a section's name is a label without any markup.
    """
    if part.section.name in _CLOSED:
        return []
    allowed = _LESSONS if part.section.name == "lessons-learned" else None
    own = _own_blocks(part)
    if bare:
        own = [_marked(block) for block in own]
    starts = [
        start
        for start in _starts(own, named, loose=part.section.name in {"", "summary"})
        if not start.name or (start.name != part.section.name and (allowed is None or start.name in allowed))
    ]
    return [_part(start, path) for start in starts if start.name]


def _marked(block: Block) -> Block:
    """A paragraph that is exactly a section's name ("Timeline"), as if it were bold."""
    if block.kind != "paragraph" or len(block.spans) != 1 or not is_exact_section(block.text):
        return block
    (span,) = block.spans
    return replace(block, spans=[replace(span, styles=frozenset({"strong"}))])


def _own_blocks(part: Part) -> list[Block]:
    end = next((i for i, block in enumerate(part.blocks) if block.kind == "heading"), len(part.blocks))
    return part.blocks[:end]


def _starts(blocks: list[Block], named: Callable[[str], str], *, loose: bool) -> Iterator[_Start]:
    current: _Start | None = None
    for block in blocks:
        for piece in _pieces(block, named, loose=loose):
            if isinstance(piece, _Start):
                if current is not None:
                    yield current
                current = piece
            elif current is not None:
                current.blocks.append(piece)
    if current is not None:
        yield current


def _pieces(block: Block, named: Callable[[str], str], *, loose: bool) -> Iterator["Block | _Start"]:
    """A block as it is, or cut where labels stand in it."""
    if block.kind == "paragraph":
        yield from _paragraph(block, named)
    elif block.kind == "list" and loose and not block.ordered:
        yield from _list(block, named)
    elif block.kind == "html":
        yield from _html(block, named)
    else:
        yield block


def _name(label: Label | None, named: Callable[[str], str]) -> str:
    if label is None or len(label.text) > _LONGEST:
        return ""
    if not (label.has_colon or label.is_alone) or not (label.is_strong or label.is_alone):
        return ""
    return named(label.text)


def _paragraph(block: Block, named: Callable[[str], str]) -> Iterator["Block | _Start"]:
    if not any("strong" in span.styles for span in block.spans) and not block.text.endswith(":"):
        yield block
        return
    waiting: list[Span] = []
    found = False
    for line in lines(block):
        label = label_of(line)
        name = _name(label, named)
        if label is None or not name:
            waiting.extend([*([_break(line[0])] if waiting else []), *line])
            continue
        if waiting:
            yield _cut(block, waiting)
        yield _Start(name, label.text, label.line, label.column)
        waiting, found = list(label.rest), True
    if waiting:
        yield _cut(block, waiting) if found else block


def _break(span: Span) -> Span:
    return Span("\n", frozenset({"break"}), "", span.line, span.column)


def _cut(block: Block, spans: list[Span]) -> Block:
    return Block("paragraph", spans[0].line, spans[0].column, block.end, spans=spans)


def _list(block: Block, named: Callable[[str], str]) -> Iterator["Block | _Start"]:
    """A list of which two items or more are labelled with sections' names."""
    labels = [label_of(next(lines(item), [])) for item in block.children]
    names = [_name(label, named) if label and label.is_strong else "" for label in labels]
    if len({name for name in names if name}) <= 1:
        yield block
        return
    for item, label, name in zip(block.children, labels, names, strict=True):
        if label is not None and name:
            yield _Start(name, label.text, label.line, label.column)
            rest = [*label.rest, *_further_lines(item)]
            if rest:
                yield _cut(item, rest)
            yield from item.children
        else:
            yield item


def _further_lines(item: Block) -> list[Span]:
    found = [index for index, span in enumerate(item.spans) if "break" in span.styles]
    return item.spans[found[0] :] if found else []


def _html(block: Block, named: Callable[[str], str]) -> Iterator["Block | _Start"]:
    """`<details><summary>Timeline</summary>` begins a section, `</details>` ends it."""
    match = _SUMMARY_TAG.search(block.source)
    words = _TAG.sub("", match[1]).strip() if match else ""
    if words and (name := named(words)):
        yield _Start(name, words, block.line, block.column)
    elif "</details>" in block.source.lower():
        yield _Start("", "", block.line, block.column)
    else:
        yield block


def _part(start: _Start, path: str) -> Part:
    end = max([start.line + 1, *(block.end for block in start.blocks)])
    section = Section(start.name, start.words, Location(path, start.line, start.column), 0, end)
    return text_of(Part(section, None, start.blocks))
