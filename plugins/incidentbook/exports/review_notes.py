"""A review as Markdown, for a meeting's notes: the words of its page, with links to documents."""

import re

from incidentbook.analysis.inert import inert
from incidentbook.pages.models import Line, Link, ReviewPage

_SPECIAL = re.compile(r"([\\`*_\[\]<>|])")
_UNSAFE = re.compile(r"[\s()<>]")


def review_markdown(page: ReviewPage) -> str:
    """The review as Markdown; documents are linked by their paths, pages of the portal are not."""
    lines = [f"# {_escaped(page.period)}", "", _escaped(page.headline), ""]
    if page.note:
        lines += [_escaped(page.note), ""]
    for part in page.parts:
        lines += [f"## {_escaped(part.title)}", ""]
        is_list = False
        for one in part.lines:
            if is_list and not one.is_item:
                lines.append("")
            lines += [_line(one)] if one.is_item else [_line(one), ""]
            is_list = one.is_item
        if is_list:
            lines.append("")
    return "\n".join(lines)


def _line(line: Line) -> str:
    text = "".join(_piece(piece) for piece in line.parts)
    return f"- {text}" if line.is_item else text


def _piece(piece: Link) -> str:
    text = _escaped(piece.text)
    if piece.target is None or piece.target.kind != "document":
        return text
    anchor = f"#{piece.target.anchor}" if piece.target.anchor else ""
    path = _UNSAFE.sub(lambda found: f"%{ord(found[0]):02X}", f"{piece.target.path}{anchor}")
    return f"[{text}]({path})"


def _escaped(text: str) -> str:
    line = " ".join(text.split()) if "\n" in text else text
    return _SPECIAL.sub(r"\\\1", inert(line))
