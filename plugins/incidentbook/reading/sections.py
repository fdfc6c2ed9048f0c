"""The sections of a document: headings, bold labels that stand for headings, and untitled text."""

from collections.abc import Callable, Mapping

from incidentbook.records import Location, Section
from incidentbook.records.plain import replace

from .blocks import Block
from .fields import lookup_label
from .labelled import labelled_parts
from .names import is_exact_section, section_name
from .part import Part, text_of

__all__ = ["Part", "split_sections", "title_heading"]

Namer = Callable[[str, Mapping[str, str]], str]

_WITHIN_ACTIONS = frozenset({"lessons-learned", "went-well", "went-poorly", "lucky", "contributing-factors"})
_MAY_HOLD_ITSELF = frozenset({"timeline", "action-items"})


def title_heading(
    blocks: list[Block], aliases: Mapping[str, str], name: Namer = section_name
) -> Block | None:
    """The heading that is the document's title: the first of level 1, unless it is a section's name."""
    headings = [block for block in blocks if block.kind == "heading"]
    first = next((block for block in headings if block.level == 1), None)
    if first is None:
        first = next(iter(headings), None)
        if first is None or name(first.text, aliases) or lookup_label("postmortem", first.text):
            return None
        return first if _stands_above(first, headings) else None
    named = name(first.text, aliases)
    return None if named and (first is not headings[0] or is_exact_section(first.text)) else first


def _stands_above(first: Block, headings: list[Block]) -> bool:
    """Whether a heading below level 1 can be the title: it stands first, and is no lower than the others."""
    return all(first.level <= block.level for block in headings[1:])


def split_sections(
    blocks: list[Block], path: str, aliases: Mapping[str, str], name: Namer = section_name
) -> list[Part]:
    """The parts of a document in the order of their places.

    The title's heading makes no part; text before the first other heading is the summary, unless a
    heading or label names another one. Parts below a part are parts of their own as well. `name` tells
    what a heading means (`names.runbook_section_name` for runbooks).
    """
    title = title_heading(blocks, aliases, name)
    parts = _headed(blocks, title, path, lambda heading: name(heading, aliases))
    intro = _intro(blocks, title, path)
    if intro is not None:
        parts.insert(0, intro)
    parts = _with_labels(parts, path, lambda heading: name(heading, aliases))
    return _with_summary(parts)


def _headed(blocks: list[Block], title: Block | None, path: str, named: Callable[[str], str]) -> list[Part]:
    starts = [i for i, block in enumerate(blocks) if block.kind == "heading" and block is not title]
    last = blocks[-1].end if blocks else 1
    parts: list[Part] = []
    above: list[Section] = []
    known: dict[int, str] = {}
    for start, end in zip(starts, _ends(blocks, starts), strict=True):
        heading = blocks[start]
        while above and above[-1].level >= heading.level:
            above.pop()
        line = blocks[end].line if end < len(blocks) else last
        canonical = _unless_nested(named(heading.text), above)
        section = Section(
            canonical, heading.text, Location(path, heading.line, heading.column), heading.level, line
        )
        parts.append(text_of(Part(section, heading, blocks[start + 1 : end]), known))
        above.append(section)
    return parts


def _ends(blocks: list[Block], starts: list[int]) -> list[int]:
    """For each heading the index of the next one of its level or above."""
    ends = [len(blocks)] * len(starts)
    waiting: list[int] = []
    for number, start in enumerate(starts):
        while waiting and blocks[starts[waiting[-1]]].level >= blocks[start].level:
            ends[waiting.pop()] = start
        waiting.append(number)
    return ends


def _unless_nested(name: str, above: list[Section]) -> str:
    """The name, or "" where the section above has the same one or makes a group of it ("Detect")."""
    names = {section.name for section in above}
    if name in names and name not in _MAY_HOLD_ITSELF:
        return ""
    if "action-items" in names and name not in _WITHIN_ACTIONS:
        return ""
    return name


def _intro(blocks: list[Block], title: Block | None, path: str) -> Part | None:
    end = next(
        (i for i, block in enumerate(blocks) if block.kind == "heading" and block is not title), len(blocks)
    )
    inside = [block for block in blocks[:end] if block is not title]
    if not inside:
        return None
    first = inside[0]
    section = Section("", "", Location(path, first.line, first.column), 0, inside[-1].end)
    part = text_of(Part(section, None, inside))
    return part if part.section.words else None


def _with_labels(parts: list[Part], path: str, named: Callable[[str], str]) -> list[Part]:
    """The parts, each followed by those that bold labels make within it, where no heading names them."""
    taken = {part.section.name for part in parts}
    bare = not taken - {""}
    found: list[Part] = []
    for part in parts:
        inside = [
            inner for inner in labelled_parts(part, path, named, bare=bare) if inner.section.name not in taken
        ]
        if part.section.level == 0 and inside:
            part = _before(part, inside[0])  # noqa: PLW2901 - the untitled text ends where labels begin
        if part.section.level or part.section.words:
            found.append(part)
        found.extend(inside)
    return found


def _before(part: Part, inner: Part) -> Part:
    blocks = [block for block in part.blocks if block.line < inner.section.at.line]
    section = replace(part.section, end=inner.section.at.line, text="", words=0)
    return text_of(Part(section, None, blocks))


def _with_summary(parts: list[Part]) -> list[Part]:
    """The untitled text at the beginning is the summary where nothing else is."""
    if any(part.section.name == "summary" for part in parts):
        return parts
    first = next((part for part in parts if not part.section.level and not part.section.heading), None)
    if first is not None and not first.section.is_template:
        first.section = replace(first.section, name="summary")
    return parts
