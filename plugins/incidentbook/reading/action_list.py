"""Action items from lists: task lists, bullets, numbers, groups with nested lists, fields as sub-bullets."""

import re
from collections.abc import Iterator

from incidentbook.records import ActionItem, Location, Problem
from incidentbook.records.action_item import EMPTY_ITEM
from incidentbook.records.plain import dataclass, field

from .action_draft import Draft, Group
from .action_groups import below, is_label
from .action_notes import Note, fields_of
from .action_text import tidy, words_of
from .action_tickets import is_reference, is_tracker
from .action_verbs import verb_first
from .action_words import is_dummy, is_nothing, names_term, status_of, type_of
from .annotations import annotate
from .blocks import Block
from .patterns import expression

_ABOUT_PROCESS = expression(
    r"\b(?:post-?mortem|incident (?:review|report|ticket|issue|channel|document)|status ?page|timeline"
    r"|executive summary|action items?"
    r"|corrective actions?|root cause|this (?:document|page|issue|report|template)|stakeholders)\b.{0,60}"
    r"\b(?:is|are|has been|have been|was|were|been)\b.{0,30}"
    r"\b(?:filled|completed?|updated|published|scheduled|reviewed|linked|listed|created|notified|informed"
    r"|shared|assigned|identified|held|documented|closed)\b"
    r"|^\W*(?:complete|fill (?:in|out)|publish|schedule|review|share|close|assign|write|send|hold|link"
    r"|attach|update)\b.{0,30}"
    r"\b(?:post-?mortem|incident (?:review|report|ticket|issue|channel|document)|retro(?:spective)?"
    r"|this (?:document|page|issue|report)|executive summary)\b",
    re.IGNORECASE,
)
_SAYS_DONE = expression(
    r"\W*(?:(?:this|it|that)(?: has(?: now)? been| was| is| has|'s)?(?: now| already)? )?(?:done|fixed"
    r"|completed|implemented|resolved|merged)\b",
    re.IGNORECASE,
)
_MAY_BE_FIELD = expression(r"[:=]|\s[-–—]\s")
_FEW_WORDS = 4
_LONGEST_LABEL = 90
_LONGEST_REMARK = 120


@dataclass(slots=True)
class Shelf:
    """Where drafts and problems of one section are collected."""

    path: str
    year: int | None = None
    drafts: list[Draft] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def report(self, rule: str, message: str, place: tuple[int, int], hint: str) -> None:
        """Note a problem at a line and column."""
        self.problems.append(Problem(Location(self.path, *place), rule, message, hint))

    def finished(self) -> tuple[list[ActionItem], list[Problem]]:
        """The finished items in their order, and all problems."""
        items: list[ActionItem] = []
        for draft in self.drafts:
            item, problems = draft.finish(self.path)
            items.append(item)
            self.problems.extend(problems)
        return items, self.problems

    def placeholder(self, place: tuple[int, int], text: str) -> None:
        """Note that a template's item was left behind."""
        shown = f"“{text[:60]}” is a template's item" if text else EMPTY_ITEM
        self.report("placeholder-left", shown, place, "write what is to be done, or delete it")


def read_list(block: Block, group: Group, shelf: Shelf, *, cautious: bool = False) -> int:
    """Put the items of a list on the shelf, and say how many there were; groups within are followed."""
    if _is_process_checklist(block) or (cautious and not _is_asking(block)):
        return 0
    before = len(shelf.drafts)
    waiting = [(child, group, block) for child in reversed(block.children)]
    last: Draft | None = None
    while waiting:
        item, own, parent = waiting.pop()
        if _is_group(item):
            inner = below(own, tidy(words_of(item.spans).text))
            nested = [child for child in item.children if child.kind == "list"]
            waiting.extend(
                (child, inner, one) for one in reversed(nested) for child in reversed(one.children)
            )
            last = None
            continue
        notes = _fields(item)
        if notes:
            if last is not None:
                enter_notes(notes, last)
            continue
        draft = read_item(item, parent, own, shelf)
        if draft is not None:
            shelf.drafts.append(draft)
            last = draft
    return len(shelf.drafts) - before


def explain_last(block: Block, shelf: Shelf, before: int) -> None:
    """Add a block's words to the last item, unless there is none beyond the first `before` ones."""
    if len(shelf.drafts) > before:
        last = shelf.drafts[-1]
        last.text = f"{last.text}\n{block.all_text().strip()}"


def read_item(item: Block, parent: Block, group: Group, shelf: Shelf) -> Draft | None:
    """The draft of one list item, or None where it is a template's or says that there is none."""
    words = words_of(item.spans)
    place = words.place(0) if words.places else (item.line, item.column)
    text = item.text
    if is_dummy(text) and not is_reference(text) and not _linked(item):
        if not is_nothing(text) and not _holds_more(item):
            shelf.placeholder(place, text)
        return None
    if is_nothing(text):
        return None
    form = "task" if item.checked is not None else "numbered" if parent.ordered else "list"
    draft = Draft(place, form, group, shelf.year, text=_text(item))
    if item.checked:
        draft.status = "done"
    annotate(words, draft)
    _enter_children(item, draft)
    return draft


def _text(item: Block) -> str:
    """All that the author wrote, one line for each block."""
    return item.all_text().strip()


def _holds_more(item: Block) -> bool:
    """Whether an item without words shows a picture or holds further blocks."""
    return bool(item.children) or any("image" in span.styles for span in item.spans)


def _linked(item: Block) -> bool:
    return any(span.url and "image" not in span.styles for span in item.spans)


def _fields(item: Block) -> list[Note]:
    """The fields that an item is ("Owner: ana") where it is no item of its own."""
    if item.checked is not None or item.children or not _MAY_BE_FIELD.search(item.text):
        return []
    return fields_of(words_of(item.spans))


def _enter_children(item: Block, draft: Draft) -> None:
    """Enter the fields that stand as sub-bullets or paragraphs below an item."""
    for child in item.children:
        for block in child.children if child.kind == "list" else [child]:
            if block.kind not in {"item", "paragraph"}:
                continue
            words = words_of(block.spans)
            notes = fields_of(words)
            if notes:
                enter_notes(notes, draft)
            elif not draft.status and len(words.text) < _LONGEST_REMARK and _SAYS_DONE.match(words.text):
                draft.status, draft.status_text = "done", words.text.strip()

    if draft.ticket is None:
        _take_linked_ticket(item, draft)


def _take_linked_ticket(item: Block, draft: Draft) -> None:
    """The first link to a tracker in what explains an item is its ticket, where it has no other."""
    for child in item.children:
        for span in child.links():
            if "image" not in span.styles and (is_tracker(span.url) or is_reference(span.text)):
                draft.set_ticket(span.text, span.url)
                return


def enter_notes(notes: list[Note], draft: Draft) -> None:
    """Enter labelled fields in a draft."""
    for note in notes:
        if note.column == "ticket":
            draft.set_ticket(note.text, note.url)
        else:
            draft.enter("due" if note.column == "date" else note.column, note.column, note.text, note.url)


def _is_group(item: Block) -> bool:
    """Whether an item is but a label, so that the list below it holds the items."""
    inner = list(_inner(item))
    text = item.text.strip()
    if not inner or not text:
        return bool(inner)
    if len(text) > _LONGEST_LABEL or all(_fields(one) for one in inner):
        return False
    return _names_group(text.rstrip(":").strip()) or (
        item.checked is None
        and (all(one.checked is not None for one in inner) or _is_heading(item, text, inner))
    )


def _names_group(text: str) -> bool:
    """Whether words are a type of actions, a term, or nothing but an owner."""
    return bool(type_of(text)) or names_term(text) or (text.startswith("@") and " " not in text)


def _is_heading(item: Block, text: str, inner: list[Block]) -> bool:
    """Whether an item's words are a status, or a label by their form and by what stands below them."""
    bare = text.rstrip(":").strip()
    if _is_status_label(bare):
        return True
    short = len(bare.split()) <= _FEW_WORDS and _mostly_asks(inner)
    return is_label(bare) and (text.endswith(":") or _is_bold(item) or short)


def _inner(item: Block) -> Iterator[Block]:
    for child in item.children:
        if child.kind == "list":
            yield from child.children


def _is_bold(item: Block) -> bool:
    return all("strong" in span.styles or not span.text.strip(" :") for span in item.spans)


def _is_status_label(text: str) -> bool:
    found = status_of(text)
    return found is not None and found[1] == len(text)


def _mostly_asks(items: list[Block]) -> bool:
    return sum(verb_first(item.text) for item in items) * 2 > len(items)


def _is_asking(block: Block) -> bool:
    return any(item.checked is not None for item in block.children) or _mostly_asks(block.children)


def _is_process_checklist(block: Block) -> bool:
    """Whether all of a list is about the review itself ("Postmortem is published")."""
    return bool(block.children) and all(_ABOUT_PROCESS.search(item.text[:300]) for item in block.children)
