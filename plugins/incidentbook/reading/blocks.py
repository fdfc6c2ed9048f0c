"""Markdown text → a tree of blocks, each with its place.

CommonMark with tables, task lists and strikethrough, through pyromark (imported here alone). Tables are
split again from their source lines as Python-Markdown shows them: a `|` in code does not end a cell,
and cells beyond the heading's are kept.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from itertools import accumulate, pairwise

import pyromark

from incidentbook.records.plain import dataclass, field

from .patterns import expression

_OPTIONS = (
    pyromark.Options.ENABLE_TABLES
    | pyromark.Options.ENABLE_TASKLISTS
    | pyromark.Options.ENABLE_STRIKETHROUGH
    | pyromark.Options.ENABLE_HEADING_ATTRIBUTES
    | pyromark.Options.ENABLE_FOOTNOTES
)
_MARKDOWN = pyromark.Markdown(options=_OPTIONS)


@dataclass(slots=True)
class Span:
    """A run of text within a block: its styles, the target of its link, and its line and column.

    Styles are "strong", "emphasis", "strike", "code", "link", "image", "html" and "break".
    """

    text: str
    styles: frozenset[str]
    url: str
    line: int
    column: int


@dataclass(slots=True)
class Cell:
    """A table's cell: plain text, Markdown source, place; `spans` are parsed from the source once."""

    text: str
    source: str
    line: int
    column: int
    parsed: list[Span] | None = None

    @property
    def spans(self) -> list[Span]:
        """The styled runs of the cell."""
        if self.parsed is None:
            self.parsed = inline(self.source, self.line, self.column)
        return self.parsed


@dataclass(slots=True)
class Row:
    """A table's row (the first row of a table is its heading)."""

    cells: list[Cell]
    line: int
    column: int


@dataclass(slots=True)
class Block:
    """A block: "heading", "paragraph", "list", "item", "table", "code", "quote", "html", "rule", "footnote".

    Lines and columns count from 1 in the file; `end` is the line after the last one. `level` is a
    heading's level or an ordered list's first number; `checked` a task's box; `fenced` whether code stands
    between fences, and `info` their language line; `source` the raw text of code and HTML. An item's own
    words are its `spans`; what is nested in it are its `children` (lists, code, quotes, tables, and
    paragraphs after the first). `told` are the spans whose words were asked for, with these words.
    """

    kind: str
    line: int
    column: int
    end: int = 0
    level: int = 0
    ordered: bool = False
    checked: bool | None = None
    fenced: bool = False
    info: str = ""
    source: str = ""
    spans: list[Span] = field(default_factory=list)
    children: list["Block"] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    told: tuple[list[Span], str] | None = None

    @property
    def text(self) -> str:
        """The block's own words as plain text on one line (code blocks: their source)."""
        if self.kind == "code":
            return self.source
        if self.told is None or self.told[0] is not self.spans:
            self.told = self.spans, plain(self.spans)
        return self.told[1]

    @property
    def code_line(self) -> int:
        """The line of the first line of code: below the fence, where there is one."""
        return self.line + 1 if self.fenced else self.line

    def walk(self) -> Iterator["Block"]:
        """This block and all below it, in order."""
        if not self.children:
            yield self
            return
        waiting = [self]
        while waiting:
            block = waiting.pop()
            yield block
            waiting.extend(reversed(block.children))

    def links(self) -> Iterator[Span]:
        """All links and images of this block and below, in order."""
        for block in self.walk():
            yield from (span for span in block.spans if span.url)
            for row in block.rows:
                for cell in row.cells if _may_link(row) else ():
                    yield from (span for span in cell.spans if span.url)

    def all_text(self) -> str:
        """The words of this block and everything below it, blocks separated by line breaks."""
        if not self.children:
            return _own_text(self)
        return "\n".join(part for block in self.walk() if (part := _own_text(block)))


def _may_link(row: Row) -> bool:
    return any("[" in cell.source or "<" in cell.source for cell in row.cells)


def _own_text(block: Block) -> str:
    if block.rows:
        return "\n".join(" | ".join(cell.text for cell in row.cells) for row in block.rows)
    return "" if block.kind == "html" else block.text


def plain(spans: list[Span]) -> str:
    """The words of spans on one line; images give their alternative text, raw HTML nothing."""
    if len(spans) == 1 and not spans[0].styles:
        return " ".join(spans[0].text.split())
    text = "".join(["" if "html" in span.styles else span.text for span in spans])
    return " ".join(text.split())


def parse(text: str, first_line: int = 1) -> list[Block]:
    """The blocks of Markdown `text`, whose first line is line `first_line` of its file."""
    return _Builder(text, first_line).build()


def events(text: str) -> Iterable[tuple[object, Mapping[str, int]]]:
    """The events of pyromark for a text, each with its place in bytes of UTF-8."""
    return _MARKDOWN.events_with_range(text)  # type: ignore[return-value]  # its ranges are maps of numbers


_MARKUP = expression(r"[\[`*_~<&\\!]")
_NO_STYLE: frozenset[str] = frozenset()


def inline(source: str, line: int = 1, column: int = 1) -> list[Span]:
    """The styled runs of one line of Markdown that begins at `line` and `column`."""
    if not _MARKUP.search(source):
        return [Span(source, _NO_STYLE, "", line, column)] if source else []
    blocks = parse(source.strip() and f"x {source}", line)
    spans = blocks[0].spans if blocks else []
    for span in spans:
        span.line = line
        span.column += column - 3
    if spans and spans[0].text.startswith("x "):
        spans[0].text = spans[0].text[2:]
        spans[0].column += 2
    return [span for span in spans if span.text or span.url]


_CONTAINERS = {
    "Paragraph": "paragraph",
    "Heading": "heading",
    "List": "list",
    "Item": "item",
    "Table": "table",
    "CodeBlock": "code",
    "BlockQuote": "quote",
    "HtmlBlock": "html",
    "FootnoteDefinition": "footnote",
}
_STYLES = {
    "Emphasis": "emphasis",
    "Strong": "strong",
    "Strikethrough": "strike",
    "Link": "link",
    "Image": "image",
}


_END_OF_TABLE = {"End": "Table"}
_WITHOUT_WORDS = frozenset({"table", "document", "list", "code", "html"})
_WITH_WORDS = frozenset({*_CONTAINERS.values(), "rule"}) - _WITHOUT_WORDS

_style_set: Callable[[tuple[str, ...]], frozenset[str]] = cache(frozenset)


class _Builder:
    """One pass over pyromark's events."""

    def __init__(self, text: str, first_line: int) -> None:
        self.text = text
        self.ascii = text.isascii()
        self.bytes = b"" if self.ascii else text.encode("utf-8", "surrogatepass")
        source: str | bytes = text if self.ascii else self.bytes
        newline: str | bytes = "\n" if self.ascii else b"\n"
        self.starts = [0]
        position = source.find(newline)  # type: ignore[arg-type]
        while position >= 0:
            self.starts.append(position + 1)
            position = source.find(newline, position + 1)  # type: ignore[arg-type]
        self.first_line = first_line
        self.root = Block("document", first_line, 1)
        self.stack = [self.root]
        self.styles: list[str] = []
        self.urls: list[str] = []

    def build(self) -> list[Block]:
        events = iter(_MARKDOWN.events_with_range(self.text))
        for event, place in events:
            start = place["start"]
            if isinstance(event, str):
                self._signal(event, start)
            elif "Start" in event:
                self._open(event["Start"], start, place["end"])
                if self.stack[-1].kind == "table":  # whose rows were read from their lines
                    self._close("Table", next(end["end"] for one, end in events if one == _END_OF_TABLE))
            elif "End" in event:
                self._close(event["End"], place["end"])
            elif "Text" in event and self.stack[-1].kind in _WITH_WORDS:
                self._span(event["Text"], start)
            else:
                self._leaf(event, start)
        return self.root.children

    def _signal(self, event: str, start: int) -> None:
        if event == "Rule":
            line, column = self._place(start)
            self.stack[-1].children.append(Block("rule", line, column, line + 1))
        else:
            self._span("\n", start, "break")

    def _open(self, tag: object, start: int, end: int) -> None:
        name, detail = next(iter(tag.items())) if isinstance(tag, dict) else (tag, None)
        if name in _STYLES:
            self.styles.append(_STYLES[name])
            self.urls.append(str(detail["dest_url"]) if isinstance(detail, dict) else "")
            if name == "Image":
                self._span("", start)
            return
        kind = _CONTAINERS.get(str(name))
        if kind is None:
            return
        if kind == "paragraph" and self.stack[-1].kind == "item" and not self._holds_words(self.stack[-1]):
            self.stack.append(self.stack[-1])
            return
        line, column = self._place(start)
        block = Block(kind, line, column)
        self._describe(block, detail, start, end)
        self.stack[-1].children.append(block)
        self.stack.append(block)

    @staticmethod
    def _holds_words(item: Block) -> bool:
        return bool(item.spans) or bool(item.children)

    def _describe(self, block: Block, detail: object, start: int, end: int) -> None:
        if block.kind == "heading" and isinstance(detail, dict):
            block.level = int(str(detail["level"])[1:])
        elif block.kind == "list":
            block.ordered = detail is not None
            block.level = int(str(detail)) if detail is not None else 0
        elif block.kind == "code":
            block.fenced = isinstance(detail, dict)
            block.info = str(detail.get("Fenced", "")) if isinstance(detail, dict) else ""
        elif block.kind == "table":
            block.rows = self._rows(start, end)

    def _close(self, tag: object, end: int) -> None:
        name = next(iter(tag)) if isinstance(tag, dict) else tag
        if name in _STYLES:
            self.styles.pop()
            self.urls.pop()
        elif name in _CONTAINERS:
            block = self.stack.pop()
            block.end = self._place(max(end - 1, 0))[0] + 1

    def _leaf(self, event: Mapping[str, object], start: int) -> None:
        name, value = next(iter(event.items()))
        block = self.stack[-1]
        if name == "TaskListMarker":
            block.checked = bool(value)
        elif block.kind in {"code", "html"}:
            block.source += str(value)
        elif name == "Code":
            self._span(str(value), start, "code")
        elif name in {"Html", "InlineHtml"}:
            self._span(str(value), start, "html")
        elif name == "FootnoteReference":
            self._span(f"[^{value}]", start)
        else:
            self._span(str(value), start)

    def _span(self, text: str, start: int, *extra: str) -> None:
        block = self.stack[-1]
        if block.kind in _WITHOUT_WORDS:
            return
        line, column = self._place(start)
        url = next((url for url in reversed(self.urls) if url), "") if self.urls else ""
        styles = _style_set((*self.styles, *extra)) if self.styles or extra else _NO_STYLE
        block.spans.append(Span(text, styles, url, line, column))

    def _place(self, offset: int) -> tuple[int, int]:
        index = bisect_right(self.starts, offset) - 1
        column = offset - self.starts[index]
        if not self.ascii:
            column = len(self.bytes[self.starts[index] : offset].decode("utf-8", "replace"))
        return self.first_line + index, column + 1

    def _slice(self, start: int, end: int) -> str:
        if self.ascii:
            return self.text[start:end]
        return self.bytes[start:end].decode("utf-8", "replace")

    def _rows(self, start: int, end: int) -> list[Row]:
        line, column = self._place(start)
        lines = self._slice(start, end).rstrip("\n").split("\n")
        rows = []
        for number, source in enumerate(lines):
            if number == 1:
                continue
            shift = column if number == 0 else 1
            bare = _MARGIN.sub("", source)
            if bare:
                offset = len(source) - len(bare)
                rows.append(_row(bare, line + number, shift + offset))
        return rows


_MARGIN = expression(r"^[\s>]*")
_TOKEN = expression(r"\\.|`+|\|")


def pipes(source: str) -> list[int]:
    """Where the pipes stand that end a cell: neither escaped nor in code."""
    if "`" not in source and "\\" not in source:
        cuts = [-1]
        for _ in range(source.count("|")):
            cuts.append(source.index("|", cuts[-1] + 1))
        return cuts[1:]
    tokens = [(match.start(), match.group()) for match in _TOKEN.finditer(source)]
    last = {token: index for index, (_, token) in enumerate(tokens) if token[0] == "`"}
    cuts, closing = [], ""
    for index, (start, token) in enumerate(tokens):
        if closing:
            closing = "" if token == closing else closing
        elif token[0] == "`" and last[token] > index:
            closing = token
        elif token == "|":  # noqa: S105 - no password
            cuts.append(start)
    return cuts


def _row(source: str, line: int, column: int) -> Row:
    """Split a table's line at the pipes that stand outside code."""
    pieces = _pieces(source)
    starts = [*accumulate((len(piece) + 1 for piece in pieces), initial=column)]
    first = int(len(pieces) > 1 and not pieces[0].strip())
    last = len(pieces) - int(len(pieces) > first + 1 and not pieces[-1].strip())
    return Row([_cell(pieces[at], line, starts[at]) for at in range(first, last)], line, column)


def _pieces(source: str) -> list[str]:
    """What stands before, between and after the pipes of a line."""
    if "`" not in source and "\\" not in source:
        return source.split("|")
    return [source[left + 1 : right] for left, right in pairwise([-1, *pipes(source), len(source)])]


def _cell(piece: str, line: int, column: int) -> Cell:
    source = piece.lstrip()
    column += len(piece) - len(source)
    source = source.rstrip().replace("\\|", "|")
    spans = inline(source, line, column)
    return Cell(plain(spans), source, line, column, spans)
