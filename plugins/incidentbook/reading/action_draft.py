"""An action item while it is being read: every column, key, label or annotation is entered here."""

import re
from datetime import date

from incidentbook.records import ActionItem, Location, Problem, Ticket
from incidentbook.records.plain import dataclass, field

from .action_tellings import tells_of_a_deed
from .action_tickets import find_ticket, is_reference, linked_ticket, numbered_ticket, ticket_of
from .action_words import has_unknown_status, is_nobody, priority_of, status_hint, status_of, type_of
from .dates import find_date, read_date
from .patterns import expression
from .placeholders import is_placeholder, is_unstated

_NAMES = expression(r"\s*(?:,|;|/|\n|\|)\s*|\s+(?:&|\+|and)\s+", re.IGNORECASE)
_HANDLES = expression(r"(?<=\S)\s+(?=@)")
_BRACKETED = expression(r"\s*[(\[][^()\[\]]*[)\]]\s*\Z")
_JOIN = expression(r"^[\s:;,.–—|=-]+|[\s:;,–—|=(-]+$")
_REASON = expression(r"\s*(?:(?:[:;,–—(-]|because|since|as|due to|by|in favou?r of)\s*)+", re.IGNORECASE)
_LED = expression(r"\W*(superseded|duplicate|waiting|obsoleted?)\b", re.IGNORECASE)
_BOXED = expression(r"\s*\[(?P<box>[ xX✓✔-]?)\]\s*\Z")
_STATED = expression(
    r"[\s(,;:–—-]*\b(done|to ?do|wip|open|closed|fixed|merged|in progress)\b\W*\Z", re.IGNORECASE
)
_PLAIN_FORMS = frozenset({"list", "numbered"})
_YES = frozenset({"yes", "y", "x", "true", "✅", "✓", "✔", "☑", "✔️", "☑️", "1"})
_NO = frozenset({"no", "n", "false", "❌", "✗", "✘", "0", ""})


@dataclass(slots=True)
class Group:
    """What a heading or a label above items says of all of them."""

    label: str = ""
    type: str = ""
    priority: str = ""
    status: str = ""
    owners: tuple[str, ...] = ()


@dataclass(slots=True)
class Draft:
    """What is known of an action item so far; `place` is the line and column of its first word."""

    place: tuple[int, int]
    form: str
    group: Group = field(default_factory=Group)
    year: int | None = None
    title: str = ""
    text: str = ""
    id: str = ""
    status: str = ""
    status_text: str = ""
    owners: list[str] = field(default_factory=list)
    due: date | None = None
    due_text: str = ""
    done_on: date | None = None
    type: str = ""
    priority: str = ""
    ticket: Ticket | None = None
    reason: str = ""
    extra: list[tuple[str, str]] = field(default_factory=list)
    odd_status: tuple[int, int] | None = None

    def enter(
        self, column: str, name: str, text: str, url: str = "", place: tuple[int, int] = (0, 0)
    ) -> None:
        """Enter what stands under a column or key; what it cannot mean is kept as an extra."""
        text = text.strip()
        if column == "status":
            self.set_status(text, place, is_box=name.lower().startswith(("done", "complete", "finished")))
        elif column == "owner":
            self.add_owners(text)
        elif column == "due":
            self.set_due(text)
        elif column == "done_on":
            self.done_on = read_date(text, self.year) or self.done_on
            if self.done_on and not self.status:
                self.status = "done"
        elif column == "reason":
            self.reason = self.reason or text
        elif column == "id":
            self.id = self.id or text
        elif not self._is_taken(column, text, url) and text and not is_unstated(text):
            self.extra.append((name, text))

    def _is_taken(self, column: str, text: str, url: str) -> bool:
        """Whether the text could be entered as a type, a priority or a ticket."""
        if column == "type" and not self.type:
            self.type = type_of(text) or next(filter(None, map(type_of, _NAMES.split(text))), "")
            return bool(self.type)
        if column == "priority" and not self.priority:
            self.priority = priority_of(text)
            return bool(self.priority)
        return column == "ticket" and self._is_ticket(text, url)

    def _is_ticket(self, text: str, url: str) -> bool:
        """Whether a tracker's column names a ticket; a status beside it is taken too."""
        if (stated := _STATED.search(text)) is not None:
            if not self.status:
                self.set_status(stated[1])
            text = text[: stated.start()].strip()
            if is_unstated(text) and not url:
                return True
        if is_placeholder(text) and not is_reference(text):
            return False
        numbered = None if url else numbered_ticket(text)
        self.ticket = self.ticket or numbered
        return numbered is not None or self.set_ticket(text, url)

    def set_ticket(self, text: str, url: str = "") -> bool:
        """Take the ticket that a cell or value names, unless one is known; whether it names one."""
        ticket = linked_ticket(text, url) if url else ticket_of(text)
        if ticket is None and (found := find_ticket(text)) is not None:
            ticket = found[0]
        self.ticket = self.ticket or ticket
        return ticket is not None

    def set_status(self, text: str, place: tuple[int, int] = (0, 0), *, is_box: bool = False) -> None:
        """Take a status with the date or the reason beside it."""
        boxed = _BOXED.match(text)
        if boxed is not None:
            text = "yes" if boxed["box"].strip() not in {"", "-"} else "no"
            is_box = True
        if is_box and (text.lower() in _YES or text.lower() in _NO):
            self.status = "done" if text.lower() in _YES else (self.status or "open")
            return
        if is_unstated(text) and text.lower() != "unknown":
            return
        day = find_date(text, self.year)
        found = status_of(text)
        if found is None and day is not None and is_box:
            found = ("done", 0)
        if found is None:
            self._note_odd(text, place)
            return
        self.status, self.status_text = found[0], text
        if found[0] == "done" and day is not None:
            self.done_on = day[0]
        if found[0] in {"declined", "blocked"}:
            self._set_reason(text, found[1])

    def _note_odd(self, text: str, place: tuple[int, int]) -> None:
        if has_unknown_status(text) and not is_placeholder(text):
            self.status, self.status_text, self.odd_status = "unknown", text, place

    def _set_reason(self, text: str, end: int) -> None:
        rest = text[end:]
        if _LED.match(text):
            rest = text
        elif match := _REASON.match(rest):
            rest = rest[match.end() :]
        rest = " ".join(rest.split()).rstrip(".").strip()
        if rest.endswith(")") and "(" not in rest:
            rest = rest[:-1]
        self.reason = self.reason or rest

    def add_owners(self, text: str) -> None:
        """Take the names in an owner's cell or value; "TBD", "-" and the like are nobody."""
        if is_nobody(text):
            return
        for piece in _NAMES.split(_HANDLES.sub(", ", text)):
            name = _BRACKETED.sub("", piece).strip().strip("*_`.:()[]").strip()
            name = name.removeprefix("@")
            if name and not is_nobody(name) and name not in self.owners:
                self.owners.append(name)

    def set_due(self, text: str) -> None:
        """Take a due date, or its words where they name no day; a "done" beside it is a status."""
        if is_unstated(text) or is_placeholder(text) or not text:
            return
        found = find_date(text, self.year)
        status = status_of(text)
        if status is not None and status[0] == "done" and not self.status:
            self.set_status(text)
            return
        self.due_text = _JOIN.sub("", " ".join(text.split()))
        self.due = found[0] if found is not None else None

    def finish(self, path: str) -> tuple[ActionItem, list[Problem]]:
        """The finished item, and what was odd about it."""
        problems = []
        if self.odd_status is not None:
            line, column = self.odd_status if self.odd_status[0] else self.place
            problems.append(
                Problem(
                    Location(path, line, column),
                    "action-status-unknown",
                    f"“{self.status_text[:60]}” is no known status",
                    status_hint(self.status_text),
                )
            )
        item = ActionItem(
            at=Location(path, *self.place),
            title=self.title,
            id=self.id,
            text=self.text,
            status=self.status or self.group.status or self._told_status(),
            status_text=self.status_text,
            owners=tuple(self.owners) or self.group.owners,
            due=self.due,
            due_text=self.due_text,
            done_on=self.done_on,
            type=self.type or self.group.type,
            priority=self.priority or self.group.priority,
            ticket=self.ticket,
            group=self.group.label,
            form=self.form,
            reason=self.reason,
            extra=tuple(self.extra),
        )
        return item, problems

    def _told_status(self) -> str:
        """What the words tell where no status is stated: in a plain list, a deed may be told as done."""
        is_plain = self.form in _PLAIN_FORMS and self.due is None
        return "done" if is_plain and tells_of_a_deed(self.title) else "open"
