"""The fields of one document, typed: front matter before header lines, and what is odd about them."""

import datetime
import re
from collections.abc import Iterator

from incidentbook.records import Field, Location, Moment, Problem

from .clock import read_moment
from .date_faults import DateFault, day_fault, time_fault
from .dates import find_date, read_date
from .fields import lookup, nearest_name, role
from .patterns import expression
from .placeholders import is_placeholder, is_unstated

_COMMAS = expression(r"\s*[,;\n]\s*")
_PEOPLE = expression(r"\s*(?:[,;/&\n]|\band\b)\s*")
_NAME_KEYS = ("id", "name", "title", "handle", "summary", "url")
_AS_PEOPLE = frozenset({"authors"})


class Sheet:
    """Fields by canonical name. `kind` is "postmortem" or "runbook".

    Every reading method returns nothing where the field is missing, says that there is nothing (`N/A`),
    or is a placeholder; what has the wrong type is collected in `problems`.
    """

    def __init__(self, kind: str, fields: tuple[Field, ...], header: list[Field]) -> None:
        self.kind = kind
        self.problems: list[Problem] = []
        self._found: dict[str, list[Field]] = {}
        self._counted: dict[str, Field | None] = {}
        self._written: dict[str, str] = {}
        for field in fields:
            self._file(field)
        for field in header:
            self._found.setdefault(field.key, []).append(field)

    def _file(self, field: Field) -> None:
        """Put a field of front matter under its canonical name; report a key that nobody knows."""
        spec = lookup(self.kind, field.key)
        name = spec.name if spec else role(field.key)
        if not name:
            self._report_unknown(field)
        key = name or field.key
        self._written.setdefault(key, field.key)
        self._found.setdefault(key, []).append(Field(key, field.value, field.at, field.source))

    def _report_unknown(self, field: Field) -> None:
        near = nearest_name(self.kind, field.key)
        hint = f"did you mean “{near}”?" if near else "keep free text in the body, or words in `tags`"
        self.report(field.at, "unknown-field", f"“{field.key}” is not a known field", hint)

    def report(self, at: Location, rule: str, message: str, hint: str = "") -> None:
        """Note a problem of these fields."""
        self.problems.append(Problem(at, rule, message, hint))

    @property
    def fields(self) -> tuple[Field, ...]:
        """All fields by canonical name, in the order of their places, of each the one that counts first."""
        return tuple(field for fields in self._found.values() for field in fields)

    def written(self, name: str) -> str:
        """How the key of a field is spelt in the front matter, or ""."""
        return self._written.get(name, "")

    def stated(self, name: str) -> list[Field]:
        """Every statement of a field: of the front matter, then of the header."""
        return self._found.get(name, [])

    def field(self, name: str) -> Field | None:
        """The statement that counts: the first that says something."""
        if name not in self._counted:
            said = (field for field in self.stated(name) if not self._says_nothing(field))
            self._counted[name] = next(said, None)
        return self._counted[name]

    def _says_nothing(self, field: Field) -> bool:
        if field.value is None or field.value == ():
            return True
        return isinstance(field.value, str) and (is_unstated(field.value) or is_placeholder(field.value))

    def report_placeholders(self) -> None:
        """Note the fields whose value is still the template's."""
        for field in self.fields:
            values = field.value if isinstance(field.value, tuple) else (field.value,)
            for value in values:
                if isinstance(value, str) and is_placeholder(value):
                    message = f"“{field.key}” still holds the template's “{value.strip()}”"
                    self.report(field.at, "placeholder-left", message, "fill it in, or delete it")
                    break

    def wrong(self, field: Field, expected: str, hint: str = "") -> None:
        """Note that a value cannot be read as what its field needs, with that or another hint."""
        shown = plain_text(field.value) or "this value"
        short = shown if len(shown) <= 60 else f"{shown[:60]}…"  # noqa: PLR2004 - what fits a line
        message = f"“{field.key}” should be {expected}, not “{short}”"
        self.report(field.at, "wrong-type", message, hint or f"write {expected}")

    def _wrong_day(self, field: Field, expected: str, fault: DateFault | None) -> None:
        """Note that a value is no day or time, and why; without a reason, what is expected."""
        if fault is None:
            self.wrong(field, expected)
            return
        text = plain_text(field.value)
        form = text.replace(fault.written, "{}", 1)
        message = f"“{field.key}”: “{text}” {fault.wrong}"
        self.report(field.at, "wrong-type", message, fault.remedy(form) or f"write {expected}")

    def contradict(self, name: str, header: Field) -> None:
        """Note that a header line says something else than the front matter does."""
        counted = self.field(name)
        if counted is not None and counted.source == "front-matter":
            said, other = plain_text(counted.value), plain_text(header.value)
            message = f"the text says “{name}: {other}”, the front matter “{said}”"
            self.report(header.at, "contradiction", message, "the front matter counts; correct one of them")

    def text(self, name: str) -> str:
        """The field as text on one line (a list's texts joined with commas)."""
        field = self.field(name)
        if field is None:
            return ""
        if is_map(field.value):
            self.wrong(field, "text")
            return ""
        return " ".join(plain_text(field.value).split())

    def texts(self, name: str) -> tuple[str, ...]:
        """The field as a list of texts: of a list, of one text, or of text with commas."""
        field = self.field(name)
        if field is None:
            return ()
        if is_map(field.value):
            self.wrong(field, "a list")
            return ()
        cut = _PEOPLE if name in _AS_PEOPLE else _COMMAS
        found = dict.fromkeys(text for text in _texts(field.value, cut) if _says_something(text))
        return tuple(found)

    def day(self, name: str) -> datetime.date | None:
        """The field as a day; a time of day behind it is left out."""
        field = self.field(name)
        if field is None:
            return None
        found = day_in(plain_text(field.value))
        if found is None and field.source == "front-matter":
            self._wrong_day(field, "a date such as 2025-03-15", day_fault(plain_text(field.value)))
        return found

    def moment(self, name: str, zone: str, *, zone_stated: bool, day: datetime.date | None) -> Moment | None:
        """The field as a point in time, or as a range of time."""
        field = self.field(name)
        if field is None:
            return None
        moment = moment_in(plain_text(field.value), zone, zone_stated=zone_stated, day=day)
        if moment is None and field.source == "front-matter":
            text = plain_text(field.value)
            fault = time_fault(text) or day_fault(text, day)
            self._wrong_day(field, "a time such as 2025-03-15T14:25:00Z", fault)
        return moment


def day_in(text: str) -> datetime.date | None:
    """The day that a text is, or the first one that it names."""
    found = find_date(text)
    return read_date(text) or (found[0] if found else None)


def moment_in(text: str, zone: str, *, zone_stated: bool, day: datetime.date | None) -> Moment | None:
    """The moment or range that a text is; also an interval of two full times around a slash."""
    moment = read_moment(text, zone=zone, zone_stated=zone_stated, day=day)
    if moment is not None or text.count("/") != 1:
        return moment
    first, last = (read_moment(part, zone=zone, zone_stated=zone_stated, day=day) for part in text.split("/"))
    if first is None or last is None or last.start < first.start:
        return None
    return Moment(
        first.start,
        last.start,
        first.precision,
        first.approximate,
        first.zone,
        first.zone_stated,
        text.strip(),
    )


def is_map(value: object) -> bool:
    """Whether a field's value is a map (a tuple of fields)."""
    return isinstance(value, tuple) and bool(value) and all(isinstance(item, Field) for item in value)


def plain_text(value: object) -> str:
    """A value as text: a list with commas, a map as `key: value`, a truth value as YAML writes it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, tuple):
        return ", ".join(text for item in value if (text := plain_text(item)))
    if isinstance(value, Field):
        return f"{value.key}: {plain_text(value.value)}"
    return str(value).strip()


def _texts(value: object, cut: re.Pattern[str]) -> Iterator[str]:
    if not isinstance(value, tuple):
        yield from (part.strip().removeprefix("@") for part in cut.split(plain_text(value)))
        return
    for item in value:
        if is_map(item):
            named = {field.key.lower(): plain_text(field.value) for field in item}
            yield next((named[key] for key in _NAME_KEYS if named.get(key)), plain_text(item))
        else:
            yield " ".join(plain_text(item).split()).removeprefix("@")


def _says_something(text: str) -> bool:
    return not is_unstated(text) and not is_placeholder(text)
