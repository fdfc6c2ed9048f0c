"""What is wrong in front matter that YAML cannot read: the line that the author has to change, and how.

A remedy is only offered after it was tried: the line that the hint shows can be read.
"""

import re
from collections.abc import Iterator

import yaml

from incidentbook.records import Location, Problem
from incidentbook.records.plain import dataclass

from .patterns import expression

KEY_LINE = expression(r"[A-Za-z_\"'][\w .\"'-]{0,60}:(?=\s|\Z)")
"""A line that begins with a key at the left margin."""

_GENERAL = "write one `key: value` on each line between the `---`"
_HEADING = expression(r"\s*\n#{1,6} \S", re.MULTILINE)
_KEY_AND_VALUE = expression(r"(?P<key>[ \t]*(?:-[ \t]+)?[\w.-]+[ \t]*:)[ \t]+(?P<value>\S.*?)[ \t]*\Z")
_ENTRY = expression(r"(?P<key>[ \t]*-)[ \t]+(?P<value>\S.*?)[ \t]*\Z")
_SIGNED = expression(r"(?<=[\[,{: ])([@`%][^\s,\]}]*)")
_NO_COLON = expression(r"([ \t]*)([\w.-]+)[ \t=]+(\S.*?)[ \t]*\Z")
_CLOSERS = {"[": "]", "{": "}"}
_LONGEST = 70


@dataclass(frozen=True, slots=True)
class _Broken:
    """The lines of a block, what YAML said of it, where (from 0), and where what it was reading had begun."""

    lines: list[str]
    said: str
    line: int
    column: int
    begun: tuple[int, int] | None

    @property
    def text(self) -> str:
        """The line of the error."""
        return self.line_at(self.line)

    def line_at(self, number: int) -> str:
        """A line of the block, or "" outside of it."""
        return self.lines[number] if 0 <= number < len(self.lines) else ""


_Fault = tuple[int, int, str, str]
"""Line and column from 0, what is wrong, and what to write."""


def syntax_problem(error: yaml.YAMLError, source: str, path: str, line: int) -> Problem:
    """What the author of `source`, whose first line is line `line` of the file, has to mend."""
    mark, begun = getattr(error, "problem_mark", None), getattr(error, "context_mark", None)
    said = str(getattr(error, "problem", "") or "")
    if mark is None:
        return _unreadable_sign(error, source, path, line)
    broken = _Broken(
        source.split("\n"), said, mark.line, mark.column, (begun.line, begun.column) if begun else None
    )
    for find in (_left_open, _tab, _bracket, _quotation_mark, _missing_colon, _indented, _value):
        fault = find(broken)
        if fault is not None:
            number, column, message, hint = fault
            return _problem(Location(path, line + number, column + 1), message, hint)
    message = f"the front matter is not valid YAML: {said}"
    return _problem(Location(path, line + mark.line, mark.column + 1), message, _GENERAL)


def unclosed(text: str, start: int) -> tuple[str, ...]:
    """The lines of front matter that begins at `start` of `text` and that no second `---` ends.

    None where there is no key. A line with `#` is a remark if a key follows it, else a heading.
    """
    lines = text[start:].split("\n")
    end = 0
    for number, line in enumerate(lines):
        follows = lines[number + 1] if number + 1 < len(lines) else ""
        if not line.strip() or (line.startswith("#") and not KEY_LINE.match(follows)):
            break
        end = number + 1
    return tuple(lines[:end]) if any(map(KEY_LINE.match, lines[:end])) else ()


def unclosed_problem(path: str, line: int, last: str) -> Problem:
    """Front matter without its second `---`, whose last line `last` is line `line` of the file."""
    hint = f"add a line `---` below `{_shortened(last.strip())}`"
    return _problem(Location(path, line), "the front matter is not closed after this line", hint)


def other_problem(path: str, line: int, message: str, hint: str = _GENERAL) -> Problem:
    """Any other reason for which front matter cannot be used."""
    return _problem(Location(path, line), message, hint)


def _problem(at: Location, message: str, hint: str) -> Problem:
    return Problem(at, "front-matter-invalid", message, hint)


def _unreadable_sign(error: yaml.YAMLError, source: str, path: str, line: int) -> Problem:
    sign = getattr(error, "character", None)
    code = sign if isinstance(sign, int) else ord(sign) if isinstance(sign, str) and len(sign) == 1 else None
    found = source.find(chr(code)) if code is not None else -1
    before = source[: max(found, 0)]
    at = Location(path, line + before.count("\n"), len(before) - (before.rfind("\n") + 1) + 1)
    name = f" (U+{code:04X})" if code is not None else ""
    return _problem(
        at, f"the front matter holds an invisible character{name} that YAML does not allow", "delete it"
    )


def _left_open(broken: _Broken) -> _Fault | None:
    """A heading stands between the two `---`: the second one is a rule of the text."""
    before = "\n".join(broken.lines[: broken.line + 1])
    heading = _HEADING.search(before)
    if heading is None:
        return None
    number = before[: heading.start()].rstrip().count("\n")
    last = broken.line_at(number)
    message = "the front matter is not closed after this line"
    return number, 0, message, f"add a line `---` below `{_shortened(last.strip())}`"


def _tab(broken: _Broken) -> _Fault | None:
    for number in (broken.line, broken.line - 1):
        line = broken.line_at(number)
        indent = line[: len(line) - len(line.lstrip())]
        if "\t" in indent:
            meant = indent.expandtabs(2).replace("\t", "  ") + line.lstrip()
            message = "the line is indented with a tab, which YAML does not allow"
            return number, 0, message, f"indent with spaces: `{_shortened(meant)}`"
    return None


def _bracket(broken: _Broken) -> _Fault | None:
    """A list or a map in brackets that is never closed."""
    begun = broken.begun
    if begun is None or not re.search(r"expected ',' or '[\]}]'|end of stream", broken.said):
        return None
    number, column = begun
    opening = broken.line_at(number)[column : column + 1]
    if opening not in _CLOSERS:
        return None
    closer = _CLOSERS[opening]
    mended = broken.line_at(number).rstrip().rstrip(",") + closer
    hint = f"write `{closer}` behind the last entry"
    follows = broken.line_at(number + 1)
    if _is_valid(mended) and (not follows.strip() or KEY_LINE.match(follows)):
        hint = f"close it: `{_shortened(mended.strip())}`"
    return number, column, f"the bracket `{opening}` is never closed", hint


def _quotation_mark(broken: _Broken) -> _Fault | None:
    """A quotation mark that is never closed, or one within the quoted words."""
    if broken.begun is not None and "unexpected end of stream" in broken.said:
        number, column = broken.begun
        sign = broken.line_at(number)[column : column + 1]
        mended = broken.line_at(number).rstrip() + sign
        hint = f"close it: `{_shortened(mended.strip())}`" if _is_valid(mended) else f"write a second {sign}"
        return number, column, f"the quotation mark {sign} is never closed", hint
    match = _KEY_AND_VALUE.match(broken.text)
    if match is None or match["value"][0] not in "\"'" or _is_valid(broken.text.strip()):
        return None
    meant = f"{match['key'].strip()} {_quoted(match['value'].strip(match['value'][0]))}"
    hint = f"write `{_shortened(meant)}`"
    return broken.line, broken.column, "text stands behind the closing quotation mark", hint


def _missing_colon(broken: _Broken) -> _Fault | None:
    if "could not find expected ':'" not in broken.said or broken.begun is None:
        return None
    number, _ = broken.begun
    line = broken.line_at(number)
    match = _NO_COLON.match(line)
    mended = f"{match[1]}{match[2]}: {match[3]}" if match else f"{line.rstrip()}:"
    hint = f"write `{_shortened(mended.strip())}`" if _is_valid(mended.strip()) else _GENERAL
    return number, 0, f"“{_shortened(line.strip())}” has no colon", hint


def _indented(broken: _Broken) -> _Fault | None:
    """A line between two levels, or a key further right than the one above it, which has a value already."""
    above = next((line for line in reversed(broken.lines[: broken.line]) if line.strip()), "")
    indent, before = (len(line) - len(line.lstrip()) for line in (broken.text, above))
    if 0 < indent < before and "expected" in broken.said:
        hint = f"begin it below that line's first sign: `{' ' * before}{_shortened(broken.text.strip())}`"
        return broken.line, indent, "the line is indented less than the one above it", hint
    match = _KEY_AND_VALUE.match(broken.text)
    if match is None or indent <= before or not _KEY_AND_VALUE.match(above) or above.lstrip().startswith("-"):
        return None
    meant = " " * before + broken.text.strip()
    message = f"`{match['key'].strip()}` is indented further than the key above it"
    return broken.line, indent, message, f"begin it below that key: `{_shortened(meant)}`"


def _value(broken: _Broken) -> _Fault | None:
    """A value that must stand in quotes: it holds `: `, or begins with a sign that YAML keeps for itself."""
    for number in (broken.line, broken.line - 1):
        line = broken.line_at(number)
        match = _KEY_AND_VALUE.match(line) or _ENTRY.match(line)
        if match is None or _is_valid(line.strip()):
            continue
        mended = next((one for one in _mended(match) if _is_valid(one.strip())), None)
        if mended is not None:
            column = match.start("value")
            hint = f"put it in quotes: `{_shortened(mended.strip())}`"
            return number, column, f"the value {_reason(match['value'])}", hint
    return None


def _reason(value: str) -> str:
    if value[0] in "@`%&*!|>?-":
        return f"begins with `{value[0]}`, which has a meaning of its own in YAML"
    if value[0] in "[{":
        signed = _SIGNED.search(value)
        if signed is None:
            return f"goes on behind the bracket that begins with `{value[0]}`"
        return f"holds an entry that begins with `{signed[1][0]}`, which has a meaning of its own in YAML"
    return "holds a colon and a space, which begins a new key in YAML"


def _mended(match: re.Match[str]) -> Iterator[str]:
    value = match["value"]
    if value[0] in "[{":
        yield f"{match['key']} {_SIGNED.sub(lambda sign: _quoted(sign[1]), value)}"
    yield f"{match['key']} {_quoted(value)}"


def _quoted(value: str) -> str:
    if '"' not in value:
        return f'"{value}"'
    doubled = value.replace("'", "''")
    return f"'{doubled}'"


def _is_valid(line: str) -> bool:
    """Whether a line is YAML, on its own."""
    try:
        return yaml.compose(line, Loader=yaml.CBaseLoader) is not None
    except (yaml.YAMLError, ValueError, RecursionError):
        return False


def _shortened(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1].rstrip()}…"
