"""The HTML of a page's content → Markdown that says the same, for readers that are programs.

Drawings give the sentence that describes them, controls and what is hidden give nothing. It reads the tame
HTML of templates and of cleaned documents, which hold no control characters, in one pass; what it does not
know becomes its text.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache, partial
from html import unescape

from . import markdown_words as words
from .line import JOINT, STYLES, Address, Line

MOST_ROWS = 50
"""Of a longer table or list so many rows are told, and how many more there are."""

_TOKEN = re.compile(r"([^<]*)(?:<(/?)([a-zA-Z][a-zA-Z0-9]*)([^>]*)>|<[^>]*>?|\Z)")
_DRESS = ("<span", "<time", "<small", "<u", "<sup", "<sub", "<mark", "<kbd", "<abbr")
_PLAIN = re.compile(r"</?(?:span|time|small|u|sup|sub|mark|kbd|abbr)\b[^>]*>")
_SEAM = "</span><span"
_SIGN = re.compile(
    r"<i aria-hidden=\"true\">[^<]*</i>|<span (?:class=\"ib-hidden\"|aria-hidden=\"true\")>[^<]*</span>"
)
_UNSEEN = re.compile(
    r"\shidden(?=[\s/=>]|\Z)|\saria-hidden=\"true\"|\bib-hidden\b|display\s*:\s*none", re.IGNORECASE
)
_HREF = re.compile(r"\bhref=(?:\"([^\"]*)\"|'([^']*)')")
_LABEL = re.compile(r"\baria-label=\"([^\"]*)\"")
_LIST = re.compile(r"<(/?)(ul|ol|li)\b")
_SKIPPED = frozenset({"svg", "script", "style", "form", "button", "select", "template", "iframe", "object"})
_READ = "data-incidentbook-reads"
"""A form with this attribute holds words that are read without filling anything in."""

_VOID = frozenset({"area", "br", "col", "hr", "img", "input", "source", "track", "wbr", "meta", "link"})
_HEADINGS = {f"h{level}": f"{'#' * level} " for level in range(1, 7)}
_BLOCKS = frozenset(
    (
        *("p", "div", "section", "article", "aside", "header", "footer", "nav", "main", "figure"),
        *("figcaption", "details", "summary", "blockquote", "dl", "dd", "li", *_HEADINGS),
    )
)
_INDENT = "    "

Step = Callable[[], object]
"""What is done at a tag."""


def transcript(html: str, address: Address, page: str = "") -> str:
    """Markdown that says what `html` shows.

    `page` is the address of the whole page, which is named where rows are left out.
    """
    return _Writer(_thinned(html), address, page).written()


def _thinned(html: str) -> str:
    """The HTML without the tags that only dress words, so that fewer pieces are left to look at."""
    html = _SIGN.sub("", html)
    return html if _hides_words(html) else _PLAIN.sub("", html.replace(_SEAM, f"{JOINT}<span"))


def _hides_words(html: str) -> bool:
    """Whether one of those tags is hidden."""
    for hint in ("hidden", "isplay"):
        place = html.find(hint)
        while place >= 0:
            start = html.rfind("<", 0, place)
            if html.startswith(_DRESS, start) and _UNSEEN.search(html, start, html.find(">", start) + 1):
                return True
            place = html.find(hint, place + 1)
    return False


def _is_passed_over(attributes: str) -> bool:
    """Whether an element is hidden, or drawn."""
    if 'role="group"' in attributes:
        return True
    return ("hidden" in attributes or "isplay" in attributes) and _UNSEEN.search(attributes) is not None


@cache
def _element(name: str) -> re.Pattern[str]:
    """Finds the tags of one kind of element."""
    return re.compile(rf"<(/?){name}\b[^>]*?(/?)>", re.IGNORECASE)


@dataclass(slots=True)
class _Table:
    """A table that is being read: its rows, whether the first is its heading, and the rows left out."""

    rows: list[list[str]] = field(default_factory=list)
    has_head: bool = False
    left_out: int = 0


class _Writer:
    """One pass; `blocks` are the lines that are whole, `lists` the numbers of items in the open lists."""

    def __init__(self, html: str, address: Address, page: str) -> None:
        self.html = html
        self.page = page
        self.line = Line(address)
        self.blocks: list[str] = []
        self.lists: list[int] = []
        self.table: _Table | None = None
        self.lead = ""
        self.position = 0
        self._begins: dict[str, Step] = {
            **dict.fromkeys(_VOID, partial(self.line.add, " ")),
            **dict.fromkeys(_BLOCKS, self._break),
            **{name: partial(self._open_heading, lead) for name, lead in _HEADINGS.items()},
            **{name: partial(self.line.add, sign) for name, sign in STYLES.items()},
            "code": self.line.open_code,
            "ul": self._open_list,
            "ol": self._open_list,
            "li": self._item,
            "pre": self._pre,
            "table": self._open_table,
            "thead": self._open_head,
            "tr": self._row,
            "td": self.line.take,
            "th": self.line.take,
            "dt": self._open_term,
        }
        self._ends: dict[str, Step] = {
            **dict.fromkeys(_BLOCKS, self._break),
            **{name: partial(self.line.close_style, sign) for name, sign in STYLES.items()},
            "a": self.line.close_link,
            "code": self.line.close_code,
            "ul": self._close_list,
            "ol": self._close_list,
            "td": self._close_cell,
            "th": self._close_cell,
            "table": self._close_table,
            "dt": self.line.close_term,
            "dl": self._close_terms,
            "summary": self._close_summary,
        }

    def written(self) -> str:
        """All of it."""
        while self.position < len(self.html):
            self._read_on()
        self._flush()
        return "\n".join(self.blocks).strip("\n") + "\n" if self.blocks else ""

    def _read_on(self) -> None:
        """Read up to the end, or to where something was passed over."""
        add = self.line.add
        for found in _TOKEN.finditer(self.html, self.position):
            text, closing, name, attributes = found.groups()
            self.position = place = found.end()
            if text:
                add(text)
            if name is None:
                continue
            if closing:
                if end := self._ends.get(name.lower()):
                    end()
            else:
                self._open(name.lower(), attributes)
                if self.position != place:
                    return

    def _open(self, name: str, attributes: str) -> None:
        is_skipped = name in _SKIPPED and _READ not in attributes
        if (is_skipped or (attributes and _is_passed_over(attributes))) and name not in _VOID:
            self._skip(name, attributes)
        elif name == "a":
            href = _HREF.search(attributes)
            self.line.open_link(href[1] or href[2] or "" if href else "")
        elif begin := self._begins.get(name):
            begin()

    def _open_heading(self, lead: str) -> None:
        self._break()
        self.lead = lead

    @property
    def _is_on_one_line(self) -> bool:
        return self.table is not None or bool(self.lists) or self.lead[:1] == "-"

    def _break(self) -> None:
        """A block begins or ends: within a row or an item as a joint, else as a paragraph."""
        if self.lists or self._is_on_one_line:
            self.line.add(JOINT)
        else:
            self._flush()

    def _flush(self) -> None:
        text, lead, self.lead = self.line.take(), self.lead, ""
        if text and lead.lstrip().startswith("-"):
            self.blocks.append(f"{lead}{text}")
        elif text:
            self._gap()
            self.blocks += (f"{lead}{text if lead else words.opened(text)}", "")

    def _gap(self) -> None:
        """See that the next line stands apart from the last one."""
        if self.blocks and self.blocks[-1]:
            self.blocks.append("")

    def _open_list(self) -> None:
        self._flush()
        self.lists.append(0)

    def _close_list(self) -> None:
        self._flush()
        if self.lists:
            self.lists.pop()
        if not self.lists:
            self._gap()

    def _item(self) -> None:
        self._flush()
        if not self.lists:
            self.lists.append(0)
        self.lists[-1] += 1
        self.lead = f"{_INDENT * (len(self.lists) - 1)}- "
        if self.lists[-1] > MOST_ROWS:
            self._leave_items()

    def _leave_items(self) -> None:
        """Pass over the rest of a list, and say how much that is."""
        depth, left = 1, 1
        for tag in _LIST.finditer(self.html, self.position):
            if tag[2] != "li":
                depth += -1 if tag[1] else 1
            elif depth == 1 and not tag[1]:
                left += 1
            if not depth:
                self.position = tag.start()
                break
        else:
            self.position = len(self.html)
        self.blocks.append(f"{self.lead}{self._more(left)}")
        self.lead = ""

    def _open_term(self) -> None:
        self._flush()
        self.lead = "- "

    def _close_terms(self) -> None:
        self._flush()
        self._gap()

    def _close_summary(self) -> None:
        if self._is_on_one_line:
            self.line.add(JOINT)
        elif text := self.line.take():
            self._gap()
            self.blocks += (f"**{text}**", "")

    def _open_table(self) -> None:
        self._flush()
        self.table = _Table()

    def _open_head(self) -> None:
        if self.table is not None:
            self.table.has_head = True

    def _row(self) -> None:
        if self.table is None:
            return
        if len(self.table.rows) <= MOST_ROWS:
            self.table.rows.append([])
            return
        end = self.html.find("</table", self.position)
        end = end if end >= 0 else len(self.html)
        self.table.left_out += 1 + self.html.count("<tr", self.position, end)
        self.position = end

    def _close_cell(self) -> None:
        text = self.line.take()
        if self.table is not None and self.table.rows:
            self.table.rows[-1].append(text)

    def _close_table(self) -> None:
        table, self.table = self.table, None
        self.line.take()
        rows = [row for row in table.rows if row] if table else []
        if not table or not rows:
            return
        width = max(map(len, rows))
        if not table.has_head:
            rows.insert(0, [""] * width)
        self._gap()
        for number, row in enumerate(rows):
            self.blocks.append(f"| {' | '.join((*row, *[''] * (width - len(row))))} |")
            if not number:
                self.blocks.append("|" + " --- |" * width)
        self.blocks += ("", self._more(table.left_out), "") if table.left_out else ("",)

    def _more(self, number: int) -> str:
        where = f"; all are on {words.link('the page', self.page)}" if self.page else ""
        return f"… and {number:,} more{where}"

    def _pre(self) -> None:
        end = self.html.find("</pre", self.position)
        end = end if end >= 0 else len(self.html)
        text = unescape(re.sub(r"<[^>]*>", "", self.html[self.position : end]))
        self.position = end
        self._flush()
        margin = _INDENT * len(self.lists)
        lines = words.block(text.strip("\n")).split("\n")
        self._gap()
        self.blocks += (*(f"{margin}{line}" for line in lines), "")

    def _skip(self, name: str, attributes: str) -> None:
        """Pass over an element; a drawing leaves the sentence that describes it."""
        is_drawing = name in {"svg", "div"} and 'aria-hidden="true"' not in attributes
        if is_drawing and (label := _LABEL.search(attributes)):
            self.line.add(f"{JOINT}{label[1]}{JOINT}")
        depth = 1
        for tag in _element(name).finditer(self.html, self.position):
            depth += -1 if tag[1] else not tag[2]
            if not depth:
                self.position = tag.end()
                return
        self.position = len(self.html)
