"""The lines of a block of code → the commands that a person types, apart from what is answered."""

import re
from collections.abc import Iterator

from incidentbook.records.plain import dataclass, field

from .patterns import expression

PROMPT = expression(
    r"(?:\[?[\w.-]{1,40}@[\w.-]{1,60}[^$#\n]{0,40}?\]?\s?[$#%]|[$%❯➜]"
    r"|(?:mysql|mariadb|postgres|psql|sqlite|redis|mongo|\d{1,3}(?:\.\d{1,3}){3}:\d{1,5})[\w\[\]./-]{0,30}(?:=#|=>|>)"
    r"|PS [A-Z]:[^>\n]{0,80}>)\s+(?=\S)"
)
"""What a terminal writes before a command; at the beginning of a line."""

_HEREDOC = expression(r"<<-?\s*['\"]?(\w+)['\"]?")
_TOKEN = expression(r"\\.|['\"]|(?:(?<=\s)|^)#")
_OPENS = expression(r"(?:^|[;&|]\s*|\b(?:do|then|else)\s+)(?:for|while|until|if|case|select)\b|\{\s*$")
_CLOSES = expression(r"(?:^\s*|[;&|]\s*)(?:done|fi|esac)\b|^\s*\}")
_GOES_ON = ("\\", "|", "&&")
_ANSWER = expression(
    r"""\.{3}\Z | \[\.{3}\] | …\Z | <snip | \[snip
    | \d{4}-\d\d-\d\d[T\ ] | \d\d:\d\d:\d\d\b | [A-Z][a-z]{2}\ +\d{1,2}\ \d\d: | [IWEF]\d{4}\ | level= | ts=
    | \[?(?:ERROR|WARN(?:ING)?|INFO|DEBUG|FATAL|TRACE)\b | [Ee]rror(?:\ from|:)
    | [\w./-]{1,60}:(?:\s|\Z)
    | -\ | [\[\]{}](?:[\s,]*\Z|\s*["{\[]) | "[^"\n]{1,80}":
    | [+|=*-]{3,} | [+|]\s*[-\w] | HTTP/\d
    | [A-Z][A-Z0-9_()/%-]*(?:\ [A-Z0-9_()/%-]+)*(?:\ {2,}|\t)\s*[A-Z]
    """,
    re.VERBOSE,
)
"""How a line begins that nobody types: a log, YAML, JSON, a table's heading or frame."""
_COLUMNS = expression(r"\S(?: {2,}|\t+)[^\s#\\-].{0,200}?\S(?: {2,}|\t+)[^\s#\\-]")
_FAR = 60
"""A quotation that is not closed within so many lines is an apostrophe."""


@dataclass(slots=True)
class _Open:
    """What keeps a statement from ending: a here-document's word, a quotation mark, blocks, a joint.

    `comment` is where that of the newest line begins, or the length of the line.
    """

    lines: list[str] = field(default_factory=list)
    began: int = 0
    until: str = ""
    quote: str = ""
    comment: int = 0
    depth: int = 0
    is_joined: bool = False

    @property
    def is_whole(self) -> bool:
        return not (self.until or self.quote or self.depth > 0 or self.is_joined)


@dataclass(slots=True)
class Typed:
    """The commands of a block as (number of the first line, text), and whether answers stand between them.

    `answers` are the lines that are answered to a command, by its index, each as (number, text).
    """

    commands: list[tuple[int, str]] = field(default_factory=list)
    answers: dict[int, list[tuple[int, str]]] = field(default_factory=dict)
    shows_output: bool = False
    has_prompt: bool = False


def typed(lines: list[str], is_tool: re.Pattern[str]) -> Typed:
    """What is typed in a block; where one line has a prompt, only lines with one begin a command.

    `is_tool` matches the beginning of a command that is known, which no answer looks like.
    """
    found = Typed(has_prompt=any(PROMPT.match(line.lstrip()) for line in lines))
    current = _Open()
    answering = False
    for number, line in enumerate(lines):
        bare = line.strip()
        if current.lines and not (found.has_prompt and not current.until and PROMPT.match(bare)):
            _continue(current, line, lines, number, is_prompted=found.has_prompt)
        else:
            _end(current, found)
            current = _Open()
            text = _begun(bare, found, is_tool, answering=answering)
            answering = bool(bare) and text is None and not bare.startswith("#")
            if text is None:
                found.shows_output = found.shows_output or answering
                if answering and found.commands:
                    found.answers.setdefault(len(found.commands) - 1, []).append((number, line.rstrip()))
                continue
            current.began = number
            current.lines.append(_read(current, text, lines, number))
        if current.is_whole:
            _end(current, found)
            current = _Open()
    _end(current, found)
    return found


def _begun(bare: str, found: Typed, is_tool: re.Pattern[str], *, answering: bool) -> str | None:
    """The text with which a command begins in this line, or None where none does."""
    prompt = PROMPT.match(bare)
    if prompt:
        return bare[prompt.end() :]
    if not bare or found.has_prompt or bare.startswith(("#", "//", "-- ")):
        return None
    if is_tool.match(bare):
        return bare
    return None if answering or _ANSWER.match(bare) or _COLUMNS.search(bare) else bare


def _continue(current: _Open, line: str, lines: list[str], number: int, *, is_prompted: bool) -> None:
    if current.until:
        current.lines.append(line)
        if line.strip() == current.until:
            current.until = ""
        return
    text = re.sub(r"^>\s", "", line) if is_prompted else line
    current.is_joined = False
    current.lines.append(_read(current, text, lines, number))


def _read(current: _Open, text: str, lines: list[str], number: int) -> str:
    """The line without its comment; what it opens and closes is noted."""
    current.comment = len(text)
    masked = "".join(_unquoted(current, text))
    if current.quote and not any(current.quote in line for line in lines[number + 1 : number + _FAR]):
        current.quote = ""
    if heredoc := _HEREDOC.search(text):
        current.until = heredoc[1]
    current.depth += len(_OPENS.findall(masked)) - len(_CLOSES.findall(masked))
    current.is_joined = masked.rstrip().endswith(_GOES_ON) and number + 1 < len(lines)
    return text if current.comment == len(text) else text[: current.comment].rstrip()


def _unquoted(current: _Open, text: str) -> Iterator[str]:
    """The pieces of a line outside quotations and comments; the quotation mark left open is noted."""
    last = 0
    for match in _TOKEN.finditer(text):
        token = match.group()
        if token in {"'", '"'}:
            if not current.quote:
                yield text[last : match.start()]
                current.quote = token
            elif current.quote == token:
                current.quote, last = "", match.end()
        elif token.startswith("#") and not current.quote:
            current.comment = match.start()
            yield text[last : match.start()]
            return
    if not current.quote:
        yield text[last:]


def _end(current: _Open, found: Typed) -> None:
    text = "\n".join(current.lines).strip()
    if text:
        found.commands.append((current.began, text))
