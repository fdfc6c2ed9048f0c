"""One line of Markdown that grows piece by piece from HTML, and is escaped once when it is whole."""

import re
from collections.abc import Callable
from html import unescape

from . import markdown_words as words

Address = Callable[[str], str]
"""Gives the address to write for one that a page leads to, or an empty text for none."""

JOINT = "\0"
"""Where a block ends inside a row or an item, which stay on one line."""

STYLES = {"b": "\4", "strong": "\4", "em": "\5", "i": "\5", "del": "\6", "s": "\6"}
_BOLD, _OPENING = "\4", "\1"
_MARKUP = {_OPENING: "[", _BOLD: "**", "\5": "*", "\6": "~~"}
"""Signs that no page holds stand for markup until the words between them are escaped."""

_RAW = re.compile(r"\x02(\d+)\x03")


class Line:
    """The pieces of the line at hand, with the links, the code and the styles that are open in it."""

    def __init__(self, address: Address) -> None:
        self._address = address
        self._pieces: list[str] = []
        self._raw: list[str] = []
        self._links: list[tuple[int, str]] = []
        self._code = -1
        self.add = self._pieces.append

    def open_link(self, href: str) -> None:
        """A link begins."""
        self._links.append((len(self._pieces), href))

    def close_link(self) -> None:
        """The link that began last ends; one without words or address leaves its words."""
        if not self._links:
            return
        start, href = self._links.pop()
        said = _spaced("".join(self._pieces[start:]).replace(JOINT, " "))
        address = self._address(unescape(href)) if said and href and href[0] != "#" else ""
        if address:
            said = f"{_OPENING}{said}{self._kept(f']({words.safe_address(address)})')}"
        self._pieces[start:] = [said]

    def open_code(self) -> None:
        """Code begins."""
        self._code = len(self._pieces) if self._code < 0 else self._code

    def close_code(self) -> None:
        """Code ends; nothing in it is markup."""
        if self._code >= 0:
            text = unescape("".join(self._pieces[self._code :]).replace(JOINT, " "))
            self._pieces[self._code :] = [self._kept(words.code(text))]
            self._code = -1

    def close_style(self, sign: str) -> None:
        """What began with `sign` ends; around nothing there is no style."""
        for index in range(len(self._pieces) - 1, -1, -1):
            if self._pieces[index] == sign:
                said = "".join(self._pieces[index + 1 :])
                bare = said.strip(f" \n{JOINT}")
                self._pieces[index:] = [said.replace(bare, f"{sign}{bare}{sign}", 1) if bare else said]
                return

    def close_term(self) -> None:
        """A term ends, which the line begins with; what it means follows."""
        self._pieces[:] = [f"{_BOLD}{''.join(self._pieces).strip()}:{_BOLD}{JOINT}"]

    def take(self) -> str:
        """The whole line as Markdown; nothing is left of it here."""
        if not self._pieces:
            return ""
        text = "".join(self._pieces)
        text = JOINT.join(filter(None, map(_spaced, text.split(JOINT)))) if JOINT in text else _spaced(text)
        if text:
            text = words.of_html(text)
            for sign, markup in _MARKUP.items():
                text = text.replace(sign, markup)
            text = text.replace(f":**{JOINT}", ":** ").replace(JOINT, " · ")
            text = _RAW.sub(lambda match: self._raw[int(match[1])], text) if self._raw else text
        self._pieces.clear()
        self._links.clear()
        self._raw.clear()
        self._code = -1
        return text

    def _kept(self, markdown: str) -> str:
        """A sign for a piece of Markdown that is not to be escaped again."""
        self._raw.append(markdown)
        return f"\2{len(self._raw) - 1}\3"


def _spaced(text: str) -> str:
    """Text with one blank between its words."""
    return " ".join(text.split())
