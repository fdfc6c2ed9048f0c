"""Durations that documents state: `read_duration` for a text, `stated_durations` for a whole document."""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import zip_longest

from incidentbook.records import Duration, Location, StatedDuration

from .blocks import Block, Cell
from .clock import moment_of
from .lengths import scan_length
from .lines import Line, lines_of
from .patterns import expression, occurs
from .stamps import read_stamp

_UNKNOWN = expression(
    r"(?:\?{1,9}|[-\u2013\u2014]{1,3}|n\.?/?a\.?|tb[cd]|unknown|unclear|ongoing|not (?:yet )?(?:known"
    r"|applicable|measured|determined|available)|undetermined|none|pending)(?![\w/])[ .?]{0,3}"
)
_MARKUP = expression(r"[*_`]+")
_REST = expression(
    r"[\s.,;!?]*(?:long|total|in total|overall|later|or so|maybe|approx(?:imately|\.)?|outage|downtime"
    r"|of downtime|of outage|~)?[\s.,;!?]*(?:[(\[].*)?\Z",
    re.DOTALL,
)
_LONGEST = 400


def leading_duration(text: str) -> Duration | None:
    """The duration with which `text` begins ("30 minutes, of which 5 in full"), or None."""
    words = _prepared(text)
    if unknown := _UNKNOWN.match(words):
        known = not _REST.match(words, unknown.end())
        return None if known else Duration(None, None, text=text.strip())
    found = scan_length(words)
    if found is None or words[found[3] : found[3] + 1].isalnum():
        return None
    low, high, rough, _ = found
    return Duration(round(low, 3), round(high, 3), rough, text.strip())


def read_duration(text: str) -> Duration | None:
    """The duration that the whole of `text` is, or None; "N/A" and the like give one without numbers.

    Words such as "about" make it approximate; remarks in brackets after it are no hindrance.
    """
    words = _prepared(text)
    found = scan_length(words)
    if found is not None and not _REST.match(words, found[3]):
        return None
    return leading_duration(text)


def _prepared(text: str) -> str:
    return _MARKUP.sub("", text[:_LONGEST]).strip(" \t\r\n\u00a0|").lower()


_TO = r"(?:mean |average )?time (?:to|until|before|taken to) (?:first |full )?"
_ROUGHLY = r"(?:total|overall|approximate|approx|estimated)"
_WHAT = r"(?:user|users'|customer|business|service|incident|outage|impact|downtime|disruption|degradation)"
_BEYOND = r"(?:after|within|in)"
_MEASURES = (
    ("detect", rf"{_TO}(?:detect(?:ion)?|discover(?:y)?|notice)|m?ttd|detected {_BEYOND}"),
    ("acknowledge", rf"{_TO}(?:acknowledge(?:ment)?|ack)|m?tta|acknowledged {_BEYOND}"),
    ("mitigate", rf"{_TO}(?:mitigate|mitigation|stabili[sz]e)|m?ttm|mitigated {_BEYOND}"),
    ("recover", rf"{_TO}(?:recover(?:y)?|resol(?:ve|ution)|restor(?:e|ation)|repair|fix)|m?ttr"),
    ("recover", rf"(?:recovered|resolved|restored) {_BEYOND}"),
    (
        "total",
        rf"(?:{_ROUGHLY} )?(?:{_WHAT} ){{0,2}}(?:duration|length|downtime)(?: of (?:the )?{_WHAT})?|lasted",
    ),
)
_MEASURED = tuple((measure, expression(pattern)) for measure, pattern in _MEASURES)
_HINTS = (
    *(
        "duration",
        "length",
        "downtime",
        "lasted",
        "ttd",
        "tta",
        "ttm",
        "ttr",
        "ed after",
        "ed within",
        "ed in",
    ),
    *("time to", "time until", "time before", "time taken", "time-to"),
)
_LABEL = expression(
    r"[^\w:]{0,8}(?P<label>\w[^:=|\u2013\u2014\n]{1,50}?)[ \t*_]{0,4}"
    r"(?::|=|[\u2013\u2014]|[ ]-(?=[ ]))[ \t*_]{0,4}"
)
_BRACKETS = expression(r"\([^()]{0,30}\)")
_NO_WORD = expression(r"[^a-z0-9' ]+")
_SEGMENT = expression(r"[ \t]\|[ \t]|[ \t]·[ \t]")
_DAY = date(2000, 1, 1)


def stated_duration(label: str, text: str, at: Location) -> StatedDuration | None:
    """What a label ("Time to detect", "MTTR", "outage_duration") and its value state, or None.

    A range of times ("14:25 - 14:55 UTC") states the length between them.
    """
    measure = _measure(label)
    duration = _value(text) if measure else None
    return StatedDuration(measure, duration, at) if duration else None


def _measure(label: str) -> str:
    words = _BRACKETS.sub(" ", label.replace("_", " ").replace("-", " ").lower())
    words = " ".join(_NO_WORD.sub(" ", words).split())
    return next((measure for measure, pattern in _MEASURED if pattern.fullmatch(words)), "")


def _value(text: str) -> Duration | None:
    stamp = read_stamp(text[:_LONGEST])
    if stamp is None or stamp.clock is None or not (stamp.zone or stamp.day or stamp.end_clock):
        return leading_duration(text)
    for remark in _BRACKETS.findall(text[:_LONGEST]):
        if (duration := read_duration(remark[1:-1])) and duration.is_known:
            return Duration(duration.low, duration.high, duration.approximate, text.strip())
    moment = moment_of(stamp, zone="UTC", zone_stated=False, day=_DAY)
    if moment is None or moment.end is None:
        return None
    minutes = (moment.end - moment.start).total_seconds() / 60
    return Duration(minutes, minutes, moment.approximate, text.strip())


def may_state_durations(text: str) -> bool:
    """Whether a document with this Markdown can state a duration at all: a quick look that spares many."""
    return occurs(_HINTS, text.lower())


def stated_durations(blocks: Iterable[Block], path: str) -> list[StatedDuration]:
    """The durations that a document states with a label, wherever they stand, in their order.

    Read are lines and items such as "Time to detection: 5 minutes", parts of header lines that "|"
    divides, rows of tables and, under a heading such as "Duration", a paragraph that is nothing else.
    """
    found: list[StatedDuration] = []
    label = ""
    for block in _told(blocks):
        hinted = _is_hinted(block)
        stated = [_stated(*pair, path) for pair in _pairs(block)] if hinted else []
        if label and block.kind == "paragraph" and read_duration(block.text):
            stated.append(stated_duration(label, block.text, Location(path, block.line, block.column)))
        found += filter(None, stated)
        label = block.text if hinted and block.kind == "heading" and _measure(block.text) else ""
    return found


def _is_hinted(block: Block) -> bool:
    """Whether the block can state a duration at all: a quick look that spares most of them."""
    texts = [cell.source for row in block.rows for cell in row.cells]
    text = " ".join(texts or [span.text for span in block.spans]).lower()
    return occurs(_HINTS, text)


def _told(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks and all below them, but for quotations and code."""
    waiting = list(blocks)[::-1]
    while waiting:
        block = waiting.pop()
        if block.kind not in ("quote", "code", "html"):
            yield block
            waiting.extend(reversed(block.children))


def _pairs(block: Block) -> Iterator[tuple[str, str, tuple[int, int]]]:
    """Labels with their values and places."""
    if block.kind == "table":
        yield from _table_pairs(block)
    else:
        lines = lines_of(block.spans)
        for line, below in zip_longest(lines, lines[1:]):
            yield from _line_pairs(line, below.text if below else "")


def _line_pairs(line: Line, below: str) -> Iterator[tuple[str, str, tuple[int, int]]]:
    """The labels of a line with their values; a value may stand on the line below."""
    if below.startswith(":"):
        yield line.text, below[1:], line.place(0)
        return
    starts = [0, *(match.end() for match in _SEGMENT.finditer(line.text))]
    for start, end in zip(starts, [*starts[1:], len(line.text)], strict=True):
        match = _LABEL.match(line.text, start, end)
        if match:
            value = line.text[match.end() : end].strip(" |·") or below
            yield match["label"], value, line.place(match.start("label"))


def _table_pairs(block: Block) -> Iterator[tuple[str, str, tuple[int, int]]]:
    for row in block.rows:
        if len(row.cells) > 1:
            yield _pair(row.cells[0], row.cells[1])
    if len(block.rows) == 2:  # noqa: PLR2004 - a heading and the only row below it
        for head, cell in zip(block.rows[0].cells, block.rows[1].cells, strict=False):
            yield _pair(head, cell)


def _pair(label: Cell, value: Cell) -> tuple[str, str, tuple[int, int]]:
    return label.text, value.text, (label.line, label.column)


def _stated(label: str, value: str, place: tuple[int, int], path: str) -> StatedDuration | None:
    return stated_duration(label, value, Location(path, *place))
