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
from .front_matter_faults import KEY_LINE, other_problem, syntax_problem, unclosed, unclosed_problem
from .patterns import expression

_LARGEST = 256_000
_OPENING = expression(r"(?:[ \t]*\n)*---[ \t]*(?:\n|\Z)")
_TOML = expression(r"\+\+\+[ \t]*\n(.*?\n)\+\+\+[ \t]*(?:\n|\Z)", re.DOTALL)


class _Handler(YAMLHandler):
    """As python-frontmatter splits, where the block may also end with `...`."""

    FM_BOUNDARY = expression(r"^(?:---|\.\.\.)[ \t]*$", re.MULTILINE)


_HANDLER = _Handler()


class _Loader(yaml.CBaseLoader):
    """Composes nodes without asking what type each value could be, which is read from its text here."""

    def descend_resolver(self, current_node: object, current_index: object) -> None:
        """Nothing depends on the way to a node."""

    def ascend_resolver(self) -> None:
        """See `descend_resolver`."""

    def resolve(self, kind: object, value: object, implicit: object) -> str:  # noqa: ARG002 - PyYAML's signature
        """No tag."""
        return ""


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The fields of a document, in order, the body with its first line, and what could not be read.

    A key that stands twice is in `fields` with its last value.
    """

    fields: tuple[Field, ...]
    body: str
    body_line: int
    problems: tuple[Problem, ...] = ()


_ODD_BREAKS = str.maketrans("\x85\u2028\u2029", "   ")
"""What ends a line for YAML and for no editor: left in, findings would stand below their lines."""


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
        return _unclosed(text, path, type_of)
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
        message = "the front matter is too large or nested too deeply to be read"
        return (), (other_problem(path, line, message),)
    reader = yaml_values.Reader(path, line, type_of)
    source = source.translate(_ODD_BREAKS)
    try:
        node = yaml.compose(source, Loader=_Loader)
    except yaml.YAMLError as error:
        problem = syntax_problem(error, source, path, line)
        fields = tuple(_rescued(source, reader))
        return fields, (problem, *reader.problems)
    except (ValueError, RecursionError) as error:
        return (), (other_problem(path, line, f"the front matter cannot be read ({error})"),)
    if node is None:
        return (), ()
    if not isinstance(node, yaml.MappingNode):
        return (), (_no_map(node, reader),)
    return reader.fields(node), tuple(reader.problems)


def _without(text: str, path: str) -> FrontMatter:
    toml = _TOML.match(text)
    if toml is None:
        return FrontMatter((), text, 1)
    hint = "write YAML: `---` instead of `+++`, and `key: value` instead of `key = value`"
    problem = other_problem(path, 1, "the front matter is TOML, which is not read", hint)
    return FrontMatter((), text[toml.end() :], 1 + toml.group().count("\n"), (problem,))


def _unclosed(text: str, path: str, type_of: Callable[[str], str]) -> FrontMatter:
    """A document that begins with `---` and has no second one: a rule, or front matter left open.

    Where one of its keys is known, what stands above the first blank line or heading is its front matter.
    """
    opening = _OPENING.match(text)
    start = opening.end() if opening else 0
    lines = unclosed(text, start)
    if not lines:
        return FrontMatter((), text, 1)
    first = text[:start].count("\n") + 1
    problem = unclosed_problem(path, first + len(lines) - 1, lines[-1])
    fields, problems = read_map("\n".join(lines), path, first, type_of)
    if not any(type_of(field.key) for field in fields):
        return FrontMatter((), text, 1, (problem,))
    body = text[start:].split("\n")[len(lines) :]
    return FrontMatter(fields, "\n".join(body), first + len(lines), (problem, *problems))


def _no_map(node: yaml.Node, reader: yaml_values.Reader) -> Problem:
    message = "the front matter is not a map of keys to values"
    line = reader.location(node.start_mark).line
    if isinstance(node, yaml.SequenceNode):
        hint = "begin each line with a key instead of `- `, such as `severity: SEV2`"
        return other_problem(reader.path, line, message, hint)
    return other_problem(reader.path, line, message)


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
            fields = (Field(key.strip(" \"'"), _rescued_value(" ".join(value.split())), at),)
        yield from (field for field in fields if field.key not in seen)
        seen.update(field.key for field in fields)


def _rescued_value(text: str) -> object:
    """A value that is no YAML as the text or, in square brackets, the list of texts that was meant."""
    if not text.startswith("["):
        return text
    entries = (entry.strip(" \"'") for entry in text.strip("[]").split(","))
    return tuple(entry for entry in entries if entry)


def _chunks(source: str) -> Iterator[tuple[int, str]]:
    """Each `key: …` at the left margin with the lines that belong to it, and its line from 0."""
    lines = source.split("\n")
    starts = [number for number, line in enumerate(lines) if KEY_LINE.match(line)]
    for start, end in pairwise([*starts, len(lines)]):
        yield start, "\n".join(lines[start:end])
