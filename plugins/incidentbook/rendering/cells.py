"""Tables of prose: each cell gets its column's heading, which a phone shows where there are no columns."""

import re
from collections.abc import Iterator
from html import unescape

from markupsafe import escape

_TABLE = re.compile(r"<table>.*?</table>", re.DOTALL)
_ROW = re.compile(r"<tr\b.*?</tr>", re.DOTALL)
_HEAD = re.compile(r"<th\b[^>]*>(.*?)</th>", re.DOTALL)
_CELL = re.compile(r"<td\b")
_TAG = re.compile(r"<[^>]*>")


def labelled_cells(html: str) -> str:
    """The HTML with `data-label` on the cells of its plain tables, as Markdown makes them."""
    return _TABLE.sub(lambda table: _labelled(table[0]), html)


def _labelled(table: str) -> str:
    heads = [" ".join(unescape(_TAG.sub("", head)).split()) for head in _HEAD.findall(table)]
    return _ROW.sub(lambda row: _row(row[0], iter(heads)), table)


def _row(row: str, heads: Iterator[str]) -> str:
    def label(_: re.Match[str]) -> str:
        head = next(heads, "")
        return f'<td data-label="{escape(head)}"' if head else "<td"

    return _CELL.sub(label, row)
