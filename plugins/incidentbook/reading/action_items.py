"""Action items from the blocks of their section, and from front matter."""

from incidentbook.records import ActionItem, Problem

from .action_fields import action_items_from_field
from .action_groups import Gathering, gatherings
from .action_list import Shelf, read_item, read_list
from .action_prose import read_heading, read_paragraph, read_prose
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
    return finished(shelf)


def finished(shelf: Shelf) -> tuple[list[ActionItem], list[Problem]]:
    """The finished items of a shelf, in the order of their places, and all problems."""
    items: list[ActionItem] = []
    for draft in shelf.drafts:
        item, problems = draft.finish(shelf.path)
        items.append(item)
        shelf.problems.extend(problems)
    return items, shelf.problems


def _read_gathering(gathering: Gathering, shelf: Shelf) -> bool:
    """Read what stands directly below one heading; whether there was anything but prose at the top."""
    before = len(shelf.drafts)
    if gathering.kind == "skipped":
        return False
    if read_heading(gathering, shelf):
        return True
    for block in gathering.blocks:
        _read_block(block, gathering, shelf)
    if len(shelf.drafts) == before and gathering.heading is not None and not _has_list(gathering):
        read_prose(gathering, shelf)
    return len(shelf.drafts) > before


def _has_list(gathering: Gathering) -> bool:
    return any(block.kind in {"list", "table"} for block in gathering.blocks)


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
