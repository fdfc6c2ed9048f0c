"""HTML that an author wrote among the Markdown, for policies that refuse it."""

from collections.abc import Iterator

from incidentbook.records import Location, Problem

from .front_matter import split
from .html_names import HTML_NAMES
from .markup import marks
from .patterns import expression

_TAG = expression(r"</?([a-zA-Z][a-zA-Z0-9]*)(?=[\s/>])")
_COMMENT = expression(r"<!--.*?(?:-->|\Z)", 16)
_HANDLER = expression(r"\{:?[^{}\n]*?\b(on[a-z]+)[ \t]*=", 2)
_HINT = "write it in Markdown, or let the policy say `html: sanitise`"


def raw_html(text: str, path: str) -> Iterator[Problem]:
    """Each tag that opens in the text, and each list of attributes that holds a handler of events.

    Comments show nothing, and may stand; so may tags that HTML does not know, which are shown as text.
    """
    matter = split(text, path)
    source = matter.body.encode("utf-8", "replace")
    for mark in marks(matter.body) if "<" in matter.body else ():
        if mark.kind in {"html", "html-block"} and (name := _known(mark.text)):
            line = matter.body_line + source.count(b"\n", 0, mark.start)
            column = mark.start - source.rfind(b"\n", 0, mark.start)
            yield Problem(Location(path, line, column), "raw-html", f"holds HTML (`<{name}>`)", _HINT)
    for number, line_text in enumerate(matter.body.split("\n"), matter.body_line):
        if "{" in line_text and (found := _HANDLER.search(line_text)):
            at = Location(path, number, found.start(1) + 1)
            yield Problem(at, "raw-html", f"hands an element the handler `{found[1]}`", _HINT)


def _known(html: str) -> str:
    """The name of the first tag that HTML knows and that opens, or ""."""
    shown = _COMMENT.sub("", html)
    names = (tag[1].lower() for tag in _TAG.finditer(shown) if not tag[0].startswith("</"))
    return next((name for name in names if name in HTML_NAMES), "")
