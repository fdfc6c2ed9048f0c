"""The YAML map at the top of a document → fields, each with its line and column, and the body below.

Values stay text wherever YAML would make something else of them than what was written: dates, `10:30`
(YAML's 630), `no` (false), `1.10` (1.1), `007` (7). What cannot be read as one map is read key by key.
"""

import re
from collections.abc import Callable, Iterator
from itertools import pairwise

import yaml
from frontmatter.default_handlers import YAMLHandler

from incidentbook.records import Field, Location, Problem
from incidentbook.records.plain import dataclass

from . import yaml_values
from .patterns import expression

_LARGEST = 256_000
_OPENING = expression(r"(?:[ \t]*\n)*---[ \t]*(?:\n|\Z)")
_KEY_LINE = expression(r"[A-Za-z_\"'][\w .\"'-]{0,60}:(?=\s|\Z)")
_TOML = expression(r"\+\+\+[ \t]*\n(.*?\n)\+\+\+[ \t]*(?:\n|\Z)", re.DOTALL)


class _Handler(YAMLHandler):
    """As python-frontmatter splits, where the block may also end with `...`."""

    FM_BOUNDARY = expression(r"^(?:---|\.\.\.)[ \t]*$", re.MULTILINE)


_HANDLER = _Handler()


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The fields of a document, in order, the body with its first line, and what could not be read.

    A key that stands twice is in `fields` with its last value.
    """

    fields: tuple[Field, ...]
    body: str
    body_line: int
    problems: tuple[Problem, ...] = ()


def split(text: str, path: str, type_of: Callable[[str], str] = lambda _key: "") -> FrontMatter:
    """The front matter of `text`, and its body.

    `type_of` gives the type of a key (see `fields.FieldSpec`), by which values that YAML distorts are
    only reported where the key's reader would be surprised.
    """
    if not _OPENING.match(text):
        return _without(text, path)
    try:
        source, body = _HANDLER.split(text)
    except ValueError:
        return _unclosed(text, path)
    line = 2 + text[: text.index("---")].count("\n")
    source, body = source.removeprefix("\n"), body.removeprefix("\n")
    body_line = 1 + text[: len(text) - len(body)].count("\n")
    fields, problems = read_map(source, path, line, type_of)
    if not fields and source.strip() and source[0] in "\n #":
        return FrontMatter((), text, 1)  # two rules with Markdown between them
    return FrontMatter(fields, body, body_line, problems)


def read_map(
    source: str, path: str, line: int, type_of: Callable[[str], str] = lambda _key: ""
) -> tuple[tuple[Field, ...], tuple[Problem, ...]]:
    """The fields of the YAML map `source`, whose first line is line `line` of the file."""
    if len(source) > _LARGEST or yaml_values.is_too_deep(source):
        at = Location(path, line)
        return (), (_invalid(at, "the front matter is too large or nested too deeply to be read"),)
    reader = yaml_values.Reader(path, line, type_of)
    try:
        node = yaml.compose(source, Loader=yaml.CBaseLoader)
    except yaml.YAMLError as error:
        problem = _syntax_problem(error, path, line)
        fields = tuple(_rescued(source, reader))
        return fields, (problem, *reader.problems)
    except (ValueError, RecursionError) as error:
        return (), (_invalid(Location(path, line), f"the front matter cannot be read ({error})"),)
    if node is None:
        return (), ()
    if not isinstance(node, yaml.MappingNode):
        at = reader.location(node.start_mark)
        return (), (_invalid(at, "the front matter is not a map of keys to values"),)
    return reader.fields(node), tuple(reader.problems)


def _without(text: str, path: str) -> FrontMatter:
    toml = _TOML.match(text)
    if toml is None:
        return FrontMatter((), text, 1)
    problem = _invalid(Location(path), "the front matter is TOML, which is not read")
    return FrontMatter((), text[toml.end() :], 1 + toml.group().count("\n"), (problem,))


def _unclosed(text: str, path: str) -> FrontMatter:
    """A document that begins with `---` and has no second one: a rule, or front matter left open."""
    opening = _OPENING.match(text)
    start = opening.end() if opening else 0
    if not _KEY_LINE.match(text, start):
        return FrontMatter((), text, 1)
    at = Location(path, text[:start].count("\n"))
    return FrontMatter((), text, 1, (_invalid(at, "the front matter is never closed"),))


def _invalid(at: Location, message: str) -> Problem:
    return Problem(
        at, "front-matter-invalid", message, "write one `key: value` on each line between the `---`"
    )


def _syntax_problem(error: yaml.YAMLError, path: str, line: int) -> Problem:
    mark = getattr(error, "problem_mark", None)
    at = Location(path, line + mark.line, mark.column + 1) if mark else Location(path, line)
    said = str(getattr(error, "problem", "") or "it holds characters that YAML does not allow")
    return Problem(
        at,
        "front-matter-invalid",
        f"the front matter is not valid YAML: {said}",
        "put values that hold `: ` or begin with a sign such as @ or [ in quotes",
    )


def _rescued(source: str, reader: yaml_values.Reader) -> Iterator[Field]:
    """The fields of a broken map, read one by one; one that is broken itself counts as text."""
    seen: set[str] = set()
    for first, chunk in _chunks(source):
        try:
            node = yaml.compose(chunk, Loader=yaml.CBaseLoader)
        except (yaml.YAMLError, ValueError, RecursionError):
            node = None
        if isinstance(node, yaml.MappingNode):
            fields = reader.shifted(first).fields(node)
        else:
            key, _, value = chunk.partition(":")
            at = Location(reader.path, reader.line + first)
            fields = (Field(key.strip(" \"'"), " ".join(value.split()), at),)
        yield from (field for field in fields if field.key not in seen)
        seen.update(field.key for field in fields)


def _chunks(source: str) -> Iterator[tuple[int, str]]:
    """Each `key: …` at the left margin with the lines that belong to it, and its line from 0."""
    lines = source.split("\n")
    starts = [number for number, line in enumerate(lines) if _KEY_LINE.match(line)]
    for start, end in pairwise([*starts, len(lines)]):
        yield start, "\n".join(lines[start:end])
