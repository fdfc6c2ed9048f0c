"""Where links, raw HTML and definitions stand in Markdown text, for those who write it anew."""

import re
from collections.abc import Iterator, Mapping

from incidentbook.records.plain import dataclass

from .blocks import events
from .patterns import expression

_DEFINITION = expression(
    r"^[ \t>*+-]*(\[(?!\^)[^\[\]\n]+\]:[ \t]*\n?[ \t]*\S+[ \t]*"
    r"(?:\n?[ \t]*(?:\"[^\"\n]*\"|'[^'\n]*'|\([^()\n]*\)))?[ \t]*)$",
    re.MULTILINE,
)
"""A definition of links, also within a paragraph, where Python-Markdown takes it out as well."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Something in the text, from byte `start` to byte `end` of its UTF-8.

    `kind` is "link", "image", "html" (a tag within a sentence), "html-block" or "definition"; `form` is how
    a link is written ("Inline", "Reference", "Collapsed", "Shortcut", "Autolink" …), `url` and `title` what
    it says, `text` the source of HTML.
    """

    kind: str
    start: int
    end: int
    form: str = ""
    url: str = ""
    title: str = ""
    text: str = ""


def marks(text: str) -> list[Mark]:
    """All of them, in the order of their beginnings."""
    found: list[Mark] = []
    code: list[tuple[int, int]] = []
    for event, place in events(text):
        if isinstance(event, dict) and not ("Text" in event or "End" in event):
            ((name, detail),) = event.items()
            if (mark := _mark(name, detail, (place["start"], place["end"]), found, code)) is not None:
                found.append(mark)
    if "]:" in text:
        found += _definitions(text, code)
        found.sort(key=lambda mark: mark.start)
    return found


def _mark(
    name: str, detail: object, place: tuple[int, int], found: list[Mark], code: list[tuple[int, int]]
) -> Mark | None:
    start, end = place
    if name == "Start" and isinstance(detail, dict):
        ((tag, told),) = detail.items()
        if tag == "CodeBlock":
            code.append(place)
        return _link(tag, told, start, end) if tag in {"Link", "Image"} else None
    if name == "Start" and detail == "HtmlBlock":
        return Mark("html-block", start, end)
    if name == "Html" and found and found[-1].kind == "html-block":
        block = found.pop()
        return Mark("html-block", block.start, max(block.end, end), text=block.text + str(detail))
    return Mark("html", start, end, text=str(detail)) if name == "InlineHtml" else None


def _link(tag: str, told: Mapping[str, object], start: int, end: int) -> Mark:
    return Mark(
        tag.lower(), start, end, str(told["link_type"]), str(told["dest_url"]), str(told["title"] or "")
    )


def _definitions(text: str, code: list[tuple[int, int]]) -> Iterator[Mark]:
    for match in _DEFINITION.finditer(text):
        start, end = (len(text[:place].encode("utf-8", "surrogatepass")) for place in match.span(1))
        if not any(first <= start < last for first, last in code):
            yield Mark("definition", start, end)
