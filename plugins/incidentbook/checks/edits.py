"""Changes to a document's text, and how they are made without touching anything else."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from incidentbook.reading.patterns import expression
from incidentbook.records.plain import dataclass

_LINE_END = expression(r"\r\n|\r|\n")
_BOM = "\ufeff"


@dataclass(frozen=True, slots=True)
class Edit:
    r"""Replace `old`, which must stand exactly at `line` and `column` (both from 1), by `new`.

    Both may span lines, written with `\n`; in the file they have its own line ends.
    """

    line: int
    column: int
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class _Change:
    start: int
    end: int
    new: str


class Text:
    """A document's text as it is in its file: with its byte-order mark and its own line ends."""

    def __init__(self, raw: str) -> None:
        self.raw = raw
        self._body = len(_BOM) if raw.startswith(_BOM) else 0
        self._starts = [self._body, *(match.end() for match in _LINE_END.finditer(raw, self._body))]

    @property
    def lines(self) -> Sequence[str]:
        """The lines without their ends, as the readers see them."""
        return _LINE_END.split(self.raw[self._body :])

    def applied(self, groups: Iterable[Sequence[Edit]]) -> tuple[str, list[bool]]:
        """The text after those groups of edits that fit, each whole or not at all; and which did.

        A group does not fit where an `old` is not what stands there, or where a group before it changes
        the same place. One that asks for nothing but what groups before it do anyway, fits.
        """
        taken = _Taken()
        fits = []
        for group in groups:
            changes = [self._change(edit) for edit in group]
            known = [change for change in changes if change is not None]
            is_whole = bool(known) and len(known) == len(changes)
            is_done = is_whole and all(change in taken for change in known)
            fits.append(is_done or (is_whole and taken.add(known)))
        return taken.applied(self.raw), fits

    def _change(self, edit: Edit) -> _Change | None:
        if not 1 <= edit.line <= len(self._starts) or edit.column < 1 or edit.old == edit.new:
            return None
        start = position = self._starts[edit.line - 1] + edit.column - 1
        if _LINE_END.search(self.raw, self._starts[edit.line - 1], start):
            return None  # the line is shorter
        endings = []
        for number, piece in enumerate(edit.old.split("\n")):
            if number:
                match = _LINE_END.match(self.raw, position)
                if match is None:
                    return None
                endings.append(match.group())
                position = match.end()
            if not self.raw.startswith(piece, position):
                return None
            position += len(piece)
        if (
            not edit.new
            and self.raw[max(start - 1, 0) : start] == "\r"
            and self.raw.startswith("\n", position)
        ):
            return None  # a line end would be made of two halves
        return _Change(start, position, self._with_ends(edit, endings))

    def _with_ends(self, edit: Edit, endings: Sequence[str]) -> str:
        """The new text with the line ends of the old, one by one, then with that of its line."""
        first, *rest = edit.new.split("\n")
        every = [*endings, *([self._ending(edit.line)] * len(rest))]
        return first + "".join(f"{ending}{line}" for ending, line in zip(every, rest, strict=False))

    def _ending(self, line: int) -> str:
        match = _LINE_END.search(self.raw, self._starts[line - 1]) or _LINE_END.search(self.raw)
        return match.group() if match else "\n"


class _Taken:
    """Changes of which no two touch, not even where both insert at one place; in the order of the text."""

    def __init__(self) -> None:
        self._changes: list[_Change] = []

    def __contains__(self, change: object) -> bool:
        return isinstance(change, _Change) and self._before(change.end)[1:] == (change,)

    def add(self, group: Iterable[_Change]) -> bool:
        """Take a group of changes, whole or not at all; whether it was taken."""
        added: list[_Change] = []
        for change in group:
            place, *before = self._before(change.end)
            if any(one.end >= change.start for one in before):
                for one in added:
                    self._changes.remove(one)
                return False
            self._changes.insert(place, change)
            added.append(change)
        return True

    def applied(self, text: str) -> str:
        """The text with all changes made."""
        pieces: list[str] = []
        end = 0
        for change in self._changes:
            pieces += (text[end : change.start], change.new)
            end = change.end
        return "".join([*pieces, text[end:]])

    def _before(self, end: int) -> tuple[int, *tuple[_Change, ...]]:
        """How many changes begin at or before a place, and the last of them."""
        place = bisect_right(self._changes, end, key=lambda change: change.start)
        return place, *self._changes[max(place - 1, 0) : place]
