"""Fields in the text of a document: bold lines, `key: value` lists, two-column tables, short sections.

They count where no front matter states the same.
"""

from collections.abc import Iterator

from incidentbook.records import Field, Location
from incidentbook.records.plain import dataclass, field, replace

from .blocks import Block, Span, plain
from .fields import MEASURES, MOMENTS, lookup_label, role
from .header_lines import Stated, stated_in_line
from .header_tables import stated_in_table
from .labels import label_of, lines
from .names import normalise, section_name

_FACTS = (
    "metadata|details|incident details|information|incident information|general information|facts|"
    "quick facts|key facts|at a glance|incident metadata|incident data|basic information|"
    "document information|meta|incident overview|overview|summary|incident summary|header|properties|"
    "attributes|key information|incident facts|general|incident|incident info|info|executive summary|"
    "key details|basic info|postmortem details"
    "|incident report details|report details|classification|about this incident|meta data"
)
_SECTIONS = frozenset(_FACTS.split("|"))
_AS_SECTIONS = frozenset(
    {*MOMENTS, *MEASURES, "severity", "date", "status", "authors", "services", "teams", "id", "alerts"}
    | {"runbooks", "tags"}
)
_WITH_FACTS = frozenset({"impact", "timeline", "summary"})
_FACTS_WITHIN = frozenset({*MOMENTS, *MEASURES, "severity", "services", "date"})
_SHORT = 240
_PROSE = 5
_RATHER_SECTIONS = frozenset({"summary", "impact", "action_items"})
_IN_A_BOX = 3


@dataclass(slots=True)
class Header:
    """The fields that the text states, and the document's blocks without the lines that only state them."""

    fields: list[Field] = field(default_factory=list)
    rest: list[Block] = field(default_factory=list)


def read_header(blocks: list[Block], path: str, title: Block | None, kind: str = "postmortem") -> Header:
    """The fields stated at the top of a document, in a section of facts, or as short sections.

    Lines at the top that only state fields are not among the blocks of `rest`; sections stay whole.
    """
    header = Header()
    reader = _Reader(kind)
    section = ""
    for index, block in enumerate(blocks):
        if block.kind == "heading" and block is not title:
            section = normalise(block.text)
            reader.take(_short_section(block, blocks[index + 1 : index + 3], kind))
        elif not section:
            header.rest.extend(reader.top(block))
            continue
        elif section in _SECTIONS:
            reader.facts(block)
        elif section_name(section, {}) in _WITH_FACTS:
            reader.facts(block, _FACTS_WITHIN)
        header.rest.append(block)
    header.fields = reader.fields(path)
    return header


class _Reader:
    """Collects what is stated; the first statement of a field counts."""

    def __init__(self, kind: str) -> None:
        self.kind = kind
        self.found: dict[str, Stated] = {}

    def fields(self, path: str) -> list[Field]:
        return [
            Field(key, stated.value, Location(path, stated.line, stated.column), "header")
            for key, stated in self.found.items()
        ]

    def take(self, statements: list[Stated]) -> None:
        for stated in statements:
            self.found.setdefault(stated.key, stated)

    def top(self, block: Block) -> list[Block]:
        """Read a block before the first section; what is left of it."""
        if block.kind == "quote" and _is_box(block):
            rest = [left for child in block.children for left in self.top(child)]
            return [] if not rest else [block]
        if block.kind == "paragraph":
            return self._paragraph(block)
        if block.kind == "list":
            return self._list(block)
        if block.kind == "table":
            statements = stated_in_table(block, self.kind)
            self.take(statements)
            return [] if statements else [block]
        return [block]

    def facts(self, block: Block, only: frozenset[str] | None = None) -> None:
        """Read a block of a section of facts, if at least two of its statements are known fields."""
        reader = _Reader(self.kind)
        reader.top(block)
        known = [s for s in reader.found.values() if s.is_known and (only is None or s.key in only)]
        if len(known) > 1 or block.kind == "table":
            self.take(known)

    def _paragraph(self, block: Block) -> list[Block]:
        """Take the lines that state fields; from the first one that begins a section on, the rest stays."""
        rest: list[Span] = []
        found: list[Stated] = []
        stays = False
        for line in _joined_definitions(list(lines(block))):
            statements = [] if stays else stated_in_line(line, self.kind)
            stays = stays or _begins_section(line)
            if any(stated.is_known for stated in statements) and not stays:
                found.extend(statements)
            elif found and not stays and _continues(line, found[-1]):
                found[-1].value = f"{found[-1].value} {plain(line)}"
            else:
                found.extend(s for s in statements if s.is_known and s.key not in _RATHER_SECTIONS)
                rest.extend([*([_break(line[0])] if rest else []), *line])
        self.take(found)
        return [replace(block, line=rest[0].line, column=rest[0].column, spans=rest)] if rest else []

    def _list(self, block: Block) -> list[Block]:
        """A list of which most items state fields; items that begin a section stay."""
        read = [_stated_in_item(item, self.kind) for item in block.children]
        known = sum(any(stated.is_known for stated in statements) for statements in read)
        labelled = sum(bool(statements) for statements in read)
        if not known or labelled < len(read) * 0.6 or (known < 2 and len(read) > 2):  # noqa: PLR2004 - one in a pair
            return [block]
        rest = []
        for item, statements in zip(block.children, read, strict=True):
            if not statements or _begins_section(next(lines(item), [])):
                rest.append(item)
            self.take(statements)
        return [replace(block, line=rest[0].line, column=rest[0].column, children=rest)] if rest else []


def _is_box(quote: Block) -> bool:
    """Whether a quotation may be a box of facts: it is short, and quotes nothing itself."""
    return len(quote.children) <= _IN_A_BOX and all(child.kind != "quote" for child in quote.children)


def _break(span: Span) -> Span:
    return Span("\n", frozenset({"break"}), "", span.line, span.column)


def _begins_section(line: list[Span]) -> bool:
    """Whether the line's label names a section that the text then fills ("**Impact:** …")."""
    label = label_of(line)
    if label is None or not label.is_strong or not (label.has_colon or label.is_alone):
        return False
    if not section_name(label.text, {}):
        return False
    spec = lookup_label("postmortem", label.text)
    if spec is None or label.is_alone or spec.name in _RATHER_SECTIONS:
        return True
    return len(plain(label.rest).split()) >= _PROSE


def _continues(line: list[Span], last: Stated) -> bool:
    """Whether a line without a label goes on with the value before it."""
    return (
        isinstance(last.value, str)
        and label_of(line) is None
        and len(plain(line)) < _SHORT
        and not last.is_long
    )


def _joined_definitions(found: list[list[Span]]) -> Iterator[list[Span]]:
    """Lines as they are, where a definition list's `Term` and `: value` are one line."""
    waiting: list[Span] | None = None
    for line in found:
        if waiting is not None and len(waiting) == 1 and line[0].text.startswith(": "):
            term = waiting[0]
            yield [replace(term, text=f"{term.text.strip()}{line[0].text}"), *line[1:]]
            waiting = None
            continue
        if waiting is not None:
            yield waiting
        waiting = line
    if waiting is not None:
        yield waiting


def _stated_in_item(item: Block, kind: str) -> list[Stated]:
    first = next(lines(item), [])
    statements = stated_in_line([*first, *_after_break(item)], kind) if first else []
    nested = [child for inner in item.children if inner.kind == "list" for child in inner.children]
    if len(statements) == 1 and not statements[0].value and nested:
        statements[0].value = tuple(child.text for child in nested)
    return statements


def _after_break(item: Block) -> list[Span]:
    breaks = [index for index, span in enumerate(item.spans) if "break" in span.styles]
    return item.spans[breaks[0] :] if breaks else []


def _short_section(heading: Block, below: list[Block], kind: str) -> list[Stated]:
    """A heading that is a field's name, over one short paragraph or list ("## Severity", "SEV2")."""
    spec = lookup_label(kind, heading.text)
    key = spec.name if spec and spec.name in _AS_SECTIONS else role(heading.text)
    if not key or not below or (len(below) > 1 and below[1].kind != "heading"):
        return []
    body = below[0]
    value: str | tuple[str, ...] = body.text
    if body.kind == "list":
        has_boxes = any(item.checked is not None for item in body.children)
        value = tuple(item.text for item in body.children if item.checked or not has_boxes)
    if body.kind not in {"paragraph", "list"} or len(str(value)) > _SHORT:
        return []
    return [Stated(key, value, heading.line, heading.column, is_known=True)]
