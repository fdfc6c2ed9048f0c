"""The events of a timeline's headings, paragraphs and lists."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from incidentbook.records.plain import replace

from .blocks import Block
from .dates import find_date
from .lines import Line, lines_of
from .patterns import expression
from .stamps import Stamp
from .timeline_events import Collected, Event, event_of, timed_lines
from .zones import remarked_zone

_TRAILING = expression(
    r"(?P<text>[^:]{2,120}?)(?::[ \t]{1,4}|[ \t][-\u2013\u2014][ \t]{1,4}|[ \t](?:at|on)[ \t]{1,4}"
    r"|[ \t](?=\()|[ \t](?=\d{4}[-/]\d\d?[-/]\d))(?=[~(\d])"
)
_LONGEST_CODE = 500
_CODE_HEADING = expression(r"\s*(?:date|time)\b[^\d]{0,80}\Z", re.IGNORECASE)
_PLAIN_CODE = frozenset({"", "text", "txt", "plain", "plaintext", "log", "none"})


def heading_events(block: Block, below: Sequence[Block], collected: Collected) -> list[Event]:
    """The event that a heading is ("### 13:35"), or the day that it names; `below` stands under it."""
    lines = lines_of(block.spans)
    if not lines:
        return []
    line = lines[0]
    stamp = collected.stamp(line.text)
    if stamp is not None and (stamp.is_timed or stamp.day or stamp.bad):
        event = event_of(line, line.text, 0, stamp, "heading")
        event.level = block.level
        _take_remark(event, collected)
        return [_with_words(event, _text_until_heading(below))]
    found = find_date(line.text, collected.day.year if collected.day else None)
    if found is None:
        return []
    collected.day = found[0]
    row, column = line.place(found[1])
    day = Stamp(found[1], found[2], day=found[0])
    return [Event(day, "", line.text[found[1] : found[2]], row, column, "label", block.level)]


def _take_remark(event: Event, collected: Collected) -> None:
    """What stands in brackets behind a day alone ("2015-10-21 (all times UTC)") is a remark, no event."""
    if not event.stamp.is_timed and event.text.startswith("(") and event.text.endswith((")", "):")):
        collected.remarks.append(event.text)
        event.text = ""


def _text_until_heading(below: Sequence[Block]) -> Iterator[Block]:
    for block in below:
        if block.kind == "heading":
            return
        if block.kind in ("paragraph", "list"):
            yield block


def _with_words(event: Event, below: Iterator[Block]) -> Event:
    """The event with the words of the first block below it, where it has none of its own."""
    if event.text:
        return event
    block = next(below, None)
    words = "" if block is None else words_of(block)
    return replace(event, text=words)


def words_of(block: Block) -> str:
    """The words of a block on one line; those of a list's items set apart."""
    if block.kind == "list":
        return "; ".join(text for item in block.children if (text := item.text))
    return block.text


def paragraph_events(block: Block, collected: Collected) -> list[Event]:
    """The events of a paragraph each line of which begins with a time, or the day that it names alone."""
    lines = lines_of(block.spans)
    events = timed_lines(lines, collected, form="line") or _events_below(lines, collected)
    if not events:
        collected.remarks.append(block.text)
    elif len(events) == 1 and not events[0].stamp.is_timed:
        _take_remark(events[0], collected)
        if all(span.styles & {"strong", "emphasis"} for span in block.spans if span.text.strip()):
            events[0].form = "label"
    return events


def _events_below(lines: list[Line], collected: Collected) -> list[Event]:
    """The events below a first line that is a remark or an announcement ("All times in UTC.")."""
    first = lines[0].text.strip() if len(lines) > 1 else ""
    if not (first.endswith((".", ":", "!", "?")) or remarked_zone(first)):
        return []
    events = timed_lines(lines[1:], collected, form="line")
    if not events or events[0].plain or not events[0].text:
        return []
    collected.remarks.append(first)
    return events


def list_events(block: Block, collected: Collected) -> list[Event]:
    """The events of a list and of the lists in it, in order.

    An item of a timed list that has no time, neither of its own nor below it, is noted as unread.
    """
    events: list[Event] = []
    counts: dict[int, int] = {}
    items = list(_items(block))
    for item, depth in items:
        own = timed_lines(lines_of(item.spans), collected, form="item")
        counts[id(item)] = len(own)
        for event in own:
            event.level = depth
        if own:
            own[-1] = _with_words(own[-1], _untimed(item, collected))
        events += own
    _note_unread(block, items, counts, collected)
    return events


def _items(block: Block) -> Iterator[tuple[Block, int]]:
    """The items of a list and of the lists in it, in order, with their depth."""
    waiting = [(item, 0) for item in reversed(block.children)]
    while waiting:
        item, depth = waiting.pop()
        if item.kind == "item":
            yield item, depth
        below = [child for child in item.children if item.kind == "list" or child.kind == "list"]
        waiting.extend((child, depth + (child.kind == "item")) for child in reversed(below))


def _untimed(item: Block, collected: Collected) -> Iterator[Block]:
    """The blocks below an item that are no events of their own."""
    for block in item.children:
        first = block.children[0] if block.kind == "list" and block.children else block
        stamp = Collected(collected.day).stamp(first.text[:80])
        if block.kind in ("list", "paragraph") and (stamp is None or not stamp.is_timed):
            yield block


def _note_unread(
    block: Block, items: list[tuple[Block, int]], counts: dict[int, int], collected: Collected
) -> None:
    """Note the items of a timed list that have no time."""
    below: dict[int, int] = {}
    top, total = None, 0
    for item, depth in items:
        if depth == 0:
            top, total = id(item), 0
        total += counts[id(item)]
        if top is not None:
            below[top] = total
    untimed = [item for item in block.children if not below.get(id(item))]
    if not below or len(untimed) * 2 > len(block.children) or len(untimed) == len(block.children):
        collected.remarks += [item.text for item in untimed]
        return
    for item in untimed:
        if remarked_zone(item.text):
            collected.remarks.append(item.text)
            continue
        place = item.spans[0] if item.spans else item
        collected.unread.append((place.line, place.column, item.text))


def with_lists(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, with items that stand among them on their own put into lists."""
    whole: list[Block] = []
    for alone, group in groupby(blocks, key=lambda block: block.kind == "item"):
        together = list(group)
        first, last = together[0], together[-1]
        whole += [Block("list", first.line, first.column, last.end, children=together)] if alone else together
    return whole


def quoted_blocks(blocks: Sequence[Block]) -> list[Block]:
    """What stands in the quotations among `blocks`."""
    return [child for block in blocks if block.kind == "quote" for child in block.children]


def code_events(block: Block, collected: Collected) -> list[Event]:
    """The events of a plain code block, if every line of it is one (indented lines go on with the event).

    A line of headings ("TIME  EVENT") is passed over; lines of a log, with days and seconds, are no events.
    """
    if block.info.strip().lower() not in _PLAIN_CODE:
        return []
    events: list[Event] = []
    fence = 1 if block.info or block.end - block.line > block.source.count("\n") else 0
    lines = block.source.split("\n")
    indent = min((len(line) - len(line.lstrip()) for line in lines if line.strip()), default=0)
    for number, line in enumerate(lines):
        source = line[indent:]
        if not source.strip() or (not events and _CODE_HEADING.match(source)):
            continue
        event = None if source[0] in " \t" else _code_event(source, collected)
        if event is not None:
            event.line, event.column = block.line + fence + number, event.stamp.start + 1 + indent
            events.append(event)
        elif source[0] in " \t" and events:
            events[-1].text = f"{events[-1].text} {source.strip()}"[:_LONGEST_CODE]
        else:
            return []
    return events


def _code_event(source: str, collected: Collected) -> Event | None:
    stamp = collected.stamp(source)
    if stamp is None or not stamp.is_timed or stamp.introduced:
        return None
    event = event_of(Line(source), source, 0, stamp, "line")
    if stamp.seconds and (stamp.day or event.plain):
        return None
    event.plain = False
    return event


def trailing_events(blocks: Sequence[Block], collected: Collected) -> list[Event]:
    """The events of items or headings that end with their times ("Alert fired: 14:32 UTC"), if most do."""
    first = [lines[0] for block in blocks if (lines := lines_of(block.spans))]
    events = [event for line in first if (event := _trailing(line, collected))]
    return events if len(events) * 2 > len(blocks) and len(events) > 1 else []


def dated_events(blocks: Sequence[Block], collected: Collected) -> list[Event]:
    """The events of paragraphs whose last line is their time, as status pages write them."""
    events = []
    for block in blocks:
        lines = lines_of(block.spans) if block.kind == "paragraph" else []
        last = lines.pop() if len(lines) > 1 else Line()
        stamp = collected.stamp(last.text)
        if stamp is not None and stamp.clock and not last.text[stamp.end :].strip(" ."):
            event = event_of(last, last.text, 0, stamp, "line")
            words = " ".join(" ".join(line.text for line in lines).split())
            events.append(replace(event, text=words, plain=False))
    return events


def _trailing(line: Line, collected: Collected) -> Event | None:
    match = _TRAILING.match(line.text)
    if match is None:
        return None
    rest = line.text[match.end() :]
    stamp = collected.stamp(rest)
    if stamp is None or stamp.clock is None:
        return None
    event = event_of(line, rest, match.end(), stamp, "item")
    label = " ".join(match["text"].split())
    if not event.text.strip(" .;)"):
        return replace(event, text=label, plain=False)
    return replace(event, text=f"{label}: {event.text}") if stamp.marked and not event.plain else None
