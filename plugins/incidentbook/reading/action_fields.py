"""Action items from front matter: a list of maps, a list of sentences, or a single one."""

from collections.abc import Iterator

from incidentbook.records import ActionItem, Field, Location, Problem

from .action_draft import Draft
from .action_list import Shelf
from .action_text import plain_words
from .action_words import column_of, is_dummy, is_nothing
from .annotations import annotate


def action_items_from_field(field: Field, year: int | None) -> tuple[list[ActionItem], list[Problem]]:
    """The action items of a front-matter field: a list of maps with the same keys as a table's columns.

    Sentences instead of maps are read as list items are; other values are reported as `wrong-type`.
    """
    shelf = Shelf(field.at.path, year)
    values = field.value if isinstance(field.value, tuple) and not _is_map(field.value) else (field.value,)
    for value in values:
        if isinstance(value, tuple) and _is_map(value):
            _read_map(value, shelf)
        elif isinstance(value, str):
            _read_text(value, field.at, shelf)
        elif value is not None:
            _report_type(field.at, shelf)
    return shelf.finished()


def _is_map(value: tuple[object, ...]) -> bool:
    return bool(value) and all(isinstance(one, Field) for one in value)


def _fields(value: tuple[object, ...]) -> Iterator[Field]:
    return (one for one in value if isinstance(one, Field))


def _read_map(value: tuple[object, ...], shelf: Shelf) -> None:
    fields = list(_fields(value))
    ranked = [(column_of(one.key)[1], i) for i, one in enumerate(fields) if column_of(one.key)[0] == "action"]
    action = fields[min(ranked)[1]] if ranked else None
    text = _text(action.value) if action is not None else ""
    if action is None or is_dummy(text):
        place = action.at if action is not None else fields[0].at
        if not is_nothing(text):
            shelf.placeholder((place.line, place.column), text)
        return
    draft = Draft((action.at.line, action.at.column), "front-matter", year=shelf.year)
    own = Draft(draft.place, "front-matter", year=shelf.year)
    annotate(plain_words(text, *draft.place), own)
    for one in fields:
        if one is not action:
            _enter(one, draft)
    draft.title = own.title
    draft.text = "\n".join([text, *(f"{one.key}: {_text(one.value)}" for one in fields if one is not action)])
    _complete(draft, own)
    shelf.drafts.append(draft)


def _enter(field: Field, draft: Draft) -> None:
    column = column_of(field.key)[0]
    place = (field.at.line, field.at.column)
    value = field.value
    if column == "ticket" and isinstance(value, tuple) and _is_map(value):
        _enter_ticket(value, draft)
    elif column == "status" and isinstance(value, bool):
        draft.status = "done" if value else draft.status or "open"
    elif column == "owner" and isinstance(value, tuple):
        for one in value:
            draft.add_owners(_text(one))
    else:
        draft.enter("" if column == "action" else column, field.key, _text(value), place=place)


def _enter_ticket(value: tuple[object, ...], draft: Draft) -> None:
    """A ticket as a map of what to show and where it leads."""
    texts = [_text(one.value) for one in _fields(value)]
    url = next((text for text in texts if text.startswith(("http://", "https://"))), "")
    shown = next((text for text in texts if text != url), url)
    draft.set_ticket(shown, url)


def _complete(draft: Draft, own: Draft) -> None:
    """What the sentence itself states counts where the keys are silent."""
    draft.owners = draft.owners or own.owners
    draft.priority = draft.priority or own.priority
    draft.type = draft.type or own.type
    draft.ticket = draft.ticket or own.ticket
    draft.status = draft.status or own.status
    if not draft.due_text:
        draft.due, draft.due_text = own.due, own.due_text


def _read_text(text: str, at: Location, shelf: Shelf) -> None:
    if is_nothing(text):
        return
    if is_dummy(text):
        shelf.placeholder((at.line, at.column), text)
        return
    draft = Draft((at.line, at.column), "front-matter", year=shelf.year, text=text)
    annotate(plain_words(text, at.line, at.column), draft)
    shelf.drafts.append(draft)


def _report_type(at: Location, shelf: Shelf) -> None:
    shelf.report(
        "wrong-type",
        "an action item is neither a sentence nor a map",
        (at.line, at.column),
        "write `- action: …`",
    )


def _text(value: object) -> str:
    """A plain value as words; lists are joined by commas, maps give the values of their keys."""
    if isinstance(value, tuple):
        return ", ".join(_text(one.value if isinstance(one, Field) else one) for one in value)
    if value is None:
        return ""
    return ("yes" if value else "no") if isinstance(value, bool) else str(value)
