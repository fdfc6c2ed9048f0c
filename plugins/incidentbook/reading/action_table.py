"""Action items from tables: columns by their many names, group rows, template rows, rows beyond reading."""

import re

from incidentbook.records.plain import dataclass

from .action_draft import Draft, Group
from .action_groups import below
from .action_list import Shelf
from .action_text import words_of
from .action_tickets import ticket_of
from .action_words import column_of, is_dummy, is_nobody, is_nothing, priority_of, status_of, type_of
from .annotations import annotate
from .blocks import Block, Cell, Row
from .dates import find_date
from .patterns import expression
from .placeholders import is_placeholder
from .tables import width_fault

_RULE = expression(r"[\s:=_-]*\Z")
_BOX = expression(r"\s*(?:\[[ xX]?\]|[☐☑✅⬜✔❌])\s*\Z")
_TELLING = frozenset({"owner", "due", "status", "ticket", "done_on"})
_ACTING = expression(
    r"action|item|task|measure|improve|recommend|fix|remed|step|to.?do|follow", re.IGNORECASE
)
_WORDS = expression(r"[^\W\d_]+(?:['’-][^\W\d_]+)*(?:\s+[^\W\d_]\S*)+\s*\Z")
"""Two words or more that no id begins with."""
_FEWEST = 2


@dataclass(frozen=True, slots=True)
class _Plan:
    """Which column of a table means what, by index; all others are extras under their headings."""

    action: int
    columns: dict[int, str]
    names: list[str]
    type: str = ""


def read_table(block: Block, group: Group, shelf: Shelf) -> int:
    """Put the items of a table on the shelf, and say how many there were."""
    before = len(shelf.drafts)
    if _is_sheet(block):
        _read_sheet(block, group, shelf)
        return len(shelf.drafts) - before
    plan = _plan(block)
    if plan is None:
        return 0
    for written in block.rows[1:]:
        label = _group_label(written, plan)
        if label:
            group = below(group, label)
            continue
        row = _beside_its_id(written, plan)
        draft = _read_row(row, plan, group, shelf)
        if draft is not None:
            shelf.drafts.append(draft)
            _report_width(written, block.rows[0], shelf)
    return len(shelf.drafts) - before


def _beside_its_id(row: Row, plan: _Plan) -> Row:
    """The row, where it lacks cells and begins with words in the column of ids, as if it had an empty id."""
    lacks = len(row.cells) < len(plan.names)
    if not lacks or plan.columns.get(0) != "id" or not _WORDS.match(row.cells[0].text):
        return row
    return Row([Cell("", "", row.line, row.column), *row.cells], row.line, row.column)


def _report_width(row: Row, header: Row, shelf: Shelf) -> None:
    """Note that a row which was read has more or fewer cells than the heading."""
    fault = width_fault(row, header)
    if fault:
        hint = "write a cell below each heading, an empty one too"
        if len(row.cells) > len(header.cells):
            hint = "write a `|` that ends no cell as `\\|`"
        shelf.report("unreadable-row", fault, (row.line, row.column), hint)


def _plan(block: Block) -> _Plan | None:
    """What the headings of a table mean, or None where nothing in it can be an action."""
    if not block.rows:
        return None
    names = [cell.text.strip() for cell in block.rows[0].cells]
    ranked = sorted(
        (rank, index, column)
        for index, name in enumerate(names)
        for column, rank in [column_of(name)]
        if column
    )
    best: dict[str, int] = {}
    for _, index, column in ranked:
        best.setdefault(column, index)
    _add_boxes(block, names, best)
    implied = ""
    if "action" not in best:
        found = _action_by_content(block, names, best)
        if found is None:
            return None
        best["action"] = found
        implied = type_of(names[found])
    columns = {index: column for column, index in best.items() if column != "action"}
    return _Plan(best["action"], columns, names, implied)


def _add_boxes(block: Block, names: list[str], best: dict[str, int]) -> None:
    """A column of nothing but boxes is the status, whatever its heading."""
    if "status" in best:
        return
    for index, _ in enumerate(names):
        cells = [row.cells[index].text for row in block.rows[1:] if index < len(row.cells)]
        if cells and index not in best.values() and all(_BOX.match(cell) for cell in cells):
            best["status"] = index
            return


def _action_by_content(block: Block, names: list[str], best: dict[str, int]) -> int | None:
    """The column that holds the actions where no heading says so: the wordiest of those left."""
    rest = [index for index in range(len(names)) if index not in best.values()]
    telling = any(type_of(names[index]) or _ACTING.search(names[index]) for index in rest)
    if not rest or not (telling or not any(names) or _TELLING & best.keys()):
        return None
    return max(rest, key=lambda index: (bool(type_of(names[index])), _wordiness(block, index), -index))


def _wordiness(block: Block, index: int) -> int:
    return sum(len(row.cells[index].text) for row in block.rows[1:] if index < len(row.cells))


def _group_label(row: Row, plan: _Plan) -> str:
    """The label of a row that is but the heading of the rows below it, or nothing."""
    filled = [(index, cell) for index, cell in enumerate(row.cells) if cell.text.strip()]
    if len(filled) != 1 or len(plan.names) < _FEWEST:
        return ""
    index, cell = filled[0]
    text = cell.text.strip().rstrip(":")
    is_bold = all("strong" in span.styles or not span.text.strip(" :") for span in cell.spans)
    if type_of(text) or (is_bold and len(text) < 60) or (index == 0 != plan.action and len(text.split()) > 1):  # noqa: PLR2004 - no label is longer
        return text if not is_placeholder(text) else ""
    return ""


def _read_row(row: Row, plan: _Plan, group: Group, shelf: Shelf) -> Draft | None:
    place = (row.line, row.column)
    cells = [cell.text.strip() for cell in row.cells]
    if not any(cells):
        shelf.placeholder(place, "")
        return None
    if all(_RULE.match(cell) for cell in cells):
        return None
    cell = row.cells[plan.action] if plan.action < len(row.cells) else None
    if cell is None or not cell.text.strip():
        _report_unread(row, plan, shelf)
        return None
    if is_dummy(cell.text) and not any(span.url for span in cell.spans):
        if not is_nothing(cell.text):
            shelf.placeholder((cell.line, cell.column), cell.text)
        return None
    if is_nothing(cell.text):
        return None
    surplus = len(row.cells) - len(plan.names)
    if surplus > 0 and any(cells[len(plan.names) :]):
        row = _repaired(row, plan, surplus)
        cell = row.cells[plan.action]
    return _draft(row, cell, plan, group, shelf)


def _repaired(row: Row, plan: _Plan, surplus: int) -> Row:
    """The row with its action put together again where a `|` in it made further cells."""
    first, after = plan.action, plan.action + surplus + 1
    parts = row.cells[first:after]
    if len(parts) <= surplus:
        return row
    text, source = " | ".join(part.text for part in parts), " | ".join(part.source for part in parts)
    whole = Cell(text, source, parts[0].line, parts[0].column)
    mended = Row([*row.cells[:first], whole, *row.cells[after:]], row.line, row.column)
    return mended if _fitness(mended, plan) > _fitness(row, plan) else row


def _fitness(row: Row, plan: _Plan) -> int:
    """How many cells hold what their headings promise."""
    fitting = 0
    for index, column in plan.columns.items():
        text = row.cells[index].text if index < len(row.cells) else ""
        fitting += column == "status" and status_of(text) is not None
        fitting += column == "priority" and bool(priority_of(text))
        fitting += column in {"due", "done_on"} and find_date(text, 2000) is not None
        fitting += column == "type" and bool(type_of(text))
        fitting += column == "ticket" and ticket_of(text) is not None
    return fitting


def _report_unread(row: Row, plan: _Plan, shelf: Shelf) -> None:
    telling = [
        cell.text
        for index, cell in enumerate(row.cells)
        if plan.columns.get(index) != "id" and cell.text.strip()
    ]
    place = (row.line, row.column)
    if all(is_nobody(text) or is_dummy(text) or text.strip().lower() == "open" for text in telling):
        shelf.placeholder(place, "")
    else:
        shelf.report(
            "unreadable-row", "the row does not say what is to be done", place, "fill in the action's cell"
        )


def _draft(row: Row, action: Cell, plan: _Plan, group: Group, shelf: Shelf) -> Draft:
    text = " | ".join(cell.text for cell in row.cells)
    draft = Draft((action.line, action.column), "table", group, shelf.year, text=text, type=plan.type)
    for index, cell in enumerate(row.cells):
        if index != plan.action:
            name = plan.names[index] if index < len(plan.names) else ""
            _enter(cell, plan.columns.get(index, ""), name, draft, shelf)
    own = Draft(draft.place, "table", year=shelf.year)
    words = words_of(action.spans)
    annotate(words, own)
    _merge(own, draft)
    return draft


def _enter(cell: Cell, column: str, name: str, draft: Draft, shelf: Shelf) -> None:
    text = cell.text.strip()
    place = (cell.line, cell.column)
    if is_placeholder(text) and text[:1] in "[<{" and column not in {"id", "ticket", "status"}:
        shelf.report(
            "placeholder-left", f"“{text[:60]}” is a template's", place, "fill it in, or empty the cell"
        )
        return
    links = [span for span in cell.spans if span.url and "link" in span.styles]
    if column == "ticket" and links:
        draft.set_ticket(links[0].text, links[0].url)
        draft.enter("ticket", name, text)
    elif column == "owner":
        draft.add_owners(", ".join(filter(None, words_of(cell.spans).text.split("\n"))))
    elif column == "id" and draft.ticket is None and links:
        draft.enter(column, name, text)
        draft.set_ticket(links[0].text, links[0].url)
    else:
        draft.enter(column, name, text, place=place)


def _merge(own: Draft, draft: Draft) -> None:
    """What the action's own words state counts where the columns are silent."""
    draft.title = own.title
    draft.owners = draft.owners or own.owners
    draft.priority = draft.priority or own.priority
    draft.ticket = draft.ticket or own.ticket
    draft.type = draft.type or own.type
    draft.reason = draft.reason or own.reason
    draft.done_on = draft.done_on or own.done_on
    if not draft.due_text:
        draft.due, draft.due_text = own.due, own.due_text
    if not draft.status or (own.status == "declined" and draft.status in {"open", "unknown"}):
        draft.status, draft.status_text = own.status, own.status_text or draft.status_text


def _is_sheet(block: Block) -> bool:
    """Whether the table has two columns, the first of which names fields of a single item."""
    if len(block.rows) < _FEWEST or any(len(row.cells) > _FEWEST for row in block.rows):
        return False
    names = [row.cells[0].text if row.cells else "" for row in block.rows]
    columns = [column_of(name)[0] for name in names if name.strip()]
    second = block.rows[0].cells[1].text if len(block.rows[0].cells) == _FEWEST else ""
    return "action" in columns and len(columns) > 1 and all(columns) and not column_of(second)[0]


def _read_sheet(block: Block, group: Group, shelf: Shelf) -> None:
    names = [row.cells[0].text.strip() for row in block.rows if row.cells]
    cells = [
        row.cells[1] if len(row.cells) == _FEWEST else Cell("", "", row.line, row.column)
        for row in block.rows
        if row.cells
    ]
    columns = {index: column_of(name)[0] for index, name in enumerate(names)}
    ranked = [
        (column_of(name)[1], index)
        for index, name in enumerate(names)
        if columns[index] == "action" and cells[index].text
    ]
    if not ranked:
        return
    action = min(ranked)[1]
    plan = _Plan(
        action, {i: column for i, column in columns.items() if i != action and column != "action"}, names
    )
    draft = _read_row(Row(cells, block.line, block.column), plan, group, shelf)
    if draft is not None:
        shelf.drafts.append(draft)
