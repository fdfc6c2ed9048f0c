"""Markdown text → the tree of its blocks without their words: what stands where, in a third of the time."""

from bisect import bisect_right

from .blocks import Block, events

_LEAVES = {"Heading": "heading", "Paragraph": "paragraph", "Table": "table"}
"""Blocks whose words, rows and cells are passed over."""

_HOLDERS = {
    "List": "list",
    "Item": "item",
    "BlockQuote": "quote",
    "FootnoteDefinition": "footnote",
    "CodeBlock": "code",
    "HtmlBlock": "html",
}


def outline(text: str, first_line: int = 1) -> list[Block]:
    """The blocks of Markdown `text` as `parse` finds them, for those who ask only what stands where.

    They have kind, place and children; a list says whether it is `ordered`, code whether it is `fenced`, and
    HTML has its `source`. They have no words, rows and levels.
    """
    return _Outliner(text, first_line).outlined()


class _Outliner:
    """One pass over the events of a text; `open` are the blocks around the place at hand."""

    def __init__(self, text: str, first_line: int) -> None:
        self.first_line = first_line
        self.bytes = text.encode("utf-8", "surrogatepass")
        self.starts = [0]
        for line in self.bytes.split(b"\n")[:-1]:
            self.starts.append(self.starts[-1] + len(line) + 1)
        self.found = iter(events(text))
        self.root = Block("document", first_line, 1)
        self.open = [self.root]
        self.worded: set[int] = set()

    def outlined(self) -> list[Block]:
        for event, place in self.found:
            if not isinstance(event, dict):
                self._signal(str(event), place["start"])
                continue
            name, value = next(iter(event.items()))
            if name == "Start":
                self._begin(value, place["start"], place["end"])
            elif name == "End":
                self._end(value)
            elif name != "TaskListMarker":
                self._word(str(value))
        return self.root.children

    def _signal(self, event: str, start: int) -> None:
        if event == "Rule":
            block = self._added("rule", start)
            block.end = block.line + 1
        else:
            self._word(event)

    def _word(self, text: str) -> None:
        block = self.open[-1]
        if block.kind == "html":
            block.source += text
        elif block.kind == "item":
            self.worded.add(id(block))

    def _begin(self, tag: object, start: int, end: int) -> None:
        """A block begins, or a style within one."""
        name, detail = next(iter(tag.items())) if isinstance(tag, dict) else (tag, None)
        if name == "Paragraph" and self._is_bare_item(self.open[-1]):
            self.open.append(self.open[-1])  # its first paragraph is the item's own words
        elif kind := _LEAVES.get(str(name)):
            self._added(kind, start, end)
            self._pass({"End": {name: detail["level"]} if isinstance(detail, dict) else name})
        elif kind := _HOLDERS.get(str(name)):
            block = self._added(kind, start, end)
            block.ordered = kind == "list" and detail is not None
            block.fenced = kind == "code" and isinstance(detail, dict)
            self.open.append(block)
        elif name == "Image":
            self._word("")

    def _end(self, tag: object) -> None:
        name = next(iter(tag)) if isinstance(tag, dict) else tag
        if name in _HOLDERS or name == "Paragraph":
            self.open.pop()

    def _pass(self, ending: dict[str, object]) -> None:
        """Pass over everything up to this event."""
        for event, _ in self.found:
            if event == ending:
                return

    def _is_bare_item(self, block: Block) -> bool:
        return block.kind == "item" and not block.children and id(block) not in self.worded

    def _added(self, kind: str, start: int, end: int = 0) -> Block:
        line, column = self._place(start)
        block = Block(kind, line, column, self._place(max(end - 1, 0))[0] + 1)
        self.open[-1].children.append(block)
        return block

    def _place(self, offset: int) -> tuple[int, int]:
        index = bisect_right(self.starts, offset) - 1
        before = self.bytes[self.starts[index] : offset]
        column = len(before) if before.isascii() else len(before.decode("utf-8", "replace"))
        return self.first_line + index, column + 1
