"""Action items from the blocks of their section, and from front matter."""

from incidentbook.records import ActionItem, Problem

from .action_fields import action_items_from_field
from .action_groups import Gathering, gatherings
from .action_list import Shelf, explain_last, read_item, read_list
from .action_prose import is_telling, read_heading, read_paragraph, read_prose
from .action_table import read_table
from .blocks import Block

__all__ = ["action_items_from_field", "read_action_items"]


def read_action_items(
    blocks: list[Block], path: str, year: int | None
) -> tuple[list[ActionItem], list[Problem]]:
    """The action items in the blocks of a section (sub-headings among them), in order, and what is odd.

    `year` completes days without one. An item's `id` is what its own column says, or empty; anchors are
    left to the caller. Where a section has no list, table or heading of items, its sentences are read.
    """
    shelf = Shelf(path, year)
    groups = list(gatherings(blocks))
    structured = [_read_gathering(gathering, shelf) for gathering in groups]
    if not any(structured):
        read_prose(groups[0], shelf)
    return shelf.finished()


def _read_gathering(gathering: Gathering, shelf: Shelf) -> bool:
    """Read what stands directly below one heading; whether there was anything but prose at the top."""
    before = len(shelf.drafts)
    if gathering.kind == "skipped":
        return False
    if read_heading(gathering, shelf):
        return True
    blocks = gathering.blocks if gathering.kind != "tasks" else [*filter(_is_task_list, gathering.blocks)]
    explaining = _explaining(blocks)
    for block in blocks:
        if id(block) in explaining:
            explain_last(block, shelf, before)
        else:
            _read_block(block, gathering, shelf)
    if len(shelf.drafts) == before and _may_be_prose(gathering):
        read_prose(gathering, shelf)
        if len(shelf.drafts) == before and gathering.blocks and is_telling(gathering):
            read_heading(gathering, shelf, forced=True)
    return len(shelf.drafts) > before


def _explaining(blocks: list[Block]) -> set[int]:
    """The bullet lists that explain the numbered item before them, although they are not indented.

    They stand where the numbering goes on after them, or where the item before them ends with a colon.
    """
    lists = [block for block in blocks if block.kind == "list"]
    count, continued = 0, False
    for block in lists:
        continued = continued or (block.ordered and 0 < count == block.level - 1)
        count = count + len(block.children) if block.ordered else count
    found: set[int] = set()
    numbered: Block | None = None
    for block in lists:
        if block.ordered:
            numbered = block
        elif numbered is not None and (continued or numbered.children[-1].text.rstrip().endswith(":")):
            found.add(id(block))
    return found


def _may_be_prose(gathering: Gathering) -> bool:
    """Whether what stands below a heading has neither lists nor tables that would hold its items."""
    has_list = any(block.kind in {"list", "table"} for block in gathering.blocks)
    return gathering.heading is not None and gathering.kind != "tasks" and not has_list


def _is_task_list(block: Block) -> bool:
    return block.kind == "list" and any(item.checked is not None for item in block.children)


def _read_block(block: Block, gathering: Gathering, shelf: Shelf) -> None:
    cautious = gathering.kind == "cautious"
    if block.kind == "list":
        read_list(block, gathering.group, shelf, cautious=cautious)
    elif block.kind == "table":
        read_table(block, gathering.group, shelf)
    elif block.kind == "item":
        draft = read_item(block, block, gathering.group, shelf)
        shelf.drafts.extend([draft] if draft is not None else [])
    elif block.kind == "paragraph":
        read_paragraph(block, gathering, shelf)
