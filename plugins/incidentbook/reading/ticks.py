"""What a postmortem says of the checklists: its field `checklist:`, and task lists below such a heading."""

from collections.abc import Iterable, Iterator

from incidentbook.records import Field, Location, Tick
from incidentbook.records.practice import TICKED

from .blocks import Block
from .names import compact, normalise
from .part import Part
from .patterns import expression
from .sheet import is_map, plain_text
from .tick_answers import read_answer, without_aside

_HEADING = expression(
    r"(?:(?:the )?(?:incident |initial )*(?:response |resolution |first response )?"
    r"(?:checklist|check list)s?|(?:response|resolution) steps)"
)
_RESOLUTION = expression(r"\bresolution\b")
_RESPONSE = expression(r"\bresponse\b")


def read_ticks(
    field: Field | None, parts: Iterable[Part], path: str, known: frozenset[str] = frozenset()
) -> tuple[Tick, ...]:
    """The ticks of the front matter, then those of task lists; the same words of a list count once.

    `known` are roles and people that an answer may name (see `tick_answers`).
    """
    found: dict[tuple[str, str], Tick] = {}
    for tick in (*_of_field(field, known), *_of_parts(parts, path)):
        found.setdefault((tick.list, compact(tick.text)), tick)
    return tuple(found.values())


def _of_field(field: Field | None, known: frozenset[str]) -> Iterator[Tick]:
    if field is None or field.source != "front-matter":
        return
    if not is_map(field.value):
        yield from _of_value(field.value, "", field.at, known)
        return
    for entry in _fields(field.value):
        if entry.key.casefold() in TICKED:
            yield from _of_value(entry.value, entry.key.casefold(), entry.at, known)
        else:
            yield _answered(entry, "", known)


def _of_value(value: object, list: str, at: Location, known: frozenset[str]) -> Iterator[Tick]:
    """The ticks of a list of words, or of a map from words to whether it was done."""
    for item in value if isinstance(value, tuple) else str(value or "").split(","):
        if isinstance(item, Field):
            yield _answered(item, list, known)
        elif is_map(item):
            yield from _of_map(item, list, known)
        elif text := " ".join(plain_text(item).split()):
            yield Tick(text, is_done=True, list=list, at=at)


def _of_map(item: object, list: str, known: frozenset[str]) -> Iterator[Tick]:
    """`{acknowledge: true}`, or `{item: acknowledge, done: true}`."""
    named = {entry.key.casefold(): entry for entry in _fields(item)}
    first = named.get("item") or named.get("id")
    if first is None:
        yield from (_answered(entry, list, known) for entry in named.values())
        return
    answer = named.get("done") or named.get("status")
    text = "yes" if answer is None else plain_text(answer.value)
    yield _tick(plain_text(first.value), text, list, first.at, known)


def _fields(value: object) -> Iterator[Field]:
    if isinstance(value, tuple):
        yield from (entry for entry in value if isinstance(entry, Field))


def _answered(entry: Field, list: str, known: frozenset[str]) -> Tick:
    return _tick(entry.key, plain_text(entry.value), list, entry.at, known)


def _tick(item: str, answer: str, list: str, at: Location, known: frozenset[str]) -> Tick:
    """An item with an answer: yes, a time, a role or somebody's name says that it was done."""
    said = read_answer(answer, known)
    unclear = " ".join(answer.split()) if said == "unclear" else ""
    return Tick(" ".join(item.split()), said == "done", list, at, said != "not-needed", unclear)


def _of_parts(parts: Iterable[Part], path: str) -> Iterator[Tick]:
    end = 0
    for part in parts:
        heading = normalise(part.section.heading)
        if part.section.at.line < end or _HEADING.fullmatch(heading) is None:
            continue
        end = part.section.end
        yield from _of_blocks(part.blocks, _list_of(heading), path)


def _of_blocks(blocks: Iterable[Block], list: str, path: str) -> Iterator[Tick]:
    """The ticks of task lists; a heading within may name another list."""
    current = list
    for block in blocks:
        if block.kind == "heading":
            current = _list_of(normalise(block.text)) or current
        for item in block.walk():
            if item.kind == "item" and item.checked is not None and item.text.strip():
                at = Location(path, item.line, item.column)
                text, is_spared = without_aside(" ".join(item.text.split()))
                is_needed = item.checked or not is_spared
                yield Tick(text, is_done=item.checked, list=current, at=at, is_needed=is_needed)


def _list_of(heading: str) -> str:
    if _RESOLUTION.search(heading):
        return "resolution"
    return "response" if _RESPONSE.search(heading) else ""
