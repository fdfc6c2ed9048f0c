"""The events of a timeline's tables: `Time | Event`, `Date | Time | Who | Event`, several pairs in a row."""

from incidentbook.records.plain import dataclass, field, replace

from .blocks import Block, Cell, Row
from .patterns import expression
from .stamps import Stamp
from .tables import width_fault
from .timeline_events import Collected, Event, after_stamp, written
from .zones import find_zone

_ROLES = tuple(
    (role, expression(rf"\b(?:{pattern})\b"))
    for role, pattern in (
        ("others", r"time (?:to|taken|spent|elapsed)|duration|elapsed"),
        ("time", r"times?|timestamps?|time ?stamp|datetime"),
        ("event", r"events?|what|descriptions?|happen\w*|details?|occurrence|message|summary"),
        ("date", r"dates?|day"),
        ("time", r"when|clock|hour|utc|gmt|at|start(?:ed)?|from|began"),
        ("end", r"end(?:ed)?|until|to|finish(?:ed)?|stop(?:ped)?"),
        ("perhaps", r"actions?|activit\w+|updates?|notes?|comments?|milestone|phase|step|status|remarks?"),
    )
)
"""What a column holds, by the words of its heading; the first that fits counts."""


@dataclass(slots=True)
class _Columns:
    """Where an event's parts stand in a row; -1 for none."""

    time: int = -1
    date: int = -1
    end: int = -1
    event: int = -1
    zone: str = ""
    perhaps: list[int] = field(default_factory=list)
    others: list[int] = field(default_factory=list)

    @property
    def is_worded(self) -> bool:
        """Whether any column can hold what happened."""
        return self.event >= 0 or bool(self.perhaps) or bool(self.others)


def table_events(block: Block, collected: Collected) -> list[Event]:
    """The events of a table's rows; none for a table without times.

    Cells behind an event that are a time and an event again are a further event of the same row.
    """
    if not block.rows:
        return []
    header = block.rows[0]
    groups = _groups(header)
    width = len(header.cells) if groups else 2
    groups = groups or _groups_by_content(block.rows, collected)
    rows = block.rows if _is_event(header, groups, collected) else block.rows[1:]
    unread: list[tuple[int, int, str]] = []
    events: list[Event] = []
    ragged: list[tuple[int, int, str]] = []
    for row in rows if groups else ():
        events += [event for columns in groups if (event := _event(row, columns, collected, unread))]
        further = _further(row, width, groups[-1].zone, collected)
        events += further
        if row is not header and not further and len(groups) == 1 and (fault := width_fault(row, header)):
            ragged.append((row.line, row.column, fault))
    if events:
        lines = {line for line, _, _ in ragged}
        collected.unread += (place for place in unread if place[0] not in lines)
        collected.ragged += ragged
    return events


def _groups(header: Row) -> list[_Columns]:
    """The columns that belong together, by their headings; a table may repeat them side by side."""
    groups = [_Columns()]
    for index, cell in enumerate(header.cells):
        role = _role(cell.text)
        if role in ("time", "date") and groups[-1].event >= 0 and _opens(groups[-1], role):
            groups.append(_Columns())
        _assign(groups[-1], role, index, cell.text)
    timed = [_completed(group) for group in groups if group.time >= 0 or group.date >= 0]
    return [group for group in timed if group.is_worded] or timed


def _opens(current: _Columns, role: str) -> bool:
    """Whether a column of times begins a further event: the one before has its own already."""
    return current.time >= 0 or (role == "date" and current.date >= 0)


def _role(heading: str) -> str:
    words = " ".join(heading.lower().split())
    return next((role for role, pattern in _ROLES if pattern.search(words)), "others")


def _assign(columns: _Columns, role: str, index: int, heading: str) -> None:
    if role == "time" and columns.time >= 0:
        if find_zone(heading) == "UTC" and columns.zone not in ("", "UTC"):
            columns.time, columns.zone = index, "UTC"
        return
    if role in ("time", "date"):
        columns.zone = columns.zone or find_zone(heading)
    if role in ("perhaps", "others") or getattr(columns, role) >= 0:
        getattr(columns, role if role == "perhaps" else "others").append(index)
    else:
        setattr(columns, role, index)


def _completed(columns: _Columns) -> _Columns:
    """The day's column holds the times where no other does."""
    return replace(columns, time=columns.date, date=-1) if columns.time < 0 else columns


def _groups_by_content(rows: list[Row], collected: Collected) -> list[_Columns]:
    """The column that holds times in most rows, where no heading says so."""
    width = max(len(row.cells) for row in rows)
    for index in range(min(width, 6)):
        cells = [
            row.cells[index].text for row in rows if index < len(row.cells) and row.cells[index].text.strip()
        ]
        timed = sum(_whole(text, Collected(collected.day), timed=False) is not None for text in cells)
        if timed and timed * 2 >= len(cells) - 1:
            return [_Columns(time=index)]
    return []


def _whole(text: str, collected: Collected, *, timed: bool = True) -> Stamp | None:
    """The stamp that a cell is, from beginning to end but for a remark in brackets."""
    stamp = collected.stamp(text, timed=timed)
    rest = "" if stamp is None else text[stamp.end :].strip(" .:")
    return stamp if stamp and (not rest or (rest[0] in "([" and rest[-1] in ")]")) else None


def _is_event(header: Row, groups: list[_Columns], collected: Collected) -> bool:
    """Whether the heading's row is an event itself, as in tables that were begun without headings."""
    cells = (_cell(header, columns.time) for columns in groups)
    return any(cell is not None and _whole(cell.text, Collected(collected.day)) for cell in cells)


def _cell(row: Row, index: int) -> Cell | None:
    return row.cells[index] if 0 <= index < len(row.cells) else None


def _text(row: Row, index: int) -> str:
    cell = _cell(row, index)
    return cell.text.strip() if cell else ""


def _event(
    row: Row, columns: _Columns, collected: Collected, unread: list[tuple[int, int, str]]
) -> Event | None:
    day, time, end = (_text(row, index) for index in (columns.date, columns.time, columns.end))
    stated = f"{day} {time}".strip()
    stamp = collected.stamp(f"{stated} - {end}" if end and time else stated, timed=True)
    if stamp and end and stamp.end_clock is None:
        stamp = collected.stamp(stated, timed=True)
    cell = _cell(row, columns.time if time else columns.date)
    text = _words(row, columns)
    if stamp is None or cell is None:
        if text and any(map(str.isalnum, text)):
            unread.append((row.line, row.cells[0].column, f"{stated} {text}".strip()))
        return None
    rest, _ = after_stamp(
        f"{stated} - {end}"[stamp.end :] if stamp.end > len(stated) else stated[stamp.end :]
    )
    column = cell.column + max(cell.source.find(cell.text[:1]), 0) if cell.text else cell.column
    return Event(stamp, text or rest, written(stated, stamp), cell.line, column, "row", zone=columns.zone)


def _words(row: Row, columns: _Columns) -> str:
    """What happened: the event's column, else those that may tell it."""
    text = _text(row, columns.event)
    if text:
        return text
    taken = {columns.time, columns.date, columns.end}
    indices = columns.perhaps or columns.others or [i for i in range(len(row.cells)) if i not in taken]
    return " · ".join(text for index in indices if (text := _text(row, index)))


def _further(row: Row, width: int, zone: str, collected: Collected) -> list[Event]:
    """Events in the cells behind those that the headings name: a time, then its event."""
    events = []
    index = width
    while index < len(row.cells) - 1:
        cell = row.cells[index]
        stamp = _whole(cell.text, collected)
        if stamp is not None and stamp.is_timed:
            stated = written(cell.text, stamp)
            events.append(
                Event(stamp, _text(row, index + 1), stated, cell.line, cell.column, "row", zone=zone)
            )
            index += 1
        index += 1
    return events
