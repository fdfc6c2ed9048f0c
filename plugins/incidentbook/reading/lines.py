"""The lines of a block's own words, each place of which can be found again in the file."""

from bisect import bisect_right

from incidentbook.records.plain import dataclass, field

from .blocks import Span

_WORDLESS = frozenset({"html", "image"})
_BREAKS = ("<br>", "<br/>", "<br />")


@dataclass(slots=True)
class Line:
    """One line of plain text; `pieces` are the spans it is made of, with where they begin in the text."""

    text: str = ""
    pieces: list[tuple[int, Span]] = field(default_factory=list)

    def span_at(self, offset: int) -> tuple[int, Span] | None:
        """The span in which the character at `offset` stands, and where the span begins."""
        index = bisect_right(self.pieces, offset, key=lambda piece: piece[0]) - 1
        return self.pieces[index] if index >= 0 else None

    def place(self, offset: int) -> tuple[int, int]:
        """Line and column, counted from 1, of the character at `offset`."""
        found = self.span_at(offset)
        if found is None:
            return 1, 1
        start, span = found
        return span.line, span.column + offset - start


def lines_of(spans: list[Span]) -> list[Line]:
    """The lines of spans as the author broke them; images and HTML give nothing."""
    lines = [Line()]
    parts: list[list[str]] = [[]]
    length = 0
    for span in spans:
        if "break" in span.styles or ("html" in span.styles and span.text.strip().lower() in _BREAKS):
            lines.append(Line())
            parts.append([])
            length = 0
        elif not span.styles & _WORDLESS and span.text:
            lines[-1].pieces.append((length, span))
            parts[-1].append(span.text)
            length += len(span.text)
    for line, texts in zip(lines, parts, strict=True):
        line.text = "".join(texts)
    return [line for line in lines if line.text.strip()]
