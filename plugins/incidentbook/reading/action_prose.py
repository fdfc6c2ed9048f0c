"""Action items from headings, paragraphs, bare links, and lines that look like items without being a list."""

import re

from .action_draft import Draft, Group
from .action_groups import Gathering, is_numbered
from .action_list import Shelf, enter_notes
from .action_notes import fields_of
from .action_text import Link, Words, words_of
from .action_tickets import REFERENCE, URL, is_reference
from .action_verbs import asks, is_about_items, sentences, verb_first
from .action_words import is_dummy, is_nothing, names_term, type_of
from .annotations import annotate
from .blocks import Block, Span
from .patterns import expression

_BULLET = expression(
    r"\s*(?:[•·▪◦‣☐⬜□✅☑✔✓→]\ufe0f?\s*\S|\[[ xX]\]\s+\S|(?:ai|todo|action(?: item)?|task"
    r"|follow[ -]?up)\s*[#-]?\d{0,3}\s*:[\s*_]*\S|\d{1,2}[.)]\s+\S)",
    re.IGNORECASE,
)
_REFERENCES = expression(rf"\W*(?:(?:{REFERENCE}|{URL})\W*){{1,40}}\Z")
_ONE_REFERENCE = expression(rf"{URL}|{REFERENCE}")
_BOX = expression(r"\s*\[(?P<x>[ xX])\]")
_LEAST_WORDS = 3
_MOST_LINES = 500


def read_heading(gathering: Gathering, shelf: Shelf, *, forced: bool = False) -> bool:
    """Put the item on the shelf that a heading itself is, with all that stands below it.

    Without `forced`, only a heading that asks for something or has fields below it is an item.
    """
    heading = gathering.heading
    if heading is None or gathering.has_children or not (forced or _is_item(heading.text, gathering)):
        return False
    words = words_of(heading.spans)
    if is_dummy(heading.text):
        shelf.placeholder(words.place(0), heading.text)
        return True
    draft = Draft(words.place(0), "heading", gathering.outer, shelf.year)
    draft.text = "\n".join([heading.text, *(block.all_text().strip() for block in gathering.blocks)]).strip()
    annotate(words, draft)
    for block in gathering.blocks:
        _enter_fields(block, draft)
    shelf.drafts.append(draft)
    return True


def read_paragraph(block: Block, gathering: Gathering, shelf: Shelf) -> int:
    """Put on the shelf the items of a paragraph that is lines of items or nothing but references."""
    before = len(shelf.drafts)
    lines = _lines(block.spans)
    if all(_BULLET.match(_words(line)) for line in lines):
        for line in lines:
            _add(line, "list", gathering.group, shelf)
    elif all(_is_reference(line) for line in lines):
        for line in lines:
            _add_references(line, gathering.group, shelf)
    elif _is_labelled(lines):
        _add(block.spans, "list", gathering.group, shelf)
    return len(shelf.drafts) - before


def read_prose(gathering: Gathering, shelf: Shelf) -> None:
    """Put on the shelf what paragraphs ask for: each that asks below a heading, else each such sentence."""
    paragraphs = [block for block in gathering.blocks if block.kind == "paragraph" and not _is_aside(block)]
    if gathering.heading is None:
        for block in paragraphs:
            _read_sentences(block, gathering.group, shelf)
        return
    asking = [block for block in paragraphs if any(asks(sentence) for _, sentence in sentences(block.text))]
    if (
        not asking
        and gathering.kind == "items"
        and (type_of(gathering.group.label) or names_term(gathering.group.label))
    ):
        asking = [block for block in paragraphs if not _is_idle(block.text)][:1]
    for block in asking:
        _add(block.spans, "prose", gathering.group, shelf)


def _read_sentences(block: Block, group: Group, shelf: Shelf) -> None:
    words = words_of(block.spans)
    if is_dummy(words.text) and not is_nothing(words.text):
        shelf.placeholder(words.place(0), words.text.strip())
        return
    for start, sentence in sentences(words.text)[:_MOST_LINES]:
        if asks(sentence) and not _is_idle(sentence):
            _add_words(_part(words, start, start + len(sentence)), "prose", group, shelf)


def _is_idle(text: str) -> bool:
    return is_nothing(text) or is_dummy(text) or is_about_items(text)


def _is_aside(block: Block) -> bool:
    """Whether a paragraph is all in italics, as instructions are, or opens an admonition."""
    return block.text.startswith(("!!!", "???")) or all(
        "emphasis" in span.styles or not span.text.strip() for span in block.spans
    )


def _is_item(text: str, gathering: Gathering) -> bool:
    """Whether a heading asks for something and is no mere label of what stands below."""
    if is_numbered(text):
        return True
    lists = [block for block in gathering.blocks if block.kind in {"list", "table"}]
    if lists and not all(_is_fields(block) for block in lists):
        return False
    if gathering.kind != "items" or type_of(text) or names_term(text):
        return False
    if lists or verb_first(text) or any(_is_fields(block) for block in gathering.blocks):
        return True
    return not gathering.blocks and is_telling(gathering)


def is_telling(gathering: Gathering) -> bool:
    """Whether a heading has words enough to say what is to be done."""
    text = gathering.heading.text if gathering.heading is not None else ""
    label = type_of(text) or names_term(text) or gathering.kind != "items"
    return not label and len(text.split()) >= _LEAST_WORDS


def _is_fields(block: Block) -> bool:
    if block.kind == "paragraph":
        return all(fields_of(words_of(line)) for line in _lines(block.spans))
    return block.kind == "list" and any(fields_of(words_of(item.spans)) for item in block.children)


def _enter_fields(block: Block, draft: Draft) -> None:
    """Enter the fields in a list or paragraph below a heading ("**Owner:** ana | **Due:** 2025-04-01")."""
    for one in block.children if block.kind == "list" else [block]:
        if one.kind not in {"item", "paragraph"}:
            continue
        for line in _lines(one.spans):
            enter_notes(fields_of(words_of(line)), draft)


def _lines(spans: list[Span]) -> list[list[Span]]:
    lines: list[list[Span]] = [[]]
    for span in spans:
        if "break" in span.styles and len(lines) < _MOST_LINES:
            lines.append([])
        elif span.text or span.url:
            lines[-1].append(span)
    return [line for line in lines if _words(line).strip()] or [[]]


def _words(spans: list[Span]) -> str:
    return words_of(spans).text


def _is_reference(spans: list[Span]) -> bool:
    text = _words(spans)
    if _REFERENCES.match(text[:2000]):
        return bool(text.strip())
    return bool(spans) and all("link" in span.styles or not span.text.strip(" ,;.") for span in spans)


def _is_labelled(lines: list[list[Span]]) -> bool:
    """Whether the lines are an action and its fields, each on a line of its own."""
    return len(lines) > 1 and all(fields_of(words_of(line)) for line in lines[1:])


def _add_references(line: list[Span], group: Group, shelf: Shelf) -> None:
    """Each link or reference of a line that holds nothing else is an item."""
    words = words_of(line)
    marks = [(link.start, link.end) for link in words.links]
    if not marks:
        marks = [match.span() for match in _ONE_REFERENCE.finditer(words.text)]
    for start, end in marks[:_MOST_LINES]:
        _add_words(_part(words, start, end), "list", group, shelf)


def _add(spans: list[Span], form: str, group: Group, shelf: Shelf) -> None:
    _add_words(words_of(spans), form, group, shelf)


def _add_words(words: Words, form: str, group: Group, shelf: Shelf) -> None:
    text = words.text.strip()
    place = words.place(len(words.text) - len(words.text.lstrip()))
    if is_nothing(text):
        return
    if is_dummy(text) and not is_reference(text):
        shelf.placeholder(place, text)
        return
    draft = Draft(place, "task" if _BOX.match(text) else form, group, shelf.year, text=text)
    annotate(words, draft)
    shelf.drafts.append(draft)


def _part(words: Words, start: int, end: int) -> Words:
    """The words from `start` to `end` with their links, styles and places."""
    part = Words(words.text[start:end], words.work[start:end])
    part.links = [
        Link(link.start - start, link.end - start, link.url)
        for link in words.links
        if link.start >= start and link.end <= end
    ]
    part.bold = [(low - start, high - start) for low, high in words.bold if low >= start and high <= end]
    part.struck = [(low - start, high - start) for low, high in words.struck if low >= start and high <= end]
    line, column = words.place(start)
    part.places = [
        (0, line, column),
        *((at - start, row, col) for at, row, col in words.places if start < at < end),
    ]
    return part
