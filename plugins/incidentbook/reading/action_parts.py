"""Where a document's action items stand: their sections, front matter, and lists of tasks elsewhere."""

import unicodedata
from collections.abc import Iterable

from incidentbook.records import ActionItem, Field, Problem
from incidentbook.records.plain import dataclass, replace

from .action_items import action_items_from_field, read_action_items
from .blocks import Block
from .names import normalise
from .part import Part
from .patterns import expression

_ACTION_WORDS = expression(
    r"\b(?:action items?|actions|follow ?ups?|next steps|todos?|remediation|prevention)\b"
)
_CHECKLIST = expression(r"\b(?:checklist|check list|process|procedure|template|reviewers?)\b")
_ACTION_COLUMNS = frozenset({"action", "action item", "task", "actions", "follow up", "todo", "action items"})
_OWNER_COLUMNS = frozenset(
    {"owner", "assignee", "who", "dri", "responsible", "due", "due date", "status", "deadline"}
)
_CLOSED = frozenset({"timeline", "action-items"})
_TAIL = expression(r"[^a-z0-9]+")
_LONGEST = 60


@dataclass(frozen=True, slots=True)
class Actions:
    """The action items of a document, numbered, and what could not be read.

    `part` is the section that was taken for the action items although it is called otherwise, or None.
    """

    items: tuple[ActionItem, ...] = ()
    problems: tuple[Problem, ...] = ()
    part: Part | None = None


def read_actions(parts: list[Part], field: Field | None, path: str, year: int | None, id: str) -> Actions:
    """All action items, those of front matter first; `id` is the postmortem's, `year` completes days."""
    items: list[ActionItem] = []
    problems: list[Problem] = []
    if field is not None and isinstance(field.value, tuple):
        items, problems = action_items_from_field(field, year)
    known = {normalise(item.title) for item in items}
    chosen = _outermost(part for part in parts if part.section.name == "action-items")
    stranger = None
    for part in chosen or _elsewhere(parts, known):
        read, odd = read_action_items(part.blocks, path, year)
        items.extend(item for item in read if normalise(item.title) not in known)
        problems.extend(odd)
        stranger = part if read and not chosen else stranger
    return Actions(_numbered(items, id), tuple(problems), stranger)


def _outermost(parts: Iterable[Part]) -> list[Part]:
    """The parts that no other of them holds."""
    found: list[Part] = []
    for part in parts:
        if not found or part.section.at.line >= found[-1].section.end:
            found.append(part)
    return found


def _elsewhere(parts: list[Part], known: set[str]) -> list[Part]:
    """Without a section of action items: one that also has them in its heading, else lists of tasks."""
    if known:
        return []
    named = [part for part in parts if _ACTION_WORDS.search(normalise(part.section.heading))]
    if named:
        return _outermost(part for part in named if part.section.name not in _CLOSED)
    open_parts = [part for part in parts if part.section.name not in _CLOSED]
    tasks = [_only_tasks(part) for part in _outermost(open_parts) if not _is_checklist(part)]
    return [part for part in tasks if part.blocks]


def _is_checklist(part: Part) -> bool:
    return _CHECKLIST.search(normalise(part.section.heading)) is not None


def _only_tasks(part: Part) -> Part:
    """The part with nothing but its task lists and tables of actions."""
    return Part(part.section, part.heading, [block for block in part.blocks if _is_tasks(block)])


def _is_tasks(block: Block) -> bool:
    if block.kind == "list":
        return any(item.checked is not None for item in block.children)
    if block.kind == "table" and block.rows:
        names = {normalise(cell.text) for cell in block.rows[0].cells}
        return bool(names & _ACTION_COLUMNS) and bool(names & _OWNER_COLUMNS)
    return False


def _numbered(items: list[ActionItem], id: str) -> tuple[ActionItem, ...]:
    """The items with ids (by their own column, else by number) and anchors that are unique on the page."""
    taken: set[str] = set()
    tails: dict[int, str] = {}
    for number, item in sorted(enumerate(items, 1), key=lambda entry: not entry[1].id.strip()):
        tails[number] = _free(item.id.strip() or str(number), taken, number)
        taken.add(tails[number])
    anchors: set[str] = set()
    found = []
    for number, item in enumerate(items, 1):
        anchor = _free(f"action-{_slug(tails[number], number)}", anchors, number)
        anchors.add(anchor)
        found.append(replace(item, id=f"{id}/{tails[number]}", anchor=anchor))
    return tuple(found)


def _free(tail: str, taken: set[str], number: int) -> str:
    if tail not in taken:
        return tail
    candidate, extra = f"{tail}-{number}", number
    while candidate in taken:
        extra += 1
        candidate = f"{tail}-{extra}"
    return candidate


def _slug(text: str, number: int) -> str:
    plain = unicodedata.normalize("NFKD", text.lower()).encode("ascii", "ignore").decode("ascii")
    return _TAIL.sub("-", plain)[:_LONGEST].strip("-") or str(number)
